"""Faults of conclusions."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, unfounded
from support.tiny_edition import CONCLUSIONS

LABEL = "label: {zh: 八十五分, en: The line of 85}"
LINE = "{score: {category: '1', at_least: 85, waivers: false}}"


PREMISES = [
    Fault(
        "conclusion-twice",
        CONCLUSIONS,
        "id: above",
        "id: accident",
        "accident",
        {"id": "accident", "first": "~/rules/conclusions.yaml:16:9"},
    ),
    Fault(
        "conclusion-unknown",
        CONCLUSIONS,
        "{holds: line_85}",
        "{holds: line_86}",
        "line_86",
        {"id": "line_86", "nearest": "line_85"},
        good="{holds: accident}",
    ),
    Fault(
        "conclusion-waivers-within",
        CONCLUSIONS,
        ", waivers: false",
        "",
        "all:",
        {"kind": "prerequisite", "id": "line_85"},
        back=True,
        good=", waivers:  false",
    ),
    Fault(
        "conclusion-waivers-within",
        CONCLUSIONS,
        "{holds: line_85}",
        "{any: [{holds: above}]}",
        "all:",
        {"kind": "prerequisite", "id": "above"},
        back=True,
    ),
    Fault(
        "conclusion-cycle",
        CONCLUSIONS,
        LINE,
        "{any: [" + LINE + ", {holds: may_apply}]}",
        "may_apply",
        {"cycle": "may_apply → line_85 → may_apply"},
        back=True,
        good="{any: [" + LINE + ", {holds: accident}]}",
    ),
    Fault(
        "conclusion-cycle",
        CONCLUSIONS,
        "{gaps_above: 50}",
        "{holds: above}",
        "above\n    kind",
        {"cycle": "above → above"},
        back=True,
    ),
    Fault(
        "rule-condition-twice",
        CONCLUSIONS,
        "{any: [{gaps_above: 50}, ",
        "{any: [{gaps_above: 50}, {gaps_above: 50}, ",
        "{gaps_above: 50}, {score",
        {},
        good="{any: [{gaps_above: 50}, {gaps_above: 60}, ",
    ),
    Fault(
        "conclusion-percent",
        CONCLUSIONS,
        "gaps_above: 50",
        "gaps_above: 101",
        "101",
        {"given": "101"},
        good="gaps_above: 100",
    ),
    Fault(
        "conclusion-percent",
        CONCLUSIONS,
        "at_least: 85",
        "at_least: -0.5",
        "-0.5",
        {"given": "-0.5"},
        good="at_least: 0",
    ),
    Fault(
        "conclusion-waivers",
        CONCLUSIONS,
        f"kind: line\n    {LABEL}\n    when: {LINE}",
        f"kind: veto\n    {LABEL}\n    when: {LINE.replace('false', 'true')}",
        "true",
        {"kind": "veto"},
        good=f"kind: veto\n    {LABEL}\n    when: {LINE}",
    ),
    Fault(
        "edition-category-unknown",
        CONCLUSIONS,
        "category: '1'",
        "category: '1.1'",
        "'1.1'",
        {"word": "1.1", "nearest": "1"},
    ),
    Fault(
        "edition-fact-unknown",
        CONCLUSIONS,
        "{fact: accident,",
        "{fact: accidents,",
        "accidents",
        {"fact": "accidents", "nearest": "accident"},
    ),
    Fault(
        "rule-comparison-unfit",
        CONCLUSIONS,
        "{fact: accident, is: true}",
        "{fact: accident, at_least: 1}",
        "at_least",
        {"comparison": "at_least", "subject": "accident", "type": "bool", "fitting": "is"},
        good="{at_least_n_of: {n: 1, of: [{fact: accident, is: true}]}}",
    ),
    Fault(
        "rule-when-zero-inside",
        CONCLUSIONS,
        "{fact: accident, is: true}",
        "{ratio: {part: lit, whole: lamps, when_zero: not_applicable}, at_least: 1}",
        "not_applicable",
        {},
        good="{ratio: {part: lit, whole: lamps, when_zero: met}, at_least: 1}",
    ),
    Fault(
        "rule-attribute-without-level",
        CONCLUSIONS,
        "{fact: accident, is: true}",
        "{fact: unit.population, at_least: 1}",
        "unit.population",
        {"attribute": "unit.population"},
        good="{per_1000: {part: lit, when_zero: met}, at_least: 1}",
    ),
    Fault(
        "rule-keys-together",
        CONCLUSIONS,
        "{gaps_above: 50}",
        "{gaps_above: 50, holds: accident}",
        "gaps_above",
        {"first": "holds", "second": "gaps_above"},
        good="{all: [{gaps_above: 50}, {holds: accident}]}",
    ),
    Fault(
        "shape-word-unknown",
        CONCLUSIONS,
        "kind: veto",
        "kind: vetos",
        "vetos",
        {"given": "vetos", "nearest": "veto"},
        good="kind: flag",
    ),
]
NEAR = [fault for fault in PREMISES if fault.good is not None]


@pytest.mark.parametrize("fault", PREMISES, ids=names(PREMISES))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    assert unfounded(fault, tmp_path) == []
