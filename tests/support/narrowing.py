"""Whether a later result lies within an earlier one: what learning a fact may do to it."""

from collections.abc import Mapping

from zicha.language.kleene import Truth
from zicha.model.judgement import WHOLE_RANGE, GradeRange, ItemResult, Outcome
from zicha.model.numbers import Number

OUT = Outcome.NOT_APPLICABLE


def outcome_within(after: ItemResult, before: ItemResult) -> bool:
    """Return whether an outcome is one that the earlier one left open.

    What is decided stays; only what may not apply can turn out not to.
    """
    if before.may_not_apply and after.outcome is OUT:
        return True
    if before.outcome is Outcome.OPEN:
        return after.outcome is not OUT
    return after.outcome is before.outcome


def doubt_within(after: ItemResult, before: ItemResult) -> bool:
    """Return whether no doubt has come up that an item applies."""
    return before.may_not_apply or not after.may_not_apply


def faults_within(after: ItemResult, before: ItemResult) -> bool:
    """Return whether the range of faults lies within the earlier one."""
    if after.outcome is OUT:
        return True
    (low, high), (least, most) = after.faults, before.faults
    return low >= least and (most is None or (high is not None and high <= most))


def members_within(after: ItemResult, before: ItemResult) -> bool:
    """Return whether members found missing stay so, and no member becomes unknown."""
    if after.outcome is OUT or after.outcome is Outcome.MET:
        return not set(before.missing) or after.outcome is OUT
    return set(before.missing) <= set(after.missing) and set(after.unknown) <= set(before.unknown)


def result_within(after: ItemResult, before: ItemResult) -> bool:
    """Return whether a result lies within the earlier one in every respect."""
    if not outcome_within(after, before) or not doubt_within(after, before):
        return False
    scale = after.outcome is OUT or range_within(
        GradeRange(*after.grades), GradeRange(*before.grades)
    )
    return scale and faults_within(after, before) and members_within(after, before)


def range_within(after: GradeRange, before: GradeRange) -> bool:
    """Return whether a grade range lies within the earlier one.

    An indicator that turns out not to apply could have had any grade.
    """
    if after.best is None or after.worst is None:
        return before in (after, WHOLE_RANGE)
    if before.best is None or before.worst is None:
        return False
    return after.best.rank >= before.best.rank and after.worst.rank <= before.worst.rank


def percent_within(
    after: tuple[Number | None, Number | None], before: tuple[Number | None, Number | None]
) -> bool:
    """Return whether a score range, worst and best, lies within the earlier one."""
    (low, high), (least, most) = after, before
    if low is None or high is None or least is None or most is None:
        return low is None
    return least <= low <= high <= most


def truths_within(after: Mapping[str, Truth], before: Mapping[str, Truth]) -> bool:
    """Return whether every conclusion that was known is the same."""
    return all(before[name] in (None, truth) for name, truth in after.items())
