"""``--ledger``: what an office wrote in a rectification ledger goes on in the next one."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from support.cli import HUAIBEI, Zicha
from support.source import ROOT
from zicha.commands.root import run

DISTRICT = ROOT / "examples/district"
LEDGER, GONE, ALL = "问题清单", "已不在清单", "全部差距"
OFFICE, SWEEPING = "6.4.5/office_area", "6.4.1/sweeping_on_time"
Row = dict[str, object]


def sheet(file: Path, name: str) -> list[Row]:
    """Return the rows of a sheet by the heads of its columns."""
    head, *rows = openpyxl.load_workbook(file)[name].iter_rows(values_only=True)
    return [
        {str(key): cell for key, cell in zip(head, row, strict=True) if cell is not None}
        for row in rows
    ]


def by_gap(rows: list[Row]) -> dict[object, Row]:
    """Return the rows of gaps by their keys."""
    return {row["问题编号"]: row for row in rows if "问题编号" in row}


def write(page: Worksheet, row: int, **cells: object) -> None:
    """Write cells of a row by the heads of their columns; a new head is added at the end."""
    heads = heads_of(page)
    for head, value in cells.items():
        if head not in heads:
            heads[head] = page.max_column + 1
            page.cell(1, heads[head], head)
        page.cell(row, heads[head]).value = value  # type: ignore[assignment]


def heads_of(page: Worksheet) -> dict[object, int]:
    """Return the columns of a sheet by their heads."""
    return {cell.value: number for number, cell in enumerate(page[1], 1)}


def row_of(page: Worksheet, gap: str) -> int:
    """Return the number of the row of a gap."""
    at = heads_of(page)["问题编号"]
    return next(n for n in range(2, page.max_row + 1) if page.cell(n, at).value == gap)


@pytest.fixture(scope="module")
def once_filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the ledger of the Huaibei community as its staff filled it in."""
    file = tmp_path_factory.mktemp("filled") / "old.xlsx"
    run(["check", str(HUAIBEI), "-o", str(file)])
    book = openpyxl.load_workbook(file)
    page = book[LEDGER]
    write(page, row_of(page, OFFICE), 整改状态="已完成", 整改佐证="租赁合同", 责任人="张三")
    late = datetime(2012, 3, 1)  # noqa: DTZ001 - a day in a cell
    write(page, row_of(page, SWEEPING), 整改状态="等批复", 期限=late, 核实日="2011年8月5日")
    write(page, page.max_row + 1, 问题="楼道堆物", 整改状态="整改中", 责任人="李四")
    book.save(file)
    return file.read_bytes()


@pytest.fixture
def filled(once_filled: bytes, tmp_path: Path) -> Path:
    """Return a file of that ledger which a test may change."""
    file = tmp_path / "old.xlsx"
    file.write_bytes(once_filled)
    return file


def test_what_was_written_stands_in_the_next_ledger(
    zicha: Zicha, tmp_path: Path, filled: Path
) -> None:
    new = tmp_path / "new.xlsx"
    zicha("check", HUAIBEI, "--ledger", filled, "-o", new)
    rows = sheet(new, LEDGER)
    gaps = by_gap(rows)
    assert [gaps[OFFICE][head] for head in ("整改状态", "整改佐证", "责任人")] == [
        "已完成",
        "租赁合同",
        "张三",
    ]
    assert gaps[SWEEPING]["整改状态"] == "等批复"
    assert gaps[SWEEPING]["期限"] == gaps[SWEEPING]["核实日"].replace(year=2012, month=3, day=1)  # type: ignore[attr-defined]
    assert gaps[SWEEPING]["核实日"] == datetime(2011, 8, 5)  # noqa: DTZ001
    assert rows[-1] == {"问题": "楼道堆物", "整改状态": "整改中", "责任人": "李四"}
    others = [row for key, row in gaps.items() if key not in (OFFICE, SWEEPING)]
    assert {row["整改状态"] for row in others} == {"未整改"}


def test_a_gap_that_is_said_to_be_done_and_is_there_is_named(
    zicha: Zicha, tmp_path: Path, filled: Path
) -> None:
    new = tmp_path / "new.xlsx"
    err = zicha("check", HUAIBEI, "--ledger", filled, "-o", new).err
    assert "huaibei-r3 有1项在台账里写了已完成，按现在的数据仍不达标" in err
    assert by_gap(sheet(new, LEDGER))[OFFICE]["需要核对"] == "写了已完成，仍不达标"


def test_a_closed_gap_stands_on_a_sheet_of_its_own_with_what_was_written(
    zicha: Zicha, tmp_path: Path, filled: Path
) -> None:
    new = tmp_path / "new.xlsx"
    err = zicha("check", HUAIBEI, "--set", "office_area=300", "--ledger", filled, "-o", new).err
    assert OFFICE not in by_gap(sheet(new, LEDGER))
    (row,) = sheet(new, GONE)
    assert row["问题编号"] == OFFICE
    assert row["现在的情况"] == "已达标，可以销号"
    assert (row["整改佐证"], row["责任人"]) == ("租赁合同", "张三")
    assert "huaibei-r3 有1项已不在问题清单" in err


