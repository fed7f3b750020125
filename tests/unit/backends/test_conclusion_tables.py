"""The tables of docs/language.md under "Conclusions", row by row, for every engine."""

from dataclasses import replace
from decimal import Decimal

import pytest

from support.dictionary import PLACE, SOURCE, TEXT
from support.hand import applying, graded, item, known, rule, rule_set
from support.judging import MakeEngine
from zicha.language.kleene import Truth
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
    SomeOf,
)
from zicha.model.facts import Level, Members, Value
from zicha.model.numbers import Number
from zicha.model.rules import Grading, Includes, Is, Item, ItemKind
from zicha.model.ruleset import RuleSet, Scored

STATE: dict[str, bool | None] = {"T": True, "F": False, "U": None}


def yes(fact: str, doer: Level = Level.COMMUNITY) -> Item:
    """Return an item that asks for a yes."""
    return replace(item(Is(fact, value=True), item_id=fact), doer=doer)


def concluding(rules: RuleSet, **premises: Premise) -> RuleSet:
    """Return the rules with one conclusion for each premise, in order."""
    conclusions = tuple(
        Conclusion(name, ConclusionKind.LINE, TEXT, when, SOURCE, PLACE)
        for name, when in premises.items()
    )
    return replace(rules, conclusions=conclusions)


def indicators(points: dict[str, Number]) -> RuleSet:
    """Return an indicator for each fact, in category 1, that is A with a yes and D with a no."""
    rules = rule_set(*(rule(graded(Grading.ALL, yes(fact)), code=fact) for fact in points))
    scored = tuple(Scored(fact, "1", each) for fact, each in points.items())
    return replace(rules, indicators=scored)


# --- Score lines --------------------------------------------------------------------------------

LINES: list[tuple[dict[str, tuple[str, str]], str, Truth]] = [
    # points and state of each indicator, line, truth
    ({"a": ("85", "T"), "b": ("15", "U")}, "85", True),
    ({"a": ("84.99", "T"), "b": ("0.01", "U"), "c": ("15", "F")}, "85", None),
    ({"a": ("84.99", "U"), "b": ("15.01", "F")}, "85", False),
    ({"a": ("85", "T"), "b": ("15", "F")}, "85", True),
    ({"a": ("1", "T"), "b": ("1", "T"), "c": ("1", "F")}, "66.66", True),
    ({"a": ("1", "T"), "b": ("1", "T"), "c": ("1", "F")}, "66.67", False),
    ({"a": ("1", "T"), "b": ("1", "T"), "c": ("1", "F")}, "66.666667", False),
    ({"a": ("1", "T"), "b": ("1", "U"), "c": ("1", "F")}, "66.666667", False),
    ({"a": ("1", "T"), "b": ("1", "U"), "c": ("1", "F")}, "66.666666", None),
    ({"a": ("1", "T"), "b": ("1", "U"), "c": ("1", "F")}, "33.333333", True),
    ({"a": ("1", "F")}, "0", True),
    ({"a": ("1", "T")}, "100", True),
    ({"a": ("1", "U")}, "100", None),
]


@pytest.mark.parametrize(("scored", "line", "truth"), LINES)
def test_a_line_is_reached_by_the_worst_score_and_missed_by_the_best(
    engine: MakeEngine, scored: dict[str, tuple[str, str]], line: str, truth: Truth
) -> None:
    rules = indicators({fact: Decimal(points) for fact, (points, _) in scored.items()})
    rules = concluding(
        rules, of_all=ScoreReaches(None, Decimal(line)), of_one=ScoreReaches("1", Decimal(line))
    )
    values = {fact: STATE[state] for fact, (_, state) in scored.items()}
    assert engine(rules).judge(known(values)).conclusions == {"of_all": truth, "of_one": truth}


