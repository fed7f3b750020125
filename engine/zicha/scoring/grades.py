"""From the outcomes of items to the grade range of an indicator (``docs/language.md``, Grading)."""

from collections.abc import Sequence

from zicha.model.judgement import NOT_APPLICABLE, WHOLE_RANGE, GradeRange, ItemResult, Outcome
from zicha.model.rules import GRADES, Grade, Grading, Item, Part, Rule

FaultLimits = Sequence[tuple[Grade, int]]

# Looking up a member of an enum takes longer than a step of these loops; so each is named once.
BEST, WORST = GRADES[0], GRADES[-1]
UNMET, OPEN, OUT = Outcome.UNMET, Outcome.OPEN, Outcome.NOT_APPLICABLE
ALL, FAULTS = Grading.ALL, Grading.FAULTS


def grade_of_faults(faults: int | None, limits: FaultLimits) -> Grade:
    """Return the grade that a number of faults leaves; None is a number without bound."""
    if faults is not None:
        for grade, most in limits:
            if faults <= most:
                return grade
    return WORST


def all_range(results: Sequence[ItemResult]) -> GradeRange:
    """Return the range of items that are all required."""
    outcomes = [result.outcome for result in results]
    if UNMET in outcomes:
        return GradeRange(WORST, WORST)
    return GradeRange(BEST, WORST if OPEN in outcomes else BEST)


def faults_range(
    items: Sequence[Item], results: Sequence[ItemResult], limits: FaultLimits
) -> GradeRange:
    """Return the range that the fewest and the most faults leave; a fatal item decides alone."""
    fatal = [result.outcome for item, result in zip(items, results, strict=True) if item.fatal]
    if UNMET in fatal:
        return GradeRange(WORST, WORST)
    fewest = sum([result.faults[0] for result in results])
    most = 0
    for result in results:
        if result.faults[1] is None:
            return GradeRange(grade_of_faults(fewest, limits), WORST)
        most += result.faults[1]
    worst = WORST if OPEN in fatal else grade_of_faults(most, limits)
    return GradeRange(grade_of_faults(fewest, limits), worst)


def part_range(part: Part, results: Sequence[ItemResult], limits: FaultLimits) -> GradeRange:
    """Return the range of one part; items that do not apply are left out."""
    items: Sequence[Item] = part.items
    outcomes = [result.outcome for result in results]
    if OUT in outcomes:
        items = [item for item, outcome in zip(items, outcomes, strict=True) if outcome is not OUT]
        results = [result for result in results if result.outcome is not OUT]
    if not results:
        return NOT_APPLICABLE
    if part.grading is ALL:
        return all_range(results)
    if part.grading is FAULTS:
        return faults_range(items, results, limits)
    return GradeRange(*results[0].grades)


def lowest(ranges: Sequence[GradeRange]) -> GradeRange:
    """Return the range of the lowest grade among parts; parts that do not apply are left out."""
    best = [r.best for r in ranges if r.best is not None]
    worst = [r.worst for r in ranges if r.worst is not None]
    if not best:
        return NOT_APPLICABLE
    return GradeRange(max(best, key=lambda g: g.rank), max(worst, key=lambda g: g.rank))


def may_not_apply(results: Sequence[ItemResult]) -> bool:
    """Return whether a whole indicator may turn out not to apply."""
    doubts = [result.may_not_apply for result in results if result.outcome is not OUT]
    return bool(doubts) and all(doubts)


def indicator_range(rule: Rule, results: Sequence[ItemResult], limits: FaultLimits) -> GradeRange:
    """Return the grade range of an indicator from the results of its items in order.

    Unit: grades.
    Source: docs/language.md, "Grading".
    """
    if may_not_apply(results):
        return WHOLE_RANGE
    if len(rule.parts) == 1:
        return part_range(rule.parts[0], results, limits)
    ranges = []
    start = 0
    for part in rule.parts:
        end = start + len(part.items)
        ranges.append(part_range(part, results[start:end], limits))
        start = end
    return lowest(ranges)
