"""The ids of units, numbered by the database: it finds them sooner than Python."""

from collections.abc import Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.database import Duck

IDS = "unit_ids"
"""The table of each `unit` with its `code`; `is_above` is 1 where others name it."""


class Ids:
    """The ids of units that a database has numbered."""

    def __init__(self, duck: Duck) -> None:
        """Keep the database."""
        self.duck = duck

    def count(self) -> int:
        """Return how many there are."""
        query = sql.select([sql.number_of_rows()], sql.table(IDS))
        ((count,),) = self.duck.rows(query)
        return int(str(count))

    def codes(self, words: Sequence[str]) -> dict[str, int]:
        """Return the codes of some texts, of those that are ids."""
        columns = [sql.column("unit"), sql.column("code")]
        is_one = sql.is_one_of(sql.column("unit"), words)
        rows = self.duck.rows(sql.where(sql.select(columns, sql.table(IDS)), is_one))
        return {str(unit): int(str(code)) for unit, code in rows}

    def words(self) -> list[str]:
        """Return all of them in the order of their codes."""
        query = sql.select([sql.column("unit")], sql.table(IDS))
        rows = self.duck.rows(sql.ordered(query, words.rising(sql.column("code"))))
        return [str(unit) for (unit,) in rows]
