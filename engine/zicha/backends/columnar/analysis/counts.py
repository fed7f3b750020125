"""How many indicators of each unit have each verdict, and how many units each indicator.

The table `counted` has `unit` and a column for each verdict. The two ranks of an indicator, the
best and the worst that it may have, are one small number: what is counted is asked of that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.rows import whole
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database, Row
from zicha.backends.columnar.sql import Sql, Type
from zicha.model.results import NOT_APPLICABLE, OPEN, VERDICTS, WAIVED
from zicha.model.rules import GRADES

COUNTED, ASIDE = "counted", "aside"
OUT = len(GRADES) ** 2
"""Stands for the ranks of an indicator that does not apply: above all that are there."""
Ranks = tuple[int, int]
"""The best and the worst rank that an indicator may have."""
RANKS: tuple[Ranks, ...] = tuple(
    (best.rank, worst.rank) for best in GRADES for worst in GRADES if best.rank <= worst.rank
)
ALL, SET = "all", "set"


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
    columns = [sql.column(name) for name in ("unit", "indicator", "ranks")]
    applies = sql.less(sql.column("ranks"), sql.whole(OUT))
    return sql.where(sql.select(columns, sql.nested(found, ALL)), applies)


def ranks_of_all(compiled: Compiled, verdicts: str) -> sql.Select:
    """Return the ranks of every indicator of each unit, by code, waivers left out of account."""
    codes = [indicator.code for indicator in compiled.rules.indicators]
    ranks = [sql.named(sql.cast(both_ranks(compiled, code), Type.TINY), code) for code in codes]
    return sql.select([sql.column("unit"), *ranks], sql.table(verdicts))


def counted(compiled: Compiled, verdicts: str) -> sql.Select:
    """Return the counts of each unit. Reads the table `aside` of waived indicators."""
    codes = [indicator.code for indicator in compiled.rules.indicators]
    decided = {str(grade): both(grade.rank, grade.rank) for grade in GRADES}
    asked = {**decided, NOT_APPLICABLE: OUT}
    columns = [
        sql.named(sql.total([is_it(sql.column(code), ranks) for code in codes]), name)
        for name, ranks in asked.items()
    ]
    every = sql.select(
        [sql.column("unit"), *columns], sql.nested(ranks_of_all(compiled, verdicts), "ranks")
    )
    counts = [(name, sql.column(name, ALL)) for name in asked]
    rest = sql.minus(sql.whole(len(codes)), sql.total([sql.column(name, ALL) for name in asked]))
    counts.append((OPEN, rest))
    left = [
        sql.named(
            sql.cast(sql.minus(count, sql.or_else(sql.column(name, SET), 0)), Type.SMALL), name
        )
        for name, count in counts
    ]
    waived = sql.or_else(sql.column(WAIVED, SET), 0)
    both_of = sql.joined_left(
        sql.select(
            [sql.column("unit", ALL), *left, sql.named(sql.cast(waived, Type.SMALL), WAIVED)],
            sql.nested(every, ALL),
        ),
        sql.nested(taken(decided), SET),
        sql.equal(sql.column("unit", ALL), sql.column("unit", SET)),
    )
    columns = [sql.column(name) for name in ("unit", *VERDICTS)]
    return sql.select(columns, sql.nested(both_of, "both"))


def is_it(value: Sql, number: int) -> Sql:
    """Return 1 where a value is a number, else 0."""
    return sql.flag(sql.equal(value, sql.whole(number)))


def taken(decided: Mapping[str, int]) -> sql.Select:
    """Return what waivers take off the counts of each unit that has some. ``decided``: ranks."""
    tests = {name: sql.equal(sql.column("ranks"), sql.whole(at)) for name, at in decided.items()}
    known = [sql.equal(sql.column("ranks"), sql.whole(at)) for at in decided.values()]
    tests[OPEN] = sql.negation(sql.any_of(*known))
    columns = [sql.named(words.times_true(test), name) for name, test in tests.items()]
    columns.append(sql.named(sql.whole(0), NOT_APPLICABLE))
    every = [sql.column("unit"), *columns, sql.named(sql.number_of_rows(), WAIVED)]
    return sql.grouped(sql.select(every, sql.table(ASIDE)), sql.column("unit"))


class SetAside(NamedTuple):
    """So many units that set an indicator aside, of which the best and the worst rank are these."""

    code: str
    best: int
    worst: int
    units: int


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


# --- Of each indicator ----------------------------------------------------------------------------


def indicator_counts(compiled: Compiled, verdicts: str) -> sql.Select:
    """Return one row: of each indicator how many units have which ranks, without waivers."""
    columns = [
        sql.named(
            words.times_true(sql.equal(sql.column(indicator.code), sql.whole(both(*ranks)))),
            name_of(indicator.code, ranks),
        )
        for indicator in compiled.rules.indicators
        for ranks in RANKS
    ]
    every = ranks_of_all(compiled, verdicts)
    columns.insert(0, sql.named(sql.number_of_rows(), "units"))
    return sql.select(columns, sql.nested(every, "ranks"))


def name_of(code: str, ranks: Ranks) -> str:
    """Return the column that says how many units have these ranks."""
    best, worst = (GRADES[rank] for rank in ranks)
    return f"{code}={best}{worst}"


def verdict_of(ranks: Ranks) -> str:
    """Return the verdict on an indicator that has these ranks."""
    best, worst = ranks
    return str(GRADES[best]) if best == worst else OPEN


@dataclass(frozen=True, slots=True)
class IndicatorRanks:
    """How many of so many units have which ranks of one indicator; the others have none."""

    units: int
    number: Mapping[Ranks, int]
    waived: int = 0

    def without(self, ranks: Ranks, units: int) -> "IndicatorRanks":
        """Return what is left where so many units with these ranks set the indicator aside."""
        number = {**self.number, ranks: self.number[ranks] - units}
        return IndicatorRanks(self.units, number, self.waived + units)

    def verdicts(self) -> dict[str, int]:
        """Return how many units have each verdict."""
        found = dict.fromkeys(VERDICTS, 0)
        for ranks, units in self.number.items():
            found[verdict_of(ranks)] += units
        found[WAIVED] = self.waived
        found[NOT_APPLICABLE] = self.units - sum(found.values())
        return found

    def width(self, earned: Sequence[int]) -> int:
        """Return the width of all ranges. ``earned``: the parts that each grade earns."""
        return sum(
            units * (earned[best] - earned[worst]) for (best, worst), units in self.number.items()
        )


def ranks_of(row: Row, compiled: Compiled, aside: Iterable[SetAside]) -> dict[str, IndicatorRanks]:
    """Return the ranks of each indicator from the row of ``indicator_counts``, but for waivers."""
    units = whole(row["units"])
    found = {
        indicator.code: IndicatorRanks(
            units, {ranks: whole(row[name_of(indicator.code, ranks)]) for ranks in RANKS}
        )
        for indicator in compiled.rules.indicators
    }
    for each in aside:
        found[each.code] = found[each.code].without((each.best, each.worst), each.units)
    return found
