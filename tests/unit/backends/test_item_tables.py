"""The tables of docs/language.md under "Applicability" and "Items", row by row."""

from dataclasses import replace

import pytest

from support.hand import X, applying, from_observations, item, number, scale
from support.judging import MakeEngine, result_of
from zicha.model.facts import Level, Members, Value
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import Interval
from zicha.model.rules import (
    Always,
    ByOption,
    Compare,
    Comparison,
    Grade,
    Includes,
    Is,
    ItemKind,
    Sum,
)
from zicha.model.rules import FactValue as Named

MET, UNMET, OPEN = Outcome.MET, Outcome.UNMET, Outcome.OPEN
OUT = Outcome.NOT_APPLICABLE
APPLIES, LEVEL = WhyNotApplicable.APPLIES, WhyNotApplicable.LEVEL
A, B, C, D = Grade

STATE = {"T": True, "F": False, "U": None}
TIDY = item(Is("tidy", value=True))
OPEN_TODAY = Is("open_today", value=True)

NO_GUEST = ItemResult(OUT, why=APPLIES)


# --- Applicability ------------------------------------------------------------------------------

APPLIES_AND_CONDITION = [
    # applies, condition, result
    ("F", "T", NO_GUEST),
    ("F", "F", NO_GUEST),
    ("F", "U", NO_GUEST),
    ("T", "T", ItemResult(MET)),
    ("U", "T", ItemResult(MET, may_not_apply=True)),
    ("T", "F", ItemResult(UNMET, (1, 1))),
    ("U", "F", ItemResult(OPEN, (0, 1), may_not_apply=True)),
    ("T", "U", ItemResult(OPEN, (0, 1))),
    ("U", "U", ItemResult(OPEN, (0, 1), may_not_apply=True)),
]


@pytest.mark.parametrize(("applies", "holds", "result"), APPLIES_AND_CONDITION)
def test_applies_and_condition(
    engine: MakeEngine, applies: str, holds: str, result: ItemResult
) -> None:
    values: dict[str, Value | None] = {"open_today": STATE[applies], "tidy": STATE[holds]}
    assert result_of(engine, applying(TIDY, OPEN_TODAY), values) == result


RULE_AND_ITEM_APPLY = [
    # of the rule, of the item, whether it applies; which clause fails
    ("TT", ItemResult(UNMET, (1, 1))),
    ("FT", ItemResult(OUT, why=APPLIES, applies=0)),
    ("TF", ItemResult(OUT, why=APPLIES, applies=1)),
    ("FF", ItemResult(OUT, why=APPLIES, applies=0)),
    ("UF", ItemResult(OUT, why=APPLIES, applies=1)),
    ("FU", ItemResult(OUT, why=APPLIES, applies=0)),
    ("UT", ItemResult(OPEN, (0, 1), may_not_apply=True)),
    ("TU", ItemResult(OPEN, (0, 1), may_not_apply=True)),
    ("UU", ItemResult(OPEN, (0, 1), may_not_apply=True)),
]


@pytest.mark.parametrize(("states", "result"), RULE_AND_ITEM_APPLY)
def test_with_two_conditions_to_apply_both_must_hold(
    engine: MakeEngine, states: str, result: ItemResult
) -> None:
    asked = applying(TIDY, Is("a", value=True), Is("b", value=True))
    values: dict[str, Value | None] = {"a": STATE[states[0]], "b": STATE[states[1]], "tidy": False}
    assert result_of(engine, asked, values) == result


LEVELS_GIVEN = [
    ((Level.COMMUNITY,), ItemResult(OUT, why=LEVEL)),
    ((Level.COMMUNITY, Level.CITY), ItemResult(OUT, why=LEVEL)),
    ((Level.COMMUNITY, Level.DISTRICT), ItemResult(UNMET, (1, 1))),
    ((Level.DISTRICT,), ItemResult(UNMET, (1, 1))),
]


@pytest.mark.parametrize(("levels", "result"), LEVELS_GIVEN)
def test_an_item_of_a_level_that_is_not_given_does_not_apply(
    engine: MakeEngine, levels: tuple[Level, ...], result: ItemResult
) -> None:
    of_district = replace(TIDY, level=Level.DISTRICT)
    assert result_of(engine, of_district, {"tidy": False}, levels=levels) == result


