"""What is kept from one audit to the next: the outcome is that of judging all again."""

import gc
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pytest

from support.district import ON, audit, part_of, row, units, written
from zicha.audit.asked import Asked
from zicha.audit.state import naming_state
from zicha.errors import EngineError, InputError
from zicha.model.audit import Audit

Rows = dict[str, dict[str, str]]
PART = part_of("1.1.1", "1.1.2", "2.1.1", "5.2.2", "5.3.1", "6.3.1", "6.4.1", "6.4.5")
"""All that the tables here have answers for, and one that is asked of districts alone."""
SCHOOL = "youth_facilities__parents_school"
"""That there is a parents' school is said in the set that stands for the same."""


@dataclass
class Given:
    """What an audit is given: rows of a table by unit, and the files of units above them."""

    rows: Rows
    contexts: tuple[str, ...] = ()


def with_rows() -> Given:
    """Return two districts, each with two streets of four communities; one of them has no school.

    Every row is written plainly, so that none of them is read one by one.
    """
    rows: Rows = {}
    for district in ("d1", "d2"):
        rows[district] = {"kind": "district", "communities_count": "8"}
        for street in (f"{district}-a", f"{district}-b"):
            rows[street] = {"kind": "street", "parent": district, "litter_spots": "0"}
            for number in range(4):
                rows[f"{street}-{number}"] = community(
                    street, school=street != "d1-a" or number > 0
                )
    return Given({unit: {"unit": unit, "date": ON} | mine for unit, mine in rows.items()})


def community(street: str, *, school: bool) -> dict[str, str]:
    """Return the row of a community."""
    return {
        "kind": "community",
        "parent": street,
        "office_area": "320",
        "study_sessions_year": "12",
        "law_events_year": "0",
        SCHOOL: str(school).lower(),
    }


def below_contexts(folder: Path) -> Given:
    """Return the communities of one street, which is given beside them with its district."""
    given = with_rows()
    rows = {unit: mine for unit, mine in given.rows.items() if mine.get("parent") == "d1-a"}
    return Given(rows, (street_file(folder, 0), unit_file(folder, "d1", "district", "")))


def street_file(folder: Path, litter: int) -> str:
    return unit_file(folder, "d1-a", "street", f"litter_spots: {litter}", ", parent: d1")


def unit_file(folder: Path, unit: str, kind: str, facts: str, parent: str = "") -> str:
    path = folder / f"{unit}.yaml"
    head = f"unit: {{id: {unit}, name: {unit}, kind: {kind}{parent}}}"
    path.write_text(f"{head}\ndate: {ON}\nfacts: {{{facts}}}\n", "utf-8")
    return str(path)


def fact_is_another(given: Given, _: Path) -> None:
    given.rows["d1-a-1"]["office_area"] = "10"


def share_is_another(given: Given, _: Path) -> None:
    given.rows["d1-a-1"][SCHOOL] = "false"


def share_is_another_as_a_day_is_later(given: Given, _: Path) -> None:
    given.rows["d1-a-1"]["date"] = "2011-07-01"


def unit_is_gone(given: Given, _: Path) -> None:
    del given.rows["d1-a-1"]


def street_is_gone(given: Given, _: Path) -> None:
    del given.rows["d1-a"]


def unit_moved(given: Given, _: Path) -> None:
    given.rows["d1-a-1"]["parent"] = "d2-a"


def unit_cannot_be_judged(given: Given, _: Path) -> None:
    given.rows["d1-a-1"]["office_area"] = "-5"


def heads_changed_places(given: Given, _: Path) -> None:
    heads = {"study_sessions_year": "law_events_year", "law_events_year": "study_sessions_year"}
    for unit, mine in given.rows.items():
        given.rows[unit] = {heads.get(name, name): value for name, value in mine.items()}


def context_is_another(given: Given, folder: Path) -> None:
    given.contexts = (street_file(folder, 9), *given.contexts[1:])


def no_context(given: Given, _: Path) -> None:
    given.contexts = ()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, Audit]]:
    """Return a file that one audit kept, and that audit; made once for all tests of a worker."""

    @cache
    def made(start: str) -> tuple[Path, Audit]:
        folder = tmp_path_factory.mktemp("first")
        kept = folder / "kept.duckdb"
        return kept, judged(asked(begun(start, folder), folder, kept))

    return made


def begun(start: str, folder: Path) -> Given:
    return with_rows() if start == "rows" else below_contexts(folder)


def judged(call: Asked) -> Audit:
    """Return an audit by a part of the edition, in which everything else is as in the whole."""
    return audit(call, PART)


def table_in(folder: Path) -> str:
    """Write the example district as a table."""
    return written(folder, [row(unit, PART) for unit in units()])


def asked(given: Given, folder: Path, kept: Path | None = None) -> Asked:
    table = written(folder, [*given.rows.values()])
    return Asked((table,), contexts=given.contexts, on=ON, state=str(kept) if kept else None)


@pytest.mark.parametrize(
    ("change", "start"),
    [
        (fact_is_another, "rows"),
        (share_is_another, "rows"),
        (share_is_another_as_a_day_is_later, "rows"),
        (unit_is_gone, "rows"),
        (street_is_gone, "rows"),
        (unit_moved, "rows"),
        (unit_cannot_be_judged, "rows"),
        (heads_changed_places, "rows"),
        (context_is_another, "contexts"),
        (no_context, "contexts"),
    ],
)
def test_what_is_kept_gives_the_same_as_judging_all_again(
    change: Callable[[Given, Path], None],
    start: str,
    first: Callable[[str], tuple[Path, Audit]],
    tmp_path: Path,
) -> None:
    old, before = first(start)
    kept = tmp_path / "kept.duckdb"
    # What is not yet in the file itself stands beside it, as long as the first database is open.
    for each in old.parent.glob(f"{old.name}*"):
        shutil.copy(each, tmp_path / each.name)
    given = begun(start, tmp_path)
    change(given, tmp_path)
    after = judged(asked(given, tmp_path, kept))
    assert after == judged(asked(given, tmp_path))
    assert (after.gap_keys, after.indicators) != (before.gap_keys, before.indicators)


