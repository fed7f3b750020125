"""What is worth a look in a form is noted at its cell, and stops nothing."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl.workbook.workbook import Workbook

from support.forms import (
    DAY,
    FORMED,
    MINORS,
    PEACE,
    answered,
    cell,
    fill,
    form_of,
    opened,
    place,
    put,
    read,
    saved,
)
from support.packed import packed, parts_of
from zicha.errors import Problem, Severity, problem
from zicha.model.facts import Stated
from zicha.model.text import LANGUAGES, Lang
from zicha.units.facts import named

MINORS_PART = "xl/worksheets/sheet2.xml"


def hint(code: str, book: Workbook, row: str, column: str = "填写", /, **args: object) -> Problem:
    """Return a hint at a cell of a form."""
    return problem(code, place(book, cell(book, row, column)), Severity.HINT, **args)


def noted(data: bytes) -> tuple[dict[str, Stated], list[Problem]]:
    """Return the facts of a form, and what is noted."""
    unit, problems = read(data)
    assert unit is not None
    return dict(unit.facts), problems


def computed(data: bytes, value: str) -> bytes:
    """Return a form whose one formula was computed, as Excel leaves it when it saves."""
    parts = parts_of(data)
    empty = re.compile(rb"</f><v */>|</f><v></v>")
    done, count = empty.subn(f"</f><v>{value}</v>".encode(), parts[MINORS_PART])
    assert count == 1
    return packed({**parts, MINORS_PART: done})


def test_the_value_that_a_formula_came_to_is_used_and_noted() -> None:
    data = answered({"lamps": "=3+5"})
    found = hint("form-formula", opened(data), "lamps", value=8)
    assert noted(computed(data, "8")) == ({"lamps": Stated(8, DAY)}, [found])


@pytest.mark.parametrize("typed", [0.92, "0.92", ".92"])
def test_a_number_below_one_may_have_been_meant_as_a_share_of_one(typed: object) -> None:
    data = answered({"support_rate": typed})
    facts, problems = noted(data)
    assert facts == {"support_rate": Stated(Decimal("0.92"), DAY)}
    said = {"count": 1, **named(FORMED.facts["support_rate"])}
    found = hint("form-percent-small", opened(data), "support_rate", value=typed, **said)
    assert problems == [found]


def test_what_is_written_with_its_sign_is_meant() -> None:
    said = {"support_rate": Stated(Decimal("0.92"), DAY)}
    assert noted(answered({"support_rate": "0.92%"})) == (said, [])


@pytest.mark.parametrize("column", ["依据材料", "备注", "日期"])
@pytest.mark.parametrize("row", ["lamps", "youth_facilities"])
def test_what_stands_beside_an_answer_that_is_not_there_is_noted(row: str, column: str) -> None:
    book = opened(answered({}))
    fill(book, row, "2011-5-20", column)
    label = FORMED.facts[row].label.zh
    assert noted(saved(book)) == ({}, [hint("form-no-answer", book, row, label=label)])


@pytest.mark.parametrize("column", ["依据材料", "备注", "日期"])
def test_what_stands_beside_a_member_and_not_its_set_is_noted(column: str) -> None:
    book = opened(answered({"youth_facilities__library": "是"}))
    fill(book, "youth_facilities__library", "2011-5-20", column)
    label = cell(book, "youth_facilities__library", "事项").value
    facts, problems = noted(saved(book))
    assert facts["youth_facilities"].date == DAY
    found = hint("form-member-more", book, "youth_facilities__library", column, label=label)
    assert problems == [found]
    # The whole set has it, too: nothing is lost.
    fill(book, "youth_facilities", "2011-5-20", column)
    assert noted(saved(book))[1] == []


def test_what_is_merged_over_several_rows_stands_in_each_of_them() -> None:
    book = opened(answered({"parents_school": "是", "lamps": 8}))
    first, last = sorted(
        (cell(book, name, "日期") for name in ("parents_school", "lamps")), key=lambda c: c.row
    )
    book[MINORS].merge_cells(f"{first.coordinate}:{last.coordinate}")
    first.value = "2011-5-20"
    facts, problems = noted(saved(book))
    assert {facts[name].date for name in ("parents_school", "lamps")} == {date(2011, 5, 20)}
    between = [row for row in range(first.row + 1, last.row) if book[MINORS].cell(row, 1).value]
    assert [found.code for found in problems] == ["form-no-answer"] * len(between)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("单位", "60㎡"),
        ("单位", "亩"),
        ("怎么核实", "320㎡"),
        ("怎么核实", 320),
        ("事项", "办公服务用房面积 320㎡"),
        ("事项", "办公服务用房面积：320"),
    ],
)
def test_an_answer_that_stands_beside_its_cell_is_noted(column: str, text: object) -> None:
    book = opened(answered({}))
    fill(book, "office_area", text, column)
    found = hint("form-answer-beside", book, "office_area", column, text=str(text))
    assert noted(saved(book)) == ({}, [found])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_form_says_of_a_row_itself_is_no_answer(lang: Lang) -> None:
    assert noted(form_of(replace(PEACE, facts={}), lang=lang)) == ({}, [])


def test_an_answer_that_is_merged_over_several_rows_is_noted_in_each_but_the_first() -> None:
    book = opened(answered({"office_area": 2}))
    first = cell(book, "office_area")
    below = book[MINORS].cell(first.row + 1, first.column)
    book[MINORS].merge_cells(f"{first.coordinate}:{below.coordinate}")
    facts, problems = noted(saved(book))
    assert facts["office_area"] == Stated(2, DAY)
    merged = [each for each in problems if each.code == "form-answer-merged"]
    assert [each.place.cell for each in merged] == [f"{MINORS}!{below.coordinate}"]
    assert merged[0].severity is Severity.HINT


@pytest.mark.parametrize(
    "row_id", ["gramophones", "office_space", "never_heard_of", "youth_facilities__swimming_pool"]
)
def test_an_older_form_may_ask_for_what_is_asked_no_longer(row_id: str) -> None:
    book = opened(answered({"lamps": 8}))
    below, column = book[MINORS].max_row + 1, cell(book, "lamps").column
    put(book[MINORS], (below, 1), row_id)
    put(book[MINORS], (below, cell(book, "lamps", "事项").column), "旧项")
    answer = put(book[MINORS], (below, column), "3")
    past = problem("form-row-past", place(book, answer), Severity.HINT, label="旧项")
    assert noted(saved(book)) == ({"lamps": Stated(8, DAY)}, [past])


def test_what_an_older_form_asks_and_nobody_answered_is_not_worth_a_word() -> None:
    book = opened(answered({"lamps": 8}))
    put(book[MINORS], (book[MINORS].max_row + 1, 1), "gramophones")
    assert noted(saved(book)) == ({"lamps": Stated(8, DAY)}, [])


def test_a_form_of_another_edition_says_so() -> None:
    data = answered({"edition": "national-2008"})
    found = hint("form-of-edition", opened(data), "edition", form="national-2008", edition="small")
    assert noted(data) == ({}, [found])