def test_b_and_c_earn_their_shares(engine: MakeEngine) -> None:
    # B earns 0.66 and C 0.33 of two points each: 1.98 of 4, 49.5 %.
    two = rule_set(
        rule(graded(Grading.FAULTS, yes("a")), code="a"),
        rule(graded(Grading.FAULTS, yes("b"), yes("c")), code="b"),
    )
    rules = concluding(
        replace(two, indicators=(Scored("a", "1", 2), Scored("b", "1", 2))),
        reached=ScoreReaches(None, Decimal("49.5")),
        missed=ScoreReaches(None, Decimal("49.500001")),
    )
    found = engine(rules).judge(known({"a": False, "b": False, "c": False}))
    assert found.conclusions == {"reached": True, "missed": False}


def test_a_line_is_unknown_where_nothing_applies(engine: MakeEngine) -> None:
    guests = applying(yes("a"), Is("guests", value=True))
    rules = rule_set(rule(graded(Grading.ALL, guests), code="a"))
    rules = concluding(rules, reached=ScoreReaches(None, 0), elsewhere=ScoreReaches("9", 0))
    found = engine(rules).judge(known({"guests": False, "a": True}))
    assert found.conclusions == {"reached": None, "elsewhere": None}


def test_an_indicator_without_a_rule_may_have_any_grade(engine: MakeEngine) -> None:
    rules = indicators({"a": 1})
    rules = replace(rules, indicators=(*rules.indicators, Scored("b", "1", 1)))
    rules = concluding(rules, half=ScoreReaches(None, 50), more=ScoreReaches(None, 51))
    found = engine(rules).judge(known({"a": True}))
    assert found.conclusions == {"half": True, "more": None}


WAIVED = [
    # waived, with regard to waivers, without
    (frozenset[str](), False, False),
    (frozenset({"b"}), True, False),
    (frozenset({"a"}), False, False),
    (frozenset({"a", "b"}), None, False),
]


@pytest.mark.parametrize(("waived", "regarded", "disregarded"), WAIVED)
def test_waived_indicators_leave_a_score_unless_waivers_do_not_count(
    engine: MakeEngine, waived: frozenset[str], regarded: Truth, disregarded: Truth
) -> None:
    rules = concluding(
        indicators({"a": 1, "b": 1}),
        regarded=ScoreReaches(None, 80),
        disregarded=ScoreReaches(None, 80, waivers=False),
    )
    found = engine(rules).judge(known({"a": True, "b": False}), waived)
    assert found.conclusions == {"regarded": regarded, "disregarded": disregarded}


# --- Facts, other conclusions, connectives ------------------------------------------------------

CONNECTIVES = [
    ("TT", True, True, False),
    ("TF", False, True, False),
    ("TU", None, True, False),
    ("FF", False, False, True),
    ("FU", False, None, None),
    ("UU", None, None, None),
]


@pytest.mark.parametrize(("states", "every", "some", "none"), CONNECTIVES)
def test_conclusions_chain_by_the_tables_of_the_connectives(
    engine: MakeEngine, states: str, every: Truth, some: Truth, none: Truth
) -> None:
    a, b = FactsSay(Is("a", value=True)), FactsSay(Is("b", value=True))
    rules = concluding(
        indicators({"a": 1, "b": 1}),
        a=a,
        every=EveryOf((Holds("a"), b)),
        some=SomeOf((Holds("a"), b)),
        none=NotAnyOf((Holds("a"), b)),
        not_none=NotAnyOf((Holds("none"),)),
    )
    values = {fact: STATE[state] for fact, state in zip("ab", states, strict=True)}
    assert engine(rules).judge(known(values)).conclusions == {
        "a": STATE[states[0]],
        "every": every,
        "some": some,
        "none": none,
        "not_none": some,
    }


def test_facts_of_a_level_that_is_not_given_say_nothing(engine: MakeEngine) -> None:
    rules = concluding(
        indicators({"a": 1}),
        event=FactsSay(Is("event_in_city", value=True)),
        no_event=NotAnyOf((FactsSay(Is("event_in_city", value=True)),)),
    )
    found = engine(rules).judge(known({"a": True}))
    assert found.conclusions == {"event": None, "no_event": None}


# --- Gaps for a level above ---------------------------------------------------------------------

