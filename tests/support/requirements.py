"""Small rule sets by hand: one requirement, one rule, and what is known."""

from collections.abc import Sequence
from dataclasses import replace

from support.dictionary import PLACE, SOURCE, TEXT
from support.rulesets import DAY, FAULT_LIMITS, SHARES
from zicha.model.conclusions import Conclusion, ConclusionKind, Premise
from zicha.model.facts import Knowledge, Level, Value
from zicha.model.numbers import Number, exactly
from zicha.model.rules import (
    Applies,
    Compare,
    Comparison,
    Condition,
    FactValue,
    Grading,
    Item,
    ItemKind,
    Part,
    Rule,
)
from zicha.model.ruleset import RuleSet, Scored


def required(condition: Condition, kind: ItemKind = ItemKind.PLAIN, item_id: str = "i") -> Item:
    """Return a requirement of a community."""
    return Item(
        id=item_id,
        kind=kind,
        condition=condition,
        level=Level.COMMUNITY,
        facts=(),
        source=SOURCE,
        remedy=TEXT,
        owner="x",
        doer=Level.COMMUNITY,
        days=30,
        place=PLACE,
    )


def where(item: Item, *conditions: Condition) -> Item:
    """Return the requirement as it applies under some conditions."""
    return replace(item, applies=tuple(Applies(condition, TEXT) for condition in conditions))


def at_least(fact: str, bound: Number) -> Compare:
    """Return the condition that a fact is at least a bound."""
    return Compare(FactValue(fact), Comparison.AT_LEAST, bound)


def rule(code: str, *items: Item, grading: Grading = Grading.ALL) -> Rule:
    """Return a rule of one part."""
    return Rule(code, (Part(grading, items),), PLACE)


def rules_of(*rules: Rule, conclusions: Sequence[Conclusion] = ()) -> RuleSet:
    """Return rules of one point each, in the category that their code begins with."""
    return RuleSet(
        on=DAY,
        rules=rules,
        indicators=tuple(Scored(r.indicator, r.indicator.partition(".")[0], 1) for r in rules),
        shares=SHARES,
        fault_limits=FAULT_LIMITS,
        conclusions=tuple(conclusions),
    )


def one_rule(*items: Item, grading: Grading = Grading.ALL) -> RuleSet:
    """Return the rules of one indicator, 1.1."""
    return rules_of(rule("1.1", *items, grading=grading))


def concluding(conclusion_id: str, when: Premise) -> Conclusion:
    """Return a conclusion."""
    return Conclusion(conclusion_id, ConclusionKind.FLAG, TEXT, when, SOURCE, PLACE)


def knowing(*levels: Level, **values: Value | Number) -> Knowledge:
    """Return what is known of a community (or of units at some levels): plain numbers are exact."""
    known = {
        name: value if isinstance(value, bool) or not isinstance(value, Number) else exactly(value)
        for name, value in values.items()
    }
    return Knowledge(DAY, frozenset(levels or (Level.COMMUNITY,)), known)
