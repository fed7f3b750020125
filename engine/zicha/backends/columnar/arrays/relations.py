"""Relations in memory: rows, and columns that are worked out when they are read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from zicha.backends.columnar.arrays.sorting import order_of
from zicha.backends.columnar.arrays.values import Shared, Value, named, stored, taken, worked_out
from zicha.backends.columnar.arrays.vectors import ENDLESS, ROW, Array, Vector, coded

LARGEST = 2**62
"""Keys are whole numbers below it."""
SPARSE = 8
"""A list of places may be so many times as long as the rows that are looked for in it."""
SPARE = 65536
PLACE = np.dtype(np.int32)
"""Of the number of a row in a list of places: there are never as many rows."""


class BeyondArrays(Exception):  # noqa: N818 - nothing is wrong: a database does it
    """What a statement asks for is none of the things that are done over arrays."""


class Column:
    """A column of a relation, made when it is first read."""

    __slots__ = ("found", "make")

    def __init__(self, make: Callable[[], Value]) -> None:
        """Keep how it is made."""
        self.make = make
        self.found: Value | None = None

    @property
    def value(self) -> Value:
        """Return its values."""
        if self.found is None:
            self.found = named(self.make())
        return self.found

    def let_go(self) -> None:
        """Forget the values, to be made again if they are read once more."""
        self.found = None


Columns: TypeAlias = Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Relation:
    """So many rows, and their columns by name."""

    rows: int
    columns: Columns

    def vectors(self, names: Iterable[str] | None = None) -> dict[str, Vector]:
        """Return columns, all unless some are named, worked out for all rows."""
        wanted = list(self.columns if names is None else names)
        found = worked_out([self.columns[name].value for name in wanted], self.rows)
        return dict(zip(wanted, found, strict=True))


def of_vectors(vectors: Mapping[str, Vector], rows: int) -> Relation:
    """Return columns that are there as a relation."""
    return Relation(rows, {name: Column(kept(vector)) for name, vector in vectors.items()})


def kept(vector: Vector) -> Callable[[], Value]:
    """Return what makes the values of a column that is there."""
    return lambda: stored(vector)


def moved(columns: Columns, rows: int, at: Array) -> dict[str, Column]:
    """Return columns of a relation as those of another.

    ``rows``: how many it has; ``at``: which of them stands in each row of the other, -1 for none.
    """
    if is_in_place(at, rows):
        return dict(columns)
    all_there = not len(at) or int(at.min()) >= 0
    shared: Shared = {}

    def move(column: Column) -> Callable[[], Value]:
        return lambda: taken(worked_out([column.value], rows)[0], at, shared, all_there=all_there)

    return {name: Column(move(column)) for name, column in columns.items()}


def is_in_place(at: Array, rows: int) -> bool:
    """Return whether all of so many rows stand where they stood."""
    if len(at) != rows or not rows or at[0] != 0 or at[-1] != rows - 1:
        return False
    return np.array_equal(at, np.arange(rows))


# --- Rows that fit each other ---------------------------------------------------------------------


def one_key(sides: tuple[Sequence[Vector], Sequence[Vector]]) -> tuple[Array, Array]:
    """Return the columns of two relations as one for each.

    Rows of both are equal in it where they are in all columns. Rows of the first that lack a value
    are below all of the second; of the second all rows are to have one, or not to be looked at.
    """
    sides = tuple([coded(vector) for vector in side] for side in sides)  # type: ignore[assignment]
    left, right = (np.zeros(len(side[0]), np.int64) for side in sides)
    size = 1
    for one, other in zip(*sides, strict=True):
        low, high = min(one.low, other.low), max(one.high, other.high)
        span = high - low + 1
        size *= span
        if size >= LARGEST or abs(low) >= LARGEST:
            raise BeyondArrays
        # In place: these are long.
        for key, side in ((left, one), (right, other)):
            np.multiply(key, span, out=key)
            np.add(key, side.data, out=key)
            np.subtract(key, low, out=key)
    for one in sides[0]:
        if one.known is not None:
            left[~one.known] = -1
    return left, right


def fitting(left: Array, right: Array) -> tuple[Array | None, Array]:
    """Return which rows of two columns have the same number.

    Returns:
        For each pair the row on the left, None where every row there has just one pair; and the
        row on the right, -1 where there is none.
    """
    if not len(right) or not len(left):
        return None, np.full(len(left), -1, ROW)
    low, high = int(right.min()), int(right.max())
    if high - low < SPARSE * (len(left) + len(right)) + SPARE:
        places = np.full(high - low + 2, -1, PLACE)
        rows = np.arange(len(right), dtype=PLACE)
        places[right - low] = rows
        if np.array_equal(places.take(right - low), rows):
            if left.min() < low or left.max() > high:
                left = np.where((left >= low) & (left <= high), left, high + 1)
            return None, places.take(left - low).astype(ROW)
    order = order_of([right])
    in_order = right[order]
    first, after = (np.searchsorted(in_order, left, side) for side in ("left", "right"))
    counts = after - first
    if counts.max() <= 1:
        there = counts > 0
        return None, np.where(there, order[np.where(there, first, 0)], ROW.type(-1))
    times = np.maximum(counts, 1)
    rows = np.repeat(np.arange(len(left), dtype=ROW), times)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    at = np.repeat(first, times) + within
    there = np.repeat(counts > 0, times)
    return rows, np.where(there, order[np.where(there, at, 0)], ROW.type(-1))


def one_to_one(left: Vector, right: Vector) -> Array | None:
    """Return for each row of a column the row of another with its value.

    None where these are not the same values on both sides, each once.
    """
    if len(left) != len(right) or left.known is not None or right.known is not None:
        return None
    rows, at = fitting(*one_key(([left], [right])))
    return None if rows is not None or np.any(np.bincount(at + 1) > 1) or (at < 0).any() else at


# --- Groups ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows in groups.

    ``first``: a row of each group. ``runs``: where rows begin that follow each other and are of one
    group. ``order``: all runs, group by group; ``starts``: where each group begins among them.
    """

    rows: int
    first: Array
    runs: Array
    order: Array
    starts: Array

    def gathered(self, data: Array, gather: np.ufunc) -> Array:
        """Return what the values of all rows of a group come to, for each group."""
        if len(self.runs) < self.rows:
            data = gather.reduceat(data, self.runs)
        return self.of_runs(data, gather)

    def of_runs(self, data: Array, gather: np.ufunc) -> Array:
        """Return what the values of all runs of a group come to, for each group."""
        found: Array = gather.reduceat(data.take(self.order), self.starts)
        return found

    def lengths(self) -> Array:
        """Return how many rows each run has."""
        return np.diff(np.append(self.runs, self.rows))

    def sizes(self) -> Array:
        """Return how many rows each group has."""
        return self.of_runs(self.lengths(), np.add)

    def of_row(self) -> Array:
        """Return the group of each row."""
        begins = np.zeros(len(self.order), ROW)
        begins[self.starts] = 1
        found = np.empty(len(self.order), ROW)
        found[self.order] = np.cumsum(begins) - 1
        return np.repeat(found, self.lengths())


