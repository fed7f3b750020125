"""Numbers as readers see them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from zicha.words.numbers import percent_text, rounded, shown_number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (300, "300"),
        (Decimal("299.99"), "299.99"),
        (Decimal("60.00"), "60"),
        (Decimal("0.000001"), "0.000001"),
        (Fraction(184 * 100, 200), "92"),
        (Fraction(1, 3), "0.33"),
        (Fraction(200, 3), "66.67"),
        (Decimal("89.999"), "89.999"),
        (0, "0"),
        (-5, "-5"),
        (10**30 + 1, "1000000000000000000000000000001"),
        (Decimal("12345678901234567890123456.123456"), "12345678901234567890123456.123456"),
        (Fraction(-1, 3000), "0"),
        (Fraction(10**31 + 1, 3), "3333333333333333333333333333333.67"),
    ],
)
def test_a_number_is_shown_in_full_where_six_digits_hold_it_else_with_two(
    number: object, text: str
) -> None:
    assert shown_number(number) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Decimal("44.335"), Decimal("44.34")),
        (Decimal("44.334999"), Decimal("44.33")),
        (Fraction(5, 1000), Decimal("0.01")),
        (Decimal("-0.005"), Decimal("-0.01")),
        (100, Decimal("100.00")),
    ],
)
def test_scores_are_rounded_half_up(number: object, expected: Decimal) -> None:
    assert rounded(number) == expected  # type: ignore[arg-type]


def test_a_score_always_has_two_decimals() -> None:
    assert percent_text(Fraction(133, 3)) == "44.33"
    assert percent_text(100) == "100.00"
    assert percent_text(None) == "—"


def test_rounding_takes_any_number_of_digits() -> None:
    assert rounded(Fraction(2, 3), 4) == Decimal("0.6667")
