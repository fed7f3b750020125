"""What people type in a field."""

from datetime import date
from decimal import Decimal

import pytest

from zicha.documents.document import Plain
from zicha.units.typed import HERE, RefusedError, typed_bool, typed_day, typed_number


def refusal(error: RefusedError) -> tuple[str, dict[str, object]]:
    assert error.at == HERE
    return error.code, error.arguments


@pytest.mark.parametrize("word", [True, "true", "YES", " yes ", "是", "有", "√"])
def test_words_for_yes(word: Plain) -> None:
    assert typed_bool(word) is True


@pytest.mark.parametrize("word", [False, "False", "no", "否", "无", "×"])
def test_words_for_no(word: Plain) -> None:
    assert typed_bool(word) is False


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("y", "y"), ("on", "on"), ("没有", "没有"), ("是的", "是的"), ("X", "X"), ("", ""),
        (1, "1"), (0, "0"), (Decimal("1.0"), "1.0"), ([True], "[…]"), ({}, "{…}"),
    ],
)  # fmt: skip
def test_other_words_are_neither_yes_nor_no(word: Plain, shown: str) -> None:
    with pytest.raises(RefusedError) as refused:
        typed_bool(word)
    assert refusal(refused.value) == ("value-not-bool", {"value": shown})


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (60, 60),
        (Decimal("60.0"), 60),
        (Decimal("60.50"), Decimal("60.5")),
        (Decimal("1E+3"), 1000),
        ("60", 60),
        (" 60.50 ", Decimal("60.5")),
        (".5", Decimal("0.5")),
        ("+3", 3),
        ("-3", -3),
        ("7,766", 7766),
        ("1,234,567.8", Decimal("1234567.8")),
        ("６０", 60),  # noqa: RUF001
        ("１２．５", Decimal("12.5")),  # noqa: RUF001
        ("－３", -3),  # noqa: RUF001
        ("７，７６６", 7766),  # noqa: RUF001
        ("60㎡", 60),
        ("60 ㎡", 60),
        ("60m²", 60),
        ("60 M2", 60),
        ("６０㎡", 60),  # noqa: RUF001
    ],
)
def test_numbers_are_read_exactly_with_full_width_digits_and_their_own_unit(
    typed: Plain, number: int | Decimal
) -> None:
    read = typed_number(typed, "㎡", ("m²",))
    assert (read, type(read)) == (number, type(number))


def test_a_percentage_may_carry_its_sign() -> None:
    assert typed_number("９２．５％", "%") == Decimal("92.5")  # noqa: RUF001


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("约60", "value-not-number"),
        ("六十", "value-not-number"),
        ("无", "value-not-number"),
        ("NaN", "value-not-number"),
        ("Infinity", "value-not-number"),
        ("--5", "value-not-number"),
        ("³", "value-not-number"),
        ("60亩", "value-with-words"),
        ("60平方米左右", "value-with-words"),
        ("60%", "value-with-words"),
        ("60-70", "value-with-words"),
        ("60 70", "value-with-words"),
        ("1,00", "value-with-words"),
        ("1,0000", "value-with-words"),
        ("1e3", "value-with-words"),
        ("1_000", "value-with-words"),
        ("60.5.1", "value-with-words"),
        ("3²", "value-with-words"),
    ],
)
def test_what_leaves_a_doubt_is_no_number(typed: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        typed_number(typed, "㎡")
    unit = {"unit_zh": "㎡", "unit_en": "㎡"} if code == "value-with-words" else {}
    assert refusal(refused.value) == (code, {"value": typed} | unit)


@pytest.mark.parametrize("typed", [True, False, [], {}])
def test_what_is_no_text_or_number_is_no_number(typed: Plain) -> None:
    with pytest.raises(RefusedError) as refused:
        typed_number(typed, None)
    assert refused.value.code == "value-not-number"


def test_a_number_without_unit_takes_no_words() -> None:
    with pytest.raises(RefusedError) as refused:
        typed_number("5分", None)
    assert refused.value.code == "value-with-words-unitless"


def test_a_number_that_never_ends_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        typed_number("9" * 5000, None)
    assert refusal(refused.value) == ("number-too-long", {"text": "9" * 40 + "…", "most": 60})


@pytest.mark.parametrize(
    "typed",
    [
        "2011-06-30", "2011-6-30", "2011/6/30", "2011/06/30", "2011.6.30", "2011年6月30日",
        "2011年6月30号", "2011-06-30 00:00:00", "2011/6/30 00:00",
        " 2011年06月30日 ", "２０１１年６月３０日", "２０１１－６－３０", "２０１１／６／３０",  # noqa: RUF001
    ],
)  # fmt: skip
def test_days_are_read_in_the_forms_in_use(typed: str) -> None:
    assert typed_day(typed) == date(2011, 6, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "2011-06", "2011", "11-6-30", "6/30/2011", "20110630", "2011-6.30", "2011-06-30 08:00",
        "2011年6月", "昨天", "", 20110630, Decimal("2011.6"), True, [],
    ],
)  # fmt: skip
def test_what_is_no_full_date_is_refused(typed: Plain) -> None:
    with pytest.raises(RefusedError) as refused:
        typed_day(typed)
    assert refused.value.code == "day-not-read"


@pytest.mark.parametrize("typed", ["2011-02-30", "2011/13/1", "2011年2月29日", "2011-6-0"])
def test_a_day_that_is_in_no_calendar_is_refused_as_such(typed: str) -> None:
    with pytest.raises(RefusedError) as refused:
        typed_day(typed)
    assert refusal(refused.value) == ("day-not-in-calendar", {"value": typed})


def test_the_leap_day_of_a_leap_year_exists() -> None:
    assert typed_day("2012-02-29") == date(2012, 2, 29)


@pytest.mark.parametrize("typed", ["0211-06-30", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_year_far_away_is_refused(typed: str) -> None:
    with pytest.raises(RefusedError) as refused:
        typed_day(typed)
    args = {"value": typed, "first": 1900, "last": 2199}
    assert refusal(refused.value) == ("day-too-far", args)
