"""What is found about many units at once: ids and exact numbers, no words.

Sums of points are whole numbers of parts; ``scale`` parts make a point. A score's key
(``zicha.scoring.keys``) is a whole number that orders scores and tells them apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from zicha.model.facts import Level
from zicha.model.rules import Item

SUMS = ("worst", "best", "possible", "decided", "decided_possible")
"""The sums of points: at the worst and the best grades, possible, and those two where decided."""
GRADED = ("A", "B", "C", "D")
OPEN, NOT_APPLICABLE, WAIVED = "open", "not_applicable", "waived"
VERDICTS = (*GRADED, OPEN, NOT_APPLICABLE, WAIVED)
GAP_COLUMNS = ("unit", "level", "indicator", "item", "member", "fact", "owner", "doer")
"""What a table of all gaps says of each."""
BAND, MOST_BANDS = 10, 20
"""Units in a band of those alike in size, at least; bands of a level, at most."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A judged unit. ``parent``: as stated; ``above``: by level what is above it."""

    unit: str
    name: str
    level: Level
    parent: str | None
    above: Mapping[Level, str]
    size: int | None
    day: date


@dataclass(frozen=True, slots=True)
class Place:
    """A place: ``equal`` units share it; open facts leave ``best`` to ``worst`` possible."""

    place: int
    equal: int
    best: int
    worst: int
    overlaps_next: bool


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A judged unit. ``sums`` by name, those of each category by its code."""

    placed: Placed
    place: Place | None
    sums: Mapping[str, int]
    categories: Mapping[str, Mapping[str, int]]
    counts: Mapping[str, int]
    conclusions: Mapping[str, bool | None]
    gaps: int
    own_gaps: int


@dataclass(frozen=True, slots=True)
class PeerResult:
    """How a unit stands in its band of units alike in size. ``keys``: sum of their worst keys."""

    band: int
    smallest: int
    largest: int
    place: int
    among: int
    keys: int


class PointsOf(NamedTuple):
    """Sums of points over units of each of which as many are possible."""

    units: int
    worst: int
    best: int
    possible: int


MemberPoints = Sequence[PointsOf]
"""The points of the members of a group; of those of whom as many are possible together."""


@dataclass(frozen=True, slots=True)
class MeanOf:
    """Sums of so many scores, exact. Unit: 1 is a score of 100 percent."""

    scored: int = 0
    worst: Fraction = Fraction(0)
    best: Fraction = Fraction(0)

    @classmethod
    def of(cls, members: Iterable[PointsOf]) -> "MeanOf":
        """Return the sums of the scores of those of whom some points are possible."""
        some = [each for each in members if each.possible]
        # Over one denominator only the last sum has to be brought down.
        all_of_it = lcm(*(each.possible for each in some))
        shares = [all_of_it // each.possible for each in some]
        return cls(
            sum(each.units for each in some),
            Fraction(sum(e.worst * n for e, n in zip(some, shares, strict=True)), all_of_it),
            Fraction(sum(e.best * n for e, n in zip(some, shares, strict=True)), all_of_it),
        )


@dataclass(frozen=True, slots=True)
class Outermost:
    """The first or the last unit of a group in the ranking; ``key``: of its worst score."""

    unit: str
    name: str
    key: int


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The units of the lowest level below one unit. ``conclusions``: how often true and false."""

    group: str
    level: Level
    members: int
    score: MeanOf
    sums: Mapping[str, int]
    categories: Mapping[str, MeanOf]
    counts: Mapping[str, int]
    conclusions: Mapping[str, tuple[int, int]]
    highest: Outermost | None
    lowest: Outermost | None


@dataclass(frozen=True, slots=True)
class GapKind:
    """A gap that units may have: an item of an indicator, of a set one member."""

    indicator: str
    item: Item
    member: str | None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells it from all others, and sorts it."""
        return self.indicator, self.item.id, self.member or ""

    @property
    def text(self) -> str:
        """Return the key as reports carry it from one audit to the next."""
        return "/".join(part for part in self.key if part)


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many have a gap.

    ``holders``: units of the item's level, ``of`` so many that are judged or stand above one that
    is; ``lists``: units in whose gap lists it is. ``points`` in parts, ``lifts`` by line: what
    closing it alone in all lists adds, and for how many units that brings a line within reach; of
    the commonest gaps only.
    """

    gap: GapKind
    holders: int
    of: int
    lists: int
    points: int = 0
    lifts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Load:
    """What one body, a department or the units of a level, has to close: gaps of so many units.

    ``counts``: which they are, the commonest first.
    """

    body: str
    gaps: int
    units: int
    counts: tuple[GapCount, ...]


def commonest_first(count: GapCount) -> tuple[int, int, tuple[str, str, str]]:
    """Return the key to sort common gaps by: most holders, then most gap lists, then the gap."""
    return -count.holders, -count.lists, count.gap.key


def loads_of(counts: Mapping[str, Sequence[GapCount]], units: Mapping[str, int]) -> list[Load]:
    """Return what bodies have to close, the most first. ``units``: by body, so many have a gap."""
    found = [
        Load(body, sum(count.holders for count in of_it), units.get(body, 0), tuple(of_it))
        for body, of_it in counts.items()
    ]
    return sorted(found, key=lambda load: (-load.gaps, load.body))
