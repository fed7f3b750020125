"""What an analysis of many units answers, whoever makes it."""

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from zicha.model.facts import Level
from zicha.model.results import (
    GapCount,
    GroupResult,
    Load,
    MemberPoints,
    PeerResult,
    Placed,
    UnitResult,
)
from zicha.scoring.keys import Keys


class Analysis(Protocol):
    """Answers about the judged units of one audit.

    There are two: one in Python over single judgements, which says what is meant, and one in SQL
    over tables of any size. They give the same.
    """

    def at_once(self) -> AbstractContextManager[Executor]:
        """Return what asks it several things at the same time, where that is faster."""

    @property
    def scale(self) -> int:
        """Return how many parts make a point."""

    @property
    def keys(self) -> Keys:
        """Return the keys of scores."""

    @property
    def totals(self) -> Mapping[Level, int]:
        """Return how many units of each level are judged."""

    @property
    def ranked(self) -> Mapping[Level, int]:
        """Return how many units of each level have a place."""

    def units(self, most: int | None = None) -> Iterable[UnitResult]:
        """Return the units by level and place; of each level at most so many, first and last."""

    def peers(self, units: Collection[str] | None = None) -> Mapping[str, PeerResult]:
        """Return of units that have a score and say their size how each stands in its band.

        ``units``: those that are asked for, None for all.
        """

    def members(self, level: Level) -> Mapping[str, MemberPoints]:
        """Return the points of the members of each group of a level, by its id."""

    def groups(self, level: Level, only: Collection[str] | None = None) -> list[GroupResult]:
        """Return the groups of a level by id. ``only``: those that are asked for, None for all."""

    def indicators(self) -> Mapping[str, Mapping[str, int]]:
        """Return of each indicator how many units have each verdict."""

    def gaps(self) -> list[GapCount]:
        """Return every gap that is in some unit's list, the commonest first."""

    def worth(self, most: int) -> list[GapCount]:
        """Return the commonest gaps, with what closing each of them adds."""

    def departments(self) -> list[Load]:
        """Return what each department has to close."""

    def doers(self) -> list[Load]:
        """Return what units of each level have to close."""

    def widths(self) -> Mapping[str, int]:
        """Return of each indicator the width of its range, in parts, over all units."""

    def holding(self) -> Mapping[str, int]:
        """Return of each conclusion for how many units it holds."""

    def holders(self, conclusions: Collection[str], most: int) -> Mapping[str, tuple[Placed, ...]]:
        """Return of some conclusions the units for which each holds, by level and place.

        ``most``: the first so many of each.
        """

    def namesakes(self) -> frozenset[str]:
        """Return the names that several units have."""

    def leaves_open(self, asked: Mapping[str, frozenset[Level]]) -> bool:
        """Return whether a conclusion is open for a unit although units of all levels are given.

        ``asked``: the levels whose units each conclusion asks. A unit above that is only named is
        not given.
        """

    def gap_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Return the gap list of each unit as keys (``zicha.model.results.GapKind.text``)."""

    def met(self, wanted: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
        """Return by unit which of some keys are certainly no gaps: what they ask for is met."""

    def write_verdicts(self, path: Path | str) -> None:
        """Write a row for each unit: its verdict on each indicator, its worst and best score."""

    def write_gaps(self, path: Path | str) -> None:
        """Write a row for each gap of each unit's own level."""
