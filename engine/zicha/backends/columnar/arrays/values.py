"""Expressions over the rows of a relation, worked out a block of rows at a time.

A block is small enough to stay near the processor. Truths have two planes, where something is
certainly true and where it is certainly false; only those that are asked for are worked out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from zicha.backends.columnar.arrays.vectors import (
    CODE,
    ROOM,
    Array,
    Kind,
    Vector,
    Words,
    numbers,
    only_known,
    truths,
    type_for,
)

BLOCK = 32768
"""Unit: rows."""
TINY = np.dtype(np.int8)


class Block:
    """Some rows of a relation that stand together, and what was already worked out of them."""

    __slots__ = ("memo", "rows", "start", "stop")

    def __init__(self, start: int, stop: int) -> None:
        """Begin with nothing worked out."""
        self.start, self.stop = start, stop
        self.rows = stop - start
        self.memo: dict[object, Array] = {}


Plane: TypeAlias = Callable[[Block], Array]
"""Works out one thing of the rows of a block."""


class Remembered:
    """What works something out once for each block."""

    __slots__ = ("plane",)

    def __init__(self, plane: Plane) -> None:
        """Keep how it is worked out."""
        self.plane = plane

    def __call__(self, block: Block) -> Array:
        """Return it of the rows of a block."""
        result = block.memo.get(self)
        if result is None:
            result = block.memo[self] = self.plane(block)
        return result


def remembered(plane: Plane) -> Plane:
    """Return what works something out once for each block."""
    return plane if isinstance(plane, Remembered) else Remembered(plane)


class Same(Enum):
    """A truth that is the same for all rows."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(slots=True, eq=False)
class Truth:
    """A truth of each row. ``always``: that of all rows, where it is the same."""

    true: Plane
    false: Plane
    always: Same | None = None
    vector: Vector | None = None


@dataclass(slots=True, eq=False)
class Number:
    """A whole number of each row, or the code of a text.

    ``known``: None where all rows have one. ``always``: the number of all rows, where it is the
    same; then nothing is worked out.
    """

    data: Plane
    known: Plane | None
    low: int
    high: int
    type: np.dtype[Any]
    kind: Kind = Kind.NUMBER
    always: int | None = None
    vector: Vector | None = None
    room: np.dtype[Any] = ROOM
    words: Words | None = None


Value: TypeAlias = Truth | Number

# --- What is the same for all rows ----------------------------------------------------------------


def all_true(block: Block) -> Array:
    """Return true for each row."""
    return np.ones(block.rows, np.bool_)


def all_false(block: Block) -> Array:
    """Return false for each row."""
    return np.zeros(block.rows, np.bool_)


TRUE = Truth(all_true, all_false, Same.TRUE)
FALSE = Truth(all_false, all_true, Same.FALSE)
UNKNOWN = Truth(all_false, all_false, Same.UNKNOWN)


@lru_cache(maxsize=4096)
def constant(number: int, kind: Kind = Kind.NUMBER) -> Number:
    """Return a number that is the same for all rows."""
    kept = type_for(number, number) if kind is Kind.NUMBER else CODE

    def data(block: Block) -> Array:
        return np.full(block.rows, number, kept)

    return Number(data, None, number, number, kept, kind, always=number)


@lru_cache(maxsize=8)
def nothing(kind: Kind) -> Number:
    """Return a number, or a text, that no row has."""
    zero = constant(0, kind)
    return Number(zero.data, all_false, 0, 0, zero.type, kind)


# --- What stands in a table -----------------------------------------------------------------------


def stored(vector: Vector) -> Value:
    """Return a column as it stands."""
    data, known = vector.data, vector.known

    def read(block: Block) -> Array:
        return data[block.start : block.stop]

    def is_known(block: Block) -> Array:
        assert known is not None
        return known[block.start : block.stop]

    def is_false(block: Block) -> Array:
        part = read(block)
        return ~part if known is None else np.greater(is_known(block), part)

    if vector.kind is Kind.TRUTH:
        return Truth(read, is_false, vector=vector)
    of_rows = None if known is None else is_known
    found = Number(read, of_rows, vector.low, vector.high, data.dtype, vector.kind, None, vector)
    found.room, found.words = vector.room, vector.words
    return found


Shared: TypeAlias = dict[int, Plane]
"""What tells where columns have values, by the number of the array that tells it before."""


def taken(vector: Vector, rows: Array, shared: Shared, *, all_there: bool) -> Value:
    """Return of each row the value of another.

    Args:
        vector: The column of all values.
        rows: Which rows; -1 is none, which has no value.
        shared: Of other columns, taken by the same rows: many have values where others do.
        all_there: Whether no row is -1.
    """
    if not len(vector):
        return UNKNOWN if vector.kind is Kind.TRUTH else nothing(vector.kind)
    data, known = vector.data, vector.known

    def read(block: Block) -> Array:
        return data.take(rows[block.start : block.stop])

    def there(block: Block) -> Array:
        at = rows[block.start : block.stop]
        if known is None:
            return at >= 0
        found = known.take(at)
        return found if all_there else found & (at >= 0)

    # The column is kept by what is made here, so that its arrays stay what they are.
    is_there = shared.setdefault(id(known), remembered(there))
    is_sure = all_there and known is None
    if vector.kind is not Kind.TRUTH:
        of_rows = None if is_sure else is_there
        found = Number(read, of_rows, vector.low, vector.high, data.dtype, vector.kind)
        found.room, found.words = vector.room, vector.words
        return found

    def is_true(block: Block) -> Array:
        return read(block) if all_there else read(block) & (rows[block.start : block.stop] >= 0)

    def is_false(block: Block) -> Array:
        part = read(block)
        return ~part if is_sure else np.greater(is_there(block), part)

    return Truth(remembered(is_true), remembered(is_false))


