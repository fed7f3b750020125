"""What an audit keeps for the next one, in a file of DuckDB: only what changed is judged again.

Of each unit a print is kept, 64 bits of all that is stated of it and of what it sets aside, with
its results. A unit is judged again where its print is another, where it stands below other units,
where a unit above it is another or gone, and where a share over units below it, or below a unit
above it, may be another: for these there is a print of what each unit says for shares, once its
dates and contradictions are settled. The prints are DuckDB's own hashes, so that the file holds for
one version of it only.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Duck, objections
from zicha.backends.columnar.given import WAIVERS
from zicha.backends.columnar.units import Judged
from zicha.backends.columnar.wide.listing import ROW
from zicha.backends.columnar.wide.members import CHAINED
from zicha.backends.columnar.wide.table import WideTable
from zicha.documents.document import digest
from zicha.errors import InputError, Place, problem
from zicha.model.facts import LEVELS, Level

KEPT, NEEDED, SINGLE = "kept", "needed", "read_singly"
ABOVE = tuple(level.value for level in LEVELS[1:])
PROGRAM = "zicha "
"""How the words begin by which a file of this program says what its results were judged by."""
BUSY = ("Could not set lock", "being used by another process")
"""What DuckDB says of a file that another process has open, on Linux and macOS and on Windows."""


def quoted(name: str) -> str:
    """Return a name as it stands in a statement."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Others:
    """What goes with wide tables.

    ``units``: of units read one by one, by id, a text that is another where anything is.
    ``observed``: the table of what was seen of units of the tables. ``answers``: tables of what
    units say for the shares over them.
    """

    units: Mapping[str, str]
    observed: str | None = None
    answers: Mapping[Level, str] = field(default_factory=dict)


