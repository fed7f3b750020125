"""A whole audit says the same on Spark as on DuckDB, but for the name of the engine."""

import csv
import json
from pathlib import Path
from random import Random

import pytest

from support.cli import Ended, ended
from support.wide import ON, Drawing, Drawn, write
from zicha.editions.load import load_edition

ROWS, FACTS = 120, 60


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a random table, in which some rows are odd, and some units say what others say."""
    drawing = Drawing(Random(20110630), load_edition(None), as_text=False, oddness=0.002)
    path = tmp_path_factory.mktemp("audit") / "units.parquet"
    drawn = drawing.table(ROWS, FACTS)
    again = [{**row, "unit": f"again-{n}"} for n, row in enumerate(drawn.rows[: ROWS // 4])]
    write(Drawn(drawn.types, [*drawn.rows, *again]), path)
    return path


def audited(
    units: Path, engine: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[Ended, dict[str, object]]:
    """Return how an audit ended, and its report without the engine.

    Spark is given addresses, as a cluster would be.
    """
    on_spark = engine == "spark"
    verdicts, gaps = folder / f"{engine}.verdicts.csv", folder / f"{engine}.gaps.csv"
    call: list[str | Path] = [
        "audit",
        units.as_uri() if on_spark else units,
        "--on",
        ON.isoformat(),
        "--engine",
        engine,
        "--format",
        "json",
    ]
    found = ended(
        [*call, "--verdicts", verdicts.as_uri() if on_spark else verdicts, "--gaps", gaps], capsys
    )
    report = json.loads(found.out.replace(units.as_uri(), str(units)))
    assert report.pop("engine") == engine
    # Of an address it is not that of the bytes.
    assert len(report.pop("facts_digest")) == len("0" * 64)
    return found, report


def rows(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file, the head first."""
    head, *found = csv.reader(path.read_text("utf-8-sig").splitlines())
    return [head, *sorted(found)]


@pytest.mark.usefixtures("without_python")
def test_an_audit_on_spark_says_what_it_says_on_duckdb(
    units: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted, by_duckdb = audited(units, "columnar", tmp_path, capsys)
    found, by_spark = audited(units, "spark", tmp_path, capsys)
    assert by_spark == by_duckdb
    assert found.code == wanted.code
    assert "'copied'" in str(by_spark["suspicions"])
    for what in ("verdicts", "gaps"):
        on_spark, on_duckdb = (
            rows(tmp_path / f"{engine}.{what}.csv") for engine in ("spark", "columnar")
        )
        assert on_spark == on_duckdb
