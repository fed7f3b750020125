"""The audit as JSON, against its published schema; and as CSV."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from support.audits import UNITS, audit, empty, peers_of
from support.source import ROOT
from zicha.model.audit import Audit
from zicha.reports.audit.write import FORMATS
from zicha.reports.write import pieces

SCHEMA = json.loads((ROOT / "docs" / "audit.schema.json").read_text("utf-8"))


def content(suffix: str, made: Audit) -> bytes:
    """Return what a file of an audit holds."""
    return b"".join(pieces(FORMATS[suffix](made)))


def written(made: Audit) -> Any:  # noqa: ANN401 - JSON
    return json.loads(content(".json", made))


def faults(value: object) -> list[str]:
    """Return where an audit is not as the schema says."""
    found = Draft202012Validator(SCHEMA).iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in found]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("made", [audit(), audit("en"), empty(), audit(received=None)])
def test_an_audit_is_as_the_schema_says(made: Audit) -> None:
    assert faults(written(made)) == []


def test_an_audit_without_a_key_or_with_another_one_is_refused() -> None:
    value = written(audit())
    del value["units"][0]["rank"]
    value["groups"][0]["mean"] = 1
    assert len(faults(value)) == 2


def test_a_unit_has_its_rank_and_what_may_become_of_it() -> None:
    unit = written(audit())["units"][1]
    keys = ("rank", "rank_best", "rank_worst", "tied", "overlaps_next", "ranked")
    assert [unit[key] for key in keys] == [2, 2, 4, True, True, 4]
    assert unit["score"] == {
        "worst": 67.3,
        "best": 75,
        "decided": 67.3,
        "decided_share": 0.5,
        "points_worst": 67.3,
        "points_best": 75,
        "points_possible": 100,
    }


def test_a_unit_to_which_nothing_applies_has_no_rank() -> None:
    unit = written(audit())["units"][4]
    assert [unit["rank"], unit["ranked"], unit["score"]["worst"]] == [None, None, None]


def test_the_gaps_of_a_unit_are_there_for_the_next_audit() -> None:
    units = {unit["id"]: unit for unit in written(audit())["units"]}
    shown = [(units[i]["gap_keys"], units[i]["closed"], units[i]["unsettled"]) for i in "abcd"]
    assert shown == [
        (["9.9.9/kept"], [], []),
        (
            ["6.4.5/office_area", "5.1.2/facilities/library"],
            ["4.1.5/adverts_damaged"],
            ["1.1.1/training"],
        ),
        (["6.4.5/office_area"], [], []),
        (None, [], []),
    ]


def test_each_unit_is_a_line_of_the_json() -> None:
    lines = content(".json", audit()).decode().splitlines()
    start = lines.index('  "units": [') + 1
    units = [json.loads(line.removesuffix(",")) for line in lines[start : start + len(UNITS)]]
    assert [unit["id"] for unit in units] == [unit.id for unit in UNITS]
    assert lines[start + len(UNITS)] == "  ],"


def test_a_common_gap_has_the_key_that_units_have() -> None:
    gaps = written(audit())["gaps"]
    assert [gap["key"] for gap in gaps] == ["6.4.5/office_area", "5.1.2/facilities/library"]
    assert gaps[0]["points"] == 1.333333


def test_peers_are_null_where_a_size_is_not_known() -> None:
    assert written(audit())["units"][0]["peers"] is None


def test_a_group_counts_for_how_many_members_a_conclusion_holds() -> None:
    assert written(audit())["groups"][0]["conclusions"] == {
        "red": {"holds": 1, "fails": 1, "open": 0},
        "line": {"holds": 0, "fails": 0, "open": 2},
    }


def test_problems_are_in_words_with_their_place() -> None:
    problem = written(audit())["problems"][1]
    shown = [problem[key] for key in ("code", "severity", "place", "line", "message")]
    assert shown == [
        "unit-twice",
        "warning",
        "b.yaml:1:7",
        1,
        "单位编号“b”重复，b.json 已经用过",
    ]


def test_the_csv_has_a_row_a_unit_and_no_formula() -> None:
    text = content(".csv", audit()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(UNITS)
    shown = [rows[1][key] for key in ("unit", "rank", "worst", "best", "gaps", "A", "D", "open")]
    assert shown == ["b", "2", "67.3", "75", "2", "90", "2", "29"]
    assert rows[4]["name"] == "'=戊社区"


def test_the_csv_of_no_unit_is_its_head() -> None:
    assert content(".csv", empty()).decode("utf-8-sig").startswith("unit,name,kind,parent,")


def test_peers_are_there_where_a_size_is_known() -> None:
    made = audit(units=(replace(UNITS[0], peers=peers_of(3)),))
    assert written(made)["units"][0]["peers"] == {
        "band": 1,
        "size": 6420,
        "smallest": 5000,
        "largest": 7766,
        "place": 3,
        "of": 5,
        "mean_worst": 66.15,
    }


@pytest.mark.parametrize("suffix", list(FORMATS))
@pytest.mark.parametrize("made", [audit(), empty("en")])
def test_the_same_audit_gives_the_same_bytes(suffix: str, made: Audit) -> None:
    assert content(suffix, made) == content(suffix, made)
