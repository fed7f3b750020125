"""Faults of bounds: numbers, values by attribute and over time, ranges."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, unfounded
from support.tiny_edition import RULES

OFFICE = "fact: area\n        at_least: {by: unit.town, old: 300, new: 500}"


def bounds(text: str) -> str:
    return f"fact: area\n        at_least: {text}"


def value(number: int, edition: int) -> str:
    source = f"{{cite: NK#1, edition: '{edition}', confidence: official}}"
    return f"{{value: {number}, source: {source}}}"


def dated(first: str, second: str) -> str:
    source = "source: {cite: NK, edition: '2008', confidence: official}"
    values = f"{{value: 1, {source}, {first}}}, {{value: 2, {source}, {second}}}"
    return bounds(f"[{values}]")


BOUNDS = [
    Fault(
        "rule-bound-range",
        RULES,
        "A: {more_than: 35}",
        "A: {more_than: 101}",
        "101",
        {"bound": "101", "subject": "cover", "low": "0", "high": "100"},
        good="A: {at_least: 100}",
    ),
    Fault(
        "rule-bound-range",
        RULES,
        "{difference: [lamps, lit], at_most: 3}",
        "{difference: [lamps, lit], at_most: -1001}",
        "-1001",
        {"bound": "-1001", "subject": "difference", "low": "-1000", "high": "1000"},
        good="{difference: [lamps, lit], at_most: -1000}",
    ),
    Fault(
        "rule-bound-range",
        RULES,
        "at_least: 95",
        "at_least: -1",
        "-1",
        {"bound": "-1", "subject": "percentage", "low": "0", "high": "…"},
        good="at_least: 150",
    ),
    Fault(
        "rule-bound-fine",
        RULES,
        "A: {more_than: 35}",
        "A: {more_than: 35.55}",
        "35.55",
        {"bound": "35.55", "subject": "cover", "decimals": "1"},
        good="A: {more_than: 35.50}",
    ),
    Fault(
        "rule-bound-fine",
        RULES,
        "at_least: 95",
        "at_least: 95.1234567",
        "95.1234567",
        {"bound": "95.1234567", "subject": "percentage", "decimals": "6"},
        good="at_least: 95.123456",
    ),
    Fault(
        "rule-bound-not-whole",
        RULES,
        "{fact: lamps, at_least: 1}",
        "{fact: lamps, at_least: 0.5}",
        "0.5",
        {"bound": "0.5", "subject": "lamps", "decimals": "0"},
        good="{fact: lamps, at_least: 1.0}",
    ),
    Fault(
        "rule-bound-range",
        RULES,
        "allowed: 2",
        "allowed: 1001",
        "1001",
        {"bound": "1001", "subject": "spots", "low": "0", "high": "1000"},
        good="allowed: 1000",
    ),
    Fault(
        "rule-bound-no-number",
        RULES,
        OFFICE,
        bounds("'95'"),
        "'95'",
        {"given": "95", "subject": "area"},
        good=bounds("95"),
    ),
    Fault(
        "rule-bound-no-number",
        RULES,
        OFFICE,
        bounds("1_000"),
        "1_000",
        {"given": "1_000", "subject": "area"},
        good=bounds("1000"),
    ),
    Fault(
        "rule-bound-no-number",
        RULES,
        OFFICE,
        bounds("很多"),
        "很多",
        {"given": "很多", "subject": "area"},
        good=bounds("300"),
    ),
    Fault(
        "rule-bound-unit",
        RULES,
        OFFICE,
        bounds("90%"),
        "90%",
        {"given": "%", "subject": "area", "unit": "㎡"},
        good=bounds("90"),
    ),
    Fault(
        "rule-bound-with-unit",
        RULES,
        OFFICE,
        bounds("300 ㎡"),
        "300 ㎡",
        {"given": "300 ㎡", "number": "300", "unit": "㎡"},
    ),
    Fault(
        "rule-bound-with-unit",
        RULES,
        OFFICE,
        bounds("300m2"),
        "300m2",
        {"given": "300m2", "number": "300", "unit": "㎡"},
    ),
    Fault(
        "rule-bound-with-unit",
        RULES,
        "A: {more_than: 35}",
        "A: {more_than: 35\uff05}",
        "35\uff05",
        {"given": "35\uff05", "number": "35", "unit": "%"},
    ),
    Fault(
        "rule-between-reversed",
        RULES,
        "between: [2, 9]",
        "between: [9, 2]",
        "[9",
        {"low": "9", "high": "2"},
        good="between: [9, 9]",
    ),
    Fault(
        "rule-between-reversed",
        RULES,
        "between: [2, 9]",
        "between: [{by: unit.town, old: 7, new: 1}, {by: unit.town, old: 2, new: 6}]",
        "[{by",
        {"low": "7", "high": "2"},
        good="between: [{by: unit.town, old: 2, new: 6}, {by: unit.town, old: 2, new: 9}]",
    ),
    Fault(
        "rule-between-reversed",
        RULES,
        "between: [2, 9]",
        f"between: [[{value(2, 2005)}, {value(10, 2015)}], 9]",
        "[[{value",
        {"low": "10", "high": "9"},
        good=f"between: [[{value(2, 2005)}, {value(10, 2015)}], [{value(9, 2005)}, "
        f"{value(12, 2015)}]]",
    ),
    Fault(
        "rule-option-without-number",
        RULES,
        "between: [2, 9]",
        "between: [{by: unit.town, old: 2}, {by: unit.town, old: 9, new: 9}]",
        "{by",
        {"of": "unit.town", "options": "new"},
    ),
    Fault(
        "rule-dated-same-day",
        RULES,
        OFFICE,
        dated("from: '2008-01-01'", "from: '2008-01-01'"),
        "{value: 2",
        {"day": "2008-01-01"},
        good=dated("from: '2008-01-01'", "from: '2008-01-02'"),
    ),
    Fault(
        "rule-dated-no-day",
        RULES,
        OFFICE,
        dated("", "").replace("'2008'", "undated"),
        "{value: 2",
        {"edition": "undated"},
        good=dated("", "from: '2008-01-02'").replace("'2008'", "undated"),
    ),
]
NEAR = [fault for fault in BOUNDS if fault.good is not None]


@pytest.mark.parametrize("fault", BOUNDS, ids=names(BOUNDS))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    assert unfounded(fault, tmp_path) == []
