"""Cases of the rules: a unit's facts, and what must become of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zicha.errors import Place
from zicha.model.facts import Level
from zicha.model.judgement import GradeRange, Outcome


@dataclass(frozen=True, slots=True)
class ExpectedGap:
    """A gap of an item; ``values`` are those of required, actual, shortfall, member that count."""

    item: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects. What it does not say is not compared.

    ``grade``: None, None where the indicator does not apply. ``gaps``: all gaps, in any order.
    """

    items: Mapping[str, Outcome] = field(default_factory=dict)
    grade: GradeRange | None = None
    gaps: tuple[ExpectedGap, ...] | None = None
    reason: str | None = None
    conclusions: Mapping[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One case. ``indicator`` is None where it is about conclusions alone.

    Facts are raw, as a unit's file would give them: ``unit`` the attributes, ``context`` the facts
    of each level above that is given. ``path`` is the way to the case in its file.
    """

    name: str
    why: str
    indicator: str | None
    kind: Level
    on: date
    expected: Expected
    place: Place
    path: tuple[str | int, ...]
    unit: Mapping[str, object] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    context: Mapping[Level, Mapping[str, object]] = field(default_factory=dict)
    observations: tuple[object, ...] = ()
    waived: frozenset[str] = frozenset()
