"""Answers worth a second look: of whom they are told, whatever the units are read from."""

import json
from pathlib import Path

import duckdb
import pytest

from support.cli import Json, Zicha

DISTRICT = """\
unit: {id: d, kind: district}
date: 2011-06-30
facts: {elder_budget: 0, elder_budget_grew: true}
"""
COMMUNITY = "unit: {{id: {id}, kind: community, parent: d}}\ndate: 2011-06-30\n"
LAMPS = [
    ("unit", "kind", "date", "office_area", "estate_lamps_total", "estate_lamps_lit"),
    ("a", "community", "2011-06-30", "60㎡", "10", "12"),
    ("b", "community", "2011-06-30", "60", "10", "12"),
    ("c", "community", "2011-06-30", "60", "10", "9"),
]


def hints(zicha: Zicha, *words: str | Path) -> list[Json]:
    """Return the hints of an audit that are about contradictions."""
    found = json.loads(zicha("audit", *words, "--format", "json").out)["suspicions"]
    return [each for each in found if each["code"].startswith("contradiction")]


@pytest.mark.parametrize("given", [(), ("--context",)])
@pytest.mark.parametrize("engine", ["reference", "columnar"])
def test_a_hint_is_told_of_the_unit_whose_answers_it_is_about(
    zicha: Zicha, tmp_path: Path, engine: str, given: tuple[str, ...]
) -> None:
    units, above = tmp_path / "units", tmp_path / "d.yaml"
    units.mkdir()
    for name in ("a", "b"):
        (units / f"{name}.yaml").write_text(COMMUNITY.format(id=name), encoding="utf-8")
    above.write_text(DISTRICT, encoding="utf-8")
    (hint,) = hints(zicha, units, *given, above, "--engine", engine)
    assert (hint["code"], hint["units"], hint["count"]) == ("contradiction-needs", ["d"], 1)


def as_parquet(path: Path) -> Path:
    """Write the lamps as a Parquet table of text."""
    rows = duckdb.connect().read_csv(str(as_csv(path.with_suffix(".csv"))), all_varchar=True)
    rows.write_parquet(str(path))
    return path


def as_csv(path: Path) -> Path:
    """Write the lamps as text."""
    path.write_text("".join(",".join(row) + "\n" for row in LAMPS), encoding="utf-8")
    return path


def test_a_contradiction_is_told_once(zicha: Zicha, tmp_path: Path) -> None:
    (small,) = hints(zicha, as_csv(tmp_path / "t.csv"))
    assert (small["code"], small["units"]) == ("contradiction-more", ["a", "b"])
    # The first row is read one by one, for its unit of measure; of the others each fact is counted.
    large = hints(zicha, as_parquet(tmp_path / "t.parquet"))
    assert sorted((each["code"], each["count"]) for each in large) == [
        ("contradiction", 1),
        ("contradiction", 1),
        ("contradiction-more", 1),
    ]
