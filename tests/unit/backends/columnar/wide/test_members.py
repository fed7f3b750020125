"""Who is above whom, where units stand in wide tables."""

from collections.abc import Sequence
from pathlib import Path

from support.columnar import database
from support.tiny_edition import edition_in
from support.wide import ON, Drawn, heading, write
from zicha.backends.columnar.wide.members import Member, Members, Misplaced, Orphans
from zicha.backends.columnar.wide.table import WideTable
from zicha.editions.load import load_edition
from zicha.model.edition import Edition
from zicha.model.facts import Level

COMMUNITY, STREET, DISTRICT, CITY = Level
TYPES = {"unit": "VARCHAR", "kind": "VARCHAR", "parent": "VARCHAR", "population": "INTEGER"}
DAY = ON.isoformat()


def members(
    folder: Path,
    rows: Sequence[Sequence[object]],
    *others: Member,
    edition: Edition | None = None,
) -> Members:
    """Return the units of a table, with others; the edition is the shipped one if none is given."""
    edition = edition or load_edition(None)
    path = folder / "units.parquet"
    write(Drawn(TYPES, [dict(zip(TYPES, row, strict=False)) for row in rows]), path)
    found = WideTable(database(), edition, path, ON)
    found.list_rows(heading(found.head, edition), folder)
    found.rows_to_read()
    return Members(found.database, edition, [found], others)


def placed(found: Members) -> dict[object, tuple[object, ...]]:
    """Return the street, district and city of each unit that is judged."""
    name = found.place()
    columns = "unit, street, district, city"
    assert isinstance(name, str)
    rows = found.tables[0].database.columns_of(name)
    assert list(rows) == [
        *("unit", "name", "level", "parent", "street", "district", "city", "size", "day")
    ]
    every = found.database.connection.table(name).project(columns).fetchall()  # type: ignore[attr-defined]
    return {unit: tuple(above) for unit, *above in every}


def test_what_is_above_a_unit_is_found_step_by_step(tmp_path: Path) -> None:
    rows = [
        ("c1", "community", "s1"),
        ("c2", "community", "d1"),
        ("s1", "street", "d1"),
        ("d1", "district", "y1"),
        ("y1", "city", None),
    ]
    assert placed(members(tmp_path, rows)) == {
        "c1": ("s1", "d1", "y1"),
        "c2": (None, "d1", "y1"),
        "s1": (None, "d1", "y1"),
        "d1": (None, None, "y1"),
        "y1": (None, None, None),
    }


def test_a_parent_that_is_not_given_counts_as_one_of_the_next_level(tmp_path: Path) -> None:
    rows = [
        ("c1", "community", "s9"),
        ("c2", "community", "s1"),
        ("s1", "street", "d9"),
        ("y1", "city", "z9"),
    ]
    assert placed(members(tmp_path, rows)) == {
        "c1": ("s9", None, None),
        "c2": ("s1", "d9", None),
        "s1": (None, "d9", None),
        "y1": (None, None, None),
    }


def test_the_next_level_is_one_that_the_edition_has(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    folder.mkdir()
    edition = edition_in(folder)
    assert list(edition.levels) == [COMMUNITY, DISTRICT]
    rows = [("c1", "community", "d9"), ("d1", "district", "y9")]
    assert placed(members(tmp_path, rows, edition=edition)) == {
        "c1": (None, "d9", None),
        "d1": (None, None, None),
    }


def test_a_unit_that_is_not_judged_stands_above_others_all_the_same(tmp_path: Path) -> None:
    street = Member("s1", "s1", STREET, "d1", None, None, judged=False)
    rows = [("c1", "community", "s1"), ("d1", "district", None)]
    assert placed(members(tmp_path, rows, street)) == {
        "c1": ("s1", "d1", None),
        "d1": (None, None, None),
    }


def test_a_table_says_who_a_unit_is(tmp_path: Path) -> None:
    found = members(tmp_path, [("c1", "社区", "s1", 700)])
    found.place()
    rows = found.database.connection.table("placed").fetchall()  # type: ignore[attr-defined]
    assert rows == [("c1", "c1", 0, "s1", "s1", None, None, 700, DAY)]


def test_a_parent_that_is_of_no_higher_level_is_found(tmp_path: Path) -> None:
    rows = [("c1", "community", "c2"), ("c2", "community", "c1"), ("s1", "street", None)]
    assert sorted(members(tmp_path, rows).misplaced()) == [
        Misplaced("wide", 1, "c1", COMMUNITY, "c2", COMMUNITY),
        Misplaced("wide", 2, "c2", COMMUNITY, "c1", COMMUNITY),
    ]


def test_a_parent_that_is_not_given_is_named_once(tmp_path: Path) -> None:
    rows = [
        ("c1", "community", None),
        ("c2", "community", "s9"),
        ("c3", "community", "s9"),
        ("c4", "community", "s1"),
        ("s1", "street", None),
    ]
    assert list(members(tmp_path, rows).orphans()) == [Orphans("s9", 2, "wide", 2)]
