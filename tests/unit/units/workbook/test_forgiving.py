"""A form is read as it was meant where there is no doubt, however it was typed or rearranged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl.workbook.workbook import Workbook

from support.forms import (
    DAY,
    HEAD_ROW,
    LIVING,
    MINORS,
    PEACE,
    SEEN,
    UNIT_SHEET,
    WAIVED,
    answered,
    cell,
    fill,
    form_of,
    opened,
    put,
    saved,
    unit_of,
)
from zicha.model.facts import Members, Stated
from zicha.model.unit import Observation, Waiver

LAMPS_8 = {"lamps": Stated(8, DAY)}


def with_answer(row_id: str, answer: object) -> dict[str, Stated]:
    """Return the facts of a form in which one row is answered."""
    return dict(unit_of(answered({row_id: answer})).facts)


@pytest.mark.parametrize("typed", ["是", "有", "√", "yes", "TRUE", True, " 是 ", "是　"])
def test_yes_may_be_typed_in_many_ways(typed: object) -> None:
    assert with_answer("parents_school", typed) == {"parents_school": Stated(value=True, date=DAY)}


@pytest.mark.parametrize("typed", ["否", "无", "×", "no", False])
def test_no_may_be_typed_in_many_ways(typed: object) -> None:
    assert with_answer("parents_school", typed) == {"parents_school": Stated(value=False, date=DAY)}


@pytest.mark.parametrize(
    "typed", [60, 60.0, "60", "\uff16\uff10", "60㎡", "60 m²", "60平方米", " 60 ", "60　"]
)
def test_a_number_may_be_typed_in_many_ways(typed: object) -> None:
    assert with_answer("office_area", typed) == {"office_area": Stated(60, DAY)}


@pytest.mark.parametrize("typed", [92.5, "92.5", "92.5%", "\uff19\uff12\uff0e\uff15\uff05"])
def test_a_percentage_may_be_typed_with_its_sign(typed: object) -> None:
    assert with_answer("support_rate", typed) == {"support_rate": Stated(Decimal("92.5"), DAY)}


@pytest.mark.parametrize("shown", ["0%", "0.00%", '0.0"约"%'])
def test_a_percentage_that_excel_shows_as_one_is_read_as_it_is_shown(shown: str) -> None:
    book = opened(form_of())
    found = cell(book, "support_rate")
    found.value, found.number_format = 0.925, shown
    assert unit_of(saved(book)).facts == {"support_rate": Stated(Decimal("92.5"), DAY)}


def test_the_noise_of_binary_numbers_is_no_digit_that_was_typed() -> None:
    expected = {"office_area": Stated(Decimal("92.55"), DAY)}
    assert with_answer("office_area", 92.549999999999997) == expected
    assert with_answer("office_area", 46.3 + 46.25) == expected


@pytest.mark.parametrize(
    "typed",
    [date(2011, 5, 20), datetime(2011, 5, 20, 15, 30), "2011-5-20", "2011.5.20", "2011年5月20日"],  # noqa: DTZ001 - Excel knows no zones
)
def test_a_day_may_be_a_date_or_a_text(typed: object) -> None:
    assert with_answer("board_updated", typed) == {"board_updated": Stated(date(2011, 5, 20), DAY)}


@pytest.mark.parametrize("typed", ["一级", "Grade 1", "first"])
def test_an_option_may_be_given_by_either_label(typed: str) -> None:
    assert with_answer("ranking", typed) == {"ranking": Stated("first", DAY)}


@pytest.mark.parametrize("typed", ["不清楚", "not known", "不知道", "待定", "未统计", "  ", "　"])
def test_what_is_not_known_is_left_empty_or_says_so(typed: str) -> None:
    assert with_answer("office_area", typed) == {}


def test_a_set_is_known_as_far_as_its_members_are() -> None:
    data = answered({"youth_facilities__library": "是", "youth_facilities__venue": "否"})
    members = Members(frozenset({"library"}), frozenset({"venue"}))
    assert unit_of(data).facts == {"youth_facilities": Stated(members, DAY)}


def test_a_set_without_rows_of_members_may_have_none_at_all() -> None:
    book = opened(form_of())
    for member in ("library", "parents_school", "venue"):
        book[MINORS].delete_rows(cell(book, f"youth_facilities__{member}").row)
    fill(book, "youth_facilities", "无")
    nothing = Members(frozenset(), frozenset({"library", "parents_school", "venue"}))
    assert unit_of(saved(book)).facts == {"youth_facilities": Stated(nothing, DAY)}


def test_a_percentage_may_be_given_as_counts() -> None:
    book = opened(form_of())
    fill(book, "support_rate", 184, "数量")
    fill(book, "support_rate", "200", "总数")
    assert unit_of(saved(book)).facts == {"support_rate": Stated(92, DAY, count=(184, 200))}


def test_evidence_day_and_note_stand_beside_an_answer() -> None:
    book = opened(form_of())
    for column, typed in {
        "填写": 60,
        "依据材料": "房产证.jpg",
        "日期": "2011/5/20",
        "备注": 2011,
    }.items():
        fill(book, "office_area", typed, column)
    expected = Stated(60, date(2011, 5, 20), "房产证.jpg", note="2011")
    assert unit_of(saved(book)).facts == {"office_area": expected}


# --- Rearranged ---------------------------------------------------------------------------------


def swapped_rows(book: Workbook) -> None:
    """Move the row of the lamps to the end of its sheet."""
    row = cell(book, "lamps").row
    sheet = book[MINORS]
    last = sheet.max_row + 3
    for column, old in enumerate(sheet[row], 1):
        put(sheet, (last, column), old.value)
    sheet.delete_rows(row)


def swapped_columns(book: Workbook) -> None:
    """Move the column of the answers to the end of its sheet."""
    sheet = book[MINORS]
    heads = [head.value for head in sheet[HEAD_ROW]]
    column, last = heads.index("填写") + 1, len(heads) + 2
    for row in range(HEAD_ROW, sheet.max_row + 1):
        put(sheet, (row, last), sheet.cell(row, column).value)
    sheet.delete_cols(column)


def more_rows_above(book: Workbook) -> None:
    """Put rows above the head, and between the questions."""
    sheet = book[MINORS]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(cell(book, "lamps").row, 2)
    sheet.insert_rows(1, 5)


def extra_sheet(book: Workbook) -> None:
    """Add a sheet of the office's own."""
    own = book.create_sheet("名册", 0)
    own.append(["姓名", "电话"])
    own.append(["某某", 123])