class Kept:
    """The file of one audit after the other. ``about``: by what they are judged."""

    def __init__(self, duck: Duck, path: Path, about: str) -> None:
        """Open the file, or begin it anew where it was kept by other rules or for another day.

        Raises:
            InputError: the file is none of DuckDB's, has other tables than those kept here, or is
                in use.
        """
        self.duck = duck
        self.is_new = False
        """Whether all units are judged, so that nothing of the file is needed."""
        self.about = f"{PROGRAM}{about} duckdb {duckdb.__version__}"
        address = str(path).replace("'", "''")
        try:
            # Else it takes the file of another program for one that it might read all the same.
            duck.connection.execute(f"ATTACH '{address}' AS {KEPT} (TYPE duckdb)")
        except duckdb.Error as error:
            place, why = Place(f"--state {path}"), str(error).partition("\n")[0]
            is_busy = any(words in why for words in BUSY)
            wrong = problem("audit-state-unusable", place, why=why)
            busy = problem("audit-state-busy", place)
            raise InputError([busy if is_busy else wrong]) from error
        said = self.said_about()
        if said is not None and not said.startswith(PROGRAM):
            self.run(f"DETACH {KEPT}")
            raise InputError([problem("audit-state-foreign", Place(f"--state {path}"))])
        if said != self.about:
            self.forget()

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement."""
        with objections():
            return self.duck.connection.execute(statement).fetchall()

    def tables(self) -> list[str]:
        """Return what the file holds."""
        query = f"SELECT table_name FROM duckdb_tables() WHERE database_name = '{KEPT}'"
        return [str(name) for (name,) in self.run(query)]

    def said_about(self) -> str | None:
        """Return by what the file says it was judged; None for a new file.

        Of a file that is another program's the words are empty.
        """
        if "about" in self.tables():
            # Another program's table of that name may have other columns, or no row.
            with suppress(IndexError):
                return str(self.run(f"SELECT * FROM {KEPT}.about LIMIT 1")[0][0])
        others = f"SELECT * FROM duckdb_views() WHERE database_name = '{KEPT}' AND NOT internal"
        return "" if self.tables() or self.run(others) else None

    def forget(self) -> None:
        """Begin anew."""
        for name in self.tables():
            self.run(f"DROP TABLE {KEPT}.{quoted(name)}")

    # --- What changed ---------------------------------------------------------------------------

    def look(self, tables: Sequence[WideTable], others: Others, owners: Collection[Level]) -> str:
        """Find what has to be judged, with what is above it, as a table of `unit`.

        ``owners``: the levels of which shares are computed.
        """
        self.run("CREATE OR REPLACE TABLE prints (unit VARCHAR, own UBIGINT)")
        for table in tables:
            self.run(f"INSERT INTO prints {self.prints_of(table)}")
        if others.units:
            with objections():
                self.duck.connection.executemany(
                    "INSERT INTO prints SELECT $1, hash($2)", [*others.units.items()]
                )
        said = [f"SELECT unit, hash('waived', indicator) AS h FROM {WAIVERS}"]
        if others.observed is not None:
            observed = quoted(others.observed)
            said.append(
                f"SELECT unit, hash('seen', fact, sum(seen)) FROM {observed} GROUP BY unit, fact"
            )
        self.run(
            "CREATE OR REPLACE TABLE printed AS "
            "SELECT p.*, coalesce(a.said, 0) AS said, coalesce(w.aside, 0) AS aside FROM prints p "
            f"LEFT JOIN ({self.answers(others)}) a USING (unit) "
            "LEFT JOIN (SELECT unit, bit_xor(h) AS aside "
            f"FROM ({' UNION ALL '.join(said)}) GROUP BY unit) w USING (unit)"
        )
        self.is_new = "printed" not in self.tables()
        if self.is_new:
            self.run(f"CREATE OR REPLACE TABLE {NEEDED} AS SELECT unit FROM printed")
            return NEEDED
        self.duck.fill(
            SINGLE, (("unit", sql.Type.TEXT),), [{"unit": unit} for unit in others.units]
        )
        self.find_changed(owners)
        return NEEDED

    def prints_of(self, table: WideTable) -> str:
        """Return the query of the prints of a table's rows: of their cells and of its head."""
        every = ", ".join(f"n.{quoted(name)}" for name in table.head)
        head = digest([*table.head])
        kept = self.duck.printed(table.kept_rows(["row", "unit"]))
        numbered = quoted(f"{table.name}_numbered")
        return (
            f"SELECT l.unit, hash('{head}', {every}) FROM {numbered} n "
            f"JOIN ({kept}) l ON n.{quoted(ROW)} = l.row"
        )

    def answers(self, others: Others) -> str:
        """Return the query of the prints of what units say for shares."""
        found = ["SELECT NULL::VARCHAR AS unit, NULL::UBIGINT AS said WHERE false"]
        for table in others.answers.values():
            names = sorted(name for name in self.duck.columns_of(table) if name != "unit")
            said = ", ".join(map(quoted, names))
            found.append(f"SELECT unit, hash({said}) FROM {quoted(table)}")
        return " UNION ALL ".join(found)

    def find_changed(self, owners: Collection[Level]) -> None:
        """Keep what has to be judged again, with what is above it."""
        places = ", ".join(f"{{0}}.{name}" for name in ("level", "parent", *ABOVE))
        self.run(
            "CREATE OR REPLACE TABLE moved AS SELECT coalesce(c.unit, k.unit) AS unit "
            f"FROM {CHAINED} c FULL JOIN {KEPT}.chained k USING (unit) "
            "WHERE c.unit IS NULL OR k.unit IS NULL "
            f"OR ({places.format('c')}) IS DISTINCT FROM ({places.format('k')})"
        )
        is_new_or_gone = "p.unit IS NULL OR k.unit IS NULL"
        for name, differs in (
            ("other", "p.own <> k.own OR p.aside <> k.aside"),
            # For shares over units below.
            ("answers", "p.said <> k.said"),
        ):
            self.run(
                f"CREATE OR REPLACE TABLE {name} AS SELECT coalesce(p.unit, k.unit) AS unit "
                f"FROM printed p FULL JOIN {KEPT}.printed k USING (unit) "
                f"WHERE {is_new_or_gone} OR {differs} UNION SELECT unit FROM moved"
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
        # What was judged again may have no row any more: a unit that now cannot be judged.
        self.run(f"DELETE FROM {stored} WHERE unit NOT IN (SELECT unit FROM {CHAINED})")
        self.run(f"DELETE FROM {stored} WHERE unit IN (SELECT unit FROM {NEEDED})")
        if new is not None:
            self.run(f"INSERT INTO {stored} BY NAME SELECT * FROM {quoted(new)}")

    def view(self, name: str) -> str:
        """Return the name under which all rows of a table of the file are read."""
        view = f"{name} kept"
        rows = f"SELECT * FROM {KEPT}.{quoted(name)}"
        self.run(f"CREATE OR REPLACE VIEW {quoted(view)} AS {rows}")
        return view
