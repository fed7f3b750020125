"""The truth of a condition: true, false or unknown (``docs/language.md``, Conditions)."""

from collections.abc import Callable, Mapping
from typing import Any

from zicha.language import kleene
from zicha.language.kleene import Truth
from zicha.language.values import bound_span, is_zero, operand_value, ratio_value
from zicha.model.facts import NO_MEMBERS, Knowledge, Members, Value
from zicha.model.numbers import Interval, Number
from zicha.model.rules import (
    AllOf,
    Always,
    AnyOf,
    AtLeastN,
    Between,
    ByOption,
    Compare,
    Comparison,
    Condition,
    Dated,
    Includes,
    Is,
    NoneOf,
    OneOf,
    Ratio,
    Subject,
    WhenZero,
    WithinDays,
)

Bounds = Mapping[str, Number]
"""The least possible values of the facts that have one."""

AT_ZERO: dict[WhenZero, Truth] = {
    WhenZero.MET: True,
    WhenZero.UNMET: False,
    WhenZero.OPEN: None,
    WhenZero.NOT_APPLICABLE: None,
}
"""What a comparison of a ratio over 0 gives; an item that does not apply is settled before."""


# --- Numbers: what is known of a value, against the least and the greatest its bound can be -----


def at_least(value: Interval, least: Number, most: Number) -> Truth:
    """Return whether a value reaches its bound."""
    if value.low is not None and value.low >= most:
        return True
    return False if value.high is not None and value.high < least else None


def more_than(value: Interval, least: Number, most: Number) -> Truth:
    """Return whether a value is above its bound."""
    if value.low is not None and value.low > most:
        return True
    return False if value.high is not None and value.high <= least else None


def at_most(value: Interval, least: Number, most: Number) -> Truth:
    """Return whether a value is not above its bound."""
    if value.high is not None and value.high <= least:
        return True
    return False if value.low is not None and value.low > most else None


def less_than(value: Interval, least: Number, most: Number) -> Truth:
    """Return whether a value is below its bound."""
    if value.high is not None and value.high < least:
        return True
    return False if value.low is not None and value.low >= most else None


def equals(value: Interval, least: Number, most: Number) -> Truth:
    """Return whether a value is its bound."""
    return kleene.every([at_least(value, least, most), at_most(value, least, most)])


COMPARED: dict[Comparison, Callable[[Interval, Number, Number], Truth]] = {
    Comparison.AT_LEAST: at_least,
    Comparison.MORE_THAN: more_than,
    Comparison.AT_MOST: at_most,
    Comparison.LESS_THAN: less_than,
    Comparison.EQUALS: equals,
}


def number_known(
    subject: Subject, values: Mapping[str, Value], bounds: Bounds
) -> Interval | WhenZero:
    """Return what is known of a subject, or what its ratio says of a denominator that is 0."""
    if not isinstance(subject, Ratio):
        return operand_value(subject, values)
    if is_zero(operand_value(subject.whole, values)):
        return subject.when_zero
    return ratio_value(subject, values, bounds)


def compare(condition: Compare, known: Knowledge, bounds: Bounds) -> Truth:
    """Return the truth of a comparison."""
    subject, bound, values = condition.subject, condition.bound, known.values
    if isinstance(subject, Ratio):
        value = number_known(subject, values, bounds)
        if isinstance(value, WhenZero):
            return AT_ZERO[value]
    else:
        value = operand_value(subject, values)
    if isinstance(bound, (ByOption, Dated)):
        return COMPARED[condition.comparison](value, *bound_span(bound, values))
    return COMPARED[condition.comparison](value, bound, bound)


def between(condition: Between, known: Knowledge, bounds: Bounds) -> Truth:
    """Return whether a number lies between two bounds, both included."""
    value = number_known(condition.subject, known.values, bounds)
    if isinstance(value, WhenZero):
        return AT_ZERO[value]
    low = bound_span(condition.low, known.values)
    high = bound_span(condition.high, known.values)
    return kleene.every([at_least(value, *low), at_most(value, *high)])


# --- Other facts --------------------------------------------------------------------------------


def is_value(condition: Is, known: Knowledge, _bounds: Bounds) -> Truth:
    """Return whether a bool or enum fact has one value."""
    value = known.values.get(condition.fact)
    return None if value is None else value == condition.value


def one_of(condition: OneOf, known: Knowledge, _bounds: Bounds) -> Truth:
    """Return whether an enum fact has one of several values."""
    value = known.values.get(condition.fact)
    return None if value is None else value in condition.options


def includes(condition: Includes, known: Knowledge, _bounds: Bounds) -> Truth:
    """Return whether a set has all, or any, of some members."""
    members = known.values.get(condition.fact, NO_MEMBERS)
    assert isinstance(members, Members), f"{condition.fact} is no set"
    truths = [
        True if member in members.present else False if member in members.absent else None
        for member in condition.members
    ]
    return kleene.every(truths) if condition.every else kleene.some(truths)


def within_days(condition: WithinDays, known: Knowledge, _bounds: Bounds) -> Truth:
    """Return whether a day lies at most so many days back, and not ahead."""
    value = known.values.get(condition.fact)
    if not isinstance(value, Interval) or value.exact is None:
        return None
    return 0 <= known.on.toordinal() - value.exact <= condition.days


def always(_condition: Always, _known: Knowledge, _bounds: Bounds) -> Truth:
    """Return true."""
    return True


# --- Connectives --------------------------------------------------------------------------------


def all_of(condition: AllOf, known: Knowledge, bounds: Bounds) -> Truth:
    """Return whether every part holds."""
    return kleene.every([truth(part, known, bounds) for part in condition.parts])


def any_of(condition: AnyOf, known: Knowledge, bounds: Bounds) -> Truth:
    """Return whether a part holds."""
    return kleene.some([truth(part, known, bounds) for part in condition.parts])


def none_of(condition: NoneOf, known: Knowledge, bounds: Bounds) -> Truth:
    """Return whether no part holds."""
    return kleene.negation(kleene.some([truth(part, known, bounds) for part in condition.parts]))


def at_least_n(condition: AtLeastN, known: Knowledge, bounds: Bounds) -> Truth:
    """Return whether enough parts hold."""
    return kleene.at_least(condition.n, [truth(part, known, bounds) for part in condition.parts])


TRUTH: dict[type[Condition], Callable[[Any, Knowledge, Bounds], Truth]] = {
    Compare: compare,
    Between: between,
    Is: is_value,
    OneOf: one_of,
    Includes: includes,
    WithinDays: within_days,
    Always: always,
    AllOf: all_of,
    AnyOf: any_of,
    NoneOf: none_of,
    AtLeastN: at_least_n,
}
"""What gives the truth of each kind of condition."""


def truth(condition: Condition, known: Knowledge, bounds: Bounds) -> Truth:
    """Return the truth of a condition for what is known."""
    return TRUTH[type(condition)](condition, known, bounds)
