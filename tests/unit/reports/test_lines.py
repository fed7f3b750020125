"""Lines of at most so many columns, worked out by hand; a Chinese character takes two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicha.reports.lines import side_by_side, width_of, wrapped


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("社区", 4), ("60㎡", 4), ("（a）", 5)]
)
def test_the_width_of_a_text_is_what_it_takes_of_the_screen(text: str, width: int) -> None:
    assert width_of(text) == width


def test_english_breaks_at_blanks() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]


def test_chinese_breaks_between_any_two_characters() -> None:
    assert wrapped("社区办公用房", 8) == ["社区办公", "用房"]


def test_a_mark_never_begins_a_line() -> None:
    assert wrapped("社区办公。用房", 8) == ["社区办", "公。用房"]


def test_an_opening_mark_never_ends_a_line() -> None:
    assert wrapped("社区办“用房”", 8) == ["社区办", "“用房”"]


def test_an_id_breaks_after_its_joints() -> None:
    assert wrapped("study_results_checked", 14) == ["study_results_", "checked"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_the_first_line_and_the_others_have_their_own_indent() -> None:
    assert wrapped("one two three", 9, indent="", hanging="  ") == ["one two", "  three"]


def test_no_text_is_one_empty_line() -> None:
    assert wrapped("") == [""]


TEXTS = st.text(st.sampled_from("ab 社区，。（）%_"), max_size=60)


@given(TEXTS, st.integers(4, 40))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert max(map(width_of, wrapped(text, width))) <= width


@given(TEXTS, st.integers(4, 40))
def test_nothing_is_lost_but_blanks(text: str, width: int) -> None:
    assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")


def test_entries_stand_side_by_side_as_long_as_they_fit() -> None:
    entries = ["a" * 40, "b" * 38, "c"]
    assert side_by_side(entries) == ["a" * 40 + "  " + "b" * 38, "c"]


def test_an_entry_is_not_cut_where_it_fits_in_a_line_of_its_own() -> None:
    entries = ["a" * 30, "社区" * 15]
    assert side_by_side(entries, indent="  ") == ["  " + "a" * 30, "  " + "社区" * 15]
