"""Conclusions: what follows from the whole, chained over scores, facts, gaps and each other."""

from dataclasses import dataclass
from enum import StrEnum

from zicha.errors import Place
from zicha.model.numbers import Number
from zicha.model.rules import Condition, Source
from zicha.model.text import Text


class ConclusionKind(StrEnum):
    """What a conclusion is for."""

    LINE = "line"
    """A score line."""
    FLAG = "flag"
    """Red honours, yellow warns."""
    PREREQUISITE = "prerequisite"
    """Without it the unit cannot apply; waivers do not count."""
    VETO = "veto"
    """An event of the negative list; it cannot be waived."""
    ESCALATION = "escalation"
    """To be taken to a level above."""


@dataclass(frozen=True, slots=True)
class ScoreReaches:
    """The score of a category (None: of all) is at least ``line`` percent.

    True where the worst score is, false where the best is below, else unknown; unknown where
    nothing applies. ``waivers``: whether waived indicators are left out.
    """

    category: str | None
    line: Number
    waivers: bool = True


@dataclass(frozen=True, slots=True)
class FactsSay:
    """A condition on facts; unknown where no unit of its level is given."""

    when: Condition


@dataclass(frozen=True, slots=True)
class Holds:
    """Another conclusion holds."""

    conclusion: str


@dataclass(frozen=True, slots=True)
class GapsAbove:
    """More than ``percent`` of the unit's gaps can only be closed by a level above its own.

    Gaps of waived indicators are left out; an open item may become a gap (of a set: each member
    that is missing or unknown). False where there is no gap and none is possible.
    """

    percent: Number


@dataclass(frozen=True, slots=True)
class EveryOf:
    """Every part holds."""

    parts: tuple["Premise", ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """At least one part holds."""

    parts: tuple["Premise", ...]


@dataclass(frozen=True, slots=True)
class NotAnyOf:
    """No part holds."""

    parts: tuple["Premise", ...]


Premise = ScoreReaches | FactsSay | Holds | GapsAbove | EveryOf | SomeOf | NotAnyOf


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One conclusion. A rule set lists them so that each comes after those that it reads."""

    id: str
    kind: ConclusionKind
    label: Text
    when: Premise
    source: Source
    place: Place
    reason: Text | None = None
