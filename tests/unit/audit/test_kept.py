"""What is kept from one audit to the next: the outcome is that of judging all again."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pytest

from support.district import DISTRICT, ON, audit, row, units, written
from zicha.audit.asked import Asked
from zicha.errors import InputError
from zicha.model.audit import Audit

ABOVE = ("street-1", "street-2", "district", "city")
Rows = dict[str, dict[str, str]]


@dataclass
class Given:
    """What an audit is given: rows of a table by unit, and the files of units above them."""

    rows: Rows
    contexts: tuple[str, ...] = ()


def with_rows(*left_out: str) -> Given:
    """Return the example district as rows; some of its units are left to contexts."""
    rows = {unit.id: row(unit) for unit in units() if unit.id not in left_out}
    return Given(rows, tuple(str(DISTRICT / f"{name}.yaml") for name in left_out))


def fact_is_another(given: Given, _: Path) -> None:
    given.rows["chenghu"]["office_area"] = "10"


def share_is_another_by_what_says_the_same(given: Given, _: Path) -> None:
    mine = given.rows["shimoxiang"]
    mine["parents_school"] = ""
    mine["youth_facilities__parents_school"] = "false"


def share_is_another_as_a_day_is_later(given: Given, _: Path) -> None:
    given.rows["shimoxiang"]["date"] = "2011-07-01"


def units_are_gone(given: Given, _: Path) -> None:
    del given.rows["street-1"], given.rows["dukou"]


def unit_moved(given: Given, _: Path) -> None:
    given.rows["shimoxiang"]["parent"] = "district-9"


def unit_cannot_be_judged(given: Given, _: Path) -> None:
    given.rows["chenghu"]["office_area"] = "-5"


def heads_changed_places(given: Given, _: Path) -> None:
    heads = {"cafes_count": "lifts_count", "lifts_count": "cafes_count"}
    for unit, mine in given.rows.items():
        given.rows[unit] = {heads.get(name, name): value for name, value in mine.items()}


def context_is_another(given: Given, folder: Path) -> None:
    text = (DISTRICT / "street-1.yaml").read_text("utf-8")
    (folder / "street-1.yaml").write_text(
        text.replace("litter_spots: 0", "litter_spots: 9"), "utf-8"
    )
    given.contexts = (str(folder / "street-1.yaml"), *given.contexts[1:])


def no_context(given: Given, _: Path) -> None:
    given.contexts = ()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], tuple[Path, Audit]]:
    """Return a file that one audit kept, and that audit: with the units above as contexts or not.

    It is made once for all tests of a worker.
    """

    @cache
    def made(has_contexts: bool) -> tuple[Path, Audit]:  # noqa: FBT001
        folder = tmp_path_factory.mktemp("first")
        given = with_rows(*(ABOVE if has_contexts else ()))
        kept = folder / "kept.duckdb"
        return kept, audit(asked(given, folder, kept))

    return made


def asked(given: Given, folder: Path, kept: Path | None = None) -> Asked:
    table = written(folder, [*given.rows.values()])
    return Asked((table,), contexts=given.contexts, on=ON, state=str(kept) if kept else None)


@pytest.mark.parametrize(
    ("change", "has_contexts"),
    [
        (fact_is_another, False),
        (share_is_another_by_what_says_the_same, False),
        (share_is_another_as_a_day_is_later, False),
        (units_are_gone, False),
        (unit_moved, False),
        (unit_cannot_be_judged, False),
        (heads_changed_places, False),
        (context_is_another, True),
        (no_context, True),
    ],
)
def test_what_is_kept_gives_the_same_as_judging_all_again(
    change: Callable[[Given, Path], None],
    has_contexts: bool,  # noqa: FBT001
    first: Callable[[bool], tuple[Path, Audit]],
    tmp_path: Path,
) -> None:
    old, before = first(has_contexts)
    kept = tmp_path / "kept.duckdb"
    shutil.copy(old, kept)
    given = with_rows(*(ABOVE if has_contexts else ()))
    change(given, tmp_path)
    after = audit(asked(given, tmp_path, kept))
    assert after == audit(asked(given, tmp_path))
    assert after.units != before.units


def test_what_inspectors_saw_is_part_of_what_changed(tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.duckdb")
    rows = [row(unit) for unit in units()]
    table = written(tmp_path, rows)
    audit(Asked((table,), on=ON, state=kept))
    seen = tmp_path / "seen.csv"
    seen.write_text(
        "unit,fact,count,place,date\ngongkuang,dirty_spots,4,here,2011-06-29\n", "utf-8"
    )
    after = audit(Asked((table,), on=ON, state=kept, observations=(str(seen),)))
    assert after == audit(Asked((table,), on=ON, observations=(str(seen),)))
    (gongkuang,) = [unit for unit in after.units if unit.id == "gongkuang"]
    assert "6.4.1/dirty_spots" in after.gap_keys[gongkuang.id]


def test_a_file_that_keeps_nothing_is_named(tmp_path: Path) -> None:
    table = written(tmp_path, [row(unit) for unit in units()])
    other = tmp_path / "kept.duckdb"
    other.write_text("no database", "utf-8")
    with pytest.raises(InputError) as stopped:
        audit(Asked((table,), on=ON, state=str(other)))
    assert [p.code for p in stopped.value.problems] == ["audit-state-unusable"]


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    table = written(tmp_path, [row(unit) for unit in units()])
    other = tmp_path / "pay.db"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE about AS SELECT 1 AS salary")
    with pytest.raises(InputError) as stopped:
        audit(Asked((table,), on=ON, state=str(other)))
    assert [p.code for p in stopped.value.problems] == ["audit-state-foreign"]
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{other}' AS pay (READ_ONLY)")
        assert connection.execute("SELECT salary FROM pay.about").fetchall() == [(1,)]


def test_a_file_that_was_kept_for_another_day_is_begun_anew(tmp_path: Path) -> None:
    kept, table = str(tmp_path / "kept.duckdb"), written(tmp_path, [row(u) for u in units()])
    audit(Asked((table,), on=ON, state=kept))
    later = "2011-09-30"
    after = audit(Asked((table,), on=later, state=kept))
    assert after == audit(Asked((table,), on=later))
