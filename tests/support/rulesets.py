"""Random items, rules and whole rule sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from random import Random

from support.conclusions import conclusions
from support.conditions import Conditions
from support.dictionary import PLACE, SOURCE, TEXT, dictionary
from zicha.language.walk import facts_of_item
from zicha.model.facts import LEVELS, Fact, FactType, Level
from zicha.model.numbers import Number
from zicha.model.rules import (
    Always,
    Applies,
    Between,
    Compare,
    Comparison,
    Condition,
    Difference,
    FactValue,
    Grade,
    Grading,
    Includes,
    Item,
    ItemKind,
    Operand,
    Part,
    Rule,
    Sum,
)
from zicha.model.ruleset import RuleSet, Scored

DAY = date(2011, 6, 30)
"""The day of every generated assessment."""

SHARES: Mapping[Grade, Number] = {
    Grade.A: 1,
    Grade.B: Decimal("0.66"),
    Grade.C: Decimal("0.33"),
    Grade.D: 0,
}
FAULT_LIMITS = ((Grade.A, 0), (Grade.B, 1), (Grade.C, 2))
CATEGORIES = ("1", "2", "3")
CONVERSE = {
    Comparison.AT_LEAST: Comparison.LESS_THAN,
    Comparison.MORE_THAN: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.MORE_THAN,
    Comparison.LESS_THAN: Comparison.AT_LEAST,
    Comparison.EQUALS: Comparison.LESS_THAN,
}
LADDERS = (
    (Grade.A, Grade.B, Grade.C),
    (Grade.A,),
    (Grade.A, Grade.B),
    (Grade.A, Grade.C),
    (Grade.A, Grade.B, Grade.C, Grade.D),
    (Grade.B, Grade.C),
    (Grade.C, Grade.D),
)
LIMITS = (FAULT_LIMITS, FAULT_LIMITS, ((Grade.A, 1), (Grade.B, 3), (Grade.C, 4)))
GRADINGS = (Grading.ALL, Grading.FAULTS, Grading.FAULTS, Grading.BANDS)


@dataclass(frozen=True, slots=True)
class Generated:
    """Rules, and what is declared of every fact that they read."""

    rules: RuleSet
    facts: Mapping[str, Fact]


class Rules:
    """Draws items and rules over a dictionary.

    With ``improving`` they are such as lint has nothing against: no fact that improves can make an
    outcome or a grade worse.
    """

    def __init__(self, rng: Random, facts: Mapping[str, Fact], *, improving: bool) -> None:
        """Prepare the conditions of every choice of facts that an item may be about."""
        self.rng = rng
        self.facts = facts
        self.improving = improving
        self.anything = Conditions(rng, list(facts.values()))
        at = {level: [f for f in facts.values() if f.level is level] for level in LEVELS}
        own = self.over(at[Level.COMMUNITY])
        above = [self.over(at[level]) for level in LEVELS if level is not Level.COMMUNITY]
        mixed = self.over(list(facts.values()))
        self.pools = [own] * 9 + above + [mixed] * 2
        if improving:
            self.pools += [Conditions(rng, pool.facts) for pool in self.pools]

    def over(self, facts: Sequence[Fact]) -> Conditions:
        """Return conditions over some of the facts."""
        return Conditions(self.rng, facts, improving=self.improving)

    def rule(self, code: str) -> Rule:
        """Return a rule of one part, or of several."""
        count = self.rng.choice((1, 1, 1, 2, 3))
        parts = tuple(self.part(f"p{number}") for number in range(count))
        return Rule(code, parts, PLACE)

    def part(self, part_id: str) -> Part:
        """Return items that are graded together."""
        grading = self.rng.choice(GRADINGS)
        count = 1 if grading is Grading.BANDS else self.rng.randint(1, 4)
        items = tuple(self.item(f"{part_id}_i{number}", grading) for number in range(count))
        return Part(grading, items, part_id)

    def item(self, item_id: str, grading: Grading) -> Item:
        """Return one item; where facts are to improve, one that lint has nothing against."""
        wanted = self.rng.choice((ItemKind.PLAIN, ItemKind.PLAIN, ItemKind.SET, ItemKind.COUNT))
        made = self.any_item(item_id, grading, wanted)
        while self.improving and not self.is_accepted(made):
            made = self.any_item(item_id, grading, wanted)
        return made

    def is_accepted(self, item: Item) -> bool:
        """Return whether lint has nothing against an item."""
        # Lint knows the reference, without which some tests draw rules.
        from support.accepted import edition_over, is_accepted  # noqa: PLC0415

        return is_accepted(item, edition_over(self.facts))

    def any_item(self, item_id: str, grading: Grading, wanted: ItemKind) -> Item:
        """Return one item, at the lowest level of its facts."""
        rng = self.rng
        conditions = rng.choice(self.pools)
        bands: tuple[tuple[Grade, Condition], ...] = ()
        if grading is Grading.BANDS:
            kind, bands = ItemKind.BANDS, self.bands(conditions)
            condition = bands[0][1]
        else:
            kind, condition = self.required(conditions, wanted)
        draft = Item(
            id=item_id,
            kind=kind,
            condition=condition,
            level=Level.CITY,
            facts=(),
            source=SOURCE,
            remedy=TEXT,
            owner="x",
            doer=rng.choice(LEVELS),
            days=30,
            place=PLACE,
            applies=self.applies(conditions),
            bands=bands,
            fatal=grading is Grading.FAULTS and rng.random() < 0.2,
            label=TEXT,
        )
        return placed(draft, self.facts)

    def required(self, conditions: Conditions, kind: ItemKind) -> tuple[ItemKind, Condition]:
        """Return a condition, and the kind of item that it makes: mostly the one that is asked."""
        rng = self.rng
        counts = conditions.of_type[FactType.INT]
        if kind is ItemKind.SET and conditions.of_type[FactType.SET]:
            return kind, conditions.includes(every=True)
        if kind is ItemKind.COUNT and counts:
            counted: Operand = FactValue(rng.choice(counts).id)
            if rng.random() < 0.2:
                counted = Sum((counted, FactValue(rng.choice(counts).id)))
            elif rng.random() < 0.1:
                counted = Difference(counted, FactValue(rng.choice(counts).id))
            return kind, Compare(counted, Comparison.AT_MOST, rng.choice((0, 0, 1, 3)))
        condition = conditions.draw(2) if rng.random() < 0.4 else conditions.leaf(own=True)
        whole_set = isinstance(condition, Includes) and condition.every
        return (ItemKind.SET if whole_set else ItemKind.PLAIN), condition

    def applies(self, conditions: Conditions) -> tuple[Applies, ...]:
        """Return when the item applies: always, or under one or two conditions."""
        count = self.rng.choice((0, 0, 0, 0, 1, 1, 2))
        # What does not apply has no grade to lose, so `applies` may ask for anything.
        drawn = conditions.neutral if self.rng.random() < 0.5 else self.anything
        return tuple(Applies(drawn.draw(1), TEXT) for _ in range(count))

    def bands(self, conditions: Conditions) -> tuple[tuple[Grade, Condition], ...]:
        """Return a scale: one value against falling bounds, or a condition for each grade."""
        rng = self.rng
        grades = rng.choice(LADDERS)
        form = rng.random()
        if form < 0.5:
            drawn = self.ladder(conditions, len(grades))
        elif form < 0.65:
            drawn = self.closed_ladder(conditions, len(grades))
        else:
            drawn = [conditions.draw(1) for _ in grades]
        if len(drawn) > 1 and rng.random() < 0.4:
            drawn[-1] = Always()
        bands = tuple(zip(grades, drawn, strict=True))
        if not self.improving:
            return bands
        from support.accepted import edition_over, settled  # noqa: PLC0415

        return settled(bands, edition_over(self.facts))

    def ladder(self, conditions: Conditions, count: int) -> list[Condition]:
        """Return one value against as many bounds as there are grades, the hardest first."""
        first = conditions.compare(own=True)
        step = self.rng.choice((1, 2, 5))
        if first.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN):
            step = -step
        bound = conditions.magnitude(first.subject)
        return [
            Compare(first.subject, first.comparison, conditions.bound(bound + step * number))
            for number in range(count)
        ]

    def closed_ladder(self, conditions: Conditions, count: int) -> list[Condition]:
        """Return a ladder whose bands each end where the better one begins, often up to the end."""
        drawn = self.ladder(conditions, count)
        rungs = [rung for rung in drawn if isinstance(rung, Compare)]
        if any(not isinstance(rung.bound, int | Decimal) for rung in rungs):
            return drawn
        for place, (upper, lower) in enumerate(pairwise(rungs), start=1):
            low, high = sorted((number_of(upper), number_of(lower)))
            drawn[place] = Between(lower.subject, low, high)
        if count > 1 and self.rng.random() < 0.5:
            last = rungs[-2]
            drawn[-1] = Compare(last.subject, CONVERSE[last.comparison], last.bound)
        return drawn


def number_of(rung: Compare) -> Number:
    """Return the bound of a rung of a ladder without towns."""
    assert isinstance(rung.bound, int | Decimal)
    return rung.bound


def placed(item: Item, facts: Mapping[str, Fact]) -> Item:
    """Return the item with its facts, and at the lowest level among them."""
    read = facts_of_item(item)
    lowest = min((facts[fact].level for fact in read), key=lambda level: level.height)
    return replace(item, level=lowest, facts=read)


def rule_set(rng: Random, *, improving: bool = False, every_rule: bool = False) -> Generated:
    """Return random rules: three categories, indicators with and (rarely) without a rule.

    ``every_rule``: no indicator is without one.
    """
    facts = dictionary(rng)
    rules = Rules(rng, facts, improving=improving)
    indicators = tuple(
        Scored(f"{category}.1.{number}", category, rng.choice((1, 1, 1, 2, Decimal("0.5"))))
        for category in CATEGORIES
        for number in range(1, rng.randint(2, 4))
    )
    made = tuple(
        rules.rule(indicator.code) for indicator in indicators if every_rule or rng.random() < 0.9
    )
    drawn = RuleSet(
        on=DAY,
        rules=made,
        indicators=indicators,
        shares=SHARES,
        fault_limits=rng.choice(LIMITS),
        lower_bounds={fact.id: fact.low for fact in facts.values() if fact.low is not None},
        upper_bounds={fact.id: fact.high for fact in facts.values() if fact.high is not None},
        conclusions=conclusions(rng, rules.over(list(facts.values())), CATEGORIES),
    )
    return Generated(drawn, facts)
