"""Rules: what an indicator requires, as a tree.

The tree is what every engine reads. It names facts by id, holds exact numbers, and carries no
text but its reasons and remedies. An attribute of the unit is the fact ``level.name``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zicha.errors import Place
from zicha.model.facts import Level
from zicha.model.numbers import Number
from zicha.model.text import Text


class Confidence(StrEnum):
    """How far a value can be trusted as a national requirement."""

    OFFICIAL = "official"
    QUOTED = "quoted"
    LOCAL = "local"
    RECONSTRUCTED = "reconstructed"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: citation, edition and confidence."""

    cite: str
    edition: str
    confidence: Confidence


class Grade(StrEnum):
    """A grade, from the best to the worst."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def rank(self) -> int:
        """Return 0 for the best grade, rising."""
        return GRADES.index(self)


GRADES: tuple[Grade, ...] = tuple(Grade)


# --- Values that a condition compares ---------------------------------------------------------


class WhenZero(StrEnum):
    """What a ratio gives where its denominator is 0."""

    MET = "met"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class FactValue:
    """The value of a fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of several values."""

    terms: tuple["Operand", ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first value less the second."""

    left: "Operand"
    right: "Operand"


@dataclass(frozen=True, slots=True)
class Ratio:
    """``scale`` times ``part`` over ``whole``: 1 a ratio, 100 a percentage, 1000 per thousand."""

    part: "Operand"
    whole: "Operand"
    scale: int
    when_zero: WhenZero


Operand = FactValue | Sum | Difference
Subject = FactValue | Sum | Difference | Ratio


# --- Bounds -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ByOption:
    """A bound that depends on an attribute of the unit; every option has its number."""

    attribute: str
    numbers: tuple[tuple[str, Number], ...]

    def number(self, option: str) -> Number:
        """Return the number of an option."""
        return dict(self.numbers)[option]


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A bound with its source and the first day on which it counts (None: always)."""

    bound: "Number | ByOption"
    source: Source
    begins: date | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """Several values of one bound over time; ``zicha.language.asof`` picks one for a day."""

    values: tuple[DatedValue, ...]


Bound = Number | ByOption | Dated
"""Engines meet numbers and ``ByOption`` only: dates are settled before."""


# --- Conditions -------------------------------------------------------------------------------


class Comparison(StrEnum):
    """How a value is compared with a bound."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    EQUALS = "equals"


@dataclass(frozen=True, slots=True)
class Compare:
    """A number against a bound."""

    subject: Subject
    comparison: Comparison
    bound: Bound


@dataclass(frozen=True, slots=True)
class Between:
    """A number between two bounds, both included."""

    subject: Subject
    low: Bound
    high: Bound


@dataclass(frozen=True, slots=True)
class Is:
    """A bool or enum fact that has one value."""

    fact: str
    value: bool | str


@dataclass(frozen=True, slots=True)
class OneOf:
    """An enum fact that has one of several values."""

    fact: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Includes:
    """A set fact that has all (``every``) or any of some members."""

    fact: str
    members: tuple[str, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class WithinDays:
    """A date fact at most so many days before the day of the assessment, not after it."""

    fact: str
    days: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AtLeastN:
    """At least ``n`` of the parts hold."""

    n: int
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Always:
    """Holds whatever the facts: the last band of a scale that leaves nothing out."""


Leaf = Compare | Between | Is | OneOf | Includes | WithinDays | Always
Composite = AllOf | AnyOf | NoneOf | AtLeastN
Condition = Leaf | Composite


# --- Items and rules --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Applies:
    """When a requirement applies, and what to say where it does not."""

    when: Condition
    reason: Text


class ItemKind(StrEnum):
    """How an item adds to the faults of its indicator, and how its gaps are shown."""

    PLAIN = "plain"
    """One requirement: one fault, one gap."""
    SET = "set"
    """Required members of a set: one fault and one gap a missing member."""
    COUNT = "count"
    """A count of faults: as many faults as it exceeds what is allowed, one gap."""
    BANDS = "bands"
    """A scale: the first band that holds gives the grade."""


@dataclass(frozen=True, slots=True)
class Item:
    """One requirement of a rule.

    ``condition`` is what is required; of a scale its best band. ``applies`` are all to hold (the
    rule's own and the item's). ``doer``: the level that can put it right. ``days``: calendar days
    to put it right. ``level``: the lowest level among its facts; without a unit of that level the
    item is not applicable.
    """

    id: str
    kind: ItemKind
    condition: Condition
    level: Level
    facts: tuple[str, ...]
    source: Source
    remedy: Text
    owner: str
    doer: Level
    days: int
    place: Place
    applies: tuple[Applies, ...] = ()
    bands: tuple[tuple[Grade, Condition], ...] = ()
    fatal: bool = False
    label: Text | None = None
    covers: tuple[str, ...] = ()
    dated: bool = False
    """Whether the value was chosen among several by date."""


class Grading(StrEnum):
    """How outcomes of items become a grade."""

    ALL = "all"
    FAULTS = "faults"
    BANDS = "bands"


@dataclass(frozen=True, slots=True)
class Part:
    """Items that are graded together by one method."""

    grading: Grading
    items: tuple[Item, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one indicator is judged: the lowest grade of its parts (most rules have one part)."""

    indicator: str
    parts: tuple[Part, ...]
    place: Place

    def items(self) -> Iterator[Item]:
        """Yield the items of all parts in order."""
        for part in self.parts:
            yield from part.items
