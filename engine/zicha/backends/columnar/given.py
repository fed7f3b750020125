"""Units that were read one by one, as the tables that this engine judges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from zicha.backends.columnar import sql
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.wide.shares import Share, said_column
from zicha.backends.given import Given
from zicha.model.facts import LEVELS, Knowledge, Level
from zicha.model.numbers import Interval

KEYS = (("unit", sql.Type.TEXT), ("parent", sql.Type.TEXT))
ASIDE = (("unit", sql.Type.TEXT), ("indicator", sql.Type.TEXT))
WAIVERS = "waivers"


def own_facts(given: Given, levels: Mapping[str, Level]) -> Knowledge:
    """Return what is known of the facts that units of the unit's own level hold."""
    values = {f: v for f, v in given.known.values.items() if levels[f] is given.level}
    return replace(given.known, values=values)


def given_tables(
    database: Database,
    compiled: Compiled,
    units: Iterable[Given],
    shares: Sequence[Share] = (),
) -> dict[Level, str]:
    """Return a table of facts for each level that has units.

    ``shares``: those that are to be computed in the database; the tables then have what units say
    for them, too.

    Raises:
        EngineError: a value is not of its fact's type, or too large.
    """
    levels = compiled.levels
    assert levels is not None, "tables by level need to know which level holds a fact"
    rows: dict[Level, list[dict[str, object]]] = {}
    for each in units:
        cells = compiled.encoding.cells(own_facts(each, levels))
        row = {"unit": each.unit, "parent": each.parent, **cells, **said_cells(each, shares)}
        rows.setdefault(each.level, []).append(row)
    return {
        level: database.fill(f"given_{level}", columns_of(compiled, level, shares), rows[level])
        for level in LEVELS
        if level in rows
    }


def waiver_table(database: Database, waived: Mapping[str, frozenset[str]]) -> str:
    """Make the table of what units set aside, by unit, and return its name."""
    rows = [{"unit": unit, "indicator": code} for unit, codes in waived.items() for code in codes]
    return database.fill(WAIVERS, ASIDE, rows)


def said_cells(given: Given, shares: Sequence[Share]) -> dict[str, object]:
    """Return what a unit says for shares that are computed: yes, no, how many there are."""
    values = given.known.values
    found: dict[str, object] = {}
    for share in shares:
        answer, among = values.get(share.of.fact), values.get(share.of.among)
        if share.counted is given.level and isinstance(answer, bool):
            found[said_column(share.of.fact)] = int(answer)
        if share.level is given.level and isinstance(among, Interval):
            found[said_column(share.of.among)] = among.exact
        stated = values.get(share.fact.id)
        if share.level is given.level and isinstance(stated, Interval) and stated.exact is not None:
            found[said_column(share.fact.id)] = int(stated.exact * 10**share.fact.decimals)
    return found


def columns_of(
    compiled: Compiled, level: Level, shares: Sequence[Share] = ()
) -> list[tuple[str, sql.Type]]:
    """Return the columns of a level's table."""
    said = [share.of.fact for share in shares if share.counted is level]
    owned = [share for share in shares if share.level is level]
    said += [fact for share in owned for fact in (share.of.among, share.fact.id)]
    return [
        *KEYS,
        *((column.name, column.type) for column in compiled.own_columns(level)),
        *((name, sql.Type.BIG) for name in dict.fromkeys(said_column(fact) for fact in said)),
    ]
