"""Every doubt about facts is found at its place; its near miss is none."""

from dataclasses import replace
from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CATEGORY, CONCLUSIONS, FACTS, RULES, TERMS, Doubt, linted, names
from support.doubts import changed as edited
from zicha.errors import Place, Problem, Severity

FLOODED = "{any: [{fact: flood, is: true}, {none: [{fact: flood, is: false}]}]}"
AREA_HINT = "{zh: 用卷尺量各间净面积，再相加。, en: Measure each room and add up.}"
LIT_HINT = "{zh: 天黑后走一圈，数亮着的灯。, en: Walk round after dark and count those lit.}"
LAMPS_LABEL = "{zh: 路灯总数, en: Lamps in all}"
LAMPS_HINT = "{zh: 白天走一圈，数全部路灯。, en: Walk round by day and count them all.}"
SHARE = """\
  dry:
    label: {zh: 淹过的地方占比, en: Share of places that were flooded}
    type: percent
    unit: '%'
    decimals: 2
    range: [0, 100]
    level: district
    better: less
    method: 看
    hint: {zh: 到各处问一遍，再除以地方总数。, en: Ask at each place and divide by all of them.}
    share_of: {fact: flood, among: places}
  places:
    label: {zh: 地方总数, en: Places in all}
    type: int
    unit: 个
    range: [0, 1000]
    level: district
    better: neutral
    method: 看
    hint: {zh: 照着名录走一遍，数全部地方。, en: Go through the register and count them all.}
"""

DOUBTS = [
    Doubt(
        "fact-unused",
        CONCLUSIONS,
        FLOODED,
        "{score: {at_least: 85}}",
        "flood:",
        {"fact": "flood"},
        good="{any: [{score: {at_least: 85}}, {fact: flood, is: true}]}",
        where=FACTS,
    ),
    Doubt(
        "fact-unlisted",
        CATEGORY,
        "facts: [area, kit]",
        "facts: [kit]",
        "area\n        at_least",
        {"fact": "area", "indicator": "1.1.1"},
        good="facts: [kit, area]",
        where=RULES,
    ),
    Doubt(
        "fact-idle",
        CATEGORY,
        "facts: [area, kit]",
        "facts: [area, kit, flood]",
        "flood",
        {"fact": "flood", "indicator": "1.1.1"},
        good="facts: [kit, area]",
    ),
    Doubt(
        "label-alike",
        FACTS,
        LAMPS_LABEL,
        "{zh: '亮着的、路灯！', en: Lamps in all}",
        "'亮着的、",
        {"fact": "lamps", "other": "lit"},
        good="{zh: 亮着的路灯总数, en: Lamps in all}",
    ),
    Doubt(
        "label-alike",
        FACTS,
        LAMPS_LABEL,
        "{zh: 路灯总数, en: 'Lamps, that are LIT'}",
        "'Lamps, that",
        {"fact": "lamps", "other": "lit"},
        good="{zh: 路灯总数, en: Lamps that were lit}",
    ),
    Doubt(
        "hint-alike",
        FACTS,
        LAMPS_HINT,
        "{zh: 天黑后走一圈，数亮着的灯！, en: Walk round by day and count them all.}",
        "天黑后走一圈，数亮着的灯！",
        {"fact": "lamps", "other": "lit"},
        good="{zh: 天亮后走一圈，数亮着的灯。, en: Walk round by day and count them all.}",
    ),
    Doubt(
        "hint-repeats-label",
        FACTS,
        LIT_HINT,
        "{zh: 亮着的路灯。, en: Walk round after dark and count those lit.}",
        "亮着的路灯。",
        {"fact": "lit"},
        good="{zh: 天黑后走一圈，看亮着的路灯。, en: Walk round after dark and count those lit.}",
    ),
    Doubt(
        "hint-short",
        FACTS,
        AREA_HINT,
        "{zh: 用卷尺量各间的净面积。, en: Measure each room and add up.}",
        "用卷尺",
        {"fact": "area", "least": "12"},
        good="{zh: 用卷尺量各间里的净面积。, en: Measure each room and add up.}",
    ),
    Doubt(
        "hint-short",
        FACTS,
        AREA_HINT,
        "{zh: 用卷尺量各间净面积，再相加。, en: Measure room and add up}",
        "Measure room",
        {"fact": "area", "least": "24"},
        good="{zh: 用卷尺量各间净面积，再相加。, en: Measure rooms and add up}",
    ),
    Doubt(
        "hint-without-how",
        FACTS,
        AREA_HINT,
        "{zh: 各间办公用房的面积之和为准。, en: Measure each room and add up.}",
        "各间",
        {"fact": "area"},
        good="{zh: 各间办公用房的面积量好相加。, en: Measure each room and add up.}",
    ),
    Doubt(
        "hint-without-how",
        FACTS,
        AREA_HINT,
        "{zh: 用卷尺量各间净面积，再相加。, en: The floor area of all rooms.}",
        "The floor",
        {"fact": "area"},
        good="{zh: 用卷尺量各间净面积，再相加。, en: MEASURE the floor of all rooms.}",
    ),
]


