"""Units that were read one by one, as the tables that this engine judges."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from zicha.backends.columnar import sql
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database
from zicha.backends.given import Given
from zicha.model.facts import LEVELS, Knowledge, Level

KEYS = (("unit", sql.Type.TEXT), ("parent", sql.Type.TEXT))
ASIDE = (("unit", sql.Type.TEXT), ("indicator", sql.Type.TEXT))
WAIVERS = "waivers"


def own_facts(given: Given, levels: Mapping[str, Level]) -> Knowledge:
    """Return what is known of the facts that units of the unit's own level hold."""
    values = {f: v for f, v in given.known.values.items() if levels[f] is given.level}
    return replace(given.known, values=values)


def given_tables(
    database: Database, compiled: Compiled, units: Iterable[Given], prefix: str = "given"
) -> dict[Level, str]:
    """Return a table of facts for each level that has units.

    Raises:
        EngineError: a value is not of its fact's type, or too large.
    """
    levels = compiled.levels
    assert levels is not None, "tables by level need to know which level holds a fact"
    rows: dict[Level, list[dict[str, object]]] = {}
    for each in units:
        cells = compiled.encoding.cells(own_facts(each, levels))
        row = {"unit": each.unit, "parent": each.parent, **cells}
        rows.setdefault(each.level, []).append(row)
    return {
        level: database.fill(f"{prefix}_{level}", columns_of(compiled, level), rows[level])
        for level in LEVELS
        if level in rows
    }


def waiver_table(database: Database, waived: Mapping[str, frozenset[str]]) -> str:
    """Make the table of what units set aside, by unit, and return its name."""
    rows = [{"unit": unit, "indicator": code} for unit, codes in waived.items() for code in codes]
    return database.fill(WAIVERS, ASIDE, rows)


def columns_of(compiled: Compiled, level: Level) -> list[tuple[str, sql.Type]]:
    """Return the columns of a level's table."""
    return [*KEYS, *((column.name, column.type) for column in compiled.own_columns(level))]
