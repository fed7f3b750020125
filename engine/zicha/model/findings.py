"""What a check of an edition found, and what its author set aside."""

from dataclasses import dataclass

from zicha.errors import Place, Problem


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that a comment in the file sets aside: why, and where the comment stands."""

    problem: Problem
    reason: str
    place: Place
