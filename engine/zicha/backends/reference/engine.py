"""The reference engine: items, then grades, by walking the rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from zicha.backends.reference.conclude import conclude
from zicha.backends.reference.truth import Bounds, truth
from zicha.language import kleene
from zicha.language.kleene import Truth
from zicha.language.values import is_positive, is_zero, lower_bound, operand_value
from zicha.language.walk import top_ratio
from zicha.model.facts import NO_MEMBERS, Knowledge, Members
from zicha.model.judgement import GradeRange, ItemResult, Judgement, Outcome, WhyNotApplicable
from zicha.model.numbers import Number
from zicha.model.rules import Compare, Grade, Includes, Item, ItemKind, WhenZero
from zicha.model.ruleset import RuleSet
from zicha.scoring.grades import indicator_range

MET = ItemResult(Outcome.MET)
NO_UNIT = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.LEVEL)
ZERO = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.WHEN_ZERO)


@dataclass(frozen=True, slots=True)
class Zero:
    """What a ratio whose denominator 0 makes an item not applicable says of it."""

    certain: bool
    possible: bool


NEVER = Zero(certain=False, possible=False)


def zero_of(item: Item, known: Knowledge, bounds: Bounds) -> Zero:
    """Return whether the item's own ratio takes it out of the count."""
    ratio = top_ratio(item)
    if ratio is None or ratio.when_zero is not WhenZero.NOT_APPLICABLE:
        return NEVER
    whole = operand_value(ratio.whole, known.values)
    if is_zero(whole):
        return Zero(certain=True, possible=True)
    certainly_not = whole.exact is not None or is_positive(whole, lower_bound(ratio.whole, bounds))
    return Zero(certain=False, possible=not certainly_not)


def plain_result(item: Item, holds: Truth, applies: Truth, *, may_not: bool) -> ItemResult:
    """Return the result of an item that is one requirement."""
    if holds:
        return ItemResult(Outcome.MET, may_not_apply=may_not)
    if holds is False and applies:
        return ItemResult(Outcome.UNMET, (1, 1), may_not_apply=may_not)
    return ItemResult(Outcome.OPEN, (0, 1), may_not_apply=may_not)


def set_result(item: Item, holds: Truth, applies: Truth, known: Knowledge, *, may_not: bool) -> ItemResult:
    """Return the result of required members: one fault a member that is not there."""
    condition = item.condition
    assert isinstance(condition, Includes)
    if holds:
        return ItemResult(Outcome.MET, may_not_apply=may_not)
    members = known.values.get(condition.fact, NO_MEMBERS)
    assert isinstance(members, Members)
    missing = tuple(m for m in condition.members if m in members.absent)
    unknown = tuple(
        m for m in condition.members if m not in members.absent and m not in members.present
    )
    certain = bool(missing) and applies is True
    return ItemResult(
        Outcome.UNMET if certain else Outcome.OPEN,
        (len(missing) if applies else 0, len(missing) + len(unknown)),
        missing=missing,
        unknown=unknown,
        may_not_apply=may_not,
    )


def count_result(item: Item, holds: Truth, applies: Truth, known: Knowledge, *, may_not: bool) -> ItemResult:
    """Return the result of a count of faults: its excess over what is allowed."""
    condition = item.condition
    assert isinstance(condition, Compare)
    if holds:
        return ItemResult(Outcome.MET, may_not_apply=may_not)
    subject, bound = condition.subject, condition.bound
    assert not isinstance(subject, type(None))
    value = operand_value(subject, known.values)  # type: ignore[arg-type]
    least = excess(value.low, bound)
    most = None if value.high is None else excess(value.high, bound)
    unmet = holds is False and applies is True
    return ItemResult(
        Outcome.UNMET if unmet else Outcome.OPEN,
        (least if applies else 0, most),
        may_not_apply=may_not,
    )


def excess(count: Number | None, allowed: object) -> int:
    """Return by how much a whole number exceeds what is allowed; 0 without one."""
    assert isinstance(allowed, int)
    return 0 if count is None else max(0, int(count) - allowed)


def bands_result(item: Item, applies: Truth, known: Knowledge, bounds: Bounds, *, may_not: bool) -> ItemResult:
    """Return the result of a scale: the grades that its bands leave."""
    best, worst = Grade.D, Grade.D
    found = False
    for grade, condition in item.bands:
        holds = truth(condition, known, bounds)
        if holds is False:
            continue
        if not found:
            best, found = grade, True
        if holds:
            worst = grade
            break
    grades = (Grade.A if may_not else best, worst)
    top = item.bands[0][0]
    if best is worst is top:
        return ItemResult(Outcome.MET, grades=grades, may_not_apply=may_not)
    if best is not top and applies:
        return ItemResult(Outcome.UNMET, grades=grades, may_not_apply=may_not)
    return ItemResult(Outcome.OPEN, grades=grades, may_not_apply=may_not)


def item_result(item: Item, known: Knowledge, bounds: Bounds) -> ItemResult:
    """Return what becomes of one item."""
    if item.level not in known.levels:
        return NO_UNIT
    applies: Truth = True
    if item.applies:
        truths = [truth(clause.when, known, bounds) for clause in item.applies]
        applies = kleene.every(truths)
        if applies is False:
            why = WhyNotApplicable.APPLIES
            return ItemResult(Outcome.NOT_APPLICABLE, why=why, applies=truths.index(False))
    zero = zero_of(item, known, bounds)
    if zero.certain:
        return ZERO
    may_not = applies is None or zero.possible
    if item.kind is ItemKind.BANDS:
        return bands_result(item, applies, known, bounds, may_not=may_not)
    holds = truth(item.condition, known, bounds)
    if holds and not may_not:
        return MET
    if item.kind is ItemKind.SET:
        return set_result(item, holds, applies, known, may_not=may_not)
    if item.kind is ItemKind.COUNT:
        return count_result(item, holds, applies, known, may_not=may_not)
    return plain_result(item, holds, applies, may_not=may_not)


class Reference:
    """Judges by walking the tree of every rule."""

    name = "reference"

    def __init__(self, rules: RuleSet) -> None:
        """Keep the rules; nothing is compiled."""
        self.rules = rules

    def outcomes(self, known: Knowledge) -> dict[str, tuple[ItemResult, ...]]:
        """Return the result of every item, by indicator."""
        bounds = self.rules.lower_bounds
        return {
            rule.indicator: tuple([item_result(item, known, bounds) for item in rule.items()])
            for rule in self.rules.rules
        }

    def grades(self, items: dict[str, tuple[ItemResult, ...]]) -> dict[str, GradeRange]:
        """Return the grade range of every indicator."""
        limits: Sequence[tuple[Grade, int]] = self.rules.fault_limits
        return {
            rule.indicator: indicator_range(rule, items[rule.indicator], limits)
            for rule in self.rules.rules
        }

    def judge(self, known: Knowledge, waived: frozenset[str] = frozenset()) -> Judgement:
        """Return outcomes, grade ranges and conclusions."""
        items = self.outcomes(known)
        grades = self.grades(items)
        return Judgement(self.name, items, grades, conclude(self.rules, known, items, grades, waived))
