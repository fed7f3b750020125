"""A wide table, as a workbook or as a CSV file: a unit a line, each problem at its cell."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from support.packed import workbook
from support.small_edition import SMALL
from support.tables import Rows, csv_table, workbook_of_sheets, workbook_table
from zicha.errors import Place, Severity, problem
from zicha.model.facts import Level, Stated
from zicha.model.unit import Unit
from zicha.units.sources.entry import Source
from zicha.units.sources.table import read_table

DAY = date(2011, 6, 30)
HINT = Severity.HINT
HEAD = ("unit", "name", "kind", "parent", "lamps", "parents_school")
ROWS: Rows = (
    HEAD,
    ("a", "和平社区", "community", "s", 60, "有"),
    ("s", "南街", "街道", None, None, None),
)


def read(path: str, on: date | None = DAY) -> Source:
    return read_table(path, SMALL, on)


def of_csv(path: Path, *rows: Sequence[object]) -> Source:
    return read(csv_table(path / "t.csv", rows))


def expected(place: Callable[[int], Place]) -> list[Unit]:
    """Return the units of the rows."""
    facts = {"lamps": Stated(60, DAY), "parents_school": Stated(value=True, date=DAY)}
    return [
        Unit("a", "和平社区", Level.COMMUNITY, place(2), "s", DAY, facts),
        Unit("s", "南街", Level.STREET, place(3), on=DAY),
    ]


def units(source: Source) -> list[Unit | None]:
    return [entry.unit for entry in source.entries]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_has_a_unit_a_line(tmp_path: Path, separator: str) -> None:
    path = csv_table(tmp_path / "t.csv", ROWS, separator)
    source = read(path)
    assert source.problems == ()
    assert units(source) == expected(lambda line: Place(path, line, 1))


def test_a_workbook_has_a_unit_a_line(tmp_path: Path) -> None:
    path = workbook_table(tmp_path / "t.xlsx", ROWS)
    source = read(path)
    assert source.problems == ()
    assert units(source) == expected(lambda line: Place(path, line, 1, f"Sheet!A{line}", 1))


def test_a_title_may_stand_above_the_head(tmp_path: Path) -> None:
    path = workbook_table(tmp_path / "t.xlsx", (("2011年各社区情况",), (), *ROWS))
    assert [unit and unit.id for unit in units(read(path))] == ["a", "s"]


def test_every_sheet_with_a_table_of_units_is_read(tmp_path: Path) -> None:
    south = (("编号", "层级"), ("a", "社区"))
    east = (("东街道情况",), ("层级", "编号"), ("社区", "b"), ("社区", "c"))
    path = workbook_of_sheets(tmp_path / "t.xlsx", 说明=(("填表说明",),), 南=south, 东=east)
    found = read(path)
    assert found.problems == ()
    assert [(entry.unit and entry.unit.id, entry.place.cell) for entry in found.entries] == [
        ("a", "南!A2"),
        ("b", "东!B3"),
        ("c", "东!B4"),
    ]


def test_a_sheet_that_cannot_be_read_keeps_none_of_the_others_out(tmp_path: Path) -> None:
    twice = (("编号", "层级", "编号"), ("a", "社区", "a"))
    right = (("编号", "层级"), ("b", "社区"))
    found = read(workbook_of_sheets(tmp_path / "t.xlsx", one=twice, two=right))
    assert [(each.code, each.place.cell) for each in found.problems] == [
        ("table-column-twice", "one!C1")
    ]
    assert [entry.unit and entry.unit.id for entry in found.entries] == ["b"]


def merged(path: Path, rows: Sequence[Sequence[object]], *cells: str) -> str:
    """Write a workbook in which cells are merged."""
    book = openpyxl.load_workbook(workbook_table(path, rows))
    assert book.active is not None
    for each in cells:
        book.active.merge_cells(each)
    book.save(path)
    return str(path)


def test_cells_that_are_merged_over_rows_are_those_of_each_row(tmp_path: Path) -> None:
    rows = (
        ("上级", "编号", "层级", "办公服务用房面积"),
        ("south", "a", "社区", 300),
        (None, "b", "社区", None),
        (None, "c", "社区", 280),
        (None, "d", "社区", 310),
    )
    found = read(merged(tmp_path / "t.xlsx", rows, "A2:A4", "D2:D3"))
    assert found.problems == ()
    units = [entry.unit for entry in found.entries if entry.unit is not None]
    assert [(unit.id, unit.parent) for unit in units] == [
        ("a", "south"),
        ("b", "south"),
        ("c", "south"),
        ("d", None),
    ]
    assert [unit.facts["office_area"].value for unit in units] == [300, 300, 280, 310]


def test_of_a_head_of_two_lines_the_lower_one_is_read(tmp_path: Path) -> None:
    rows = (
        ("2011年各社区情况",),
        ("编号", "层级", "阵地", None),
        (None, None, "办公服务用房面积", "路灯总数"),
        ("a", "社区", 300, 12),
    )
    found = read(merged(tmp_path / "t.xlsx", rows, "A1:D1", "A2:A3", "B2:B3", "C2:D2"))
    assert found.problems == ()
    (entry,) = found.entries
    assert entry.unit is not None
    assert {name: fact.value for name, fact in entry.unit.facts.items()} == {
        "office_area": 300,
        "lamps": 12,
    }


def test_the_line_that_is_most_like_a_head_is_told_what_it_lacks(tmp_path: Path) -> None:
    rows = (("2011年各社区情况",), ("编号", "名称"), ("a", "和平社区"))
    (found,) = read(workbook_table(tmp_path / "t.xlsx", rows)).problems
    assert (found.code, found.args["column"], found.place.cell) == (
        "table-column-missing",
        "kind",
        "Sheet!A2",
    )


def test_the_first_sheet_with_a_table_of_units_is_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook_table(tmp_path / "t.xlsx", ROWS))
    book.create_sheet("说明", 0).append(["填表说明"])
    book.save(tmp_path / "t.xlsx")
    assert [entry.place.cell for entry in read(str(tmp_path / "t.xlsx")).entries] == [
        "Sheet!A2",
        "Sheet!A3",
    ]


def test_a_csv_file_may_be_gbk_with_a_hint(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("单位编号,层级,办公服务用房面积\na,社区,60㎡\n".encode("gb18030"))
    source = read(str(path))
    assert source.problems == (problem("read-as-gbk", Place(str(path), 1, 1), Severity.HINT),)
    assert [unit and unit.facts for unit in units(source)] == [{"office_area": Stated(60, DAY)}]


def test_the_first_line_may_say_what_separates_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=|\nunit|kind\na|community\n", "utf-8")
    (entry,) = read(str(path)).entries
    assert (entry.unit is not None, entry.place) == (True, Place(str(path), 3, 1))


def test_days_and_shares_of_a_workbook_are_read_as_they_are_shown(tmp_path: Path) -> None:
    head = ("unit", "kind", "date", "support_rate", "board_updated")
    path = workbook_table(
        tmp_path / "t.xlsx", (head, ("a", "community", date(2011, 6, 20), 0.925, date(2011, 6, 1)))
    )
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active["D2"].number_format = "0.0%"
    book.save(path)
    (entry,) = read(path, None).entries
    assert entry.problems == ()
    assert entry.unit is not None
    assert {name: stated.value for name, stated in entry.unit.facts.items()} == {
        "support_rate": Decimal("92.5"),
        "board_updated": date(2011, 6, 1),
    }


def test_a_bad_line_is_named_at_its_cell_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = (HEAD, ("a", "", "community", "", "约60", ""), ("b", "", "community", "", "6", ""))
    bad, good = of_csv(tmp_path, *rows).entries
    place = Place(str(tmp_path / "t.csv"), 2, 5)
    assert [(each.code, each.place) for each in bad.problems] == [("value-not-number", place)]
    assert (bad.unit, bad.bare and bad.bare.id) == (None, "a")
    assert good.unit is not None


def test_a_line_without_an_id_is_an_error_at_its_cell(tmp_path: Path) -> None:
    (entry,) = of_csv(tmp_path, HEAD, ("", "和平社区", "community", "", 3, "")).entries
    (found,) = entry.problems
    place = Place(str(tmp_path / "t.csv"), 2, 1)
    assert (entry.unit, entry.bare) == (None, None)
    assert (found.code, found.place) == ("form-cell-empty", place)


def test_a_line_longer_than_the_head_may_have_shifted(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("unit,kind,lamps,points\na,community,1,234,5\nb,community,1,,\n", "utf-8")
    shifted, sound = read(str(path)).entries
    assert shifted.problems == (problem("table-cell-beyond", Place(str(path), 2, 5), columns=4),)
    assert (shifted.unit, sound.unit is not None) == (None, True)


def test_cells_without_a_head_are_named_once(tmp_path: Path) -> None:
    rows = (
        ("unit", "kind", None, "lamps"),
        ("a", "community", "x"),
        ("b", "street", "y", None, "z"),
    )
    path = workbook_table(tmp_path / "t.xlsx", rows)
    source = read(path)
    assert source.problems == tuple(
        problem(
            "table-column-without-head",
            Place(path, line, column, f"Sheet!{cell}", 1),
            Severity.WARNING,
        )
        for line, column, cell in ((2, 3, "C2"), (3, 5, "E3"))
    )
    assert [unit and unit.id for unit in units(source)] == ["a", "b"]


def test_totals_and_notes_below_are_no_units(tmp_path: Path) -> None:
    rows = (*ROWS, (None, "合计", None, None, 60, None), ("注：路灯按盏计", *[None] * 5))
    source = read(csv_table(tmp_path / "t.csv", rows))
    aside = [entry.problems for entry in source.entries[2:]]
    assert units(source)[2:] == [None, None]
    assert aside == [
        (problem("table-line-aside", Place(str(tmp_path / "t.csv"), line, column), HINT),)
        for line, column in ((4, 2), (5, 1))
    ]


@pytest.mark.parametrize(
    "line",
    [
        ("填表人：张三", None, "审核人：李四", None, "日期：2011年6月30日", None),
        (None, "小计：", None, None, 60, None),
        (None, "平均", None, None, 60, None),
    ],
)
def test_what_stands_below_a_table_is_no_unit_whichever_columns_it_stands_in(
    line: tuple[object, ...], tmp_path: Path
) -> None:
    source = read(csv_table(tmp_path / "t.csv", (*ROWS, line)))
    (below,) = source.entries[2:]
    assert (below.unit, [found.code for found in below.problems]) == (None, ["table-line-aside"])


def test_formulas_are_named_once_and_one_without_a_value_is_an_error(tmp_path: Path) -> None:
    def text(cell: str, value: str) -> str:
        return f'<c r="{cell}" t="str"><v>{value}</v></c>'

    head = "".join(text(f"{c}1", w) for c, w in zip("ABC", ("unit", "kind", "lamps"), strict=True))
    with_value, without = "<f>1+1</f><v>2</v>", "<f>1+1</f>"
    rows = [
        f'<row r="1">{head}</row>',
        f'<row>{text("A2", "a")}{text("B2", "community")}<c r="C2">{with_value}</c></row>',
        f'<row>{text("A3", "b")}{text("B3", "community")}<c r="C3">{without}</c></row>',
    ]
    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook("".join(rows)))
    source = read(str(path))
    sheet = source.entries[0].place.cell.partition("!")[0]
    (hint,) = source.problems
    assert (hint.code, hint.place.cell, hint.args) == (
        "table-formulas",
        f"{sheet}!C2",
        {"count": "1"},
    )
    computed, lost = source.entries
    assert computed.unit is not None
    assert computed.unit.facts == {"lamps": Stated(2, DAY)}
    assert [(each.code, each.place.cell) for each in lost.problems] == [
        ("form-formula-empty", f"{sheet}!C3")
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table-empty"),
        (b"\n ,\n", "table-empty"),
        (b"unit,name\na,b\n", "table-column-missing"),
        (b'unit,kind\na,"community\nb,community\n', "table-unreadable"),
        (b"unit,kind\na,\x07\n", "control-character"),
        (b"unit,kind,lamps,lamps\n", "table-column-twice"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    source = read(str(path))
    assert (source.entries, [each.code for each in source.problems]) == ((), [code])


def test_an_unclosed_quotation_mark_is_named_where_its_line_begins(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('unit,kind,name\na,community,"x\ny"\nb,"community\nc,community\n', "utf-8")
    (found,) = read(str(path)).problems
    assert found.place == Place(str(path), 4)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = str(tmp_path / "t.csv")
    assert read(path) == Source((), (problem("file-missing", Place(path)),))


def test_a_table_needs_days_or_one_for_all(tmp_path: Path) -> None:
    path = csv_table(tmp_path / "t.csv", ROWS)
    assert read(path, None) == Source((), (problem("table-without-date", Place(path, 1, 1)),))
