"""The form as Excel has it: what may be typed, what is locked, how it prints and is coloured."""

import io
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from support.forms import (
    DAY,
    FILE,
    FORMED,
    LIVING,
    MINORS,
    PEACE,
    SEEN,
    UNIT_SHEET,
    WAIVED,
    cell,
    form_of,
    opened,
)
from zicha.errors import InputError, Place, problem
from zicha.model.edition import Category
from zicha.model.facts import Level, Stated
from zicha.model.text import Text
from zicha.reports.form.asked import FormFor
from zicha.reports.form.draw import form_workbook

SHEETS = [UNIT_SHEET, MINORS, LIVING, SEEN, WAIVED]
HEADS = ["序", "事项", "单位", "填写", "数量", "总数", "怎么核实", "依据材料", "日期", "备注"]
TODO, DONE = "FFFFF2CC", "FFE2EFDA"
KNOWN = replace(
    PEACE,
    facts={
        "lamps": Stated(8, DAY),
        "office_area": Stated(60, date(2010, 1, 4), "=cmd|' /C calc'!A0"),
        "points": Stated(2 * 10**17 + 1, DAY),
    },
)


@pytest.fixture
def book() -> Workbook:
    return opened(form_of(KNOWN))


def rule_at(book: Workbook, row: str, column: str = "填写") -> tuple[str, str, str, str]:
    """Return how Excel checks a cell, and what it says then."""
    found = cell(book, row, column)
    assert isinstance(found.parent, Worksheet)
    rules = [
        rule
        for rule in found.parent.data_validations.dataValidation
        if found.coordinate in rule.sqref
    ]
    (rule,) = rules
    return str(rule.type), str(rule.formula1), str(rule.formula2), str(rule.error)


def test_a_form_has_a_sheet_for_the_unit_each_category_and_both_lists(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 5


def test_a_reader_that_did_not_write_it_finds_every_cell(book: Workbook) -> None:
    other = CalamineWorkbook.from_filelike(io.BytesIO(form_of(KNOWN)))
    assert other.sheet_names == SHEETS
    for name in SHEETS:
        rows = other.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                seen = book[name].cell(row, column).value
                if seen is None or isinstance(seen, datetime) or str(seen).startswith("="):
                    continue  # days and formulas come in other forms from the two
                assert value == seen


def test_the_heads_stay_in_sight_and_are_on_every_page(book: Workbook) -> None:
    sheet = book[MINORS]
    assert [head.value for head in sheet[3]][2:] == HEADS
    assert sheet.freeze_panes == "E4"
    assert sheet.print_title_rows == "$3:$3"
    assert [sheet.column_dimensions[letter].hidden for letter in "ABC"] == [True, True, False]


def test_every_sheet_prints_on_a4_across(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (None, 1)


def test_only_what_is_to_be_filled_in_can_be_changed_and_there_is_no_password(
    book: Workbook,
) -> None:
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    open_columns = {column for column in HEADS if not cell(book, "lamps", column).protection.locked}
    assert open_columns == {"填写", "依据材料", "日期", "备注"}
    open_counts = [not cell(book, "support_rate", c).protection.locked for c in ("数量", "总数")]
    assert open_counts == [True, True]
    for row in ("unit.kind", "edition", "youth_facilities", "youth_facilities__parents_school"):
        assert cell(book, row).protection.locked


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        (
            "parents_school",
            "填写",
            ("list", '"是,否"', "None", "请从下拉列表里选一项，不知道的留空。"),
        ),
        (
            "lamps",
            "填写",
            ("whole", "0", "1000000000000000", "请只填整数。单位：盏。可能的范围：至少0。"),
        ),
        (
            "office_area",
            "填写",
            ("decimal", "0", "100000", "请只填数字。单位：㎡。可能的范围：0 ～ 100000。"),
        ),
        ("board_updated", "填写", ("date", "1", "109574", "请填日期，例如 2011-6-30。")),
        ("lamps", "日期", ("date", "1", "109574", "请填日期，例如 2011-6-30。")),
        ("support_rate", "数量", ("whole", "0", "1000000000000000", "请只填整数。")),
        (
            "youth_facilities__venue",
            "填写",
            ("list", '"是,否,不清楚"', "None", "请从下拉列表里选一项，不知道的留空。"),
        ),
    ],
)
def test_only_what_fits_can_be_typed(
    book: Workbook, row: str, column: str, rule: tuple[str, str, str, str]
) -> None:
    assert rule_at(book, row, column) == rule


