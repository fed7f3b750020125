"""Requirements that run against ``better`` are found, and scales that fall or have a hole."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CASES, FACTS, RATIO, RULES, STATE, linted
from zicha.errors import Severity

OFFICE = CLEAN[RULES][: CLEAN[RULES].index("      - id: kit\n")]
OFFICE = OFFICE[OFFICE.index("        fact: area\n") : OFFICE.index("        remedy:")]
SOURCE = "        source: {cite: NK#1, edition: '2008', confidence: official}\n"
LABEL = "label: {zh: 要求, en: Thing}"


def found(folder: Path, code: str, rules: str, options: str = "order") -> list[dict[str, str]]:
    """Return what lint says of a code; each is a hint that stands at the first item."""
    files = {**CLEAN, RULES: rules, CASES: "cases: []\n"}
    files[FACTS] += STATE.replace("better: order", f"better: {options}")
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
    "lines",
    [
        ("fact: spots", "at_least: 3"),
        ("fact: spots", "more_than: 3"),
        ("fact: area", "at_most: 300"),
        ("fact: area", "less_than: {by: unit.town, old: 300, new: 500}"),
        ("fact: lit", "allowed: 3"),
        ("fact: flood", "is: true"),
        ("fact: state", "is: poor"),
        ("fact: state", "one_of: [fair, poor]"),
        (LABEL, RATIO, "at_most: 95"),
        (LABEL, "difference: [lamps, lit]", "at_least: 5"),
        (LABEL, "sum: [lit, lamps]", "at_most: 5"),
    ],
)
def test_an_item_that_asks_for_the_worse_is_found(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert found(tmp_path, "item-against-better", requiring(*lines)) == [{"item": "office"}]


@pytest.mark.parametrize(
    "lines",
    [
        ("fact: spots", "at_most: 3"),
        ("fact: spots", "equals: 0"),
        ("fact: spots", "between: [1, 3]"),
        ("fact: lamps", "at_most: 3"),
        ("fact: flood", "is: false"),
        ("fact: state", "is: fair"),
        ("fact: state", "one_of: [good, fair]"),
        (LABEL, RATIO, "at_least: 95"),
        (LABEL, "difference: [lamps, lit]", "at_most: 5"),
        (LABEL, "sum: [lit, spots]", "at_most: 5"),  # one is better more, the other less
        (LABEL, "any: [{fact: spots, at_least: 3}, {fact: lit, at_least: 3}]"),
    ],
)
def test_one_that_asks_for_the_better_is_not(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert found(tmp_path, "item-against-better", requiring(*lines)) == []


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
