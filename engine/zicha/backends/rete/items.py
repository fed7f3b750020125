"""Items: the productions that decide one, and its result from what has fired.

The first outcome that comes off the agenda counts; priorities put them in the order of
``docs/language.md`` (Items). Where none comes, the known facts leave the item open.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from zicha.backends.rete.conditions import member, truths_of
from zicha.backends.rete.conjunctions import ALWAYS, Sign, Atom, Truths, negation, conjunction
from zicha.backends.rete.draft import Draft, Effect, Priority, Signal
from zicha.backends.rete.encode import code_of
from zicha.backends.rete.fields import Fields
from zicha.errors import EngineError
from zicha.language.values import operand_value
from zicha.language.walk import top_ratio
from zicha.model.facts import Knowledge
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import Interval, Number
from zicha.model.rules import Compare, Grade, Includes, Item, ItemKind, Ratio, WhenZero

Fired = tuple[tuple[Signal, int], ...]
"""Signals of one item with their details, in the order in which they came, each once."""

OUTCOMES = frozenset(
    {Signal.NO_UNIT, Signal.NOT_APPLICABLE, Signal.ZERO, Signal.MET, Signal.UNMET}
)
MAY_FOLLOW = {
    Signal.NO_UNIT: OUTCOMES,
    Signal.NOT_APPLICABLE: frozenset({Signal.NOT_APPLICABLE, Signal.ZERO, Signal.MET}),
    Signal.ZERO: frozenset[Signal](),
    Signal.MET: frozenset[Signal](),
    Signal.UNMET: frozenset[Signal](),
}
"""What else may be true of an item beside the outcome that counts."""


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """How the result of an item is read from what has fired.

    ``always_applies``: nothing can make the item not applicable but its level. ``excess``: for a
    count, by how much it exceeds what is allowed, at least and at most.
    """

    item: Item
    always_applies: bool
    excess: Callable[[Knowledge], tuple[int, int]] | None = None

    def result(self, fired: Fired, known: Knowledge) -> ItemResult:
        """Return the result of the item."""
        kind = self.item.kind
        if kind is ItemKind.PLAIN:
            return plain_result(fired, self.always_applies)
        signals = {signal for signal, _ in fired}
        outcome = plain_result(
            tuple(f for f in fired if f[0] in OUTCOMES or f[0] is Signal.SURE), self.always_applies
        )
        if outcome.outcome is Outcome.NOT_APPLICABLE:
            return outcome
        if kind is ItemKind.BANDS:
            return outcome._replace(faults=(0, 0), grades=grades_of(self.item, fired))
        if outcome.outcome is Outcome.MET:
            return outcome
        if kind is ItemKind.SET:
            return with_members(self.item, outcome, fired)
        assert self.excess is not None
        least, most = self.excess(known)
        return outcome._replace(
            faults=(
                least if outcome.outcome is Outcome.UNMET else 0,
                most if Signal.OVER in signals else None,
            )
        )


def ratio_that_may_not_apply(item: Item) -> Ratio | None:
    """Return the item's own ratio where a denominator of 0 makes the item not applicable."""
    ratio = top_ratio(item)
    if ratio is None or ratio.when_zero is not WhenZero.NOT_APPLICABLE:
        return None
    return ratio


def not_zero(ratio: Ratio, fields: Fields) -> Truths:
    """Return when a denominator certainly is not 0, and when it certainly is."""
    exact, least = fields.whole(ratio.whole)
    above, below = Atom(exact, Sign.MORE, 0), Atom(exact, Sign.LESS, 0)
    positive = Atom(least, Sign.MORE, 0)
    return Truths(
        (conjunction(above), conjunction(below), conjunction(positive)), (conjunction(Atom(exact, Sign.EQUAL, 0)),)
    )


def draft_item(number: int, item: Item, draft: Draft) -> ItemPlan:
    """Write the productions of an item, and return how its result is read."""
    level = draft.fields.given(item.level)
    no_unit = (conjunction(Atom(level, Sign.EQUAL, 0)),)
    draft.say(Effect(number, Signal.NO_UNIT), no_unit, Priority.NO_UNIT)
    clauses = [truths_of(clause.when, draft) for clause in item.applies]
    for index, clause in enumerate(clauses):
        effect = Effect(number, Signal.NOT_APPLICABLE, index)
        draft.say(effect, clause.false, Priority.CLAUSE + index)
    applies = draft.every(*clauses) if clauses else ALWAYS
    sure = applies
    ratio = ratio_that_may_not_apply(item)
    if ratio is not None:
        denominator = not_zero(ratio, draft.fields)
        draft.say(Effect(number, Signal.ZERO), denominator.false, Priority.ZERO)
        sure = draft.every(applies, denominator)
    if sure is not ALWAYS:
        draft.say(Effect(number, Signal.SURE), sure.true)
    condition = item.bands[0][1] if item.kind is ItemKind.BANDS else item.condition
    holds = truths_of(condition, draft)
    draft.say(Effect(number, Signal.MET), holds.true)
    fails = negation(holds)
    unmet = fails if applies is ALWAYS else draft.every(applies, fails)
    draft.say(Effect(number, Signal.UNMET), unmet.true)
    excess = draft_kind(number, item, sure, draft)
    return ItemPlan(item, sure is ALWAYS, excess)


