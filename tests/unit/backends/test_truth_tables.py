"""The tables of docs/language.md under "Conditions", row by row, for every engine.

T true, F false, U unknown. The rows are written by hand from the page.
"""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from support.hand import DAY, X, from_observations, number
from support.judging import MakeEngine, truth_letter
from zicha.model.facts import Members, Value
from zicha.model.numbers import Interval, Number, exactly
from zicha.model.rules import (
    AllOf,
    AnyOf,
    AtLeastN,
    Between,
    ByOption,
    Compare,
    Comparison,
    Condition,
    Includes,
    Is,
    NoneOf,
    OneOf,
    WithinDays,
)

AT_LEAST, AT_MOST = Comparison.AT_LEAST, Comparison.AT_MOST
MORE_THAN, LESS_THAN, EQUALS = Comparison.MORE_THAN, Comparison.LESS_THAN, Comparison.EQUALS


# --- Numbers ------------------------------------------------------------------------------------

STATES_OF_X: list[Value | None] = [
    number("299.99"),
    number("300"),
    number("300.01"),
    None,
    from_observations(300),
    from_observations(301),
]
NUMBERS: list[tuple[Condition, str]] = [
    (Compare(X, AT_LEAST, 300), "FTTUTT"),
    (Compare(X, MORE_THAN, 300), "FFTUUT"),
    (Compare(X, AT_MOST, 300), "TTFUUF"),
    (Compare(X, LESS_THAN, 300), "TFFUFF"),
    (Compare(X, EQUALS, 300), "FTFUUF"),
    (Between(X, 200, 300), "TTFUUF"),
]


@pytest.mark.parametrize(("condition", "row"), NUMBERS)
def test_numbers_against_300(engine: MakeEngine, condition: Condition, row: str) -> None:
    found = [truth_letter(engine, condition, {"x": value}) for value in STATES_OF_X]
    assert "".join(found) == row


@pytest.mark.parametrize(("x", "truth"), [("199.99", "F"), ("200", "T"), ("200.01", "T")])
def test_between_includes_its_lower_bound(engine: MakeEngine, x: str, truth: str) -> None:
    assert truth_letter(engine, Between(X, 200, 300), {"x": number(x)}) == truth


def test_a_span_is_known_to_be_left_behind_when_more_than_its_end_was_seen(
    engine: MakeEngine,
) -> None:
    found = [
        truth_letter(engine, Between(X, 200, 300), {"x": from_observations(low)})
        for low in (0, 200, 300, 301)
    ]
    assert found == ["U", "U", "U", "F"]


EXACT: list[tuple[Number, Number, str, str]] = [
    (Decimal("89.999"), 90, "F", "F"),
    (Decimal("89.999999"), 90, "F", "F"),
    (90, 90, "T", "F"),
    (Decimal("90.000001"), 90, "T", "T"),
    (Fraction(200, 3), Decimal("66.66"), "T", "T"),
    (Fraction(200, 3), Decimal("66.666666"), "T", "T"),
    (Fraction(200, 3), Decimal("66.666667"), "F", "F"),
    (Fraction(200, 3), Decimal("66.67"), "F", "F"),
    (Fraction(-1, 3), Decimal("-0.333333"), "F", "F"),
    (Fraction(-1, 3), Decimal("-0.333334"), "T", "T"),
    (Fraction(92), 92, "T", "F"),
]


@pytest.mark.parametrize(("x", "bound", "at_least", "more_than"), EXACT)
def test_nothing_is_rounded_before_it_is_judged(
    engine: MakeEngine, x: Number, bound: Number, at_least: str, more_than: str
) -> None:
    values = {"x": exactly(x)}
    found = [truth_letter(engine, Compare(X, c, bound), values) for c in (AT_LEAST, MORE_THAN)]
    assert found == [at_least, more_than]


COMPUTED = [
    # (known interval of x, at_least 300, more_than, at_most, less_than, equals, between 200 300)
    (Interval(300, 400), "TUUFUU"),
    (Interval(200, 300), "UFTUUT"),
    (Interval(200, 299), "FFTTFT"),
    (Interval(301, 400), "TTFFFF"),
    (Interval(100, 400), "UUUUUU"),
    (Interval(100, 199), "FFTTFF"),
]


@pytest.mark.parametrize(("x", "row"), COMPUTED)
def test_a_number_of_which_both_bounds_are_known(engine: MakeEngine, x: Interval, row: str) -> None:
    found = [truth_letter(engine, condition, {"x": x}) for condition, _ in NUMBERS]
    assert "".join(found) == row


