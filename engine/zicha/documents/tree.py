"""Building a document value by value, without recursion: both formats feed it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from zicha.documents.document import Document, Path, Plain
from zicha.errors import Place, Problem, ZichaError, problem

MAX_DEPTH = 40
"""Levels of nesting; the files of this program need eight."""
MAX_NODES = 500_000
"""Values and containers of one file."""
MAX_PROBLEMS = 500
"""Problems of one file; where there are more, it is not worth reading on."""


class UnreadableError(ZichaError):
    """A document cannot be read any further; carries what was found, why it ends last."""

    def __init__(self, *found: Problem) -> None:
        """Keep the problems."""
        super().__init__(found[-1].code)
        self.problems = found


@dataclass(slots=True)
class Level:
    """A container that is still open: its path, and in a mapping the key that waits."""

    container: list[Plain] | dict[str, Plain]
    path: Path
    kept: bool = True
    key: str | None = None
    begun: bool = False
    """Whether anything was read in it, so that in JSON a comma must come before the next."""

    def put(self, value: Plain) -> str | int | None:
        """Put a value in; return its key or index, None where it is left out."""
        if isinstance(self.container, list):
            self.container.append(value)
            return len(self.container) - 1 if self.kept else None
        key, self.key = self.key, None
        if key is None or not self.kept or key in self.container:
            return None
        self.container[key] = value
        return key


@dataclass(slots=True)
class Tree:
    """A document under construction.

    What stands under a key that cannot be kept (a second one of the same name) is walked
    through, so that its own problems are found, and left out of the value.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    value: Plain = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    nodes: int = 0

    def report(self, code: str, place: Place, **args: object) -> None:
        """Note a problem."""
        self.note(problem(code, place, **args))

    def note(self, found: Problem) -> None:
        """Note a problem. Raises UnreadableError where there are too many."""
        self.problems.append(found)
        if len(self.problems) >= MAX_PROBLEMS:
            raise UnreadableError(too_many(found.place))

    @contextmanager
    def keeping_problems(self) -> Iterator[None]:
        """Let an UnreadableError carry what was found before it, too."""
        try:
            yield
        except UnreadableError as error:
            raise UnreadableError(*self.problems, *error.problems) from None

    @property
    def awaits_key(self) -> bool:
        """Return whether the next thing must be a key."""
        return bool(self.levels) and self._is_mapping and self.levels[-1].key is None

    @property
    def _is_mapping(self) -> bool:
        return isinstance(self.levels[-1].container, dict)

    def key(self, text: str, place: Place) -> None:
        """Take the key of the next value."""
        self._count(place)
        level = self.levels[-1]
        level.key = text
        path = (*level.path, text)
        if level.kept and path in self.keys:
            self.report("key-twice", place, key=text, line=self.keys[path].line)
        elif level.kept:
            self.keys[path] = place

    def scalar(self, value: Plain, place: Place, text: str | None = None) -> None:
        """Take a value; ``text``: how a number was written, where that is not its plain form."""
        path = self._put(value, place)
        if path is not None and text is not None:
            self.texts[path] = text

    def open(self, container: list[Plain] | dict[str, Plain], place: Place) -> None:
        """Enter a list or a mapping."""
        if len(self.levels) >= MAX_DEPTH:
            raise UnreadableError(problem("too-deep", place, most=MAX_DEPTH))
        path = self._put(container, place)
        self.levels.append(Level(container, path or (), kept=path is not None))

    def close(self) -> None:
        """Leave the list or mapping that was entered last."""
        self.levels.pop()

    def document(self) -> Document:
        """Return what was built."""
        return Document(self.file, self.value, self.values, self.keys, self.texts)

    def _count(self, place: Place) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise UnreadableError(problem("too-many-values", place, most=MAX_NODES))

    def _put(self, value: Plain, place: Place) -> Path | None:
        """Put a value where it belongs; return its path, None where it is left out."""
        self._count(place)
        if not self.levels:
            self.value = value
            self.values[()] = place
            return ()
        level = self.levels[-1]
        step = level.put(value)
        if step is None:
            return None
        path = (*level.path, step)
        self.values[path] = place
        return path


def too_many(place: Place) -> Problem:
    """Return the problem of a file in which so much is wrong that reading ends here."""
    return problem("too-many-problems", place, most=MAX_PROBLEMS)