def renamed(book: Workbook) -> None:
    """Give a sheet another name."""
    book[MINORS].title = "青少年 (2)"


def without_ids(book: Workbook) -> None:
    """Delete the hidden column of ids."""
    for name in (MINORS, LIVING, UNIT_SHEET):
        book[name].delete_cols(1)


def wide_heads(book: Workbook) -> None:
    """Space out the heads, as people do to make them look even."""
    for head in book[MINORS][HEAD_ROW]:
        if head.value in ("填写", "事项"):
            put(book[MINORS], (head.row, head.column), "　".join(str(head.value)) + "\n")


@pytest.mark.parametrize(
    "rearrange",
    [
        swapped_rows,
        swapped_columns,
        more_rows_above,
        extra_sheet,
        renamed,
        without_ids,
        wide_heads,
    ],
)
def test_a_form_may_be_rearranged(rearrange: Callable[[Workbook], None]) -> None:
    book = opened(answered({"lamps": 8, "ranking": "一级"}))
    rearrange(book)
    assert unit_of(saved(book)).facts == LAMPS_8 | {"ranking": Stated("first", DAY)}


def test_a_form_without_its_ids_knows_members_by_the_set_above_them() -> None:
    book = opened(answered({"youth_facilities__library": "是"}))
    without_ids(book)
    members = Members(frozenset({"library"}), frozenset())
    assert unit_of(saved(book)).facts == {"youth_facilities": Stated(members, DAY)}


def test_a_row_that_was_copied_and_left_empty_does_not_count() -> None:
    book = opened(answered({"lamps": 8}))
    sheet = book[MINORS]
    below = sheet.max_row + 1
    for column, old in enumerate(sheet[cell(book, "lamps").row][:5], 1):
        put(sheet, (below, column), old.value)
    assert unit_of(saved(book)).facts == LAMPS_8


def test_a_form_in_english_is_read_as_well() -> None:
    book = opened(form_of(lang="en"))
    fill(book, "lamps", 8, "Answer")
    fill(book, "parents_school", "yes", "Answer")
    expected = LAMPS_8 | {"parents_school": Stated(value=True, date=DAY)}
    assert unit_of(saved(book)).facts == expected


# --- What was seen, waivers, the unit -----------------------------------------------------------


def test_what_was_seen_is_read_by_the_label_of_its_fact() -> None:
    book = opened(form_of())
    book[SEEN]["A4"], book[SEEN]["C4"] = "卫生死角处数", "3号楼北侧"
    book[SEEN]["A6"], book[SEEN]["B6"], book[SEEN]["D6"] = "dirty_spots", "\uff12", "2011.6.1"
    assert unit_of(saved(book)).observations == (
        Observation("dirty_spots", 1, "3号楼北侧", DAY),
        Observation("dirty_spots", 2, "", date(2011, 6, 1)),
    )


@pytest.mark.parametrize("typed", ["6.4.2", "6.4.2 6.4.2", " 6.4.2　道路 "])
def test_a_waiver_names_its_indicator_with_or_without_its_name(typed: str) -> None:
    book = opened(form_of())
    for column, text in zip(
        "ABCDE", (typed, "施工", "创城办", "2011-6-1", "2011-9-30"), strict=True
    ):
        book[WAIVED][f"{column}4"] = text
    waiver = Waiver("6.4.2", "施工", "创城办", date(2011, 6, 1), date(2011, 9, 30))
    assert unit_of(saved(book)).waivers == (waiver,)


def test_who_the_unit_is_may_be_typed_as_numbers() -> None:
    data = answered({"unit.id": 340602, "unit.parent": 34, "unit.population": "7,766"})
    expected = {"community.population": Stated(7766, DAY)}
    assert unit_of(data) == replace(PEACE, id="340602", parent="34", facts=expected)


def test_a_form_without_a_day_takes_the_day_that_was_asked_for() -> None:
    data = answered({"date": None, "lamps": 8})
    asked = date(2011, 7, 1)
    assert unit_of(data, asked) == replace(PEACE, on=asked, facts={"lamps": Stated(8, asked)})
