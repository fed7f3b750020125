"""What the audit says of a unit's gaps is what the unit's own report says."""

import csv
import json
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest

from support.cli import Json, Zicha
from support.source import ROOT
from zicha.commands.root import run

DISTRICT = ROOT / "examples" / "district"
KIND_AND_ABOVE = {
    "shimoxiang": ("community", "street-2", "district", "city"),
    "chunhe": ("community", "street-1", "district", "city"),
    "street-2": ("street", "district", "city"),
}


@pytest.fixture(params=KIND_AND_ABOVE)
def unit(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["reference", "columnar"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Audited(NamedTuple):
    """What an audit of the district wrote."""

    report: Json
    gaps: list[dict[str, str]]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Audited]:
    @cache
    def by(engine: str) -> Audited:
        folder = tmp_path_factory.mktemp("audited")
        report, gaps = folder / "report.json", folder / "gaps.csv"
        run(["audit", str(DISTRICT), "--engine", engine, "-o", str(report), "--gaps", str(gaps)])
        with gaps.open(encoding="utf-8-sig", newline="") as file:
            return Audited(json.loads(report.read_text("utf-8")), [*csv.DictReader(file)])

    return by


def gaps_alone(zicha: Zicha, unit: str) -> list[Json]:
    """Return the gaps of a unit's own report."""
    above = KIND_AND_ABOVE[unit][1:]
    context = [word for name in above for word in ("--context", DISTRICT / f"{name}.yaml")]
    ended = zicha("check", DISTRICT / f"{unit}.yaml", *context, "--format", "json")
    found: list[Json] = json.loads(ended.out)["gaps"]
    return found


def test_own_gaps_are_those_that_the_units_own_level_can_close(
    zicha: Zicha, audited: Callable[[str], Audited], unit: str, engine: str
) -> None:
    kind = KIND_AND_ABOVE[unit][0]
    own = sum(gap["level"] == kind for gap in gaps_alone(zicha, unit))
    (standing,) = [each for each in audited(engine).report["units"] if each["id"] == unit]
    assert standing["own_gaps"] == own
    assert 0 < own < standing["gaps"]


def test_the_file_of_all_gaps_names_the_same_facts(
    zicha: Zicha, audited: Callable[[str], Audited], unit: str, engine: str
) -> None:
    rows = [row for row in audited(engine).gaps if row["unit"] == unit]
    facts = {(gap["indicator"], gap["item"]): gap["fact"] or "" for gap in gaps_alone(zicha, unit)}
    assert rows
    assert [row["fact"] for row in rows] == [facts[row["indicator"], row["item"]] for row in rows]
