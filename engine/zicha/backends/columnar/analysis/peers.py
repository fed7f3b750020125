"""Units that are alike in size, beside each other.

The units of a level that state their residents are sorted by that number and cut into at most
twenty bands of at least ten units. With fewer bands small units would be compared with large ones;
with more, too few units would be left to compare. The table `peers` has for each unit its `band`,
from 1, the `smallest` and the `largest` number of residents in it, its `place` there, of how many
(`among`), and the sum of the keys of their worst scores (`keys`).
"""

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.ranks import RANKED
from zicha.backends.columnar.sql import Sql
from zicha.model.results import BAND, MOST_BANDS

PEERS = "peers"


def peers() -> sql.Select:
    """Return the band of each unit, and how it stands there."""
    level = sql.column("level")
    order = [words.rising(sql.column("size")), words.rising(sql.column("unit"))]
    sized = sql.where(
        sql.select(
            [
                sql.star(),
                sql.named(words.over(words.row_number(), [level], order), "at"),
                sql.named(words.over(sql.number_of_rows(), [level.copy()]), "all"),
            ],
            sql.table(RANKED),
        ),
        words.is_not_null(sql.column("size")),
    )
    bands = sql.least(
        sql.whole(MOST_BANDS),
        sql.greatest(sql.whole(1), sql.quotient(sql.column("all"), sql.whole(BAND))),
    )
    before = sql.times(sql.minus(sql.column("at"), sql.whole(1)), bands)
    banded = sql.select(
        [sql.star(), sql.named(sql.quotient(before, sql.column("all")), "band")],
        sql.nested(sized, "sized"),
    )
    return sql.select(columns(), sql.nested(banded, "banded"))


def columns() -> list[Sql]:
    """Return what is said of each unit within its band."""

    def band() -> list[Sql]:
        return [sql.column("level"), sql.column("band")]

    best_first = [words.falling(sql.column(f"key_{end}")) for end in ("worst", "best")]
    size = sql.column("size")
    keys = sql.cast(sql.column("key_worst"), sql.Type.WIDE)
    return [
        sql.column("unit"),
        sql.named(sql.total([sql.column("band"), sql.whole(1)]), "band"),
        sql.named(words.over(sql.least_of(size), band()), "smallest"),
        sql.named(words.over(words.most_of(size.copy()), band()), "largest"),
        sql.named(words.over(words.rank(), band(), best_first), "place"),
        sql.named(words.over(sql.number_of_rows(), band()), "among"),
        sql.named(words.over(sql.sum_of(keys), band()), "keys"),
    ]
