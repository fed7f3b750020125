"""What a YAML syntax error most likely means, and where to look."""

import re
from typing import Protocol

from yaml import MarkedYAMLError, YAMLError

from zicha.documents import lookalikes
from zicha.errors import Place, Problem, problem

FULL_WIDTH_KEY = re.compile(rf"^[\s-]*[\w.]+\s*({lookalikes.COLON})")
FULL_WIDTH_FLOW = re.compile(
    rf"[\[{{][^\]}}]*([{lookalikes.SEPARATORS}])|([{lookalikes.BRACKETS}])"
)
FULL_WIDTH_QUOTE = re.compile(rf"[:\[{{,-]\s*([{lookalikes.QUOTES}])")
UNSEEN_INDENT = re.compile(rf"^ *([{lookalikes.SPACES}])")
TAB_INDENT = re.compile(r"^ *\t")
NAME_JOINED = (re.compile(r"^ *(?:- +)?[\w.]+(:)[^ \t:/]"), "yaml-colon-space")
"""A name with its colon and its content right behind: to YAML that is one word."""
ENTRY_JOINED = (re.compile(r"^ *(?:(-)[^\s\d-]|([\u2010-\u2015\u2212\uff0d]))"), "yaml-dash")
"""An entry right behind its dash, or behind a sign that only looks like one."""
NO_SPACE = {
    "yaml-colon-unexpected": (NAME_JOINED, ENTRY_JOINED),
    "yaml-colon-missing": (NAME_JOINED, ENTRY_JOINED),
    "yaml-indent": (ENTRY_JOINED,),
}
"""Signs that want a space behind them, by what the parser says where it is missing."""
FROM_BEGIN = ("yaml-quote-open", "yaml-bracket-open", "yaml-colon-missing")
"""What is to be mended where it begins, not where the parser noticed it."""
LOOK_BACK = 2
"""Lines before the error in which its cause is looked for."""

REASONS = (
    ("yaml-quote-open", ("while scanning a quoted scalar",)),
    ("yaml-bracket-open", ("while parsing a flow",)),
    ("yaml-colon-unexpected", ("mapping values are not allowed",)),
    ("yaml-colon-missing", ("could not find expected ':'",)),
    ("yaml-alias-unknown", ("while scanning an alias", "while scanning an anchor")),
    ("yaml-indent", ("while parsing a block",)),
    ("yaml-after-end", ("expected <document start>", "expected '<document start>'")),
    ("yaml-character", ("cannot start any token",)),
)
"""Words of libyaml and of PyYAML's own parser, by what they mean to the writer."""


class Position(Protocol):
    """A mark of either parser, libyaml's or PyYAML's own."""

    @property
    def line(self) -> int:
        """Return the line, from 0."""
        ...

    @property
    def column(self) -> int:
        """Return the column, from 0."""
        ...


def explained(error: YAMLError, text: str, file: str) -> Problem:
    """Return the one problem that says what is wrong and what to do."""
    if not isinstance(error, MarkedYAMLError):
        return problem("yaml-syntax", Place(file), reason=" ".join(str(error).split()))
    lines = text.splitlines()
    reason = " ".join(part for part in (error.context, error.problem) if part)
    code = next((c for c, words in REASONS if any(w in reason for w in words)), "yaml-syntax")
    begins, noticed = error.context_mark, error.problem_mark or error.context_mark
    mark = begins or noticed if code in FROM_BEGIN else noticed
    near = begins or noticed if code == "yaml-colon-missing" else noticed
    line = min(near.line, max(len(lines) - 1, 0)) if near else 0
    likely = typed_full_width(lines, line, file) or without_space(code, lines, line, file)
    return likely or problem(code, mark_place(mark, file), reason=reason)


def typed_full_width(lines: list[str], last: int, file: str) -> Problem | None:
    """Return the problem of a character that only looks like the one YAML knows, near an error."""
    for index in range(last, max(last - LOOK_BACK, 0) - 1, -1):
        line = lines[index] if index < len(lines) else ""
        for pattern, code in (
            (TAB_INDENT, "yaml-tab"),
            (UNSEEN_INDENT, "yaml-unseen-indent"),
            (FULL_WIDTH_KEY, "full-width-colon"),
            (FULL_WIDTH_QUOTE, "full-width-mark"),
            (FULL_WIDTH_FLOW, "full-width-mark"),
        ):
            found = pattern.search(line)
            if found:
                start = found.start(found.lastindex or 0)
                args = {"character": line[start]} if code == "full-width-mark" else {}
                return problem(code, Place(file, index + 1, start + 1), **args)
    return None


def without_space(code: str, lines: list[str], last: int, file: str) -> Problem | None:
    """Return the problem of a sign without a plain space behind it, in the line or the one above.

    A colon stands behind a name, a dash before an entry. ``code``: what the parser says.
    """
    for index in range(last, max(last - LOOK_BACK, -1), -1):
        for pattern, sign in NO_SPACE.get(code, ()):
            found = pattern.search(lines[index]) if index < len(lines) else None
            if found:
                return problem(sign, Place(file, index + 1, found.start(found.lastindex or 0) + 1))
    return None


def mark_place(mark: Position | None, file: str) -> Place:
    """Return the place of a parser's mark, which counts from 0."""
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