def test_the_missing_level_is_the_reason_before_any_other(engine: MakeEngine) -> None:
    asked = applying(replace(TIDY, level=Level.CITY), OPEN_TODAY)
    values: dict[str, Value | None] = {"open_today": False, "tidy": True}
    assert result_of(engine, asked, values) == ItemResult(OUT, why=LEVEL)


def test_an_unknown_fact_of_a_level_that_is_given_leaves_the_item_open(
    engine: MakeEngine,
) -> None:
    of_city = replace(TIDY, level=Level.CITY)
    levels = (Level.COMMUNITY, Level.CITY)
    assert result_of(engine, of_city, {}, levels=levels) == ItemResult(OPEN, (0, 1))


# --- Sets: one fault a missing member -------------------------------------------------------------

WANTED = ("a", "b", "c")
ROOMS = item(Includes("rooms", WANTED, every=True), ItemKind.SET)


def rooms(present: str, absent: str) -> dict[str, Value | None]:
    """Return what is known of a set of rooms."""
    return {"rooms": Members(frozenset(present), frozenset(absent))}


SETS = [
    (rooms("abc", ""), ItemResult(MET)),
    (rooms("abcd", "e"), ItemResult(MET)),
    (rooms("ab", "c"), ItemResult(UNMET, (1, 1), missing=("c",))),
    (rooms("", "abc"), ItemResult(UNMET, (3, 3), missing=WANTED)),
    (rooms("b", "d"), ItemResult(OPEN, (0, 2), unknown=("a", "c"))),
    (rooms("", "b"), ItemResult(UNMET, (1, 3), missing=("b",), unknown=("a", "c"))),
    ({"rooms": None}, ItemResult(OPEN, (0, 3), unknown=WANTED)),
]


@pytest.mark.parametrize(("values", "result"), SETS)
def test_every_missing_member_of_a_set_is_a_fault(
    engine: MakeEngine, values: dict[str, Value | None], result: ItemResult
) -> None:
    assert result_of(engine, ROOMS, values) == result


def test_where_applies_is_unknown_a_set_may_have_no_fault_at_all(engine: MakeEngine) -> None:
    found = result_of(engine, applying(ROOMS, OPEN_TODAY), rooms("", "ab"))
    assert found == ItemResult(OPEN, (0, 3), missing=("a", "b"), unknown=("c",), may_not_apply=True)


# --- Counts: as many faults as exceed what is allowed -------------------------------------------

SPOTS = item(Compare(X, Comparison.AT_MOST, 2), ItemKind.COUNT)
COUNTS: list[tuple[Value | None, ItemResult]] = [
    (number("0"), ItemResult(MET)),
    (number("2"), ItemResult(MET)),
    (number("3"), ItemResult(UNMET, (1, 1))),
    (number("7"), ItemResult(UNMET, (5, 5))),
    (None, ItemResult(OPEN, (0, None))),
    (from_observations(0), ItemResult(OPEN, (0, None))),
    (from_observations(2), ItemResult(OPEN, (0, None))),
    (from_observations(3), ItemResult(UNMET, (1, None))),
    (from_observations(7), ItemResult(UNMET, (5, None))),
    (Interval(1, 6), ItemResult(OPEN, (0, 4))),
    (Interval(4, 6), ItemResult(UNMET, (2, 4))),
    (Interval(0, 2), ItemResult(MET)),
]


@pytest.mark.parametrize(("x", "result"), COUNTS)
def test_a_count_is_as_many_faults_as_it_exceeds_what_is_allowed(
    engine: MakeEngine, x: Value | None, result: ItemResult
) -> None:
    assert result_of(engine, SPOTS, {"x": x}) == result


@pytest.mark.parametrize(
    ("x", "faults"), [(number("7"), (0, 5)), (from_observations(7), (0, None)), (None, (0, None))]
)
def test_where_applies_is_unknown_a_count_may_have_no_fault_at_all(
    engine: MakeEngine, x: Value | None, faults: tuple[int, int | None]
) -> None:
    found = result_of(engine, applying(SPOTS, OPEN_TODAY), {"x": x})
    assert found == ItemResult(OPEN, faults, may_not_apply=True)


