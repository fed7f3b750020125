"""A JSON file that may be larger than memory, read part by part.

The standard library reads each part; here it is only found where they begin and end. The library
of the field (ijson) lets the process die of a number with 5,000 digits.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TextIO

from zicha.documents.reading import unopened
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, ZichaError, problem

Where = tuple[str | int, ...]
"""The keys and indexes that lead to a part of a file."""
ENTERED = 2
"""Objects within each other that are read key by key; what is deeper is read as a whole."""
A_READ = 2**20
"""Unit: characters."""
LARGEST = 2**28
"""The largest part that is read as a whole. Unit: characters."""
A_WORD = 16
"""More than what may be cut off of any word or escape, or of an exponent. Unit: characters."""
CUT_OFF = "unexpected end of data"
"""What Python says of a text that ends within a character."""
BLANK = json.decoder.WHITESPACE  # type: ignore[attr-defined] # what JSON takes for blank


class NotJsonError(ZichaError):
    """A file is no JSON; carries where that shows, line and column counted from 1."""

    def __init__(self, line: int, column: int) -> None:
        """Keep the place."""
        super().__init__("not-json")
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A JSON file. ``code``: that of the problem where it is no JSON."""

    path: str
    code: str

    def parts(self) -> Iterator[tuple[Where, Any]]:
        """Yield the parts of the file, each with what leads to it.

        Lists come entry by entry, and two objects within each other key by key; the object or list
        itself comes before, empty. Numbers with a point are decimals.

        Raises:
            UnreadableError: it cannot be read, or is no JSON.
        """
        try:
            stream = Path(self.path).open(encoding="utf-8-sig")  # noqa: SIM115 - closed below
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            raise UnreadableError(unopened(self.path, error)) from error
        try:
            with stream:
                window = Window(stream)
                yield from parts(window, ())
                if window.next():
                    raise window.wrong()
        except NotJsonError as error:
            place = Place(self.path, error.line, error.column)
            raise UnreadableError(problem(self.code, place)) from error
        except UnicodeDecodeError as error:
            # Cut off within a character, it ends too early like any other that was cut off.
            code = self.code if error.reason == CUT_OFF else "not-text"
            raise UnreadableError(problem(code, Place(self.path))) from error
        except OSError as error:
            raise UnreadableError(unopened(self.path, error)) from error


class Window:
    """The part of a text that is looked at, while the rest is still in its file."""

    def __init__(self, stream: TextIO) -> None:
        """Begin at the beginning."""
        self.stream = stream
        self.text, self.at, self.is_last = "", 0, False
        self.line, self.column = 1, 1
        self.decoder = json.JSONDecoder(parse_float=Decimal, parse_constant=refused)

    def read_on(self) -> None:
        """Read more of the file, as much again as is there, and let go of what was passed."""
        passed = self.text[: self.at]
        self.line, self.column = self.place(self.at)
        left = len(self.text) - len(passed)
        more = self.stream.read(max(A_READ, left))
        self.text, self.at, self.is_last = self.text[self.at :] + more, 0, not more

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of an index."""
        newlines = self.text.count("\n", 0, at)
        if not newlines:
            return self.line, self.column + at
        return self.line + newlines, at - self.text.rfind("\n", 0, at)

    def next(self) -> str:
        """Return the next sign that is not blank; nothing at the end of the file."""
        self.at = BLANK.match(self.text, self.at).end()
        while self.at == len(self.text) and not self.is_last:
            self.read_on()
            self.at = BLANK.match(self.text, self.at).end()
        return self.text[self.at : self.at + 1]

    def wrong(self) -> NotJsonError:
        """Return that what comes next cannot stand here."""
        return NotJsonError(*self.place(self.at))

    def expect(self, signs: str) -> str:
        """Pass over the next sign, which must be one of some, and return it."""
        found = self.next()
        if not found or found not in signs:
            raise self.wrong()
        self.at += 1
        return found

    def value(self) -> Any:  # noqa: ANN401 - anything that JSON can say
        """Return the next value as a whole."""
        self.next()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except (ValueError, ArithmeticError, RecursionError) as error:
                at = error.pos if isinstance(error, json.JSONDecodeError) else self.at
                if not self.may_go_on(error, at):
                    raise NotJsonError(*self.place(at)) from error
            else:
                if self.is_last or end + A_WORD < len(self.text):  # else a number might go on
                    self.at = end
                    return value
            self.read_on()

    def may_go_on(self, error: Exception, at: int) -> bool:
        """Return whether what was wrong at an index may be right with what is not read yet."""
        if self.is_last or len(self.text) - self.at > LARGEST:
            return False
        return at + A_WORD >= len(self.text) or "Unterminated" in str(error)


def refused(word: str) -> NoReturn:
    """Refuse NaN and infinity, which are no JSON."""
    raise ValueError(word)


def parts(window: Window, where: Where) -> Iterator[tuple[Where, Any]]:
    """Yield the parts of the next value, each with what leads to it."""
    opening = window.next()
    if opening == "[":
        yield where, []
        yield from entries(window, where)
    elif opening == "{" and len(where) < ENTERED:
        yield where, {}
        yield from members(window, where)
    else:
        yield where, window.value()


def entries(window: Window, where: Where) -> Iterator[tuple[Where, Any]]:
    """Yield the entries of a list."""
    window.expect("[")
    if window.next() == "]":
        window.expect("]")
        return
    index, mark = 0, ","
    while mark == ",":
        yield (*where, index), window.value()
        index += 1
        mark = window.expect(",]")


def members(window: Window, where: Where) -> Iterator[tuple[Where, Any]]:
    """Yield the parts of what stands under the keys of an object."""
    window.expect("{")
    if window.next() == "}":
        window.expect("}")
        return
    mark = ","
    while mark == ",":
        if window.next() != '"':
            raise window.wrong()
        key = window.value()
        window.expect(":")
        yield from parts(window, (*where, key))
        mark = window.expect(",}")
