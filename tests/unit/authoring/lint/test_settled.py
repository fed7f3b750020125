"""Conditions that can never hold or always do are found, and parts that change nothing."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import FACTS, RATIO, RULES, STATE, Doubt, changed, linted
from zicha.errors import Severity

CODES = ("applies-never", "condition-never", "condition-always", "part-idle")
LAMPS = "{fact: lamps, at_least: 1}"
ASKED = """\
        fact: spots
        allowed: 2
        applies:
          when: {fact: lamps, at_least: 1}
          reason: {zh: 没有路灯, en: There are no lamps}
"""
REMEDY = "{zh: '还有{shortfall}处，请打扫。', en: 'Sweep, {shortfall} are left.'}"
FILES = {**CLEAN, FACTS: CLEAN[FACTS] + STATE}


def told(folder: Path, rules: str) -> list[tuple[str, str]]:
    """Return what is found in rules: codes, and the part that is named."""
    assert rules != FILES[RULES]
    found, _ = linted(folder, {**FILES, RULES: rules})
    assert [p for p in found if p.severity is Severity.ERROR] == []
    return [(p.code, str(p.args.get("part_en", ""))) for p in found if p.code in CODES]


def settled(folder: Path, condition: str) -> list[tuple[str, str]]:
    """Return what is found where an item asks for a condition."""
    label = "        label: {zh: 道路整洁, en: A tidy road}\n"
    asked = FILES[RULES].replace(ASKED, f"{label}        {condition[1:-1]}\n")
    return told(folder, asked.replace(REMEDY, "{zh: 请打扫。, en: Sweep.}"))


@pytest.mark.parametrize(
    ("condition", "code", "part"),
    [
        ("{all: [{fact: lamps, at_least: 5}, {fact: lamps, at_most: 3}]}", "condition-never", ""),
        ("{all: [{fact: lamps, more_than: 3}, {fact: lamps, less_than: 4}]}", "condition-never",
         ""),  # no whole number lies between
        ("{all: [{fact: state, is: good}, {none: [{fact: state, is: good}]}]}", "condition-never",
         ""),
        ("{any: [{fact: lamps, at_least: 3}, {fact: lamps, at_most: 3}]}", "condition-always", ""),
        ("{any: [{fact: state, one_of: [good, fair]}, {fact: state, is: poor}]}",
         "condition-always", ""),
        ("{any: [{fact: lamps, at_most: 5}, {fact: lamps, at_most: 3}]}", "part-idle",
         "Lamps in all: at most 3 items"),
        ("{all: [{fact: lamps, at_most: 5}, {fact: lamps, at_most: 3}]}", "part-idle",
         "Lamps in all: at most 5 items"),
        (f"{{any: [{{fact: state, is: good}}, {{all: [{{fact: state, is: good}}, {LAMPS}]}}]}}",
         "part-idle", "all of (State of the road: Good; Lamps in all: at least 1 items)"),
        ("{none: [{fact: lamps, between: [3, 5]}, {fact: lamps, equals: 4}]}", "part-idle",
         "Lamps in all: exactly 4 items"),
    ],
)  # fmt: skip
def test_what_is_settled_by_several_conditions_is_found(
    tmp_path: Path, condition: str, code: str, part: str
) -> None:
    assert settled(tmp_path, condition) == [(code, part)]


@pytest.mark.parametrize(
    "condition",
    [
        "{all: [{fact: lamps, at_least: 3}, {fact: lamps, at_most: 3}]}",
        "{any: [{fact: lamps, at_least: 4}, {fact: lamps, at_most: 2}]}",  # not of 3
        "{all: [{fact: lamps, at_least: 3}, {fact: spots, at_most: 3}]}",
        "{any: [{fact: state, is: good}, {fact: state, is: poor}]}",
        # A share may turn out either way whatever its facts are compared with.
        f"{{all: [{{{RATIO}, at_least: 80}}, {{fact: lit, at_least: 1}}]}}",
        f"{{any: [{{{RATIO}, at_least: 80}}, {{{RATIO}, at_least: 90}}]}}",
    ],
)
def test_what_may_be_met_or_not_is_left(tmp_path: Path, condition: str) -> None:
    assert settled(tmp_path, condition) == []


def test_what_says_more_where_something_is_unknown_changes_something(tmp_path: Path) -> None:
    good = "{fact: state, is: good}"
    either = f"{{all: [{good}, {LAMPS}]}}, {{all: [{good}, {{none: [{LAMPS}]}}]}}"
    # Of a good road with an unknown number of lamps only the last of them is certain.
    found = settled(tmp_path, f"{{any: [{either}, {good}]}}")
    begins = ["all of (State of the road: Good; no", "all of (State of the road: Good; La"]
    assert [part[:35] for _, part in found] == begins


def test_a_share_and_its_opposite_are_never_both_there(tmp_path: Path) -> None:
    share = f"{{{RATIO}, at_least: 80}}"
    assert settled(tmp_path, f"{{all: [{share}, {{none: [{share}]}}]}}") == [
        ("condition-never", "")
    ]


@pytest.mark.parametrize(
    ("when", "finding"),
    [
        ("{all: [{fact: lamps, at_least: 5}, {fact: lamps, at_most: 3}]}", ("applies-never", "")),
        ("{any: [{fact: lamps, at_least: 1}, {fact: lamps, less_than: 9}]}",
         ("part-idle", "one of (Lamps in all: at least 1 items; Lamps in all: less than 9 items)")),
        ("{all: [{fact: lamps, at_least: 5}, {fact: lamps, at_least: 3}]}",
         ("part-idle", "Lamps in all: at least 3 items")),
        # Faults are allowed up to 2: where it applies there are more.
        ("{fact: spots, more_than: 2}", ("condition-never", "")),
        ("{fact: spots, less_than: 2}", ("condition-always", "")),
    ],
)  # fmt: skip
def test_what_it_applies_to_is_looked_at_too(
    tmp_path: Path, when: str, finding: tuple[str, str]
) -> None:
    assert told(tmp_path, FILES[RULES].replace(LAMPS, when)) == [finding]


def test_the_finding_stands_at_the_item(tmp_path: Path) -> None:
    bad = "{all: [{fact: lamps, at_least: 5}, {fact: lamps, at_most: 3}]}"
    args = {"item": "spots"}
    doubt = Doubt("applies-never", RULES, LAMPS, bad, "id: spots", args, good="", where=RULES)
    found, _ = linted(tmp_path, changed(RULES, LAMPS, bad))
    assert [each for each in found if each.code in CODES] == [doubt.problem(tmp_path)]
