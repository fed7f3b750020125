"""An office's list of units, as a workbook or as a CSV file."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from support.small_edition import SMALL
from support.tables import workbook_of_sheets
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.facts import Level, Stated
from zicha.model.unit import Unit
from zicha.units.register import Register, read_register

HEAD = ("编号", "名称", "层级", "上级", "常住人口")
PEACE = ("peace", "和平社区", "社区", "street-1", "7,766")
SOUTH = ("south", "南街", "街道", None, None)


def table(path: Path, *rows: Sequence[object]) -> str:
    """Write a CSV file."""
    lines = [",".join("" if v is None else f'"{v}"' for v in row) for row in rows]
    path.write_text("\n".join(lines), "utf-8-sig")
    return str(path)


def workbook(path: Path, *rows: Sequence[object]) -> str:
    """Write a workbook."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([*row])
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    return str(path)


def units(register: Register) -> list[Unit]:
    """Return the units of a list in which nothing is wrong, as if they stood nowhere."""
    assert register.problems == []
    return [replace(unit, place=Place("")) for unit in register.units]


EXPECTED = [
    Unit(
        "peace",
        "和平社区",
        Level.COMMUNITY,
        Place(""),
        "street-1",
        facts={"community.population": Stated(7766, date.min)},
    ),
    Unit("south", "南街", Level.STREET, Place("")),
]


def test_a_workbook_lists_units_a_line_each(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEAD, PEACE, (), SOUTH)
    assert units(read_register(path, SMALL)) == EXPECTED


def test_a_title_may_stand_above_the_head(tmp_path: Path) -> None:
    rows = (("石磨街道社区名单",), ("单位：人",), HEAD, PEACE, SOUTH)
    assert units(read_register(workbook(tmp_path / "a.xlsx", *rows), SMALL)) == EXPECTED


def test_every_sheet_with_ids_is_read(tmp_path: Path) -> None:
    path = workbook_of_sheets(tmp_path / "a.xlsx", one=(HEAD, PEACE), two=(HEAD, SOUTH))
    assert units(read_register(path, SMALL)) == EXPECTED


def test_the_line_that_is_most_like_a_head_is_told_what_it_lacks(tmp_path: Path) -> None:
    rows = (("石磨街道社区名单",), ("名称", "层级"), ("和平社区", "社区"))
    found = read_register(table(tmp_path / "a.csv", *rows), SMALL)
    wrong = problem("register-without-ids", Place(str(tmp_path / "a.csv"), 2, 1))
    assert (found.units, found.problems) == ([], [wrong])


def test_a_csv_file_lists_units_a_line_each(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", HEAD, PEACE, (), SOUTH)
    assert units(read_register(path, SMALL)) == EXPECTED


@pytest.mark.parametrize(
    "head",
    [
        ("unit", "name", "kind", "parent", "population"),
        ("id", "Name", " KIND ", "parent", "Population"),
        ("单位编号", "单位名称", "层级", "上级单位编号", "常住 人口"),
    ],
)
def test_columns_are_known_by_several_words(tmp_path: Path, head: Sequence[str]) -> None:
    edition = replace(
        SMALL,
        facts={
            **SMALL.facts,
            "community.population": replace(
                SMALL.facts["community.population"],
                label=replace(SMALL.facts["community.population"].label, en="Population"),
            ),
        },
    )
    assert units(read_register(table(tmp_path / "a.csv", head, PEACE, SOUTH), edition)) == EXPECTED


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ("层级", "编号"), ("街道", "south"))
    assert units(read_register(path, SMALL)) == [replace(EXPECTED[1], name="south")]


