"""Faults of conditions: types, units, numbers, forms."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, unfounded
from support.tiny_edition import RULES

COMPARISONS = (
    "at_least / at_most / more_than / less_than / equals / between / is / one_of / includes_all"
    " / includes_any / within_days"
)
SUBJECTS = "fact / ratio / percentage / per_head / per_1000 / per_10000 / sum / difference"
NUMERIC = "at_least / at_most / more_than / less_than / equals / between"
SPOTS = "fact: spots\n        allowed: 2"
DRILL = "fact: drill\n        within_days: 365"
OFFICE = "fact: area\n        at_least: {by: unit.town, old: 300, new: 500}"
KIT = "fact: kit\n        includes_all: [desk, broom]"
STATE = "{fact: state, one_of: [good, fair]}"


TYPES = [
    Fault(
        "rule-comparison-unfit",
        RULES,
        "fact: tidy\n        is: true",
        "fact: tidy\n        at_least: 1",
        "at_least",
        {"comparison": "at_least", "subject": "tidy", "type": "bool", "fitting": "is"},
        good="fact: tidy\n        is: false",
    ),
    Fault(
        "rule-comparison-unfit",
        RULES,
        KIT,
        "fact: kit\n        is: desk",
        "is",
        {
            "comparison": "is",
            "subject": "kit",
            "type": "set",
            "fitting": "includes_all / includes_any",
        },
        good="fact: kit\n        includes_all: [broom]",
    ),
    Fault(
        "rule-comparison-unfit",
        RULES,
        DRILL,
        "fact: drill\n        at_most: 365",
        "at_most",
        {"comparison": "at_most", "subject": "drill", "type": "date", "fitting": "within_days"},
        good="fact: drill\n        within_days: 0",
    ),
    Fault(
        "rule-comparison-unfit",
        RULES,
        SPOTS,
        "fact: area\n        allowed: 2",
        "allowed",
        {"comparison": "allowed", "subject": "area", "type": "decimal", "fitting": NUMERIC},
        good="label: {zh: 数, en: n}\n        sum: [spots, lit]\n        allowed: 0",
    ),
    Fault(
        "rule-value-not-yes-no",
        RULES,
        "fact: tidy\n        is: true",
        "fact: tidy\n        is: yes",
        "yes",
        {"given": "'yes'", "subject": "tidy"},
        good="fact: state\n        is: poor",
    ),
    Fault(
        "rule-option-unknown",
        RULES,
        STATE,
        "{fact: state, one_of: [good, fare]}",
        "fare",
        {"word": "fare", "of": "state", "nearest": "fair"},
        good="{fact: state, one_of: [good, poor]}",
    ),
    Fault(
        "rule-option-unknown",
        RULES,
        KIT,
        "fact: kit\n        includes_all: [desks]",
        "desks",
        {"word": "desks", "of": "kit", "nearest": "desk"},
        good="fact: kit\n        includes_all: [desk]",
    ),
    Fault(
        "rule-option-unknown",
        RULES,
        "old: 300, new: 500}",
        "old: 300, new: 500, newer: 600}",
        "newer",
        {"word": "newer", "of": "unit.town", "nearest": "new"},
        good="new: 500, old: 300}",
    ),
    Fault(
        "rule-option-without-number",
        RULES,
        "{by: unit.town, old: 300, new: 500}",
        "{by: unit.town, old: 300}",
        "{by",
        {"of": "unit.town", "options": "new"},
    ),
    Fault(
        "rule-by-attribute",
        RULES,
        "by: unit.town",
        "by: unit.population",
        "unit.population",
        {"given": "unit.population"},
    ),
    Fault("rule-by-attribute", RULES, "by: unit.town", "by: state", "state", {"given": "state"}),
    Fault(
        "rule-units-differ",
        RULES,
        "whole: lamps, when_zero: not_applicable",
        "whole: unit.population, when_zero: not_applicable",
        "unit.population",
        {"first": "lit", "unit": "个", "second": "community.population", "other": "人"},
        good="whole: spots, when_zero: not_applicable",
    ),
    Fault(
        "rule-units-differ",
        RULES,
        "{sum: [lit, lamps], between: [2, 9]}",
        "{sum: [lit, area], between: [2, 9]}",
        "area",
        {"first": "lit", "unit": "个", "second": "area", "other": "㎡"},
        good="{sum: [lit, {sum: [lamps, spots]}], between: [2, 9]}",
    ),
    Fault(
        "rule-term-twice",
        RULES,
        "whole: lamps, when_zero: not_applicable",
        "whole: lit, when_zero: not_applicable",
        "lit, when_zero",
        {"term": "lit"},
        good="whole: {sum: [lit, lamps]}, when_zero: not_applicable",
    ),
    Fault(
        "rule-term-twice",
        RULES,
        "{sum: [lit, lamps], between: [2, 9]}",
        "{sum: [lit, lamps, lit], between: [2, 9]}",
        "lit], between",
        {"term": "lit"},
        good="{sum: [lit, lamps, spots], between: [2, 9]}",
    ),
    Fault(
        "rule-term-twice",
        RULES,
        "{difference: [lamps, lit], at_most: 3}",
        "{difference: [{sum: [lamps, lit]}, {sum: [lamps, lit]}], at_most: 3}",
        "{sum: [lamps, lit]}], at_most",
        {"term": "lamps / lit"},
        good="{difference: [{sum: [lamps, lit]}, lit], at_most: 3}",
    ),
    Fault(
        "rule-term-no-number",
        RULES,
        "{difference: [lamps, lit], at_most: 3}",
        "{difference: [lamps, tidy], at_most: 3}",
        "tidy",
        {"fact": "tidy", "type": "bool"},
    ),
]

FORMS = [
    Fault(
        "rule-no-subject",
        RULES,
        "{fact: lamps, at_least: 1}",
        "{at_least: 1}",
        "{at_least",
        {"known": SUBJECTS},
    ),
    Fault(
        "rule-no-comparison",
        RULES,
        "{fact: lamps, at_least: 1}",
        "{fact: lamps}",
        "{fact",
        {"known": COMPARISONS},
    ),
    Fault(
        "rule-keys-together",
        RULES,
        OFFICE,
        "fact: area\n        at_least: 300\n        at_most: 500",
        "at_most",
        {"first": "at_least", "second": "at_most"},
        good="fact: area\n        between: [300, 500]",
    ),
    Fault(
        "rule-keys-together",
        RULES,
        OFFICE,
        "fact: area\n        sum: [lit, lamps]\n        at_least: 300",
        "sum",
        {"first": "fact", "second": "sum"},
    ),
    Fault(
        "rule-keys-together",
        RULES,
        STATE,
        "{all: [{fact: tidy, is: true}], fact: spots, at_most: 3}",
        "fact: spots",
        {"first": "all", "second": "fact"},
        good="{all: [{fact: tidy, is: true}, {fact: spots, at_most: 3}]}",
    ),
    Fault(
        "rule-n-too-large",
        RULES,
        "n: 1",
        "n: 3",
        "3",
        {"n": "3", "parts": "2"},
        good="n: 2",
    ),
    Fault(
        "rule-when-zero-inside",
        RULES,
        STATE,
        "{ratio: {part: lit, whole: lamps, when_zero: not_applicable}, at_least: 1}",
        "not_applicable",
        {},
        good="{ratio: {part: lit, whole: lamps, when_zero: unmet}, at_least: 1}",
    ),
    Fault(
        "rule-when-zero-inside",
        RULES,
        "when: {fact: lamps, at_least: 1}",
        "when: {ratio: {part: lit, whole: lamps, when_zero: not_applicable}, at_least: 1}",
        "not_applicable",
        {},
        good="when: {ratio: {part: lit, whole: lamps, when_zero: open}, at_least: 1}",
    ),
    Fault(
        "rule-condition-twice",
        RULES,
        STATE,
        f"{STATE}\n              - {STATE}",
        f"{STATE}\n              - at_least_n",
        {},
        good=f"{STATE}\n              - {{fact: state, is: good}}",
    ),
    Fault(
        "shape-key-missing",
        RULES,
        "whole: lamps, when_zero: not_applicable}",
        "whole: lamps}",
        "{part",
        {"key": "when_zero"},
        back=True,
    ),
]

ALL = [*TYPES, *FORMS]
NEAR = [fault for fault in ALL if fault.good is not None]


@pytest.mark.parametrize("fault", ALL, ids=names(ALL))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    assert unfounded(fault, tmp_path) == []
