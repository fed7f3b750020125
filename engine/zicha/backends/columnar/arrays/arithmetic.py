"""Numbers made of others, each in a type that holds whatever it may come to."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

from zicha.backends.columnar.arrays.truths import has_value
from zicha.backends.columnar.arrays.values import (
    TINY,
    Number,
    Plane,
    Same,
    Truth,
    as_type,
    both_known,
    constant,
    is_sure,
)
from zicha.backends.columnar.arrays.vectors import type_for, widest

Operation: TypeAlias = Callable[[Any, Any], Any]


def arithmetic(operation: Operation, left: Number, right: Number, ends: Sequence[int]) -> Number:
    """Return what two numbers come to. ``ends``: what it may be, the least and the greatest too."""
    if left.always is not None and right.always is not None:
        return constant(int(operation(left.always, right.always)))
    low, high = min(ends), max(ends)
    kind = widest(type_for(low, high), left.type, right.type)
    one, other = as_type(left, kind), as_type(right, kind)
    known = both_known(left.known, right.known)
    return Number(lambda b: operation(one(b), other(b)), known, low, high, kind)


def added(left: Number, right: Number) -> Number:
    """Return the sum."""
    if left.always == 0:
        return right
    if right.always == 0:
        return left
    return arithmetic(np.add, left, right, (left.low + right.low, left.high + right.high))


def taken_off(left: Number, right: Number) -> Number:
    """Return the difference."""
    if right.always == 0:
        return left
    return arithmetic(np.subtract, left, right, (left.low - right.high, left.high - right.low))


def multiplied(left: Number, right: Number) -> Number:
    """Return the product."""
    if left.always == 1:
        return right
    if right.always == 1:
        return left
    ends = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    return arithmetic(np.multiply, left, right, ends)


def divided(left: Number, right: Number) -> Number:
    """Return how often one number, not negative, goes into another; not known for none."""
    whole, by = without_zero(right)
    found = arithmetic(np.floor_divide, left, whole, (min(left.low, 0), max(left.high, 0)))
    return Number(found.data, both_known(found.known, by), found.low, found.high, found.type)


def remainder(left: Number, right: Number) -> Number:
    """Return what remains of a number that is not negative; not known beside none."""
    whole, by = without_zero(right)
    most = max(right.high, 1)
    found = arithmetic(np.remainder, left, whole, (min(left.low, 0), min(most, max(left.high, 0))))
    return Number(found.data, both_known(found.known, by), found.low, found.high, found.type)


def without_zero(value: Number) -> tuple[Number, Plane | None]:
    """Return a number with 1 in the place of 0, and where it is not 0; None where it never is."""
    if value.low > 0:
        return value, None
    data, kind = value.data, value.type
    high = max(value.high, 1)
    filled = Number(lambda b: data(b) + (data(b) == 0).astype(kind), value.known, 0, high, kind)
    return filled, lambda b: data(b) != 0


def negative(value: Number) -> Number:
    """Return a number with the other sign."""
    return taken_off(constant(0), value)


def distance(value: Number) -> Number:
    """Return a number without its sign."""
    if value.always is not None:
        return constant(abs(value.always))
    most = max(abs(value.low), abs(value.high))
    kind = widest(type_for(0, most), value.type)
    data = as_type(value, kind)
    return Number(lambda b: np.abs(data(b)), value.known, 0, most, kind)


def least(left: Number, right: Number) -> Number:
    """Return the lesser of two numbers."""
    ends = (min(left.low, right.low), min(left.high, right.high))
    return arithmetic(np.minimum, left, right, ends)


def greatest(left: Number, right: Number) -> Number:
    """Return the greater of two numbers."""
    ends = (max(left.low, right.low), max(left.high, right.high))
    return arithmetic(np.maximum, left, right, ends)


def one_or_none(value: Truth) -> Number:
    """Return 1 for true and 0 for false."""
    if is_sure(value):
        return constant(int(value.always is Same.TRUE))
    true = value.true
    return Number(lambda b: true(b).view(np.int8), has_value(value).true, 0, 1, TINY)
