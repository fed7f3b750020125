"""Bounds that decide nothing are found, of items and of conclusions; their neighbours are not."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CONCLUSIONS, FACTS, RATIO, RULES, STATE, Doubt, changed, linted
from zicha.errors import Problem

LAMPS = "{fact: lamps, at_least: 1}"
FLOOD = "{fact: flood, is: true}"
FILES = {
    **CLEAN,
    FACTS: CLEAN[FACTS] + STATE,
    "indicators/consistency.yaml": "consistency:\n  - {not_more: [lit, lamps]}\n",
}


def idle(folder: Path, files: dict[str, str]) -> list[Problem]:
    found, _ = linted(folder, files)
    return [each for each in found if each.code == "bound-idle"]


def said(problems: list[Problem]) -> list[tuple[str, str, str, str]]:
    keys = ("item", "bound", "subject", "possible")
    return [tuple(str(each.args[key]) for key in keys) for each in problems]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("old", "bad", "bound", "subject"),
    [
        ("allowed: 2", "allowed: 1000", "1000", "spots"),
        (LAMPS, "{fact: lamps, at_least: 0}", "0", "lamps"),
        (LAMPS, "{fact: lamps, less_than: 0}", "0", "lamps"),
        (LAMPS, "{fact: lamps, more_than: 1000}", "1000", "lamps"),
    ],
)
def test_a_bound_at_the_end_of_a_range_is_found(
    tmp_path: Path, old: str, bad: str, bound: str, subject: str
) -> None:
    args = {"item": "spots", "bound": bound, "subject": subject, "possible": "0 … 1000"}
    doubt = Doubt("bound-idle", RULES, old, bad, "id: spots", args, good="", where=RULES)
    assert idle(tmp_path, changed(RULES, old, bad)) == [doubt.problem(tmp_path)]


@pytest.mark.parametrize(
    "good", ["more_than: 0", "at_most: 0", "at_least: 1000", "less_than: 1000"]
)
def test_a_bound_at_the_other_end_decides_something(tmp_path: Path, good: str) -> None:
    assert idle(tmp_path, changed(RULES, LAMPS, f"{{fact: lamps, {good}}}")) == []


@pytest.mark.parametrize(
    ("condition", "bound", "subject", "possible"),
    [
        ("{sum: [lit, spots], at_least: 0}", "0", "(lit + spots)", "0 … 2000"),
        ("{sum: [lit, spots], at_most: 2000}", "2000", "(lit + spots)", "0 … 2000"),
        # Those that are lit are no more than there are, so none are lit too many.
        ("{difference: [lamps, lit], at_least: 0}", "0", "(lamps - lit)", "0 … 1000"),
        ("{difference: [lit, lamps], at_most: 0}", "0", "(lit - lamps)", "-1000 … 0"),
        ("{difference: [lit, lamps], equals: 5}", "5", "(lit - lamps)", "-1000 … 0"),
        ("{difference: [lamps, lit], equals: -5}", "-5", "(lamps - lit)", "0 … 1000"),
        (f"{{{RATIO}, at_least: 0}}", "0", "lit / lamps", "0 … 100"),
        (f"{{{RATIO}, more_than: 100}}", "100", "lit / lamps", "0 … 100"),
        ("{fact: spots, between: [0, 1000]}", "[0, 1000]", "spots", "0 … 1000"),
        ("{fact: state, one_of: [poor, good, fair]}", "[poor, good, fair]", "state",
         "good / fair / poor"),
    ],
)  # fmt: skip
def test_what_always_holds_or_never_is_found(
    tmp_path: Path, condition: str, bound: str, subject: str, possible: str
) -> None:
    files = {**FILES, RULES: FILES[RULES].replace(LAMPS, condition)}
    assert said(idle(tmp_path, files)) == [("spots", bound, subject, possible)]


@pytest.mark.parametrize(
    "condition",
    [
        "{sum: [lit, spots], equals: 0}",
        "{difference: [lamps, lit], at_most: 0}",
        "{difference: [lit, lamps], at_least: 0}",
        "{difference: [lamps, spots], at_least: 0}",
        f"{{{RATIO}, at_least: 100}}",
        "{ratio: {part: spots, whole: lamps, when_zero: unmet}, more_than: 1}",
        "{fact: spots, between: [0, 999]}",
        "{fact: state, one_of: [good, fair]}",
    ],
)
def test_what_holds_for_some_is_not(tmp_path: Path, condition: str) -> None:
    files = {**FILES, RULES: FILES[RULES].replace(LAMPS, condition)}
    assert idle(tmp_path, files) == []


def test_the_last_band_of_a_scale_may_take_whatever_is_left(tmp_path: Path) -> None:
    bands = f"{RATIO}\n        bands: {{A: {{at_least: 95}}, B: {{at_least: 0}}}}"
    old = "percentage: {part: lit, whole: lamps, when_zero: not_applicable}\n        at_least: 95"
    rules = FILES[RULES].replace(old, bands)
    rules = rules.replace("grading: faults\n    items:\n", "grading: parts\n    parts:\n"
                          "    - id: one\n      grading: bands\n      items:\n")  # fmt: skip
    rules = rules.replace("      - id: spots\n", "    - id: two\n      grading: faults\n"
                          "      items:\n      - id: spots\n")  # fmt: skip
    assert idle(tmp_path, {**FILES, RULES: rules}) == []


def test_what_a_rule_says_for_all_of_its_items_is_found_once(tmp_path: Path) -> None:
    old = "  - indicator: '1.1.2'\n"
    when, reason = "when: {fact: lamps, at_least: 0}", "reason: {zh: 没有灯, en: No lamps}"
    applies = f"    applies:\n      {when}\n      {reason}\n"
    found = idle(tmp_path, changed(RULES, old, old + applies))
    assert [each.args["subject"] for each in found] == ["lamps"]


@pytest.mark.parametrize(
    ("premise", "bound", "subject", "possible"),
    [
        ("{score: {at_least: 0}}", "0", "score", "0 … 100"),
        ("{gaps_above: 100}", "100", "gaps_above", "0 … 100"),
        ("{fact: lamps, at_least: 0}", "0", "lamps", "0 … 1000"),
    ],
)
def test_a_conclusion_that_always_holds_or_never_is_found(
    tmp_path: Path, premise: str, bound: str, subject: str, possible: str
) -> None:
    args = {"item": "flooded", "bound": bound, "subject": subject, "possible": possible}
    doubt = Doubt("bound-idle", CONCLUSIONS, FLOOD, premise, "id: flooded", args, good="",
                  where=CONCLUSIONS)  # fmt: skip
    assert idle(tmp_path, changed(CONCLUSIONS, FLOOD, premise)) == [doubt.problem(tmp_path)]


@pytest.mark.parametrize("premise", ["{score: {at_least: 100}}", "{gaps_above: 0}"])
def test_a_line_at_the_other_end_decides_something(tmp_path: Path, premise: str) -> None:
    assert idle(tmp_path, changed(CONCLUSIONS, FLOOD, premise)) == []
