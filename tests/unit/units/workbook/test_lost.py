"""What a form holds and nobody reads is named: a changed head loses nothing in silence."""

from collections.abc import Callable

import pytest
from openpyxl.workbook.workbook import Workbook

from support.forms import (
    FILE,
    HEAD_ROW,
    MINORS,
    SEEN,
    UNIT_SHEET,
    WAIVED,
    answered,
    opened,
    put,
    read,
    saved,
)
from zicha.errors import Place, Problem, Severity, problem


def with_head(book: Workbook, sheet: str, old: str, new: str) -> tuple[int, int]:
    """Change the head of a column; return where it stands."""
    for row in book[sheet].iter_rows():
        for found in row:
            if found.value == old:
                put(book[sheet], (found.row, found.column), new)
                return found.row, found.column
    raise KeyError(old)


def place(book: Workbook, sheet: str, row: int, column: int) -> Place:
    number = book.sheetnames.index(sheet) + 1
    return Place(FILE, row, column, f"{sheet}!{chr(ord('A') + column - 1)}{row}", number)


def without_head(book: Workbook) -> tuple[str, dict[str, str]]:
    """Delete the head of a sheet of answers."""
    book[MINORS].delete_rows(HEAD_ROW)
    return MINORS, {"columns_zh": "事项、填写", "columns_en": "What is asked, Answer"}


def answers(book: Workbook) -> tuple[str, dict[str, str]]:
    where = place(book, MINORS, *with_head(book, MINORS, "填写", "填写（必填）"))
    return f"{where.cell}", {"columns_zh": "填写", "columns_en": "Answer"}


def seen(book: Workbook) -> tuple[str, dict[str, str]]:
    where = place(book, SEEN, *with_head(book, SEEN, "整改日期", "整改时间"))
    return f"{where.cell}", {"columns_zh": "整改日期", "columns_en": "Fixed on"}


def waived(book: Workbook) -> tuple[str, dict[str, str]]:
    _, column = with_head(book, WAIVED, "批准单位", "批准")
    book[WAIVED].title = "其他"
    where = place(book, "其他", HEAD_ROW, column)
    return f"{where.cell}", {"columns_zh": "批准单位", "columns_en": "Approved by"}


@pytest.mark.parametrize("change", [without_head, answers, seen, waived])
def test_a_sheet_whose_head_is_not_known_is_refused(
    change: Callable[[Workbook], tuple[str, dict[str, str]]],
) -> None:
    book = opened(answered({"lamps": 8}))
    where, columns = change(book)
    unit, problems = read(saved(book))
    (found,) = (each for each in problems if each.code == "form-head-lost")
    assert unit is None
    assert str(found.place.cell).startswith(where)
    assert found.args == {"sheet": where.partition("!")[0], **columns}


def of_column(data: bytes) -> list[Problem]:
    return [each for each in read(data)[1] if each.code.startswith("form-column")]


def test_a_column_whose_head_is_not_known_is_named_with_what_is_gone() -> None:
    book = opened(answered({"lamps": 8}))
    row, column = with_head(book, MINORS, "日期", "时间")
    put(book[MINORS], (row + 1, column), "2011-06-01")
    names = {"columns_zh": "日期", "columns_en": "Date"}
    assert of_column(saved(book)) == [
        problem("form-column-lost", place(book, MINORS, row, column), Severity.WARNING, **names)
    ]


def test_a_column_of_the_offices_own_is_a_hint() -> None:
    book = opened(answered({"lamps": 8}))
    last = book[MINORS].max_column + 1
    put(book[MINORS], (HEAD_ROW, last), "联系人")
    put(book[MINORS], (HEAD_ROW + 1, last), "某某")
    assert of_column(saved(book)) == [
        problem("form-column-unused", place(book, MINORS, HEAD_ROW, last), Severity.HINT)
    ]


def test_a_second_column_of_the_same_head_is_refused() -> None:
    book = opened(answered({"lamps": 8}))
    column = next(c.column for c in book[MINORS][HEAD_ROW] if c.value == "填写")
    last = book[MINORS].max_column + 1
    put(book[MINORS], (HEAD_ROW, last), "填写")
    put(book[MINORS], (HEAD_ROW + 1, last), "是")
    other = place(book, MINORS, HEAD_ROW, column).cell
    words = {"label_zh": "填写", "label_en": "Answer"}
    assert of_column(saved(book)) == [
        problem("form-column-twice", place(book, MINORS, HEAD_ROW, last), other=other, **words)
    ]


def test_a_second_column_in_which_nothing_stands_loses_nothing() -> None:
    book = opened(answered({"lamps": 8}))
    put(book[MINORS], (HEAD_ROW, book[MINORS].max_column + 1), "填写")
    assert read(saved(book))[1] == []


def test_a_form_as_it_was_made_has_nothing_lost() -> None:
    book = opened(answered({"lamps": 8}))
    assert {UNIT_SHEET, MINORS, SEEN, WAIVED} <= {*book.sheetnames}
    assert read(saved(book))[1] == []


def test_a_list_that_was_emptied_loses_nothing() -> None:
    book = opened(answered({"lamps": 8}))
    book[SEEN].delete_rows(HEAD_ROW)
    assert read(saved(book))[1] == []
