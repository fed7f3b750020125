"""Points and percentages, by hand and exactly."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from support.hand import SHARES, rule_set
from zicha.model.judgement import NOT_APPLICABLE, WHOLE_RANGE, GradeRange
from zicha.model.numbers import Number
from zicha.model.rules import Grade
from zicha.model.ruleset import Scored
from zicha.scoring.scores import Points, Verdict, earned, points_of, verdicts

A, B, C, D = Grade


def verdict(
    best: Grade | None, worst: Grade | None, points: Number = 1, *, waived: bool = False
) -> Verdict:
    """Return the verdict of one indicator."""
    return Verdict("1.1.1", "1", points, GradeRange(best, worst), waived)


# --- Verdicts -----------------------------------------------------------------------------------


def test_every_indicator_has_a_verdict_in_the_order_of_the_edition() -> None:
    scored = (Scored("1.1", "1", 1), Scored("1.2", "1", Decimal("0.5")), Scored("2.1", "2", 2))
    rules = replace(rule_set(), indicators=scored)
    grades = {"2.1": NOT_APPLICABLE, "1.1": GradeRange(B, C)}
    assert verdicts(rules, grades, frozenset({"1.1"})) == (
        Verdict("1.1", "1", 1, GradeRange(B, C), waived=True),
        Verdict("1.2", "1", Decimal("0.5"), WHOLE_RANGE, waived=False),
        Verdict("2.1", "2", 2, NOT_APPLICABLE, waived=False),
    )


WORDS = [
    (verdict(A, A), "A"),
    (verdict(D, D), "D"),
    (verdict(A, D), "open"),
    (verdict(B, C), "open"),
    (verdict(None, None), "not_applicable"),
    (verdict(B, B, waived=True), "waived"),
    (verdict(A, D, waived=True), "waived"),
    (verdict(None, None, waived=True), "not_applicable"),
]


@pytest.mark.parametrize(("found", "word"), WORDS)
def test_not_applicable_beats_waived_and_waived_any_grade(found: Verdict, word: str) -> None:
    assert found.word == word


# --- Points -------------------------------------------------------------------------------------

EARNED: list[tuple[Grade | None, Number, Fraction]] = [
    (A, 1, Fraction(1)),
    (B, 1, Fraction(33, 50)),
    (C, 2, Fraction(33, 50)),
    (D, 5, Fraction(0)),
    (B, Decimal("0.5"), Fraction(33, 100)),
    (B, Fraction(1, 3), Fraction(11, 50)),
    (None, 1, Fraction(0)),
]


@pytest.mark.parametrize(("grade", "points", "worth"), EARNED)
def test_a_grade_earns_its_share_exactly(
    grade: Grade | None, points: Number, worth: Fraction
) -> None:
    assert earned(SHARES, grade, points) == worth


def test_points_are_added_at_both_ends_of_the_ranges() -> None:
    found = points_of([verdict(A, A), verdict(A, D), verdict(B, C), verdict(D, D)], SHARES)
    assert found == Points(
        worst=Fraction("1.33"),
        best=Fraction("2.66"),
        possible=Fraction(4),
        decided=Fraction(1),
        decided_possible=Fraction(2),
    )


def test_indicators_that_are_waived_or_do_not_apply_are_no_part_of_it() -> None:
    found = points_of([verdict(B, B), verdict(D, D, waived=True), verdict(None, None)], SHARES)
    assert found == Points(
        worst=Fraction("0.66"),
        best=Fraction("0.66"),
        possible=Fraction(1),
        decided=Fraction("0.66"),
        decided_possible=Fraction(1),
    )


def test_an_indicator_counts_by_its_points() -> None:
    verdicts_found = [
        verdict(B, B, Decimal("0.5")),
        verdict(A, C, 3),
        verdict(A, A, Fraction(1, 3)),
    ]
    assert points_of(verdicts_found, SHARES) == Points(
        worst=Fraction("0.33") + Fraction("0.99") + Fraction(1, 3),
        best=Fraction("0.33") + 3 + Fraction(1, 3),
        possible=Fraction("3.5") + Fraction(1, 3),
        decided=Fraction("0.33") + Fraction(1, 3),
        decided_possible=Fraction("0.5") + Fraction(1, 3),
    )


def test_two_of_three_is_two_thirds_and_not_66_67() -> None:
    points = points_of([verdict(A, A), verdict(A, A), verdict(D, D)], SHARES)
    assert points.percent(points.worst) == Fraction(200, 3)


def test_many_thirds_add_up_to_the_whole() -> None:
    thirds = [verdict(A, A, Fraction(1, 3))] * 3
    points = points_of(thirds, SHARES)
    assert (points.possible, points.percent(points.best)) == (Fraction(1), Fraction(100))


@pytest.mark.parametrize(
    "found", [[], [verdict(None, None)], [verdict(A, A, waived=True), verdict(None, None)]]
)
def test_there_is_no_score_where_nothing_counts(found: list[Verdict]) -> None:
    points = points_of(found, SHARES)
    assert (points, points.percent(points.worst)) == (
        Points(Fraction(0), Fraction(0), Fraction(0), Fraction(0), Fraction(0)),
        None,
    )


def test_the_score_without_waivers_counts_every_indicator_that_applies() -> None:
    scored = tuple(Scored(code, "1", 1) for code in ("1.1", "1.2", "1.3"))
    rules = replace(rule_set(), indicators=scored)
    grades = {"1.1": GradeRange(A, A), "1.2": GradeRange(D, D), "1.3": NOT_APPLICABLE}
    points = points_of(verdicts(rules, grades, frozenset()), SHARES)
    assert points.percent(points.worst) == 50
