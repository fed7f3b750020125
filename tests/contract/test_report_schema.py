"""The published JSON Schema of the report against real reports of every example."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from support.source import ROOT
from zicha.commands.root import run

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))
DISTRICT = ROOT / "examples" / "district"
COMMUNITIES = sorted(
    path
    for path in DISTRICT.glob("*.yaml")
    if path.stem not in ("city", "district", "street-1", "street-2")
)
CONTEXT = [
    word
    for name in ("street-1", "street-2", "district", "city")
    for word in ("--context", str(DISTRICT / f"{name}.yaml"))
]


def faults(report: object) -> list[str]:
    """Return where a report is not as the schema says."""
    found = Draft202012Validator(SCHEMA).iter_errors(report)
    return [f"{error.json_path}: {error.message}" for error in found]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_of_a_whole_district_are_as_the_schema_says(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    units = [str(path) for path in COMMUNITIES]
    assert run(["check", *units, *CONTEXT, "--format", "json", "--lang", lang]) == 1
    reports = json.loads(capsys.readouterr().out)
    assert len(reports) == len(COMMUNITIES)
    assert [faults(report) for report in reports] == [[]] * len(reports)


@pytest.mark.parametrize("name", ["huaibei-r3.yaml", "wanan-r2.yaml"])
def test_the_report_of_one_unit_is_as_the_schema_says(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(ROOT / "examples" / name), "--format", "json"]) == 1
    assert faults(json.loads(capsys.readouterr().out)) == []


def test_a_report_without_a_key_or_with_another_one_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    assert run(["check", str(ROOT / "examples" / "wanan-r2.yaml"), "-o", str(out)]) == 1
    report = json.loads(out.read_text("utf-8"))
    gap = report["gaps"][0]
    del gap["due"]
    gap["deadline"] = "2016-12-27"
    assert len(faults(report)) == 2
