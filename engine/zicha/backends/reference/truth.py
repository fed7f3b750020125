"""The truth of a condition: true, false or unknown (``docs/language.md``, Conditions)."""

from collections.abc import Mapping

from zicha.language import kleene
from zicha.language.kleene import Truth
from zicha.language.values import bound_value, is_zero, operand_value, ratio_value
from zicha.model.facts import NO_MEMBERS, Knowledge, Members, Value
from zicha.model.numbers import Interval, Number
from zicha.model.rules import (
    AllOf,
    Always,
    AnyOf,
    AtLeastN,
    Between,
    Compare,
    Comparison,
    Condition,
    FactValue,
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
"""The lower bounds of the facts that have one."""

AT_ZERO: dict[WhenZero, Truth] = {
    WhenZero.MET: True,
    WhenZero.UNMET: False,
    WhenZero.OPEN: None,
    WhenZero.NOT_APPLICABLE: None,
}
"""What a comparison of a ratio over 0 gives; an item that does not apply is settled before."""


def compared(value: Interval, comparison: Comparison, bound: Interval) -> Truth:
    """Return whether a number meets a bound, both known by their bounds only."""
    if comparison is Comparison.AT_LEAST:
        return reaches(value, bound)
    if comparison is Comparison.LESS_THAN:
        return kleene.negation(reaches(value, bound))
    if comparison is Comparison.AT_MOST:
        return reaches(bound, value)
    if comparison is Comparison.MORE_THAN:
        return kleene.negation(reaches(bound, value))
    return same(value, bound)


def reaches(value: Interval, bound: Interval) -> Truth:
    """Return whether ``value >= bound``."""
    if value.low is not None and bound.high is not None and value.low >= bound.high:
        return True
    if value.high is not None and bound.low is not None and value.high < bound.low:
        return False
    return None


def same(value: Interval, bound: Interval) -> Truth:
    """Return whether two numbers are equal."""
    if value.exact is not None and value.exact == bound.exact:
        return True
    apart = kleene.some([kleene.negation(reaches(value, bound)), kleene.negation(reaches(bound, value))])
    return False if apart else None


def subject_value(subject: Subject, values: Mapping[str, Value], bounds: Bounds) -> Interval | WhenZero:
    """Return what is known of a subject, or what its ratio says of a denominator that is 0."""
    if isinstance(subject, Ratio):
        if is_zero(operand_value(subject.whole, values)):
            return subject.when_zero
        return ratio_value(subject, values, bounds)
    return operand_value(subject, values)


def compare(condition: Compare, values: Mapping[str, Value], bounds: Bounds) -> Truth:
    """Return the truth of a comparison."""
    subject = condition.subject
    if isinstance(subject, FactValue):
        known = values.get(subject.fact)
        if known is None:
            return None
        assert isinstance(known, Interval)
        return compared(known, condition.comparison, bound_value(condition.bound, values))
    value = subject_value(subject, values, bounds)
    if isinstance(value, WhenZero):
        return AT_ZERO[value]
    return compared(value, condition.comparison, bound_value(condition.bound, values))


def between(condition: Between, values: Mapping[str, Value], bounds: Bounds) -> Truth:
    """Return whether a number lies between two bounds, both included."""
    value = subject_value(condition.subject, values, bounds)
    if isinstance(value, WhenZero):
        return AT_ZERO[value]
    low, high = bound_value(condition.low, values), bound_value(condition.high, values)
    return kleene.every([reaches(value, low), reaches(high, value)])


def includes(condition: Includes, values: Mapping[str, Value]) -> Truth:
    """Return whether a set has all, or any, of some members."""
    members = values.get(condition.fact, NO_MEMBERS)
    assert isinstance(members, Members)
    truths = [
        True if member in members.present else False if member in members.absent else None
        for member in condition.members
    ]
    return kleene.every(truths) if condition.every else kleene.some(truths)


def within_days(condition: WithinDays, known: Knowledge) -> Truth:
    """Return whether a day lies at most so many days back, and not ahead."""
    value = known.values.get(condition.fact)
    if not isinstance(value, Interval) or value.exact is None:
        return None
    return 0 <= known.on.toordinal() - value.exact <= condition.days


def truth(condition: Condition, known: Knowledge, bounds: Bounds) -> Truth:
    """Return the truth of a condition for what is known."""
    match condition:
        case Compare():
            return compare(condition, known.values, bounds)
        case Is(fact, wanted):
            value = known.values.get(fact)
            return None if value is None else value == wanted
        case AllOf(parts):
            return kleene.every([truth(part, known, bounds) for part in parts])
        case AnyOf(parts):
            return kleene.some([truth(part, known, bounds) for part in parts])
        case NoneOf(parts):
            return kleene.negation(kleene.some([truth(part, known, bounds) for part in parts]))
        case AtLeastN(n, parts):
            return kleene.at_least(n, [truth(part, known, bounds) for part in parts])
        case Includes():
            return includes(condition, known.values)
        case OneOf(fact, options):
            value = known.values.get(fact)
            return None if value is None else value in options
        case Between():
            return between(condition, known.values, bounds)
        case WithinDays():
            return within_days(condition, known)
        case Always():
            return True
