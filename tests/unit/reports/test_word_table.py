"""How wide the columns of a table of a Word document are."""

from zicha.reports.word.table import Column, Grid, widths

WHOLE = 8000.0
WORD = 140 + 10 * 13 * 10.5
"""The width of a column that holds a word of ten letters. Unit: twips."""


def test_columns_share_the_width_of_the_text() -> None:
    grid = Grid((Column("a", 1), Column("b", 3)), [("一", "二")])
    assert widths(grid, WHOLE) == [2000, 6000]


def test_a_column_is_no_narrower_than_a_word_of_its_cells() -> None:
    grid = Grid((Column("a", 1), Column("b", 19)), [("2011-12-27", "二")])
    assert widths(grid, WHOLE) == [int(WORD), int(WHOLE - WORD)]


def test_a_column_that_others_press_is_no_narrower_than_its_word_either() -> None:
    columns = (Column("a", 1), Column("b", 3.3), Column("c", 17.7))
    grid = Grid(columns, [("2011-12-27", "2011-12-27", "三")])
    assert widths(grid, WHOLE) == [int(WORD), int(WORD), int(WHOLE - 2 * WORD)]


def test_a_word_that_is_too_long_is_broken() -> None:
    grid = Grid((Column("a", 1), Column("b", 1)), [("x" * 99, "二")])
    assert widths(grid, WHOLE) == [4000, 4000]


def test_a_table_is_never_wider_than_the_text() -> None:
    grid = Grid([Column("a", 1)] * 9, [["2011-12-27"] * 9])
    assert sum(widths(grid, WHOLE)) <= WHOLE
