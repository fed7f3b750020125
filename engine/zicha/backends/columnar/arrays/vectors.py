"""Columns in memory: whole numbers, truths, and texts as numbers that stand for them.

Numbers stand in the smallest type that holds their bounds, which are kept with them: so a sum or a
product has its type before it is worked out, and none can overflow. What fits in no type of the
machine stands in Python's own whole numbers, which have no end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Protocol, TypeAlias
from weakref import proxy

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
TYPES = tuple(np.dtype(name) for name in ("int8", "int16", "int32", "int64"))
ENDS = tuple((1 << (8 * kind.itemsize - 1), kind) for kind in TYPES)
"""The first number that a type does not hold; below 0 it holds as many."""
ROOM = TYPES[-1]
QUESTIONS, A_QUESTION = 100, 1000
"""So often a database is asked for some texts, so many at a time; then for all of them."""
ENDLESS = np.dtype(object)
"""Python's whole numbers."""
ORDER = {kind: at for at, kind in enumerate((*TYPES, ENDLESS))}
CODE = np.dtype("int32")
"""Of texts."""
ROW = np.dtype(np.intp)
"""Of the numbers of rows."""


class Kind(Enum):
    """What a column holds."""

    TRUTH = "truth"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Vector:
    """A column of a table.

    ``data``: truths as booleans, false where nothing is known; numbers; texts as their codes.
    ``known``: whether a row has a value, None where all have. ``low``, ``high``: bounds of the
    numbers, or codes, those of rows without a value included. ``room``: the type in which
    statements take the numbers to stand. ``words``: of texts those that the numbers stand for,
    where they are no codes.
    """

    kind: Kind
    data: Array
    known: Array | None = None
    low: int = 0
    high: int = 1
    room: np.dtype[Any] = ROOM
    words: "Words | None" = None

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.data)


class Words(Protocol):
    """Texts that stand in some order, as a database gave them."""

    def coded(self) -> Array:
        """Return their codes."""

    def some(self, at: Array) -> list[str]:
        """Return those at some places."""


def coded(vector: Vector) -> Vector:
    """Return a column of texts as their codes; any other as it is."""
    if vector.words is None:
        return vector
    codes = vector.words.coded()
    data = codes.take(vector.data) if len(codes) else vector.data
    high = int(codes.max()) if len(codes) else 0
    return Vector(Kind.TEXT, data, vector.known, 0, high)


def type_for(low: int, high: int) -> np.dtype[Any]:
    """Return the smallest type that holds all whole numbers within bounds."""
    for end, kind in ENDS:
        if -end <= low and high < end:
            return kind
    return ENDLESS


def widest(*types: np.dtype[Any]) -> np.dtype[Any]:
    """Return the type that holds what each of some types holds."""
    return max(types, key=ORDER.__getitem__)


def numbers(data: Array, known: Array | None, room: np.dtype[Any] = ROOM) -> Vector:
    """Return a column of numbers in the smallest type that holds them."""
    if known is not None:
        if known.all():
            known = None
        else:
            data = only_known(data, known)
    low, high = (int(data.min()), int(data.max())) if len(data) else (0, 0)
    data = data.astype(type_for(low, high), copy=False)
    return Vector(Kind.NUMBER, data, known, low, high, room)


def only_known(data: Array, known: Array) -> Array:
    """Return numbers with 0 in the place of those that are not known."""
    # Of bytes, which most are, a product takes a tenth of the time of a choice.
    return np.where(known, data, 0) if data.dtype == ENDLESS else data * known


def truths(true: Array, known: Array | None) -> Vector:
    """Return a column of truths. ``true``: false where nothing is known."""
    return Vector(Kind.TRUTH, true, None if known is None or known.all() else known)


class Known(Protocol):
    """Texts that a database has numbered, in their order."""

    def count(self) -> int:
        """Return how many there are."""

    def codes(self, words: Sequence[str]) -> dict[str, int]:
        """Return the codes of some texts, of those that it has."""

    def words(self) -> list[str]:
        """Return all of them in the order of their codes."""


class Texts:
    """The texts of a database, each with its code.

    ``first``: those that have the first codes. A few of them are asked for; all are fetched when
    that is not enough.
    """

    def __init__(self, first: Known | None = None) -> None:
        """Know none beside the first."""
        self.first = first
        self.asked = 0
        self.numbered = self.size = 0 if first is None else first.count()
        self.codes = Codes(self)
        self.more: list[str] = []
        self.found: Array = np.empty(0, ENDLESS)

    @cached_property
    def words(self) -> list[str]:
        """Return all texts in the order of their codes."""
        return [*([] if self.first is None else self.first.words()), *self.more]

    @cached_property
    def first_codes(self) -> dict[str, int]:
        """Return the code of each of the first."""
        return {word: code for code, word in enumerate(self.words[: self.numbered])}

    def meet(self, words: Iterable[str]) -> None:
        """Give some texts their codes, all together; a new one takes the next."""
        new = [word for word in dict.fromkeys(words) if word not in self.codes]
        known = self.first_codes_of(new) if new else {}
        for word in new:
            code = known.get(word)
            if code is None:
                code, self.size = self.size, self.size + 1
                self.more.append(word)
                if "words" in self.__dict__:
                    self.words.append(word)
            self.codes[word] = code

    def first_codes_of(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return the codes of those that are among the first."""
        self.asked += 1
        if self.first is None or self.asked > QUESTIONS or len(words) > A_QUESTION:
            return self.first_codes
        return self.first.codes(words)

    def vector(self, words: Sequence[str | None]) -> Vector:
        """Return texts as a column; None is no value."""
        known = np.fromiter((word is not None for word in words), np.bool_, len(words))
        texts = ["" if word is None else word for word in words]
        self.meet(texts)
        codes = np.fromiter(map(self.codes.__getitem__, texts), CODE, len(words))
        high = int(codes.max()) if len(codes) else 0
        return Vector(Kind.TEXT, codes, None if known.all() else known, 0, high)

    def array(self) -> Array:
        """Return all texts in the order of their codes."""
        if len(self.found) != len(self.words):
            self.found = np.empty(len(self.words), ENDLESS)
            self.found[:] = self.words
        return self.found

    def places(self, codes: Array) -> Array:
        """Return for codes of texts numbers that are in the order of the texts."""
        if self.first is not None and (not len(codes) or codes.max() < self.numbered):
            return codes
        some, at = np.unique(codes, return_inverse=True)
        words = self.array()[some]
        order = np.array(sorted(range(len(words)), key=words.__getitem__), np.int64)
        places = np.empty(len(order), np.int64)
        places[order] = np.arange(len(order))
        return places[at]


class Codes(dict[str, int]):
    """The code of each text that was met."""

    def __init__(self, texts: Texts) -> None:
        """Begin with none. ``texts``: gives codes to those that are new."""
        super().__init__()
        # Each would keep the other alive, and with it the database.
        self.texts = proxy(texts)

    def __missing__(self, word: str) -> int:
        """Find the code of a text, or give it one."""
        self.texts.meet([word])
        return self[word]
