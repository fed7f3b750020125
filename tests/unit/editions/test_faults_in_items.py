"""Faults of items: what they name, and what they say."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, place, unfounded
from support.tiny_edition import FACTS, NAMES, RULES, changed, read, write
from zicha.errors import Problem

SPOTS = "fact: spots\n        allowed: 2"
OFFICE = "fact: area\n        at_least: {by: unit.town, old: 300, new: 500}"

MALFORMED = [
    Fault(
        "source-cite-malformed",
        RULES,
        "cite: NK#1; TW,",
        f"cite: '{cite}',",
        f"'{cite}",
        {"cite": cite.removeprefix("TW; ")},
        good="cite: 'NK#1（第2、3条）; TW#3 (a, b)',",
    )
    for cite in ("NK#1；TW", "NK#1、TW", "NK#1, TW", "TW; NK#", "#1", "NK#1#2")
]


NAMED = [
    Fault(  # Where none is near, all are named, in an order that is always the same.
        "edition-fact-unknown",
        RULES,
        "fact: spots\n        allowed: 2",
        "fact: qqq\n        allowed: 2",
        "qqq",
        {
            "fact": "qqq",
            "nearest": "accident / area / cover / drill / kit / lamps / lit / old_area / spots"
            " / state / tidy / unit.town / …",
        },
    ),
    Fault(
        "edition-fact-unknown",
        RULES,
        SPOTS,
        "fact: spot\n        allowed: 2",
        "spot",
        {"fact": "spot", "nearest": "spots"},
    ),
    Fault(
        "edition-fact-unknown",
        RULES,
        "when: {fact: lamps,",
        "when: {fact: lamp,",
        "lamp,",
        {"fact": "lamp", "nearest": "lamps"},
    ),
    Fault(
        "rule-attribute-unknown",
        RULES,
        "by: unit.town",
        "by: unit.towns",
        "unit.towns",
        {"attribute": "unit.towns", "nearest": "unit.town"},
    ),
    Fault(
        "rule-fact-withdrawn",
        RULES,
        OFFICE,
        "fact: old_area\n        at_least: 300",
        "old_area",
        {"fact": "old_area", "since": "2020-01-01", "instead": "area"},
    ),
    Fault(
        "edition-indicator-unknown",
        RULES,
        "indicator: '1.1.4'",
        "indicator: '1.1.6'",
        "'1.1.6'",
        {"code": "1.1.6", "nearest": "1.1.5"},
    ),
    Fault(
        "edition-department-unknown",
        RULES,
        "owner: 民政局",
        "owner: 民政",
        "民政\n",
        {"word": "民政", "nearest": "民政局"},
    ),
    Fault(
        "edition-level-unknown",
        RULES,
        "doer: district",
        "doer: street",
        "street",
        {"word": "street", "nearest": "community / district"},
        good="doer: community",
    ),
    Fault(
        "rule-clause-unknown",
        RULES,
        "covers: [area]",
        "covers: [areas]",
        "areas",
        {"word": "areas", "nearest": "area"},
        good="covers: [area, kit]",
    ),
    Fault(
        "source-work-unknown",
        RULES,
        "cite: NK#1; TW,",
        "cite: NK#1; TV,",
        "NK#1; TV",
        {"work": "TV", "nearest": "NK / TW / OWN"},
        good="cite: NK#1; TW#3,",
    ),
    *MALFORMED,
    Fault(
        "source-edition-unknown",
        RULES,
        "edition: '2005/2008'",
        "edition: '2005/2009'",
        "'2005/2009'",
        {"edition": "2009", "nearest": "2008"},
        good="edition: '2005/2015'",
    ),
    Fault(
        "source-edition-missing",
        RULES,
        "{cite: NK#3, edition: '2015', confidence: official}",
        "{cite: NK#3, confidence: official}",
        "{cite: NK#3",
        {"cite": "NK#3"},
        good="{cite: NK#3, confidence: reconstructed}",
    ),
    Fault(
        "rule-source-missing",
        RULES,
        "\n        source: {cite: NK#1, edition: '2005/2008', confidence: official}",
        "",
        "id: office",
        {"item": "office"},
        back=True,
    ),
    Fault(
        "rule-label-missing",
        RULES,
        "\n        label: {zh: 人均面积, en: Area per head}",
        "",
        "id: per_head",
        {"item": "per_head"},
        back=True,
    ),
    Fault(  # Of several conditions together there is no one value.
        "rule-placeholder-unfit",
        RULES,
        "{zh: 改善, en: Improve}",
        "{zh: 改善, en: 'Improve {actual}'}",
        "'Improve",
        {"placeholder": "actual", "nearest": ""},
        good="{zh: 改善, en: 'Improve it'}",
    ),
    Fault(
        "rule-placeholder-unfit",
        RULES,
        "zh: '差{shortfall}'",
        "zh: '差{shortfal}'",
        "'差{shortfal}'",
        {"placeholder": "shortfal", "nearest": "shortfall"},
        good="zh: '差{actual}{required}{shortfall}'",
    ),
    Fault(
        "rule-placeholder-unfit",
        RULES,
        "zh: '差{shortfall}'",
        "zh: '差{shortfal?a|b}'",
        "'差{shortfal?a|b}'",
        {"placeholder": "shortfal", "nearest": "shortfall"},
        good="zh: '差{shortfall} {shortfall?a|b}'",
    ),
    Fault(
        "rule-placeholder-unfit",
        RULES,
        "zh: '差{shortfall}'",
        "zh: '差{member}'",
        "'差{member}'",
        {"placeholder": "member", "nearest": "actual / required / shortfall"},
    ),
    Fault(
        "rule-placeholder-unfit",
        RULES,
        "zh: 整理",
        "zh: '差{shortfall}'",
        "'差{shortfall}'",
        {"placeholder": "shortfall", "nearest": "actual / required"},
        good="zh: '现为{actual}'",
    ),
    Fault(
        "rule-brace-alone",
        RULES,
        "zh: '缺{member}'",
        "zh: '缺{member'",
        "'缺{member'",
        {},
    ),
    Fault(
        "rule-brace-full-width",
        RULES,
        "zh: '缺{member}'",
        "zh: '缺{member}\uff5d'",
        "'缺{member",
        {"character": "\uff5d"},
        good="zh: '缺（{member}）'",
    ),
    Fault(
        "shape-list-repeats",
        RULES,
        "covers: [kit]",
        "covers: [kit, kit]",
        "kit]",
        {"word": "kit"},
        good="covers: [kit, area]",
    ),
]

IDS = [
    Fault(
        "rule-fatal-grading",
        RULES,
        "within_days: 365\n",
        "within_days: 365\n        fatal: true\n",
        "fatal",
        {"grading": "all"},
        good="within_days: 365\n        fatal: false\n",
    ),
    Fault(
        "rule-twice",
        RULES,
        "indicator: '1.1.4'",
        "indicator: '1.1.1'",
        "'1.1.1'",
        {"code": "1.1.1", "first": "~/rules/1.yaml:2:16"},
    ),
    Fault(
        "rule-id-twice",
        RULES,
        "id: kit",
        "id: office",
        "office",
        {"id": "office", "first": "~/rules/1.yaml:5:13"},
        good="id: office_kit",
    ),
    Fault(
        "rule-id-twice",
        RULES,
        "id: state\n",
        "id: rate\n",
        "rate\n",
        {"id": "rate", "first": "~/rules/1.yaml:87:17"},
    ),
    Fault(
        "rule-id-twice",
        RULES,
        "id: rest",
        "id: rate",
        "rate",
        {"id": "rate", "first": "~/rules/1.yaml:84:13"},
        good="id: rated",
    ),
]

ALL = [*NAMED, *IDS]
NEAR = [fault for fault in ALL if fault.good is not None]


@pytest.mark.parametrize("fault", ALL, ids=names(ALL))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    assert unfounded(fault, tmp_path) == []


def test_a_fact_that_was_replaced_cannot_be_used(tmp_path: Path) -> None:
    less = "better: less\n"
    files = changed(FACTS, less, f"{less}    replaced_by: lit\n")
    _, problems = read(write(tmp_path, files))
    at = place(tmp_path / NAMES[RULES], RULES, RULES.index(SPOTS) + len("fact: "))
    assert problems == [Problem("rule-fact-replaced", at, {"fact": "spots", "instead": "lit"})]