def test_two_counts_may_be_judged_by_their_sum(engine: MakeEngine) -> None:
    both = item(Compare(Sum((X, Named("y"))), Comparison.AT_MOST, 2), ItemKind.COUNT)
    found = [
        result_of(engine, both, {"x": number("2"), "y": y})
        for y in (number("0"), number("4"), from_observations(4), None)
    ]
    assert found == [
        ItemResult(MET),
        ItemResult(UNMET, (4, 4)),
        ItemResult(UNMET, (4, None)),
        ItemResult(OPEN, (0, None)),
    ]


# --- Scales -------------------------------------------------------------------------------------

MORE_THAN, AT_LEAST = Comparison.MORE_THAN, Comparison.AT_LEAST
GREEN = scale(
    (A, Compare(X, MORE_THAN, 35)),
    (B, Compare(X, MORE_THAN, 30)),
    (C, Always()),
)
"""Above 35 %: A; above 30 %: B; 30 % and less: C. The last band leaves nothing out."""

SCALES: list[tuple[Value | None, ItemResult]] = [
    (number("35.01"), ItemResult(MET, grades=(A, A))),
    (number("35"), ItemResult(UNMET, grades=(B, B))),
    (number("30.01"), ItemResult(UNMET, grades=(B, B))),
    (number("30"), ItemResult(UNMET, grades=(C, C))),
    (number("0"), ItemResult(UNMET, grades=(C, C))),
    (None, ItemResult(OPEN, grades=(A, C))),
    (from_observations(31), ItemResult(OPEN, grades=(A, B))),
    (from_observations(36), ItemResult(MET, grades=(A, A))),
    (Interval(20, 33), ItemResult(UNMET, grades=(B, C))),
]


@pytest.mark.parametrize(("x", "result"), SCALES)
def test_a_scale_gives_its_first_band_that_holds(
    engine: MakeEngine, x: Value | None, result: ItemResult
) -> None:
    assert result_of(engine, GREEN, {"x": x}) == result


OPEN_SCALE = scale((A, Compare(X, AT_LEAST, 20)), (C, Compare(X, AT_LEAST, 10)))
"""Two bands that leave low values out."""

OPEN_SCALES: list[tuple[Value | None, ItemResult]] = [
    (number("20"), ItemResult(MET, grades=(A, A))),
    (number("19.99"), ItemResult(UNMET, grades=(C, C))),
    (number("9.99"), ItemResult(UNMET, grades=(D, D))),
    (None, ItemResult(OPEN, grades=(A, D))),
    (from_observations(10), ItemResult(OPEN, grades=(A, C))),
    (Interval(5, 15), ItemResult(UNMET, grades=(C, D))),
    (Interval(5, 9), ItemResult(UNMET, grades=(D, D))),
]


@pytest.mark.parametrize(("x", "result"), OPEN_SCALES)
def test_where_no_band_holds_the_grade_is_d(
    engine: MakeEngine, x: Value | None, result: ItemResult
) -> None:
    assert result_of(engine, OPEN_SCALE, {"x": x}) == result


def test_a_band_that_only_may_hold_leaves_the_next_certain_one_as_the_worst(
    engine: MakeEngine,
) -> None:
    by_town = ByOption("community.town", (("old", 30), ("new", 40)))
    asked = scale((A, Compare(X, AT_LEAST, by_town)), (B, Compare(X, AT_LEAST, 20)), (C, Always()))
    found = [result_of(engine, asked, {"x": number(x)}) for x in ("40", "35", "29", "19")]
    assert found == [
        ItemResult(MET, grades=(A, A)),
        ItemResult(OPEN, grades=(A, B)),
        ItemResult(UNMET, grades=(B, B)),
        ItemResult(UNMET, grades=(C, C)),
    ]


SCALES_THAT_MAY_NOT_APPLY: list[tuple[Value | None, ItemResult]] = [
    (number("40"), ItemResult(MET, grades=(A, A), may_not_apply=True)),
    (number("33"), ItemResult(OPEN, (0, 0), grades=(A, B), may_not_apply=True)),
    (number("20"), ItemResult(OPEN, (0, 0), grades=(A, C), may_not_apply=True)),
    (None, ItemResult(OPEN, (0, 0), grades=(A, C), may_not_apply=True)),
]


@pytest.mark.parametrize(("x", "result"), SCALES_THAT_MAY_NOT_APPLY)
def test_a_scale_that_may_not_apply_may_do_no_harm(
    engine: MakeEngine, x: Value | None, result: ItemResult
) -> None:
    assert result_of(engine, applying(GREEN, OPEN_TODAY), {"x": x}) == result
