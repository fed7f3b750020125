"""Every fault of a rule is found at its place; its near miss is none."""

from pathlib import Path

import pytest

from support.faults import Fault, names
from support.tiny_edition import FACTS, FILES, RULES, read, write

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
RATE = "percentage: {part: lit, whole: lamps, when_zero: not_applicable}\n            at_least: 95"
BANDS = "A: {more_than: 35}\n          B: {more_than: 30}\n          C: {at_most: 30}"
RULE_4 = "  - indicator: '1.1.4'\n    grading: parts\n    parts:"


def bounds(text: str) -> str:
    return f"fact: area\n        at_least: {text}"


def bands(*lines: str) -> str:
    return "\n          ".join(lines)


def dated(first: str, second: str) -> str:
    source = "source: {cite: NK, edition: '2008', confidence: official}"
    values = f"{{value: 1, {source}, {first}}}, {{value: 2, {source}, {second}}}"
    return bounds(f"[{values}]")


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
        {"given": "yes", "subject": "tidy"},
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
        "rule-term-no-number",
        RULES,
        "{difference: [lamps, lit], at_most: 3}",
        "{difference: [lamps, tidy], at_most: 3}",
        "tidy",
        {"fact": "tidy", "type": "bool"},
    ),
]

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
        "rule-between-reversed",
        RULES,
        "between: [2, 9]",
        "between: [9, 2]",
        "[9",
        {"low": "9", "high": "2"},
        good="between: [9, 9]",
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
        "shape-key-missing",
        RULES,
        "whole: lamps, when_zero: not_applicable}",
        "whole: lamps}",
        "{part",
        {"key": "when_zero"},
        back=True,
    ),
]

BANDS_FAULTS = [
    Fault(
        "rule-band-order",
        RULES,
        BANDS,
        bands("B: {more_than: 35}", "A: {more_than: 30}", "C: {at_most: 30}"),
        "A:",
        {"grade": "A", "before": "B"},
        good=bands("A: {more_than: 35}", "C: {more_than: 30}", "D: {at_most: 30}"),
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

NAMED = [
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
        "indicator: '1.1.5'",
        "'1.1.5'",
        {"code": "1.1.5", "nearest": "1.1.4"},
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
]

WHOLE = [
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


ONE_BY_ONE = [*TYPES, *BOUNDS, *FORMS, *BANDS_FAULTS, *NAMED, *WHOLE]


@pytest.mark.parametrize("fault", ONE_BY_ONE, ids=names(ONE_BY_ONE))
def test_a_fault_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    write(tmp_path, fault.files)
    assert read(tmp_path) == (None, [fault.problem(tmp_path)])


NEAR = [fault for fault in ONE_BY_ONE if fault.good is not None]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    write(tmp_path, fault.files_near)
    edition, problems = read(tmp_path)
    assert problems == []
    assert edition is not None


def test_a_scale_with_two_items_is_refused_at_the_second(tmp_path: Path) -> None:
    text = RULES.replace("'1.1.3'\n    grading: faults", "'1.1.3'\n    grading: bands")
    write(tmp_path, {**FILES, "rules/1.yaml": text})
    _, problems = read(tmp_path)
    second = text[: text.index("      - id: tidy")].count("\n") + 1
    assert [(p.code, p.place.line, p.args) for p in problems] == [
        ("rule-bands-grading", 64, {"item": "spots", "grading": "bands"}),
        ("rule-bands-grading", second, {"item": "tidy", "grading": "bands"}),
        ("rule-bands-one-item", second, {"items": "2"}),
        ("rule-fatal-grading", second + 3, {"grading": "bands"}),
    ]


def test_parts_and_items_go_with_their_grading_only(tmp_path: Path) -> None:
    text = RULES.replace("'1.1.1'\n    grading: all", "'1.1.1'\n    grading: parts")
    write(tmp_path, {**FILES, "rules/1.yaml": text})
    _, problems = read(tmp_path)
    assert [(p.code, p.place.line, p.place.column, p.args) for p in problems] == [
        ("rule-grading-needs", 2, 5, {"grading": "parts", "key": "parts"}),
        ("rule-grading-refuses", 4, 5, {"grading": "parts", "key": "items"}),
    ]


def test_all_problems_of_all_files_come_together_in_the_order_of_their_places(
    tmp_path: Path,
) -> None:
    files = {
        **FILES,
        "indicators/facts/1.yaml": FACTS.replace("method: 问", "method: 间", 1),
        "rules/1.yaml": RULES.replace("fact: spots", "fact: spot")
        .replace("at_least: 95", "at_leest: 95")
        .replace("C: {at_most: 30}", "C: {at_most: 200}"),
    }
    write(tmp_path, files)
    edition, problems = read(tmp_path)
    assert edition is None
    assert [(p.code, Path(p.place.file).name, p.place.line) for p in problems] == [
        ("edition-method-unknown", "1.yaml", 63),
        ("rule-bound-range", "1.yaml", 52),
        ("edition-fact-unknown", "1.yaml", 65),
        ("shape-key-unknown", "1.yaml", 90),
    ]


def test_what_a_rule_says_for_all_its_items_is_reported_once(tmp_path: Path) -> None:
    text = RULES.replace("{fact: lamps, at_least: 1}", "{fact: lamp, at_least: 1}")
    write(tmp_path, {**FILES, "rules/1.yaml": text})
    assert [p.code for p in read(tmp_path)[1]] == ["edition-fact-unknown"]


def test_an_item_that_does_not_fit_its_shape_hides_nothing_of_the_next(tmp_path: Path) -> None:
    text = RULES.replace("fact: spots\n", "fact: spots\n        fatel: true\n").replace(
        "fact: tidy\n        is: true", "fact: tidy\n        is: 1"
    )
    write(tmp_path, {**FILES, "rules/1.yaml": text})
    assert [p.code for p in read(tmp_path)[1]] == ["shape-key-unknown", "rule-value-not-yes-no"]
