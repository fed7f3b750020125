"""The tables of docs/language.md under "Derived values", row by row, for every engine."""

from decimal import Decimal

import pytest

from support.hand import X, Y, from_observations, item, number
from support.judging import MakeEngine, result_of, truth_letter
from zicha.model.facts import Value
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import Interval, Number
from zicha.model.rules import (
    AllOf,
    Between,
    Compare,
    Comparison,
    Difference,
    FactValue,
    Is,
    Operand,
    Ratio,
    Sum,
    WhenZero,
)

AT_LEAST, AT_MOST = Comparison.AT_LEAST, Comparison.AT_MOST
MORE_THAN, LESS_THAN, EQUALS = Comparison.MORE_THAN, Comparison.LESS_THAN, Comparison.EQUALS
Z = FactValue("z")


def ratio(
    part: Operand = X, whole: Operand = Y, scale: int = 1, when_zero: WhenZero = WhenZero.OPEN
) -> Ratio:
    """Return a ratio of x to y."""
    return Ratio(part, whole, scale, when_zero)


# --- Ratios -------------------------------------------------------------------------------------

EXACT: list[tuple[str, str, int, Comparison, str, str]] = [
    # part, whole, scale, comparison, bound, truth
    ("2", "3", 100, MORE_THAN, "66.66", "T"),
    ("2", "3", 100, MORE_THAN, "66.666666", "T"),
    ("2", "3", 100, AT_LEAST, "66.666667", "F"),
    ("2", "3", 100, LESS_THAN, "66.67", "T"),
    ("184", "200", 100, EQUALS, "92", "T"),
    ("184", "200", 100, AT_LEAST, "92", "T"),
    ("184", "200", 100, MORE_THAN, "92", "F"),
    ("1", "3", 1, AT_LEAST, "0.333334", "F"),
    ("1", "3", 1, AT_LEAST, "0.333333", "T"),
    ("0.5", "0.25", 1, EQUALS, "2", "T"),
    ("3", "2000", 1000, EQUALS, "1.5", "T"),
    ("3", "20000", 10_000, AT_MOST, "1.5", "T"),
    ("3", "20000", 10_000, LESS_THAN, "1.5", "F"),
    ("0", "7", 100, AT_MOST, "0", "T"),
    ("-1", "4", 1, LESS_THAN, "-0.2", "T"),
    ("1", "-4", 1, LESS_THAN, "-0.2", "T"),
    ("1", "-4", 1, AT_LEAST, "0", "F"),
]


@pytest.mark.parametrize("row", EXACT)
def test_a_ratio_of_two_known_numbers_is_exact(
    engine: MakeEngine, row: tuple[str, str, int, Comparison, str, str]
) -> None:
    part, whole, scale, comparison, bound, truth = row
    condition = Compare(ratio(scale=scale), comparison, Decimal(bound))
    values = {"x": number(part), "y": number(whole)}
    assert truth_letter(engine, condition, values) == truth


def test_a_ratio_may_lie_between_two_bounds(engine: MakeEngine) -> None:
    condition = Between(ratio(scale=100), 50, 60)
    found = [
        truth_letter(engine, condition, {"x": number(part), "y": number("10")})
        for part in ("4.9", "5", "6", "6.1")
    ]
    assert found == ["F", "T", "T", "F"]


PARTS: list[Value | None] = [number("5"), number("0"), None, from_observations(3)]
AT_ZERO = [
    (WhenZero.MET, ItemResult(Outcome.MET)),
    (WhenZero.UNMET, ItemResult(Outcome.UNMET, (1, 1))),
    (WhenZero.OPEN, ItemResult(Outcome.OPEN, (0, 1))),
    (
        WhenZero.NOT_APPLICABLE,
        ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.WHEN_ZERO),
    ),
]


@pytest.mark.parametrize(("when_zero", "result"), AT_ZERO)
def test_with_a_denominator_of_0_the_rule_says_what_becomes_of_it_whatever_the_part(
    engine: MakeEngine, when_zero: WhenZero, result: ItemResult
) -> None:
    asked = item(Compare(ratio(when_zero=when_zero), AT_LEAST, 1))
    found = [result_of(engine, asked, {"x": part, "y": number("0")}) for part in PARTS]
    assert found == [result] * len(PARTS)


