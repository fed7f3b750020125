"""What becomes of one item (``docs/language.md``, Items)."""

from collections.abc import Callable

from zicha.backends.reference.truth import Bounds, truth
from zicha.language import kleene
from zicha.language.kleene import Truth
from zicha.language.values import is_positive, is_zero, operand_value
from zicha.language.walk import top_ratio
from zicha.model.facts import NO_MEMBERS, Knowledge, Members
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import Number
from zicha.model.rules import GRADES, Compare, Includes, Item, ItemKind, Ratio, WhenZero

OUT = Outcome.NOT_APPLICABLE
BEST, WORST = GRADES[0], GRADES[-1]
NO_FAULTS = (0, 0)

MET = ItemResult(Outcome.MET)
UNMET = ItemResult(Outcome.UNMET, faults=(1, 1))
OPEN = ItemResult(Outcome.OPEN, faults=(0, 1))
NO_UNIT = ItemResult(OUT, why=WhyNotApplicable.LEVEL)
ZERO = ItemResult(OUT, why=WhyNotApplicable.WHEN_ZERO)

ONE_REQUIREMENT: dict[Truth, ItemResult] = {True: MET, False: UNMET, None: OPEN}
"""What becomes of a requirement that counts, by the truth of its condition."""


def item_result(item: Item, known: Knowledge, bounds: Bounds) -> ItemResult:
    """Return the outcome of an item, and what it means for the grade of its indicator."""
    if item.level not in known.levels:
        return NO_UNIT
    applies: Truth = True
    if item.applies:
        truths = [truth(clause.when, known, bounds) for clause in item.applies]
        applies = kleene.every(truths)
        if applies is False:
            return ItemResult(OUT, why=WhyNotApplicable.APPLIES, applies=truths.index(False))
    holds = truth(item.condition, known, bounds)
    # A ratio whose denominator is or may be 0 is unknown: only then is there need to look.
    zero = own_zero(item, known, bounds) if holds is None else False
    if zero:
        return ZERO
    result = RESULT_OF[item.kind](item, holds, known, bounds)
    return result if applies and zero is False else doubted(result)


def own_zero(item: Item, known: Knowledge, bounds: Bounds) -> Truth:
    """Return whether a denominator of 0 takes the item out of the count."""
    ratio = top_ratio(item)
    if ratio is None or ratio.when_zero is not WhenZero.NOT_APPLICABLE:
        return False
    whole = operand_value(ratio.whole, known.values)
    if is_zero(whole):
        return True
    if whole.exact is not None or is_positive(ratio.whole, known.values, bounds):
        return False
    return None


def doubted(result: ItemResult) -> ItemResult:
    """Return the result of an item that may turn out not to apply: unmet is open then."""
    return result._replace(
        outcome=Outcome.OPEN if result.outcome is Outcome.UNMET else result.outcome,
        faults=(0, result.faults[1]),
        grades=(BEST, result.grades[1]),
        may_not_apply=True,
    )


# --- Kinds of items, where they certainly apply -------------------------------------------------


def plain_result(_item: Item, holds: Truth, _known: Knowledge, _bounds: Bounds) -> ItemResult:
    """Return the result of one requirement."""
    return ONE_REQUIREMENT[holds]


def set_result(item: Item, holds: Truth, known: Knowledge, _bounds: Bounds) -> ItemResult:
    """Return the result of required members: one fault a member that is not there."""
    if holds:
        return MET
    condition = item.condition
    assert isinstance(condition, Includes)
    members = known.values.get(condition.fact, NO_MEMBERS)
    assert isinstance(members, Members)
    missing = tuple([m for m in condition.members if m in members.absent])
    rest = [m for m in condition.members if m not in members.absent]
    unknown = tuple([m for m in rest if m not in members.present])
    faults = len(missing), len(missing) + len(unknown)
    outcome = Outcome.UNMET if missing else Outcome.OPEN
    return ItemResult(outcome, faults=faults, missing=missing, unknown=unknown)


def count_result(item: Item, holds: Truth, known: Knowledge, _bounds: Bounds) -> ItemResult:
    """Return the result of a count of faults: its excess over what is allowed."""
    if holds:
        return MET
    condition = item.condition
    assert isinstance(condition, Compare)
    assert not isinstance(condition.subject, Ratio)
    assert isinstance(condition.bound, int)
    count, allowed = operand_value(condition.subject, known.values), condition.bound
    least = 0 if count.low is None else excess(count.low, allowed)
    most = None if count.high is None else excess(count.high, allowed)
    return ItemResult(ONE_REQUIREMENT[holds].outcome, (least, most))


def excess(count: Number, allowed: int) -> int:
    """Return by how much a whole number exceeds what is allowed."""
    return max(0, int(count) - allowed)


def bands_result(item: Item, holds: Truth, known: Knowledge, bounds: Bounds) -> ItemResult:
    """Return the result of a scale: from the first band that may hold to the first that does.

    ``holds`` is the truth of its best band. Where no band certainly holds the worst grade stays
    possible.
    """
    top = item.bands[0][0]
    if holds:
        return ItemResult(MET.outcome, NO_FAULTS, (top, top))
    best = None if holds is False else top
    worst = WORST
    for grade, condition in item.bands[1:]:
        band = truth(condition, known, bounds)
        if band is not False and best is None:
            best = grade
        if band:
            worst = grade
            break
    return ItemResult(ONE_REQUIREMENT[holds].outcome, NO_FAULTS, (best or WORST, worst))


RESULT_OF: dict[ItemKind, Callable[[Item, Truth, Knowledge, Bounds], ItemResult]] = {
    ItemKind.PLAIN: plain_result,
    ItemKind.SET: set_result,
    ItemKind.COUNT: count_result,
    ItemKind.BANDS: bands_result,
}
"""What gives the result of each kind of item that applies."""
