"""Rules and knowledge written by hand: one indicator, as few words as possible."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from support.dictionary import PLACE, SOURCE, TEXT
from zicha.language.walk import facts_of_item
from zicha.model.facts import Knowledge, Level, Value
from zicha.model.numbers import Interval, Number, exactly
from zicha.model.rules import (
    Applies,
    Condition,
    FactValue,
    Grade,
    Grading,
    Item,
    ItemKind,
    Part,
    Rule,
)
from zicha.model.ruleset import RuleSet, Scored

DAY = date(2011, 6, 30)
SHARES: dict[Grade, Number] = {
    Grade.A: 1,
    Grade.B: Decimal("0.66"),
    Grade.C: Decimal("0.33"),
    Grade.D: 0,
}
LIMITS = ((Grade.A, 0), (Grade.B, 1), (Grade.C, 2))
CODE = "1.1.1"

X = FactValue("x")
Y = FactValue("y")


def number(text: str) -> Interval:
    """Return a number that is known exactly."""
    return exactly(Decimal(text))


def from_observations(low: int) -> Interval:
    """Return a number of which only so many were seen."""
    return Interval(low, None)


def item(condition: Condition, kind: ItemKind = ItemKind.PLAIN, item_id: str = "i") -> Item:
    """Return an item of a community that asks for a condition."""
    made = Item(
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
    return replace(made, facts=facts_of_item(made))


def scale(*bands: tuple[Grade, Condition], item_id: str = "i") -> Item:
    """Return a scale."""
    made = replace(item(bands[0][1], ItemKind.BANDS, item_id), bands=bands)
    return replace(made, facts=facts_of_item(made))


def applying(made: Item, *conditions: Condition) -> Item:
    """Return the item so that it applies only where all those conditions hold."""
    made = replace(made, applies=tuple(Applies(when, TEXT) for when in conditions))
    return replace(made, facts=facts_of_item(made))


def graded(grading: Grading, *items: Item, part_id: str = "") -> Part:
    """Return items that are graded together."""
    return Part(grading, items, part_id)


def rule(*parts: Part, code: str = CODE) -> Rule:
    """Return a rule of those parts."""
    return Rule(code, parts, PLACE)


def rule_set(*rules: Rule, lower_bounds: Mapping[str, Number] | None = None) -> RuleSet:
    """Return those rules, an indicator of one point each, all in category 1."""
    return RuleSet(
        on=DAY,
        rules=rules,
        indicators=tuple(Scored(r.indicator, "1", 1) for r in rules),
        shares=SHARES,
        fault_limits=LIMITS,
        lower_bounds=lower_bounds or {},
    )


def known(values: Mapping[str, Value | None], *levels: Level) -> Knowledge:
    """Return what is known of a unit; a fact with None is unknown."""
    return Knowledge(
        on=DAY,
        levels=frozenset(levels or (Level.COMMUNITY,)),
        values={fact: value for fact, value in values.items() if value is not None},
    )