def test_a_gap_that_nobody_knows_of_now_is_not_called_closed(
    zicha: Zicha, tmp_path: Path, filled: Path
) -> None:
    new = tmp_path / "new.xlsx"
    zicha("check", HUAIBEI, "--set", "office_area=", "--ledger", filled, "-o", new)
    (row,) = sheet(new, GONE)
    assert row["现在的情况"] == "未见达标：待核实、豁免或不再要求"


def test_a_gap_that_comes_back_begins_anew(zicha: Zicha, tmp_path: Path, filled: Path) -> None:
    # 180 days: rules/national-2011/6.4.yaml, office_area. From 2011-09-01 on: 2012-02-28.
    closed, back = tmp_path / "closed.xlsx", tmp_path / "back.xlsx"
    zicha("check", HUAIBEI, "--set", "office_area=300", "--ledger", filled, "-o", closed)
    day = ("--on", "2011-09-01", "--set", "office_area=299")
    zicha("check", HUAIBEI, *day, "--ledger", closed, "-o", back)
    row = by_gap(sheet(back, LEDGER))[OFFICE]
    assert row["需要核对"] == "曾不在清单，又出现"
    assert row["期限"] == datetime(2012, 2, 28)  # noqa: DTZ001
    assert row["整改佐证"] == "租赁合同"


def test_a_gap_that_is_still_there_is_due_as_before_in_every_format(
    zicha: Zicha, tmp_path: Path, filled: Path
) -> None:
    # Without the ledger it would be due 180 days after 2011-07-15; with it after 2011-06-30.
    file = tmp_path / "new.json"
    day = ("--on", "2011-07-15")
    zicha("check", HUAIBEI, *day, "-o", tmp_path / "new.xlsx", "--ledger", filled, "-o", file)
    gaps = {gap["item"]: gap["due"] for gap in json.loads(file.read_text("utf-8"))["gaps"]}
    assert gaps["office_area"] == "2011-12-27"
    assert gaps["sweeping_on_time"] == "2012-03-01"


def test_an_english_ledger_goes_on_in_a_chinese_one(zicha: Zicha, tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    zicha("--lang", "en", "check", HUAIBEI, "-o", old)
    book = openpyxl.load_workbook(old)
    page = book["Gaps"]
    at = heads_of(page)["Id of the gap"]
    row = next(n for n in range(2, page.max_row + 1) if page.cell(n, at).value == OFFICE)
    write(page, row, State="under way", **{"Proof of the work": "lease"})
    book.save(old)
    zicha("check", HUAIBEI, "--ledger", old, "-o", new)
    found = by_gap(sheet(new, LEDGER))[OFFICE]
    assert (found["整改状态"], found["整改佐证"]) == ("整改中", "lease")


def test_of_parts_that_several_filled_in_each_counts(
    zicha: Zicha, tmp_path: Path, filled: Path
) -> None:
    part, new = tmp_path / "part.xlsx", tmp_path / "new.xlsx"
    zicha("check", HUAIBEI, "-o", part)
    book = openpyxl.load_workbook(part)
    page = book[LEDGER]
    write(page, row_of(page, "6.4.2/roads_paved"), 整改状态="整改中")
    book.save(part)
    ended = zicha("check", HUAIBEI, "--ledger", filled, "--ledger", part, "-o", new)
    gaps = by_gap(sheet(new, LEDGER))
    assert gaps[OFFICE]["整改佐证"] == "租赁合同"
    assert gaps["6.4.2/roads_paved"]["整改状态"] == "整改中"
    assert "填得不一样" not in ended.err


def test_two_ledgers_that_say_otherwise_of_a_gap_are_named(
    zicha: Zicha, tmp_path: Path, filled: Path
) -> None:
    other, new = tmp_path / "other.xlsx", tmp_path / "new.xlsx"
    book = openpyxl.load_workbook(filled)
    page = book[LEDGER]
    write(page, row_of(page, OFFICE), 整改佐证="照片")
    book.save(other)
    ended = zicha("check", HUAIBEI, "--ledger", filled, "--ledger", other, "-o", new)
    assert f"huaibei-r3 的问题 {OFFICE} 在几份台账里填得不一样" in ended.err
    assert by_gap(sheet(new, LEDGER))[OFFICE]["整改佐证"] == "照片"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--ledger", "{old}"), "没有要求写新的台账"),
        (("--ledger", "{old}", "-o", "{old}"), "是本次要读取的文件"),
        (("--ledger", "nowhere.xlsx", "-o", "{new}"), "没有这个文件或文件夹"),
        (("--ledger", "{form}", "-o", "{new}"), "这个文件里没有整改台账"),
    ],
)
def test_a_ledger_that_cannot_go_on_is_refused(
    zicha: Zicha, tmp_path: Path, filled: Path, words: tuple[str, ...], said: str
) -> None:
    form = tmp_path / "form.xlsx"
    zicha("form", "--kind", "community", "-o", form)
    names = {"old": filled, "new": tmp_path / "new.xlsx", "form": form}
    ended = zicha("check", HUAIBEI, *(word.format(**names) for word in words))
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert not names["new"].exists()


