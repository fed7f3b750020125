"""Which values of a subject a condition holds for: tried out on every value that can matter.

A comparison changes its truth only at its bounds. So it is enough to try each bound, a value on
either side of it, and both ends of the possible range: what holds for all of these holds always.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise, product
from operator import eq, ge, gt, le, lt
from typing import Any

from zicha.editions.meaning.subjects import Measure
from zicha.language.asof import condition_on
from zicha.language.walk import bounds_of, with_bounds
from zicha.model.facts import FactType
from zicha.model.numbers import Number
from zicha.model.rules import (
    Between,
    Bound,
    ByOption,
    Compare,
    Comparison,
    Condition,
    Dated,
    Is,
    OneOf,
    WithinDays,
)

Value = bool | str | Fraction

HOLDS: dict[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.AT_LEAST: ge,
    Comparison.AT_MOST: le,
    Comparison.MORE_THAN: gt,
    Comparison.LESS_THAN: lt,
    Comparison.EQUALS: eq,
}


def settlements(conditions: Iterable[Condition]) -> Iterator[tuple[Condition, ...]]:
    """Yield the conditions with plain numbers, once for every day and option that change them."""
    every = tuple(conditions)
    bounds = [bound for condition in every for bound in bounds_of(condition)]
    days = {v.begins or date.min for b in bounds if isinstance(b, Dated) for v in b.values}
    for day in sorted(days | {date.min}):
        yield from by_options(tuple(condition_on(condition, day) for condition in every))


def by_options(conditions: tuple[Condition, ...]) -> Iterator[tuple[Condition, ...]]:
    """Yield the conditions for every combination of the options that their bounds depend on."""
    depending = {
        bound.attribute: [option for option, _ in bound.numbers]
        for condition in conditions
        for bound in bounds_of(condition)
        if isinstance(bound, ByOption)
    }
    for options in product(*depending.values()):
        chosen = dict(zip(depending, options, strict=True))

        def settle(bound: Bound, chosen: dict[str, str] = chosen) -> Bound:
            return bound.number(chosen[bound.attribute]) if isinstance(bound, ByOption) else bound

        yield tuple(with_bounds(condition, settle) for condition in conditions)


def pairs_of(condition: Between) -> Iterator[tuple[Number, Number]]:
    """Yield the two numbers of a range for every day and option that change them."""
    for (settled,) in settlements([condition]):
        low, high = bounds_of(settled)
        assert not isinstance(low, ByOption | Dated)
        assert not isinstance(high, ByOption | Dated)
        yield low, high


def values_that_matter(measure: Measure, conditions: Iterable[Condition]) -> list[Value]:
    """Return possible values of a subject, among them one for every way the conditions turn out."""
    if measure.type is FactType.BOOL:
        return [True, False]
    if measure.type is FactType.ENUM:
        return list(measure.options)
    marks = {Fraction(mark) for condition in conditions for mark in marks_of(condition)}
    if measure.type is FactType.DATE:
        return [*around(marks, Fraction(1), steps=True), Fraction(-1)]
    ends = {Fraction(end) for end in (measure.low, measure.high) if end is not None}
    step = Fraction(1, 10**measure.decimals)
    found = list(around(marks | ends, step, steps=measure.steps))
    return [value for value in found if possible(value, measure)]


def marks_of(condition: Condition) -> Iterator[Number]:
    """Yield the numbers at which the truth of a settled comparison changes."""
    if isinstance(condition, WithinDays):
        yield 0
        yield condition.days
    for bound in bounds_of(condition):
        assert not isinstance(bound, ByOption | Dated)
        yield bound


def around(marks: Iterable[Fraction], step: Fraction, *, steps: bool) -> Iterator[Fraction]:
    """Yield the marks and a value on either side of each: the next on the grid, or one between."""
    ordered = sorted(marks)
    yield from ordered
    if steps:
        yield from (mark + side for mark in ordered for side in (-step, step))
        return
    yield from ((low + high) / 2 for low, high in pairwise(ordered))
    if ordered:
        yield ordered[0] - 1
        yield ordered[-1] + 1


def possible(value: Fraction, measure: Measure) -> bool:
    """Return whether a subject can have a value."""
    if measure.low is not None and value < measure.low:
        return False
    return measure.high is None or value <= measure.high


def holds(condition: Condition, value: Value) -> bool | None:
    """Return whether a settled comparison holds for a value; None for what cannot be tried."""
    match condition:
        case Is(_, wanted):
            return value == wanted
        case OneOf(_, options):
            return value in options
        case Compare(_, comparison, bound):
            return HOLDS[comparison](value, bound)
        case Between(_, low, high):
            return bool(low <= value <= high)  # type: ignore[operator]
        case WithinDays(_, days):
            return isinstance(value, Fraction) and 0 <= value <= days
        case _:
            return None
