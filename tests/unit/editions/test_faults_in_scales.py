"""Faults of scales."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, unfounded
from support.tiny_edition import RULES

COMPARISONS = (
    "at_least / at_most / more_than / less_than / equals / between / is / one_of / includes_all"
    " / includes_any / within_days"
)
BANDS = "A: {more_than: 35}\n          B: {more_than: 30}\n          C: {at_most: 30}"


def bands(*lines: str) -> str:
    return "\n          ".join(lines)


SCALES = [
    Fault(
        "rule-band-order",
        RULES,
        BANDS,
        bands("B: {more_than: 35}", "A: {more_than: 30}", "C: {at_most: 30}"),
        "A:",
        {"grade": "A", "before": "B"},
        good=bands("A: {more_than: 35}", "C: {more_than: 30}", "D: {at_most: 30}"),
    ),
    Fault(  # That A has nothing left, too, follows from the order.
        "rule-band-order",
        RULES,
        BANDS,
        bands("B: {more_than: 30}", "A: {more_than: 35}"),
        "A:",
        {"grade": "A", "before": "B"},
        good=bands("A: {more_than: 35}", "B: {more_than: 30}"),
    ),
    Fault(
        "rule-band-always",
        RULES,
        BANDS,
        "B: {at_least: 0}",
        "B:",
        {"grade": "B"},
        good="B: {more_than: 0}",
    ),
    Fault(
        "rule-band-unreachable",
        RULES,
        BANDS,
        bands("A: {more_than: 30}", "B: {more_than: 35}"),
        "B:",
        {"grade": "B"},
        good=bands("A: {more_than: 35}", "B: {more_than: 34.9}"),
    ),
    Fault(
        "rule-band-unreachable",
        RULES,
        BANDS,
        bands("A: {more_than: 35}", "B: {at_most: 35}", "C: {at_most: 30}"),
        "C:",
        {"grade": "C"},
        good=bands("A: {more_than: 35}", "B: {at_least: 30}", "C: {at_most: 35}"),
    ),
    Fault(
        "rule-band-unreachable",
        RULES,
        "fact: cover\n        bands:\n          " + BANDS,
        "fact: spots\n        bands:\n          "
        + bands("A: {at_most: 3}", "B: {less_than: 4}", "C: {at_most: 9}"),
        "B:",
        {"grade": "B"},
        good="fact: spots\n        bands:\n          "
        + bands("A: {at_most: 3}", "B: {less_than: 5}", "C: {at_most: 9}"),
    ),
    Fault(
        "rule-band-unreachable",
        RULES,
        "fact: cover\n        bands:\n          " + BANDS,
        "fact: state\n        bands:\n          "
        + bands("A: {is: good}", "B: {one_of: [fair, poor]}", "C: {is: poor}"),
        "C:",
        {"grade": "C"},
        good="fact: state\n        bands:\n          "
        + bands("A: {is: good}", "B: {is: fair}", "C: {is: poor}"),
    ),
    Fault(
        "rule-band-unreachable",
        RULES,
        "fact: cover\n        bands:\n          " + BANDS,
        "fact: drill\n        bands:\n          "
        + bands("A: {within_days: 30}", "B: {within_days: 30}"),
        "B:",
        {"grade": "B"},
        good="fact: drill\n        bands:\n          "
        + bands("A: {within_days: 30}", "B: {within_days: 31}"),
    ),
    Fault(
        "rule-band-unreachable",
        RULES,
        BANDS,
        bands("A: {at_least: {by: unit.town, old: 10, new: 20}}", "B: {more_than: 20}"),
        "B:",
        {"grade": "B"},
        good=bands("A: {at_least: {by: unit.town, old: 10, new: 20}}", "B: {more_than: 19}"),
    ),
    Fault(
        "rule-keys-together",
        RULES,
        "A: {more_than: 35}",
        "A: {fact: cover, more_than: 35}",
        "fact",
        {"first": "bands", "second": "fact"},
    ),
    Fault(
        "rule-keys-together",
        RULES,
        "fact: cover\n        bands:",
        "fact: cover\n        at_least: 3\n        bands:",
        "at_least",
        {"first": "bands", "second": "at_least"},
    ),
    Fault(
        "rule-no-comparison",
        RULES,
        "C: {at_most: 30}",
        "C: {}",
        "{}",
        {"known": COMPARISONS},
    ),
    Fault(
        "rule-bands-grading",
        RULES,
        "'1.1.2'\n    grading: bands",
        "'1.1.2'\n    grading: all",
        "bands:",
        {"item": "cover", "grading": "all"},
    ),
    Fault(
        "rule-bands-grading",
        RULES,
        "- id: rate\n        grading: all",
        "- id: rate\n        grading: bands",
        "id: rate\n            label",
        {"item": "rate", "grading": "bands"},
    ),
]
NEAR = [fault for fault in SCALES if fault.good is not None]


@pytest.mark.parametrize("fault", SCALES, ids=names(SCALES))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    assert unfounded(fault, tmp_path) == []