def draft_kind(
    number: int, item: Item, sure: Truths, draft: Draft
) -> Callable[[Knowledge], tuple[int, int]] | None:
    """Write what an item says beside its outcome, by its kind."""
    if item.kind is ItemKind.BANDS:
        draft_bands(number, item, sure, draft)
    elif item.kind is ItemKind.SET:
        draft_members(number, item, draft)
    elif item.kind is ItemKind.COUNT:
        return draft_count(number, item, draft)
    return None


def draft_members(number: int, item: Item, draft: Draft) -> None:
    """Write which required members are there, and which are not."""
    condition = item.condition
    assert isinstance(condition, Includes)
    for index, name in enumerate(condition.members):
        truths = member(condition.fact, name, draft.fields)
        draft.say(Effect(number, Signal.PRESENT, index), truths.true)
        draft.say(Effect(number, Signal.ABSENT, index), truths.false)


def draft_count(number: int, item: Item, draft: Draft) -> Callable[[Knowledge], tuple[int, int]]:
    """Write when a count has a known end above what is allowed, and return how to add it up."""
    condition = item.condition
    assert isinstance(condition, Compare)
    subject, allowed = condition.subject, condition.bound
    assert not isinstance(subject, Ratio)
    assert isinstance(allowed, int)
    ends = draft.fields.number(subject)
    over = Atom(ends.high, Sign.MORE, code_of(allowed, ends.scale))
    draft.say(Effect(number, Signal.OVER), (conjunction(over),))

    def excess(known: Knowledge) -> tuple[int, int]:
        value: Interval = operand_value(subject, known.values)
        return above(value.low, allowed), above(value.high, allowed)

    return excess


def above(count: Number | None, allowed: int) -> int:
    """Return by how much a count exceeds what is allowed; 0 where it has no such end."""
    return 0 if count is None else max(0, int(count) - allowed)


def draft_bands(number: int, item: Item, sure: Truths, draft: Draft) -> None:
    """Write which bands hold, and up to which of them all fail for an item that surely applies.

    Of the bands that hold the first comes first, of those that fail the longest row.
    """
    row = sure
    last = len(item.bands)
    for index, (_, condition) in enumerate(item.bands):
        band = truths_of(condition, draft)
        draft.say(Effect(number, Signal.HOLDS, index), band.true, Priority.BAND + index)
        fails = negation(band)
        row = fails if row is ALWAYS else draft.every(row, fails)
        effect = Effect(number, Signal.FAILS, index)
        draft.say(effect, row.true, Priority.BAND + last - index)


@cache
def plain_result(fired: Fired, always_applies: bool) -> ItemResult:  # noqa: FBT001
    """Return the result of one requirement. Raises EngineError where two outcomes exclude each other."""
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
    why = {
        Signal.NO_UNIT: WhyNotApplicable.LEVEL,
        Signal.NOT_APPLICABLE: WhyNotApplicable.APPLIES,
        Signal.ZERO: WhyNotApplicable.WHEN_ZERO,
    }[first]
    clause = next(detail for signal, detail in fired if signal is first)
    return ItemResult(Outcome.NOT_APPLICABLE, why=why, applies=clause)


def with_members(item: Item, outcome: ItemResult, fired: Fired) -> ItemResult:
    """Return the result of required members: a fault for each that is not there."""
    condition = item.condition
    assert isinstance(condition, Includes)
    absent = {detail for signal, detail in fired if signal is Signal.ABSENT}
    present = {detail for signal, detail in fired if signal is Signal.PRESENT}
    missing = members_at(absent, condition.members)
    unknown = members_at(set(range(len(condition.members))) - absent - present, condition.members)
    least = len(missing) if outcome.outcome is Outcome.UNMET else 0
    return outcome._replace(
        faults=(least, len(missing) + len(unknown)), missing=missing, unknown=unknown
    )


def members_at(indexes: Iterable[int], members: Sequence[str]) -> tuple[str, ...]:
    """Return the members of some indexes in their order."""
    return tuple(members[index] for index in sorted(indexes))


def grades_of(item: Item, fired: Fired) -> tuple[Grade, Grade]:
    """Return the best and the worst grade that the bands leave."""
    holds = [detail for signal, detail in fired if signal is Signal.HOLDS]
    fails = [detail for signal, detail in fired if signal is Signal.FAILS]
    grades = [grade for grade, _ in item.bands] + [Grade.D]
    best = grades[fails[0] + 1] if fails else grades[0]
    worst = grades[holds[0]] if holds else Grade.D
    return best, worst
