"""Grade ranges in columns: the ranks of the best and the worst grade that the facts leave.

`code:best` and `code:worst` are null where the indicator does not apply.
"""

from collections.abc import Iterator, Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.items import WORST
from zicha.backends.columnar.plans import PartPlan, Place, RulePlan
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.tallies import always_applies
from zicha.model.rules import Grading

FaultLimits = Sequence[tuple[int, int]]
"""The rank of a grade, and the most faults that it allows; best first."""

FEWEST = ("best", "fewest")
MOST = ("worst", "most")
"""The column of the grade of a scale, and that of the faults that a grade is found from."""


def enough_faults(limits: FaultLimits) -> int:
    """Return how many faults make the worst grade: more of them say no more."""
    return max((faults for _, faults in limits), default=0) + 1


def grade_columns(plan: RulePlan, place: Place, limits: FaultLimits) -> Iterator[Sql]:
    """Yield the grades of a unit by a rule, from what the items of its parts come to.

    Where none of the items is of its own level, the grades are those of the unit above.
    """
    for name, read, widest in zip(plan.grades, (FEWEST, MOST), (0, WORST), strict=True):
        if place.own(plan.items):
            found = grade(plan, place, lowest_grade(plan, place, read, limits), widest)
            yield sql.named(sql.cast(found, Type.TINY), name)
        elif place.takes_over(plan.items):
            yield sql.column(name)
        else:
            yield sql.named(sql.nothing(Type.TINY), name)


def grade(plan: RulePlan, place: Place, found: Sql, widest: int) -> Sql:
    """Return a grade, ``widest`` where it is in doubt that the indicator applies."""
    if always_applies(plan.items, place):
        return found
    some = sql.any_of(*(applies(part) for part in plan.parts if place.has(part.items)))
    return sql.choice([(sql.column(plan.sure), found), (some, sql.whole(widest))])


def applies(part: PartPlan) -> Sql:
    """Return whether an item of a part applies."""
    return sql.column(part.column("applies"))


def lowest_grade(plan: RulePlan, place: Place, read: tuple[str, str], limits: FaultLimits) -> Sql:
    """Return the lowest grade of the parts that apply, looked for from the worst up."""
    cases = []
    for rank in range(WORST, 0, -1):
        tests = [
            is_at_least(part, place, read, floor_of(part, rank, limits))
            for part in plan.parts
            if place.has(part.items) and is_new(part, rank, limits)
        ]
        if tests:
            cases.append((sql.any_of(*tests), sql.whole(rank)))
    return sql.choice(cases, sql.whole(0))


def floor_of(part: PartPlan, rank: int, limits: FaultLimits) -> int:
    """Return what the grade of a scale, or the faults, exceed where a part has a rank or worse."""
    if part.grading is Grading.BANDS:
        return rank - 1
    if part.grading is Grading.ALL:
        return 0
    return max((most for better, most in limits if better < rank), default=-1)


def is_new(part: PartPlan, rank: int, limits: FaultLimits) -> bool:
    """Return whether a part may have a rank: else it is as for the next worse one."""
    if rank == WORST:
        return True
    return floor_of(part, rank, limits) != floor_of(part, rank + 1, limits)


def is_at_least(part: PartPlan, place: Place, read: tuple[str, str], floor: int) -> Sql:
    """Return whether a part applies and is above a floor."""
    of_scale, of_faults = read
    name = of_scale if part.grading is Grading.BANDS else of_faults
    test = sql.more(sql.column(part.column(name)), sql.whole(floor))
    return test if always_applies(part.items, place) else sql.all_of(applies(part), test)
