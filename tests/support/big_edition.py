"""A generated edition of true size: 121 rules, 231 items over 173 facts of a community.

Its mix is that of the shipped rules: mostly yes-or-no facts and counted faults, some bounds and
shares, a few scales, sets and connectives, one item in seven with a condition to apply.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from random import Random

from support.conditions import Conditions
from support.dictionary import PLACE, SOURCE, TEXT, attributes, fact
from support.knowing import Knowing
from support.rulesets import DAY, FAULT_LIMITS, SHARES, Generated, placed
from zicha.model.conclusions import (
    Conclusion,
    ConclusionKind,
    EveryOf,
    FactsSay,
    GapsAbove,
    Holds,
    NotAnyOf,
    Premise,
    ScoreReaches,
)
from zicha.model.facts import Better, Fact, FactType, Knowledge, Level, Value
from zicha.model.numbers import exactly
from zicha.model.rules import (
    AllOf,
    AnyOf,
    Applies,
    AtLeastN,
    Bound,
    Compare,
    Comparison,
    Condition,
    FactValue,
    Grade,
    Grading,
    Is,
    Item,
    ItemKind,
    Part,
    Rule,
)
from zicha.model.ruleset import RuleSet, Scored

CATEGORY_SIZES = (10, 12, 12, 21, 11, 20, 12, 11, 12)
FACT_COUNTS = {
    FactType.BOOL: 70,
    FactType.INT: 66,
    FactType.PERCENT: 26,
    FactType.DECIMAL: 4,
    FactType.SET: 3,
    FactType.DATE: 1,
    FactType.ENUM: 1,
}
ITEMS = 231
COMPOSITE = 0.1
APPLIES = 0.1
DERIVED = 0.1
BY_TOWN = 0.2
KNOWN = 0.85
GOOD = 0.7

Maker = Callable[[int], Knowledge]
"""Gives the knowledge of one unit for a seed."""


def big_edition(seed: int) -> tuple[RuleSet, Maker]:
    """Return rules of true size, and what makes units for them."""
    rng = Random(seed)
    facts = big_dictionary(rng)
    conditions = Conditions(rng, list(facts.values()))
    indicators = tuple(
        Scored(f"{category}.{number}", str(category), 1)
        for category, size in enumerate(CATEGORY_SIZES, start=1)
        for number in range(1, size + 1)
    )
    items = big_items(rng, conditions, facts)
    rules = RuleSet(
        on=DAY,
        rules=tuple(big_rules(rng, [i.code for i in indicators], items)),
        indicators=indicators,
        shares=SHARES,
        fault_limits=FAULT_LIMITS,
        lower_bounds={f.id: f.low for f in facts.values() if f.low is not None},
        conclusions=big_conclusions(rng, conditions),
    )
    return rules, unit_maker(Generated(rules, facts))


def big_dictionary(rng: Random) -> dict[str, Fact]:
    """Return 173 facts of a community: its two attributes among them."""
    level = Level.COMMUNITY
    facts = list(attributes(level))
    for kind, count in FACT_COUNTS.items():
        facts.extend(replace(fact(rng, level, kind, n), low=0) for n in range(count))
    return {declared.id: declared for declared in facts}


def big_items(rng: Random, conditions: Conditions, facts: dict[str, Fact]) -> Iterator[Item]:
    """Yield items, each fact in turn the subject of one."""
    subjects = [f for f in facts.values() if not f.is_attribute]
    rng.shuffle(subjects)
    for number, subject in enumerate(cycle(subjects)):
        kind, condition = requirement(rng, conditions, subject)
        applies: tuple[Applies, ...] = ()
        if rng.random() < APPLIES:
            counted = rng.choice(conditions.of_type[FactType.INT])
            exists = Compare(FactValue(counted.id), Comparison.AT_LEAST, 1)
            applies = (Applies(exists, TEXT),)
        yield placed(
            Item(
                id=f"i{number}",
                kind=kind,
                condition=condition,
                level=Level.COMMUNITY,
                facts=(),
                source=SOURCE,
                remedy=TEXT,
                owner="x",
                doer=rng.choice((Level.COMMUNITY, Level.COMMUNITY, Level.DISTRICT)),
                days=30,
                place=PLACE,
                applies=applies,
                label=TEXT,
            ),
            facts,
        )


def requirement(rng: Random, conditions: Conditions, subject: Fact) -> tuple[ItemKind, Condition]:
    """Return what is usually asked of a fact, now and then together with something else."""
    kind, condition = usual(rng, conditions, subject)
    if rng.random() >= COMPOSITE:
        return kind, condition
    others = rng.sample(conditions.facts, rng.randint(1, 3))
    parts = (condition, *(usual(rng, conditions, other)[1] for other in others))
    form = rng.randrange(4)
    if form == 0:
        return ItemKind.PLAIN, AnyOf(parts)
    if form == 1:
        return ItemKind.PLAIN, AtLeastN(len(parts) - 1, parts)
    return ItemKind.PLAIN, AllOf(parts)


def usual(rng: Random, conditions: Conditions, subject: Fact) -> tuple[ItemKind, Condition]:
    """Return what is usually asked of a fact of that type."""
    only = Conditions(rng, [subject])
    if subject.type is FactType.BOOL:
        return ItemKind.PLAIN, Is(subject.id, subject.better is Better.TRUE)
    if subject.type is FactType.SET:
        return ItemKind.SET, only.includes(every=True)
    if subject.type is FactType.DATE:
        return ItemKind.PLAIN, only.within_days()
    if subject.type is FactType.ENUM:
        return ItemKind.PLAIN, only.one_of()
    if subject.type is FactType.INT and subject.better is Better.LESS:
        return ItemKind.COUNT, Compare(FactValue(subject.id), Comparison.AT_MOST, 0)
    if rng.random() < DERIVED:
        return ItemKind.PLAIN, conditions.compare(own=True)
    number = conditions.magnitude(FactValue(subject.id))
    bound: Bound = conditions.bound(number) if rng.random() < BY_TOWN else number
    sign = rng.choice((Comparison.AT_LEAST, Comparison.AT_LEAST, Comparison.MORE_THAN))
    return ItemKind.PLAIN, Compare(FactValue(subject.id), sign, bound)


def big_rules(rng: Random, codes: list[str], items: Iterator[Item]) -> Iterator[Rule]:
    """Yield a rule for each code, with all 231 items between them."""
    left = ITEMS
    for number, code in enumerate(codes):
        rest = len(codes) - number - 1
        share = 1 if number % 3 == 0 else rng.randint(1, 4)
        count = left if rest == 0 else max(1, min(share, left - rest))
        left -= count
        taken = tuple(next(items) for _ in range(count))
        yield Rule(code, (big_part(rng, taken),), PLACE)


def big_part(rng: Random, items: tuple[Item, ...]) -> Part:
    """Return the items under a method: mostly counted faults, a scale where there is one bound."""
    first = items[0].condition
    if len(items) == 1 and isinstance(first, Compare) and items[0].kind is ItemKind.PLAIN:
        bands = ladder(first)
        return Part(Grading.BANDS, (replace(items[0], kind=ItemKind.BANDS, bands=bands),))
    return Part(rng.choice((Grading.ALL, Grading.FAULTS, Grading.FAULTS)), items)


def ladder(best: Compare) -> tuple[tuple[Grade, Condition], ...]:
    """Return a scale below the best band."""
    bound = best.bound
    if not isinstance(bound, int):
        return ((Grade.A, best),)
    up = best.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN)
    step = -5 if up else 5
    lower = [replace(best, bound=bound + step * n) for n in (1, 2)]
    return ((Grade.A, best), (Grade.B, lower[0]), (Grade.C, lower[1]))


def big_conclusions(rng: Random, conditions: Conditions) -> tuple[Conclusion, ...]:
    """Return a line for every category and for all, and what usually rests on them."""
    found: list[tuple[str, ConclusionKind, Premise]] = [
        (f"line_{n}", ConclusionKind.LINE, ScoreReaches(str(n), 85))
        for n in range(1, len(CATEGORY_SIZES) + 1)
    ]
    found += [(f"veto_{n}", ConclusionKind.VETO, FactsSay(conditions.is_true())) for n in range(3)]
    no_veto = NotAnyOf(tuple(Holds(f"veto_{n}") for n in range(3)))
    red = EveryOf((ScoreReaches(None, 90), no_veto))
    found += [
        ("minors", ConclusionKind.PREREQUISITE, ScoreReaches("5", 85, waivers=False)),
        ("red", ConclusionKind.FLAG, EveryOf((red, Holds("minors")))),
        ("above", ConclusionKind.ESCALATION, GapsAbove(rng.choice((30, 50)))),
    ]
    return tuple(Conclusion(c, kind, TEXT, when, SOURCE, PLACE) for c, kind, when in found)


def unit_maker(generated: Generated) -> Maker:
    """Return what gives a unit for a seed: its facts known but for one in seven, mostly good."""

    def unit(seed: int) -> Knowledge:
        rng = Random(seed)
        knowing = Knowing(rng, generated)
        values: dict[str, Value] = {}
        for declared in generated.facts.values():
            if rng.random() < KNOWN:
                good = good_value(declared) if rng.random() < GOOD else None
                values[declared.id] = knowing.value(declared) if good is None else good
        return Knowledge(DAY, frozenset({Level.COMMUNITY}), values)

    return unit


def good_value(fact: Fact) -> Value | None:
    """Return the best value of a fact where there is one."""
    if fact.better is Better.LESS:
        return exactly(0)
    return fact.better is Better.TRUE if fact.type is FactType.BOOL else None
