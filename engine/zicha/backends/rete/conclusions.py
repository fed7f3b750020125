"""Conclusions: the productions that decide each, over facts, sums and conclusions before it.

A score against a line, and gaps against a share, are each posted as the exact distance to the
bound: a sum of whole numbers that the production compares with 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zicha.backends.rete.conditions import truths_of
from zicha.backends.rete.conjunctions import Atom, Sign, Truths, either, negation
from zicha.backends.rete.draft import Draft, Effect, Signal
from zicha.backends.rete.encode import code_of, scale_of
from zicha.backends.rete.fields import Fields
from zicha.language.walk import premises_of
from zicha.model.conclusions import (
    Conclusion,
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
from zicha.model.judgement import WHOLE_RANGE, GradeRange, ItemResult, Outcome
from zicha.model.rules import GRADES, Item, ItemKind
from zicha.model.ruleset import RuleSet

Posted = dict[int, int]
"""Whole numbers by field, for the messages of the last tier."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What the tiers below have decided of a unit."""

    known: Knowledge
    waived: frozenset[str]
    items: Mapping[str, tuple[ItemResult, ...]]
    grades: Mapping[str, GradeRange]


def draft_conclusion(conclusion: Conclusion, draft: Draft) -> None:
    """Write the productions of a conclusion."""
    truths = premise_truths(conclusion.when, draft)
    draft.say(Effect(0, Signal.HOLDS), truths.true)
    draft.say(Effect(0, Signal.FAILS), truths.false)


def premise_truths(premise: Premise, draft: Draft) -> Truths:
    """Return when a premise certainly holds, and when it certainly does not."""
    match premise:
        case EveryOf(parts):
            return draft.at_least(len(parts), [premise_truths(part, draft) for part in parts])
        case SomeOf(parts):
            return draft.at_least(1, [premise_truths(part, draft) for part in parts])
        case NotAnyOf(parts):
            return negation(draft.at_least(1, [premise_truths(part, draft) for part in parts]))
        case FactsSay(when):
            return truths_of(when, draft)
        case Holds(conclusion):
            field = draft.fields.posted(("conclusion", conclusion))
            return Truths(either(Atom(field, Sign.EQUAL, 1)), either(Atom(field, Sign.EQUAL, 0)))
        case ScoreReaches():
            worst, best = distance_fields(premise, draft.fields)
            return Truths(either(Atom(worst, Sign.AT_LEAST, 0)), either(Atom(best, Sign.LESS, 0)))
        case GapsAbove():
            least, most = distance_fields(premise, draft.fields)
            return Truths(either(Atom(least, Sign.MORE, 0)), either(Atom(most, Sign.AT_MOST, 0)))


def distance_fields(premise: ScoreReaches | GapsAbove, fields: Fields) -> tuple[int, int]:
    """Return the fields of the distance to a line or share, at worst and at best."""
    return fields.posted((premise, "worst")), fields.posted((premise, "best"))


class Sums:
    """The exact sums that conclusions rest on, and the fields that carry them."""

    def __init__(self, rules: RuleSet, fields: Fields) -> None:
        """Find out what is needed, and turn points into whole numbers."""
        found = [p for c in rules.conclusions for p in premises_of(c.when)]
        self.lines = {p: distance_fields(p, fields) for p in found if isinstance(p, ScoreReaches)}
        self.shares = {p: distance_fields(p, fields) for p in found if isinstance(p, GapsAbove)}
        self.rules = rules
        scale = scale_of(rules.shares.values()) * scale_of(i.points for i in rules.indicators)
        self.possible = {i.code: int(Fraction(i.points) * scale) for i in rules.indicators}
        self.points = {
            i.code: {
                grade: int(Fraction(rules.shares[grade]) * Fraction(i.points) * scale)
                for grade in GRADES
            }
            for i in rules.indicators
        }
        self.codes = {
            line: [i.code for i in rules.indicators if line.category in (None, i.category)]
            for line in self.lines
        }

    def posted(self, decided: Decided) -> Posted:
        """Return the distances for a unit; nothing where no indicator of a line applies."""
        posted: Posted = {}
        for line, fields in self.lines.items():
            worst, best, possible = self.score(line, decided)
            if possible:
                wanted = Fraction(line.line) * possible
                posted[fields[0]] = code_of(100 * worst - wanted, 1)
                posted[fields[1]] = code_of(100 * best - wanted, 1)
        if self.shares:
            own, above = gaps_by_side(self.rules, decided)
            for share, fields in self.shares.items():
                percent = Fraction(share.percent)
                rest = 100 - percent
                posted[fields[0]] = code_of(above[0] * rest - own[1] * percent, 1)
                posted[fields[1]] = code_of(above[1] * rest - own[0] * percent, 1)
        return posted

    def score(self, line: ScoreReaches, decided: Decided) -> tuple[int, int, int]:
        """Return the points at the worst grades, at the best ones, and the possible points."""
        worst = best = possible = 0
        waived = decided.waived if line.waivers else frozenset[str]()
        for code in self.codes[line]:
            highest, lowest = decided.grades.get(code, WHOLE_RANGE)
            if lowest is None or highest is None or code in waived:
                continue
            worst += self.points[code][lowest]
            best += self.points[code][highest]
            possible += self.possible[code]
        return worst, best, possible


def gaps_by_side(rules: RuleSet, decided: Decided) -> tuple[list[int], list[int]]:
    """Return the fewest and the most gaps that are the unit's own to close, and of levels above."""
    own_height = min(level.height for level in decided.known.levels)
    own, above = [0, 0], [0, 0]
    for rule in rules.rules:
        if rule.indicator in decided.waived:
            continue
        add_gaps(rule.items(), decided.items[rule.indicator], own_height, (own, above))
    return own, above


def add_gaps(
    items: Iterable[Item],
    results: Sequence[ItemResult],
    own_height: int,
    sides: tuple[list[int], list[int]],
) -> None:
    """Add the gaps of an indicator to the side that can close them."""
    own, above = sides
    for item, result in zip(items, results, strict=True):
        if result.outcome is Outcome.MET or result.outcome is Outcome.NOT_APPLICABLE:
            continue
        unmet = result.outcome is Outcome.UNMET
        is_set = item.kind is ItemKind.SET
        side = above if item.doer.height > own_height else own
        side[0] += (len(result.missing) if is_set else 1) if unmet else 0
        side[1] += len(result.missing) + len(result.unknown) if is_set else 1
