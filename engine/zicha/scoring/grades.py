"""From the outcomes of items to the grade range of an indicator (``docs/language.md``, Grading)."""

from collections.abc import Sequence

from zicha.model.judgement import NOT_APPLICABLE, WHOLE_RANGE, GradeRange, ItemResult, Outcome
from zicha.model.rules import Grade, Grading, Item, Part, Rule

FaultLimits = Sequence[tuple[Grade, int]]


def grade_of_faults(faults: int | None, limits: FaultLimits) -> Grade:
    """Return the grade that a number of faults leaves; None is a number without bound."""
    if faults is not None:
        for grade, most in limits:
            if faults <= most:
                return grade
    return Grade.D


def all_range(results: Sequence[ItemResult]) -> GradeRange:
    """Return the range of items that are all required."""
    outcomes = {result.outcome for result in results}
    if Outcome.UNMET in outcomes:
        return GradeRange(Grade.D, Grade.D)
    return GradeRange(Grade.A, Grade.D if Outcome.OPEN in outcomes else Grade.A)


def faults_range(
    items: Sequence[Item], results: Sequence[ItemResult], limits: FaultLimits
) -> GradeRange:
    """Return the range that the fewest and the most faults leave; a fatal item decides alone."""
    fewest, most = 0, 0
    bounded = True
    fatal = {result.outcome for item, result in zip(items, results, strict=True) if item.fatal}
    for result in results:
        low, high = result.faults
        fewest += low
        if high is None:
            bounded = False
        else:
            most += high
    best = Grade.D if Outcome.UNMET in fatal else grade_of_faults(fewest, limits)
    worst = Grade.D if Outcome.OPEN in fatal else grade_of_faults(most if bounded else None, limits)
    return GradeRange(best, max(best, worst, key=lambda grade: grade.rank))


def part_range(part: Part, results: Sequence[ItemResult], limits: FaultLimits) -> GradeRange:
    """Return the range of one part; items that do not apply are left out."""
    pairs = [
        (item, result)
        for item, result in zip(part.items, results, strict=True)
        if result.outcome is not Outcome.NOT_APPLICABLE
    ]
    if not pairs:
        return NOT_APPLICABLE
    applicable = [result for _, result in pairs]
    if part.grading is Grading.ALL:
        return all_range(applicable)
    if part.grading is Grading.FAULTS:
        return faults_range([item for item, _ in pairs], applicable, limits)
    return GradeRange(*applicable[0].grades)


def lowest(ranges: Sequence[GradeRange]) -> GradeRange:
    """Return the range of the lowest grade among parts; parts that do not apply are left out."""
    best = [r.best for r in ranges if r.best is not None]
    worst = [r.worst for r in ranges if r.worst is not None]
    if not best:
        return NOT_APPLICABLE
    return GradeRange(max(best, key=lambda g: g.rank), max(worst, key=lambda g: g.rank))


def indicator_range(
    rule: Rule, results: Sequence[ItemResult], limits: FaultLimits
) -> GradeRange:
    """Return the grade range of an indicator from the results of its items in order.

    Unit: grades.
    Source: docs/language.md, "Grading".
    """
    certain = may_not = False
    for result in results:
        if result.outcome is not Outcome.NOT_APPLICABLE:
            may_not |= result.may_not_apply
            certain |= not result.may_not_apply
    if may_not and not certain:
        return WHOLE_RANGE
    ranges = []
    start = 0
    for part in rule.parts:
        end = start + len(part.items)
        ranges.append(part_range(part, results[start:end], limits))
        start = end
    return lowest(ranges)
