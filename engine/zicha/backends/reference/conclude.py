"""Conclusions by the reference: three-valued, each after those that it reads."""

from collections.abc import Mapping

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
from zicha.model.facts import Knowledge
from zicha.model.judgement import GradeRange, ItemResult
from zicha.model.ruleset import RuleSet
from zicha.scoring.premises import Case, gaps_above, score_reaches


def conclude(
    rules: RuleSet,
    known: Knowledge,
    items: Mapping[str, tuple[ItemResult, ...]],
    grades: Mapping[str, GradeRange],
    waived: frozenset[str],
) -> dict[str, Truth]:
    """Return what is concluded, by id."""
    case = Case(rules, known, items, grades, waived)
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
