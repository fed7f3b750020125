"""The keys of scores in SQL (``zicha.scoring.keys``)."""

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.scores import Points
from zicha.backends.columnar.sql import Sql
from zicha.errors import EngineError
from zicha.scoring.keys import Keys


def keys_of(points: Points) -> Keys:
    """Return the keys of the scores that an edition can give.

    Raises:
        EngineError: points are so fine that not all scores could be told apart.
    """
    try:
        return Keys(sum(points.possible.values()))
    except ValueError as error:
        message = f"columnar: {error}"
        raise EngineError(message) from error


def key(keys: Keys, points: str, possible: str) -> Sql:
    """Return the key of a score from its columns; null where nothing is possible."""
    there = sql.more(sql.column(possible), sql.whole(0))
    exact = sql.times(sql.cast(sql.column(points), sql.Type.BIG), sql.whole(keys.whole))
    return sql.choice([(there, words.divided(exact, sql.column(possible)))])
