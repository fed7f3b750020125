"""How many indicators of each unit have each verdict, and how many units each indicator.

The table `counted` has `unit` and a column for each verdict. To count a hundred columns of a row,
each adds one to its verdict's field of a single number: a whole number of 64 bits has room for
six verdicts of ten bits each.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlglot import exp

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.rows import whole
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.sql import Sql, Type
from zicha.errors import EngineError
from zicha.model.results import NOT_APPLICABLE, OPEN, WAIVED
from zicha.model.rules import GRADES

COUNTED, ASIDE = "counted", "aside"
FIELDS = (*(str(grade) for grade in GRADES), OPEN, NOT_APPLICABLE)
"""The verdicts that are counted in the number, in the order of its fields."""
BITS = 10
"""Of a field."""
OUT = len(GRADES) ** 2
"""Stands for the ranks of an indicator that does not apply: above all that are there."""


def one(verdict: str) -> int:
    """Return the number that counts one verdict."""
    return 1 << (BITS * FIELDS.index(verdict))


def check_room(compiled: Compiled) -> None:
    """Refuse more indicators than a field can count.

    Raises:
        EngineError: there are more.
    """
    if len(compiled.rules.indicators) >= 1 << BITS:
        message = f"columnar: an audit counts fewer than {1 << BITS} indicators"
        raise EngineError(message)


def verdict(compiled: Compiled, code: str) -> Sql:
    """Return the number that counts the verdict on an indicator, waivers left out of account."""
    if code not in compiled.points.judged:
        return sql.whole(one(OPEN))
    best, worst = sql.column(f"{code}:best"), sql.column(f"{code}:worst")
    grades = [(sql.whole(grade.rank), sql.whole(one(str(grade)))) for grade in GRADES]
    return sql.choice(
        [
            (sql.is_null(best), sql.whole(one(NOT_APPLICABLE))),
            (sql.unequal(best.copy(), worst), sql.whole(one(OPEN))),
        ],
        sql.looked_up(best.copy(), grades, sql.whole(0)),
    )


def both_ranks(compiled: Compiled, code: str) -> Sql:
    """Return the ranks of an indicator as one number; ``OUT`` where it does not apply."""
    if code not in compiled.points.judged:
        return sql.whole(both(0, len(GRADES) - 1))
    best, worst = sql.column(f"{code}:best"), sql.column(f"{code}:worst")
    number = sql.total([sql.times(best, sql.whole(len(GRADES))), worst])
    return sql.or_else(number, OUT)


def both(best: int, worst: int) -> int:
    """Return two ranks as one number."""
    return len(GRADES) * best + worst


def pairs(waivers: str, verdicts: str, compiled: Compiled) -> sql.Select:
    """Return the waived indicators of each unit that apply to it.

    With the `ranks` of each, and the number that `counts` its verdict. Not applicable beats waived.
    What is no indicator, or waived twice, does not count.
    """
    codes = [indicator.code for indicator in compiled.rules.indicators]
    by_code = [(sql.text(code), both_ranks(compiled, code)) for code in codes]
    ranks = sql.looked_up(sql.column("indicator", "w"), by_code, sql.whole(OUT))
    read = [sql.column("unit", "w"), sql.column("indicator", "w"), sql.named(ranks, "ranks")]
    each_once = sql.distinct(
        sql.select([sql.column("unit"), sql.column("indicator")], sql.table(waivers))
    )
    on = sql.equal(sql.column("unit", "w"), sql.column("unit", "v"))
    query = sql.select(read, sql.nested(each_once, "w"))
    found = sql.joined(query, sql.table(verdicts, "v"), on)
    decided = [(sql.whole(both(g.rank, g.rank)), sql.whole(one(str(g)))) for g in GRADES]
    counts = sql.looked_up(sql.column("ranks"), decided, sql.whole(one(OPEN)))
    names = ("unit", "indicator", "ranks")
    columns = [*(sql.column(name) for name in names), sql.named(counts, "counts")]
    applies = sql.less(sql.column("ranks"), sql.whole(OUT))
    return sql.where(sql.select(columns, sql.nested(found, "all")), applies)


def counted(compiled: Compiled, verdicts: str) -> sql.Select:
    """Return the counts of each unit. Reads the table `aside` of waived indicators."""
    every = sql.total(
        [sql.cast(verdict(compiled, i.code), Type.BIG) for i in compiled.rules.indicators]
    )
    whole = sql.select([sql.column("unit"), sql.named(every, "counts")], sql.table(verdicts))
    waived = sql.grouped(
        sql.select(
            [
                sql.column("unit"),
                sql.named(words.sum_or_none(sql.column("counts")), "taken"),
                sql.named(sql.number_of_rows(), WAIVED),
            ],
            sql.table(ASIDE),
        ),
        sql.column("unit"),
    )
    left = sql.minus(sql.column("counts", "all"), sql.or_else(sql.column("taken", "set"), 0))
    columns = [
        sql.column("unit", "all"),
        sql.named(left, "counts"),
        sql.named(sql.or_else(sql.column(WAIVED, "set"), 0), WAIVED),
    ]
    both = sql.joined_left(
        sql.select(columns, sql.nested(whole, "all")),
        sql.nested(waived, "set"),
        sql.equal(sql.column("unit", "all"), sql.column("unit", "set")),
    )
    fields = [sql.named(field(name), name) for name in FIELDS]
    return sql.select([sql.column("unit"), *fields, sql.column(WAIVED)], sql.nested(both, "both"))


def field(verdict_name: str) -> Sql:
    """Return one count out of the number."""
    shifted = sql.quotient(sql.column("counts"), sql.whole(one(verdict_name)))
    rest = exp.Mod(this=exp.Paren(this=shifted), expression=sql.whole(1 << BITS))
    return sql.cast(rest, Type.SMALL)


def indicator_counts(compiled: Compiled, verdicts: str) -> sql.Select:
    """Return one row: of each indicator how many units have each verdict, without waivers."""
    columns = [
        sql.named(words.times_true(test), f"{code}={name}")
        for code, name, test in tests_of(compiled)
    ]
    return sql.select([sql.named(sql.number_of_rows(), "units"), *columns], sql.table(verdicts))


def tests_of(compiled: Compiled) -> Iterator[tuple[str, str, Sql]]:
    """Yield what is counted: an indicator, a verdict, whether a unit has it."""
    for code in sorted(compiled.points.judged):
        best, worst = sql.column(f"{code}:best"), sql.column(f"{code}:worst")
        for grade in GRADES:
            rank = sql.whole(grade.rank)
            is_it = sql.all_of(sql.equal(best.copy(), rank), sql.equal(worst.copy(), rank.copy()))
            yield code, str(grade), is_it
        yield code, NOT_APPLICABLE, sql.is_null(best)


class SetAside(NamedTuple):
    """So many units that set an indicator aside, of which the best and the worst rank are these."""

    code: str
    best: int
    worst: int
    units: int

    @property
    def verdict(self) -> str:
        """Return what the verdict would have been."""
        return str(GRADES[self.best]) if self.best == self.worst else OPEN


def set_aside(database: Database) -> list[SetAside]:
    """Return how many units set each indicator aside, by its ranks."""
    return [
        SetAside(str(code), *divmod(whole(ranks), len(GRADES)), whole(units))
        for code, ranks, units in database.rows(aside_counts())
    ]


def aside_counts() -> sql.Select:
    """Return how many units have an indicator set aside, by what its ranks would have been."""
    by = [sql.column("indicator"), sql.column("ranks")]
    return sql.grouped(
        sql.select([*by, sql.named(sql.number_of_rows(), "units")], sql.table(ASIDE)),
        *(each.copy() for each in by),
    )


# --- How wide the ranges are --------------------------------------------------------------------


def width(compiled: Compiled, code: str) -> Sql:
    """Return the parts between the worst and the best grade of an indicator, 0 where none."""
    earned = compiled.points.earned[code]
    if code not in compiled.points.judged:
        return sql.whole(earned[0] - earned[-1])

    def points(end: str) -> Sql:
        cases = [(sql.whole(rank), sql.whole(parts)) for rank, parts in enumerate(earned)]
        return sql.looked_up(sql.column(f"{code}:{end}"), cases, sql.whole(0))

    return sql.minus(points("best"), points("worst"))


def widths(compiled: Compiled, verdicts: str) -> sql.Select:
    """Return one row: the widths of each indicator over all units, added up."""
    codes = [indicator.code for indicator in compiled.rules.indicators]
    columns = [sql.named(words.sum_or_none(width(compiled, code)), code) for code in codes]
    return sql.select(columns, sql.table(verdicts))
