"""Columns, and relations, one after the other."""

from collections.abc import Sequence

import numpy as np

from zicha.backends.columnar.arrays.relations import BeyondArrays, Relation, of_vectors
from zicha.backends.columnar.arrays.values import sharing
from zicha.backends.columnar.arrays.vectors import CODE, Array, Kind, Vector, coded, widest


def appended(parts: Sequence[Vector]) -> Vector:
    """Return columns one after the other as one."""
    if len({part.words for part in parts}) > 1:
        parts = [coded(part) for part in parts]
    kinds = {part.kind for part in parts if len(part)}
    if len(kinds) > 1:
        parts = [agreeing(part, kinds) for part in parts]
    some = [part for part in parts if len(part)] or [parts[0]]
    known = None
    if any(part.known is not None for part in some):
        known = np.concatenate([is_known_of(part) for part in some])
    kind = some[0].kind
    data = [part.data for part in some]
    if kind is not Kind.TRUTH:
        wide = widest(*(each.dtype for each in data))
        data = [each.astype(wide, copy=False) for each in data]
    low, high = min(part.low for part in some), max(part.high for part in some)
    return Vector(kind, np.concatenate(data), known, low, high, some[0].room, some[0].words)


def agreeing(part: Vector, kinds: set[Kind]) -> Vector:
    """Return a column in the kind of those beside it: one without any value is of every kind."""
    (wanted,) = kinds - {Kind.NUMBER} or kinds
    if part.kind is wanted:
        return part
    if part.known is None or part.known.any():
        raise BeyondArrays
    kind = np.bool_ if wanted is Kind.TRUTH else CODE
    return Vector(wanted, np.zeros(len(part), kind), part.known, 0, 1)


def is_known_of(vector: Vector) -> Array:
    """Return which rows of a column have a value."""
    return np.ones(len(vector), np.bool_) if vector.known is None else vector.known


def together(parts: list[Relation]) -> Relation:
    """Return the rows of several relations as those of one, and let go of the parts."""
    if len(parts) == 1:
        return parts[0]
    vectors = [part.vectors() for part in parts]
    rows = sum(part.rows for part in parts)
    parts.clear()
    names = [*vectors[0]]
    found = sharing([appended([each.pop(name) for each in vectors]) for name in names])
    return of_vectors(dict(zip(names, found, strict=True)), rows)
