"""What an audit keeps for the next one, in a file of DuckDB: only what changed is judged again.

Of each unit a print is kept, 64 bits of all that is stated of it and of what it sets aside, with
its results. A unit is judged again where its print is another, where a unit above it is, and where
a share over units below it, or below a unit above it, may be another. The prints are DuckDB's own
hashes, so that the file holds for one version of it only.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Duck, objections
from zicha.backends.columnar.given import WAIVERS
from zicha.backends.columnar.units import Judged
from zicha.backends.columnar.wide.listing import ROW
from zicha.backends.columnar.wide.members import CHAINED
from zicha.backends.columnar.wide.shares import Share
from zicha.backends.columnar.wide.table import WideTable
from zicha.errors import InputError, Place, problem
from zicha.model.facts import LEVELS, Level

KEPT, NEEDED, SINGLE = "kept", "needed", "read_singly"
ABOVE = tuple(level.value for level in LEVELS[1:])


def quoted(name: str) -> str:
    """Return a name as it stands in a statement."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Others:
    """What goes with wide tables.

    ``units``: of units read one by one, by id, a text that is another where anything is.
    ``observed``: the table of what was seen of units of the tables.
    """

    units: Mapping[str, str]
    observed: str | None = None


class Kept:
    """The file of one audit after the other. ``about``: by what they are judged."""

    def __init__(self, duck: Duck, path: Path, about: str) -> None:
        """Open the file, or begin it anew where it was kept by other rules or for another day.

        Raises:
            InputError: the file is none of DuckDB's.
        """
        self.duck = duck
        self.about = f"{about} duckdb {duckdb.__version__}"
        address = str(path).replace("'", "''")
        try:
            duck.connection.execute(f"ATTACH '{address}' AS {KEPT}")
        except duckdb.Error as error:
            why = str(error).partition("\n")[0]
            wrong = problem("audit-state-unusable", Place(f"--state {path}"), why=why)
            raise InputError([wrong]) from error
        if not self.is_usable():
            self.forget()

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement."""
        with objections():
            return self.duck.connection.execute(statement).fetchall()

    def tables(self) -> list[str]:
        """Return what the file holds."""
        query = f"SELECT table_name FROM duckdb_tables() WHERE database_name = '{KEPT}'"
        return [str(name) for (name,) in self.run(query)]

    def is_usable(self) -> bool:
        """Return whether what the file holds was judged by the same."""
        if "about" not in self.tables():
            return False
        return self.run(f"SELECT about FROM {KEPT}.about") == [(self.about,)]

    def forget(self) -> None:
        """Begin anew."""
        for name in self.tables():
            self.run(f"DROP TABLE {KEPT}.{quoted(name)}")

    # --- What changed ---------------------------------------------------------------------------

    def look(self, tables: Sequence[WideTable], others: Others, shares: Sequence[Share]) -> str:
        """Find what has to be judged, with what is above it, as a table of `unit`."""
        self.run("CREATE OR REPLACE TABLE prints (unit VARCHAR, own UBIGINT, said UBIGINT)")
        for table in tables:
            self.run(f"INSERT INTO prints {self.prints_of(table, shares)}")
        if others.units:
            with objections():
                self.duck.connection.executemany(
                    "INSERT INTO prints SELECT $1, hash($2), hash($2)", [*others.units.items()]
                )
        said = [f"SELECT unit, hash('waived', indicator) AS h FROM {WAIVERS}"]
        if others.observed is not None:
            observed = quoted(others.observed)
            said.append(
                f"SELECT unit, hash('seen', fact, sum(seen)) FROM {observed} GROUP BY unit, fact"
            )
        self.run(
            "CREATE OR REPLACE TABLE printed AS SELECT p.*, coalesce(w.aside, 0) AS aside "
            "FROM prints p LEFT JOIN (SELECT unit, bit_xor(h) AS aside "
            f"FROM ({' UNION ALL '.join(said)}) GROUP BY unit) w USING (unit)"
        )
        if "printed" not in self.tables():
            self.run(f"CREATE OR REPLACE TABLE {NEEDED} AS SELECT unit FROM printed")
            return NEEDED
        self.duck.fill(
            SINGLE, (("unit", sql.Type.TEXT),), [{"unit": unit} for unit in others.units]
        )
        self.find_changed({share.level for share in shares})
        return NEEDED

    def prints_of(self, table: WideTable, shares: Sequence[Share]) -> str:
        """Return the query of the prints of a table's rows."""
        heading = table.listing.heading
        said = [
            name
            for share in shares
            for fact in (table.edition.facts[share.of.fact],)
            for name in heading.speaking_of(fact)
        ]
        every = ", ".join(f"n.{quoted(name)}" for name in table.head)
        of_said = ", ".join(f"n.{quoted(name)}" for name in dict.fromkeys(said)) or "0"
        kept = self.duck.printed(table.kept_rows(["row", "unit"]))
        numbered = quoted(f"{table.name}_numbered")
        return (
            f"SELECT l.unit, hash({every}), hash({of_said}) FROM {numbered} n "
            f"JOIN ({kept}) l ON n.{quoted(ROW)} = l.row"
        )

    def find_changed(self, owners: set[Level]) -> None:
        """Keep what has to be judged again, with what is above it."""
        self.run(
            "CREATE OR REPLACE TABLE other AS SELECT p.unit FROM printed p "
            f"LEFT JOIN {KEPT}.printed k USING (unit) "
            "WHERE k.unit IS NULL OR p.own <> k.own OR p.aside <> k.aside"
        )
        # Shares over units below: a unit is new, gone, or answers otherwise.
        self.run(
            "CREATE OR REPLACE TABLE answers AS "
            f"SELECT coalesce(p.unit, k.unit) AS unit FROM printed p FULL JOIN {KEPT}.printed k "
            "USING (unit) WHERE p.unit IS NULL OR k.unit IS NULL OR p.said <> k.said"
        )
        for level in sorted(owners):
            for chained in (CHAINED, f"{KEPT}.chained"):
                self.run(
                    f"INSERT INTO other SELECT DISTINCT c.{level} FROM {chained} c "
                    f"JOIN answers USING (unit) WHERE c.{level} IS NOT NULL"
                )
        below = " OR ".join(f"c.{level} IN (SELECT unit FROM other)" for level in ABOVE)
        heights = ", ".join(str(level.height) for level in owners) or "-1"
        # Units that hold shares are always looked at, for what was computed stands nowhere else,
        # and those read one by one, for they are at hand.
        self.run(
            f"CREATE OR REPLACE TABLE again AS SELECT DISTINCT c.unit FROM {CHAINED} c "
            f"WHERE c.unit IN (SELECT unit FROM other UNION SELECT unit FROM {SINGLE}) "
            f"OR {below} OR c.level IN ({heights})"
        )
        above = " UNION ".join(
            f"SELECT c.{level} FROM {CHAINED} c JOIN again USING (unit)" for level in ABOVE
        )
        self.run(
            f"CREATE OR REPLACE TABLE {NEEDED} AS SELECT unit FROM "
            f"(SELECT unit FROM again UNION {above}) WHERE unit IS NOT NULL"
        )

    # --- Old results and new ----------------------------------------------------------------------

    def merged(self, judged: Judged) -> Judged:
        """Put new results in place of old ones, and return all of them.

        All of it is in the file, or nothing.
        """
        new = {f"outcomes_{level}": table for level, table in judged.outcomes.items()}
        new["verdicts"] = judged.verdicts
        names = [*new, *(name for name in self.results() if name not in new)]
        with self.transaction():
            for name in names:
                self.merge(name, new.get(name))
            self.run(f"CREATE OR REPLACE TABLE {KEPT}.printed AS SELECT * FROM printed")
            self.run(f"CREATE OR REPLACE TABLE {KEPT}.chained AS SELECT * FROM {CHAINED}")
            self.run(f"CREATE OR REPLACE TABLE {KEPT}.about AS SELECT '{self.about}' AS about")
        views = {name: self.view(name) for name in names}
        outcomes = {lv: views[name] for lv in LEVELS if (name := f"outcomes_{lv}") in views}
        return Judged(judged.points_scale, outcomes, views["verdicts"])

    def results(self) -> list[str]:
        """Return the tables of results that the file holds."""
        return [
            name for name in self.tables() if name == "verdicts" or name.startswith("outcomes_")
        ]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes of the file, or none."""
        with objections():
            self.duck.connection.begin()
            try:
                yield
            except BaseException:
                self.duck.connection.rollback()
                raise
            self.duck.connection.commit()

    def merge(self, name: str, new: str | None) -> None:
        """Merge the rows of a table into the file."""
        stored = f"{KEPT}.{quoted(name)}"
        if name not in self.tables():
            self.run(f"CREATE TABLE {stored} AS SELECT * FROM {quoted(new or name)}")
            return
        self.run(f"DELETE FROM {stored} WHERE unit NOT IN (SELECT unit FROM printed)")
        if new is not None:
            self.run(f"DELETE FROM {stored} WHERE unit IN (SELECT unit FROM {quoted(new)})")
            self.run(f"INSERT INTO {stored} BY NAME SELECT * FROM {quoted(new)}")

    def view(self, name: str) -> str:
        """Return the name under which all rows of a table of the file are read."""
        view = f"{name} kept"
        rows = f"SELECT * FROM {KEPT}.{quoted(name)}"
        self.run(f"CREATE OR REPLACE VIEW {quoted(view)} AS {rows}")
        return view
