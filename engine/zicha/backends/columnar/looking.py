"""Looks up single units among many: who they are, what is above them, what was computed."""

from collections.abc import Iterable, Iterator

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.given import WAIVERS
from zicha.backends.columnar.placed import PLACED
from zicha.backends.columnar.units import Judged
from zicha.backends.columnar.wide.members import CHAINED, MEMBERS
from zicha.backends.columnar.wide.table import WideTable
from zicha.backends.columnar.wide.words import lower, print_of
from zicha.model.facts import LEVELS, Level

WANTED = "wanted_members"
ABOVE = LEVELS[1:]
Who = tuple[str, Level, str | None]
"""Name, level and stated parent of a unit."""


def wanted(database: Database, units: Iterable[str]) -> str:
    """Keep the ids of some units as a table."""
    rows = [{"wanted": unit} for unit in dict.fromkeys(units)]
    return database.fill(WANTED, (("wanted", sql.Type.TEXT),), rows)


def members_among(database: Database, units: Iterable[str]) -> dict[str, Who]:
    """Return those of some units that are given."""
    columns = [sql.column(name, "m") for name in ("unit", "name", "level", "parent")]
    query = sql.joined(
        sql.select(columns, sql.table(MEMBERS, "m")),
        sql.table(wanted(database, units), "w"),
        sql.equal(sql.column("unit", "m"), sql.column("wanted", "w")),
    )
    return {
        str(unit): (str(name), LEVELS[int(str(level))], None if parent is None else str(parent))
        for unit, name, level, parent in database.rows(query)
    }


def members_alike(database: Database, keys: Iterable[str]) -> dict[str, str]:
    """Return units that are given by what their ids have in common with others of their name.

    ``keys``: of the ids that are asked for, as ``zicha.model.unit.id_key`` has them.
    """
    columns = [sql.column("wanted", "w"), sql.column("unit", "m")]
    query = sql.joined(
        sql.select(columns, sql.table(MEMBERS, "m")),
        sql.table(wanted(database, keys), "w"),
        sql.equal(lower(sql.column("unit", "m")), sql.column("wanted", "w")),
    )
    return {str(key): str(unit) for key, unit in database.rows(query)}


def chains_of(database: Database, units: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the units above each of some units, the nearest first."""
    columns = [sql.column(name, "c") for name in ("unit", *(level.value for level in ABOVE))]
    query = sql.joined(
        sql.select(columns, sql.table(CHAINED, "c")),
        sql.table(wanted(database, units), "w"),
        sql.equal(sql.column("unit", "c"), sql.column("wanted", "w")),
    )
    return {
        str(unit): tuple(str(each) for each in above if each is not None)
        for unit, *above in database.rows(query)
    }


def days_of(database: Database) -> list[str]:
    """Return the days on which units are judged."""
    query = sql.select([sql.column("day")], sql.table(PLACED))
    found = database.rows(sql.distinct(query))
    return sorted(str(day) for (day,) in found if day is not None)


def judged_verdicts(database: Database, verdicts: str) -> str:
    """Keep the verdicts of units that are judged, without those that are only taken over from."""
    query = sql.joined(
        sql.select([sql.star("v")], sql.table(verdicts, "v")),
        sql.table(PLACED, "p"),
        sql.equal(sql.column("unit", "v"), sql.column("unit", "p")),
    )
    return database.keep(f"{verdicts} judged", query)


def some_units(database: Database, verdicts: str, most: int) -> list[str]:
    """Return some of the units that have verdicts, spread over all of them."""
    ids = sql.select([sql.column("unit")], sql.table(verdicts))
    numbered = sql.select(
        [
            sql.column("unit"),
            sql.named(words.over(words.row_number(), (), [words.rising(sql.column("unit"))]), "at"),
        ],
        sql.nested(ids, "ids"),
    )
    ((count,),) = database.rows(sql.select([sql.number_of_rows()], sql.table(verdicts)))
    step = max(1, int(str(count)) // most)
    query = sql.select([sql.column("unit")], sql.nested(numbered, "numbered"))
    is_taken = sql.equal(sql.rest(sql.column("at"), sql.whole(step)), sql.whole(0))
    query = query.where(is_taken, copy=False).limit(most, copy=False)
    return sorted(str(unit) for (unit,) in database.rows(query))


def number_of_rows(database: Database, table: str) -> int:
    """Return how many rows a table has."""
    ((count,),) = database.rows(sql.select([sql.number_of_rows()], sql.table(table)))
    return int(str(count))


def print_of_rows(database: Database, table: WideTable) -> tuple[object, ...]:
    """Return how many rows a table has, and numbers that are others where a row is another.

    Of a database whose prints have 32 bits, as Spark's.
    """
    print_ = sql.cast(print_of([sql.column(name) for name in table.head]), sql.Type.BIG)
    hashed = sql.select([sql.named(print_, "print")], sql.table(table.name))
    of_row = sql.column("print")
    sums = [sql.number_of_rows(), sql.sum_of(of_row), sql.least_of(of_row.copy())]
    (found,) = database.rows(sql.select(sums, sql.nested(hashed, "rows")))
    return found


def given_ids(database: Database) -> Iterator[str]:
    """Yield the ids of all units that are given."""
    yield from units_in(database, MEMBERS)


def every_id() -> sql.Select:
    """Return the ids of all units that are given, or named as parents, each once.

    ``is_above`` is 1 for those that are named as parents, else 0.
    """
    both = [
        sql.select(
            [sql.named(sql.column(name), "unit"), sql.named(sql.whole(above), "is_above")],
            sql.table(CHAINED),
        )
        for name, above in (("unit", 0), ("parent", 1))
    ]
    columns = [sql.column("unit"), sql.named(words.most_of(sql.column("is_above")), "is_above")]
    every = sql.select(columns, sql.nested(sql.union(both), "ids"))
    there = sql.where(every, words.is_not_null(sql.column("unit")))
    return sql.grouped(there, sql.column("unit"))


def units_in(database: Database, table: str) -> Iterator[str]:
    """Yield the ids in a table."""
    ids = sql.select([sql.column("unit")], sql.table(table))
    for (unit,) in database.rows(sql.ordered(ids, sql.column("unit"))):
        yield str(unit)


def waived_by(database: Database, units: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return what some units set aside."""
    columns = [sql.column("unit", "a"), sql.column("indicator", "a")]
    query = sql.joined(
        sql.select(columns, sql.table(WAIVERS, "a")),
        sql.table(wanted(database, units), "w"),
        sql.equal(sql.column("unit", "a"), sql.column("wanted", "w")),
    )
    found: dict[str, set[str]] = {}
    for unit, code in database.rows(query):
        found.setdefault(str(unit), set()).add(str(code))
    return {unit: frozenset(codes) for unit, codes in found.items()}


def results_of(database: Database, judged: Judged, units: Iterable[str]) -> Judged:
    """Keep the results of some units as tables of their own. ``units``: not many."""
    ids = sorted({*units})

    def kept(name: str) -> str:
        # By names that stand in the statement other columns are read of these units only.
        every = sql.everything(sql.table(name))
        is_wanted = sql.is_one_of(sql.column("unit"), ids)
        return database.keep(f"{name} looked at", sql.where(every, is_wanted))

    outcomes = {level: kept(name) for level, name in judged.outcomes.items()}
    return Judged(judged.points_scale, outcomes, kept(judged.verdicts))
