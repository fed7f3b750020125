"""The report of one unit: what every format shows. Texts are in the language of the report.

The fields are those of the published JSON report (``zicha/report/1``), with numbers still exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zicha.model.ledger import Followup
from zicha.model.numbers import Number
from zicha.model.text import Lang

Shown = Number | bool | str | tuple[str, ...] | date | None
"""A value as a report carries it: a set as its members, a date as a date, None unknown."""


@dataclass(frozen=True, slots=True)
class SourceShown:
    """Where a value comes from; ``work`` says in words what is cited.

    ``dated``: the value is the one of several that counts on the day.
    """

    cite: str
    edition: str
    confidence: str
    edition_label: str
    confidence_label: str
    work: str
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Percentages unrounded (None where nothing applies); ``decided_share`` from 0 to 1."""

    worst: Number | None
    best: Number | None
    decided: Number | None
    decided_share: Number | None
    points_worst: Number
    points_best: Number
    points_possible: Number


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One requirement in a report. ``required_text``: the requirement in words."""

    id: str
    label: str
    fact: str | None
    facts: tuple[str, ...]
    outcome: str
    operator: str
    required: Shown
    actual: Shown
    shortfall: Shown
    unit: str | None
    unit_label: str
    reason: str | None
    because: str | None
    required_text: str
    actual_text: str
    source: SourceShown
    rule: str
    """File and line of the item in the rules."""


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """One indicator in a report; ``points`` is None while the verdict is open."""

    code: str
    name: str
    category: str
    group: str
    verdict: str
    grade_worst: str | None
    grade_best: str | None
    points: Number | None
    points_worst: Number | None
    points_best: Number | None
    points_possible: Number
    reason: str | None
    because: str | None
    items: tuple[ItemShown, ...]


@dataclass(frozen=True, slots=True)
class CategoryShown:
    """One category in a report."""

    code: str
    name: str
    score: Score
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What an inspector saw of a gap's fact, and is not put right yet.

    ``place``: empty where none is said. ``photo``: the name of a file.
    """

    count: int
    place: str
    date: date
    photo: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """One unmet requirement (of a set: one missing member), with what to do about it.

    ``points``: what closing it alone adds to the best grade of its indicator;
    ``points_together``: what closing all gaps of the indicator adds.
    """

    indicator: str
    indicator_name: str
    item: str
    fact: str | None
    label: str
    operator: str
    required: Shown
    actual: Shown
    shortfall: Shown
    unit: str | None
    unit_label: str
    points: Number
    points_together: Number
    next: Shown
    next_text: str | None
    owner: str
    level: str
    due: date
    remedy: str
    required_text: str
    actual_text: str
    shortfall_text: str
    source: SourceShown
    rule: str
    seen: tuple[Seen, ...] = ()
    """Where it was seen on site; ``remedy`` names the places, too."""


@dataclass(frozen=True, slots=True)
class ToVerify:
    """An unknown fact; ``points`` is an upper bound of what knowing it can settle."""

    fact: str
    label: str
    level: str
    reason: str
    indicators: tuple[str, ...]
    points: Number
    hint: str
    last: str | None
    """The last value, where it no longer counts, in words."""
    conclusions: tuple[str, ...] = ()
    """Open conclusions that it may settle, by id, such as a veto."""
    conclusion_labels: tuple[str, ...] = ()

    @property
    def concerns(self) -> tuple[str, ...]:
        """Return what it bears on, as readers know it: codes of indicators, then conclusions."""
        return (*self.indicators, *self.conclusion_labels)


@dataclass(frozen=True, slots=True)
class FactShown:
    """A fact of which something is known: its value, since when, on what evidence.

    ``value`` is the value that counts, else the last one stated; ``reason`` then says why it does
    not count (stale, later, contradiction). ``at_least``: only that much is known of it. ``note``:
    what who stated it wrote beside it.
    """

    fact: str
    label: str
    level: str
    level_label: str
    value: Shown
    value_text: str
    unit_label: str
    date: date | None
    evidence: str
    reason: str | None
    at_least: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class WaiverShown:
    """A waiver with its state (valid, expired, not_yet) and the gaps that it keeps aside."""

    indicator: str
    indicator_name: str
    reason: str
    approved_by: str
    begins: date
    expires: date
    state: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class ConclusionShown:
    """What is concluded from the whole; ``holds`` None is not known yet.

    ``because``: what decides, whichever way it goes, and the source, in words.
    """

    id: str
    kind: str
    label: str
    holds: bool | None
    because: str
    source: SourceShown


@dataclass(frozen=True, slots=True)
class Hint:
    """Something worth a look; it judges nothing."""

    code: str
    message: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One line of a proof tree: how deep it stands, its truth, and what was asked and found.

    ``truth``: ``true``, ``false``, ``unknown``, or empty for a line that only heads others.
    """

    depth: int
    truth: str
    text: str


Proofs = Mapping[tuple[str, str], tuple[ProofLine, ...]]
"""Proof trees by indicator code and item id."""


@dataclass(frozen=True, slots=True)
class UnitShown:
    """The unit that a report is about, as its file describes it."""

    id: str
    name: str
    kind: str
    kind_label: str
    parent: str | None
    attributes: dict[str, Shown]
    attribute_texts: tuple[tuple[str, str], ...]
    """Label and value in words, for readers."""


@dataclass(frozen=True, slots=True)
class Report:
    """The self-inspection report of one unit."""

    unit: UnitShown
    date: date
    edition: str
    edition_name: str
    edition_digest: str
    edition_warning: str
    facts_digest: str
    engine: str
    version: str
    lang: Lang
    score: Score
    without_waivers: tuple[Number | None, Number | None]
    """Worst and best, waivers left out of account."""
    counts: dict[str, int]
    categories: tuple[CategoryShown, ...]
    indicators: tuple[IndicatorShown, ...]
    gaps: tuple[Gap, ...]
    to_verify: tuple[ToVerify, ...]
    waivers: tuple[WaiverShown, ...]
    conclusions: tuple[ConclusionShown, ...]
    hints: tuple[Hint, ...]
    facts: tuple[FactShown, ...]
    """What was stated or observed, in the order of the dictionary; not what is not known."""
    followup: Followup | None = None
    """What an office wrote in its ledger so far."""
