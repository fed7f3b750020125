"""What a requirement asks, what is there, and the distance between: without words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from zicha.language.values import bound_value, operand_value, ratio_value
from zicha.language.walk import fact_compared, facts_of_subject
from zicha.model.facts import Knowledge, Members
from zicha.model.judgement import ItemResult, Outcome
from zicha.model.numbers import Interval, Number
from zicha.model.report import Shown
from zicha.model.rules import (
    AllOf,
    AnyOf,
    AtLeastN,
    Between,
    Bound,
    Compare,
    Comparison,
    Condition,
    Includes,
    Is,
    Item,
    NoneOf,
    OneOf,
    Ratio,
    Subject,
    WithinDays,
)

UPWARD = (Comparison.AT_LEAST, Comparison.MORE_THAN)
DOWNWARD = (Comparison.AT_MOST, Comparison.LESS_THAN)
CONNECTIVES: dict[type, str] = {
    AllOf: "all",
    AnyOf: "any",
    NoneOf: "none",
    AtLeastN: "at_least_n_of",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement against what is known.

    ``operator``: the word of the condition. ``shortfall``: the distance to the bound where the
    item is unmet and a number fits, 0 for a strict bound that is just touched. ``at_least``:
    ``actual`` is only a lower bound; ``at_most``: it is the most that may be there, which falls
    short all the same. ``subject``: what is compared, where it is a number.
    """

    operator: str
    required: Shown = None
    actual: Shown = None
    shortfall: Shown = None
    fact: str | None = None
    subject: Subject | None = None
    at_least: bool = False
    at_most: bool = False


def subject_of(condition: Condition) -> Subject | None:
    """Return what a condition compares, where it is a number."""
    return condition.subject if isinstance(condition, Compare | Between) else None


def subject_number(subject: Subject, known: Knowledge, bounds: Mapping[str, Number]) -> Interval:
    """Return what is known of a subject; nothing where its denominator is 0."""
    if isinstance(subject, Ratio):
        return ratio_value(subject, known.values, bounds)
    return operand_value(subject, known.values)


def distance(value: Interval, comparison: Comparison, bound: Interval) -> Number | None:
    """Return how far a number is from meeting its bound; None where that is not known.

    Unit: that of the number.
    Source: docs/method.md, "Gaps".
    """
    if comparison in UPWARD:
        return None if value.high is None or bound.low is None else away(bound.low, value.high)
    if comparison in DOWNWARD:
        return None if value.low is None or bound.high is None else away(value.low, bound.high)
    if value.exact is None or bound.exact is None:
        return None
    return abs(Fraction(value.exact) - Fraction(bound.exact))


def away(more: Number, less: Number) -> Number:
    """Return ``more - less``, not below 0."""
    return max(Fraction(0), Fraction(more) - Fraction(less))


class Known(NamedTuple):
    """The number to show of a value, and whether it is only a bound of it."""

    actual: Number | None
    at_least: bool = False
    at_most: bool = False


def one_number(value: Interval, *, is_short: bool) -> Known:
    """Return the number to show: the highest that it may be where even that one is too low."""
    if value.exact is not None:
        return Known(value.exact)
    if is_short:
        return Known(value.high, at_most=True)
    return Known(value.low, at_least=value.low is not None)


def is_below(value: Interval, comparison: Comparison, bound: Interval) -> bool:
    """Return whether all that a number may be is too low for a bound."""
    if comparison not in UPWARD or value.high is None or bound.low is None:
        return False
    is_strict = comparison is Comparison.MORE_THAN
    return value.high < bound.low or (is_strict and value.high == bound.low)


def plain(bound: Bound, known: Knowledge) -> Number | None:
    """Return a bound where it is one number."""
    return bound_value(bound, known.values).exact


def of_comparison(condition: Compare, known: Knowledge, bounds: Mapping[str, Number]) -> Finding:
    """Return the finding of a comparison."""
    value = subject_number(condition.subject, known, bounds)
    bound = bound_value(condition.bound, known.values)
    known_of_it = one_number(value, is_short=is_below(value, condition.comparison, bound))
    return Finding(
        operator=str(condition.comparison),
        required=bound.exact,
        shortfall=distance(value, condition.comparison, bound),
        fact=fact_compared(condition),
        subject=condition.subject,
        **known_of_it._asdict(),
    )