@pytest.mark.parametrize(
    ("when_zero", "truth"),
    [(WhenZero.MET, "T"), (WhenZero.UNMET, "F"), (WhenZero.OPEN, "U")],
)
def test_within_a_connective_a_denominator_of_0_gives_what_the_rule_says(
    engine: MakeEngine, when_zero: WhenZero, truth: str
) -> None:
    share = Compare(ratio(when_zero=when_zero), AT_LEAST, 1)
    condition = AllOf((share, Is("sure", value=True)))
    values: dict[str, Value | None] = {"x": number("5"), "y": number("0"), "sure": True}
    assert truth_letter(engine, condition, values) == truth


@pytest.mark.parametrize("when_zero", list(WhenZero))
def test_a_denominator_that_is_not_0_has_no_use_for_what_the_rule_says_of_0(
    engine: MakeEngine, when_zero: WhenZero
) -> None:
    asked = item(Compare(ratio(when_zero=when_zero), AT_LEAST, 1))
    values = {"x": number("1"), "y": number("2")}
    assert result_of(engine, asked, values) == ItemResult(Outcome.UNMET, (1, 1))


WHOLES: list[tuple[Value | None, Number | None, str]] = [
    # what is known of the whole, the least that its range allows, truth of "0 / whole <= 0"
    (None, None, "U"),
    (None, 0, "U"),
    (None, 1, "T"),
    (None, Decimal("0.5"), "T"),
    (from_observations(0), 0, "U"),
    (from_observations(1), 0, "T"),
    (from_observations(0), 1, "T"),
    (Interval(2, 9), None, "T"),
    (Interval(0, 9), None, "U"),
]


@pytest.mark.parametrize(("whole", "least", "truth"), WHOLES)
def test_0_over_a_whole_that_is_certainly_above_0_is_0(
    engine: MakeEngine, whole: Value | None, least: Number | None, truth: str
) -> None:
    condition = Compare(ratio(), AT_MOST, 0)
    bounds = {} if least is None else {"y": least}
    values = {"x": number("0"), "y": whole}
    assert truth_letter(engine, condition, values, bounds) == truth


UNKNOWN_RATIOS: list[tuple[Value | None, Value | None]] = [
    (None, number("4")),
    (None, None),
    (number("4"), None),
    (number("4"), from_observations(1)),
    (from_observations(8), number("4")),
    (from_observations(0), number("4")),
]


@pytest.mark.parametrize(("part", "whole"), UNKNOWN_RATIOS)
def test_otherwise_a_ratio_is_unknown(
    engine: MakeEngine, part: Value | None, whole: Value | None
) -> None:
    condition = Compare(ratio(), AT_LEAST, 1)
    assert truth_letter(engine, condition, {"x": part, "y": whole}, {"x": 1, "y": 1}) == "U"


def test_the_whole_may_be_a_sum_that_is_certainly_above_0_by_its_ranges(
    engine: MakeEngine,
) -> None:
    condition = Compare(ratio(whole=Sum((Y, Z))), AT_MOST, 0)
    found = [
        truth_letter(engine, condition, {"x": number("0")}, bounds)
        for bounds in ({"y": 0, "z": 1}, {"y": 0, "z": 0}, {"z": 1})
    ]
    assert found == ["T", "U", "U"]


def test_of_a_sum_one_term_may_be_above_0_by_observations_and_the_other_not_below_by_its_range(
    engine: MakeEngine,
) -> None:
    condition = Compare(ratio(whole=Sum((Y, Z))), AT_MOST, 0)
    values = {"x": number("0"), "y": from_observations(2)}
    found = [truth_letter(engine, condition, values, bounds) for bounds in ({"z": 0}, {})]
    assert found == ["T", "U"]


def test_part_and_whole_may_be_sums_and_differences(engine: MakeEngine) -> None:
    share = ratio(part=Difference(X, Z), whole=Sum((X, Y)), scale=100)
    values = {"x": number("30"), "y": number("10"), "z": number("5")}
    # (30 - 5) / (30 + 10) = 62.5 %
    found = [
        truth_letter(engine, Compare(share, EQUALS, Decimal(bound)), values)
        for bound in ("62.5", "62.49")
    ]
    assert found == ["T", "F"]


