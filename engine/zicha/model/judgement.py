"""What an engine decides: the outcome of every item, the grade range of every indicator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from zicha.model.rules import Grade


class Outcome(StrEnum):
    """What became of one requirement."""

    MET = "met"
    UNMET = "unmet"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


class WhyNotApplicable(StrEnum):
    """Why a requirement does not apply."""

    LEVEL = "level"
    """No unit of its level is given."""
    APPLIES = "applies"
    """Its ``applies`` is false."""
    WHEN_ZERO = "when_zero"
    """The denominator of its ratio is 0."""


class ItemResult(NamedTuple):
    """The outcome of one item, and what it means for its indicator's grade.

    ``faults``: fewest and most faults (None: no upper bound). ``grades``: best and worst grade of
    a scale. ``missing`` and ``unknown``: required members certainly absent, and not known.
    ``may_not_apply``: known facts leave it open whether the item applies. ``why``: for an item
    that does not apply; ``applies`` then is the index of the clause that failed.
    """

    outcome: Outcome
    faults: tuple[int, int | None] = (0, 0)
    grades: tuple[Grade, Grade] = (Grade.A, Grade.A)
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    may_not_apply: bool = False
    why: WhyNotApplicable | None = None
    applies: int = 0


class GradeRange(NamedTuple):
    """The best and the worst grade that the known facts leave; None, None: not applicable."""

    best: Grade | None
    worst: Grade | None


NOT_APPLICABLE = GradeRange(None, None)
WHOLE_RANGE = GradeRange(Grade.A, Grade.D)


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that one engine decides of one unit.

    ``items``: by indicator code, in the order of the rule. ``grades``: by indicator code, for
    every indicator with a rule. ``conclusions``: by id; None is not known.
    """

    engine: str
    items: Mapping[str, tuple[ItemResult, ...]]
    grades: Mapping[str, GradeRange]
    conclusions: Mapping[str, bool | None] = field(default_factory=dict)
