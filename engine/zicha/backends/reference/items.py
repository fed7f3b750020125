"""What becomes of one item (``docs/language.md``, Items)."""

from typing import NamedTuple

from zicha.backends.reference.truth import Bounds, truth
from zicha.language import kleene
from zicha.language.kleene import Truth
from zicha.language.values import is_positive, is_zero, lower_bound, operand_value
from zicha.language.walk import top_ratio
from zicha.model.facts import NO_MEMBERS, Knowledge, Members
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import Number
from zicha.model.rules import Compare, Grade, Includes, Item, ItemKind, Ratio, WhenZero

MET = ItemResult(Outcome.MET)
UNMET = ItemResult(Outcome.UNMET, faults=(1, 1))
OPEN = ItemResult(Outcome.OPEN, faults=(0, 1))
NO_UNIT = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.LEVEL)
ZERO = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.WHEN_ZERO)


class Standing(NamedTuple):
    """Whether an item counts, as far as it is known: its ``applies`` are not false.

    ``may_not_apply``: they are unknown, or the denominator of its own ratio may be 0.
    """

    applies: Truth
    may_not_apply: bool


COUNTS = Standing(applies=True, may_not_apply=False)


def item_result(item: Item, known: Knowledge, bounds: Bounds) -> ItemResult:
    """Return the outcome of an item, and what it means for the grade of its indicator."""
    if item.level not in known.levels:
        return NO_UNIT
    standing = standing_of(item, known, bounds)
    if isinstance(standing, ItemResult):
        return standing
    if item.kind is ItemKind.BANDS:
        return bands_result(item, standing, known, bounds)
    holds = truth(item.condition, known, bounds)
    if holds:
        return MET._replace(may_not_apply=True) if standing.may_not_apply else MET
    if item.kind is ItemKind.SET:
        return set_result(item, standing, known)
    if item.kind is ItemKind.COUNT:
        return count_result(item, holds, standing, known)
    return plain_result(holds, standing)


def standing_of(item: Item, known: Knowledge, bounds: Bounds) -> Standing | ItemResult:
    """Return whether an item counts, or its result where it certainly does not."""
    applies: Truth = True
    if item.applies:
        truths = [truth(clause.when, known, bounds) for clause in item.applies]
        applies = kleene.every(truths)
        if applies is False:
            why = WhyNotApplicable.APPLIES
            return ItemResult(Outcome.NOT_APPLICABLE, why=why, applies=truths.index(False))
    ratio = top_ratio(item)
    if ratio is None or ratio.when_zero is not WhenZero.NOT_APPLICABLE:
        return COUNTS if applies else Standing(applies, may_not_apply=True)
    zero = whole_is_zero(ratio, known, bounds)
    if zero:
        return ZERO
    return Standing(applies, may_not_apply=applies is None or zero is None)


def whole_is_zero(ratio: Ratio, known: Knowledge, bounds: Bounds) -> Truth:
    """Return whether the whole of a ratio is 0."""
    whole = operand_value(ratio.whole, known.values)
    if is_zero(whole):
        return True
    if whole.exact is not None or is_positive(whole, lower_bound(ratio.whole, bounds)):
        return False
    return None


def plain_result(holds: Truth, standing: Standing) -> ItemResult:
    """Return the result of one requirement that does not certainly hold."""
    result = UNMET if holds is False and standing.applies else OPEN
    return result._replace(may_not_apply=True) if standing.may_not_apply else result


def set_result(item: Item, standing: Standing, known: Knowledge) -> ItemResult:
    """Return the result of required members: one fault a member that is not there."""
    condition = item.condition
    assert isinstance(condition, Includes)
    members = known.values.get(condition.fact, NO_MEMBERS)
    assert isinstance(members, Members)
    missing = tuple([m for m in condition.members if m in members.absent])
    open_members = [m for m in condition.members if m not in members.absent]
    unknown = tuple([m for m in open_members if m not in members.present])
    return ItemResult(
        Outcome.UNMET if missing and standing.applies else Outcome.OPEN,
        faults=(len(missing) if standing.applies else 0, len(missing) + len(unknown)),
        missing=missing,
        unknown=unknown,
        may_not_apply=standing.may_not_apply,
    )


def count_result(item: Item, holds: Truth, standing: Standing, known: Knowledge) -> ItemResult:
    """Return the result of a count of faults: its excess over what is allowed."""
    condition = item.condition
    assert isinstance(condition, Compare)
    assert not isinstance(condition.subject, Ratio)
    assert isinstance(condition.bound, int)
    allowed = condition.bound
    count = operand_value(condition.subject, known.values)
    least = 0 if count.low is None else excess(count.low, allowed)
    return ItemResult(
        Outcome.UNMET if holds is False and standing.applies else Outcome.OPEN,
        faults=(
            least if standing.applies else 0,
            None if count.high is None else excess(count.high, allowed),
        ),
        may_not_apply=standing.may_not_apply,
    )


def excess(count: Number, allowed: int) -> int:
    """Return by how much a whole number exceeds what is allowed."""
    return max(0, int(count) - allowed)


def bands_result(item: Item, standing: Standing, known: Knowledge, bounds: Bounds) -> ItemResult:
    """Return the result of a scale: the grades that its bands leave."""
    best, worst = band_range(item, known, bounds)
    top = item.bands[0][0]
    outcome = Outcome.OPEN
    if best is worst is top:
        outcome = Outcome.MET
    elif best is not top and standing.applies:
        outcome = Outcome.UNMET
    # Where the item may not apply, its part of the indicator may turn out to ask nothing.
    grades = (Grade.A if standing.may_not_apply else best, worst)
    return ItemResult(outcome, grades=grades, may_not_apply=standing.may_not_apply)


def band_range(item: Item, known: Knowledge, bounds: Bounds) -> tuple[Grade, Grade]:
    """Return the first band that may hold and the first that certainly does, else D."""
    best: Grade | None = None
    for grade, condition in item.bands:
        holds = truth(condition, known, bounds)
        if holds is not False and best is None:
            best = grade
        if holds:
            return best or grade, grade
    return best or Grade.D, Grade.D