def named(value: Value) -> Value:
    """Return a value that is worked out once for each block, however often it is read."""
    if value.vector is not None or is_shared(value):
        return value
    if isinstance(value, Truth):
        return Truth(remembered(value.true), remembered(value.false))
    known = None if value.known is None else remembered(value.known)
    found = Number(remembered(value.data), known, value.low, value.high, value.type, value.kind)
    found.room, found.words = value.room, value.words
    return found


# --- Whole columns --------------------------------------------------------------------------------


def blocks(rows: int) -> Iterator[Block]:
    """Yield the blocks of a relation; what was worked out of one is gone with the next."""
    for start in range(0, rows, BLOCK):
        yield Block(start, min(start + BLOCK, rows))


def worked_out(values: Sequence[Value], rows: int) -> list[Vector]:
    """Return values as columns, each worked out for all rows."""
    known: dict[Plane, Array] = {}
    made = [value for value in dict.fromkeys(values) if value.vector is None]
    filled = {value: Filled(value, rows, known) for value in made}
    for block in blocks(rows):
        for each in filled.values():
            each.fill(block)
    found = [filled[v].vector() if v.vector is None else v.vector for v in values]
    found = sharing(found)
    for value, vector in zip(values, found, strict=True):
        # What is the same everywhere is shared by relations of any size.
        if not is_shared(value):
            value.vector = vector
    return found


def sharing(vectors: Sequence[Vector]) -> list[Vector]:
    """Return columns that share what tells where they have values with the column before.

    The best and the worst grade of an indicator, and much else, are known for the same rows.
    """
    found: list[Vector] = []
    before: Array | None = None
    for vector in vectors:
        known = vector.known
        if known is not None and before is not None and is_same(known, before):
            found.append(replace(vector, known=before))
        else:
            found.append(vector)
        before = found[-1].known
    return found


def is_same(known: Array, other: Array) -> bool:
    """Return whether two columns have values in the same rows."""
    return known is other or np.array_equal(known, other)


def is_shared(value: Value) -> bool:
    """Return whether a value is the same for all rows of whatever relation."""
    is_nothing = isinstance(value, Number) and value.known is all_false
    return value.always is not None or is_nothing


def is_sure(value: Value) -> bool:
    """Return whether all rows have a value, whatever is in tables."""
    if isinstance(value, Truth):
        return value.always in (Same.TRUE, Same.FALSE)
    return value.known is None


class Filled:
    """A column while it is worked out."""

    def __init__(self, value: Value, rows: int, known: dict[Plane, Array]) -> None:
        """Make room for it. ``known``: what tells where columns beside it have values."""
        self.value = value
        self.data = np.empty(rows, np.bool_ if isinstance(value, Truth) else value.type)
        self.known = None if is_sure(value) else np.empty(rows, np.bool_)
        self.is_first = True
        if isinstance(value, Number) and value.known is not None and self.known is not None:
            self.is_first = value.known not in known
            self.known = known.setdefault(value.known, self.known)

    def fill(self, block: Block) -> None:
        """Work out a block."""
        value, at = self.value, slice(block.start, block.stop)
        if isinstance(value, Truth):
            true = value.true(block)
            self.data[at] = true
            if self.known is not None:
                self.known[at] = true | value.false(block)
            return
        self.data[at] = value.data(block)
        if self.known is not None and value.known is not None and self.is_first:
            self.known[at] = value.known(block)

    def vector(self) -> Vector:
        """Return the column."""
        if isinstance(self.value, Truth):
            return truths(self.data, self.known)
        if self.value.kind is Kind.NUMBER:
            return numbers(self.data, self.known, self.value.room)
        known = None if self.known is None or self.known.all() else self.known
        data = self.data if known is None else only_known(self.data, known)
        return Vector(Kind.TEXT, data, known, 0, self.value.high, words=self.value.words)


def with_room(value: Number, room: np.dtype[Any]) -> Number:
    """Return a number that statements take to stand in a type."""
    if value.room == room or value.always is not None:
        return value
    found = Number(value.data, value.known, value.low, value.high, value.type, value.kind)
    found.room = room
    return found


def in_codes(value: Number) -> Number:
    """Return a text as its code; a number as it is."""
    words = value.words
    if words is None:
        return value
    codes, data = words.coded(), value.data
    high = int(codes.max()) if len(codes) else 0
    return Number(lambda b: codes.take(data(b)), value.known, 0, high, CODE, Kind.TEXT)


# --- What is made of others -----------------------------------------------------------------------


def operand(value: Number) -> Callable[[Block], Any]:
    """Return what works a number out: itself where it is the same for all rows."""
    always = value.always
    return value.data if always is None else lambda _: always


def both_known(left: Plane | None, right: Plane | None) -> Plane | None:
    """Return what tells where two values are known."""
    if left is None or left is right:
        return right
    if right is None:
        return left
    one, other = left, right
    return lambda b: one(b) & other(b)


def as_type(value: Number, kind: np.dtype[Any]) -> Callable[[Block], Any]:
    """Return what works a number out in a type that holds it."""
    if value.always is not None or value.type == kind:
        return operand(value)
    data = value.data
    return lambda b: data(b).astype(kind)