# --- Bounds by an attribute ---------------------------------------------------------------------

BY_TOWN = ByOption("community.town", (("old", 300), ("new", 500)))
TOWN_UNKNOWN = [
    (AT_LEAST, {"200": "F", "299.99": "F", "300": "U", "400": "U", "499.99": "U", "500": "T"}),
    (MORE_THAN, {"300": "F", "300.01": "U", "500": "U", "500.01": "T"}),
    (AT_MOST, {"300": "T", "300.01": "U", "500": "U", "500.01": "F"}),
    (LESS_THAN, {"299.99": "T", "300": "U", "499.99": "U", "500": "F"}),
    (EQUALS, {"299.99": "F", "300": "U", "400": "U", "500": "U", "500.01": "F"}),
]


@pytest.mark.parametrize(("comparison", "row"), TOWN_UNKNOWN)
def test_while_the_attribute_is_unknown_the_bound_lies_between_its_numbers(
    engine: MakeEngine, comparison: Comparison, row: dict[str, str]
) -> None:
    condition = Compare(X, comparison, BY_TOWN)
    found = {x: truth_letter(engine, condition, {"x": number(x)}) for x in row}
    assert found == row


@pytest.mark.parametrize(("town", "truth"), [("old", "T"), ("new", "F")])
def test_with_the_attribute_known_its_number_counts(
    engine: MakeEngine, town: str, truth: str
) -> None:
    values: dict[str, Value | None] = {"x": number("400"), "community.town": town}
    assert truth_letter(engine, Compare(X, AT_LEAST, BY_TOWN), values) == truth


@pytest.mark.parametrize(
    ("x", "truth"), [("99", "F"), ("100", "U"), ("199", "U"), ("200", "T"), ("300", "T")]
)
def test_a_span_may_begin_by_an_attribute(engine: MakeEngine, x: str, truth: str) -> None:
    low = ByOption("community.town", (("old", 100), ("new", 200)))
    assert truth_letter(engine, Between(X, low, 300), {"x": number(x)}) == truth


# --- Yes and no, choices ------------------------------------------------------------------------

YES_NO = [(Is("x", value=True), "TFU"), (Is("x", value=False), "FTU")]


@pytest.mark.parametrize(("condition", "row"), YES_NO)
def test_yes_and_no(engine: MakeEngine, condition: Condition, row: str) -> None:
    states: list[Value | None] = [True, False, None]
    found = [truth_letter(engine, condition, {"x": value}) for value in states]
    assert "".join(found) == row


CHOICES = [(Is("x", "grade_1"), "TFFU"), (OneOf("x", ("grade_1", "grade_3")), "TTFU")]


@pytest.mark.parametrize(("condition", "row"), CHOICES)
def test_choices(engine: MakeEngine, condition: Condition, row: str) -> None:
    states: list[Value | None] = ["grade_1", "grade_3", "none", None]
    found = [truth_letter(engine, condition, {"x": value}) for value in states]
    assert "".join(found) == row


# --- Sets ---------------------------------------------------------------------------------------

SETS = [
    ("++", "T", "T"),
    ("+-", "F", "T"),
    ("-+", "F", "T"),
    ("+?", "U", "T"),
    ("?+", "U", "T"),
    ("--", "F", "F"),
    ("-?", "F", "U"),
    ("?-", "F", "U"),
    ("??", "U", "U"),
]


def members(signs: str) -> Members:
    """Return what is known of a set: + there, - not there, ? not known, for a and b."""
    state = dict(zip("ab", signs, strict=True))
    return Members(
        present=frozenset(m for m, sign in state.items() if sign == "+"),
        absent=frozenset(m for m, sign in state.items() if sign == "-"),
    )


@pytest.mark.parametrize(("signs", "all_there", "any_there"), SETS)
def test_members_of_a_set(engine: MakeEngine, signs: str, all_there: str, any_there: str) -> None:
    values = {"x": members(signs)}
    found = [
        truth_letter(engine, Includes("x", ("a", "b"), every), values) for every in (True, False)
    ]
    assert found == [all_there, any_there]


def test_nothing_is_known_of_the_members_of_an_unknown_set(engine: MakeEngine) -> None:
    found = [
        truth_letter(engine, Includes("x", ("a", "b"), every), {"x": None})
        for every in (True, False)
    ]
    assert found == ["U", "U"]


