"""What is seen before Spark, which takes long to start, is started for it."""

from pathlib import Path

import duckdb
import pytest

from support.cli import Zicha
from zicha.audit import opening
from zicha.audit.asked import Asked
from zicha.backends.columnar.database import Database, Duck
from zicha.errors import ExitCode

UNIT = "unit: {{id: {0}, name: {0}, kind: community}}\n{1}facts: {{office_area: 60}}\n"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Let DuckDB stand in for Spark, and return the calls for which it is started."""
    calls: list[Asked] = []

    def start(asked: Asked) -> Database:
        calls.append(asked)
        return Duck()

    monkeypatch.setattr(opening, "database_for", start)
    return calls


def parquet(path: Path, query: str) -> Path:
    """Write a Parquet file."""
    with duckdb.connect() as connection:
        connection.sql(query).write_parquet(str(path))
    return path


def undated(path: Path) -> Path:
    """Write a wide table without a date."""
    return parquet(path, "SELECT 'a' AS unit, 'community' AS kind, 60 AS office_area")


def folder(path: Path, **dates: str) -> Path:
    """Write the files of some units."""
    path.mkdir()
    for unit, date in dates.items():
        (path / f"{unit}.yaml").write_text(UNIT.format(unit, date), "utf-8")
    return path


def test_a_table_without_a_date_is_refused_as_by_duckdb(
    zicha: Zicha, started: list[Asked], tmp_path: Path
) -> None:
    path = undated(tmp_path / "units.parquet")
    found = zicha("audit", path, "--engine", "spark")
    assert started == []
    assert found == zicha("audit", path, "--engine", "columnar")
    assert found.code == ExitCode.BAD_INPUT
    assert "--on" in found.err


def test_units_without_a_date_are_refused_as_by_the_reference(
    zicha: Zicha, started: list[Asked], tmp_path: Path
) -> None:
    path = folder(tmp_path / "units", a="", b="")
    found = zicha("audit", path, "--engine", "spark")
    assert started == []
    assert found == zicha("audit", path, "--engine", "reference")
    assert len(found.err.splitlines()) == len(["the folder", "a.yaml", "b.yaml"])


def test_units_of_several_days_are_refused(
    zicha: Zicha, started: list[Asked], tmp_path: Path
) -> None:
    path = folder(tmp_path / "units", a="date: 2011-06-30\n", b="date: 2011-05-31\n")
    found = zicha("--lang", "en", "audit", path, "--engine", "spark")
    assert started == []
    assert found.code == ExitCode.BAD_INPUT
    assert "2011-05-31" in found.err


def test_what_can_be_judged_is(zicha: Zicha, started: list[Asked], tmp_path: Path) -> None:
    path = undated(tmp_path / "units.parquet")
    beside = folder(tmp_path / "units", b="date: 2011-06-30\n")
    for sources in ([path, "--on", "2011-06-30"], [beside], [beside, path]):
        started.clear()
        found = zicha("audit", *sources, "--engine", "spark")
        assert len(started) == 1
        assert found.out


def test_a_table_that_duckdb_cannot_read_is_left_to_spark(
    zicha: Zicha, started: list[Asked], tmp_path: Path
) -> None:
    path = tmp_path / "units.parquet"
    path.write_text("no Parquet at all")
    zicha("audit", path, "--engine", "spark")
    assert len(started) == 1
