"""Requirements that run against ``better`` are found, and scales that fall or have a hole."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CASES, CONCLUSIONS, FACTS, RATIO, RULES, STATE, linted
from support.tiny_edition import replaced
from zicha.errors import Severity

OFFICE = CLEAN[RULES][: CLEAN[RULES].index("      - id: kit\n")]
OFFICE = OFFICE[OFFICE.index("        fact: area\n") : OFFICE.index("        remedy:")]
SPARE = """\
  spare:
    label: {zh: 备用灯, en: Spare lamps}
    type: int
    unit: 个
    range: [0, 1000]
    level: community
    better: neutral
    method: 看
    hint: {zh: 到仓库数一数备用的灯。, en: Count the spare lamps in the store.}
"""
SHARE = """\
  flood_share:
    label: {zh: 被淹社区占比, en: Share of communities flooded}
    type: percent
    unit: '%'
    decimals: 1
    range: [0, 100]
    level: district
    better: less
    method: 问
    hint: {zh: 问各社区近一年的情况，再算。, en: Ask every community and work it out.}
    share_of: {fact: flood, among: communities}
  communities:
    label: {zh: 社区数, en: Communities}
    type: int
    unit: 个
    range: [1, 1000]
    level: district
    better: neutral
    method: 问
    hint: {zh: 问民政局有几个社区，数清楚。, en: Ask the bureau how many there are.}
