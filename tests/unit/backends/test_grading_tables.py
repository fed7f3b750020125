"""The table of docs/language.md under "Grading", for every engine."""

from dataclasses import replace

import pytest

from support.hand import (
    CODE,
    X,
    applying,
    from_observations,
    graded,
    item,
    known,
    number,
    rule,
    rule_set,
    scale,
)
from support.judging import MakeEngine, range_of
from zicha.model.facts import Members, Value
from zicha.model.judgement import NOT_APPLICABLE, WHOLE_RANGE, GradeRange
from zicha.model.rules import (
    Compare,
    Comparison,
    Condition,
    Grade,
    Grading,
    Includes,
    Is,
    Item,
    ItemKind,
    Ratio,
    WhenZero,
)
from zicha.model.rules import FactValue as Named
from zicha.model.ruleset import RuleSet

A, B, C, D = Grade
STATE = {"T": True, "F": False, "U": None}


def yes(fact: str) -> Item:
    """Return an item that asks for a yes."""
    return item(Is(fact, value=True), item_id=fact)


def states(text: str) -> dict[str, Value | None]:
    """Return the facts a, b, c, d in the states that the letters say."""
    return {fact: STATE[state] for fact, state in zip("abcd", text, strict=False)}


# --- all ----------------------------------------------------------------------------------------

ALL = [("TT", A, A), ("TF", D, D), ("FF", D, D), ("TU", A, D), ("UU", A, D), ("FU", D, D)]


@pytest.mark.parametrize(("text", "best", "worst"), ALL)
def test_all(engine: MakeEngine, text: str, best: Grade, worst: Grade) -> None:
    found = range_of(engine, Grading.ALL, [yes("a"), yes("b")], states(text))
    assert found == GradeRange(best, worst)


# --- faults -------------------------------------------------------------------------------------

FAULTS = [
    ("TTTT", A, A),
    ("FTTT", B, B),
    ("FFTT", C, C),
    ("FFFT", D, D),
    ("FFFF", D, D),
    ("UTTT", A, B),
    ("UUTT", A, C),
    ("UUUT", A, D),
    ("FUTT", B, C),
    ("FUUT", B, D),
    ("FFUT", C, D),
    ("FFFU", D, D),
]


@pytest.mark.parametrize(("text", "best", "worst"), FAULTS)
def test_faults_add_up(engine: MakeEngine, text: str, best: Grade, worst: Grade) -> None:
    items = [yes(fact) for fact in "abcd"]
    assert range_of(engine, Grading.FAULTS, items, states(text)) == GradeRange(best, worst)


ROOMS = item(Includes("rooms", ("r", "s"), every=True), ItemKind.SET, "rooms")
SPOTS = item(Compare(X, Comparison.AT_MOST, 2), ItemKind.COUNT, "spots")
ONE_MISSING = Members(frozenset("r"), frozenset("s"))
ONE_UNKNOWN = Members(frozenset("r"))
MIXED: list[tuple[dict[str, Value | None], GradeRange]] = [
    ({"a": True, "rooms": ONE_MISSING, "x": number("3")}, GradeRange(C, C)),
    ({"a": False, "rooms": ONE_MISSING, "x": number("3")}, GradeRange(D, D)),
    ({"a": None, "rooms": ONE_UNKNOWN, "x": number("2")}, GradeRange(A, C)),
    ({"a": True, "rooms": ONE_UNKNOWN, "x": from_observations(3)}, GradeRange(B, D)),
    ({"a": False, "rooms": None, "x": number("0")}, GradeRange(B, D)),
]


@pytest.mark.parametrize(("values", "grades"), MIXED)
def test_faults_of_sets_and_counts_add_up_with_those_of_plain_items(
    engine: MakeEngine, values: dict[str, Value | None], grades: GradeRange
) -> None:
    assert range_of(engine, Grading.FAULTS, [yes("a"), ROOMS, SPOTS], values) == grades


