"""What stands in the rows that a database gives back."""

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Database, Row


def row_of(database: Database, query: sql.Query) -> Row:
    """Return the only row of a query by column."""
    names = query.named_selects
    (values,) = database.rows(query)
    return dict(zip(names, values, strict=True))


def whole(value: object) -> int:
    """Return a whole number of a row; wide sums come as decimals."""
    assert value is not None, "a sum without a row is 0, not null"
    return value if isinstance(value, int) else int(str(value))


def text_or_none(value: object) -> str | None:
    """Return a text of a row."""
    return None if value is None else str(value)
