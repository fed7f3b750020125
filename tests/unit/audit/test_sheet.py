"""Rows of a CSV file are read where they stand, and are those that the database has."""

from datetime import date
from pathlib import Path

import pytest

from support.district import EDITION
from zicha.audit.sheet import Sheet
from zicha.backends.columnar.database import Duck

ON = date(2011, 6, 30)
HEAD = "name,unit,kind,office_area,study_plan"
ROWS = ["社区一,c1,社区,60,", "", '"two\nlines",c2,社区,,是', 'x,"c3",社区,60.50,']
IDS = ("c3", "c1", "c2", "nobody")


def sheet(path: Path, text: str) -> Sheet:
    """Return a table, its rows being listed."""
    path.write_text(text, "utf-8", newline="")
    found = Sheet(Duck(), EDITION, str(path), ON, 0)
    assert not found.problems
    found.list_rows(str(path.parent))
    return found


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_rows_are_those_of_the_database(begin: str, end: str, tmp_path: Path) -> None:
    found = sheet(tmp_path / "t.csv", begin + end.join([HEAD, *ROWS]))
    rows = found.text_rows(IDS)
    assert rows == found.table.rows_of(IDS)
    assert rows is not None
    assert [number for number, _ in rows] == [1, 2, 3]
    read = found.units(IDS)
    assert [each.unit.name for each in read if each.unit is not None] == [
        "社区一",
        "two lines",
        "x",
    ]
    assert [each.place.line for each in read] == [2, 4, 6]


@pytest.mark.parametrize("other", ['5" wide,c4,社区,60,', '"a\\",c4,社区,60,'])
def test_where_a_file_may_be_read_otherwise_the_database_reads_it(
    other: str, tmp_path: Path
) -> None:
    found = sheet(tmp_path / "t.csv", f"{HEAD}\n{other}\nx,c1,社区,60,")
    assert found.text_rows(["c4"]) is None
    assert [each.unit.id for each in found.units(["c4", "c1"]) if each.unit] == ["c4", "c1"]


def test_a_parquet_file_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    Duck().connection.sql("SELECT 'c1' AS unit, '社区' AS kind").write_parquet(str(path))
    found = Sheet(Duck(), EDITION, str(path), ON, 0)
    found.list_rows(str(tmp_path))
    assert (found.is_text, found.text_rows(["c1"])) == (False, None)


@pytest.mark.parametrize(("cell", "codes"), [("", []), ("60", ["table-column-unknown-near"])])
def test_a_comma_at_the_end_of_each_line_is_no_column(
    cell: str, codes: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"unit,kind,\nc1,社区,\nc2,社区,{cell}\n", "utf-8")
    found = Sheet(Duck(), EDITION, str(path), ON, 0)
    assert [each.code for each in found.problems] == codes
