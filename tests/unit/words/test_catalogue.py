"""Messages with their placeholders filled."""

import pytest

from zicha.words import say


@pytest.mark.parametrize(("days", "text"), [(1, "1 day"), (7, "7 days"), ("1", "1 day")])
def test_a_number_chooses_the_form_of_its_word(days: object, text: str) -> None:
    assert say("en", "value.days", days=days) == text


def test_what_is_filled_in_chooses_no_form() -> None:
    text = say("en", "problem.unit-twice.message", unit="{count?a|b}", other="x")
    assert "{count?a|b}" in text
