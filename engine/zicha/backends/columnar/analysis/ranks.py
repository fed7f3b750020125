"""Places among units of one level, and the places that open facts leave possible.

The table `ranked` has a row for each judged unit that has a score:

| column | holds |
|---|---|
| `unit`, `level` | which |
| `key_worst`, `key_best` | the keys of its scores |
| `place` | by worst score, then best; equal ones share it |
| `number` | as `place`, but each its own: equal ones by id |
| `equal` | how many units have this place |
| `next_best` | the best key of the unit after it; null for the last |

and `beyond`, for every key that any score has, `level`, `score`, and how many units of the level
have a worst (`worst_above`) or a best score (`best_above`) above it.
"""

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.keys import key as key_of
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.scores import score_name
from zicha.scoring.keys import Keys

RANKED, BEYOND, SCORED = "ranked", "beyond", "scored"
P, V = "p", "v"


def scored(placed: str, verdicts: str, keys: Keys) -> sql.Select:
    """Return the keys of all units that have a score."""
    columns = [sql.column(name, P) for name in ("unit", "level", "size")]
    for end in ("worst", "best"):
        key = key_of(keys, score_name(None, end), score_name(None, "possible"))
        columns.append(sql.named(key, f"key_{end}"))
    query = sql.select(columns, sql.table(placed, P))
    on = sql.equal(sql.column("unit", P), sql.column("unit", V))
    there = sql.more(sql.column(score_name(None, "possible"), V), sql.whole(0))
    return sql.where(sql.joined(query, sql.table(verdicts, V), on), there)


def rank_tables(database: Database, placed: str, verdicts: str, keys: Keys) -> None:
    """Make the tables of places."""
    database.keep(SCORED, scored(placed, verdicts, keys))
    database.keep(RANKED, ranked())
    database.forget(SCORED)
    database.keep(BEYOND, beyond())


def ranked() -> sql.Select:
    """Return the place of each unit."""

    def level() -> list[sql.Sql]:
        return [sql.column("level")]

    def order(*, by_id: bool) -> list[sql.Sql]:
        keys = [words.falling(sql.column(f"key_{end}")) for end in ("worst", "best")]
        return [*keys, words.rising(sql.column("unit"))] if by_id else keys

    alike = [sql.column(name) for name in ("level", "key_worst", "key_best")]
    best = words.following(sql.column("key_best"))
    columns = [
        sql.star(),
        sql.named(words.over(words.rank(), level(), order(by_id=False)), "place"),
        sql.named(words.over(words.row_number(), level(), order(by_id=True)), "number"),
        sql.named(words.over(sql.number_of_rows(), alike), "equal"),
        sql.named(words.over(best, level(), order(by_id=True)), "next_best"),
    ]
    return sql.select(columns, sql.table(SCORED))


def beyond() -> sql.Select:
    """Return for every key how many units of its level are above it."""
    both = [
        sql.select(
            [
                sql.column("level"),
                sql.named(sql.column(f"key_{end}"), "score"),
                sql.named(sql.whole(int(end == "worst")), "worsts"),
                sql.named(sql.whole(int(end == "best")), "bests"),
            ],
            sql.table(RANKED),
        )
        for end in ("worst", "best")
    ]
    counted = sql.grouped(
        sql.select(
            [
                sql.column("level"),
                sql.column("score"),
                sql.named(words.sum_or_none(sql.column("worsts")), "worsts"),
                sql.named(words.sum_or_none(sql.column("bests")), "bests"),
            ],
            sql.nested(sql.union(both), "both"),
        ),
        sql.column("level"),
        sql.column("score"),
    )

    def above(name: str) -> sql.Sql:
        order = [words.falling(sql.column("score"))]
        total = words.over(sql.sum_of(sql.column(name)), [sql.column("level")], order)
        return sql.cast(sql.minus(total, sql.column(name)), sql.Type.BIG)

    columns = [
        sql.column("level"),
        sql.column("score"),
        sql.named(above("worsts"), "worst_above"),
        sql.named(above("bests"), "best_above"),
    ]
    return sql.select(columns, sql.nested(counted, "counted"))
