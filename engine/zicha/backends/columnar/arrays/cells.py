"""Columns from single values, and the values that stand in columns."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from zicha.backends.columnar import sql
from zicha.backends.columnar.arrays.vectors import (
    ENDLESS,
    ROOM,
    TYPES,
    Kind,
    Texts,
    Vector,
    numbers,
)

ROOMS = {sql.Type.TINY: TYPES[0], sql.Type.SMALL: TYPES[2]}


def column_of(cells: Sequence[Any], kind: sql.Type, texts: Texts) -> Vector:
    """Return cells as a column."""
    if kind is sql.Type.TEXT:
        return texts.vector(cells)
    known = np.fromiter((cell is not None for cell in cells), np.bool_, len(cells))
    if kind is sql.Type.TRUTH:
        true = np.fromiter(map(bool, cells), np.bool_, len(cells))
        return Vector(Kind.TRUTH, true, None if known.all() else known)
    data = np.empty(len(cells), ENDLESS)
    data[:] = [int(cell or 0) for cell in cells]
    return numbers(data, known, ROOMS.get(kind, ROOM))


def rows_of(
    vectors: Iterable[Vector], start: int, stop: int, texts: Texts
) -> Iterator[tuple[object, ...]]:
    """Yield rows of columns."""
    columns = [values_of(vector, slice(start, stop), texts) for vector in vectors]
    return zip(*columns, strict=True)


def values_of(vector: Vector, at: slice, texts: Texts) -> list[object]:
    """Return values of a column."""
    found: list[object] = vector.data[at].tolist()
    if vector.words is not None:
        found = [*vector.words.some(vector.data[at])]
    elif vector.kind is Kind.TEXT:
        every = texts.words
        found = [every[code] if every else None for code in vector.data[at].tolist()]
    if vector.known is None:
        return found
    known = vector.known[at].tolist()
    return [cell if there else None for cell, there in zip(found, known, strict=True)]
