"""Facts that can turn what is wanted into its opposite while they improve.

What this finds nothing in keeps the law of improvement (``docs/method.md``): every part of a
condition by itself rises with its facts, so that the whole does, too, whatever is unknown. What it
finds need not be wrong as a whole: another part may make up for the one that falls.
"""

from collections.abc import Iterator

from zicha.authoring.lint.boundaries import numbers_of
from zicha.authoring.possible import can_be_zero, possible_range
from zicha.model.conclusions import EveryOf, FactsSay, NotAnyOf, Premise, SomeOf
from zicha.model.edition import Edition
from zicha.model.facts import Better
from zicha.model.numbers import Interval
from zicha.model.rules import (
    AllOf,
    AnyOf,
    AtLeastN,
    Between,
    Bound,
    Compare,
    Comparison,
    Condition,
    Difference,
    FactValue,
    Includes,
    Is,
    NoneOf,
    OneOf,
    Ratio,
    Subject,
    Sum,
    WhenZero,
    WithinDays,
)

UP, DOWN = 1, -1
WAYS = {Better.MORE: UP, Better.LESS: DOWN}
"""Which way a number or a day improves."""
AT_ZERO = {WhenZero.MET: UP, WhenZero.UNMET: DOWN}
"""What a ratio over 0 is worth beside all of its values."""

Asked = list[tuple[int, Bound]]
"""Bounds, each with the side of it that is asked for."""


def harmful(condition: Condition, edition: Edition, wanted: int = UP) -> Iterator[str]:
    """Yield the facts that can break a condition (``DOWN``: its opposite) while they improve."""
    match condition:
        case AllOf(parts) | AnyOf(parts) | AtLeastN(_, parts) | NoneOf(parts):
            turn = DOWN if isinstance(condition, NoneOf) else UP
            for part in parts:
                yield from harmful(part, edition, wanted * turn)
        case Compare(subject, comparison, bound):
            yield from in_number(subject, asked(comparison, bound), edition, wanted)
        case Between(subject, low, high):
            yield from in_number(subject, [(UP, low), (DOWN, high)], edition, wanted)
        case Is(fact, str(value)):
            yield from in_choice(fact, (value,), edition, wanted)
        case OneOf(fact, options):
            yield from in_choice(fact, options, edition, wanted)
        case Is(fact) | Includes(fact) | WithinDays(fact):
            if edition.facts[fact].better in worse_for(condition, wanted):
                yield fact


def worse_for(leaf: Is | Includes | WithinDays, wanted: int) -> tuple[Better, ...]:
    """Return the ways of improving that lead away from an answer, from members, from a day."""
    match leaf:
        case Is(_, value):
            return (Better.FALSE if value is (wanted > 0) else Better.TRUE,)
        case Includes():
            return () if wanted > 0 else (Better.SUPERSET,)
        case WithinDays():
            return (Better.LESS if wanted > 0 else Better.MORE,)


def harmful_to_premise(premise: Premise, edition: Edition, wanted: int) -> Iterator[str]:
    """Yield the facts that break what a conclusion itself asks of them while they improve."""
    match premise:
        case FactsSay(when):
            yield from harmful(when, edition, wanted)
        case EveryOf(parts) | SomeOf(parts):
            for part in parts:
                yield from harmful_to_premise(part, edition, wanted)
        case NotAnyOf(parts):
            for part in parts:
                yield from harmful_to_premise(part, edition, -wanted)


def in_choice(
    fact_id: str, options: tuple[str, ...], edition: Edition, wanted: int
) -> Iterator[str]:
    """Yield a fact of which a better option is not taken where a worse one is."""
    fact = edition.facts[fact_id]
    taken = [(option in options) is (wanted > 0) for option in fact.option_ids]
    if fact.better is Better.ORDER and taken != sorted(taken, reverse=True):
        yield fact_id


# --- Numbers ------------------------------------------------------------------------------------


def asked(comparison: Comparison, bound: Bound) -> Asked:
    """Return on which side of its bound a comparison wants a number."""
    match comparison:
        case Comparison.AT_LEAST | Comparison.MORE_THAN:
            return [(UP, bound)]
        case Comparison.AT_MOST | Comparison.LESS_THAN:
            return [(DOWN, bound)]
        case Comparison.EQUALS:
            return [(UP, bound), (DOWN, bound)]


def in_number(subject: Subject, sides: Asked, edition: Edition, wanted: int) -> Iterator[str]:
    """Yield the facts that carry a number away from what is wanted of it."""
    if len(sides) > 1:
        possible = possible_range(subject, edition)
        sides = [(side, bound) for side, bound in sides if can_miss(side, bound, possible)]
    away = {-side * wanted for side, _ in sides}
    for fact, way in movements(subject, edition):
        if way in away:
            yield fact
    if isinstance(subject, Ratio):
        yield from at_zero(subject, edition, wanted)


def can_miss(side: int, bound: Bound, possible: Interval) -> bool:
    """Return whether a number can be on the other side of a bound than the one asked for."""
    numbers = numbers_of(bound)
    if side is UP:
        return possible.low is None or possible.low < max(numbers)
    return possible.high is None or possible.high > min(numbers)


def movements(subject: Subject, edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield each fact that can improve with the way in which that moves a subject, or both ways."""
    match subject:
        case FactValue(fact):
            if edition.facts[fact].better in WAYS:
                yield fact, WAYS[edition.facts[fact].better]
        case Sum(terms):
            for term in terms:
                yield from movements(term, edition)
        case Difference(left, right):
            yield from movements(left, edition)
            yield from turned(movements(right, edition))
        case Ratio(part, whole):
            rising, sinking = movements(part, edition), turned(movements(whole, edition))
            whole_has_sign = is_from_zero(whole, edition)
            yield from rising if whole_has_sign else either_way(rising)
            has_sign = whole_has_sign and is_from_zero(part, edition)
            yield from sinking if has_sign else either_way(sinking)


def turned(moving: Iterator[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield movements the other way round."""
    return ((fact, -way) for fact, way in moving)


def either_way(moving: Iterator[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield movements in both ways: below 0 a ratio falls where above 0 it rises."""
    return ((fact, way) for fact, _ in moving for way in (UP, DOWN))


def is_from_zero(subject: Subject, edition: Edition) -> bool:
    """Return whether a subject is never below 0."""
    low = possible_range(subject, edition).low
    return low is not None and low >= 0


def at_zero(ratio: Ratio, edition: Edition, wanted: int) -> Iterator[str]:
    """Yield the facts that make the whole of a ratio 0, or no longer 0, to what is worse there."""
    if ratio.when_zero is WhenZero.NOT_APPLICABLE or not can_be_zero(ratio, edition):
        return
    worth = AT_ZERO.get(ratio.when_zero, 0) * wanted
    for fact, way in movements(ratio.whole, edition):
        if worth in (0, way):
            yield fact
