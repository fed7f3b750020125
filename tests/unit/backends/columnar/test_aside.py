"""What is set aside leaves the sums of its unit, whoever holds what the indicator asks for."""

from dataclasses import replace

import pytest

from support.columnar import KnownCase, database, judged, key
from support.dictionary import PLACE, SOURCE, TEXT
from support.hand import graded, item, known, rule, rule_set
from zicha.backends.columnar.database import Duck
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.sql import Type
from zicha.backends.columnar.units import Units
from zicha.model.conclusions import Conclusion, ConclusionKind, GapsAbove
from zicha.model.facts import Level
from zicha.model.rules import Grading, Includes, Is, Item, ItemKind
from zicha.model.ruleset import RuleSet

COMMUNITY, STREET, DISTRICT, CITY = Level
PAIR = (("unit", Type.TEXT), ("indicator", Type.TEXT))
OWN = (("unit", Type.TEXT), ("parent", Type.TEXT), ("clean", Type.TRUTH))


def asked_of(fact: str, level: Level, doer: Level) -> Item:
    """Return an item of a level that another can put right."""
    return replace(item(Is(fact, value=True), item_id=fact), level=level, doer=doer)


def escalating(rules: RuleSet, percent: int) -> RuleSet:
    """Return the rules with a conclusion on the share of the gaps above a unit."""
    kind, when = ConclusionKind.ESCALATION, GapsAbove(percent)
    return replace(rules, conclusions=(Conclusion("above", kind, TEXT, when, SOURCE, PLACE),))


def chained() -> RuleSet:
    """Return two indicators: of the community alone, and of all levels above it."""
    above = [asked_of(level.value, level, level) for level in (STREET, DISTRICT, CITY)]
    tidy = asked_of("tidy", COMMUNITY, COMMUNITY)
    return rule_set(rule(graded(Grading.ALL, tidy)), rule(graded(Grading.ALL, *above), code="2"))


ASIDE = [
    ((), True),  # three gaps of four are above
    (("1.1.1",), True),  # all three that are left
    (("2",), False),  # none
    (("1.1.1", "2"), False),
]


@pytest.mark.parametrize(("waived", "truth"), ASIDE)
def test_gaps_that_units_above_hold_are_set_aside_with_their_indicator(
    waived: tuple[str, ...], *, truth: bool
) -> None:
    facts = dict.fromkeys(("tidy", "street", "district", "city"), False)
    levels = {"tidy": COMMUNITY, "street": STREET, "district": DISTRICT, "city": CITY}
    engine = Columnar(escalating(chained(), 70), levels)
    cases: list[KnownCase] = [(known({**facts}, *Level), frozenset(waived))]
    assert [found.conclusions for found in judged(engine, cases)] == [{"above": truth}]


def test_a_set_is_as_many_gaps_set_aside_as_members_are_missing() -> None:
    rooms = replace(
        item(Includes("rooms", ("a", "b", "c"), every=True), ItemKind.SET, "rooms"), doer=CITY
    )
    rules = rule_set(
        rule(graded(Grading.ALL, rooms)),
        rule(graded(Grading.ALL, asked_of("tidy", COMMUNITY, COMMUNITY)), code="2"),
        rule(graded(Grading.ALL, asked_of("plan", COMMUNITY, CITY)), code="3"),
    )
    engine, base = Columnar(escalating(rules, 50), None), database()
    from_ = [({"tidy": False, "plan": False}, waived) for waived in ((), ("1.1.1",))]
    units = engine.encode(base, [(known({**values}), frozenset(w)) for values, w in from_])
    found = dict(engine.judgements(base, engine.judge_many(units)))
    # None of the members is known: one to four of two to five gaps are above; then one of two.
    assert [found[key(n, known({}))].conclusions["above"] for n in range(2)] == [None, False]


def sums(base: Duck, *pairs: tuple[str, str]) -> list[tuple[object, ...]]:
    """Return points possible, and without regard to waivers, of two communities."""
    engine = Columnar(rule_set(rule(graded(Grading.ALL, item(Is("clean", value=True))))))
    rows = [{"unit": unit, "clean": True} for unit in ("a", "b")]
    aside = base.fill("aside", PAIR, [{"unit": u, "indicator": i} for u, i in pairs])
    units = Units(base, {COMMUNITY: base.fill("own", OWN, rows)}, aside)
    found = base.connection.table(engine.judge_many(units).verdicts)
    return found.project('unit, "score:possible", "score:full_possible"').order("unit").fetchall()


def test_a_pair_that_is_listed_twice_is_set_aside_once() -> None:
    found = sums(database(), ("a", "1.1.1"), ("a", "1.1.1"))
    assert found == [("a", 0, 100), ("b", 100, 100)]


def test_an_indicator_or_a_unit_that_is_not_there_sets_nothing_aside() -> None:
    found = sums(database(), ("a", "9.9.9"), ("z", "1.1.1"))
    assert found == [("a", 100, 100), ("b", 100, 100)]


def test_a_list_without_a_row_sets_nothing_aside() -> None:
    assert sums(database()) == [("a", 100, 100), ("b", 100, 100)]
