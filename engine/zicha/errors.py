"""What can go wrong: problems as values, and the exceptions that stop the work.

A problem is something wrong in what a person wrote. It is a value: collected, sorted and
shown together with the others. It carries a code and arguments, no sentence: the sentence is
made by ``zicha.words`` in the reader's language. An exception stops the work.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import total_ordering

UNUSABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters that belong in no text: controls, lone surrogates, unseen line and byte marks."""


class ExitCode(IntEnum):
    """What the process tells the shell; of several the highest counts."""

    DONE = 0
    """Every applicable indicator is A or waived, and no veto holds."""
    FOUND = 1
    """There is a gap, something open or a veto; for rule tools: a finding."""
    BAD_INPUT = 2
    """The input or the call is wrong; nothing was judged."""
    INTERNAL = 3
    """A fault of this program."""


def visible(text: str) -> str:
    """Return a text in which characters that belong in no text are shown by their numbers.

    Names of files may have them, such as those in another encoding; no report can hold them.
    """
    return UNUSABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    """The work cannot be done with it."""
    WARNING = "warning"
    """The work is done, but the result is doubtful."""
    HINT = "hint"
    """Worth a look; nothing depends on it."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with line and column, or a sheet with a cell.

    Lines and columns count from 1; 0 means that only the file is known. A cell is named as its
    workbook shows it (``sheet!D14``); it has line and column, too, and the number of its sheet.
    """

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""
    sheet: int = 0

    def __post_init__(self) -> None:
        """Show the file by a name that every report can hold."""
        if UNUSABLE.search(self.file):
            object.__setattr__(self, "file", visible(self.file))

    def __lt__(self, other: "Place") -> bool:
        """Return whether a reader meets this place first: a workbook is read sheet by sheet."""
        return self._order() < other._order()

    def _order(self) -> tuple[str, int, int, int, str]:
        return self.file, self.sheet, self.line, self.column, self.cell

    def __str__(self) -> str:
        """Return the place as ``file:line:column`` or ``file:sheet!cell``."""
        if self.cell:
            return f"{self.file}:{self.cell}"
        if not self.line:
            return self.file
        return (
            f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in what a person wrote, at its place.

    ``code`` names the kind of problem (kebab-case, kept for ever); ``args`` are the words that
    the message and the remedy of that code mention.
    """

    code: str
    place: Place
    args: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR


def problem(
    code: str, place: Place, severity: Severity = Severity.ERROR, /, **args: object
) -> Problem:
    """Return a problem; every argument is kept as a text that can be shown."""
    return Problem(code, place, {name: visible(str(v)) for name, v in args.items()}, severity)


class ZichaError(Exception):
    """The work cannot go on. The base of every exception that this program raises."""

    exit_code = ExitCode.INTERNAL


class InputError(ZichaError):
    """What a person wrote cannot be used: carries every problem that was found."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of their places."""
        self.problems = tuple(sorted(problems, key=lambda p: (p.place, p.code)))
        super().__init__("; ".join(f"{p.place}: {p.code} {dict(p.args)}" for p in self.problems))


class EngineError(ZichaError):
    """An engine failed, gave an incomplete result, or two engines disagree."""
