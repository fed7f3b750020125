"""What is known of units, one by one, as the tables that this engine judges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zicha.backends.columnar import sql
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.units import Units
from zicha.model.facts import LEVELS, Knowledge, Level

Row = Mapping[str, object]
KEYS = (("unit", sql.Type.BIG), ("parent", sql.Type.BIG))
ASIDE = (("unit", sql.Type.BIG), ("indicator", sql.Type.TEXT))
STEP = len(LEVELS)
"""Keys from one unit to the next: those of the units above it lie between."""


@dataclass(slots=True)
class Rows:
    """The rows of the tables."""

    facts: dict[Level, list[Row]] = field(default_factory=dict)
    aside: list[Row] = field(default_factory=list)


def encode(
    database: Database,
    compiled: Compiled,
    cases: Iterable[tuple[Knowledge, frozenset[str]]],
) -> Units:
    """Return units as tables, from what is known of each and which indicators are set aside.

    Unit number n has the key ``n * STEP + height`` of its level; each has units above of its own,
    which get no verdict where they stand for no case.

    Raises:
        EngineError: a value is not of its fact's type, or too large.
    """
    rows = Rows()
    for number, (known, waived) in enumerate(cases):
        add_rows(rows, number * STEP, compiled.encoding.cells(known), known.levels)
        own = min(level.height for level in known.levels)
        rows.aside += [{"unit": number * STEP + own, "indicator": code} for code in sorted(waived)]
    tables = {
        level: database.fill(f"facts_{level}", columns_of(compiled, level), found)
        for level, found in rows.facts.items()
    }
    aside = database.fill("waivers", ASIDE, rows.aside) if rows.aside else None
    return Units(database, tables, aside)


def columns_of(compiled: Compiled, level: Level) -> list[tuple[str, sql.Type]]:
    """Return the columns of a level's table."""
    return [*KEYS, *((column.name, column.type) for column in compiled.own_columns(level))]


def add_rows(rows: Rows, first: int, cells: Row, levels: frozenset[Level]) -> None:
    """Add a row for a unit, and for each unit above it that is given."""
    parent = None
    for level in reversed(LEVELS):
        if level in levels:
            key = first + level.height
            rows.facts.setdefault(level, []).append({"unit": key, "parent": parent, **cells})
            parent = key
