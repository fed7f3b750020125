"""Which rows of a wide table are handed back, and how."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from support.columnar import database
from support.wide import ON, Drawn, heading, write
from zicha.backends.columnar.wide.table import OddRow, WideTable
from zicha.editions.load import load_edition

TYPES = {
    "unit": "VARCHAR",
    "kind": "VARCHAR",
    "office_area": "DOUBLE",
    "parents_school": "BOOLEAN",
    "library_grade": "VARCHAR",
}


def table(folder: Path, *rows: Sequence[object], suffix: str = "parquet") -> WideTable:
    """Return a table of some rows, listed."""
    path = folder / f"units.{suffix}"
    write(Drawn(TYPES, [dict(zip(TYPES, row, strict=False)) for row in rows]), path)
    edition = load_edition(None)
    found = WideTable(database(), edition, path, ON)
    found.list_rows(heading(found.head, edition), folder)
    return found


def units(rows: Sequence[OddRow]) -> list[tuple[int, object]]:
    """Return the numbers of rows with the ids in them."""
    return [(number, cells[0]) for number, cells in rows]


def test_a_row_that_is_not_plain_is_handed_back_as_it_stands(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        ("c1", "community", 60.0, True),
        ("c2", "community", 60.001, None),
        ("c3", "社区", 60.5, False),
    )
    assert found.rows_to_read() == [(2, ("c2", "community", 60.001, None, None))]


def test_text_is_handed_back_as_it_was_written(tmp_path: Path) -> None:
    rows = ("c1", "community", "60"), ("c2", "community", "60㎡")
    path = tmp_path / "units.csv"
    types = dict.fromkeys(TYPES, "VARCHAR")
    write(Drawn(types, [dict(zip(TYPES, row, strict=False)) for row in rows]), path)
    edition = load_edition(None)
    found = WideTable(database(), edition, path, ON)
    found.list_rows(heading(found.head, edition), tmp_path)
    assert found.rows_to_read() == [(2, ("c2", "community", "60㎡", None, None))]


@pytest.mark.parametrize(
    "row",
    [
        (None, "community"),
        ("", "community"),
        (" c1", "community"),
        ("c/1", "community"),
        ("..", "community"),
        ("é", "community"),
        ("c1", None),
        ("c1", "village"),
        ("c1", " community"),
        ("c1", "community", -1.0),
        ("c1", "community", 1e12),
        ("c1", "community", float("nan")),
        ("c1", "community", float("inf")),
        ("c1", "community", None, None, "grade_1"),
        ("d1", "district", None, None, "grade one"),
        ("d1", "district", 60.0),
    ],
)
def test_these_rows_are_odd(row: Sequence[object], tmp_path: Path) -> None:
    found = table(tmp_path, row, ("c9", "community", 60.0, True))
    assert units(found.rows_to_read()) == [(1, row[0])]


@pytest.mark.parametrize(
    "name", [" A", "A\x00B", "A\x0b", "A\u200b", "A\ufeff", "A\uffff", "#N/A", "1E+15"]
)
def test_these_names_are_odd(name: str, tmp_path: Path) -> None:
    path = tmp_path / "units.parquet"
    types = dict.fromkeys(("unit", "kind", "name"), "VARCHAR")
    rows: list[dict[str, object]] = [
        {"unit": unit, "kind": "community", "name": each}
        for unit, each in (("c1", name), ("c2", "和平社区 #x00"))
    ]
    write(Drawn(types, rows), path)
    edition = load_edition(None)
    found = WideTable(database(), edition, path, ON)
    found.list_rows(heading(found.head, edition), tmp_path)
    assert units(found.rows_to_read()) == [(1, "c1")]


def test_ids_that_differ_in_capitals_alone_are_handed_back_together(tmp_path: Path) -> None:
    found = table(tmp_path, ("c1", "community"), ("C1", "community"), ("c2", "community"))
    assert units(found.rows_to_read()) == [(1, "c1"), (2, "C1")]


def test_rows_are_handed_back_once(tmp_path: Path) -> None:
    found = table(tmp_path, ("c1", "community"), ("c2", "community"), (" c2", "community"))
    assert units(found.rows_to_read()) == [(3, " c2")]
    assert units(found.rows_like(["c2", "c7"])) == [(2, "c2")]
    assert units(found.rows_like(["c2"])) == []


def test_units_that_are_left_out_are_in_it_no_more(tmp_path: Path) -> None:
    found = table(tmp_path, ("c1", "community"), ("c2", "community"), ("c3", "community", -1.0))
    found.rows_to_read()
    found.leave_out(["c1"])
    assert found.database.rows(found.kept_rows(["unit"])) == [("c2",)]


def test_without_a_day_asked_for_a_row_needs_its_own(tmp_path: Path) -> None:
    path = tmp_path / "units.parquet"
    types = {"unit": "VARCHAR", "kind": "VARCHAR", "date": "DATE"}
    rows: list[dict[str, object]] = [
        {"unit": "c1", "kind": "community", "date": ON},
        {"unit": "c2", "kind": "community"},
    ]
    write(Drawn(types, rows), path)
    edition = load_edition(None)
    found = WideTable(database(), edition, path)
    found.list_rows(heading(found.head, edition), tmp_path)
    assert units(found.rows_to_read()) == [(2, "c2")]
    assert found.database.rows(found.kept_rows(["unit", "day"])) == [("c1", "2011-06-30")]
