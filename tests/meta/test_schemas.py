"""The shipped files fit their JSON Schemas, by a validator that is not this program's own."""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from support.source import ROOT
from support.tiny_edition import FILES, changed
from zicha.authoring.schema import schema_files
from zicha.documents.reading import read_yaml
from zicha.editions.files import kind_of
from zicha.editions.load import load_edition

SCHEMAS = ROOT / "docs" / "schema"
FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
SHIPPED = sorted(
    p for top in ("indicators", "rules", "examples") for p in (ROOT / top).rglob("*.yaml")
)


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def value_in(data: bytes) -> object:
    document, problems = read_yaml(data, "file")
    assert document is not None, problems
    return document.value


def complaints(name: str, value: object) -> Iterator[str]:
    for error in validator(name).iter_errors(value):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


def schema_of(file: Path) -> str:
    """Return the name of the schema that is about a file, by where the file lies."""
    parts = file.relative_to(ROOT).parts
    kind = "unit" if parts[0] == "examples" else kind_of("/".join((parts[0], *parts[2:])))
    return f"{kind}.schema.json"


def short(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", SHIPPED, ids=short)
def test_a_shipped_file_fits_its_schema(file: Path) -> None:
    assert list(complaints(schema_of(file), value_in(file.read_bytes()))) == []


def test_every_shipped_file_names_its_schema_in_its_first_line() -> None:
    wanted = {
        short(file): os.path.relpath(SCHEMAS / schema_of(file), file.parent) for file in SHIPPED
    }
    found = {
        short(file): line[1] if (line := FIRST_LINE.match(file.read_text("utf-8"))) else None
        for file in SHIPPED
    }
    assert found == wanted


def test_the_schemas_are_up_to_date() -> None:
    written = {path.name: path.read_text("utf-8") for path in SCHEMAS.iterdir()}
    assert written == schema_files(load_edition(None)), "make docs"


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".yaml")])
def test_the_tiny_edition_fits_the_schemas_too(name: str) -> None:
    assert list(complaints(f"{kind_of(name)}.schema.json", value_in(FILES[name].encode()))) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("rules/1.yaml", "at_least: 95", "at_leest: 95"),
        ("rules/1.yaml", "at_least: 95", "at_least:"),
        ("rules/1.yaml", "at_least: 95", "at_least: lots"),
        ("rules/1.yaml", "when_zero: not_applicable", "when_zero: never"),
        ("rules/1.yaml", "id: office", "id: Office"),
        ("indicators/facts/1.yaml", "  tidy:", "  Tidy:"),
        ("indicators/facts/1.yaml", "  tidy:", "  tidy-place:"),
        ("indicators/edition.yaml", "  town:", "  Town:"),
        ("indicators/edition.yaml", "NK: {zh: 导出", "'2024文件': {zh: 导出"),
        ("indicators/edition.yaml", "zh: 导出", "zh: ' '"),
        ("rules/1.cases.yaml", "items: {office: met", "items: {Office: met"),
        ("rules/1.yaml", "confidence: official", "confidence: certain"),
        ("indicators/facts/1.yaml", "type: percent", "type: int"),
        ("indicators/facts/1.yaml", "better: superset", "better: more"),
        ("indicators/categories/1.yaml", "levels: [community]", "levels: []"),
        ("indicators/edition.yaml", "grades: {A: 1,", "grades: {"),
        ("rules/1.cases.yaml", "grade: D", "grade: E"),
        ("rules/conclusions.yaml", "kind: veto", "kind: vote"),
    ],
)
def test_what_the_program_refuses_by_its_shape_the_schema_refuses(
    name: str, old: str, new: str
) -> None:
    text = changed(FILES[name], old, new)[name]
    assert list(complaints(f"{kind_of(name)}.schema.json", value_in(text.encode()))) != []


def unit(**facts: object) -> dict[str, Any]:
    head = {"id": "u", "kind": "community", "town": "old", "population": 7766}
    return {"unit": head, "date": "2011-06-30", "facts": facts}


@pytest.mark.parametrize(
    "facts",
    [
        {"office_area": 60},
        {"office_area": "60㎡"},
        {"office_area": None},
        {"office_area": {"value": 60, "date": "2011-05-20", "evidence": "房产证"}},
        {"support_rate": {"count": 184, "of": 200}},
        {"youth_facilities": ["library"]},
        {"youth_facilities": {"library": True, "parents_school": "无"}},
        {"youth_facilities": "无"},
        {"sweeping_on_time": "是"},
    ],
)
def test_the_schema_of_a_unit_takes_what_the_program_reads(facts: dict[str, object]) -> None:
    assert list(complaints("unit.schema.json", unit(**facts))) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"ofice_area": 60},
        {"office_area": -1},
        {"office_area": "large"},
        {"office_area": {"value": 60, "on": "2011-05-20"}},
        {"office_area": {"count": 1, "of": 2}},
        {"support_rate": 101},
        {"youth_facilities": ["libary"]},
        {"sweeping_on_time": "perhaps"},
        {"buses_per_10k": 8},
    ],
)
def test_the_schema_of_a_unit_refuses_what_cannot_be(facts: dict[str, object]) -> None:
    assert list(complaints("unit.schema.json", unit(**facts))) != []
