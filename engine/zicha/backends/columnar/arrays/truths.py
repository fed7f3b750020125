"""Truths made of others, and of how numbers compare."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np

from zicha.backends.columnar.arrays.values import (
    FALSE,
    TRUE,
    Block,
    Number,
    Plane,
    Same,
    Truth,
    Value,
    all_false,
    both_known,
    in_codes,
    is_sure,
    operand,
)
from zicha.backends.columnar.arrays.vectors import Array

TURNED = {Same.TRUE: Same.FALSE, Same.FALSE: Same.TRUE, Same.UNKNOWN: Same.UNKNOWN}


def both(left: Truth, right: Truth) -> Truth:
    """Return whether both are true."""
    if left.always is Same.TRUE or right.always is Same.FALSE:
        return right
    if right.always is Same.TRUE or left.always is Same.FALSE:
        return left
    one, other, no, nor = left.true, right.true, left.false, right.false
    return Truth(lambda b: one(b) & other(b), lambda b: no(b) | nor(b))


def either(left: Truth, right: Truth) -> Truth:
    """Return whether one of two is true."""
    return opposite(both(opposite(left), opposite(right)))


def opposite(value: Truth) -> Truth:
    """Return the opposite."""
    always = None if value.always is None else TURNED[value.always]
    return Truth(value.false, value.true, always)


def has_value(value: Value) -> Truth:
    """Return whether a row has a value: certain either way."""
    if is_sure(value):
        return TRUE
    if isinstance(value, Truth):
        if value.always is Same.UNKNOWN:
            return FALSE
        true, false = value.true, value.false
        return of_plane(lambda b: true(b) | false(b))
    assert value.known is not None
    return of_plane(value.known)


def among(value: Number, found: Iterable[int]) -> Truth:
    """Return whether a number is one of some, all of one kind with it."""
    number = in_codes(value)
    is_one = one_of(number, [each for each in found if number.low <= each <= number.high])
    if number.known is None:
        return of_plane(is_one)
    sure = number.known
    return Truth(lambda b: is_one(b) & sure(b), lambda b: np.greater(sure(b), is_one(b)))


def one_of(number: Number, found: Sequence[int]) -> Plane:
    """Return what works out whether a number is one of some."""
    if not found:
        return all_false
    some, data = np.unique(np.array(found)), number.data

    def is_one(block: Block) -> Array:
        part = data(block)
        at = np.searchsorted(some, part)
        is_it: Array = some.take(np.minimum(at, len(some) - 1)) == part
        return is_it

    return is_one


def of_plane(plane: Plane) -> Truth:
    """Return what is certain either way."""
    return Truth(plane, lambda b: ~plane(b))


Test: TypeAlias = Callable[[Any, Any], Any]
OPPOSITE: dict[Test, Test] = {
    np.equal: np.not_equal,
    np.not_equal: np.equal,
    np.less: np.greater_equal,
    np.less_equal: np.greater,
    np.greater: np.less_equal,
    np.greater_equal: np.less,
}


def compared(test: Test, left: Number, right: Number) -> Truth:
    """Return how two numbers compare, not known where one is not."""
    if left.always is not None and right.always is not None:
        return TRUE if test(left.always, right.always) else FALSE
    one, other = operand(in_codes(left)), operand(in_codes(right))
    known = both_known(left.known, right.known)
    against = OPPOSITE[test]
    if known is None:
        return Truth(lambda b: test(one(b), other(b)), lambda b: against(one(b), other(b)))
    sure = known
    return Truth(
        lambda b: test(one(b), other(b)) & sure(b), lambda b: against(one(b), other(b)) & sure(b)
    )
