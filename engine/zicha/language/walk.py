"""Ways over the tree of a rule: its facts, its parts, its bounds."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from zicha.model.rules import (
    AllOf,
    Always,
    AnyOf,
    AtLeastN,
    Between,
    Bound,
    ByOption,
    Compare,
    Composite,
    Condition,
    Dated,
    Difference,
    FactValue,
    Includes,
    Is,
    Item,
    NoneOf,
    OneOf,
    Ratio,
    Subject,
    Sum,
    WithinDays,
)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the parts of a composite condition; a leaf has none."""
    return condition.parts if isinstance(condition, AllOf | AnyOf | NoneOf | AtLeastN) else ()


def leaves(condition: Condition) -> Iterator[Condition]:
    """Yield the leaves of a condition from left to right."""
    parts = parts_of(condition)
    if not parts and not isinstance(condition, AllOf | AnyOf | NoneOf | AtLeastN):
        yield condition
    for part in parts:
        yield from leaves(part)


def facts_of_subject(subject: Subject) -> Iterator[str]:
    """Yield the facts of a subject in order, repeats included."""
    match subject:
        case FactValue(fact):
            yield fact
        case Sum(terms):
            for term in terms:
                yield from facts_of_subject(term)
        case Difference(left, right) | Ratio(left, right):
            yield from facts_of_subject(left)
            yield from facts_of_subject(right)


def bounds_of(condition: Condition) -> Iterator[Bound]:
    """Yield the bounds of a leaf."""
    match condition:
        case Compare(_, _, bound):
            yield bound
        case Between(_, low, high):
            yield low
            yield high


def facts_of_bound(bound: Bound) -> Iterator[str]:
    """Yield the attributes that a bound depends on."""
    match bound:
        case ByOption(attribute):
            yield attribute
        case Dated(values):
            for value in values:
                yield from facts_of_bound(value.bound)


def facts_of(condition: Condition) -> Iterator[str]:
    """Yield the facts and attributes of a condition in order, repeats included."""
    for leaf in leaves(condition):
        match leaf:
            case Compare(subject) | Between(subject):
                yield from facts_of_subject(subject)
            case Is(fact) | OneOf(fact) | Includes(fact) | WithinDays(fact):
                yield fact
        for bound in bounds_of(leaf):
            yield from facts_of_bound(bound)


def facts_of_item(item: Item) -> tuple[str, ...]:
    """Return the facts that can change an item's outcome, each once, in order of first mention."""
    seen = dict.fromkeys(facts_of(item.condition))
    for _, band in item.bands:
        seen.update(dict.fromkeys(facts_of(band)))
    for applies in item.applies:
        seen.update(dict.fromkeys(facts_of(applies.when)))
    return tuple(seen)


def top_ratio(item: Item) -> Ratio | None:
    """Return the ratio that an item as a whole compares, if it does."""
    condition = item.condition
    if isinstance(condition, (Compare, Between)) and isinstance(condition.subject, Ratio):
        return condition.subject
    return None


def with_bounds(condition: Condition, change: Callable[[Bound], Bound]) -> Condition:
    """Return the condition with every bound changed by ``change``."""
    match condition:
        case Compare():
            return replace(condition, bound=change(condition.bound))
        case Between():
            return replace(condition, low=change(condition.low), high=change(condition.high))
        case AllOf() | AnyOf() | NoneOf() | AtLeastN():
            parts = tuple(with_bounds(part, change) for part in condition.parts)
            return replace(condition, parts=parts)
        case _:
            return condition


__all__ = [
    "Always",
    "Composite",
    "bounds_of",
    "facts_of",
    "facts_of_bound",
    "facts_of_item",
    "facts_of_subject",
    "leaves",
    "parts_of",
    "top_ratio",
    "with_bounds",
]