def numbered(vector: Vector) -> tuple[Array, int]:
    """Return a column as numbers from 0, which stands for no value; and how many there may be."""
    if vector.data.dtype == ENDLESS or vector.high - vector.low >= LARGEST - 2:
        codes, span = dense(vector.data)
        codes, span = codes + 1, span + 1
    else:
        codes = vector.data.astype(np.int64) - (vector.low - 1)
        span = vector.high - vector.low + 2
    return codes if vector.known is None else codes * vector.known, span


def dense(numbers: Array) -> tuple[Array, int]:
    """Return numbers as their places among those that there are; and how many there may be."""
    _, places = np.unique(numbers, return_inverse=True)
    return places, len(numbers) + 1


def groups_of(vectors: Sequence[Vector], rows: int) -> Groups:
    """Return rows in groups of those that are equal in some columns; no value is one, too."""
    key, size = np.zeros(rows, np.int64), 1
    for vector in map(coded, vectors):
        codes, span = numbered(vector)
        if size * span >= LARGEST:
            (key, size), (codes, span) = dense(key), dense(codes)
        key, size = key * span + codes, size * span
    runs = begins_of(key)
    key = key.take(runs)
    order = order_of([key])
    starts = begins_of(key.take(order))
    return Groups(rows, runs.take(order.take(starts)), runs, order, starts)


def begins_of(key: Array) -> Array:
    """Return where a number stands that is another than the one before."""
    is_other = np.ones(len(key), np.bool_)
    np.not_equal(key[1:], key[:-1], out=is_other[1:])
    return np.flatnonzero(is_other)
