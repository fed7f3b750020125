"""Holds what arrays give against what DuckDB gives."""

from support.columnar import arrays, database
from zicha.backends.columnar import sql
from zicha.backends.columnar.arrays.said import said_by
from zicha.backends.columnar.database import Columns, Database
from zicha.backends.columnar.sql import Type

Rows = list[dict[str, object]]
COLUMNS: Columns = (
    ("unit", Type.TEXT),
    ("parent", Type.TEXT),
    ("p", Type.TRUTH),
    ("q", Type.TRUTH),
    ("a", Type.TINY),
    ("b", Type.SMALL),
    ("c", Type.BIG),
)
IDS = ("甲", "乙", "丙", "丁")


def found(base: Database, query: sql.Query) -> list[tuple[object, ...]]:
    """Return the rows of a query in an order, whole numbers as such."""
    rows = [
        tuple(
            cell if cell is None or isinstance(cell, bool | str) else int(str(cell)) for cell in row
        )
        for row in base.rows(query.copy())
    ]
    return sorted(rows, key=repr)


def both(query: sql.Query, **rows: Rows) -> None:
    """Hold what arrays give against what DuckDB gives."""
    plain, here = database(), arrays()
    for base in (plain, here):
        for name, each in rows.items():
            base.fill(name, COLUMNS, each)
    assert here.worked_out(query, said_by(query)) is not None, "left to the database"
    assert found(here, query) == found(plain, query)


def alike(query: sql.Query, **rows: Rows) -> None:
    """Hold what arrays give against what DuckDB gives, whoever answers in the end."""
    plain, here = database(), arrays()
    for base in (plain, here):
        for name, each in rows.items():
            base.fill(name, COLUMNS, each)
    assert found(here, query) == found(plain, query)
