"""The ids of units, numbered by the database: it finds them sooner than Python."""

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

    def code(self, word: str) -> int | None:
        """Return the code of an id, None where it is none."""
        is_it = sql.equal(sql.column("unit"), sql.text(word))
        query = sql.where(sql.select([sql.column("code")], sql.table(IDS)), is_it)
        found = self.duck.rows(query)
        return int(str(found[0][0])) if found else None

    def words(self) -> list[str]:
        """Return all of them in the order of their codes."""
        query = sql.select([sql.column("unit")], sql.table(IDS))
        rows = self.duck.rows(sql.ordered(query, words.rising(sql.column("code"))))
        return [str(unit) for (unit,) in rows]
