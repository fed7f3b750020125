"""What a subject can be: by the ranges of its facts, and by which of them cannot exceed another."""

from zicha.language.values import added, negated
from zicha.model.edition import Edition, NotMore
from zicha.model.numbers import Interval, Number
from zicha.model.rules import Difference, FactValue, Operand, Ratio, Subject, Sum


def possible_range(subject: Subject, edition: Edition) -> Interval:
    """Return the least and the greatest that a subject can be."""
    match subject:
        case FactValue(fact):
            return Interval(*edition.facts[fact].possible)
        case Sum(terms):
            return sum_range(terms, edition)
        case Difference():
            return difference_range(subject, edition)
        case Ratio():
            return ratio_range(subject, edition)


def sum_range(terms: tuple[Operand, ...], edition: Edition) -> Interval:
    """Return what a sum can be."""
    low: Number | None = 0
    high: Number | None = 0
    for term in terms:
        found = possible_range(term, edition)
        low, high = added(low, found.low), added(high, found.high)
    return Interval(low, high)


def difference_range(difference: Difference, edition: Edition) -> Interval:
    """Return what a difference can be.

    Not below 0 where the second number is part of the first, not above where the first is part of
    the second.
    """
    left = possible_range(difference.left, edition)
    right = possible_range(difference.right, edition)
    low, high = added(left.low, negated(right.high)), added(left.high, negated(right.low))
    if is_within(difference.right, difference.left, edition):
        low = 0 if low is None else max(0, low)
    if is_within(difference.left, difference.right, edition):
        high = 0 if high is None else min(0, high)
    return Interval(low, high)


def ratio_range(ratio: Ratio, edition: Edition) -> Interval:
    """Return what a ratio can be: not below 0 where both its numbers are not.

    That of a part to its whole is at most 1, in percent 100.
    """
    lows = [possible_range(operand, edition).low for operand in (ratio.part, ratio.whole)]
    if not all(low is not None and low >= 0 for low in lows):
        return Interval()
    return Interval(0, ratio.scale if is_within(ratio.part, ratio.whole, edition) else None)


def is_within(part: Operand, whole: Operand, edition: Edition) -> bool:
    """Return whether a fact is declared to be no more than another."""
    if not isinstance(part, FactValue) or not isinstance(whole, FactValue):
        return False
    return NotMore(part.fact, whole.fact) in edition.consistency


def can_be_zero(ratio: Ratio, edition: Edition) -> bool:
    """Return whether the whole of a ratio can be 0."""
    whole = possible_range(ratio.whole, edition)
    return (whole.low is None or whole.low <= 0) and (whole.high is None or whole.high >= 0)
