"""Units that are not judged and stand above one that is: contexts, and the gaps that they hold.

They were read one by one: there are few of them. Where there are several days, one of them has
outcomes under a key for each day; a gap of any day is its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.gaps import Gap, O
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.placed import PLACED
from zicha.model.facts import Level

P, C, J = "p", "c", "j"
"""Where a unit stands, the keys of what it takes over, the unit above as a judged one."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Such units of one level. ``holders``: those that have a gap, by its name."""

    units: frozenset[str] = frozenset()
    holders: Mapping[str, frozenset[str]] = field(default_factory=dict)


NOBODY = Beside()


def beside(
    database: Database, chains: str, level: Level, outcomes: str, gaps: Sequence[Gap]
) -> Beside:
    """Return those units of a level that are not judged and stand above one that is.

    Args:
        database: That of the tables.
        chains: The table of what stands above units, by the keys of their outcomes.
        level: The level.
        outcomes: The table of its outcomes.
        gaps: The gaps that there may be.
    """
    if level is Level.COMMUNITY or number(database, outcomes) == number(database, PLACED, level):
        return NOBODY
    keys = {str(key): str(unit) for unit, key in database.rows(not_judged(chains, level))}
    if not keys:
        return NOBODY
    flags = [sql.named(sql.flag(gap.is_there()), gap.name) for gap in gaps]
    query = sql.select([sql.column("unit", O), *flags], sql.table(outcomes, O))
    units: set[str] = set()
    holders: dict[str, set[str]] = {}
    for key, *found in database.rows(sql.where(query, sql.is_one_of(sql.column("unit", O), keys))):
        units.add(keys[str(key)])
        for gap, flag in zip(gaps, found, strict=True):
            if flag:
                holders.setdefault(gap.name, set()).add(keys[str(key)])
    return Beside(frozenset(units), {name: frozenset(of_it) for name, of_it in holders.items()})


def number(database: Database, table: str, level: Level | None = None) -> int:
    """Return how many rows a table has; of a level those of it only."""
    query = sql.select([sql.named(sql.number_of_rows(), "units")], sql.table(table))
    if level is not None:
        query = sql.where(query, sql.equal(sql.column("level"), sql.whole(level.height)))
    ((count,),) = database.rows(query)
    return int(str(count))


def not_judged(chains: str, level: Level) -> sql.Select:
    """Return the units of a level above judged ones that are not, with the keys of outcomes."""
    unit, key = sql.column(level.value, P), sql.column(level.value, C)
    columns = [sql.named(unit, "unit"), sql.named(key, "key")]
    query = sql.joined(
        sql.select(columns, sql.table(PLACED, P)),
        sql.table(chains, C),
        sql.equal(sql.column("unit", P), sql.column("unit", C)),
    )
    itself = sql.equal(sql.column(level.value, P), sql.column("unit", J))
    query = sql.joined_left(query, sql.table(PLACED, J), itself)
    there = words.is_not_null(sql.column(level.value, P))
    is_not = sql.is_null(sql.column("unit", J))
    return sql.distinct(sql.where(query, sql.all_of(there, is_not)))