def test_members_that_are_not_asked_for_do_not_count(engine: MakeEngine) -> None:
    values = {"x": Members(frozenset("c"), frozenset("ab"))}
    found = [
        truth_letter(engine, Includes("x", ("a", "b"), every), values) for every in (True, False)
    ]
    assert found == ["F", "F"]


# --- Dates --------------------------------------------------------------------------------------

WITHIN_30_DAYS = [(30, "T"), (31, "F"), (0, "T"), (-1, "F"), (29, "T"), (365, "F")]


@pytest.mark.parametrize(("days_before", "truth"), WITHIN_30_DAYS)
def test_a_day_within_the_30_days_before_the_assessment(
    engine: MakeEngine, days_before: int, truth: str
) -> None:
    day = exactly((DAY - timedelta(days=days_before)).toordinal())
    assert truth_letter(engine, WithinDays("x", 30), {"x": day}) == truth


def test_an_unknown_day_may_be_within(engine: MakeEngine) -> None:
    assert truth_letter(engine, WithinDays("x", 30), {"x": None}) == "U"


# --- Connectives --------------------------------------------------------------------------------

STATE = {"T": True, "F": False, "U": None}
CONNECTIVES = [
    ("TT", "T", "T", "F"),
    ("TF", "F", "T", "F"),
    ("TU", "U", "T", "F"),
    ("FF", "F", "F", "T"),
    ("FU", "F", "U", "U"),
    ("UU", "U", "U", "U"),
    # the same with a and b exchanged
    ("FT", "F", "T", "F"),
    ("UT", "U", "T", "F"),
    ("UF", "F", "U", "U"),
]
A, B, C = (Is(fact, value=True) for fact in "abc")


@pytest.mark.parametrize(("states", "all_of", "any_of", "none_of"), CONNECTIVES)
def test_connectives_of_two(
    engine: MakeEngine, states: str, all_of: str, any_of: str, none_of: str
) -> None:
    values = {fact: STATE[state] for fact, state in zip("ab", states, strict=True)}
    found = [
        truth_letter(engine, connective((A, B)), values) for connective in (AllOf, AnyOf, NoneOf)
    ]
    assert found == [all_of, any_of, none_of]


AT_LEAST_2_OF_3 = [
    ("TTF", "T"),
    ("TUF", "U"),
    ("TFF", "F"),
    ("UUF", "U"),
    ("UFF", "F"),
    ("TTT", "T"),
    ("TTU", "T"),
    ("TUU", "U"),
    ("UUU", "U"),
    ("FFF", "F"),
    ("FTU", "U"),
    ("UFT", "U"),
]


@pytest.mark.parametrize(("states", "truth"), AT_LEAST_2_OF_3)
def test_at_least_two_of_three(engine: MakeEngine, states: str, truth: str) -> None:
    values = {fact: STATE[state] for fact, state in zip("abc", states, strict=True)}
    assert truth_letter(engine, AtLeastN(2, (A, B, C)), values) == truth


NESTED = [
    (AllOf((AnyOf((A, B)), NoneOf((C,)))), "TUF", "T"),
    (AllOf((AnyOf((A, B)), NoneOf((C,)))), "FUF", "U"),
    (AllOf((AnyOf((A, B)), NoneOf((C,)))), "UUT", "F"),
    (NoneOf((AllOf((A, B)), C)), "TUF", "U"),
    (NoneOf((AllOf((A, B)), C)), "FUF", "T"),
    (AnyOf((AtLeastN(2, (A, B, C)), AllOf((A, C)))), "TFT", "T"),
    (AtLeastN(2, (NoneOf((A,)), AnyOf((B, C)), B)), "FFU", "U"),
    (AtLeastN(2, (NoneOf((A,)), AnyOf((B, C)), B)), "TFU", "F"),
]


@pytest.mark.parametrize(("condition", "states", "truth"), NESTED)
def test_connectives_within_connectives(
    engine: MakeEngine, condition: Condition, states: str, truth: str
) -> None:
    values = {fact: STATE[state] for fact, state in zip("abc", states, strict=True)}
    assert truth_letter(engine, condition, values) == truth


def test_a_fact_that_is_named_twice_is_taken_as_two(engine: MakeEngine) -> None:
    condition = AnyOf((Compare(X, MORE_THAN, 5), Compare(X, AT_MOST, 5)))
    assert truth_letter(engine, condition, {"x": None}) == "U"
