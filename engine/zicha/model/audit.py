"""The audit of many units: what every format shows. Texts are in the language of the audit.

The fields are those of the published JSON audit (``zicha/audit/1``), with numbers still exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zicha.errors import Problem
from zicha.model.facts import Level
from zicha.model.ledger import Followup
from zicha.model.numbers import Number
from zicha.model.report import Gap, Score, SourceShown
from zicha.model.text import Lang


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among units of one level, and the places that the open facts leave possible.

    Ranked by the worst score, then the best; equal scores share a place (1, 2, 2, 4).
    ``overlaps_next``: the best score of the unit after it is above this unit's worst score, so
    that their order may turn. ``of``: how many are ranked.
    """

    place: int
    best_place: int
    worst_place: int
    tied: bool
    overlaps_next: bool
    of: int


@dataclass(frozen=True, slots=True)
class CategoryStanding:
    """The score of one category, in percent; None where nothing applies."""

    code: str
    worst: Number | None
    best: Number | None


@dataclass(frozen=True, slots=True)
class Peers:
    """Units of the same level that are alike in size, the unit itself included.

    ``place`` and ``mean_worst`` are among these; ``size``: residents.
    """

    band: int
    size: int
    smallest: int
    largest: int
    place: int
    of: int
    mean_worst: Number


@dataclass(frozen=True, slots=True)
class Standing:
    """One judged unit among the others.

    ``rank`` is None where nothing applies. ``gaps`` counts its gap list, ``own_gaps`` those of
    them that its own level can close. ``street``, ``district``, ``city``: the ids of the
    units above it.
    """

    id: str
    name: str
    kind: str
    kind_label: str
    parent: str | None
    date: date
    street: str | None
    district: str | None
    city: str | None
    score: Score
    counts: Mapping[str, int]
    categories: tuple[CategoryStanding, ...]
    conclusions: Mapping[str, bool | None]
    rank: Rank | None
    peers: Peers | None
    gaps: int
    own_gaps: int


@dataclass(frozen=True, slots=True)
class Extreme:
    """The unit with the highest or the lowest worst score of a group."""

    id: str
    name: str
    worst: Number


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """The units below one unit, rolled up: means over those with a score.

    ``kind``: the level of the group; ``members_kind``: that of the units counted, the lowest
    below it. ``given``: whether it is itself among the sources. ``score``: means of the members'
    scores (``points_*`` their sums). ``counts``: verdicts added up. ``conclusions``: of each how
    many members it holds for, does not hold for, and is open for.
    """

    id: str
    name: str
    kind: str
    kind_label: str
    parent: str | None
    given: bool
    members: int
    members_kind: str
    members_kind_label: str
    score: Score
    highest: Extreme | None
    lowest: Extreme | None
    counts: Mapping[str, int]
    categories: tuple[CategoryStanding, ...]
    conclusions: Mapping[str, tuple[int, int, int]]
    rank: Rank | None

    @property
    def is_right_above(self) -> bool:
        """Return whether it is of the level next to that of its members."""
        return Level(self.kind).height == Level(self.members_kind).height + 1


@dataclass(frozen=True, slots=True)
class IndicatorCounts:
    """How many units have each verdict on an indicator."""

    code: str
    name: str
    category: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CommonGap:
    """One requirement (of a set: one member) that units do not meet.

    ``holders``: units of the item's own level that have it, ``of`` so many; ``units``: those in
    whose gap lists it is, units below included. ``points``: what closing it alone everywhere adds
    to the best scores, in points. ``lifts``: by line, for how many units closing it alone brings
    the line back within reach of the best score.
    """

    indicator: str
    indicator_name: str
    item: str
    member: str | None
    fact: str | None
    label: str
    required_text: str
    owner: str
    level: str
    level_label: str
    holders: int
    of: int
    units: int
    points: Number
    lifts: Mapping[str, int]
    remedy: str
    source: SourceShown


