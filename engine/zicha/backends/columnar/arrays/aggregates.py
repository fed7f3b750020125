"""Sums, counts and ends of groups of rows."""

from collections.abc import Iterable, Sequence

import numpy as np
from sqlglot import exp

from zicha.backends.columnar.arrays.relations import BeyondArrays, Groups
from zicha.backends.columnar.arrays.truths import has_value
from zicha.backends.columnar.arrays.values import (
    Block,
    Number,
    Truth,
    Value,
    blocks,
    constant,
    nothing,
    stored,
    worked_out,
)
from zicha.backends.columnar.arrays.vectors import ENDLESS, Kind, Vector, numbers
from zicha.backends.columnar.statements import Node

WORDS = (exp.Sum, exp.Count, exp.CountIf, exp.Min, exp.Max)
AT_A_TIME = 4
SMALL = 2**40
"""Numbers below it of one block add up to no more than 64 bits hold."""
ENDS: dict[type[Node], np.ufunc] = {exp.Min: np.minimum, exp.Max: np.maximum}


class Aggregate:
    """What is made of all rows of a group: ``word`` says what, ``value`` of which."""

    def __init__(self, word: Node, value: Value) -> None:
        """Check that it is one of those that are known here."""
        self.word = type(word)
        is_truth = isinstance(value, Truth)
        if is_truth is not (self.word is exp.CountIf):
            raise BeyondArrays
        if isinstance(value, Number) and value.kind is Kind.TEXT:
            raise BeyondArrays
        self.value = value
        self.known = None
        if isinstance(value, Number) and value.known is not None:
            self.known = has_value(value)

    def parts(self) -> list[Value]:
        """Return what has to be worked out of each row."""
        if self.word is exp.Count:
            return []
        return [self.value, *([] if self.known is None else [self.known])]

    # --- Of all rows ------------------------------------------------------------------------------

    def of_block(self, block: Block) -> int | None:
        """Return it of some rows, None where it is of no value."""
        value = self.value
        if self.word is exp.Count:
            return block.rows
        if isinstance(value, Truth):
            return int(np.count_nonzero(value.true(block)))
        data = value.data(block)
        if self.known is not None:
            data = data[self.known.true(block)]
        if not len(data):
            return None
        if self.word is exp.Sum:
            small = data.dtype != ENDLESS and max(abs(value.low), abs(value.high)) < SMALL
            return int(data.sum(dtype=np.int64)) if small else sum(map(int, data))
        return int(ENDS[self.word].reduce(data))

    def of_all(self, found: Iterable[int | None]) -> Value:
        """Return it of all rows. ``found``: what it is of each block."""
        there = [each for each in found if each is not None]
        if self.word in (exp.Count, exp.CountIf):
            return constant(sum(there))
        if not there:
            return nothing(Kind.NUMBER)
        if self.word is exp.Sum:
            return constant(sum(there))
        return constant(min(there) if self.word is exp.Min else max(there))

    # --- Of groups --------------------------------------------------------------------------------

    def over_groups(self, groups: Groups, vectors: Sequence[Vector]) -> Value:
        """Return it for each group. ``vectors``: the parts, of each row."""
        if self.word is exp.Count:
            return stored(numbers(groups.sizes(), None))
        data, known = vectors[0].data, None
        if len(vectors) > 1:
            is_known = vectors[1].data
            known = groups.gathered(is_known, np.logical_or)
            data = np.where(is_known, data, self.neutral(vectors[0]))
        reduce = ENDS.get(self.word, np.add)
        if reduce is np.add and data.dtype != ENDLESS:
            data = data.astype(np.int64 if is_small(vectors[0]) else ENDLESS)
        return stored(numbers(groups.gathered(data, reduce), known))

    def neutral(self, vector: Vector) -> int:
        """Return what changes nothing."""
        if self.word is exp.Min:
            return vector.high
        return vector.low if self.word is exp.Max else 0


def is_small(vector: Vector) -> bool:
    """Return whether no sum of a column exceeds 64 bits."""
    return max(abs(vector.low), abs(vector.high), 1) * max(len(vector), 1) < 2**63


def totals(aggregates: Sequence[Aggregate], rows: int) -> list[Value]:
    """Return aggregates over all rows, all gathered in one pass."""
    found = [[each.of_block(block) for each in aggregates] for block in blocks(rows)]
    by_aggregate = [*zip(*found, strict=True)] or [()] * len(aggregates)
    return [each.of_all(some) for each, some in zip(aggregates, by_aggregate, strict=True)]


def grouped(aggregates: Sequence[Aggregate], groups: Groups, rows: int) -> list[Value]:
    """Return aggregates of groups, a row each; some at a time, for each holds a column."""
    found: list[Value] = []
    for start in range(0, len(aggregates), AT_A_TIME):
        some = aggregates[start : start + AT_A_TIME]
        vectors = iter(worked_out([part for each in some for part in each.parts()], rows))
        found += [each.over_groups(groups, [next(vectors) for _ in each.parts()]) for each in some]
        for part in (part for each in some for part in each.parts()):
            part.vector = None
    return found
