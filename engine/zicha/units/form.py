"""A document as a form to be read: values at their paths, and what is wrong there."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from zicha.documents import lookalikes
from zicha.documents.document import Document, Path, Plain
from zicha.documents.scalars import code_point, unusable
from zicha.documents.tree import MAX_PROBLEMS, UnreadableError, too_many
from zicha.errors import Place, Problem, Severity, problem
from zicha.language.nearest import closest
from zicha.units.typed import RefusedError, shown, typed_day

T = TypeVar("T")

NO_VALUE = re.compile(
    r"#(?:N/A|DIV/0!|NAME\?|GETTING_DATA"
    r"|(?:REF|VALUE|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN)!)"
)
"""What Excel shows, and saves, where a formula came to nothing: nobody's name, and no unit."""


@dataclass(slots=True)
class Form:
    """A document, and the problems found while it is read."""

    document: Document
    problems: list[Problem] = field(default_factory=list)
    misshapen: set[Path] = field(default_factory=set)
    """Where a mapping should stand and does not, each reported once."""

    @property
    def is_usable(self) -> bool:
        """Return whether nothing found so far is an error."""
        return not any(found.severity is Severity.ERROR for found in self.problems)

    def value(self, path: Path) -> Plain:
        """Return the value at a path; None where there is none. Blank text is no value."""
        value = self.document.value
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step]
            else:
                return None
        return None if isinstance(value, str) and not value.strip() else value

    def report(self, code: str, path: Path, /, **args: object) -> None:
        """Note a problem at a value."""
        self.note(problem(code, self.document.place(path), **args))

    def hint(self, code: str, path: Path, /, **args: object) -> None:
        """Note what is worth a look at a value."""
        self.note(problem(code, self.document.place(path), Severity.HINT, **args))

    def report_key(self, code: str, path: Path, /, **args: object) -> None:
        """Note a problem at the key before a value."""
        self.note(problem(code, self.document.key_place(path), **args))

    def refuse(self, place: Place, refused: RefusedError) -> None:
        """Note why what stands at a place cannot be taken."""
        self.note(problem(refused.code, place, refused.severity, **refused.arguments))

    def note(self, found: Problem) -> None:
        """Note a problem. Raises UnreadableError where there are too many to read on."""
        self.problems.append(found)
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(too_many(found.place))
            raise UnreadableError(self.problems[-1])

    def mapping(self, path: Path) -> dict[str, Plain]:
        """Return the mapping at a path; empty, with a problem, where something else stands."""
        value = self.value(path)
        if isinstance(value, dict):
            return value
        if value is not None and path not in self.misshapen:
            self.misshapen.add(path)
            if isinstance(value, str) and lookalikes.COLON in value:
                self.report("full-width-colon", path)
            else:
                self.report("not-a-mapping", path, value=shown(value))
        return {}

    def is_mapping(self, path: Path) -> bool:
        """Return whether a mapping stands at a path; its absence is a problem, too."""
        if self.value(path) is None:
            self.report("not-a-mapping", path, value=shown(None))
        self.mapping(path)
        return isinstance(self.value(path), dict)

    def paths(self, path: Path) -> list[Path]:
        """Return the paths of a list's entries; none, with a problem, where no list stands."""
        value = self.value(path)
        if isinstance(value, list):
            return [(*path, index) for index in range(len(value))]
        if value is not None:
            self.report("not-a-list", path, value=shown(value))
        return []

    def check_keys(self, path: Path, known: Iterable[str]) -> None:
        """Note every key of a mapping that is not known, with the nearest that is."""
        words = tuple(known)
        for key in self.mapping(path):
            if key in words:
                continue
            near = closest(key, words)
            if near:
                self.report_key("key-unknown-near", (*path, key), key=key, nearest=near)
            else:
                self.report_key("key-unknown", (*path, key), key=key, known=" ".join(words))

    def attempt(self, path: Path, read: Callable[[Plain], T]) -> T | None:
        """Return what ``read`` makes of a value; None, with a problem, where it refuses."""
        try:
            return read(self.value(path))
        except RefusedError as refused:
            self.refuse(self.document.place((*path, *refused.at)), refused)
            return None

    def text(self, path: Path) -> str | None:
        """Return the text at a path in one line; a number as it was written."""
        value = self.value(path)
        if isinstance(value, str):
            return self.one_line(path, value)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return self.document.texts.get(path, str(value))
        if value is not None:
            self.report("not-a-text", path, value=shown(value))
        return None

    def one_line(self, path: Path, text: str) -> str | None:
        """Return a text in one line; None, with a problem, for one that nobody wrote.

        A workbook or a database may hold any character, and what a formula came to.
        """
        line = " ".join(part.strip() for part in text.strip().splitlines())
        bad = unusable(line)
        if bad:
            self.report("control-character", path, character=code_point(bad[0]))
        elif NO_VALUE.fullmatch(line):
            self.report("formula-error", path, value=line)
        else:
            return line
        return None

    def needed_text(self, path: Path) -> str | None:
        """Return the text at a path; its absence is a problem of the mapping around it."""
        if self.value(path) is None:
            self.report("key-missing", path[:-1], key=path[-1])
            return None
        return self.text(path)

    def day(self, path: Path) -> date | None:
        """Return the day at a path, None where there is none."""
        return None if self.value(path) is None else self.attempt(path, typed_day)