@dataclass(frozen=True, slots=True)
class WorkLoad:
    """Gaps to be closed by one department, or by units of one level (``holders`` of gaps)."""

    key: str
    label: str
    gaps: int
    units: int
    indicators: tuple[str, ...]
    """The codes most often behind them, at most five."""
    due: date | None
    """The day on which the last of them is due."""
    overdue: int | None = None
    """How many of them had to be closed before; None where there is no audit before."""
    first_due: date | None = None
    """The day on which the first of them is due."""


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that units should know and do not, by reason; ``of``: units that hold it.

    ``points``: the width of the ranges of the indicators it feeds, over all units: an upper bound.
    """

    fact: str
    label: str
    level: str
    level_label: str
    units: int
    of: int
    reasons: Mapping[str, int]
    indicators: tuple[str, ...]
    points: Number


SETS = ("includes_all", "includes_any")
"""The operators of which each missing member is a gap of its own."""


@dataclass(frozen=True, slots=True)
class GapKey:
    """What tells a gap of a unit from its others, across audits."""

    indicator: str
    item: str
    member: str | None = None

    @classmethod
    def of(cls, gap: Gap) -> "GapKey":
        """Return a gap as it is known across audits; of a set the member is what it lacks."""
        is_member = gap.operator in SETS and isinstance(gap.shortfall, str)
        return cls(gap.indicator, gap.item, str(gap.shortfall) if is_member else None)

    def __str__(self) -> str:
        """Return the key as the JSON audit and ledgers write it."""
        words = f"{self.indicator}/{self.item}"
        return words if self.member is None else f"{words}/{self.member}"


KINDS_OF_CHANGE = ("new", "closed", "back", "unsettled", "overdue")


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What changed for one unit since the audit before; ``is_new``: it was not in that one.

    ``back``: gaps that had been closed and are there again. ``unsettled``: gaps that left the list
    without being seen closed: waived, open, no longer required. ``overdue``: gaps that were found
    so long ago that they had to be closed before the day of this audit. Scores are worst scores
    in percent with two decimals, as the audit before has them. Of a new unit no gap is ``new``.
    """

    id: str
    name: str
    is_new: bool
    worst_before: Number | None
    worst: Number | None
    rank_before: int | None
    rank: int | None
    new: tuple[str, ...]
    closed: tuple[str, ...]
    back: tuple[str, ...]
    unsettled: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise since the audit before. ``gone``: ids of units that are not in this one.

    ``absent``: what is remembered of those and of others that were gone before.
    ``rules_changed``: the edition is another, so that a change need not be the units' doing.
    ``totals``: by kind of change how many gaps, each counted once, at the unit that holds it;
    ``labels``: what is behind the keys of gaps, as far as the edition still asks for it.
    """

    date: str | None
    rules_changed: bool
    units: tuple[UnitChange, ...]
    gone: tuple[str, ...]
    absent: tuple["Absent", ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def dropped(self) -> tuple["Absent", ...]:
        """Return the units that are gone, with what is remembered of each."""
        gone = frozenset(self.gone)
        return tuple(unit for unit in self.absent if unit.id in gone)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Answers worth a second look, and why: a hint, never a verdict."""

    code: str
    message: str
    units: tuple[str, ...]
    """The ids, at most twenty of ``count``."""
    count: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Received:
    """Who was expected to report, and who did. ``missing``: id and name; ``unexpected``: ids."""

    expected: int
    received: int
    missing: tuple[tuple[str, str], ...]
    unexpected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """The gap list of one unit, for drill-down, the list of all gaps and notices."""

    id: str
    name: str
    kind: str
    gaps: tuple[Gap, ...]
    to_verify: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What the next audit must know of a unit besides its gaps, as keys in order.

    ``closed``: gaps that are none any more. ``unsettled``: gaps that are neither there nor seen
    closed; they are not new when they come again. ``since``: of its gaps and of those unsettled,
    the day of the earlier audit that found each first.
    """

    closed: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    since: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Absent:
    """A unit of an earlier audit that is not in this one, with what is remembered of it."""

    id: str
    name: str
    memory: Memory


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name in the language of the audit: a category, a conclusion."""

    code: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of many units.

    ``units`` and ``groups``: in the order of ``kind`` and rank, of each level as many as a format
    needs; ``total`` and ``group_total`` count all, by level. ``details``: the gap lists of units
    shown in full, the lowest ranks first. ``left_out``: how many units of the sources could not be
    judged, each with its problem in ``problems``. ``gap_keys``: by unit its gaps as ``GapKey``
    writes them, for units whose details are not shown; ``memories``: by unit. ``has_every_gap``:
    whether ``gaps`` has all gaps that there are; of very many units only the commonest.

    ``names``: of units that are mentioned and not among those shown; ``called``: of units that
    share their name with others, with that of the units above. ``holding``: for how many of all
    units each conclusion holds; ``holders``: the ids of the first of them.
    """

    title: str
    dates: tuple[date, ...]
    edition: str
    edition_name: str
    edition_digest: str
    edition_warning: str
    facts_digest: str
    engine: str
    version: str
    lang: Lang
    by: str | None
    """The level whose groups stand first; None: all."""
    total: Mapping[str, int]
    group_total: Mapping[str, int]
    left_out: int
    categories: tuple[Named, ...]
    conclusions: tuple[Named, ...]
    units: tuple[Standing, ...]
    groups: tuple[GroupStanding, ...]
    indicators: tuple[IndicatorCounts, ...]
    gaps: tuple[CommonGap, ...]
    departments: tuple[WorkLoad, ...]
    doers: tuple[WorkLoad, ...]
    missing_facts: tuple[MissingFact, ...]
    suspicions: tuple[Suspicion, ...]
    received: Received | None
    changes: Changes | None
    problems: tuple[Problem, ...]
    details: tuple[UnitGaps, ...]
    followup: Followup | None = None
    gap_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    memories: Mapping[str, Memory] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    has_every_gap: bool = True
    called: Mapping[str, str] = field(default_factory=dict)
    holding: Mapping[str, int] = field(default_factory=dict)
    holders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
