"""Columns in memory as DuckDB reads them."""

import numpy as np

from zicha.backends.columnar.arrays.vectors import (
    ENDLESS,
    TYPES,
    Array,
    Kind,
    Texts,
    Vector,
    coded,
    widest,
)
from zicha.errors import EngineError

NAMES = dict(zip(TYPES, ("TINYINT", "SMALLINT", "INTEGER", "BIGINT"), strict=True))
WORDS = {Kind.TRUTH: "BOOLEAN", Kind.TEXT: "VARCHAR"}


def readable(name: str, vector: Vector, texts: Texts, masks: dict[int, Array]) -> Array:
    """Return a column as objects of numpy that DuckDB knows.

    ``masks``: where columns have no value, by what tells where they have one; many share it.

    Raises:
        EngineError: a number has more than 64 bits.
    """
    vector = coded(vector)
    data, known = vector.data, vector.known
    if vector.kind is Kind.TEXT:
        words = texts.array().take(data) if len(data) else data.astype(ENDLESS)
        if known is not None:
            words[~known] = None
        return words
    if data.dtype == ENDLESS:
        message = f"columnar: {name} is too large"
        raise EngineError(message)
    if vector.kind is Kind.NUMBER:
        data = data.astype(widest(data.dtype, vector.room), copy=False)
    if known is None:
        return data
    return np.ma.masked_array(data, masks.setdefault(id(known), ~known), copy=False)


def type_of(vector: Vector) -> str:
    """Return the type of a column in DuckDB's words."""
    return WORDS.get(vector.kind) or NAMES[widest(vector.data.dtype, vector.room)]
