"""What does not fit its shape, wherever it stands."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, unfounded
from support.tiny_edition import CONSISTENCY, FACTS, RULES

DRILL = "    label: {zh: 演练, en: Drill}\n    type: date\n"
DRILL_UNTYPED = "    label: {zh: 演练, en: Drill}\n"

SHAPES = [
    Fault(
        "shape-key-unknown",
        RULES,
        "owner: 民政局",
        "owners: 民政局\n        owner: 民政局",
        "owners",
        {"key": "owners", "nearest": "owner"},
    ),
    Fault("shape-not-whole", RULES, "days: 180", "days: 180.5", "180.5", {"given": "180.5"}),
    Fault("shape-not-whole", RULES, "allowed: 2", "allowed: '2'", "'2'", {"given": "'2'"}),
    Fault(
        "shape-number-small",
        RULES,
        "allowed: 2",
        "allowed: -1",
        "-1",
        {"given": "-1", "least": "0"},
        good="allowed: 0",
    ),
    Fault(
        "shape-not-number",
        RULES,
        "at_least: 95",
        "at_least: true",
        "true",
        {"given": "true"},
    ),
    Fault(
        "shape-dash-missing",
        RULES,
        "{by: unit.town, old: 300, new: 500}",
        "{value: 300, source: {cite: NK#1, edition: '2008', confidence: official}}",
        "{value: 300",
        {},
        good="[{value: 300, source: {cite: NK#1, edition: '2008', confidence: official}}]",
    ),
    Fault(
        "shape-not-number",
        RULES,
        "{by: unit.town, old: 300, new: 500}",
        "{by: unit.town, old: 300, new: true}",
        "true}",
        {"given": "true"},
    ),
    Fault(
        "shape-nothing",
        RULES,
        "{by: unit.town, old: 300, new: 500}",
        "{by: unit.town, old: 300, new: }",
        "new",
        {},
    ),
    Fault(
        "shape-key-unknown",
        RULES,
        "sum: [lit, lamps]",
        "sum: [lit, {sum: [lamps, lamps], of: lit}]",
        "of:",
        {"key": "of", "nearest": "sum"},
    ),
    Fault(
        "shape-key-unknown-empty",
        FACTS,
        "en: Walk round}",
        "en: Walk round, never alone}",
        "never",
        {"key": "never alone", "nearest": "zh / en"},
        good="en: 'Walk round, never alone'}",
    ),
    Fault("shape-key-missing", FACTS, DRILL, DRILL_UNTYPED, "label", {"key": "type"}),
    Fault("shape-nothing", CONSISTENCY, "- {requires: [tidy, lamps]}", "-  # none", "  # none", {}),
    Fault(
        "shape-not-fitting",
        RULES,
        "part: lit, whole",
        "part: 3, whole",
        "3",
        {"given": "3"},
    ),
    Fault(
        "shape-not-fitting",
        RULES,
        "{value: 0.1,",
        "{value: [0.1],",
        "[0.1]",
        {"given": "[…]"},
        good="{value: {by: unit.town, old: 0.1, new: 0.3},",
    ),
    Fault(
        "shape-not-mapping",
        RULES,
        "remedy: {zh: 打扫, en: Sweep}",
        "remedy: 打扫",
        "打扫",
        {"given": "打扫"},
    ),
    Fault(
        "shape-word-unknown",
        RULES,
        "A: {more_than: 35}",
        "S: {more_than: 35}",
        "S:",
        {"given": "S", "nearest": "A / B / C / D"},
    ),
    Fault(
        "shape-list-repeats",
        RULES,
        "includes_all: [desk, broom]",
        "includes_all: [desk, desk]",
        "desk]",
        {"word": "desk"},
    ),
    Fault(
        "key-twice",
        RULES,
        "days: 180\n",
        "days: 180\n        days: 90\n",
        "days: 90",
        {"key": "days", "line": "13"},
    ),
]
NEAR = [fault for fault in SHAPES if fault.good is not None]


@pytest.mark.parametrize("fault", SHAPES, ids=names(SHAPES))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    assert unfounded(fault, tmp_path) == []
