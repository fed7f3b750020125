"""Values of subjects and bounds, as intervals of exact numbers.

An unknown number is the interval without bounds. Sums and differences of intervals keep what is
known of their bounds; a ratio is known only where both its numbers are (or the part is 0 over a
whole that is certainly positive).
"""

from collections.abc import Mapping
from fractions import Fraction

from zicha.model.facts import Value
from zicha.model.numbers import UNKNOWN_NUMBER, Interval, Number, exactly
from zicha.model.rules import Bound, ByOption, Dated, Difference, FactValue, Operand, Ratio, Sum

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


def lower_bound(operand: Operand, lower_bounds: Mapping[str, Number]) -> Number | None:
    """Return the least value that an operand can have by the declared ranges, if there is one."""
    match operand:
        case FactValue(fact):
            return lower_bounds.get(fact)
        case Sum(terms):
            total: Number | None = 0
            for term in terms:
                total = added(total, lower_bound(term, lower_bounds))
            return total
        case Difference():
            return None


def is_zero(number: Interval) -> bool:
    """Return whether the number is known to be 0."""
    return number.exact == 0


def is_positive(number: Interval, least: Number | None) -> bool:
    """Return whether the number is certainly above 0, by what is known or by its declared range."""
    low = number.low
    return (low is not None and low > 0) or (least is not None and least > 0)


def ratio_value(
    ratio: Ratio, values: Mapping[str, Value], lower_bounds: Mapping[str, Number] = NOTHING
) -> Interval:
    """Return the value of a ratio whose whole is not known to be 0.

    Unit: that of the part over that of the whole, times ``scale``.
    """
    part, whole = operand_value(ratio.part, values), operand_value(ratio.whole, values)
    number, divisor = part.exact, whole.exact
    if number is not None and divisor is not None and divisor != 0:
        return exactly(Fraction(number) * ratio.scale / Fraction(divisor))
    if is_zero(part) and is_positive(whole, lower_bound(ratio.whole, lower_bounds)):
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