def test_a_sum_of_0_is_a_denominator_of_0(engine: MakeEngine) -> None:
    share = ratio(whole=Difference(Y, Z), when_zero=WhenZero.NOT_APPLICABLE)
    values = {"x": number("1"), "y": number("2.5"), "z": number("2.5")}
    assert result_of(engine, item(Compare(share, AT_LEAST, 1)), values) == ItemResult(
        Outcome.NOT_APPLICABLE, why=WhyNotApplicable.WHEN_ZERO
    )


MAY_BE_ZERO: list[tuple[Value | None, Value | None, Number | None]] = [
    # part, whole, least by the whole's range
    (number("5"), None, None),
    (number("5"), None, 0),
    (number("5"), from_observations(0), None),
    (None, None, None),
]
CERTAINLY_NOT_ZERO: list[tuple[Value | None, Value | None, Number | None]] = [
    (number("5"), None, 1),
    (number("5"), from_observations(0), 1),
    (number("5"), from_observations(2), None),
    (None, number("3"), None),
    (None, number("-3"), None),
]


@pytest.mark.parametrize(
    ("row", "may_not_apply"),
    [*((row, True) for row in MAY_BE_ZERO), *((row, False) for row in CERTAINLY_NOT_ZERO)],
)
def test_an_item_may_not_apply_while_its_denominator_may_be_0(
    engine: MakeEngine,
    row: tuple[Value | None, Value | None, Number | None],
    *,
    may_not_apply: bool,
) -> None:
    part, whole, least = row
    asked = item(Compare(ratio(when_zero=WhenZero.NOT_APPLICABLE), AT_LEAST, 1))
    bounds = {} if least is None else {"y": least}
    found = result_of(engine, asked, {"x": part, "y": whole}, bounds)
    assert found == ItemResult(Outcome.OPEN, (0, 1), may_not_apply=may_not_apply)


# --- Sums and differences -----------------------------------------------------------------------

SUMS: list[tuple[Value | None, Value | None, str]] = [
    # x, y, truth of "x + y >= 5"
    (number("2"), number("3"), "T"),
    (number("2"), number("2.99"), "F"),
    (number("2.5"), number("2.5"), "T"),
    (number("2"), None, "U"),
    (number("2"), from_observations(3), "T"),
    (number("2"), from_observations(2), "U"),
    (from_observations(1), from_observations(4), "T"),
    (Interval(0, 1), Interval(0, 3), "F"),
    (None, None, "U"),
]


@pytest.mark.parametrize(("x", "y", "truth"), SUMS)
def test_a_sum_keeps_what_is_known_of_its_bounds(
    engine: MakeEngine, x: Value | None, y: Value | None, truth: str
) -> None:
    condition = Compare(Sum((X, Y)), AT_LEAST, 5)
    assert truth_letter(engine, condition, {"x": x, "y": y}) == truth


DIFFERENCES: list[tuple[Value | None, Value | None, str]] = [
    # x, y, truth of "x - y <= 2"
    (number("5"), number("3"), "T"),
    (number("5"), number("2.99"), "F"),
    (number("5"), from_observations(3), "T"),
    (number("5"), from_observations(2), "U"),
    (from_observations(5), number("3"), "U"),
    (from_observations(6), number("3"), "F"),
    (from_observations(6), from_observations(3), "U"),
    (Interval(7, 8), Interval(1, 3), "F"),
    (number("5"), None, "U"),
]


@pytest.mark.parametrize(("x", "y", "truth"), DIFFERENCES)
def test_a_difference_keeps_what_is_known_of_its_bounds(
    engine: MakeEngine, x: Value | None, y: Value | None, truth: str
) -> None:
    condition = Compare(Difference(X, Y), AT_MOST, 2)
    assert truth_letter(engine, condition, {"x": x, "y": y}) == truth


def test_a_fact_less_itself_is_taken_as_two_facts(engine: MakeEngine) -> None:
    condition = Compare(Difference(X, X), EQUALS, 0)
    found = [
        truth_letter(engine, condition, {"x": value})
        for value in (number("7"), from_observations(7), None)
    ]
    assert found == ["T", "U", "U"]
