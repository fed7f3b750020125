"""What cannot be taken in a form is refused at its cell, all of it together."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook

from support.forms import (
    LIVING,
    MINORS,
    SEEN,
    UNIT_SHEET,
    WAIVED,
    answered,
    cell,
    fill,
    form_of,
    opened,
    place,
    problems_of,
    put,
    read,
    saved,
    unit_of,
)
from support.packed import packed, parts_of
from zicha.errors import Problem, problem
from zicha.words import problem_line

KNOWN_RANKS = {
    "known_zh": "一级 (first) / 未评定 (none)",
    "known_en": "Grade 1 (first) / Not graded (none)",
}


def at(book: Workbook, row: str, code: str, column: str = "填写", /, **args: object) -> Problem:
    """Return a problem at a cell of a form."""
    return problem(code, place(book, cell(book, row, column)), **args)


@pytest.mark.parametrize(
    ("row", "typed", "code", "args"),
    [
        ("office_area", "约60", "value-not-number", {"value": "约60"}),
        (
            "office_area",
            "60平方米左右",
            "value-with-words",
            {"value": "60平方米左右", "unit_zh": "㎡", "unit_en": "m²"},
        ),
        (
            "office_area",
            "60%",
            "value-with-words",
            {"value": "60%", "unit_zh": "㎡", "unit_en": "m²"},
        ),
        ("office_area", -1, "value-too-low", {"value": -1, "low": 0}),
        ("office_area", 1.234, "value-too-fine", {"value": "1.234", "decimals": 2}),
        ("office_area", "#DIV/0!", "value-not-number", {"value": "#DIV/0!"}),
        (
            "office_area",
            timedelta(hours=48),
            "value-with-words",
            {"value": "48:00", "unit_zh": "㎡", "unit_en": "m²"},
        ),
        ("lamps", 3.5, "value-not-whole", {"value": "3.5"}),
        ("lamps", True, "value-not-number", {"value": "true"}),
        ("support_rate", 101, "value-too-high", {"value": 101, "high": 100}),
        ("parents_school", "大概有", "value-not-bool", {"value": "大概有"}),
        ("parents_school", 1, "value-not-bool", {"value": 1}),
        ("youth_facilities__venue", "2个", "value-not-bool", {"value": "2个"}),
        ("board_updated", "20110630", "day-not-read", {"value": "20110630"}),
        ("board_updated", "2011-6-31", "day-not-in-calendar", {"value": "2011-6-31"}),
        ("ranking", "特级", "option-unknown", {"value": "特级", **KNOWN_RANKS}),
        (
            "support_rate",
            "18/20",
            "value-with-words-percent",
            {"value": "18/20", "unit_zh": "%", "unit_en": "%"},
        ),
        ("unit.id", "a/b", "id-not-usable", {"id": "a/b", "signs": '" * / : < > ? \\ |'}),
        ("unit.kind", "小区", "kind-unknown", None),
        ("unit.population", "很多", "value-not-number", {"value": "很多"}),
    ],
)
def test_an_answer_that_cannot_be_taken_is_refused(
    row: str, typed: object, code: str, args: dict[str, object] | None
) -> None:
    data = answered({row: typed})
    (found,) = problems_of(data)
    expected = at(opened(data), row, code, **(args or found.args))
    assert found == expected


@pytest.mark.parametrize(
    ("escaped", "character"),
    [("_xD800_", "U+D800"), ("_xFFFF_", "U+FFFF"), ("_x0000_", "U+0000"), ("_x0007_", "U+0007")],
)
@pytest.mark.parametrize("row", ["unit.id", "unit.name", "unit.parent"])
def test_a_character_that_belongs_in_no_text_is_refused(
    row: str, escaped: str, character: str
) -> None:
    data = answered({row: "QQQ"})
    expected = at(opened(data), row, "control-character", character=character)
    parts = {n: p.replace(b"QQQ", f"A{escaped}B".encode()) for n, p in parts_of(data).items()}
    assert problems_of(packed(parts)) == [expected]


def test_line_breaks_of_other_programs_are_spaces() -> None:
    data = answered({"unit.name": "QQQ"})
    parts = {n: p.replace(b"QQQ", b"A_x000B_B") for n, p in parts_of(data).items()}
    assert unit_of(packed(parts)).name == "A B"


@pytest.mark.parametrize("row", ["unit.id", "unit.parent"])
def test_an_id_of_which_excel_lost_digits_is_refused(row: str) -> None:
    data = answered({row: 340602001001001001})
    expected = at(opened(data), row, "id-rounded", id="3.40602001001001E+17")
    assert problems_of(data) == [expected]


def test_an_id_is_read_with_the_zeros_that_its_format_shows() -> None:
    book = opened(answered({"unit.id": 7, "lamps": 8}))
    for row in ("unit.id", "lamps"):
        cell(book, row).number_format = "000"
    found = unit_of(saved(book))
    assert (found.id, found.facts["lamps"].value) == ("007", 8)


@pytest.mark.parametrize("row", ["unit.id", "unit.name", "unit.parent"])
@pytest.mark.parametrize("value", ["#N/A", "#REF!", "#NAME?"])
def test_what_a_formula_came_to_is_no_name(row: str, value: str) -> None:
    data = answered({row: value})
    assert problems_of(data) == [at(opened(data), row, "formula-error", value=value)]


@pytest.mark.parametrize(
    ("row", "label_zh", "label_en"),
    [
        ("unit.id", "单位编号", "Id of the unit"),
        ("unit.kind", "层级", "Level"),
        ("date", "填报日期", "Date of the form"),
    ],
)
def test_what_must_be_known_of_the_unit_is_asked_for(
    row: str, label_zh: str, label_en: str
) -> None:
    data = answered({row: None})
    expected = at(opened(data), row, "form-cell-empty", label_zh=label_zh, label_en=label_en)
    assert problems_of(data) == [expected]


@pytest.mark.parametrize(
    ("typed", "column", "code", "args"),
    [
        ({"依据材料": "x", "日期": "昨天"}, "日期", "day-not-read", {"value": "昨天"}),
        ({"依据材料": True}, "依据材料", "not-a-text", {"value": "true"}),
        ({"备注": False}, "备注", "not-a-text", {"value": "false"}),
    ],
)
def test_what_stands_beside_an_answer_is_looked_at_too(
    typed: dict[str, object], column: str, code: str, args: dict[str, object]
) -> None:
    book = opened(answered({"lamps": 8}))
    for head, value in typed.items():
        fill(book, "lamps", value, head)
    assert problems_of(saved(book)) == [at(book, "lamps", code, column, **args)]


@pytest.mark.parametrize(
    ("count", "of", "answer", "column", "code", "args"),
    [
        (184, None, None, "总数", "form-cell-empty", {"label_zh": "总数", "label_en": "Out of"}),
        (None, 200, None, "数量", "form-cell-empty", {"label_zh": "数量", "label_en": "Count"}),
        (201, 200, None, "数量", "count-more-than-all", {"count": 201, "of": 200}),
        (0, 0, None, "总数", "count-of-nothing", {}),
        (1.5, 200, None, "数量", "count-not-whole", {"value": "1.5"}),
        (184, 200, 92, "填写", "form-counts-and-value", None),
    ],
)
def test_counts_that_cannot_be_those_of_a_percentage_are_refused(  # noqa: PLR0913, PLR0917 - a case
    count: object,
    of: object,
    answer: object,
    column: str,
    code: str,
    args: dict[str, object] | None,
) -> None:
    book = opened(answered({"support_rate": answer}))
    fill(book, "support_rate", count, "数量")
    fill(book, "support_rate", of, "总数")
    (found,) = problems_of(saved(book))
    assert found == at(book, "support_rate", code, column, **(args or found.args))


def test_a_formula_without_a_value_is_refused() -> None:
    data = answered({"lamps": "=A1"})
    assert problems_of(data) == [at(opened(data), "lamps", "form-formula-empty")]


# --- Rows ---------------------------------------------------------------------------------------


def copied(book: Workbook, sheet: str, row_id: str, changes: dict[int, object]) -> Cell:
    """Copy a row below all others, with some cells changed; return its answer."""
    below = book[sheet].max_row + 1
    source = cell(book, row_id)
    for column, old in enumerate(book[sheet][source.row], 1):
        put(book[sheet], (below, column), old.value)
    for column, value in changes.items():
        put(book[sheet], (below, column), value)
    found = book[sheet].cell(below, source.column)
    assert isinstance(found, Cell)
    return found


def test_a_row_that_is_answered_twice_is_refused() -> None:
    book = opened(answered({"lamps": 8}))
    second = copied(book, MINORS, "lamps", {})
    first = f"{MINORS}!{cell(book, 'lamps').coordinate}"
    expected = problem("form-row-twice", place(book, second), label="路灯总数", other=first)
    assert problems_of(saved(book)) == [expected]


def test_a_row_of_which_only_the_visible_cells_were_moved_is_refused() -> None:
    book = opened(answered({"lamps": 8}))
    label = cell(book, "lamps", "事项")
    label.value = "亮灯数"
    expected = problem("form-row-mixed", place(book, label), label="亮灯数")
    assert problems_of(saved(book)) == [expected]


def test_members_that_changed_places_are_refused() -> None:
    book = opened(answered({"youth_facilities__library": "是"}))
    label = cell(book, "youth_facilities__library", "事项")
    label.value = "活动场所"
    expected = problem("form-row-mixed", place(book, label), label="活动场所")
    assert problems_of(saved(book)) == [expected]


def test_a_row_of_ones_own_that_is_answered_is_refused() -> None:
    book = opened(answered({}))
    below = book[MINORS].max_row + 1
    label = put(book[MINORS], (below, cell(book, "lamps", "事项").column), "水井数")
    put(book[MINORS], (below, cell(book, "lamps").column), 3)
    expected = problem("form-row-unknown", place(book, label), label="水井数")
    assert problems_of(saved(book)) == [expected]


def test_a_row_that_says_not_what_it_answers_is_refused_at_its_answer() -> None:
    book = opened(answered({}))
    below = book[MINORS].max_row + 1
    seal = put(book[MINORS], (below, cell(book, "lamps").column), "（盖章）")
    expected = problem("form-row-unlabelled", place(book, seal), text="（盖章）")
    assert problems_of(saved(book)) == [expected]


def test_a_set_that_is_answered_as_a_whole_and_in_parts_is_refused() -> None:
    data = answered({"youth_facilities": "无", "youth_facilities__venue": "是"})
    expected = at(
        opened(data),
        "youth_facilities",
        "form-set-twice",
        fact="youth_facilities",
        label_zh="未成年人活动设施",
        label_en="Youth facilities",
    )
    assert problems_of(data) == [expected]


def test_a_fact_of_another_level_is_refused_in_a_form_too() -> None:
    book = opened(answered({}))
    answer = copied(book, MINORS, "lamps", {1: "patrols", 4: "巡查次数", 6: 3})
    (found,) = problems_of(saved(book))
    label = book[MINORS].cell(answer.row, 4)
    assert isinstance(label, Cell)
    assert (found.code, found.place) == ("form-fact-of-other-level", place(book, label))


# --- What was seen, waivers ---------------------------------------------------------------------


def wrong_day(book: Workbook) -> tuple[str, str, str]:
    """Enter something seen on a day that is none."""
    book[SEEN]["A4"], book[SEEN]["D4"] = "卫生死角处数", "某日"
    return SEEN, "D4", "day-not-read"


def no_fact(book: Workbook) -> tuple[str, str, str]:
    """Enter a place at which nothing was seen."""
    book[SEEN]["C5"] = "3号楼"
    return SEEN, "A5", "form-cell-empty"


def another_fact(book: Workbook) -> tuple[str, str, str]:
    """Enter something seen that is not counted one by one."""
    book[SEEN]["A4"] = "路灯总数"
    return SEEN, "A4", "form-fact-not-observed"


def unknown_fact(book: Workbook) -> tuple[str, str, str]:
    """Enter something seen that no fact says."""
    book[SEEN]["A4"] = "烟花爆竹"
    return SEEN, "A4", "form-fact-unknown"


def nearly_a_fact(book: Workbook) -> tuple[str, str, str]:
    """Enter something seen by a label that is not quite right."""
    book[SEEN]["A4"] = "卫生死角数"
    return SEEN, "A4", "fact-unknown-near"


def no_end(book: Workbook) -> tuple[str, str, str]:
    """Enter a waiver without its last day."""
    for column, text in zip("ABCD", ("6.4.2", "施工", "创城办", "2011-6-1"), strict=True):
        book[WAIVED][f"{column}4"] = text
    return WAIVED, "E4", "form-cell-empty"


def no_leave(book: Workbook) -> tuple[str, str, str]:
    """Enter a waiver without who gave it."""
    for column, text in zip("ABDE", ("6.4.2", "施工", "2011-6-1", "2011-6-2"), strict=True):
        book[WAIVED][f"{column}4"] = text
    return WAIVED, "C4", "form-cell-empty"


@pytest.mark.parametrize(
    "enter", [wrong_day, no_fact, another_fact, unknown_fact, nearly_a_fact, no_end, no_leave]
)
def test_what_was_seen_and_waived_is_looked_at_cell_by_cell(
    enter: Callable[[Workbook], tuple[str, str, str]],
) -> None:
    book = opened(form_of())
    sheet, coordinate, code = enter(book)
    (found,) = problems_of(saved(book))
    assert (found.code, found.place) == (code, place(book, book[sheet][coordinate]))


# --- Together -----------------------------------------------------------------------------------


def test_all_problems_of_a_workbook_come_together_as_a_reader_meets_them() -> None:
    data = answered({"lamps": "约8", "ranking": "特级", "unit.population": "很多", "unit.id": None})
    book = opened(data)
    _, problems = read(data)
    rows = ("unit.id", "unit.population", "lamps", "ranking")
    places = [place(book, cell(book, row)) for row in rows]
    assert sorted(each.place for each in problems) == places
    assert [each.sheet for each in places] == [1, 1, 2, 3]
    assert [each.cell.partition("!")[0] for each in places] == [UNIT_SHEET] * 2 + [MINORS, LIVING]


def test_a_problem_is_said_with_its_sheet_and_cell() -> None:
    data = answered({"office_area": "约60"})
    (found,) = problems_of(data)
    coordinate = cell(opened(data), "office_area").coordinate
    assert problem_line(found, "zh") == (
        f"表.xlsx:未成年人!{coordinate}: 错误: 这里应当填数字，现在是“约60”；"
        "只写数字；没有的填0，不知道的留空，不要写“约”“左右”"
    )


@pytest.mark.parametrize("unit", ["亩", "%"])
def test_a_number_in_another_unit_is_refused(unit: str) -> None:
    book = opened(answered({"office_area": 0.5}))
    fill(book, "office_area", unit, "单位")
    label = cell(book, "office_area", "事项").value
    expected = at(book, "office_area", "form-unit-other", "单位", label=label, unit=unit, own="㎡")
    assert problems_of(saved(book)) == [expected]


@pytest.mark.parametrize("unit", ["平方米", " m2 ", None])
def test_the_same_unit_in_other_words_is_left(unit: str | None) -> None:
    book = opened(answered({"office_area": 60}))
    cell(book, "office_area", "单位").value = unit
    found, problems = read(saved(book))
    assert (found is not None, problems) == (True, [])
