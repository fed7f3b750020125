"""Messages with their placeholders filled."""

import pytest

from zicha.words import say
from zicha.words.catalogue import filled, in_number


@pytest.mark.parametrize(("days", "text"), [(1, "1 day"), (7, "7 days"), ("1", "1 day")])
def test_a_number_chooses_the_form_of_its_word(days: object, text: str) -> None:
    assert say("en", "value.days", days=days) == text


def test_what_is_filled_in_chooses_no_form() -> None:
    text = say("en", "problem.unit-twice.message", unit="{count?a|b}", other="x")
    assert "{count?a|b}" in text


@pytest.mark.parametrize(
    ("args", "form"), [({"n": "1"}, "lamp is"), ({"n": 2}, "lamps are"), ({}, "lamps are")]
)
def test_without_a_number_the_form_is_the_plural(args: dict[str, object], form: str) -> None:
    assert in_number("{n} {n?lamp is|lamps are} out", args) == f"{{n}} {form} out"


def test_what_is_filled_in_is_left_as_it_is() -> None:
    # A place or a photo is named by people, braces included.
    text = filled("{place} ({photo})", {"place": "3{photo}", "photo": "p{place}.jpg"})
    assert text == "3{photo} (p{place}.jpg)"
    assert filled("{unknown} {place}", {"place": 1}) == "{unknown} 1"