def test_the_ledger_of_another_unit_is_named(zicha: Zicha, tmp_path: Path, filled: Path) -> None:
    unit = tmp_path / "other.yaml"
    unit.write_text(HUAIBEI.read_text("utf-8").replace("id: huaibei-r3", "id: other"), "utf-8")
    err = zicha("check", unit, "--ledger", filled, "-o", tmp_path / "new.xlsx").err
    assert "台账里没有 other 的问题" in err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_ledger_prints_as_wide_as_a_page(zicha: Zicha, tmp_path: Path, lang: str) -> None:
    one, all_ = tmp_path / "one.xlsx", tmp_path / "all.xlsx"
    zicha("--lang", lang, "check", HUAIBEI, "-o", one)
    zicha("--lang", lang, "audit", DISTRICT, "-o", all_)
    names = {"zh": (LEDGER, ALL), "en": ("Gaps", "All gaps")}[lang]
    for file, name in zip((one, all_), names, strict=True):
        page = openpyxl.load_workbook(file)[name]
        setup = page.sheet_properties.pageSetUpPr
        assert setup is not None
        assert setup.fitToPage
        assert page.page_setup.fitToWidth is None, "one page is what is not written"
        # By the two last columns rows are found again; they are for the screen only.
        assert heads_of(page)[last_printed(page)] == page.max_column - 2


def last_printed(page: Worksheet) -> object:
    """Return the head of the last column that is printed."""
    end = str(page.print_area).rpartition("$")[0].rpartition("$")[2]
    return page[f"{end}1"].value


# --- Of an audit ----------------------------------------------------------------------------------


def test_the_ledger_of_an_audit_goes_on_in_the_next(zicha: Zicha, tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    zicha("audit", DISTRICT, "-o", old)
    book = openpyxl.load_workbook(old)
    page = book[ALL]
    heads = heads_of(page)
    keys = {
        (page.cell(n, heads["单位编号"]).value, page.cell(n, heads["问题编号"]).value): n
        for n in range(2, page.max_row + 1)
    }
    write(page, keys["city", "4.3.5/regular_exercisers"], 整改状态="整改中", 责任人="张三")
    put_off = datetime(2012, 3, 1)  # noqa: DTZ001 - a day in a cell
    write(page, keys["city", "6.2.4/bus_trip_share"], 期限=put_off)
    write(page, keys["dukou", OFFICE], 整改状态="已完成", 整改佐证="照片")
    write(page, page.max_row + 1, 单位="某小区", 问题="楼道堆物")
    book.save(old)
    audited = ("audit", DISTRICT, "--on", "2012-02-01", "--set", "office_area=300")
    ended = zicha(*audited, "--ledger", old, "-o", new, "-o", tmp_path / "new.json")
    rows = sheet(new, ALL)
    found = {(row.get("单位编号"), row.get("问题编号")): row for row in rows}
    first = found["city", "4.3.5/regular_exercisers"]
    assert (first["整改状态"], first["责任人"]) == ("整改中", "张三")
    # 180 days after 2011-06-30, which is past on the day of the audit.
    assert (first["期限"], first["需要核对"]) == (datetime(2011, 12, 27), "已逾期")  # noqa: DTZ001
    assert found["city", "6.2.4/bus_trip_share"]["期限"] == put_off
    assert rows[-1]["问题"] == "楼道堆物"
    gone = {(row["单位编号"], row["问题编号"]): row for row in sheet(new, GONE)}
    closed = gone["dukou", OFFICE]
    assert (closed["现在的情况"], closed["整改佐证"]) == ("已达标，可以销号", "照片")
    assert f"台账里有{len(gone)}项已不在问题清单" in ended.err
    # The next audit knows since when, and departments are told what is overdue.
    departments = {row["单位或部门"]: row for row in sheet(new, "责任部门")}
    assert departments["体育部门"]["逾期"] == 1
    assert departments["交通运输部门"]["逾期"] == 0
    assert departments["交通运输部门"]["最后期限"] == put_off


def test_what_was_written_of_a_unit_that_is_not_there_is_kept(zicha: Zicha, tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    zicha("audit", DISTRICT, "-o", old)
    units = [file for file in sorted(DISTRICT.iterdir()) if file.stem != "dukou"]
    words = [word for file in units if file.suffix == ".yaml" for word in (str(file),)]
    zicha("audit", *words, "--ledger", old, "-o", new)
    gone = [row for row in sheet(new, GONE) if row["单位编号"] == "dukou"]
    assert gone
    assert {row["现在的情况"] for row in gone} == {"这次没有这个单位"}
