"""Tables of an audit: those that the database reads, and those that it cannot read."""

from datetime import date
from pathlib import Path

import pytest

from support.columnar import database
from support.tables import csv_table
from zicha.audit import gather
from zicha.audit.asked import Asked
from zicha.audit.register import Register
from zicha.backends.columnar import looking
from zicha.backends.columnar.wide.members import Members
from zicha.editions.load import load_edition
from zicha.errors import InputError
from zicha.model.facts import Level
from zicha.units.lines import Most
from zicha.units.workbook.package import FORM

ON = date(2011, 6, 30)
HEAD = ["unit", "kind", "office_area"]
SNIFFED = 20_480
"""Lines by which DuckDB sees how a file is written; what follows is found when it is read."""


def register(folder: Path, *paths: str) -> Register:
    """Return the register of some tables."""
    found = Register(Asked(paths), load_edition(None), ON, database())
    found.open(paths, folder)
    found.read([])
    return found


@pytest.mark.parametrize("sound", [1, SNIFFED + 100])
def test_a_ragged_line_is_named_and_all_others_are_taken(sound: int, tmp_path: Path) -> None:
    lines = [[f"c{number}", "community", ""] for number in range(sound)]
    ragged = csv_table(
        tmp_path / "ragged.csv", [HEAD, *lines, ["d1", "community", "60", "7"], ["d2", "community"]]
    )
    plain = csv_table(tmp_path / "plain.csv", [HEAD, ["e1", "community", "60"]])
    found = register(tmp_path, ragged, plain)
    assert [(p.code, p.place.file, p.place.line) for p in found.problems] == [
        ("table-cell-beyond", ragged, sound + 2)
    ]
    assert [sheet.path for sheet in found.sheets] == [plain]
    assert found.units.keys() == {"d1", "d2", *(line[0] for line in lines)}
    assert found.gathered.population.days.keys() == found.units.keys() - {"d1"}


def test_a_head_that_has_too_few_columns_for_every_line_is_still_the_head(tmp_path: Path) -> None:
    lines = [[f"c{number}", "community", "60", "7"] for number in range(9)]
    with pytest.raises(InputError) as stopped:
        register(tmp_path, csv_table(tmp_path / "ragged.csv", [HEAD, *lines]))
    codes = [problem.code for problem in stopped.value.problems]
    assert codes == ["audit-nothing", *["table-cell-beyond"] * len(lines)]


def test_a_table_that_is_too_long_for_lines_is_named_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "TABLE_OF_UNITS", Most(10, FORM))
    lines = [["c1", "community", "60"], ["d1", "community", "60", "7"]] * 9
    ragged = csv_table(tmp_path / "ragged.csv", [HEAD, *lines])
    with pytest.raises(InputError) as stopped:
        register(tmp_path, ragged)
    assert [(p.code, p.place.file) for p in stopped.value.problems] == [
        ("table-unreadable", ragged)
    ]


def rows_of(letter: str) -> list[list[str]]:
    """Return lines below a head, each of them wrong; each is called by its number."""
    return [
        [f"{letter}2", "community", "60", f"{letter}z"],
        [f"{letter}3", "community", "60", f"{letter}2"],
        [f"{letter}4", "community", "much", ""],
        [f"{letter}5", "community", "60", f"{letter}a"],
        [f"{letter}6", "community", "60", f"{letter}5"],
        [f"{letter}7", "community", "much", ""],
        [f"{letter}8", "community", "60㎡", f"{letter}5"],
    ]


def test_what_is_wrong_is_said_in_the_order_of_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Which of two rows a database finds first nobody says.
    found = Members.misplaced
    monkeypatch.setattr(Members, "misplaced", lambda self: reversed([*found(self)]))
    head = [*HEAD, "parent"]
    tables = [csv_table(tmp_path / f"{name}.csv", [head, *rows_of(name)]) for name in "ba"]
    said = register(tmp_path, *tables).problems_in_order()
    assert [(p.place.file, p.place.line, p.code) for p in said] == [
        (table, line, code)
        for table in tables
        for line, code in enumerate(
            (
                "parent-missing",
                "parent-not-above",
                "value-not-number",
                "parent-missing",
                "parent-not-above",
                "value-not-number",
                "parent-not-above",
            ),
            2,
        )
    ]


def test_a_unit_whose_parent_cannot_be_above_is_given_and_nothing_of_it_known(
    tmp_path: Path,
) -> None:
    rows = [
        ["s1", "street", "", "c1"],
        ["c1", "community", "60", ""],
        ["c2", "community", "", "s1"],
    ]
    found = register(tmp_path, csv_table(tmp_path / "units.csv", [[*HEAD, "parent"], *rows]))
    assert [p.code for p in found.problems] == ["parent-not-above"]
    assert found.left_out == 1
    assert [*looking.given_ids(found.database)] == ["c1", "c2", "s1"]
    assert looking.chains_of(found.database, ["c1", "c2"]) == {"c1": (), "c2": ("s1",)}
    street = found.units["s1"]
    assert (street.kind, street.parent, street.facts) == (Level.STREET, None, {})
    assert "s1" not in found.gathered.population.days


def test_a_parent_that_is_not_given_is_one_hint_whatever_names_it(tmp_path: Path) -> None:
    head = [*HEAD, "parent"]
    # The second line of the first table is read by itself.
    first = [["c1", "community", "60", "S1"], ["c2", "community", "60㎡", "s9"]]
    second = [
        ["c3", "community", "60", "s9"],
        ["c4", "community", "60", "s9"],
        ["s1", "street", "", ""],
    ]
    tables = [
        csv_table(tmp_path / "first.csv", [head, *first, ["c5", "community", "60", "s9"]]),
        csv_table(tmp_path / "second.csv", [head, *second]),
    ]
    found = register(tmp_path, *tables).problems_in_order()
    assert [(p.code, p.place.file, p.place.line, p.args) for p in found] == [
        ("parent-missing-near", tables[0], 2, {"parent": "S1", "count": "1", "nearest": "s1"}),
        ("parent-missing", tables[0], 3, {"parent": "s9", "count": "4"}),
    ]
