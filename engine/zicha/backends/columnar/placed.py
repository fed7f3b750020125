"""The table of the units that are judged: who they are, and what stands above them."""

from collections.abc import Iterable

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Database
from zicha.model.facts import LEVELS
from zicha.model.results import Placed

PLACED = "placed"
ABOVE = LEVELS[1:]
"""Levels that have units below them: each has a column with the id of the unit above."""
COLUMNS = (
    ("unit", sql.Type.TEXT),
    ("name", sql.Type.TEXT),
    ("level", sql.Type.TINY),
    ("parent", sql.Type.TEXT),
    *((level.value, sql.Type.TEXT) for level in ABOVE),
    ("size", sql.Type.BIG),
    ("day", sql.Type.TEXT),
)


def placed_table(database: Database, units: Iterable[Placed], name: str = PLACED) -> str:
    """Make the table of some units, and return its name."""
    rows = [
        {
            "unit": each.unit,
            "name": each.name,
            "level": each.level.height,
            "parent": each.parent,
            **{level.value: unit for level, unit in each.above.items()},
            "size": each.size,
            "day": each.day.isoformat(),
        }
        for each in units
    ]
    return database.fill(name, COLUMNS, rows)
