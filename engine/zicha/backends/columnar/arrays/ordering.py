"""Rows in an order."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

import numpy as np

from zicha.backends.columnar.arrays.relations import dense
from zicha.backends.columnar.arrays.sorting import order_of
from zicha.backends.columnar.arrays.vectors import (
    ENDLESS,
    Array,
    Kind,
    Texts,
    Vector,
    coded,
    only_known,
)


def first_rows(vectors: Sequence[Vector], falls: Sequence[bool], most: int) -> Array:
    """Return rows among which the first of all are: texts, which take long to sort, left out."""
    shown = [
        *takewhile(lambda pair: pair[0].kind is not Kind.TEXT, zip(vectors, falls, strict=True))
    ]
    if not shown or len(vectors[0]) <= most:
        return np.arange(len(vectors[0]))
    keys = sort_keys([vector for vector, _ in shown], [fall for _, fall in shown])
    order = order_of(keys)
    last = order[most - 1]
    alike = np.logical_and.reduce([key[order] == key[last] for key in keys])
    return order[: most + int(np.count_nonzero(alike[most:]))]


def taken_rows(vector: Vector, rows: Array) -> Vector:
    """Return some rows of a column."""
    known = None if vector.known is None else vector.known[rows]
    return replace(vector, data=vector.data[rows], known=known)


def in_order(vectors: Sequence[Vector], falls: Sequence[bool], texts: Texts) -> Array:
    """Return rows in an order. ``falls``: whether it is from the greatest value to the least."""
    return order_of(sort_keys(in_numbers(vectors, texts), falls))


def in_numbers(vectors: Sequence[Vector], texts: Texts) -> list[Vector]:
    """Return columns, texts as numbers that are in their order."""
    return [
        replace(coded(vector), data=texts.places(coded(vector).data), words=None)
        if vector.kind is Kind.TEXT
        else vector
        for vector in vectors
    ]


def sort_keys(vectors: Sequence[Vector], falls: Sequence[bool]) -> list[Array]:
    """Return numbers by which rows are sorted, the first before the next."""
    keys: list[Array] = []
    for vector, is_falling in zip(vectors, falls, strict=True):
        data = dense(vector.data)[0] if vector.data.dtype == ENDLESS else vector.data
        # All bits turned: the order is the other way round, and nothing overflows.
        key = ~data if is_falling else data
        if vector.known is not None:
            keys.append(~vector.known)
            key = only_known(key, vector.known)
        keys.append(key)
    return keys
