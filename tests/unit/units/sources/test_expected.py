"""Who is expected to report: a list of which only the ids must be there."""

from pathlib import Path

import pytest

from support.tables import csv_table, workbook_of_sheets, workbook_table
from zicha.errors import Place, Severity, problem
from zicha.units.sources.expected import Expected, ExpectedUnit, read_expected


@pytest.mark.parametrize("head", [("unit", "name"), ("单位编号", "单位名称"), ("编号", "名称")])
def test_a_list_has_ids_and_names(tmp_path: Path, head: tuple[str, str]) -> None:
    rows = ((*head, "电话"), ("a", "和平社区", "123"), ("b", "", ""), ("", "", "合计"))
    units = (ExpectedUnit("a", "和平社区"), ExpectedUnit("b", "b"))
    assert read_expected(csv_table(tmp_path / "t.csv", rows)) == Expected(units, ())


def test_ids_that_are_numbers_are_text(tmp_path: Path) -> None:
    path = workbook_table(tmp_path / "t.xlsx", (("编号",), (101,)))
    assert read_expected(path).units == (ExpectedUnit("101", "101"),)


def test_a_title_may_stand_above_the_head(tmp_path: Path) -> None:
    rows = (("2011年应报单位名单",), ("共1个",), ("编号", "名称"), ("a", "和平社区"))
    path = workbook_table(tmp_path / "t.xlsx", rows)
    assert read_expected(path) == Expected((ExpectedUnit("a", "和平社区"),), ())


def test_totals_and_notes_below_are_no_units(tmp_path: Path) -> None:
    rows = (("编号", "名称"), ("a", "和平社区"), ("合计", "1个"), ("填表人：李四", "日期：6月30日"))
    path = workbook_table(tmp_path / "t.xlsx", rows)
    found = read_expected(path)
    assert found.units == (ExpectedUnit("a", "和平社区"),)
    assert [(each.code, each.severity, each.place.cell) for each in found.problems] == [
        ("table-line-aside", Severity.HINT, "Sheet!A3"),
        ("table-line-aside", Severity.HINT, "Sheet!A4"),
    ]


def test_every_sheet_with_ids_is_read(tmp_path: Path) -> None:
    path = workbook_of_sheets(
        tmp_path / "t.xlsx",
        封面=(("应报单位",),),
        南=(("编号",), ("a",)),
        东=(("名称", "编号"), ("和平社区", "b")),
    )
    units = (ExpectedUnit("a", "a"), ExpectedUnit("b", "和平社区"))
    assert read_expected(path) == Expected(units, ())


def test_a_unit_that_stands_twice_counts_once(tmp_path: Path) -> None:
    path = csv_table(tmp_path / "t.csv", (("unit",), ("a",), ("A",)))
    hint = problem("expected-twice", Place(path, 3, 1), Severity.HINT, unit="A")
    assert read_expected(path) == Expected((ExpectedUnit("a", "a"),), (hint,))


def test_a_name_without_an_id_is_an_error(tmp_path: Path) -> None:
    path = csv_table(tmp_path / "t.csv", (("unit", "name"), ("", "和平社区")))
    wrong = problem("expected-without-id", Place(path, 2, 1), name="和平社区")
    assert read_expected(path) == Expected((), (wrong,))


def test_a_list_without_ids_is_an_error(tmp_path: Path) -> None:
    path = csv_table(tmp_path / "t.csv", (("name",), ("和平社区",)))
    assert read_expected(path) == Expected(
        None, (problem("register-without-ids", Place(path, 1, 1)),)
    )


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = str(tmp_path / "t.csv")
    assert read_expected(path) == Expected(None, (problem("file-missing", Place(path)),))


@pytest.mark.parametrize(("unit", "name"), [("#REF!", "和平社区"), ("a", "#REF!")])
def test_what_a_formula_came_to_is_an_error(tmp_path: Path, unit: str, name: str) -> None:
    path = csv_table(tmp_path / "t.csv", (("unit", "name"), (unit, name), ("b", "")))
    column = 1 if unit == "#REF!" else 2
    wrong = problem("formula-error", Place(path, 2, column), value="#REF!")
    assert read_expected(path) == Expected((ExpectedUnit("b", "b"),), (wrong,))


def test_an_id_of_which_digits_are_lost_is_an_error(tmp_path: Path) -> None:
    path = csv_table(tmp_path / "t.csv", (("unit",), ("3.40602E+17",)))
    wrong = problem("id-rounded", Place(path, 2, 1), id="3.40602E+17")
    assert read_expected(path) == Expected((), (wrong,))
