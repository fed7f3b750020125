"""Conclusions by the reference: three-valued, each after those that it reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zicha.backends.reference.truth import truth
from zicha.language import kleene
from zicha.language.kleene import Truth
from zicha.model.conclusions import (
    EveryOf,
    FactsSay,
    GapsAbove,
    Holds,
    NotAnyOf,
    Premise,
    ScoreReaches,
    SomeOf,
)
from zicha.model.facts import Knowledge, Level
from zicha.model.judgement import GradeRange, ItemResult, Outcome
from zicha.model.numbers import Number
from zicha.model.rules import Item, ItemKind
from zicha.model.ruleset import RuleSet
from zicha.scoring.scores import Verdict, points_of, verdicts


@dataclass(frozen=True, slots=True)
class Case:
    """All that a premise may look at."""

    rules: RuleSet
    known: Knowledge
    items: Mapping[str, tuple[ItemResult, ...]]
    grades: Mapping[str, GradeRange]
    waived: frozenset[str]
    settled: dict[str, Truth]


def conclude(
    rules: RuleSet,
    known: Knowledge,
    items: Mapping[str, tuple[ItemResult, ...]],
    grades: Mapping[str, GradeRange],
    waived: frozenset[str],
) -> dict[str, Truth]:
    """Return what is concluded, by id."""
    case = Case(rules, known, items, grades, waived, {})
    for conclusion in rules.conclusions:
        case.settled[conclusion.id] = premise_truth(conclusion.when, case)
    return case.settled


def premise_truth(premise: Premise, case: Case) -> Truth:
    """Return the truth of a premise."""
    match premise:
        case ScoreReaches():
            return score_reaches(premise, case)
        case FactsSay(when):
            return truth(when, case.known, case.rules.lower_bounds)
        case Holds(conclusion):
            return case.settled[conclusion]
        case GapsAbove(percent):
            return gaps_above(percent, case)
        case EveryOf(parts):
            return kleene.every([premise_truth(part, case) for part in parts])
        case SomeOf(parts):
            return kleene.some([premise_truth(part, case) for part in parts])
        case NotAnyOf(parts):
            return kleene.negation(kleene.some([premise_truth(part, case) for part in parts]))


def score_reaches(premise: ScoreReaches, case: Case) -> Truth:
    """Return whether a score is at or above a line; unknown where nothing applies."""
    waived = case.waived if premise.waivers else frozenset[str]()
    counted: Sequence[Verdict] = [
        verdict
        for verdict in verdicts(case.rules, case.grades, waived)
        if premise.category in (None, verdict.category)
    ]
    points = points_of(counted, case.rules.shares)
    worst, best = points.percent(points.worst), points.percent(points.best)
    if worst is None or best is None:
        return None
    if worst >= premise.line:
        return True
    return False if best < premise.line else None


def gaps_of(item: Item, result: ItemResult) -> tuple[int, int]:
    """Return how many gaps an item is at least and at most."""
    if result.outcome is Outcome.MET or result.outcome is Outcome.NOT_APPLICABLE:
        return 0, 0
    unmet = result.outcome is Outcome.UNMET
    if item.kind is ItemKind.SET:
        most = len(result.missing) + len(result.unknown)
        return (len(result.missing) if unmet else 0), most
    return int(unmet), 1


def gaps_above(percent: Number, case: Case) -> Truth:
    """Return whether more than a share of the gaps is for a level above the unit's own."""
    own_level = min(case.known.levels, key=lambda level: Level(level).height)
    own, above = [0, 0], [0, 0]
    for rule in case.rules.rules:
        if rule.indicator in case.waived:
            continue
        for item, result in zip(rule.items(), case.items[rule.indicator], strict=True):
            least, most = gaps_of(item, result)
            side = above if item.doer.height > own_level.height else own
            side[0] += least
            side[1] += most
    if above[0] * (100 - percent) > own[1] * percent:
        return True
    return False if above[1] * (100 - percent) <= own[0] * percent else None
