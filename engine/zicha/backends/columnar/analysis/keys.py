"""The keys of scores in SQL (``zicha.scoring.keys``)."""

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql
from zicha.scoring.keys import Keys


def key(keys: Keys, points: str, possible: str) -> Sql:
    """Return the key of a score from its columns; null where nothing is possible."""
    there = sql.more(sql.column(possible), sql.whole(0))
    exact = sql.times(sql.cast(sql.column(points), sql.Type.BIG), sql.whole(keys.whole))
    return sql.choice([(there, sql.quotient(exact, sql.column(possible)))])
