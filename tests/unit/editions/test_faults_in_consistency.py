"""Faults of the pairs of facts that contradict each other."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, unfounded
from support.tiny_edition import CONSISTENCY

PAIRS = [
    Fault(
        "edition-consistency-form",
        CONSISTENCY,
        "{not_more: [lit, lamps]}",
        "{not_more: [lit, lamps], requires: [tidy, lamps]}",
        "{not_more",
        {},
        back=False,
    ),
    Fault(
        "edition-consistency-itself",
        CONSISTENCY,
        "{not_more: [lit, lamps]}",
        "{not_more: [lit, lit]}",
        "{not_more",
        {"fact": "lit"},
    ),
    Fault(
        "edition-consistency-twice",
        CONSISTENCY,
        "{requires: [tidy, lamps]}",
        "{not_more: [lamps, lit]}",
        "{not_more: [lamps",
        {"first": "~/indicators/consistency.yaml:2:5"},
        good="{requires: [lit, lamps]}",
    ),
    Fault(
        "edition-consistency-twice",
        CONSISTENCY,
        "{requires: [tidy, lamps]}",
        "{requires: [tidy, lamps]}\n  - {requires:  [tidy, lamps]}",
        "{requires:  [tidy",
        {"first": "~/indicators/consistency.yaml:3:5"},
        good="{requires: [tidy, lamps]}\n  - {requires: [lamps, tidy]}",
    ),
    Fault(
        "edition-consistency-types",
        CONSISTENCY,
        "{not_more: [lit, lamps]}",
        "{not_more: [lit, area]}",
        "{not_more",
        {"first": "lit", "second": "area"},
        good="{not_more: [lit, spots]}",
    ),
    Fault(
        "edition-consistency-types",
        CONSISTENCY,
        "{requires: [tidy, lamps]}",
        "{requires: [tidy, state]}",
        "{requires",
        {"first": "tidy", "second": "state"},
        good="{requires: [lamps, tidy]}",
    ),
    Fault(
        "edition-consistency-levels",
        CONSISTENCY,
        "{requires: [tidy, lamps]}",
        "{requires: [tidy, accident]}",
        "{requires",
        {"first": "tidy", "second": "accident"},
    ),
    Fault(
        "edition-fact-unknown",
        CONSISTENCY,
        "[lit, lamps]",
        "[lit, lamp]",
        "lamp]",
        {"fact": "lamp", "nearest": "lamps"},
    ),
]
NEAR = [fault for fault in PAIRS if fault.good is not None]


@pytest.mark.parametrize("fault", PAIRS, ids=names(PAIRS))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    assert unfounded(fault, tmp_path) == []
