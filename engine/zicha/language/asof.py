"""Dated values: which value of a bound counts on a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zicha.language.walk import bounds_of, leaves, with_bounds
from zicha.model.edition import Edition
from zicha.model.rules import Bound, Confidence, Dated, DatedValue, Item, Rule, Source
from zicha.model.ruleset import RuleSet, Scored


def value_on(dated: Dated, on: date) -> DatedValue:
    """Return the value that counts on a day.

    A local value counts only where there is no other. Of the rest the latest that has begun;
    before the first begins, the first.
    """
    values = dated.values
    others = [v for v in values if v.source.confidence is not Confidence.LOCAL]
    candidates = others or list(values)
    begun = [v for v in candidates if v.begins is None or v.begins <= on]
    first_day = date.min
    if begun:
        return max(begun, key=lambda v: v.begins or first_day)
    return min(candidates, key=lambda v: v.begins or first_day)


def settled(item: Item, on: date) -> Item:
    """Return the item with every dated bound settled, and the source of the value chosen."""
    chosen: list[Source] = []

    def settle(bound: Bound) -> Bound:
        if not isinstance(bound, Dated):
            return bound
        value = value_on(bound, on)
        chosen.append(value.source)
        return value.bound

    condition = with_bounds(item.condition, settle)
    bands = tuple((grade, with_bounds(band, settle)) for grade, band in item.bands)
    source = chosen[0] if chosen else item.source
    applies = tuple(replace(a, when=with_bounds(a.when, settle)) for a in item.applies)
    return replace(item, condition=condition, applies=applies, bands=bands, source=source)


def bounds_of_rule(rule: Rule) -> Iterator[Bound]:
    """Yield every bound that a rule writes."""
    for item in rule.items():
        bands = (band for _, band in item.bands)
        applies = (clause.when for clause in item.applies)
        for condition in (item.condition, *bands, *applies):
            for leaf in leaves(condition):
                yield from bounds_of(leaf)


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


def rules_on(edition: Edition, on: date) -> RuleSet:
    """Return the rules of an edition as they count on a day."""
    lower_bounds = {fact.id: fact.low for fact in edition.facts.values() if fact.low is not None}
    return RuleSet(
        on=on,
        rules=tuple(rule_on(rule, on) for rule in edition.rules.values()),
        indicators=tuple(Scored(i.code, i.category, i.points) for i in edition.indicators),
        shares=edition.grades,
        fault_limits=edition.fault_limits,
        lower_bounds=lower_bounds,
        conclusions=edition.conclusions,
    )
