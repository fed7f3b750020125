"""Rules in one form, so that two that judge alike whatever there can be are equal."""

from dataclasses import replace
from datetime import date

from zicha.authoring.possible import can_be_zero, possible_range
from zicha.errors import Place
from zicha.language.asof import counting
from zicha.language.walk import COMPOSITES
from zicha.model.edition import Edition
from zicha.model.numbers import Interval
from zicha.model.rules import (
    Between,
    Bound,
    ByOption,
    Compare,
    Comparison,
    Condition,
    Confidence,
    Dated,
    Item,
    Leaf,
    Part,
    Ratio,
    Rule,
    Source,
    Subject,
    WhenZero,
)

NOWHERE = Place("")
UNSAID = Source("", "", Confidence.RECONSTRUCTED)
"""In the place of an item's source, which says where a value comes from and judges nothing."""


def in_one_form(rule: Rule, edition: Edition) -> Rule:
    """Return a rule as engines see it: where it stands and how it is told do not count."""
    parts = tuple(
        Part(part.grading, tuple(one_form_of(item, edition) for item in part.items), part.id)
        for part in rule.parts
    )
    return Rule(rule.indicator, parts, NOWHERE)


def one_form_of(item: Item, edition: Edition) -> Item:
    """Return an item with its conditions in one form."""
    return replace(
        item,
        place=NOWHERE,
        covers=(),
        source=UNSAID,
        dated=False,
        condition=of_condition(item.condition, edition),
        bands=tuple((grade, of_condition(band, edition)) for grade, band in item.bands),
        applies=tuple(replace(a, when=of_condition(a.when, edition)) for a in item.applies),
    )


def of_condition(condition: Condition, edition: Edition) -> Condition:
    """Return a condition with its leaves in one form."""
    if isinstance(condition, COMPOSITES):
        parts = tuple(of_condition(part, edition) for part in condition.parts)
        return replace(condition, parts=parts)
    return of_leaf(condition, edition)


def of_bound(bound: Bound) -> Bound:
    """Return a bound without the values that never count; the first counts on every day before."""
    if not isinstance(bound, Dated):
        return bound
    values = sorted(counting(bound), key=lambda value: value.begins or date.min)
    return Dated((replace(values[0], begins=None), *values[1:]))


def of_leaf(leaf: Leaf, edition: Edition) -> Leaf:
    """Return a leaf in one form: without what can never come up."""
    if not isinstance(leaf, Compare | Between):
        return leaf
    possible = possible_range(leaf.subject, edition)
    subject = of_subject(leaf.subject, edition)
    if isinstance(leaf, Compare):
        return Compare(subject, of_comparison(leaf, possible), of_bound(leaf.bound))
    low, high = of_bound(leaf.low), of_bound(leaf.high)
    if not isinstance(low, ByOption | Dated) and possible.low is not None:
        low = max(low, possible.low)
    if not isinstance(high, ByOption | Dated) and possible.high is not None:
        high = min(high, possible.high)
    return Between(subject, low, high)


def of_comparison(leaf: Compare, possible: Interval) -> Comparison:
    """Return a comparison; exactly the least that there can be is at most it, and so on."""
    if leaf.comparison is Comparison.EQUALS:
        if leaf.bound == possible.low:
            return Comparison.AT_MOST
        if leaf.bound == possible.high:
            return Comparison.AT_LEAST
    return leaf.comparison


def of_subject(subject: Subject, edition: Edition) -> Subject:
    """Return a subject; what a ratio gives over 0 counts only where there can be 0."""
    if isinstance(subject, Ratio) and not can_be_zero(subject, edition):
        return replace(subject, when_zero=WhenZero.OPEN)
    return subject
