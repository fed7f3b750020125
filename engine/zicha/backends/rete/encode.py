"""Exact numbers as whole numbers, which are all that a message and a rule carry.

durable_rules compares a text with a number as texts, and numbers with a fraction as binary
floats. So a number is counted in half steps of a grid on which every bound it meets lies: an even
code stands for a grid point, the odd code above it for all that lies before the next point. Such
codes compare with every bound as the numbers do, however many digits they have.
"""

from collections.abc import Iterable
from math import lcm

from zicha.model.numbers import Number

FARTHEST = 2**62
"""Codes stay within this distance of 0, so that the module's 64 bits hold them."""


def scale_of(numbers: Iterable[Number]) -> int:
    """Return how many grid points one needs to a unit, so that every number is one of them."""
    return lcm(*(number.as_integer_ratio()[1] for number in numbers))


def code_of(number: Number, scale: int) -> int:
    """Return the code of any number: what lies beyond the farthest code becomes that code."""
    numerator, denominator = number.as_integer_ratio()
    point, rest = divmod(numerator * scale, denominator)
    return max(-FARTHEST, min(FARTHEST, 2 * point + (rest > 0)))


def is_beyond(bound: Number, scale: int) -> bool:
    """Return whether a bound is too far from 0 to be told from what lies beyond it."""
    return abs(code_of(bound, scale)) >= FARTHEST