def of_between(condition: Between, known: Knowledge, bounds: Mapping[str, Number]) -> Finding:
    """Return the finding of a number between two bounds; ``required`` is the nearer one."""
    value = subject_number(condition.subject, known, bounds)
    low, high = bound_value(condition.low, known.values), bound_value(condition.high, known.values)
    below = distance(value, Comparison.AT_LEAST, low)
    above = distance(value, Comparison.AT_MOST, high)
    is_above = bool(above)
    return Finding(
        operator="between",
        required=high.exact if is_above else low.exact,
        shortfall=above if is_above else below,
        fact=fact_compared(condition),
        subject=condition.subject,
        **one_number(value, is_short=is_below(value, Comparison.AT_LEAST, low))._asdict(),
    )


def of_days(condition: WithinDays, known: Knowledge) -> Finding:
    """Return the finding of a day that must not lie too far back; the shortfall is in days."""
    value = known.values.get(condition.fact)
    exact = value.exact if isinstance(value, Interval) else None
    if exact is None:
        return Finding("within_days", required=condition.days, fact=condition.fact)
    late = known.on.toordinal() - int(exact) - condition.days
    return Finding(
        operator="within_days",
        required=condition.days,
        actual=date.fromordinal(int(exact)),
        shortfall=late if late > 0 else None,
        fact=condition.fact,
    )


def of_members(condition: Includes, known: Knowledge) -> Finding:
    """Return the finding of required members."""
    operator = "includes_all" if condition.every else "includes_any"
    found = Finding(operator, required=condition.members, fact=condition.fact)
    value = known.values.get(condition.fact)
    if not isinstance(value, Members):
        return found
    return replace(
        found,
        actual=tuple(m for m in condition.members if m in value.present),
        shortfall=tuple(m for m in condition.members if m in value.absent),
    )


def of_condition(condition: Condition, known: Knowledge, bounds: Mapping[str, Number]) -> Finding:
    """Return the finding of a condition; a connective has only its word."""
    match condition:
        case Compare():
            return of_comparison(condition, known, bounds)
        case Between():
            return of_between(condition, known, bounds)
        case Is(fact, wanted):
            return Finding("is", required=wanted, actual=plain_value(fact, known), fact=fact)
        case OneOf(fact, options):
            return Finding("one_of", required=options, actual=plain_value(fact, known), fact=fact)
        case Includes():
            return of_members(condition, known)
        case WithinDays():
            return of_days(condition, known)
        case _:
            return Finding(CONNECTIVES.get(type(condition), "always"))


def plain_value(fact: str, known: Knowledge) -> bool | str | None:
    """Return a known bool or choice."""
    value = known.values.get(fact)
    return value if isinstance(value, bool | str) else None


def finding(
    item: Item, result: ItemResult, known: Knowledge, bounds: Mapping[str, Number]
) -> Finding:
    """Return the finding of an item; without a shortfall where it is not unmet.

    Unit: of ``shortfall``, that of the value compared; of ``within_days``, days.
    Source: docs/method.md, "Gaps".
    """
    found = of_condition(item.condition, known, bounds)
    return found if result.outcome is Outcome.UNMET else replace(found, shortfall=None)


def next_band(item: Item, result: ItemResult) -> Condition | None:
    """Return the condition of the next better band of a scale than the best that is possible.

    None where there is none, or the item is no scale.
    """
    better = [condition for grade, condition in item.bands if grade.rank < result.grades[0].rank]
    return better[-1] if better else None


def facts_named(found: Finding, item: Item) -> tuple[str, ...]:
    """Return the facts that a finding is about: those compared, or all of the item."""
    if found.fact is not None:
        return (found.fact,)
    if found.subject is not None:
        return tuple(dict.fromkeys(facts_of_subject(found.subject)))
    return item.facts
