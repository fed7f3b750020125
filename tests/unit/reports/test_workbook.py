"""The workbook: read back by two libraries that did not write it, and compared with the report."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from support.reported import HUAIBEI, Reported, reported
from zicha.reports.workbook import report_workbook
from zicha.words.sources import cited

SUMMARY, LEDGER, INDICATORS, ITEMS, FACTS, VERIFY = range(6)


@pytest.fixture
def data(given: Reported) -> bytes:
    return report_workbook(given.report)


@pytest.fixture
def book(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(book: Workbook, sheet: int) -> list[list[object]]:
    """Return the rows of a sheet below its head, an empty cell as an empty text."""
    cells = book.worksheets[sheet].iter_rows(min_row=2, values_only=True)
    return [["" if value is None else value for value in row] for row in cells]


def day(value: object) -> date:
    assert isinstance(value, datetime)
    return value.date()


def test_the_sheets_have_their_names() -> None:
    data = report_workbook(reported(HUAIBEI).report)
    names = ["概要", "问题清单", "全部指标", "各项要求", "事实", "待核实"]
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == names


def test_the_ledger_has_every_gap(given: Reported, book: Workbook) -> None:
    written = [(*row[1:9], day(row[9]), row[10]) for row in rows(book, LEDGER)]
    wanted = [
        (
            gap.indicator,
            gap.indicator_name,
            gap.label,
            gap.required_text,
            gap.actual_text,
            gap.shortfall_text,
            gap.owner,
            {"community": "社区可自行整改", "street": "需街道解决", "district": "需区级解决"}[
                gap.level
            ]
            if given.report.lang == "zh"
            else {"street": "needs the street"}[gap.level],
            gap.due,
            gap.remedy,
        )
        for gap in given.report.gaps
    ]
    assert written == wanted
    assert [row[0] for row in rows(book, LEDGER)] == list(range(1, len(wanted) + 1))


def test_a_row_is_high_enough_for_every_line_of_a_text() -> None:
    made = reported(HUAIBEI).report
    facts = (replace(made.facts[0], evidence="一\n二\n三"),)
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(replace(made, facts=facts))))
    assert book.worksheets[FACTS].row_dimensions[2].height == 3 * 14.5 + 3


def test_the_state_of_a_gap_is_chosen_from_a_list() -> None:
    made = reported(HUAIBEI).report
    sheet: Worksheet = openpyxl.load_workbook(io.BytesIO(report_workbook(made))).worksheets[LEDGER]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == (
        "list",
        '"未整改,整改中,已完成"',
        f"M2:M{len(made.gaps) + 1}",
    )
    assert sheet["M1"].value == "整改状态"
    assert [sheet[f"M{row}"].value for row in range(2, 6)] == ["未整改"] * 4


def test_every_indicator_is_there(given: Reported, book: Workbook) -> None:
    written = [(row[0], row[1], row[4], row[5], row[8]) for row in rows(book, INDICATORS)]
    assert written == [
        (i.code, i.name, i.grade_worst or "", i.grade_best or "", i.because or "")
        for i in given.report.indicators
    ]


def test_every_requirement_is_there_with_its_source(given: Reported, book: Workbook) -> None:
    written = [(*row[:4], *row[6:]) for row in rows(book, ITEMS)]
    assert written == [
        (
            indicator.code,
            item.label,
            item.required_text,
            item.actual_text,
            cited(item.source.cite, given.report.lang),
            item.source.edition_label,
            item.source.confidence_label,
            item.source.work,
        )
        for indicator in given.report.indicators
        for item in indicator.items
    ]


def test_all_that_is_to_be_verified_is_there(given: Reported, book: Workbook) -> None:
    written = [(row[1], row[2], row[4], row[7]) for row in rows(book, VERIFY)]
    assert written == [(e.label, e.hint, e.last or "", e.fact) for e in given.report.to_verify]


def test_what_is_known_is_there_with_its_evidence(given: Reported, book: Workbook) -> None:
    written = [(row[0], str(row[5]), str(row[6]), row[8]) for row in rows(book, FACTS)]
    assert written == [(f.label, f.evidence, f.note, f.fact) for f in given.report.facts]


def test_what_is_noted_beside_a_fact_is_there() -> None:
    made = reported(HUAIBEI).report
    facts = (replace(made.facts[0], note="租用，合同到年底"),)
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(replace(made, facts=facts))))
    assert [row[6] for row in rows(book, FACTS)] == ["租用，合同到年底"]


def test_numbers_are_numbers_days_are_days_and_the_rest_is_in_words() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(reported(HUAIBEI).report)))
    values = {row[8]: (row[2], row[3], row[4]) for row in rows(book, FACTS)}
    on = datetime(2011, 6, 30)  # noqa: DTZ001 - a day in a sheet has no zone
    assert values["office_area"] == (60, "㎡", on)
    assert values["sweeping_on_time"] == ("否", "", on)
    # Seen on site, on that day.
    assert values["dirty_spots"] == ("至少1处", "处", on)


def test_no_cell_is_a_formula(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(n).decode() for n in package.namelist() if "worksheets/s" in n]
        links = [n for n in package.namelist() if "externalLink" in n or "vba" in n.lower()]
    assert [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet] == []
    assert links == []


def test_a_text_that_begins_like_a_formula_stays_a_text(hostile: Reported) -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(hostile.report)))
    evidence = {row[8]: row[5] for row in rows(book, FACTS)}
    assert evidence["office_area"] == '=HYPERLINK("http://example.org")'
    cells = [cell for row in book.worksheets[FACTS].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == evidence["office_area"]} == {"s"}


def test_both_readers_see_the_same(data: bytes, book: Workbook) -> None:
    other = CalamineWorkbook.from_filelike(io.BytesIO(data))
    read = other.get_sheet_by_index(VERIFY).to_python()[1:]
    assert [row[1] for row in read] == [row[1] for row in rows(book, VERIFY)]


def test_every_table_filters_keeps_its_head_and_prints_on_a4(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes in {"A2", "E2"}
        assert sheet.print_title_rows == "$1:$1"
        page = (sheet.page_setup.paperSize, sheet.page_setup.orientation)
        assert page == (9, "landscape")


def test_the_categories_are_drawn_as_a_chart() -> None:
    made = reported(HUAIBEI).report
    data = report_workbook(made)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    assert [category.name for category in made.categories if category.name not in chart] == []


def test_the_same_report_gives_the_same_bytes(given: Reported, data: bytes) -> None:
    assert report_workbook(given.report) == data


def test_a_long_title_takes_as_many_lines_as_it_needs() -> None:
    made = reported(HUAIBEI).report
    heights = []
    for name in ("xx社区", "某某片区管理委员会筹备组代管的示范社区居民委员会" * 2):
        named = replace(made, unit=replace(made.unit, name=name))
        sheet = openpyxl.load_workbook(io.BytesIO(report_workbook(named))).worksheets[SUMMARY]
        assert sheet["A1"].alignment.wrap_text
        heights.append(sheet.row_dimensions[1].height)
    assert heights == [30, 60]  # 55 signs, bold, 16 pt: 133 columns hold some 37


def test_what_is_printed_of_a_table_says_whose_it_is() -> None:
    made = reported(HUAIBEI).report
    named = replace(made, unit=replace(made.unit, name="甲&乙社区"))
    sheet = openpyxl.load_workbook(io.BytesIO(report_workbook(named))).worksheets[LEDGER]
    head = sheet.oddHeader
    assert head is not None
    assert head.left is not None
    assert head.right is not None
    assert (head.left.text, head.right.text) == ("创城自查报告：甲&&乙社区", "问题清单")