GAPS: list[tuple[str, str, Truth]] = [
    # states of what the unit itself can do, of what the district can, truth of "above 50 %"
    ("T", "T", False),
    ("T", "F", True),
    ("F", "F", False),
    ("FF", "F", False),
    ("F", "FF", True),
    ("F", "T", False),
    ("T", "U", None),
    ("U", "T", False),
    ("U", "U", None),
    ("U", "F", None),
    ("F", "U", False),
    ("F", "UU", None),
    ("FU", "FFF", True),
    ("FU", "FF", None),
    ("FFU", "UU", False),
]


@pytest.mark.parametrize(("own", "above", "truth"), GAPS)
def test_more_than_half_of_the_gaps_are_for_a_level_above(
    engine: MakeEngine, own: str, above: str, truth: Truth
) -> None:
    facts = {f"own_{n}": STATE[state] for n, state in enumerate(own)}
    facts |= {f"above_{n}": STATE[state] for n, state in enumerate(above)}
    items = [
        yes(fact, Level.DISTRICT if fact.startswith("above") else Level.COMMUNITY) for fact in facts
    ]
    rules = concluding(rule_set(rule(graded(Grading.ALL, *items))), above=GapsAbove(50))
    assert engine(rules).judge(known(facts)).conclusions == {"above": truth}


def test_each_missing_member_of_a_set_is_a_gap_and_each_unknown_one_a_possible_gap(
    engine: MakeEngine,
) -> None:
    wanted = Includes("rooms", ("a", "b", "c"), every=True)
    rooms = replace(item(wanted, ItemKind.SET, "rooms"), doer=Level.DISTRICT)
    rules = rule_set(rule(graded(Grading.ALL, yes("tidy"), rooms)))
    rules = concluding(rules, above=GapsAbove(60))
    seen: list[Value] = [
        Members(frozenset("a"), frozenset("bc")),
        Members(frozenset("a"), frozenset("b")),
        Members(frozenset("ab"), frozenset("c")),
        Members(),
    ]
    found = [
        engine(rules).judge(known({"tidy": False, "rooms": rooms_known})).conclusions["above"]
        for rooms_known in seen
    ]
    # two of three; one or two beside one; one of two; none to three beside one
    assert found == [True, None, False, None]


def test_members_missing_of_a_set_that_may_not_apply_are_only_possible_gaps(
    engine: MakeEngine,
) -> None:
    wanted = Includes("rooms", ("a", "b", "c"), every=True)
    rooms = replace(item(wanted, ItemKind.SET, "rooms"), doer=Level.DISTRICT)
    rules = rule_set(rule(graded(Grading.ALL, applying(rooms, Is("big", value=True)))))
    rules = concluding(rules, above=GapsAbove(0))
    seen = Members(frozenset("a"), frozenset("bc"))
    found = [
        engine(rules).judge(known({"big": big, "rooms": seen})).conclusions["above"]
        for big in (True, None, False)
    ]
    assert found == [True, None, False]


def test_gaps_of_waived_indicators_are_left_out(engine: MakeEngine) -> None:
    rules = rule_set(
        rule(graded(Grading.ALL, yes("own")), code="own"),
        rule(graded(Grading.ALL, yes("above", Level.CITY)), code="above"),
    )
    rules = concluding(rules, above=GapsAbove(50))
    facts: dict[str, Value | None] = {"own": False, "above": False}
    found = [
        engine(rules).judge(known(facts), waived).conclusions["above"]
        for waived in (frozenset[str](), frozenset({"own"}), frozenset({"above"}))
    ]
    assert found == [False, True, False]


ABOVE_A_DISTRICT = [
    (Level.COMMUNITY, False),
    (Level.STREET, False),
    (Level.DISTRICT, False),
    (Level.CITY, True),
]


@pytest.mark.parametrize(("doer", "truth"), ABOVE_A_DISTRICT)
def test_above_is_counted_from_the_level_of_the_unit_itself(
    engine: MakeEngine, doer: Level, truth: Truth
) -> None:
    of_district = replace(yes("tidy", doer), level=Level.DISTRICT)
    rules = concluding(rule_set(rule(graded(Grading.ALL, of_district))), above=GapsAbove(0))
    found = engine(rules).judge(known({"tidy": False}, Level.DISTRICT, Level.CITY))
    assert found.conclusions == {"above": truth}
