"""Every doubt about texts and remedies is found at its place; its near miss is none."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CASES, CATEGORY, FACTS, RULES, Doubt, changed, linted, names
from zicha.errors import Place, Problem, Severity

KIT_LABEL = "label: {zh: 办公设备, en: Equipment of the office}"
OFFICE_REMEDY = (
    "{zh: '差{shortfall}㎡，请区里解决。', en: '{shortfall} m² short; ask the district.'}"
)
RATE = "percentage: {part: lit, whole: lamps, when_zero: not_applicable}\n        at_least: 95"
KIT_REMEDY = "{zh: '缺{member}，请购置。', en: 'Buy what is missing: {member}.'}"

DOUBTS = [
    Doubt(
        "english-with-chinese",
        FACTS,
        KIT_LABEL,
        "label: {zh: 办公设备, en: Equipment of the 办公室}",
        "Equipment",
        {"sign": "办"},
        good="label: {zh: 办公设备, en: 'Equipment – of the “office”'}",
    ),
    Doubt(
        "english-with-chinese",
        FACTS,
        KIT_LABEL,
        "label: {zh: 办公设备, en: 'Equipment\uff0c of the office'}",
        "'Equipment",
        {"sign": "\uff0c"},
        good="label: {zh: 办公设备, en: 'Equipment, of the office, in m²'}",
    ),
    Doubt(
        "chinese-without-chinese",
        FACTS,
        KIT_LABEL,
        "label: {zh: Office kit, en: Equipment of the office}",
        "Office kit",
        {},
        good="label: {zh: 办公 kit, en: Equipment of the office}",
    ),
    Doubt(
        "term-unfit",
        FACTS,
        KIT_LABEL,
        "label: {zh: 办公笤帚, en: Equipment of the office}",
        "办公笤帚",
        {"word": "笤帚", "term": "扫帚"},
        good="label: {zh: 办公扫帚, en: Equipment of the office}",
    ),
    Doubt(
        "term-unfit",
        FACTS,
        KIT_LABEL,
        "label: {zh: 办公设备, en: A BESOM of the office}",
        "A BESOM",
        {"word": "besom", "term": "broom"},
        good="label: {zh: 办公设备, en: A besomer of the office}",
    ),
    Doubt(
        "term-unfit",
        FACTS,
        "options: {desk: {zh: 桌子, en: Desk}",
        "options: {desk: {zh: 一平方米的桌子, en: Desk}",
        "一平方米",
        {"word": "平方米", "term": "㎡"},
        good="options: {desk: {zh: 一㎡的桌子, en: Desk}",
    ),
    Doubt(
        "to-write",
        CASES,
        "why: 300 >= 300 since 2008",
        "why: 300 >= 300 since 2008 TODO",
        "300 >=",
        {"text": "300 >= 300 since 2008 TODO"},
        good="why: 300 >= 300 since 2008 TODOS",
    ),
    Doubt(
        "to-write",
        RULES,
        "grading: all\n",
        "grading: all  # TODO or faults?\n",
        "# TODO",
        {"text": "TODO or faults?"},
        good="grading: all  # todo\n",
    ),
    Doubt(
        "remedy-without-number",
        RULES,
        OFFICE_REMEDY,
        "{zh: 请区里解决。, en: '{shortfall} m² short; ask the district.'}",
        "请区里",
        {"item": "office"},
        good="{zh: '要{required}㎡。', en: 'There are {actual} m².'}",
    ),
    Doubt(
        "remedy-without-number",
        RULES,
        "{zh: '还有{shortfall}处，请打扫。', en: 'Sweep, {shortfall} are left.'}",
        "{zh: '还有{shortfall}处，请打扫。', en: Sweep the rest.}",
        "Sweep the",
        {"item": "spots"},
        good="{zh: '有{actual}处，请打扫。', en: 'Sweep, there are {actual}.'}",
    ),
    Doubt(
        "remedy-without-member",
        RULES,
        KIT_REMEDY,
        "{zh: '缺{member}，请购置。', en: 'Buy what is missing: {shortfall}.'}",
        "'Buy what",
        {"item": "kit"},
        good="{zh: '缺{member}，请购置。', en: 'Buy a {member}.'}",
    ),
]


@pytest.mark.parametrize("doubt", DOUBTS, ids=names(DOUBTS))
def test_a_doubt_is_found_at_its_place(doubt: Doubt, tmp_path: Path) -> None:
    found = linted(tmp_path, changed(doubt.file, doubt.old, doubt.bad))
    assert found == ([doubt.problem(tmp_path)], [])


@pytest.mark.parametrize("doubt", DOUBTS, ids=names(DOUBTS))
def test_its_near_miss_is_none(doubt: Doubt, tmp_path: Path) -> None:
    assert linted(tmp_path, changed(doubt.file, doubt.old, doubt.good)) == ([], [])


def test_a_word_that_is_wrong_in_a_label_only_may_stand_in_a_sentence(tmp_path: Path) -> None:
    files = changed(RULES, "'差{shortfall}㎡，请区里解决。'", "'差{shortfall}平方米，请区里解决。'")
    assert linted(tmp_path, files) == ([], [])


def test_the_name_of_an_indicator_is_a_label_too(tmp_path: Path) -> None:
    found, _ = linted(tmp_path, changed(CATEGORY, "zh: 用房", "zh: 平方米"))
    place = Place(str(tmp_path / CATEGORY), 7, 20)
    args = {"word": "平方米", "term": "㎡"}
    assert found == [Problem("term-unfit", place, args, Severity.WARNING)]


def test_where_one_is_asked_for_no_number_is_missing(tmp_path: Path) -> None:
    files = changed(RULES, RATE, "fact: lit\n        at_least: 1")
    files[RULES] = files[RULES].replace("'只有{actual}，请修灯。'", "请修灯。")
    codes = {each.code for each in linted(tmp_path, files)[0]}
    assert "remedy-without-number" not in codes


SCALE = """\
rules:
  - indicator: '1.1.1'
    grading: bands
    items:
      - id: office
        covers: [area, kit]
        label: {{zh: 用房, en: Premises}}
        bands:
          A: {best}
          B: {{fact: area, at_least: 100}}
        source: {{cite: NK#1, edition: '2008', confidence: official}}
        remedy: {{zh: 请区里解决。, en: 'Ask the district.'}}
        owner: 民政局
        doer: district
        days: 180
"""


@pytest.mark.parametrize(
    ("best", "asked"),
    [
        ("{fact: area, at_least: 300}", True),
        # What is required is the best band: there no number is missing, and none could be named.
        ("{all: [{fact: area, at_least: 300}, {fact: kit, includes_all: [desk]}]}", False),
    ],
)
def test_a_number_is_asked_for_where_the_best_band_has_one(
    best: str, *, asked: bool, tmp_path: Path
) -> None:
    found, _ = linted(tmp_path, {**CLEAN, RULES: SCALE.format(best=best), CASES: "cases: []\n"})
    codes = {each.code for each in found}
    assert ("remedy-without-number" in codes) is asked
    assert not codes & {"rule-placeholder-unfit", "shape-key-missing"}


def test_what_is_to_be_written_is_not_asked_to_be_chinese(tmp_path: Path) -> None:
    found, _ = linted(tmp_path, changed(FACTS, "zh: 办公设备", "zh: TODO x"))
    assert [each.code for each in found] == ["to-write"]
