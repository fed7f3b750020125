"""What is said of a row with others that are like it, in an order or in none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlglot import exp

from zicha.backends.columnar.arrays import aggregates
from zicha.backends.columnar.arrays.ordering import in_numbers, sort_keys
from zicha.backends.columnar.arrays.relations import BeyondArrays, groups_of
from zicha.backends.columnar.arrays.sorting import order_of
from zicha.backends.columnar.arrays.values import Number, Value, stored, taken, worked_out
from zicha.backends.columnar.arrays.vectors import ROW, Array, Texts, Vector, numbers
from zicha.backends.columnar.statements import Node

RANK = "RANK"


@dataclass(frozen=True, slots=True)
class Sorted:
    """Rows in order, those that are alike together.

    ``order``: which row stands where; ``first``: the place at which those like it begin; ``peer``:
    the place at which those begin that are equal to it in the order, too.
    """

    order: Array
    first: Array
    peer: Array

    def by_row(self, values: Array) -> Array:
        """Return values of places as those of rows."""
        found = np.empty(len(values), values.dtype)
        found[self.order] = values
        return found


class Windows:
    """The windows over the rows of one query. ``value``: what an expression in one is."""

    def __init__(self, rows: int, value: Callable[[Node], Value], texts: Texts) -> None:
        """Keep what they are made from."""
        self.rows = rows
        self.value = value
        self.texts = texts

    def over(self, node: Node) -> Value:
        """Return what a window says of each row."""
        if not self.rows:
            return stored(numbers(np.zeros(0, np.int64), None))
        like = self.vectors(node.args["partition_by"])
        order = node.args.get("order")
        if order is None:
            return self.of_all(node.this, like)
        falls = [bool(each.args.get("desc")) for each in order.expressions]
        keys = self.vectors([each.this for each in order.expressions])
        return self.in_order(node.this, sorted_by(like, keys, falls, self.texts))

    def vectors(self, nodes: Sequence[Node]) -> list[Vector]:
        """Return what expressions are of all rows."""
        found = [self.value(node) for node in nodes]
        if not all(isinstance(each, Number) for each in found):
            raise BeyondArrays
        return worked_out(found, self.rows)

    def of_all(self, made_of: Node, like: Sequence[Vector]) -> Value:
        """Return what is made of all rows that are alike."""
        groups = groups_of(like, self.rows)
        value = self.value(exp.Literal.number(1) if is_count(made_of) else made_of.this)
        (found,) = aggregates.grouped([aggregates.Aggregate(made_of, value)], groups, self.rows)
        (vector,) = worked_out([found], len(groups.starts))
        return taken(vector, groups.of_row(), {}, all_there=True)

    def in_order(self, made_of: Node, found: Sorted) -> Value:
        """Return what is said of a row by its place."""
        places = np.arange(self.rows, dtype=np.int64)
        if isinstance(made_of, exp.RowNumber):
            return stored(numbers(found.by_row(places - found.first + 1), None))
        if is_rank(made_of):
            return stored(numbers(found.by_row(found.peer - found.first + 1), None))
        if isinstance(made_of, exp.Lead):
            return self.following(made_of.this, found)
        if isinstance(made_of, exp.Sum):
            return self.so_far(made_of.this, found)
        raise BeyondArrays

    def following(self, node: Node, found: Sorted) -> Value:
        """Return the value of the next row."""
        after = np.full(self.rows, -1, ROW)
        is_there = found.first[1:] == found.first[:-1]
        after[:-1][is_there] = found.order[1:][is_there]
        (vector,) = worked_out([self.value(node)], self.rows)
        return taken(vector, found.by_row(after), {}, all_there=False)

    def so_far(self, node: Node, found: Sorted) -> Value:
        """Return the sum up to a row, those equal to it included."""
        (vector,) = self.vectors([node])
        if vector.known is not None or not aggregates.is_small(vector):
            raise BeyondArrays
        sums = np.cumsum(vector.data[found.order].astype(np.int64))
        before = np.where(found.first > 0, sums[found.first - 1], 0)
        # The last place that is equal: that before the next peers begin.
        starts = np.flatnonzero(found.peer == np.arange(self.rows))
        last = np.append(starts[1:], self.rows) - 1
        ends = last[np.searchsorted(starts, found.peer)]
        return stored(numbers(found.by_row(sums[ends] - before), None))


def sorted_by(
    like: Sequence[Vector], keys: Sequence[Vector], falls: Sequence[bool], texts: Texts
) -> Sorted:
    """Return rows in an order, those together that are alike."""
    alike = sort_keys(in_numbers(like, texts), [False] * len(like))
    by = sort_keys(in_numbers(keys, texts), falls)
    order = order_of([*alike, *by])
    first = begins(alike, order)
    return Sorted(order, place_of(first), place_of(first | begins(by, order)))


def begins(keys: Sequence[Array], order: Array) -> Array:
    """Return where a row differs from the one before it."""
    found = np.zeros(len(order), np.bool_)
    found[:1] = True
    for key in keys:
        in_order = key[order]
        found[1:] |= in_order[1:] != in_order[:-1]
    return found


def place_of(begin: Array) -> Array:
    """Return for each place the last one at or before it at which something begins."""
    places = np.arange(len(begin), dtype=np.int64)
    found: Array = np.maximum.accumulate(np.where(begin, places, 0))
    return found


def is_count(node: Node) -> bool:
    """Return whether rows are counted."""
    return isinstance(node, exp.Count) and isinstance(node.this, exp.Star)


def is_rank(node: object) -> bool:
    """Return whether a node asks for the place of a row; equal rows share one."""
    return isinstance(node, exp.Anonymous) and str(node.this).upper() == RANK