"""
SOURCE = "        source: {cite: NK#1, edition: '2008', confidence: official}\n"
LABEL = "label: {zh: 要求, en: Thing}"


def found(folder: Path, code: str, rules: str, options: str = "order") -> list[dict[str, str]]:
    """Return what lint says of a code; each is a hint that stands at the first item."""
    files = {**CLEAN, RULES: rules, CASES: "cases: []\n"}
    files[FACTS] += SPARE + SHARE + STATE.replace("better: order", f"better: {options}")
    problems, _ = linted(folder, files)
    assert not any(each.severity is Severity.ERROR for each in problems)
    every = [each for each in problems if each.code == code]
    line = rules[: rules.index("id: office")].count("\n") + 1
    assert {(each.severity, each.place.line) for each in every} <= {(Severity.HINT, line)}
    return [dict(each.args) for each in every]


def requiring(*lines: str) -> str:
    """Return the rules with another requirement in the first item."""
    written = "".join(f"        {line}\n" for line in lines)
    rules = CLEAN[RULES].replace(OFFICE, written + SOURCE)
    return rules.replace("{shortfall}㎡", "").replace("{shortfall} m²", "Something is")


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        (("fact: spots", "at_least: 3"), "spots"),
        (("fact: spots", "more_than: 3"), "spots"),
        (("fact: spots", "equals: 3"), "spots"),
        (("fact: spots", "between: [1, 3]"), "spots"),
        (("fact: area", "at_most: 300"), "area"),
        (("fact: area", "less_than: {by: unit.town, old: 300, new: 500}"), "area"),
        (("fact: area", "between: [300, 9999]"), "area"),
        (("fact: lit", "allowed: 3"), "lit"),
        (("fact: flood", "is: true"), "flood"),
        (("fact: state", "is: poor"), "state"),
        (("fact: state", "is: fair"), "state"),
        (("fact: state", "one_of: [fair, poor]"), "state"),
        (("fact: state", "one_of: [good, poor]"), "state"),
        ((LABEL, RATIO, "at_most: 95"), "lit"),
        ((LABEL, "percentage: {part: lamps, whole: lit, when_zero: unmet}", "at_least: 9"), "lit"),
        ((LABEL, "percentage: {part: lit, whole: BELOW, when_zero: unmet}", "at_least: 9"), "lit"),
        ((LABEL, "difference: [lamps, lit]", "at_least: 5"), "lit"),
        ((LABEL, "sum: [lit, lamps]", "at_most: 5"), "lit"),
        ((LABEL, "sum: [lit, spots]", "at_most: 5"), "lit"),
    ],
)
def test_an_item_that_asks_for_the_worse_is_found(
    lines: tuple[str, ...], facts: str, tmp_path: Path
) -> None:
    # Lamps that are not declared to be all there are: what is left of them may be below 0.
    rules = requiring(*lines).replace("BELOW", "{difference: [lamps, spare]}")
    assert found(tmp_path, "item-against-better", rules) == [{"item": "office", "facts": facts}]


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        ("any: [{fact: spots, at_least: 3}, {fact: lit, at_least: 3}]", "spots"),
        ("all: [{fact: lit, less_than: 3}, {fact: spots, more_than: 3}]", "lit / spots"),
        ("none: [{fact: lit, at_least: 3}, {fact: flood, is: true}]", "lit"),
        ("none: [{fact: flood, is: false}]", "flood"),
        ("none: [{fact: state, one_of: [good, fair]}]", "state"),
        ("none: [{fact: kit, includes_any: [desk]}]", "kit"),
        ("none: [{fact: spots, equals: 1}]", "spots"),
        ("none: [{none: [{fact: spots, at_least: 3}]}]", "spots"),
        ("at_least_n_of: {n: 1, of: [{fact: lit, at_least: 3}, {fact: area, at_most: 3}]}", "area"),
    ],
)
def test_so_is_one_that_does_within_a_connective(
    condition: str, facts: str, tmp_path: Path
) -> None:
    rules = requiring(LABEL, condition)
    assert found(tmp_path, "item-against-better", rules) == [{"item": "office", "facts": facts}]


@pytest.mark.parametrize(
    "lines",
    [
        ("fact: spots", "at_most: 3"),
        ("fact: spots", "equals: 0"),
        ("fact: spots", "between: [0, 3]"),
        ("fact: area", "between: [300, 10000]"),
        ("fact: lamps", "at_most: 3"),
        ("fact: lamps", "equals: 3"),
        ("fact: flood", "is: false"),
        ("fact: state", "is: good"),
        ("fact: state", "one_of: [good, fair]"),
        ("fact: kit", "includes_any: [desk]"),
        (LABEL, RATIO, "at_least: 95"),
        (LABEL, "difference: [lamps, lit]", "at_most: 5"),
        (LABEL, "sum: [lit, lamps]", "at_least: 5"),
        (LABEL, "any: [{fact: spots, at_most: 3}, {fact: lit, at_least: 3}]"),
        (LABEL, "none: [{fact: spots, at_least: 3}, {fact: flood, is: true}]"),
        (LABEL, "none: [{fact: state, one_of: [fair, poor]}, {fact: lit, equals: 0}]"),
        (LABEL, "none: [{none: [{fact: lit, at_least: 3}]}]"),
    ],
)
def test_one_that_asks_for_the_better_is_not(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert found(tmp_path, "item-against-better", requiring(*lines)) == []


@pytest.mark.parametrize(
    ("zero", "comparison", "whole", "facts"),
    [
        # Fewer spots: a larger share, until there are none at all.
        ("met", "at_least", "spots", []),
        ("unmet", "at_least", "spots", ["spots"]),
        ("open", "at_least", "spots", ["spots"]),
        ("not_applicable", "at_least", "spots", []),
        # More lamps that are lit: a smaller share, once there are any.
        ("unmet", "at_most", "lit", []),
        ("met", "at_most", "lit", ["lit"]),
    ],
)
def test_a_whole_that_improves_to_0_or_away_from_it_may_do_harm(
    zero: str, comparison: str, whole: str, facts: list[str], tmp_path: Path
) -> None:
    ratio = f"percentage: {{part: lamps, whole: {whole}, when_zero: {zero}}}"
    rules = requiring(LABEL, ratio, f"{comparison}: 9")
    assert [f["facts"] for f in found(tmp_path, "item-against-better", rules)] == facts


@pytest.mark.parametrize(
    ("kind", "when", "found_facts"),
    [
        ("veto", "{fact: flood, is: true}", []),
        ("veto", "{fact: flood, is: false}", ["flood"]),
        ("veto", "{none: [{fact: flood, is: false}]}", []),
        ("veto", "{any: [{fact: lit, at_least: 3}, {score: {at_least: 3}}]}", ["lit"]),
        ("prerequisite", "{all: [{fact: flood, is: false}, {fact: lit, at_least: 3}]}", []),
        ("prerequisite", "{none: [{score: {at_least: 9}}, {fact: lit, at_least: 3}]}", ["lit"]),
        ("flag", "{fact: flood, is: false}", []),
    ],
)
def test_a_veto_that_a_fact_brings_about_by_improving_is_found_and_a_prerequisite_lost(
    kind: str, when: str, found_facts: list[str], tmp_path: Path
) -> None:
    old = "{any: [{fact: flood, is: true}, {none: [{fact: flood, is: false}]}]}"
    written = replaced(replaced(CLEAN[CONCLUSIONS], old, when), "kind: flag", f"kind: {kind}")
    problems, _ = linted(tmp_path, {**CLEAN, CONCLUSIONS: written})
    every = [each for each in problems if each.code == "item-against-better"]
    assert [dict(e.args) for e in every] == [{"item": "flooded", "facts": f} for f in found_facts]


def scale(subject: str, bands: str) -> str:
    """Return the rules with a scale in the place of the first of them."""
    rules = requiring(LABEL, subject, f"bands: {bands}")
    begin, end = rules.index("      - id: kit\n"), rules.index("  - indicator: '1.1.2'")
    return rules[:begin].replace("grading: all", "grading: bands") + rules[end:]


@pytest.mark.parametrize(
    ("subject", "bands", "fall"),
    [
        ("fact: area", "{A: {at_least: 300}, B: {between: [100, 200]}}", "200 B, 200.01 D"),
        ("fact: area", "{A: {at_most: 100}, B: {at_most: 200}}", "100 A, 100.01 B"),
        ("fact: spots", "{A: {at_least: 9}, B: {at_least: 3}}", "9 A, 8 B"),
        ("fact: state", "{A: {is: fair}, B: {is: good}, C: {is: poor}}", "fair A, good B"),
        ("fact: lamps", "{A: {at_least: 9}, B: {between: [3, 7]}}", "7 B, 8 D"),
        (RATIO, "{A: {more_than: 90}, B: {less_than: 90}}", "45 B, 90 D"),
    ],
)
def test_a_scale_that_falls_or_has_a_hole_is_found(
    subject: str, bands: str, fall: str, tmp_path: Path
) -> None:
    (args,) = found(tmp_path, "scale-uneven", scale(subject, bands))
    assert "{value} {grade}, {other} {lower}".format(**args) == fall


@pytest.mark.parametrize(
    ("subject", "bands"),
    [
        ("fact: area", "{A: {at_least: 300}, B: {at_least: 100}}"),
        ("fact: spots", "{A: {at_most: 3}, B: {between: [4, 9]}, C: {at_least: 10}}"),
        ("fact: state", "{A: {is: good}, C: {is: fair}}"),
        ("fact: lamps", "{A: {at_most: 9}, B: {at_least: 10}}"),
        ("fact: lamps", "{A: {between: [10, 20]}}"),
        (RATIO, "{A: {more_than: 90}, B: {between: [50, 90]}}"),
    ],
)
def test_a_scale_that_rises_is_not(subject: str, bands: str, tmp_path: Path) -> None:
    assert found(tmp_path, "scale-uneven", scale(subject, bands)) == []


def test_options_without_order_have_no_hole(tmp_path: Path) -> None:
    rules = scale("fact: state", "{A: {is: good}, B: {is: poor}}")
    assert found(tmp_path, "scale-uneven", rules, "neutral") == []


@pytest.mark.parametrize(
    ("bands", "facts"),
    [
        ("{A: {fact: kit, includes_all: [desk]}, B: {fact: lit, at_least: 3}}", []),
        ("{A: {fact: kit, includes_all: [desk]}, B: {fact: lit, at_most: 3}}", ["lit"]),
        ("{A: {fact: flood, is: true}, C: {none: [{fact: spots, at_most: 3}]}}", ["flood / spots"]),
    ],
)
def test_bands_over_several_facts_are_looked_at_one_by_one(
    bands: str, facts: list[str], tmp_path: Path
) -> None:
    rules = scale("covers: [area]", bands).replace("        covers: [area]\n", "", 1)
    assert [f["facts"] for f in found(tmp_path, "item-against-better", rules)] == facts


def test_a_scale_whose_fact_improves_both_ways_is_found(tmp_path: Path) -> None:
    rules = scale("sum: [lit, spots]", "{A: {at_least: 9}, B: {at_least: 3}}")
    assert found(tmp_path, "item-against-better", rules) == [{"item": "office", "facts": "spots"}]


@pytest.mark.parametrize(
    ("bands", "best"),
    [("{B: {at_least: 300}, C: {at_least: 100}}", ["B"]), ("{A: {at_least: 300}}", [])],
)
def test_a_scale_without_an_a_is_found(bands: str, best: list[str], tmp_path: Path) -> None:
    hints = found(tmp_path, "scale-without-a", scale("fact: area", bands))
    assert hints == [{"item": "office", "best": grade} for grade in best]


@pytest.mark.parametrize(
    ("subject", "bands", "closed"),
    [
        ("fact: flood_share", "{A: {at_most: 5}, B: {between: [5, 9]}, C: {at_most: 20}}", True),
        ("fact: flood_share", "{A: {at_most: 5}, B: {at_most: 9}, C: {at_most: 20}}", False),
        # Nothing is better than 0, and what is left over takes all.
        ("fact: flood_share", "{A: {between: [0, 5]}, B: {between: [5, 100]}}", False),
        # Not computed, so never known as a range.
        ("fact: area", "{A: {at_least: 300}, B: {between: [100, 300]}}", False),
    ],
)
def test_a_band_of_a_computed_share_that_better_values_leave_is_found(
    subject: str, bands: str, tmp_path: Path, *, closed: bool
) -> None:
    hints = [{"item": "office", "grade": "B", "fact": "flood_share"}] if closed else []
    assert found(tmp_path, "band-closed", scale(subject, bands)) == hints
