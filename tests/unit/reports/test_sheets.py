"""The sheets of a workbook: their names, and how high rows are."""

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from zicha.reports.sheets import (
    BOLD,
    HIGHEST,
    LOWEST_HEAD,
    SPARE,
    Book,
    Cell,
    Column,
    height_of,
    lines_in,
)

ONE, TWO = 17.5, 32.0
"""The heights of rows of one line and of two. Unit: pt."""


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, 1),
        ("一二三四五", 11, 1),
        ("一二三四五", 10, 2),
        ("一\n二", 10, 2),
        ("一二三四五六\n\n七", 11, 4),
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


def made(columns: list[Column], rows: list[list[Cell]], kept: int = 0) -> Worksheet:
    """Return a table of a workbook, read back."""
    book = Book("", date(2011, 6, 30), "en")
    book.table(book.sheet("a"), columns, rows, kept)
    return openpyxl.load_workbook(io.BytesIO(book.finished())).worksheets[0]


def test_the_head_is_as_high_and_a_column_as_wide_as_the_words_of_the_head_need() -> None:
    long = "Comfortable and convenient living for all who live here and there"
    sheet = made([Column(long, 5), Column("a", 9)], [["x", "y"]])
    widths = [sheet.column_dimensions[letter].width for letter in "AB"]
    assert widths[0] > (len("Comfortable") + SPARE) * BOLD
    assert widths[1] == pytest.approx(9, abs=1)
    assert sheet.row_dimensions[1].height == pytest.approx(7 * 14.5 + 3, abs=0.5)


def test_a_low_head_leaves_room_for_the_arrows_of_the_filter() -> None:
    assert made([Column("a", 9)], [["x"]]).row_dimensions[1].height == LOWEST_HEAD


def test_a_text_in_the_middle_of_its_cell_is_never_cut() -> None:
    sheet = made([Column("a", 7, "centre")], [["City"], ["Community Office"]])
    assert sheet.column_dimensions["A"].width > len("Community Office") + 1


def test_a_table_too_wide_for_a_page_takes_several_and_keeps_its_first_columns() -> None:
    wide = made([Column("a", 90)] * 3, [["x"] * 3], kept=2)
    assert (wide.page_setup.fitToWidth, wide.print_title_cols) == (2, "$A:$B")
    narrow = made([Column("a", 80)] * 3, [["x"] * 3], kept=2)
    assert (narrow.page_setup.fitToWidth, narrow.print_title_cols) == (None, None)
    assert {wide.freeze_panes, narrow.freeze_panes} == {"C2"}
