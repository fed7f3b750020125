"""Percentages that may have been meant as fractions are found; those that cannot be are not."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CONCLUSIONS, FACTS, RULES, Doubt, changed, linted
from zicha.errors import Problem, Severity

RATE = "percentage: {part: lit, whole: lamps, when_zero: not_applicable}\n        at_least: 95"
COVER = """\
  cover:
    label: {zh: 绿化率, en: Share of green}
    type: percent
    unit: '%'
    decimals: 2
    range: [0, 100]
    level: community
    better: more
    method: 看
    hint: {zh: 沿路走一遍，看绿化多少。, en: Walk along and look how much is green.}
"""
FLOOD = "any: [{fact: flood, is: true}, {none: [{fact: flood, is: false}]}]"


def small(folder: Path, files: dict[str, str]) -> list[Problem]:
    found, _ = linted(folder, files)
    return [each for each in found if each.code == "percent-as-fraction"]


@pytest.mark.parametrize(
    ("bound", "said", "percent"),
    [
        ("at_least: 0.95", "0.95", "95"),
        ("at_least: 1", "1", "100"),
        ("between: [0.5, 99]", "0.5", "50"),
    ],
)
def test_a_bound_of_at_most_one_percent_is_found(
    tmp_path: Path, bound: str, said: str, percent: str
) -> None:
    bad = RATE.replace("at_least: 95", bound)
    args = {"item": "rate", "bound": said, "percent": percent}
    doubt = Doubt(
        "percent-as-fraction", RULES, RATE, bad, "id: rate", args, "", Severity.HINT, RULES
    )
    assert small(tmp_path, changed(RULES, RATE, bad)) == [doubt.problem(tmp_path)]


@pytest.mark.parametrize("bound", ["more_than: 0", "at_least: 1.01", "less_than: 95"])
def test_0_and_more_than_one_percent_are_not(tmp_path: Path, bound: str) -> None:
    assert small(tmp_path, changed(RULES, RATE, RATE.replace("at_least: 95", bound))) == []


def test_a_ratio_that_is_no_percentage_may_be_small(tmp_path: Path) -> None:
    bad = RATE.replace("percentage", "ratio").replace("95", "0.95")
    assert small(tmp_path, changed(RULES, RATE, bad)) == []


@pytest.mark.parametrize(
    ("when", "said", "percent"),
    [
        ("score: {at_least: 0.8}", "0.8", "80"),
        ("gaps_above: 0.5", "0.5", "50"),
        ("none: [{score: {at_least: 1}}]", "1", "100"),
        ("{fact: cover, less_than: 0.3}", "0.3", "30"),
    ],
)
def test_those_of_conclusions_are_found(tmp_path: Path, when: str, said: str, percent: str) -> None:
    new = when if when.startswith("{") else f"{{{when}}}"
    files = changed(CONCLUSIONS, f"{{{FLOOD}}}", new)
    (found,) = small(tmp_path, {**files, FACTS: CLEAN[FACTS] + COVER})
    assert found.args == {"item": "flooded", "bound": said, "percent": percent}


def test_a_line_of_eighty_percent_is_none(tmp_path: Path) -> None:
    assert small(tmp_path, changed(CONCLUSIONS, f"{{{FLOOD}}}", "{score: {at_least: 80}}")) == []