def test_choices_that_do_not_fit_into_a_cell_stand_on_a_hidden_sheet() -> None:
    ranking = FORMED.facts["ranking"]
    options = tuple(
        replace(
            ranking.options[0], id=f"o{n}", label=Text(zh=f"第{n}级，很长的名称" * 3, en=f"{n}")
        )
        for n in range(20)
    )
    edition = replace(FORMED, facts={**FORMED.facts, "ranking": replace(ranking, options=options)})
    book = opened(form_workbook(FormFor(edition, Level.COMMUNITY, "zh")))
    assert rule_at(book, "ranking")[:2] == ("list", "'选项'!$A$1:$A$20")
    assert book["选项"].sheet_state == "hidden"
    assert [row[0].value for row in book["选项"]] == [option.label.zh for option in options]


def test_texts_are_never_formulas(book: Workbook) -> None:
    evidence = cell(book, "office_area", "依据材料")
    assert (evidence.value, evidence.data_type) == ("=cmd|' /C calc'!A0", "s")


def test_a_number_with_more_digits_than_excel_keeps_stands_there_as_text(book: Workbook) -> None:
    assert cell(book, "points").value == "200000000000000001"


# --- Colours ------------------------------------------------------------------------------------


def colours(book: Workbook, row: str) -> list[tuple[str, str]]:
    """Return the formulas that colour an answer, each with its colour."""
    found = cell(book, row)
    assert isinstance(found.parent, Worksheet)
    return [
        (rule.formula[0], rule.dxf.fill.bgColor.rgb)
        for area in found.parent.conditional_formatting
        if found.coordinate in area.sqref
        for rule in area.rules
    ]


def test_an_answer_is_coloured_by_whether_it_is_there_and_still_counts(book: Workbook) -> None:
    answered = 'OR($F4<>"",AND($G4<>"",$H4<>""))'
    stale = 'OR(AND($K4<>"",$B4<>"",$K4<$B4),AND($K4<>"",$K4>DATE(2011,6,30)))'
    assert colours(book, "office_area") == [
        (f"OR(NOT({answered}),{stale})", TODO),
        (answered, DONE),
    ]


def test_what_is_not_asked_has_no_colour(book: Workbook) -> None:
    rows = ("youth_facilities", "youth_facilities__parents_school", "unit.parent", "edition")
    assert [colours(book, row) for row in rows] == [[]] * 4


def test_the_first_sheet_says_how_far_the_form_is(book: Workbook) -> None:
    texts = [str(each.value) for row in book[UNIT_SHEET] for each in row if each.value]
    progress = [text for text in texts if "SUMPRODUCT" in text]
    minors = "+".join(
        (
            f"('{MINORS}'!$F$4:$F$14<>\"\")",
            f"('{MINORS}'!$G$4:$G$14<>\"\")*('{MINORS}'!$H$4:$H$14<>\"\")",
        )
    )
    living = f"('{LIVING}'!$F$4:$F$6<>\"\")"
    assert progress == [
        f'="已填 "&SUMPRODUCT(--({minors}>0))&" / 共9项"',
        f'="已填 "&SUMPRODUCT(--({living}>0))&" / 共3项"',
    ]
    other = CalamineWorkbook.from_filelike(io.BytesIO(form_of(KNOWN)))
    shown = str(other.get_sheet_by_name(UNIT_SHEET).to_python())
    assert re.findall(r"已填 \d+ / 共\d+项", shown) == ["已填 2 / 共9项", "已填 1 / 共3项"]


def test_the_guide_asks_for_no_names_or_faces_of_minors(book: Workbook) -> None:
    texts = "".join(str(each.value) for row in book[UNIT_SHEET] for each in row)
    assert "不要写居民和未成年人的姓名、身份证号，不要留未成年人的正脸照片" in texts
    assert "不知道、还没数过的留空" in texts
    assert "有几个小区的，每个小区、每个地点各记一行，程序自动相加" in texts


# --- Names, limits, bytes -----------------------------------------------------------------------


def test_names_of_sheets_are_short_and_differ() -> None:
    long = "a/b*c: " + "长" * 40
    categories = tuple(Category(code, Text(zh=long, en=long)) for code in ("5", "6"))
    edition = replace(FORMED, categories=categories)
    names = opened(form_workbook(FormFor(edition, Level.COMMUNITY, "zh"))).sheetnames
    assert names[1:3] == ["a b c  " + "长" * 24, "a b c  " + "长" * 22 + " 2"]
    assert max(map(len, names)) == 31


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    unit = replace(PEACE, facts={"lamps": Stated(8, DAY, "长" * 32_768)})
    with pytest.raises(InputError) as raised:
        form_of(unit)
    found = problem("form-text-too-long", Place(FILE), most=32_767, text="长" * 20)
    assert raised.value.problems == (found,)


def test_a_form_without_a_day_gives_the_same_bytes_every_time() -> None:
    assert form_of(None) == form_of(None)


def test_a_level_at_which_nothing_is_seen_has_no_sheet_for_it() -> None:
    names = opened(form_workbook(FormFor(FORMED, Level.STREET, "zh"))).sheetnames
    assert names == [UNIT_SHEET, MINORS, WAIVED]
