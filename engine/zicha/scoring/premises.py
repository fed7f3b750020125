"""What conclusions rest on beside facts: scores beside their lines, and gaps by who closes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zicha.language.kleene import Truth
from zicha.model.conclusions import ScoreReaches
from zicha.model.facts import LEVELS, Knowledge
from zicha.model.judgement import GradeRange, ItemResult, Outcome
from zicha.model.numbers import Number
from zicha.model.rules import Item, ItemKind
from zicha.model.ruleset import RuleSet
from zicha.scoring.scores import Points, Verdict, points_of, verdicts

HEIGHT = {level: level.height for level in LEVELS}
UNMET, OPEN = Outcome.UNMET, Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Case:
    """All that a premise may look at."""

    rules: RuleSet
    known: Knowledge
    items: Mapping[str, tuple[ItemResult, ...]]
    grades: Mapping[str, GradeRange]
    waived: frozenset[str]
    settled: dict[str, Truth] = field(default_factory=dict)
    found: dict[bool, tuple[Verdict, ...]] = field(default_factory=dict)

    def verdicts(self, *, waivers: bool) -> tuple[Verdict, ...]:
        """Return the verdict of every indicator, with or without regard to waivers."""
        if waivers not in self.found:
            waived = self.waived if waivers else frozenset[str]()
            self.found[waivers] = verdicts(self.rules, self.grades, waived)
        return self.found[waivers]


def points_behind(premise: ScoreReaches, case: Case) -> Points:
    """Return the points of the score that a premise looks at."""
    found = case.verdicts(waivers=premise.waivers)
    counted = [v for v in found if premise.category in (None, v.category)]
    return points_of(counted, case.rules.shares)


def score_reaches(premise: ScoreReaches, case: Case) -> Truth:
    """Return whether a score is at or above a line; unknown where nothing applies."""
    points = points_behind(premise, case)
    worst, best = points.percent(points.worst), points.percent(points.best)
    if worst is None or best is None:
        return None
    if worst >= premise.line:
        return True
    return False if best < premise.line else None


def gaps_of(item: Item, result: ItemResult) -> tuple[int, int]:
    """Return how many gaps an item is at least and at most."""
    unmet = result.outcome is UNMET
    if not unmet and result.outcome is not OPEN:
        return 0, 0
    if item.kind is ItemKind.SET:
        missing = len(result.missing)
        return (missing if unmet else 0), missing + len(result.unknown)
    return int(unmet), 1


def counts_of_gaps(case: Case) -> tuple[dict[bool, int], dict[bool, int]]:
    """Return how many gaps there are at least and at most: True those for a level above."""
    own_height = min(HEIGHT[level] for level in case.known.levels)
    least = {True: 0, False: 0}
    most = {True: 0, False: 0}
    for rule in case.rules.rules:
        if rule.indicator in case.waived:
            continue
        for item, result in zip(rule.items(), case.items[rule.indicator], strict=True):
            low, high = gaps_of(item, result)
            if high:
                above = HEIGHT[item.doer] > own_height
                least[above] += low
                most[above] += high
    return least, most


def gaps_above(percent: Number, case: Case) -> Truth:
    """Return whether more than a share of the gaps is for a level above the unit's own."""
    least, most = counts_of_gaps(case)
    if least[True] * (100 - percent) > most[False] * percent:
        return True
    return False if most[True] * (100 - percent) <= least[False] * percent else None
