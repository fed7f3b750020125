"""Points in whole numbers of parts, so that sums of them are exact and fast."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from zicha.model.results import SUMS
from zicha.model.rules import GRADES
from zicha.model.ruleset import RuleSet
from zicha.scoring.scores import Verdict

Sums = dict[str, int]


class Parts:
    """The points of every indicator in parts.

    ``scale``: how many parts make a point. ``earned``: by indicator what each grade earns, best
    first; ``possible``: all its points; ``whole``: those of all indicators.
    """

    def __init__(self, rules: RuleSet) -> None:
        """Find a scale on which all points are whole."""
        shares = [Fraction(rules.shares[grade]) for grade in GRADES]
        every = [
            share * Fraction(i.points) for i in rules.indicators for share in (*shares, Fraction(1))
        ]
        self.scale = lcm(*(points.denominator for points in every))
        self.possible = {i.code: int(Fraction(i.points) * self.scale) for i in rules.indicators}
        self.earned = {
            i.code: [int(share * Fraction(i.points) * self.scale) for share in shares]
            for i in rules.indicators
        }
        self.whole = sum(self.possible.values())
        self.categories = tuple(dict.fromkeys(i.category for i in rules.indicators))

    def sums(self, verdicts: Iterable[Verdict]) -> dict[str | None, Sums]:
        """Return the sums of each category, and of all under None, over what counts.

        Unit: parts.
        Source: docs/method.md, "Scores".
        """
        found: dict[str | None, Sums] = {
            scope: dict.fromkeys(SUMS, 0) for scope in (None, *self.categories)
        }
        for verdict in verdicts:
            if verdict.counts:
                for name, parts in zip(SUMS, self.adds(verdict), strict=True):
                    found[None][name] += parts
                    found[verdict.category][name] += parts
        return found

    def adds(self, verdict: Verdict) -> tuple[int, int, int, int, int]:
        """Return what an indicator that applies adds to each sum."""
        best, worst = verdict.range
        assert best is not None
        assert worst is not None
        earned, possible = self.earned[verdict.code], self.possible[verdict.code]
        decided = (earned[best.rank], possible) if verdict.decided else (0, 0)
        return earned[worst.rank], earned[best.rank], possible, *decided

    def width(self, verdict: Verdict) -> int:
        """Return the parts between the worst and the best grade of an indicator that applies."""
        worst, best, *_ = self.adds(verdict)
        return best - worst
