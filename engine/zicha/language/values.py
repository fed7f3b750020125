"""Values of subjects and bounds, as intervals of exact numbers.

An unknown number is the interval without bounds. Sums and differences of intervals keep what is
known of their bounds; a ratio is known only where both its numbers are (or the part is 0 over a
whole that is certainly positive).
"""

from collections.abc import Mapping
from fractions import Fraction

from zicha.model.facts import Value
from zicha.model.numbers import UNKNOWN_NUMBER, Interval, Number, exactly
from zicha.model.rules import Bound, ByOption, Dated, Difference, FactValue, Operand, Ratio

NOTHING: dict[str, Number] = {}


def added(left: Number | None, right: Number | None) -> Number | None:
    """Return the exact sum; without one of them there is none."""
    if left is None or right is None:
        return None
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return Fraction(left) + Fraction(right)


def negated(number: Number | None) -> Number | None:
    """Return the number with the other sign."""
    return None if number is None else -number


def operand_value(operand: Operand, values: Mapping[str, Value]) -> Interval:
    """Return what is known of a fact, a sum or a difference."""
    if isinstance(operand, FactValue):
        value = values.get(operand.fact, UNKNOWN_NUMBER)
        assert isinstance(value, Interval), f"{operand.fact} is no number"
        return value
    if isinstance(operand, Difference):
        left, right = operand_value(operand.left, values), operand_value(operand.right, values)
        return Interval(added(left.low, negated(right.high)), added(left.high, negated(right.low)))
    low: Number | None = 0
    high: Number | None = 0
    for term in operand.terms:
        value = operand_value(term, values)
        low, high = added(low, value.low), added(high, value.high)
    return Interval(low, high)


def least_value(
    operand: Operand, values: Mapping[str, Value], lower_bounds: Mapping[str, Number]
) -> Number | None:
    """Return the least that an operand can be, by what is known and by the declared ranges."""
    if isinstance(operand, FactValue):
        known = operand_value(operand, values).low
        declared = lower_bounds.get(operand.fact)
        if known is None or declared is None:
            return declared if known is None else known
        return max(known, declared)
    if isinstance(operand, Difference):
        return operand_value(operand, values).low
    least: Number | None = 0
    for term in operand.terms:
        least = added(least, least_value(term, values, lower_bounds))
    return least


def is_zero(number: Interval) -> bool:
    """Return whether the number is known to be 0."""
    return number.exact == 0


def is_positive(
    operand: Operand, values: Mapping[str, Value], lower_bounds: Mapping[str, Number]
) -> bool:
    """Return whether an operand is certainly above 0."""
    least = least_value(operand, values, lower_bounds)
    return least is not None and least > 0


def share(part: Number, whole: Number, scale: int) -> Fraction:
    """Return ``scale`` times part over whole, made in one step of whole numbers."""
    (a, b), (c, d) = part.as_integer_ratio(), whole.as_integer_ratio()
    return Fraction(scale * a * d, b * c)


def ratio_value(
    ratio: Ratio, values: Mapping[str, Value], lower_bounds: Mapping[str, Number] = NOTHING
) -> Interval:
    """Return the value of a ratio; nothing where its whole is known to be 0.

    Unit: that of the part over that of the whole, times ``scale``.
    """
    part, whole = operand_value(ratio.part, values), operand_value(ratio.whole, values)
    number, divisor = part.exact, whole.exact
    if number is not None and divisor is not None and divisor != 0:
        return exactly(share(number, divisor, ratio.scale))
    if is_zero(part) and is_positive(ratio.whole, values, lower_bounds):
        return exactly(0)
    return UNKNOWN_NUMBER


def bound_span(bound: Bound, values: Mapping[str, Value]) -> tuple[Number, Number]:
    """Return the least and the greatest that a bound can be.

    They differ only while the attribute that it depends on is unknown.
    """
    if isinstance(bound, ByOption):
        option = values.get(bound.attribute)
        numbers = [n for name, n in bound.numbers if option is None or name == option]
        return min(numbers), max(numbers)
    assert not isinstance(bound, Dated), "dates are settled before engines run"
    return bound, bound


def bound_value(bound: Bound, values: Mapping[str, Value]) -> Interval:
    """Return a bound; while the attribute it depends on is unknown, the span of its numbers."""
    return Interval(*bound_span(bound, values))
