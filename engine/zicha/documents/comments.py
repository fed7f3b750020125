"""Comments of a YAML text: what people note beside the values, and no value carries."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from yaml.events import ScalarEvent

from zicha.documents.encoding import decoded
from zicha.documents.tree import UnreadableError
from zicha.documents.yaml_text import events
from zicha.errors import Place

BEGIN = re.compile(r"(?:^|(?<=[ \t]))#")
"""The sign begins a comment only at the start of a line or after a blank."""

Position = tuple[int, int]
"""Line and column, from 0."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; ``alone``: nothing else stands on its line."""

    text: str
    place: Place
    alone: bool


def read_comments(data: bytes, file: str) -> list[Comment]:
    """Return the comments of a YAML file in order; none where it cannot be read."""
    try:
        text, _ = decoded(data, file)
        scalars = list(_scalars(text, file))
    except UnreadableError:
        return []
    return [
        Comment(line[begin + 1 :].strip(), Place(file, number + 1, begin + 1), not before.strip())
        for number, line in enumerate(text.splitlines())
        if (begin := _comment_begin(line, number, scalars)) is not None
        for before in [line[:begin]]
    ]


def _scalars(text: str, file: str) -> Iterator[tuple[Position, Position]]:
    """Yield where each scalar begins and ends: a sign inside of one is text."""
    for event in events(text, file):
        if isinstance(event, ScalarEvent):
            start, end = event.start_mark, event.end_mark
            assert start, "the parser marks what it reads"
            assert end, "the parser marks what it reads"
            yield (start.line, start.column), (end.line, end.column)


def _comment_begin(line: str, number: int, scalars: list[tuple[Position, Position]]) -> int | None:
    """Return the column at which the comment of a line begins; None without one."""
    for found in BEGIN.finditer(line):
        at = (number, found.start())
        index = bisect_right(scalars, at, key=lambda span: span[0])
        if not index or scalars[index - 1][1] <= at:
            return found.start()
    return None
