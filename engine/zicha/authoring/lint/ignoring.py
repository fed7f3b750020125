"""``# zicha: ignore CODE reason``: how an author sets a finding aside, and what is wrong in it.

The comment counts for its own line; where it stands alone, for the line below. An error cannot
be set aside: with it nothing can be judged.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zicha.documents.comments import Comment
from zicha.errors import Place, Problem, Severity, problem
from zicha.language.nearest import nearest
from zicha.model.findings import Ignored
from zicha.words.problems import problem_codes

FORM = re.compile(r"zicha:\s*ignore\b\s*(?P<code>\S*)\s*(?P<reason>.*)")
ALMOST = re.compile(r"zicha\s*[:\uff1a]\s*ignore\b.*", re.IGNORECASE)
"""What is meant as such a comment: with capitals, a full-width colon, a blank before it."""


@dataclass(frozen=True, slots=True)
class Leave:
    """One comment that sets findings of a code aside on a line of its file."""

    code: str
    reason: str
    place: Place
    line: int

    def covers(self, found: Problem) -> bool:
        """Return whether the comment is about a finding."""
        return (
            found.severity is not Severity.ERROR
            and (found.code, found.place.file) == (self.code, self.place.file)
            and found.place.line == self.line
        )


def leaves_in(comments: Iterable[Comment]) -> Iterator[Leave]:
    """Yield the comments that set something aside."""
    every = list(comments)
    alone = {(each.place.file, each.place.line) for each in every if each.alone}
    for comment in every:
        found = FORM.fullmatch(comment.text)
        if found is None:
            continue
        line = comment.place.line
        while (comment.place.file, line) in alone:
            line += 1
        yield Leave(found["code"], found["reason"], comment.place, line)


def set_aside(
    problems: Iterable[Problem], comments: Iterable[Comment]
) -> tuple[list[Problem], list[Ignored]]:
    """Return the findings that stand, what is wrong in comments among them, and the others."""
    comments = list(comments)
    leaves = list(leaves_in(comments))
    standing: list[Problem] = []
    ignored: list[Ignored] = []
    used: set[Leave] = set()
    for found in problems:
        leave = next((each for each in leaves if each.covers(found)), None)
        if leave is None:
            standing.append(found)
        else:
            used.add(leave)
            ignored.append(Ignored(found, leave.reason, leave.place))
    standing += misspelt(comments)
    for leave in leaves:
        standing += wrong_in(leave, used=leave in used)
    return standing, ignored


def misspelt(comments: Iterable[Comment]) -> Iterator[Problem]:
    """Yield the comments that are meant to set something aside, and do not."""
    for comment in comments:
        if ALMOST.fullmatch(comment.text) and not FORM.fullmatch(comment.text):
            yield problem("ignore-misspelt", comment.place, Severity.WARNING, given=comment.text)


def not_set_aside(problems: Iterable[Problem], comments: Iterable[Comment]) -> list[Problem]:
    """Return the findings that no comment sets aside."""
    leaves = list(leaves_in(comments))
    return [found for found in problems if not any(each.covers(found) for each in leaves)]


def wrong_in(leave: Leave, *, used: bool) -> Iterator[Problem]:
    """Yield what is wrong in a comment that sets something aside."""
    codes = problem_codes()
    if leave.code not in codes:
        near = nearest(leave.code, codes)
        yield problem(
            "ignore-unknown", leave.place, Severity.WARNING, given=leave.code, nearest=near
        )
    elif not used:
        yield problem("ignore-unused", leave.place, Severity.WARNING, ignored=leave.code)
    elif not leave.reason:
        yield problem("ignore-without-reason", leave.place, Severity.WARNING, ignored=leave.code)
