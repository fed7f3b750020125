"""The workbook of an audit: read back by a library that did not write it."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.audits import CHANGES, GROUPS, UNITS, audit, empty, peers_of
from zicha.model.audit import Absent, Memory
from zicha.reports.audit import workbook
from zicha.reports.audit.workbook import audit_workbook


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(audit_workbook(audit())))


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    """Return the rows of a sheet by the heads of their columns, empty cells left out."""
    found: Worksheet = book[sheet]
    head, *body = found.iter_rows(values_only=True)
    return [
        {str(name): value for name, value in zip(head, row, strict=True) if value is not None}
        for row in body
    ]


def test_the_sheets_have_their_names(book: Workbook) -> None:
    assert book.sheetnames == [
        "排名",
        "类别矩阵",
        "街道汇总",
        "区汇总",
        "常见差距",
        "责任部门",
        "整改层级",
        "全部差距",
        "待核实",
        "指标情况",
        "疑点",
        "变化",
        "未报送",
        "填报问题",
        "说明",
    ]


def test_a_sheet_of_which_there_is_nothing_to_show_is_left_out() -> None:
    book = openpyxl.load_workbook(io.BytesIO(audit_workbook(empty("en"))))
    assert book.sheetnames == ["Ranking", "Categories", "Indicators", "Input", "About"]


def test_the_ranking_has_numbers_as_numbers(book: Workbook) -> None:
    row = rows(book, "排名")[1]
    names = ("名次", "可能最前", "可能最后", "与后一名可能互换", "单位", "所属", "最低分", "最高分")
    assert [row[name] for name in names] == [2, 2, 4, "是", "乙社区", "一街道", 67.3, 75]
    assert [row[name] for name in ("待定幅度", "问题", "可自行整改", "A", "D")] == [
        7.7,
        2,
        1,
        90,
        2,
    ]


def test_a_unit_to_which_nothing_applies_has_empty_cells(book: Workbook) -> None:
    row = rows(book, "排名")[4]
    assert row["单位"] == "=戊社区"
    assert {"名次", "可能最前", "最低分", "待定幅度"} & set(row) == set()


def test_the_matrix_has_the_worst_and_the_best_of_every_category(book: Workbook) -> None:
    row = rows(book, "类别矩阵")[3]
    assert (row["1 政务环境（最低）"], row["1 政务环境（最高）"]) == (50, 80.123)
    assert "2 法治环境（最低）" not in row


def test_the_matrix_is_coloured_from_the_score_to_the_last_category(book: Workbook) -> None:
    (found,) = book["类别矩阵"].conditional_formatting
    assert str(found.sqref) == "E2:J6"
    (rule,) = found.rules
    assert [str(c.rgb)[2:] for c in rule.colorScale.color] == ["F4A261", "FFFFFF", "5B9BD5"]


def test_roll_ups_have_their_means(book: Workbook) -> None:
    assert [(r["单位"], r["平均最低分"], r["最低"]) for r in rows(book, "街道汇总")] == [
        ("一街道", 73.65, "丁<社区>"),
        ("二街道", 58.65, "丁<社区>"),
    ]


def test_all_gaps_of_all_units_are_there(book: Workbook) -> None:
    assert [(r["单位"], r["指标"], r["差距"]) for r in rows(book, "全部差距")] == [
        ("乙社区", "6.4.5", "240㎡"),
        ("乙社区", "5.1.2", "图书室"),
        ("丙社区", "6.4.5", "180㎡"),
    ]


def test_changes_name_the_gaps_and_by_their_keys_what_is_asked_no_more(book: Workbook) -> None:
    first, second = rows(book, "变化")
    assert first["单位"] == "甲社区（新报）"
    assert [second[name] for name in ("新增", "销号", "反弹", "情况不明")] == [
        "5.1.2/facilities/library",
        "4.1.5/adverts_damaged",
        "6.4.5 社区办公服务用房面积",
        "1.1.1/training",
    ]


def test_units_that_are_not_there_any_more_stand_below_with_what_they_left_open() -> None:
    left = Memory(("1.1.1/training",), ("6.4.5/office_area", "9.9.9/gone"))
    changes = replace(CHANGES, gone=("z",), absent=(Absent("z", "己社区", left),))
    book = openpyxl.load_workbook(io.BytesIO(audit_workbook(audit(changes=changes))))
    assert rows(book, "变化")[-1] == {
        "单位": "己社区（本次没有）",
        "情况不明": "6.4.5 社区办公服务用房面积、9.9.9/gone",
        "编号": "z",
    }


def test_who_did_not_report_and_who_was_not_expected_is_there(book: Workbook) -> None:
    assert rows(book, "未报送") == [
        {"单位": "己社区", "编号": "y", "情况": "未报送"},
        {"单位": "=戊社区", "编号": "e", "情况": "不在名单中"},
    ]


def test_problems_have_their_place_and_remedy(book: Workbook) -> None:
    row = rows(book, "填报问题")[1]
    assert (row["程度"], row["位置"]) == ("警告", "b.yaml:1:7")
    assert row["处理办法"] == "每个单位的编号（id）要各不相同，大小写算相同"


def test_units_alike_in_size_stand_beside_each_other() -> None:
    alike = tuple(replace(u, peers=peers_of(n)) for n, u in zip((2, 1), UNITS, strict=False))
    book = openpyxl.load_workbook(io.BytesIO(audit_workbook(audit(units=alike))))
    found = [(r["同规模名次"], r["单位"], r["常住人口范围"]) for r in rows(book, "规模相近")]
    assert found == [(1, "乙社区", "5000–7766"), (2, "甲社区", "5000–7766")]


def test_a_level_with_an_odd_name_still_names_a_sheet() -> None:
    made = audit(groups=(replace(GROUPS[0], kind_label="街道/镇[1]" + "长" * 40),))
    book = openpyxl.load_workbook(io.BytesIO(audit_workbook(made)))
    assert book.sheetnames[2] == "街道 镇 1 " + "长" * 24


def test_levels_that_are_called_alike_have_a_sheet_each() -> None:
    groups = tuple(replace(group, kind_label="区") for group in GROUPS)
    book = openpyxl.load_workbook(io.BytesIO(audit_workbook(audit(groups=groups))))
    assert [name for name in book.sheetnames if name.startswith("区")] == ["区汇总", "区汇总 2"]


def test_every_table_filters_keeps_its_head_and_prints_on_a4_across(book: Workbook) -> None:
    for sheet in book.worksheets[:-1]:
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"
        page = (sheet.page_setup.paperSize, sheet.page_setup.orientation)
        assert page == (9, "landscape")


def test_no_cell_is_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(audit_workbook(audit()))) as package:
        sheets = [package.read(n).decode() for n in package.namelist() if "worksheets/s" in n]
    assert [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet] == []


def about(book: Workbook) -> str:
    """Return all that the last sheet says."""
    found: Worksheet = book["说明"]
    return "\n".join(str(text) for row in found.iter_rows(values_only=True) for text in row if text)


def test_of_too_many_units_the_first_and_the_last_are_listed_with_what_changed_for_them(
    monkeypatch: pytest.MonkeyPatch, book: Workbook
) -> None:
    monkeypatch.setattr(workbook, "IN_WORKBOOK", 2)
    few = openpyxl.load_workbook(io.BytesIO(audit_workbook(audit())))
    for sheet in ("排名", "类别矩阵"):
        assert [row["单位"] for row in rows(few, sheet)] == ["甲社区", "=戊社区"]
    assert [row["单位"] for row in rows(book, "变化")] == ["甲社区（新报）", "乙社区"]
    assert [row["单位"] for row in rows(few, "变化")] == ["甲社区（新报）"]
    assert "3个单位没有列在本工作簿里" in about(few)
    assert "没有列在本工作簿里" not in about(book)
    # What is said of all units is of all.
    assert "新增问题1个，销号1个，反弹1个" in about(few)
