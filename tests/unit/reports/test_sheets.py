"""The sheets of a workbook: their names, and how high rows are."""

from datetime import date

import pytest

from zicha.reports.sheets import HIGHEST, SPARE, Book, height_of, lines_in

ONE, TWO = 17.5, 32.0
"""The heights of rows of one line and of two. Unit: pt."""


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, 1),
        ("一二三四五", 10, 1),
        ("一二三四五六", 10, 2),
        ("一\n二", 10, 2),
        ("一二三四五六\n\n七", 10, 4),
        ("eleven long", 10, 2),
        ("of all words", 6, 2),
        ("as long as two short lines", 10, 3),
        ("incomprehensible", 10, 2),
        ("an incomprehensible word", 10, 4),
    ],
)
def test_a_text_takes_as_many_lines_as_words_and_breaks_need(
    text: str, room: int, lines: int
) -> None:
    assert lines_in(text, room + SPARE) == lines


def test_a_row_is_as_high_as_its_longest_text() -> None:
    assert height_of([]) == ONE
    assert height_of([("一", 10), ("一\n二", 10)]) == TWO
    assert height_of([("一" * 10_000, 10)]) == HIGHEST


def test_every_sheet_has_a_name_of_its_own_that_excel_allows() -> None:
    book = Book("", date(2011, 6, 30), "zh")
    names = ["a/b", "A:b", "长" * 40, "长" * 41, "'", ""]
    made = [book.sheet(name).get_name() for name in names]
    assert made == ["a b", "A b 2", "长" * 31, "长" * 29 + " 2", "-", "- 2"]