def test_a_count_without_upper_bound_leaves_d_possible(engine: MakeEngine) -> None:
    found = [
        range_of(engine, Grading.FAULTS, [SPOTS], {"x": x})
        for x in (None, from_observations(3), from_observations(4), from_observations(5))
    ]
    assert found == [GradeRange(A, D), GradeRange(B, D), GradeRange(C, D), GradeRange(D, D)]


FATAL = [("TT", A, A), ("TF", D, D), ("FT", B, B), ("FF", D, D), ("TU", A, D), ("FU", B, D)]


@pytest.mark.parametrize(("text", "best", "worst"), FATAL)
def test_a_fatal_item_makes_d_by_itself(
    engine: MakeEngine, text: str, best: Grade, worst: Grade
) -> None:
    items = [yes("a"), replace(yes("b"), fatal=True)]
    assert range_of(engine, Grading.FAULTS, items, states(text)) == GradeRange(best, worst)


# --- What does not apply, or may not --------------------------------------------------------------

GUESTS = Is("guests", value=True)


def test_items_that_do_not_apply_are_left_out(engine: MakeEngine) -> None:
    items = [yes("a"), applying(yes("b"), GUESTS)]
    values: dict[str, Value | None] = {"guests": False, "a": True, "b": False}
    found = [range_of(engine, grading, items, values) for grading in (Grading.ALL, Grading.FAULTS)]
    assert found == [GradeRange(A, A), GradeRange(A, A)]


@pytest.mark.parametrize("kind", [ItemKind.SET, ItemKind.COUNT])
def test_what_a_set_or_a_count_lacks_is_no_fault_where_it_does_not_apply(
    engine: MakeEngine, kind: ItemKind
) -> None:
    asked: dict[ItemKind, Condition] = {
        ItemKind.SET: Includes("s", ("p", "q"), every=True),
        ItemKind.COUNT: Compare(X, Comparison.AT_MOST, 1),
    }
    items = [yes("a"), applying(item(asked[kind], kind, "b"), GUESTS)]
    lacking: dict[str, Value | None] = {
        "s": Members(frozenset(), frozenset({"p", "q"})),
        "x": number("9"),
    }
    found = [
        range_of(engine, Grading.FAULTS, items, {"guests": guests, "a": False, **lacking})
        for guests in (True, None, False)
    ]
    # one fault of the first item, and two or eight of the second where it applies
    assert found == [GradeRange(D, D), GradeRange(B, D), GradeRange(B, B)]


def test_without_an_applicable_item_the_indicator_does_not_apply(engine: MakeEngine) -> None:
    items = [applying(yes("a"), GUESTS), applying(yes("b"), GUESTS)]
    values: dict[str, Value | None] = {"guests": False, "a": True, "b": False}
    assert range_of(engine, Grading.ALL, items, values) == NOT_APPLICABLE


MAY_NOT_APPLY: list[tuple[str, dict[str, Value | None]]] = [
    ("met", {"a": True, "b": True}),
    ("unmet", {"a": False, "b": False}),
    ("open", {}),
    ("one certainly out", {"other": False, "a": True}),
]


@pytest.mark.parametrize(("_name", "values"), MAY_NOT_APPLY)
def test_while_all_items_may_not_apply_the_grade_may_be_anything(
    engine: MakeEngine, _name: str, values: dict[str, Value | None]
) -> None:
    other = Is("other", value=True)
    items = [applying(yes("a"), GUESTS), applying(yes("b"), other)]
    assert range_of(engine, Grading.FAULTS, items, values) == WHOLE_RANGE


def test_a_denominator_that_may_be_0_is_the_same_doubt(engine: MakeEngine) -> None:
    share = Ratio(X, Named("y"), 100, WhenZero.NOT_APPLICABLE)
    items = [item(Compare(share, Comparison.AT_LEAST, 90))]
    found = [
        range_of(engine, Grading.FAULTS, items, {"x": number("9"), "y": y})
        for y in (None, number("0"), number("10"), from_observations(1))
    ]
    assert found == [WHOLE_RANGE, NOT_APPLICABLE, GradeRange(A, A), GradeRange(A, B)]


