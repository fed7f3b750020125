"""JSON text -> document, strictly as RFC 8259 has it, with the place of every value.

The standard library's parser keeps no places, lets the last of two equal keys win, and takes NaN.
"""

import json
import re
from bisect import bisect_right

from zicha.documents import lookalikes
from zicha.documents.document import Document
from zicha.documents.scalars import as_written, code_point, number, unusable
from zicha.documents.tree import Tree, UnreadableError
from zicha.errors import Place, Problem, problem, visible

SPACE = re.compile(r"[ \t\r\n]*+")
STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?(?![0-9A-Za-z.+-])")
WORD = re.compile(r"(?:true|false|null)(?![0-9A-Za-z_])")
NOT_FINITE = re.compile(r"-?(?:NaN|Infinity)(?![0-9A-Za-z_])")
WORDS = {"true": True, "false": False, "null": None}
SHOWN = 20


def json_document(text: str, file: str) -> tuple[Document, list[Problem]]:
    """Return a JSON document and its problems. Raises UnreadableError at a syntax error."""
    parse = Parse(text, file)
    with parse.tree.keeping_problems():
        parse.document()
    return parse.tree.document(), parse.tree.problems


class Parse:
    """A place in the text, and the document built so far."""

    def __init__(self, text: str, file: str) -> None:
        """Begin at the start."""
        self.text = text
        self.at = 0
        self.tree = Tree(file)
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def document(self) -> None:
        """Read the one value that the text holds, if it holds any."""
        if self.skip_space() == len(self.text):
            return
        self.value()
        while self.tree.levels:
            self.step()
        if self.skip_space() < len(self.text):
            raise self.unexpected()

    def place(self, index: int) -> Place:
        """Return line and column of a character."""
        line = bisect_right(self.starts, index)
        return Place(self.tree.file, line, index - self.starts[line - 1] + 1)

    def skip_space(self) -> int:
        """Go to the next character that is no space, and return where it stands."""
        self.match(SPACE)
        return self.at

    def ahead(self) -> str:
        """Return the next character that is no space; empty at the end."""
        index = self.skip_space()
        return self.text[index : index + 1]

    def take(self, character: str) -> bool:
        """Go past a character if it comes next."""
        found = self.ahead() == character
        self.at += found
        return found

    def step(self) -> None:
        """Read the next member of the innermost open list or object, or its end."""
        container = self.tree.levels[-1].container
        end = "}" if isinstance(container, dict) else "]"
        if self.take(end):
            self.tree.close()
            return
        if self.tree.levels[-1].begun and not self.take(","):
            raise self.unexpected()
        self.tree.levels[-1].begun = True
        if isinstance(container, dict):
            self.key()
        self.value()

    def key(self) -> None:
        """Read a key and its colon."""
        index = self.skip_space()
        text = self.string()
        if text is None:
            raise self.unexpected()
        self.tree.key(text, self.place(index))
        if not self.take(":"):
            raise self.unexpected()

    def value(self) -> None:
        """Read a value, or the opening of a list or object."""
        place = self.place(self.skip_space())
        if self.take("{"):
            self.tree.open({}, place)
        elif self.take("["):
            self.tree.open([], place)
        else:
            self.scalar(place)

    def scalar(self, place: Place) -> None:
        """Read a text, a number, or one of the three words."""
        text = self.string()
        if text is not None:
            self.tree.scalar(text, place)
        elif found := self.match(NUMBER):
            value, wrong = number(found, place)
            if wrong is not None:
                self.tree.note(wrong)
            self.tree.scalar(value, place, as_written(found, value))
        elif found := self.match(WORD):
            self.tree.scalar(WORDS[found], place)
        elif found := self.match(NOT_FINITE):
            self.tree.report("number-not-finite", place, text=found)
            self.tree.scalar(None, place)
        else:
            raise self.unexpected()

    def string(self) -> str | None:
        """Read a text in quotes, if one comes next."""
        place = self.place(self.at)
        found = self.match(STRING)
        if found is None:
            return None
        text = str(json.loads(found))
        bad = unusable(text)
        if bad:
            self.tree.report("control-character", place, character=code_point(bad[0]))
        return visible(text)

    def match(self, pattern: re.Pattern[str]) -> str | None:
        """Go past what a pattern matches here, and return it."""
        found = pattern.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found[0]

    def unexpected(self) -> UnreadableError:
        """Return what to raise for a character that cannot stand here."""
        index = self.skip_space()
        place = self.place(index)
        if index == len(self.text):
            return UnreadableError(problem("json-unfinished", place))
        if self.text[index] in lookalikes.MARKS + lookalikes.COLON:
            return UnreadableError(problem("full-width-mark", place, character=self.text[index]))
        found = self.text[index : index + SHOWN].splitlines()[0]
        return UnreadableError(problem("json-syntax", place, found=found))
