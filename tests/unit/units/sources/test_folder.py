"""A folder of units: which files are read, in which order, and what is said of the rest."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from support.forms import FORMED, answered
from support.small_edition import SMALL
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.facts import Level, Stated
from zicha.model.unit import Unit
from zicha.units.sources.entry import Source
from zicha.units.sources.folder import read_folder

DAY = date(2011, 6, 30)
UNIT = "unit: {id: %s, kind: community}\ndate: 2011-06-30\nfacts: {office_area: 60}\n"


def put(folder: Path, names: Iterable[str]) -> None:
    """Write a unit's file under each name; its id is the name without the suffix."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(UNIT % path.stem, "utf-8")


def ids(source: Source) -> list[str]:
    """Return the ids of the units that were read, in their order."""
    return [entry.unit.id for entry in source.entries if entry.unit is not None]


def test_files_are_read_below_the_folder_in_natural_order(tmp_path: Path) -> None:
    put(tmp_path, ["u10.yaml", "u9.yml", "B.yaml", "a.yaml", "south/z.yaml", "North/1.yaml"])
    source = read_folder(str(tmp_path), SMALL, None)
    assert ids(source) == ["a", "B", "1", "z", "u9", "u10"]
    assert source.problems == ()


def test_a_file_says_what_it_says_by_itself(tmp_path: Path) -> None:
    put(tmp_path, ["a.yaml"])
    (entry,) = read_folder(str(tmp_path), SMALL, None).entries
    place = Place(str(tmp_path / "a.yaml"), 1, 1)
    assert entry.unit == Unit(
        "a", "a", Level.COMMUNITY, place, on=DAY, facts={"office_area": Stated(60, DAY)}
    )
    assert entry.bare == Unit("a", "a", Level.COMMUNITY, place)


def test_forms_json_and_yaml_may_be_mixed(tmp_path: Path) -> None:
    put(tmp_path, ["a.yaml"])
    (tmp_path / "b.json").write_text('{"unit": {"id": "b", "kind": "street"}}', "utf-8")
    (tmp_path / "c.xlsx").write_bytes(answered({"office_area": 60}))
    assert ids(read_folder(str(tmp_path), FORMED, DAY)) == ["a", "b", "peace"]


def test_what_programs_leave_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, ["a.yaml", ".b.yaml", "~$c.xlsx", "__MACOSX/d.yaml", ".git/e.yaml"])
    put(tmp_path, ["Thumbs.db", "desktop.ini", ".DS_Store"])
    source = read_folder(str(tmp_path), SMALL, None)
    assert ids(source) == ["a"]
    assert source.problems == ()


def test_other_files_are_named_once_for_each_suffix(tmp_path: Path) -> None:
    put(tmp_path, ["a.yaml", "x.jpg", "b.JPG", "readme"])
    assert read_folder(str(tmp_path), SMALL, None).problems == (
        problem(
            "folder-others", Place(str(tmp_path / "readme")), Severity.HINT, suffix="-", count=1
        ),
        problem(
            "folder-others", Place(str(tmp_path / "b.JPG")), Severity.HINT, suffix=".jpg", count=2
        ),
    )


def test_forms_saved_in_another_format_are_more_than_a_hint(tmp_path: Path) -> None:
    put(tmp_path, ["a.yaml", "b.xls", "c.xls"])
    assert read_folder(str(tmp_path), SMALL, None).problems == (
        problem(
            "folder-workbooks",
            Place(str(tmp_path / "b.xls")),
            Severity.WARNING,
            suffix=".xls",
            count=2,
        ),
    )


def test_a_folder_without_units_is_an_error(tmp_path: Path) -> None:
    known = ".yaml .yml .json .xlsx"
    assert read_folder(str(tmp_path), SMALL, None) == Source(
        (), (problem("folder-empty", Place(str(tmp_path)), known=known),)
    )


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (found,) = read_folder(str(tmp_path / "a"), SMALL, None).problems
    assert (found.code, found.place) == ("file-unreadable", Place(str(tmp_path / "a")))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("unit: {id: a, kind: community, parent: s}\nfacts: {office_area: x}\n", "a"),
        ("unit: {id: a, kind: 社区}\ndate: 2011-06-31\n", "a"),
        ("unit: {kind: community}\n", None),
        ("unit: {id: 'a/b', kind: community}\n", None),
        ("unit: {id: a, kind: village}\n", None),
        ("unit: [a\n", None),
        ("", None),
        ("- a\n", None),
    ],
)
def test_a_damaged_file_is_named_and_the_rest_is_read(
    tmp_path: Path, text: str, bare: str | None
) -> None:
    put(tmp_path, ["b.yaml"])
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    damaged, sound = read_folder(str(tmp_path), SMALL, DAY).entries
    assert damaged.unit is None
    assert [each.severity for each in damaged.problems].count(Severity.ERROR) == 1
    assert (None if damaged.bare is None else damaged.bare.id) == bare
    assert sound.unit is not None


def test_of_a_damaged_file_it_is_known_who_it_is_about_and_nothing_else(tmp_path: Path) -> None:
    text = "unit: {id: a, kind: street, parent: d, name: 南街}\nfacts: {patrols: 3, x: 1}\n"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (entry,) = read_folder(str(tmp_path), SMALL, DAY).entries
    place = Place(str(tmp_path / "a.yaml"), 1, 1)
    assert entry.bare == Unit("a", "南街", Level.STREET, place, "d")


def codes(problems: Iterable[Problem]) -> list[str]:
    """Return the codes of problems."""
    return [each.code for each in problems]


def test_a_workbook_that_is_no_form_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    (entry,) = read_folder(str(tmp_path), SMALL, DAY).entries
    assert (entry.unit, entry.bare, codes(entry.problems)) == (None, None, ["workbook-damaged"])
