"""The productions that decide an item: its outcome, and what it may add to the grade.

Priorities put the outcomes in the order of ``docs/language.md`` (Items): the first that comes off
the agenda counts. Where none comes, the known facts leave the item open.
"""

from zicha.backends.rete.conditions import member, truths_of
from zicha.backends.rete.conjunctions import ALWAYS, Atom, Sign, Truths, either, negation
from zicha.backends.rete.draft import Draft, Effect, Priority, Signal
from zicha.backends.rete.encode import code_of
from zicha.backends.rete.fields import Fields
from zicha.backends.rete.results import ItemPlan
from zicha.language.walk import top_ratio
from zicha.model.rules import Compare, Includes, Item, ItemKind, Ratio, WhenZero


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
    return Truths(either(above, below, positive), either(Atom(exact, Sign.EQUAL, 0)))


def draft_item(number: int, item: Item, draft: Draft) -> ItemPlan:
    """Write the productions of an item, and return how its result is read."""
    level = draft.fields.given(item.level)
    no_unit = either(Atom(level, Sign.EQUAL, 0))
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
    if item.kind is ItemKind.BANDS:
        draft_bands(number, item, sure, draft)
    elif item.kind is ItemKind.SET:
        draft_members(number, item, draft)
    elif item.kind is ItemKind.COUNT:
        draft_count(number, item, draft)
    return ItemPlan(item, sure is ALWAYS)


def draft_members(number: int, item: Item, draft: Draft) -> None:
    """Write which required members are there, and which are not."""
    condition = item.condition
    assert isinstance(condition, Includes)
    for index, name in enumerate(condition.members):
        truths = member(condition.fact, name, draft.fields)
        draft.say(Effect(number, Signal.PRESENT, index), truths.true)
        draft.say(Effect(number, Signal.ABSENT, index), truths.false)


def draft_count(number: int, item: Item, draft: Draft) -> None:
    """Write when the most that a count can be is known, and more than what is allowed."""
    condition = item.condition
    assert isinstance(condition, Compare)
    assert isinstance(condition.bound, int)
    ends = draft.fields.number(condition.subject)
    over = Atom(ends.high, Sign.MORE, code_of(condition.bound, ends.scale))
    draft.say(Effect(number, Signal.OVER), either(over))


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
