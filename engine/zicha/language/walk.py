"""Ways over the tree of a rule: its facts, its parts, its bounds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from zicha.errors import Place
from zicha.model.conclusions import (
    Conclusion,
    EveryOf,
    FactsSay,
    Holds,
    NotAnyOf,
    Premise,
    SomeOf,
)
from zicha.model.numbers import Number
from zicha.model.rules import (
    AllOf,
    Always,
    AnyOf,
    AtLeastN,
    Between,
    Bound,
    ByOption,
    Compare,
    Condition,
    Dated,
    Difference,
    FactValue,
    Includes,
    Is,
    Item,
    Leaf,
    NoneOf,
    OneOf,
    Ratio,
    Subject,
    Sum,
    WithinDays,
)
from zicha.model.ruleset import RuleSet

COMPOSITES = (AllOf, AnyOf, NoneOf, AtLeastN)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the parts of a composite condition; a leaf has none."""
    return condition.parts if isinstance(condition, COMPOSITES) else ()


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield the leaves of a condition from left to right."""
    if not isinstance(condition, COMPOSITES):
        yield condition
        return
    for part in condition.parts:
        yield from leaves(part)


def facts_of_subject(subject: Subject) -> Iterator[str]:
    """Yield the facts of a subject in order, repeats included."""
    if isinstance(subject, FactValue):
        yield subject.fact
    elif isinstance(subject, Sum):
        for term in subject.terms:
            yield from facts_of_subject(term)
    elif isinstance(subject, Difference):
        yield from facts_of_subject(subject.left)
        yield from facts_of_subject(subject.right)
    else:
        yield from facts_of_subject(subject.part)
        yield from facts_of_subject(subject.whole)


def bounds_of(condition: Condition) -> tuple[Bound, ...]:
    """Return the bounds of a leaf."""
    if isinstance(condition, Compare):
        return (condition.bound,)
    return (condition.low, condition.high) if isinstance(condition, Between) else ()


def facts_of_bound(bound: Bound) -> Iterator[str]:
    """Yield the attributes that a bound depends on."""
    match bound:
        case ByOption(attribute):
            yield attribute
        case Dated(values):
            for value in values:
                yield from facts_of_bound(value.bound)


def facts_of_leaf(leaf: Leaf) -> Iterator[str]:
    """Yield the facts and attributes of a condition without parts, repeats included."""
    if isinstance(leaf, (Compare, Between)):
        yield from facts_of_subject(leaf.subject)
        for bound in bounds_of(leaf):
            yield from facts_of_bound(bound)
    elif not isinstance(leaf, Always):
        yield leaf.fact


def fact_compared(condition: Condition) -> str | None:
    """Return the one fact that a condition looks at; None where it is not one, as in a ratio."""
    match condition:
        case Compare() | Between():
            return condition.subject.fact if isinstance(condition.subject, FactValue) else None
        case Is() | OneOf() | Includes() | WithinDays():
            return condition.fact
        case _:
            return None


def facts_of(condition: Condition) -> Iterator[str]:
    """Yield the facts and attributes of a condition in order, repeats included."""
    for leaf in leaves(condition):
        yield from facts_of_leaf(leaf)


def premises_of(premise: Premise) -> Iterator[Premise]:
    """Yield a premise and its parts, from the top down."""
    yield premise
    if isinstance(premise, EveryOf | SomeOf | NotAnyOf):
        for part in premise.parts:
            yield from premises_of(part)


def conditions_in(premise: Premise) -> Iterator[Condition]:
    """Yield what a premise itself asks of facts, repeats included."""
    return (each.when for each in premises_of(premise) if isinstance(each, FactsSay))


def facts_by_conclusion(conclusions: Sequence[Conclusion]) -> dict[str, frozenset[str]]:
    """Return the facts that each conclusion rests on, by way of other conclusions, too.

    They stand in the order of a rule set: each after those that it reads.
    """
    found: dict[str, frozenset[str]] = {}
    for conclusion in conclusions:
        own = {fact for each in conditions_in(conclusion.when) for fact in facts_of(each)}
        read = (each for each in premises_of(conclusion.when) if isinstance(each, Holds))
        found[conclusion.id] = frozenset(own.union(*(found[each.conclusion] for each in read)))
    return found


def conditions_of_item(item: Item) -> Iterator[Condition]:
    """Yield every condition of an item: its own, those of its bands, those of `applies`."""
    yield item.condition
    yield from (condition for _, condition in item.bands)
    yield from (clause.when for clause in item.applies)


def conditions_of(rules: RuleSet) -> Iterator[tuple[Place, Condition]]:
    """Yield every condition of a rule set with the place where it is written."""
    for rule in rules.rules:
        for item in rule.items():
            for condition in conditions_of_item(item):
                yield item.place, condition
    for conclusion in rules.conclusions:
        for condition in conditions_in(conclusion.when):
            yield conclusion.place, condition


def bound_numbers(bound: Bound) -> tuple[Number, ...]:
    """Return the numbers that a bound may have once the day is settled."""
    assert not isinstance(bound, Dated), "dates are settled before engines run"
    if isinstance(bound, ByOption):
        return tuple(number for _, number in bound.numbers)
    return (bound,)


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