def test_a_unit_that_counts_again_is_part_of_what_changed(tmp_path: Path) -> None:
    kept, given = str(tmp_path / "kept.duckdb"), below_contexts(tmp_path)
    table, (street, district) = asked(given, tmp_path).sources, given.contexts
    (tmp_path / "more").mkdir()
    # Given twice, with other content, neither counts; then one of them is withdrawn.
    other = street_file(tmp_path / "more", 9)
    before = judged(Asked((*table, street, other, district), on=ON, state=kept))
    now = (*table, other, district)
    after = judged(Asked(now, on=ON, state=kept))
    assert after == judged(Asked(now, on=ON))
    assert "d1-a" not in before.gap_keys
    assert after.gap_keys["d1-a-1"] != before.gap_keys["d1-a-1"]


def test_what_inspectors_saw_is_part_of_what_changed(tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.duckdb")
    table = table_in(tmp_path)
    judged(Asked((table,), on=ON, state=kept))
    seen = tmp_path / "seen.csv"
    seen.write_text(
        "unit,fact,count,place,date\ngongkuang,dirty_spots,4,here,2011-06-29\n", "utf-8"
    )
    after = judged(Asked((table,), on=ON, state=kept, observations=(str(seen),)))
    assert after == judged(Asked((table,), on=ON, observations=(str(seen),)))
    (gongkuang,) = [unit for unit in after.units if unit.id == "gongkuang"]
    assert "6.4.1/dirty_spots" in after.gap_keys[gongkuang.id]


def test_a_file_that_keeps_nothing_is_named(tmp_path: Path) -> None:
    table = table_in(tmp_path)
    other = tmp_path / "kept.duckdb"
    other.write_text("no database", "utf-8")
    with pytest.raises(InputError) as stopped:
        judged(Asked((table,), on=ON, state=str(other)))
    assert [p.code for p in stopped.value.problems] == ["audit-state-unusable"]


def test_the_file_of_another_database_is_named_without_a_look_at_the_network(
    tmp_path: Path,
) -> None:
    other = tmp_path / "kept.duckdb"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE about (salary)")
    table = table_in(tmp_path)
    with pytest.raises(InputError) as stopped:
        judged(Asked((table,), on=ON, state=str(other)))
    (found,) = stopped.value.problems
    assert found.code == "audit-state-unusable"
    assert str(other) in found.place.file
    assert "not a valid DuckDB database file" in found.args["why"]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    kept, table = tmp_path / "kept.duckdb", table_in(tmp_path)
    asked_again = Asked((table,), on=ON, state=str(kept))
    judged(asked_again)
    gc.collect()
    # What stands beside the file is brought into it.
    duckdb.connect(str(kept)).close()
    content = bytearray(kept.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 200] = bytes(byte ^ 0xFF for byte in content[middle : middle + 200])
    kept.write_bytes(content)
    with pytest.raises(InputError) as stopped, naming_state(str(kept)):
        judged(asked_again)
    assert [p.code for p in stopped.value.problems] == ["audit-state-damaged"]
    assert str(kept) in stopped.value.problems[0].place.file


@pytest.mark.parametrize(
    ("path", "why"), [(None, "Corrupt database file"), ("kept.duckdb", "Out of memory")]
)
def test_what_is_not_about_the_file_does_not_name_it(path: str | None, why: str) -> None:
    with pytest.raises(EngineError), naming_state(path):
        raise EngineError(why)


HOLDING = "import duckdb; kept = duckdb.connect({path!r}); print('open', flush=True); input()"


def test_a_file_that_another_audit_uses_is_named(tmp_path: Path) -> None:
    kept, table = tmp_path / "kept.duckdb", table_in(tmp_path)
    program = HOLDING.format(path=str(kept))
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(InputError) as stopped:
            judged(Asked((table,), on=ON, state=str(kept)))
        other.communicate(b"\n")
    assert [p.code for p in stopped.value.problems] == ["audit-state-busy"]


@pytest.mark.parametrize("rows", ["1 AS salary", "1 AS salary LIMIT 0", "'' AS about LIMIT 0"])
def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path, rows: str) -> None:
    table = table_in(tmp_path)
    other = tmp_path / "pay.db"
    with duckdb.connect(str(other)) as connection:
        connection.execute(f"CREATE TABLE about AS SELECT {rows}")
    with pytest.raises(InputError) as stopped:
        judged(Asked((table,), on=ON, state=str(other)))
    assert [p.code for p in stopped.value.problems] == ["audit-state-foreign"]
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{other}' AS pay (READ_ONLY)")
        left = connection.execute("FROM pay.about").fetchall()
        assert left == connection.execute(f"SELECT {rows}").fetchall()


def test_a_file_that_was_kept_for_another_day_is_begun_anew(tmp_path: Path) -> None:
    kept, table = str(tmp_path / "kept.duckdb"), table_in(tmp_path)
    judged(Asked((table,), on=ON, state=kept))
    later = "2011-09-30"
    after = judged(Asked((table,), on=later, state=kept))
    assert after == judged(Asked((table,), on=later))