def test_a_line_without_a_level_has_that_of_the_call(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", HEAD, ("a", "甲", None, None, None), SOUTH)
    kinds = [unit.kind for unit in units(read_register(path, SMALL, Level.COMMUNITY))]
    assert kinds == [Level.COMMUNITY, Level.STREET]


def test_ids_of_digits_keep_their_zeros_in_a_csv_file(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ("编号", "层级"), ("007", "社区"))
    assert [unit.id for unit in units(read_register(path, SMALL))] == ["007"]


# --- What is wrong ------------------------------------------------------------------------------


def problems(path: str) -> list[Problem]:
    """Return what is wrong with a list."""
    return read_register(path, SMALL).problems


def test_what_is_wrong_stands_at_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEAD, (None, "甲", "社区"), ("b", "乙"), ("c", "丙", "村"))
    row = {"label_zh": "单位编号", "label_en": "Id of the unit"}
    kind = {"label_zh": "层级", "label_en": "Level"}
    found = problems(path)
    assert found[:2] == [
        problem("form-cell-empty", Place(path, 2, 2, "Sheet!B2", 1), **row),
        problem("form-cell-empty", Place(path, 3, 1, "Sheet!A3", 1), **kind),
    ]
    assert (found[2].code, found[2].place) == ("kind-unknown", Place(path, 4, 3, "Sheet!C4", 1))


def test_what_is_wrong_in_a_csv_file_stands_at_line_and_column(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", HEAD, ("a", "甲", "社区", None, "很多"))
    assert problems(path) == [problem("value-not-number", Place(path, 2, 5), value="很多")]


def test_an_id_given_twice_is_refused_whatever_its_case(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", HEAD, PEACE, ("Peace", "又一个", "社区", None, None))
    first = Place(path, 2, 1)
    assert problems(path) == [problem("unit-twice", Place(path, 3, 1), unit="Peace", other=first)]


def test_a_column_of_the_offices_own_is_not_used(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ("编号", "层级", "电话"), ("a", "社区", "123"))
    unused = problem("register-column-unused", Place(path, 1, 3), Severity.HINT, column="电话")
    register = read_register(path, SMALL)
    assert (register.problems, [unit.id for unit in register.units]) == ([unused], ["a"])


def test_two_columns_that_say_the_same_are_refused_and_the_first_is_read(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ("编号", "层级", "单位编号"), ("a", "社区", "b"))
    again = problem("table-column-twice", Place(path, 1, 3), column="单位编号", other=f"{path}:1:1")
    register = read_register(path, SMALL)
    assert [unit.id for unit in register.units] == ["a"]
    assert register.problems == [again]


def test_a_line_of_totals_is_no_unit(tmp_path: Path) -> None:
    head = ("序号", "编号", "名称", "层级")
    path = table(tmp_path / "a.csv", head, ("1", "a", "甲", "社区"), ("合计", None, "1个", None))
    register = read_register(path, SMALL)
    assert [unit.id for unit in register.units] == ["a"]
    aside = problem("table-line-aside", Place(path, 3, 1), Severity.HINT)
    assert aside in register.problems


def test_a_unit_that_is_called_so_is_one(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", HEAD, ("a", "合计", "社区", None, None))
    assert [unit.name for unit in read_register(path, SMALL).units] == ["合计"]


def test_a_list_without_a_column_of_ids_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ("名称",), ("甲",))
    assert problems(path) == [problem("register-without-ids", Place(path, 1, 1))]


def test_an_empty_list_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv")
    assert problems(path) == [problem("register-without-ids", Place(path))]


def test_a_list_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    found = problem("file-suffix", Place(str(path)), suffix=".txt", known=".xlsx .csv")
    assert problems(str(path)) == [found]


def test_a_list_that_is_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")
    assert problems(str(path)) == [problem("workbook-damaged", Place(str(path)))]


def test_a_csv_field_without_an_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号\n" + "x" * 200_000, "utf-8")
    (found,) = problems(str(path))
    assert (found.code, found.place) == ("table-unreadable", Place(str(path), 2))


@pytest.mark.parametrize("head", ["常住人口（人）", "常住人口(人)", "population（人）"])
def test_the_unit_of_a_number_may_stand_in_brackets_behind_its_head(
    tmp_path: Path, head: str
) -> None:
    path = table(tmp_path / "u.csv", (*HEAD[:4], head), PEACE, SOUTH)
    assert units(read_register(path, SMALL)) == EXPECTED


def test_another_unit_would_be_another_number(tmp_path: Path) -> None:
    path = table(tmp_path / "u.csv", (*HEAD[:4], "常住人口（万人）"), PEACE)
    found = read_register(path, SMALL)
    assert [each.code for each in found.problems] == ["register-column-unused"]
    assert [unit.facts for unit in found.units] == [{}]
