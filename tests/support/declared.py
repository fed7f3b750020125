"""The lowest grades that rules declare, read off the rules and not off an engine."""

from collections.abc import Callable
from dataclasses import replace

from zicha.model.rules import Always, Grade, Grading, Includes, Item, ItemKind, Part, Rule
from zicha.model.ruleset import RuleSet

UNBOUNDED = 1_000_000
"""So many faults a count can make that it decides alone."""


def only_items(rules: RuleSet, kept: Callable[[Item], bool]) -> RuleSet:
    """Return the rules with only some items, without the rules that have none left."""
    made = []
    for rule in rules.rules:
        parts = [replace(part, items=tuple(filter(kept, part.items))) for part in rule.parts]
        made.append(replace(rule, parts=tuple(part for part in parts if part.items)))
    left = tuple(rule for rule in made if rule.parts)
    codes = {rule.indicator for rule in left}
    indicators = tuple(i for i in rules.indicators if i.code in codes)
    return replace(rules, rules=left, indicators=indicators, conclusions=())


def worst_declared(rule: Rule, rules: RuleSet) -> Grade:
    """Return the lowest grade that a rule can give."""
    return max((worst_of_part(part, rules) for part in rule.parts), key=lambda grade: grade.rank)


def worst_of_part(part: Part, rules: RuleSet) -> Grade:
    """Return the lowest grade that items graded together can give."""
    if part.grading is Grading.ALL or any(item.fatal for item in part.items):
        return Grade.D
    if part.grading is Grading.BANDS:
        grade, condition = part.items[0].bands[-1]
        return grade if isinstance(condition, Always) else Grade.D
    faults = sum(most_faults(item) for item in part.items)
    return next((grade for grade, most in rules.fault_limits if faults <= most), Grade.D)


def most_faults(item: Item) -> int:
    """Return how many faults an item can make."""
    if item.kind is ItemKind.COUNT:
        return UNBOUNDED
    if item.kind is ItemKind.SET and isinstance(item.condition, Includes):
        return len(item.condition.members)
    return 1