@pytest.mark.parametrize("doubt", DOUBTS, ids=names(DOUBTS))
def test_a_doubt_is_found_at_its_place(doubt: Doubt, tmp_path: Path) -> None:
    found = linted(tmp_path, edited(doubt.file, doubt.old, doubt.bad))
    assert found == ([doubt.problem(tmp_path)], [])


@pytest.mark.parametrize("doubt", DOUBTS, ids=names(DOUBTS))
def test_its_near_miss_is_none(doubt: Doubt, tmp_path: Path) -> None:
    assert linted(tmp_path, edited(doubt.file, doubt.old, doubt.good)) == ([], [])


def test_the_clean_edition_is_clean(tmp_path: Path) -> None:
    assert linted(tmp_path, CLEAN) == ([], [])


def test_facts_of_a_level_that_is_not_tested_are_found_each(tmp_path: Path) -> None:
    found, _ = linted(tmp_path, edited(CATEGORY, "levels: [community]", "levels: [district]"))
    args = {"level": "community", "indicator": "1.1.1"}
    place = Place(str(tmp_path / CATEGORY), 17, 17)
    assert found == [
        Problem("fact-level", place, {"fact": "area", **args}, Severity.WARNING),
        Problem("fact-level", replace(place, column=23), {"fact": "kit", **args}, Severity.WARNING),
    ]


def test_a_level_that_is_tested_among_others_is_no_doubt(tmp_path: Path) -> None:
    files = edited(CATEGORY, "levels: [community]", "levels: [community, district]")
    assert linted(tmp_path, files) == ([], [])


def test_a_fact_that_is_past_need_not_be_used(tmp_path: Path) -> None:
    files = edited(CONCLUSIONS, FLOODED, "{score: {at_least: 85}}")
    files[FACTS] = files[FACTS].replace(
        "label: {zh: 被水淹过,", "withdrawn: '2020-01-01'\n    label: {zh: 被水淹过,"
    )
    assert linted(tmp_path, files) == ([], [])


def test_the_fact_of_a_member_is_used_with_its_set(tmp_path: Path) -> None:
    files = edited(FACTS, "en: Broom}", "en: Broom, same_as: flood}")
    files[FACTS] = files[FACTS].replace("better: superset", "better: neutral")
    files[CONCLUSIONS] = files[CONCLUSIONS].replace(FLOODED, "{score: {at_least: 85}}")
    assert linted(tmp_path, files) == ([], [])


def test_what_a_share_in_use_is_computed_from_is_used(tmp_path: Path) -> None:
    files = edited(FACTS, "  flood:\n", f"{SHARE}  flood:\n")
    files[CONCLUSIONS] = files[CONCLUSIONS].replace(FLOODED, "{fact: dry, at_least: 85}")
    assert linted(tmp_path, files) == ([], [])


def test_what_a_share_that_is_not_in_use_is_computed_from_is_not_used(tmp_path: Path) -> None:
    found, _ = linted(tmp_path, edited(FACTS, "  flood:\n", f"{SHARE}  flood:\n"))
    assert [(each.code, each.args) for each in found] == [
        ("fact-unused", {"fact": "dry"}),
        ("fact-unused", {"fact": "places"}),
    ]


def test_facts_wait_for_the_rule_of_their_indicator(tmp_path: Path) -> None:
    start = CLEAN[RULES].index("  - indicator: '1.1.2'")
    cases = CLEAN["rules/1.cases.yaml"]
    files = {
        **CLEAN,
        RULES: CLEAN[RULES][:start],
        "rules/1.cases.yaml": cases[: cases.index("  - indicator: '1.1.2'")],
    }
    assert [each.code for each in linted(tmp_path, files)[0]] == ["no-rule"]


def test_without_words_for_hints_every_hint_that_is_long_enough_will_do(tmp_path: Path) -> None:
    files = edited(FACTS, "Measure each room and add up.", "The floor area of all rooms.")
    files[TERMS] = "terms: []\nown_works: [OWN]\n"
    assert linted(tmp_path, files) == ([], [])
