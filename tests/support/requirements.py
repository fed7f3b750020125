"""Rule sets of one requirement or a few, with conclusions, and what is known, in few words."""

from collections.abc import Sequence
from dataclasses import replace

from support.dictionary import PLACE, SOURCE, TEXT
from support.hand import graded, known, rule, rule_set
from zicha.model.conclusions import Conclusion, ConclusionKind, Premise
from zicha.model.facts import Knowledge, Level, Value
from zicha.model.numbers import Number, exactly
from zicha.model.rules import Compare, Comparison, FactValue, Grading, Item, Rule
from zicha.model.ruleset import RuleSet, Scored


def at_least(fact: str, bound: Number) -> Compare:
    """Return the condition that a fact is at least a bound."""
    return Compare(FactValue(fact), Comparison.AT_LEAST, bound)


def one_part(code: str, *items: Item, grading: Grading = Grading.ALL) -> Rule:
    """Return a rule of one part."""
    return rule(graded(grading, *items), code=code)


def rules_of(*rules: Rule, conclusions: Sequence[Conclusion] = ()) -> RuleSet:
    """Return rules of one point each, in the category that their code begins with."""
    return replace(
        rule_set(*rules),
        indicators=tuple(Scored(r.indicator, r.indicator.partition(".")[0], 1) for r in rules),
        conclusions=tuple(conclusions),
    )


def one_rule(*items: Item, grading: Grading = Grading.ALL) -> RuleSet:
    """Return the rules of one indicator, 1.1."""
    return rules_of(one_part("1.1", *items, grading=grading))


def concluding(conclusion_id: str, when: Premise) -> Conclusion:
    """Return a conclusion."""
    return Conclusion(conclusion_id, ConclusionKind.FLAG, TEXT, when, SOURCE, PLACE)


def knowing(*levels: Level, **values: Value | Number) -> Knowledge:
    """Return what is known of a community, or of units at some levels; plain numbers are exact."""
    return known(
        {
            name: exactly(value)
            if isinstance(value, Number) and not isinstance(value, bool)
            else value
            for name, value in values.items()
        },
        *levels,
    )
