"""Reads the rows of a database as columns in memory, through Arrow: not cell by cell.

The only place that knows nanoarrow.
"""

from collections.abc import Iterator, Sequence

import duckdb
import nanoarrow
import numpy as np

from zicha.backends.columnar.arrays.values import sharing
from zicha.backends.columnar.arrays.vectors import (
    TYPES,
    Array,
    Kind,
    Texts,
    Vector,
    numbers,
    truths,
)

ROOMS = dict(zip(("TINYINT", "SMALLINT", "INTEGER", "BIGINT"), TYPES, strict=True))
TRUTH, TEXT, CODED = "BOOLEAN", "VARCHAR", "coded"
READABLE = frozenset((*ROOMS, TRUTH, TEXT))
"""Types of columns that are read, in DuckDB's words; ``CODED`` are codes of texts."""


def read_in_parts(
    relation: duckdb.DuckDBPyRelation, types: Sequence[str], texts: Texts, least: int
) -> Iterator[tuple[int, list[Vector]]]:
    """Yield the rows of a relation some at a time, one part where there are none.

    ``least``: how many come at a time, or some more.
    """
    gathered, rows, is_any = [Gathered(kind, texts) for kind in types], 0, False
    with nanoarrow.ArrayStream(relation) as stream:
        for chunk in stream:
            rows += len(chunk)
            for at, column in enumerate(gathered):
                column.add(chunk.child(at))
            if rows >= least:
                yield rows, put_together(gathered)
                gathered, rows, is_any = [Gathered(kind, texts) for kind in types], 0, True
    if rows or not is_any:
        yield rows, put_together(gathered)


def put_together(gathered: list["Gathered"]) -> list[Vector]:
    """Return columns whose chunks are there, and let go of the chunks one after the other."""
    gathered.reverse()
    return sharing([gathered.pop().vector() for _ in range(len(gathered))])


class Gathered:
    """A column while its chunks come in."""

    def __init__(self, kind: str, texts: Texts) -> None:
        """Begin with none. ``kind``: its type in DuckDB's words."""
        self.kind = kind
        self.texts = texts
        self.data: list[Array] = []
        self.known: list[Array] = []
        self.bytes: list[bytes] = []

    def add(self, chunk: nanoarrow.Array) -> None:
        """Add a chunk."""
        length, offset = len(chunk), chunk.offset
        validity, *buffers = chunk.buffers
        known = bits(validity, offset, length)
        self.known.append(known)
        if self.kind == TRUTH:
            true = bits(buffers[0], offset, length)
            self.data.append(true & known)
        elif self.kind == TEXT:
            self.data.append(np.asarray(buffers[0])[offset : offset + length + 1].copy())
            self.bytes.append(bytes(buffers[1]))
        else:
            found = np.asarray(buffers[0])[offset : offset + length]
            self.data.append(numbers(found, known).data.copy())

    def vector(self) -> Vector:
        """Return the column."""
        known = np.concatenate(self.known) if self.known else None
        if self.kind == CODED:
            data = np.concatenate(self.data) if self.data else np.zeros(0, np.int32)
            high = int(data.max()) if len(data) else 0
            known = None if known is None or known.all() else known
            return Vector(Kind.TEXT, data.astype(np.int32), known, 0, high)
        if self.kind == TEXT:
            words = Written(self.data, self.bytes, self.texts)
            known = None if known is None or known.all() else known
            rows = np.arange(len(words.starts), dtype=np.int32)
            return Vector(Kind.TEXT, rows, known, 0, max(len(rows) - 1, 0), words=words)
        if self.kind == TRUTH:
            return truths(np.concatenate(self.data) if self.data else np.zeros(0, np.bool_), known)
        return numbers(
            np.concatenate(self.data) if self.data else np.zeros(0, np.int8),
            known,
            ROOMS[self.kind],
        )


def bits(buffer: object, offset: int, length: int) -> Array:
    """Return a buffer of bits as truths; without any all are true."""
    packed = np.frombuffer(buffer, np.uint8)  # type: ignore[call-overload]
    if not len(packed):
        return np.ones(length, np.bool_)
    found = np.unpackbits(packed, count=offset + length, bitorder="little")
    return found[offset:].view(np.bool_)


class Written:
    """Texts as they stand in a column of Arrow's; one that is null is empty."""

    def __init__(self, ends: Sequence[Array], data: Sequence[bytes], texts: Texts) -> None:
        """Keep the chunks. ``ends``: where each text of a chunk begins and ends in its bytes."""
        firsts = np.cumsum([0, *(len(each) for each in data)])[:-1].tolist()
        moved = [each.astype(np.int64) + first for each, first in zip(ends, firsts, strict=True)]
        self.starts = np.concatenate([each[:-1] for each in moved] or [np.zeros(0, np.int64)])
        self.stops = np.concatenate([each[1:] for each in moved] or [np.zeros(0, np.int64)])
        every = b"".join(data)
        # Of a text that is ASCII the places in its bytes are those of its signs.
        self.data: str | bytes = every.decode("ascii") if every.isascii() else every
        self.texts = texts
        self.codes: Array | None = None

    def coded(self) -> Array:
        """Return the codes of all texts."""
        if self.codes is None:
            words = [*self.words(self.starts, self.stops)]
            self.texts.meet(words)
            codes = map(self.texts.codes.__getitem__, words)
            self.codes = np.fromiter(codes, np.int32, len(self.starts))
        return self.codes

    def some(self, at: Array) -> list[str]:
        """Return the texts at some places."""
        if not len(self.starts):
            return [""] * len(at)
        return [*self.words(self.starts.take(at), self.stops.take(at))]

    def words(self, starts: Array, stops: Array) -> Iterator[str]:
        """Yield the texts between some places."""
        pairs = zip(starts.tolist(), stops.tolist(), strict=True)
        data = self.data
        if isinstance(data, str):
            return (data[start:stop] for start, stop in pairs)
        return (data[start:stop].decode() for start, stop in pairs)
