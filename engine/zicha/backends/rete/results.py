"""From what has fired for an item to its result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from zicha.backends.rete.draft import Signal
from zicha.errors import EngineError
from zicha.language.values import operand_value
from zicha.model.facts import Knowledge
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import Number
from zicha.model.rules import Compare, Grade, Includes, Item, ItemKind, Ratio

Fired = tuple[tuple[Signal, int], ...]
"""Signals of one item with their details, in the order in which they came, each once."""

OUTCOMES = frozenset({Signal.NO_UNIT, Signal.NOT_APPLICABLE, Signal.ZERO, Signal.MET, Signal.UNMET})
MAY_FOLLOW = {
    Signal.NO_UNIT: OUTCOMES,
    Signal.NOT_APPLICABLE: frozenset({Signal.NOT_APPLICABLE, Signal.ZERO, Signal.MET}),
    Signal.ZERO: frozenset[Signal](),
    Signal.MET: frozenset[Signal](),
    Signal.UNMET: frozenset[Signal](),
}
"""What else may be true of an item beside the outcome that counts."""


WHY = {
    Signal.NO_UNIT: WhyNotApplicable.LEVEL,
    Signal.NOT_APPLICABLE: WhyNotApplicable.APPLIES,
    Signal.ZERO: WhyNotApplicable.WHEN_ZERO,
}


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """How the result of an item is read from what has fired.

    ``always_applies``: nothing can make the item not applicable but its level.
    """

    item: Item
    always_applies: bool

    def result(self, fired: Fired, known: Knowledge) -> ItemResult:
        """Return the result of the item."""
        kind = self.item.kind
        if kind is ItemKind.PLAIN:
            return plain_result(fired, always_applies=self.always_applies)
        deciding = tuple([f for f in fired if f[0] in OUTCOMES or f[0] is Signal.SURE])
        result = plain_result(deciding, always_applies=self.always_applies)
        if result.outcome is Outcome.NOT_APPLICABLE:
            return result
        if kind is ItemKind.BANDS:
            grades = grades_of(self.item, fired)
            if result.may_not_apply:
                # The rest of the rule may decide alone, and better than the best band.
                grades = Grade.A, grades[1]
            return result._replace(faults=(0, 0), grades=grades)
        if result.outcome is Outcome.MET:
            return result
        if kind is ItemKind.SET:
            return with_members(self.item, result, fired)
        return with_excess(self.item, result, fired, known)


@cache
def plain_result(fired: Fired, *, always_applies: bool) -> ItemResult:
    """Return the result of one requirement.

    Raises:
        EngineError: it has two outcomes that exclude each other.
    """
    signals = tuple(signal for signal, _ in fired if signal in OUTCOMES)
    may_not = not always_applies and Signal.SURE not in {signal for signal, _ in fired}
    if not signals:
        return ItemResult(Outcome.OPEN, (0, 1), may_not_apply=may_not)
    first = signals[0]
    if not MAY_FOLLOW[first].issuperset(signals[1:]):
        message = f"rete: an item is {' and '.join(s.name.lower() for s in signals)} at once"
        raise EngineError(message)
    if first is Signal.MET:
        return ItemResult(Outcome.MET, may_not_apply=may_not)
    if first is Signal.UNMET:
        return ItemResult(Outcome.UNMET, (1, 1), may_not_apply=may_not)
    clause = next(detail for signal, detail in fired if signal is first)
    return ItemResult(Outcome.NOT_APPLICABLE, why=WHY[first], applies=clause)


def with_members(item: Item, result: ItemResult, fired: Fired) -> ItemResult:
    """Return the result of required members: a fault for each that is not there."""
    condition = item.condition
    assert isinstance(condition, Includes)
    absent = {detail for signal, detail in fired if signal is Signal.ABSENT}
    present = {detail for signal, detail in fired if signal is Signal.PRESENT}
    missing = members_at(absent, condition.members)
    unknown = members_at(set(range(len(condition.members))) - absent - present, condition.members)
    least = len(missing) if result.outcome is Outcome.UNMET else 0
    return result._replace(
        faults=(least, len(missing) + len(unknown)), missing=missing, unknown=unknown
    )


def members_at(indexes: Iterable[int], members: Sequence[str]) -> tuple[str, ...]:
    """Return the members of some indexes in their order."""
    return tuple(members[index] for index in sorted(indexes))


def with_excess(item: Item, result: ItemResult, fired: Fired, known: Knowledge) -> ItemResult:
    """Return the result of a count: as many faults as it exceeds what is allowed."""
    condition = item.condition
    assert isinstance(condition, Compare)
    assert not isinstance(condition.subject, Ratio)
    assert isinstance(condition.bound, int)
    count = operand_value(condition.subject, known.values)
    least = excess(count.low, condition.bound) if result.outcome is Outcome.UNMET else 0
    is_over = (Signal.OVER, 0) in fired
    return result._replace(faults=(least, excess(count.high, condition.bound) if is_over else None))


def excess(count: Number | None, allowed: int) -> int:
    """Return by how much a whole number exceeds what is allowed, which it is known to."""
    assert count is not None
    return int(count) - allowed


def grades_of(item: Item, fired: Fired) -> tuple[Grade, Grade]:
    """Return the best and the worst grade that the bands leave."""
    holds = [detail for signal, detail in fired if signal is Signal.HOLDS]
    fails = [detail for signal, detail in fired if signal is Signal.FAILS]
    grades = [grade for grade, _ in item.bands] + [Grade.D]
    best = grades[fails[0] + 1] if fails else grades[0]
    worst = grades[holds[0]] if holds else Grade.D
    return best, worst
