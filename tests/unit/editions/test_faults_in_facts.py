"""Faults of the fact dictionary."""

from pathlib import Path

import pytest

from support.faults import Fault, found, names, place, unfounded
from support.tiny_edition import FACTS, NAMES, changed, read, write
from zicha.errors import Problem

TIDY = FACTS[FACTS.index("  tidy:\n") : FACTS.index("  state:\n")]
DICTIONARY = [
    Fault(
        "edition-option-label-twice",
        FACTS,
        "fair: {zh: 中, en: Fair}",
        "fair: {zh: 好, en: Fair}",
        "好, en: Fair",
        {"option": "good"},
        good="fair: {zh: 好的, en: Fair}",
    ),
    Fault(
        "edition-option-label-twice",
        FACTS,
        "en: Broom,",
        "en: Desk,",
        "Desk, same_as",
        {"option": "desk"},
    ),
    Fault(
        "edition-fact-id-reserved",
        FACTS,
        "  old_area:\n",
        "  population:\n",
        "population",
        {"fact": "population"},
        good="  old_population:\n",
    ),
    Fault(
        "edition-fact-id-reserved",
        FACTS,
        "  drill:\n",
        "  parent:\n    label: {zh: 上级, en: P}\n    type: bool\n    level: community\n"
        "    better: true\n    method: 看\n    hint: {zh: 看, en: P}\n  drill:\n",
        "parent",
        {"fact": "parent"},
        good="  parents:\n    label: {zh: 上级, en: P}\n    type: bool\n    level: community\n"
        "    better: true\n    method: 看\n    hint: {zh: 看, en: P}\n  drill:\n",
    ),
    Fault(
        "edition-fact-id-reserved",
        FACTS,
        "  old_area:\n",
        "  old__area:\n",
        "old__area",
        {"fact": "old__area"},
        good="  old_area_:\n",
    ),
    Fault(
        "edition-level-unknown",
        FACTS,
        "level: district",
        "level: city",
        "city",
        {"word": "city", "nearest": "community"},
        good="level: community",
    ),
    Fault(
        "edition-method-unknown",
        FACTS,
        "method: 问",
        "method: 查",
        "查",
        {"word": "查", "nearest": "看 / 问"},
        good="method: 看",
    ),
    Fault(
        "edition-fact-unit-unknown",
        FACTS,
        "unit: ㎡",
        "unit: m2",
        "m2",
        {"word": "m2", "nearest": "% / 个 / 人 / ㎡"},
        good="unit: 人",
    ),
    Fault(
        "edition-fact-range-empty",
        FACTS,
        "range: [0, 1000]\n    level: community\n    better: less",
        "range: [1000, 0]\n    level: community\n    better: less",
        "[1000",
        {"low": "1000", "high": "0"},
        good="range: [-1, 1000]\n    level: community\n    better: less",
    ),
    Fault(
        "edition-fact-range-fine",
        FACTS,
        "range: [0, 10000]",
        "range: [0, 9999.999]",
        "9999.999",
        {"bound": "9999.999", "decimals": "2"},
        good="range: [0, 9999.99]",
    ),
    Fault(
        "edition-fact-replaced-by-itself",
        FACTS,
        "replaced_by: area",
        "replaced_by: old_area",
        "old_area",
        {"fact": "old_area"},
        good="replaced_by: spots",
    ),
    Fault(
        "edition-fact-unknown",
        FACTS,
        "replaced_by: area",
        "replaced_by: areas",
        "areas",
        {"fact": "areas", "nearest": "area"},
    ),
    Fault(
        "edition-fact-unknown",
        FACTS,
        "same_as: tidy",
        "same_as: tidi",
        "tidi",
        {"fact": "tidi", "nearest": "tidy"},
    ),
    Fault(
        "edition-fact-same-as-unfit",
        FACTS,
        "same_as: tidy",
        "same_as: lamps",
        "lamps",
        {"fact": "lamps", "option": "broom"},
    ),
    Fault(
        "edition-fact-same-as-unfit",
        FACTS,
        "same_as: tidy",
        "same_as: accident",
        "accident",
        {"fact": "accident", "option": "broom"},
    ),
    Fault(
        "edition-fact-same-as-unfit",
        FACTS,
        "en: Desk}",
        "en: Desk, same_as: tidy}",
        "tidy}}",
        {"fact": "tidy", "option": "broom"},
    ),
    Fault(
        "edition-fact-same-as-unfit",
        FACTS,
        "en: Fair}",
        "en: Fair, same_as: tidy}",
        "tidy}",
        {"fact": "tidy", "option": "fair"},
    ),
    Fault(
        "edition-fact-same-as-better",
        FACTS,
        TIDY,
        TIDY.replace("better: true", "better: false"),
        "tidy}}",
        {"fact": "tidy", "option": "broom"},
        good=TIDY,
    ),
    Fault(
        "edition-label-twice",
        FACTS,
        "{zh: 灯数, en: Lamps}",
        "{zh: 亮灯, en: Lamps}",
        "亮灯",
        {"fact": "lit"},
        good="{zh: 亮灯数, en: Lamps}",
    ),
    Fault(
        "edition-label-of-attribute",
        FACTS,
        "{zh: 灯数, en: Lamps}",
        "{zh: 人口, en: Lamps}",
        "人口",
        {"attribute": "unit.population"},
        good="{zh: 人口数, en: Lamps}",
    ),
    Fault(
        "edition-label-of-attribute",
        FACTS,
        "{zh: 灯数, en: Lamps}",
        "{zh: 灯数, en: Town}",
        "Town",
        {"attribute": "unit.town"},
        good="{zh: 灯数, en: Towns}",
    ),
    Fault(
        "edition-hint-twice",
        FACTS,
        "{zh: 数灯, en: Count all}",
        "{zh: 数灯, en: Walk round}",
        "Walk round",
        {"fact": "spots"},
        good="{zh: 数灯, en: Walk around}",
    ),
    Fault(
        "shape-word-unknown",
        FACTS,
        "type: date",
        "type: dates",
        "dates",
        {"given": "dates", "nearest": "date"},
    ),
    Fault(
        "shape-word-unknown",
        FACTS,
        "better: less",
        "better: superset",
        "superset",
        {"given": "superset", "nearest": "more / less / neutral"},
        good="better: neutral",
    ),
    Fault(
        "shape-key-unknown",
        FACTS,
        "type: bool\n",
        "type: bool\n    hints: 看\n",
        "hints",
        {"key": "hints", "nearest": "hint"},
    ),
    Fault(
        "shape-number-large",
        FACTS,
        "decimals: 2",
        "decimals: 7",
        "7",
        {"given": "7", "most": "6"},
        good="decimals: 6",
    ),
    Fault(
        "shape-number-small",
        FACTS,
        "valid_days: 365",
        "valid_days: 0",
        "0",
        {"given": "0", "least": "1"},
        good="valid_days: 1",
    ),
    Fault(
        "shape-not-day",
        FACTS,
        "withdrawn: '2020-01-01'",
        "withdrawn: 20200101",
        "20200101",
        {"given": "20200101"},
        good="withdrawn: 2020-01-01",
    ),
    Fault(
        "shape-not-day",
        FACTS,
        "withdrawn: '2020-01-01'",
        "withdrawn: 2020-W01-3",
        "2020-W01-3",
        {"given": "2020-W01-3"},
        good="withdrawn: 2020-01-01",
    ),
    Fault(
        "shape-not-day",
        FACTS,
        "withdrawn: '2020-01-01'",
        "withdrawn: '2020-02-30'",
        "'2020-02-30'",
        {"given": "2020-02-30"},
        good="withdrawn: '2020-02-29'",
    ),
    Fault(
        "shape-not-yes-no",
        FACTS,
        "better: false",
        "better: no",
        "no",
        {"given": "'no'"},
        good="better: true",
    ),
    Fault(
        "shape-id-long",
        FACTS,
        "  old_area:\n",
        f"  {'a' * 61}:\n",
        "aaa",
        {"given": "a" * 61, "most": "60"},
        good=f"  {'a' * 60}:\n",
    ),
    Fault(
        "shape-id-malformed",
        FACTS,
        "  old_area:\n",
        "  Old_area:\n",
        "Old_area",
        {"given": "Old_area"},
        good="  old_area_2:\n",
    ),
    Fault(
        "shape-list-short",
        FACTS,
        "range: [0, 10000]",
        "range: [0]",
        "[0]",
        {"given": "[…]", "least": "2"},
    ),
    Fault(
        "shape-list-long",
        FACTS,
        "range: [0, 10000]",
        "range: [0, 1, 2]",
        "[0, 1",
        {"given": "[…]", "most": "2"},
    ),
]
NEAR = [fault for fault in DICTIONARY if fault.good is not None]


@pytest.mark.parametrize("fault", DICTIONARY, ids=names(DICTIONARY))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    assert found(fault, tmp_path) == [fault.problem(tmp_path)]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    assert unfounded(fault, tmp_path) == []


def test_facts_that_replace_each_other_in_a_circle_are_reported_once(tmp_path: Path) -> None:
    older = FACTS[FACTS.index("  old_area:\n") :]
    for old, new in (("old_area", "older"), ("旧", "更旧"), ("Former", "First"), ("No", "Not")):
        older = older.replace(old, new)
    older = older.replace("不再用", "早不用了").replace(": area", ": old_area")
    text = FACTS.replace("replaced_by: area", "replaced_by: older") + older
    _, problems = read(write(tmp_path, changed(FACTS, FACTS, text)))
    at = place(tmp_path / NAMES[FACTS], text, text.index("older"))
    circle = {"circle": "old_area → older → old_area"}
    assert problems == [Problem("edition-fact-replaced-circle", at, circle)]
