"""From grade ranges to points and percentages, exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from zicha.model.judgement import WHOLE_RANGE, GradeRange
from zicha.model.numbers import Number
from zicha.model.results import VERDICTS
from zicha.model.rules import GRADES, Grade
from zicha.model.ruleset import RuleSet


class Verdict(NamedTuple):
    """An indicator as the score counts it."""

    code: str
    category: str
    points: Number
    range: GradeRange
    waived: bool

    @property
    def applicable(self) -> bool:
        """Return whether the indicator applies, waived or not."""
        return self.range.best is not None

    @property
    def counts(self) -> bool:
        """Return whether the indicator is part of the score."""
        return self.applicable and not self.waived

    @property
    def decided(self) -> bool:
        """Return whether best and worst grade are the same."""
        return self.range.best is self.range.worst

    @property
    def word(self) -> str:
        """Return the verdict: a grade, ``open``, ``not_applicable`` or ``waived``."""
        if self.range.best is None:
            return "not_applicable"
        if self.waived:
            return "waived"
        return str(self.range.best) if self.decided else "open"


def verdicts(
    rules: RuleSet, grades: Mapping[str, GradeRange], waived: frozenset[str]
) -> tuple[Verdict, ...]:
    """Return the verdict of every indicator; one without a rule may have any grade."""
    return tuple(
        Verdict(i.code, i.category, i.points, grades.get(i.code, WHOLE_RANGE), i.code in waived)
        for i in rules.indicators
    )


@dataclass(frozen=True, slots=True)
class Points:
    """Sums of points, exact.

    ``decided`` and ``decided_possible``: over indicators whose best and worst grade are the same.
    """

    worst: Fraction
    best: Fraction
    possible: Fraction
    decided: Fraction
    decided_possible: Fraction

    def percent(self, points: Fraction) -> Fraction | None:
        """Return points in percent of the possible ones; None where nothing counts.

        Unit: percent.
        Source: docs/method.md, "Scores".
        """
        return 100 * points / self.possible if self.possible else None


def earned(shares: Mapping[Grade, Number], grade: Grade | None, points: Number) -> Fraction:
    """Return the points that a grade earns; no grade earns none.

    Unit: points.
    Source: docs/method.md, "Points".
    """
    return Fraction(0) if grade is None else together(((points, shares[grade]),))


def counts_of(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Return how many indicators have each verdict."""
    counts = dict.fromkeys(VERDICTS, 0)
    for verdict in verdicts:
        counts[verdict.word] += 1
    return counts


def points_of(found: Iterable[Verdict], shares: Mapping[Grade, Number]) -> Points:
    """Return the points of the indicators that count.

    Unit: points.
    Source: docs/method.md, "Scores".
    """
    at_worst: dict[Grade, int | Fraction] = dict.fromkeys(GRADES, 0)
    at_best, at_decided = at_worst.copy(), at_worst.copy()
    for verdict in found:
        best, worst = verdict.range
        if best is None or worst is None or verdict.waived:
            continue
        points = verdict.points if isinstance(verdict.points, int) else Fraction(verdict.points)
        at_worst[worst] += points
        at_best[best] += points
        if best is worst:
            at_decided[best] += points
    return Points(
        worst=sum_of(at_worst, shares),
        best=sum_of(at_best, shares),
        possible=Fraction(sum(at_best.values())),
        decided=sum_of(at_decided, shares),
        decided_possible=Fraction(sum(at_decided.values())),
    )


def sum_of(points_at: Mapping[Grade, Number], shares: Mapping[Grade, Number]) -> Fraction:
    """Return what the points of the indicators at each grade earn together.

    Unit: points.
    Source: docs/method.md, "Points".
    """
    return together(tuple([(p, shares[grade]) for grade, p in points_at.items() if p]))


@lru_cache(maxsize=10_000)
def together(parts: tuple[tuple[Number, Number], ...]) -> Fraction:
    """Return the sum of shares of points, each given by the points and the share.

    Kept, because the same few are asked for again and again, and fractions take long to make.

    Unit: points.
    Source: docs/method.md, "Points".
    """
    return sum((Fraction(share) * Fraction(points) for points, share in parts), Fraction(0))
