"""A query that grows layer by layer: each adds columns to those before it."""

from collections.abc import Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql, Type

LAYER = "layer"


class Layers:
    """Rows of units with what is known of each: in which column is said here.

    ``at``: the column that has what is known so far, by fact, or by set and member.
    """

    def __init__(self, query: sql.Query, at: dict[tuple[str, ...], str]) -> None:
        """Begin with the rows of a query, and what is in its columns."""
        self.query = query
        self.at = at
        self._made = 0

    def fresh(self) -> str:
        """Return the name of a column that is not there yet."""
        self._made += 1
        return f"known {self._made}"

    def column(self, *key: str) -> Sql:
        """Return the column of what is known so far."""
        return sql.column(self.at[key])

    def add(self, columns: Sequence[tuple[str, Sql]]) -> None:
        """Add columns, each made from those before."""
        if columns:
            named = [sql.named(value, name) for name, value in columns]
            self.query = sql.select([sql.star(), *named], sql.nested(self.query, LAYER))

    def replace(self, values: dict[tuple[str, ...], Sql]) -> None:
        """Let something else be known, made from what was known before."""
        names = {key: self.fresh() for key in values}
        self.add([(names[key], value) for key, value in values.items()])
        self.at |= names

    def known(self, *key: str, kind: Type) -> Sql:
        """Return what is known so far; null where no column speaks of it."""
        return self.column(*key) if key in self.at else sql.nothing(kind)
