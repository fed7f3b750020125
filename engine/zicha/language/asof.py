"""Dated values: which value of a bound counts on a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from zicha.language.walk import (
    COMPOSITES,
    bounds_of,
    conditions_in,
    conditions_of_item,
    leaves,
    with_bounds,
)
from zicha.model.conclusions import Conclusion, EveryOf, FactsSay, NotAnyOf, Premise, SomeOf
from zicha.model.edition import Edition
from zicha.model.rules import Bound, Condition, Confidence, Dated, DatedValue, Item, Rule, Source
from zicha.model.ruleset import RuleSet, Scored

OF_THE_NATION = (Confidence.OFFICIAL, Confidence.QUOTED)
"""What is beside these gives way: a value of one city, or of one office."""


def value_on(dated: Dated, on: date) -> DatedValue:
    """Return the value that counts on a day.

    A local value counts only where there is no national or quoted one. Of the rest the latest that
    has begun; before the first begins, the first.
    """
    candidates = counting(dated)
    begun = [v for v in candidates if v.begins is None or v.begins <= on]
    first_day = date.min
    if begun:
        return max(begun, key=lambda v: v.begins or first_day)
    return min(candidates, key=lambda v: v.begins or first_day)


def counting(dated: Dated) -> list[DatedValue]:
    """Return the values that may count on some day.

    Local ones are among them only where there is no national or quoted one.
    """
    local_counts = {v.source.confidence for v in dated.values}.isdisjoint(OF_THE_NATION)
    return [v for v in dated.values if local_counts or v.source.confidence is not Confidence.LOCAL]


def first_day(word: str, first_days: Mapping[str, date | None]) -> date | None:
    """Return the first day of an edition; of several joined by a slash the earliest."""
    if word in first_days:
        return first_days[word]
    days = (first_days.get(part.strip()) for part in word.split("/"))
    return min((day for day in days if day is not None), default=None)


def bound_on(bound: Bound, on: date) -> Bound:
    """Return a bound as it counts on a day."""
    return value_on(bound, on).bound if isinstance(bound, Dated) else bound


def condition_on(condition: Condition, on: date) -> Condition:
    """Return a condition with every dated bound settled."""
    return with_bounds(condition, lambda bound: bound_on(bound, on))


def settled(item: Item, on: date) -> Item:
    """Return the item with every dated bound settled, and the source of the value it requires."""
    source = source_on(item, on)
    return replace(
        item,
        condition=condition_on(item.condition, on),
        applies=tuple(replace(a, when=condition_on(a.when, on)) for a in item.applies),
        bands=tuple((grade, condition_on(band, on)) for grade, band in item.bands),
        source=source or item.source,
        dated=item.dated and source is not None,
    )


def source_on(item: Item, on: date) -> Source | None:
    """Return the source of the dated value that an item requires on a day; None where none is.

    Of a scale that is the best band. Of several requirements together the source of the item
    speaks, unless every value of them names its own and the item has none.
    """
    required = list(leaves(item.condition))
    dated = [[b for b in bounds_of(leaf) if isinstance(b, Dated)] for leaf in required]
    if isinstance(item.condition, COMPOSITES):
        written = (value.source for own in dated for bound in own for value in bound.values)
        if not all(dated) or item.source not in written:
            return None
    return next((value_on(bound, on).source for own in dated for bound in own), None)


def bounds_within(condition: Condition) -> Iterator[Bound]:
    """Yield every bound of a condition."""
    for leaf in leaves(condition):
        yield from bounds_of(leaf)


def bounds_of_rule(rule: Rule) -> Iterator[Bound]:
    """Yield every bound that a rule writes."""
    for item in rule.items():
        for condition in conditions_of_item(item):
            yield from bounds_within(condition)


def has_dates(rule: Rule) -> bool:
    """Return whether any bound of the rule depends on the day."""
    return any(isinstance(bound, Dated) for bound in bounds_of_rule(rule))


def rule_on(rule: Rule, on: date) -> Rule:
    """Return the rule as it counts on a day."""
    if not has_dates(rule):
        return rule
    parts = tuple(
        replace(part, items=tuple(settled(item, on) for item in part.items)) for part in rule.parts
    )
    return replace(rule, parts=parts)


def days_of_change(edition: Edition) -> list[date]:
    """Return the days on which an edition of the sources or a dated value begins, in order.

    From one of them to the next the rules and conclusions are the same.
    """
    rules = (bound for rule in edition.rules.values() for bound in bounds_of_rule(rule))
    conditions = (each for c in edition.conclusions for each in conditions_in(c.when))
    bounds = chain(rules, (b for condition in conditions for b in bounds_within(condition)))
    dated = (value for bound in bounds if isinstance(bound, Dated) for value in bound.values)
    begins = (value.begins for value in dated if value.begins is not None)
    return sorted({*edition.first_days.values(), *begins})


def newest_day(edition: Edition) -> date:
    """Return a day on which the newest values of an edition count."""
    return max(days_of_change(edition), default=date.max)


def premise_on(premise: Premise, on: date) -> Premise:
    """Return what a conclusion rests on as it counts on a day."""
    match premise:
        case FactsSay(when):
            return FactsSay(condition_on(when, on))
        case EveryOf() | SomeOf() | NotAnyOf():
            return replace(premise, parts=tuple(premise_on(part, on) for part in premise.parts))
        case _:
            return premise


def conclusions_on(conclusions: Iterable[Conclusion], on: date) -> tuple[Conclusion, ...]:
    """Return conclusions as they count on a day."""
    return tuple(replace(each, when=premise_on(each.when, on)) for each in conclusions)


def rules_on(edition: Edition, on: date) -> RuleSet:
    """Return the rules of an edition as they count on a day."""
    facts = edition.facts.values()
    return RuleSet(
        on=on,
        rules=tuple(rule_on(rule, on) for rule in edition.rules.values()),
        indicators=tuple(Scored(i.code, i.category, i.points) for i in edition.indicators),
        shares=edition.grades,
        fault_limits=edition.fault_limits,
        lower_bounds={fact.id: fact.low for fact in facts if fact.low is not None},
        upper_bounds={fact.id: fact.high for fact in facts if fact.high is not None},
        conclusions=conclusions_on(edition.conclusions, on),
    )
