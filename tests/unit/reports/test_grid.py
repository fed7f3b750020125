"""Tables of at most 80 columns."""

import pytest

from zicha.reports.grid import REST, WHOLE, grid, widths_of
from zicha.reports.lines import width_of


def test_a_column_is_as_wide_as_what_stands_in_it() -> None:
    assert widths_of([("a", "社区"), ("abc", "x")], (WHOLE, WHOLE)) == [3, 4]


def test_a_column_is_no_wider_than_its_most() -> None:
    assert widths_of([("a", "b"), ("a" * 50, "b" * 50)], (10, 20)) == [10, 20]


def test_one_column_takes_what_the_others_leave_of_80() -> None:
    # 80 - the border (3 for each of 3 columns, and 1) - 5 - 10 = 55
    table = [("code", "text", "number"), ("12345", "x" * 100, "y" * 40)]
    assert widths_of(table, (WHOLE, REST, 10)) == [5, 55, 10]


def test_a_table_has_a_line_around_every_row() -> None:
    assert grid([("1", "社区")], ("n", "名称"), (WHOLE, WHOLE)) == [
        "┌───┬──────┐",
        "│ n │ 名称 │",
        "├───┼──────┤",
        "│ 1 │ 社区 │",
        "└───┴──────┘",
    ]


def test_a_cell_that_is_too_long_goes_on_below() -> None:
    assert grid([("社区办公用房",)], ("名称",), (8,))[3:5] == ["│ 社区办公 │", "│ 用房     │"]


def test_numbers_stay_as_they_are_written() -> None:
    assert grid([("1.0", "1e5")], ("a", "b"), (WHOLE, WHOLE))[3] == "│ 1.0 │ 1e5 │"


@pytest.mark.parametrize("text", ["字" * 300, "word " * 90, "x" * 200, ""])
def test_no_table_is_wider_than_the_screen(text: str) -> None:
    lines = grid([(text, "1.1.1", text)], ("a", "b", "c"), (REST, WHOLE, 20))
    assert max(map(width_of, lines)) <= 80


def test_a_lean_table_has_no_lines_between_rows_of_one_line_each() -> None:
    rows = [("1", "社区"), ("2", "街道")]
    assert grid(rows, ("n", "名称"), (WHOLE, WHOLE), lean=True)[3:] == [
        "│ 1 │ 社区 │",
        "│ 2 │ 街道 │",
        "└───┴──────┘",
    ]


def test_a_lean_table_has_lines_where_a_cell_goes_on_below() -> None:
    rows = [("社区办公用房",), ("街道",)]
    lines = grid(rows, ("名称",), (8,), lean=True)
    assert lines[3:6] == ["│ 社区办公 │", "│ 用房     │", "├──────────┤"]
