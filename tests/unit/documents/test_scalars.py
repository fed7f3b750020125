"""What an unquoted word means."""

from decimal import Decimal

import pytest

from zicha.documents.scalars import Scalar, plain_scalar
from zicha.errors import Place, problem

HERE = Place("a.yaml", 1, 1)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("true", True),
        ("FALSE", False),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("1" * 60, int("1" * 60)),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("2011-06-30", "2011-06-30"),
        ("12:30:45", "12:30:45"),
        ("0b101", "0b101"),
        ("e3", "e3"),
        (".", "."),
        ("１２", "１２"),  # noqa: RUF001
        ("<<", "<<"),
    ],
)
def test_an_unquoted_word_has_the_meaning_of_yaml_1_2(text: str, meaning: Scalar) -> None:
    assert plain_scalar(text, HERE) == (meaning, None)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("60.0", "60.0"), ("299.990", "299.990"), (".5", "0.5"), ("5.", "5"), ("1e3", "1E+3")],
)
def test_a_number_with_a_point_keeps_the_digits_it_was_written_with(text: str, digits: str) -> None:
    value, wrong = plain_scalar(text, HERE)
    assert (type(value), str(value), wrong) == (Decimal, digits, None)


def test_zero_has_no_sign() -> None:
    value, _ = plain_scalar("-0.00", HERE)
    assert str(value) == "0.00"


@pytest.mark.parametrize("text", [".inf", "-.INF", "+.Inf", ".nan", ".NaN"])
def test_infinity_and_not_a_number_are_refused(text: str) -> None:
    assert plain_scalar(text, HERE) == (None, problem("number-not-finite", HERE, text=text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1e61", "1e61"),
        ("1e-61", "1e-61"),
        ("1e999999999", "1e999999999"),
        ("1e-" + "9" * 5000, "1e-" + "9" * 17 + "…"),
        ("1" * 61, "1" * 20 + "…"),
        ("0." + "1" * 60, "0." + "1" * 18 + "…"),
        ("9" * 5000, "9" * 20 + "…"),
        ("0x" + "f" * 5000, "0x" + "f" * 18 + "…"),
    ],
)
def test_a_number_that_is_too_long_written_out_is_refused_at_once(text: str, shown: str) -> None:
    too_long = problem("number-too-long", HERE, text=shown, most=60)
    assert plain_scalar(text, HERE) == (None, too_long)