def test_one_item_that_certainly_applies_bounds_the_grade(engine: MakeEngine) -> None:
    items = [yes("a"), applying(yes("b"), GUESTS)]
    found = [
        range_of(engine, Grading.FAULTS, items, values)
        for values in ({"a": True, "b": False}, {"a": False, "b": False}, {"a": True, "b": True})
    ]
    assert found == [GradeRange(A, B), GradeRange(B, C), GradeRange(A, A)]


# --- parts --------------------------------------------------------------------------------------

AREA = scale(
    (A, Compare(X, Comparison.AT_LEAST, 20)), (B, Compare(X, Comparison.AT_LEAST, 10)), item_id="x"
)
PARTS: list[tuple[dict[str, Value | None], GradeRange]] = [
    ({"a": True, "b": True, "x": number("20")}, GradeRange(A, A)),
    ({"a": False, "b": True, "x": number("20")}, GradeRange(B, B)),
    ({"a": False, "b": True, "x": number("10")}, GradeRange(B, B)),
    ({"a": False, "b": True, "x": number("9")}, GradeRange(D, D)),
    ({"a": False, "b": False, "x": number("10")}, GradeRange(C, C)),
    ({"a": None, "b": True, "x": number("10")}, GradeRange(B, B)),
    ({"a": True, "b": True, "x": None}, GradeRange(A, D)),
    ({"a": False, "b": None, "x": from_observations(10)}, GradeRange(B, C)),
]


def parted(*items: Item) -> RuleSet:
    """Return a rule of two parts: the last item a scale, the others counted in faults."""
    *papers, area = items
    return rule_set(
        rule(
            graded(Grading.FAULTS, *papers, part_id="papers"),
            graded(Grading.BANDS, area, part_id="area"),
        )
    )


@pytest.mark.parametrize(("values", "grades"), PARTS)
def test_of_several_parts_the_lowest_grade_counts(
    engine: MakeEngine, values: dict[str, Value | None], grades: GradeRange
) -> None:
    rules = parted(yes("a"), yes("b"), AREA)
    assert engine(rules).judge(known(values)).grades == {CODE: grades}


def test_a_part_that_does_not_apply_is_left_out(engine: MakeEngine) -> None:
    rules = parted(yes("a"), applying(AREA, GUESTS))
    values: dict[str, Value | None] = {"guests": False, "a": False, "x": number("0")}
    assert engine(rules).judge(known(values)).grades == {CODE: GradeRange(B, B)}


def test_a_part_that_may_not_apply_can_only_lower_the_grade(engine: MakeEngine) -> None:
    rules = parted(yes("a"), applying(AREA, GUESTS))
    found = [
        engine(rules).judge(known({"a": a, "x": number(x)})).grades[CODE]
        for a, x in ((True, "20"), (True, "10"), (False, "10"), (True, "0"))
    ]
    assert found == [GradeRange(A, A), GradeRange(A, B), GradeRange(B, B), GradeRange(A, D)]


def test_without_a_scale_whose_best_grade_is_b_the_rest_may_be_graded_a(
    engine: MakeEngine,
) -> None:
    low = scale(
        (B, Compare(X, Comparison.AT_LEAST, 20)), (C, Compare(X, Comparison.AT_LEAST, 10)),
        item_id="x",
    )  # fmt: skip
    rules = parted(yes("a"), applying(low, GUESTS))
    found = [
        engine(rules).judge(known({"guests": guests, "a": True, "x": x})).grades[CODE]
        for guests, x in ((True, None), (None, number("20")), (None, number("9")), (False, None))
    ]
    assert found == [GradeRange(B, D), GradeRange(A, B), GradeRange(A, D), GradeRange(A, A)]


def test_a_rule_whose_parts_all_do_not_apply_does_not(engine: MakeEngine) -> None:
    rules = parted(applying(yes("a"), GUESTS), applying(AREA, GUESTS))
    found = [
        engine(rules).judge(known({"guests": guests, "a": True})).grades[CODE]
        for guests in (False, None)
    ]
    assert found == [NOT_APPLICABLE, WHOLE_RANGE]
