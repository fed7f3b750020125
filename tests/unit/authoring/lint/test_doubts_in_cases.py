"""Every kind of case that is missing is found; cases that are there are not asked for."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CASES, FACTS, RULES, Doubt, changed, linted, names
from zicha.errors import Place, Problem, Severity

CONSISTENCY = "indicators/consistency.yaml"
RATE = "percentage: {part: lit, whole: lamps, when_zero: not_applicable}\n        at_least: 95"
OPEN = "expect: {grade: [A, D]}"
LAST = "expect: {items: {rate: open, spots: open}}"

SUM = "sum: [lit, spots]\n"
LESS = "difference: [lamps, lit]\n"
NOT_MORE = "consistency:\n  - {not_more: [lit, lamps]}\n"

OUTCOMES = [
    Doubt(
        "case-outcome-missing",
        CASES,
        LAST,
        "expect: {items: {spots: open}}",
        "id: rate",
        {"item": "rate", "outcomes": "open"},
        good="expect: {grade: [A, D]}",
        where=RULES,
    ),
    Doubt(
        "case-outcome-missing",
        CASES,
        "expect: {grade: not_applicable}",
        "expect: {items: {spots: not_applicable}}",
        "id: rate",
        {"item": "rate", "outcomes": "not_applicable"},
        good="expect: {items: {spots: not_applicable, rate: not_applicable}}",
        where=RULES,
    ),
    Doubt(
        "case-why-thin",
        CASES,
        "why: 300 >= 300 since 2008",
        "why: the office is large enough",
        "the office is",
        {},
        good="why: NK asks for no more",
    ),
    Doubt(
        "case-why-thin",
        CASES,
        "why: 95 of 100 is 95, 2 are allowed, 0 faults",
        "why: nothing is wrong",
        "nothing is wrong",
        {},
        good="why: nothing is wrong, A",
    ),
]

BOUNDS = [
    Doubt(
        "case-bound-missing",
        CASES,
        "{area: 300, kit: [desk, broom]}",
        "{area: 300.01, kit: [desk, broom]}",
        "id: office",
        {"item": "office", "bound": "300", "values": "300"},
        good="{area: 300.00, kit: [desk, broom]}",
        where=RULES,
    ),
    Doubt(
        "case-bound-missing",
        CASES,
        "facts: {area: 199.99}",
        "facts: {area: 199.98}",
        "id: office",
        {"item": "office", "bound": "200", "values": "199.99"},
        good="facts: {area: 199.990}",
        where=RULES,
    ),
    Doubt(
        "case-bound-missing",
        CASES,
        "{lit: 94, lamps: 100, spots: 3}",
        "{lit: 93, lamps: 100, spots: 3}",
        "id: rate",
        {"item": "rate", "bound": "95", "values": "< 95"},
        good="{lit: 18, lamps: 19, spots: 3}",
        where=RULES,
    ),
    Doubt(
        "case-bound-missing",
        CASES,
        "{lit: 94, lamps: 100, spots: 3}",
        "{lit: 94, lamps: 100, spots: 4}",
        "id: spots",
        {"item": "spots", "bound": "2", "values": "3"},
        good="{lit: 189, lamps: 200, spots: 3}",
        where=RULES,
    ),
    Doubt(
        "case-bound-missing",
        CASES,
        "facts: {lamps: 1}",
        "facts: {lamps: 2}",
        "id: spots",
        {"item": "spots", "bound": "1", "values": "1"},
        good="facts: {lamps: 1, lit: null}",
        where=RULES,
    ),
]

DOUBTS = [*OUTCOMES, *BOUNDS]


@pytest.mark.parametrize("doubt", DOUBTS, ids=names(DOUBTS))
def test_a_doubt_is_found_at_its_place(doubt: Doubt, tmp_path: Path) -> None:
    found = linted(tmp_path, changed(doubt.file, doubt.old, doubt.bad))
    assert found == ([doubt.problem(tmp_path)], [])


@pytest.mark.parametrize("doubt", DOUBTS, ids=names(DOUBTS))
def test_its_near_miss_is_none(doubt: Doubt, tmp_path: Path) -> None:
    assert linted(tmp_path, changed(doubt.file, doubt.old, doubt.good)) == ([], [])


def bounds_missing(folder: Path, old: str, new: str) -> list[str]:
    """Return the values that no case has, when the rate's requirement is another one."""
    found, _ = linted(folder, changed(RULES, old, new))
    return [each.args["values"] for each in found if each.code == "case-bound-missing"]


@pytest.mark.parametrize(
    ("requirement", "values"),
    [
        ("fact: lit\n        at_least: 95", []),
        ("fact: lit\n        more_than: 94", []),
        ("fact: lit\n        more_than: 95", ["96"]),
        ("fact: lit\n        less_than: 95", []),
        ("fact: lit\n        at_most: 94", []),
        ("fact: lit\n        equals: 95", ["96"]),
        ("fact: lit\n        between: [95, 100]", ["100 / 101"]),
        ("fact: lit\n        at_most: 1000", ["1000"]),
        ("fact: lit\n        at_least: {by: unit.town, old: 95, new: 90}", ["95 / 94", "90 / 89"]),
        (f"{LESS}        at_most: 5", []),
        (f"{SUM}        equals: 0", ["= 0 / > 0"]),  # no count is below 0
        (f"{SUM}        equals: 2000", ["= 2000 / < 2000"]),
        (f"{LESS}        equals: 0", ["< 0 / > 0"]),
    ],
)
def test_each_comparison_asks_for_the_values_that_tell_it_from_its_neighbours(
    requirement: str, values: list[str], tmp_path: Path
) -> None:
    assert bounds_missing(tmp_path, RATE, requirement) == values


def test_what_a_part_cannot_leave_of_its_whole_is_not_asked_for(tmp_path: Path) -> None:
    files = {**changed(RULES, RATE, f"{LESS}        equals: 0"), CONSISTENCY: NOT_MORE}
    found, _ = linted(tmp_path, files)
    wanted = [each.args["values"] for each in found if each.code == "case-bound-missing"]
    assert wanted == ["> 0"]


@pytest.mark.parametrize(("least", "outcomes"), [(0, ["not_applicable"]), (1, [])])
def test_not_applicable_is_asked_for_only_where_the_whole_can_be_0(
    least: int, outcomes: list[str], tmp_path: Path
) -> None:
    files = changed(CASES, "expect: {grade: not_applicable}", "expect: {items: {spots: open}}")
    files[CASES] = files[CASES].replace("{lit: 0, lamps: 0}", "{lit: 0}")
    lamps = "unit: 个\n    range: [0, 1000]\n    level: community\n    better: neutral"
    files[FACTS] = files[FACTS].replace(lamps, lamps.replace("[0,", f"[{least},"))
    found, _ = linted(tmp_path, files)
    missing = [each for each in found if each.code == "case-outcome-missing"]
    assert [each.args["outcomes"] for each in missing if each.args["item"] == "rate"] == outcomes


def test_a_date_asks_for_its_last_day_and_the_day_after(tmp_path: Path) -> None:
    fact = """\
  drill:
    label: {zh: 演练日期, en: Day of the drill}
    type: date
    level: community
    better: more
    method: 问
    hint: {zh: 问一问最近一次演练是哪天。, en: Ask on which day the last one was held.}
"""
    files = changed(RULES, RATE, "fact: drill\n        within_days: 30")
    files["indicators/facts/1.yaml"] += fact
    files[CASES] = files[CASES].replace("{lit: 95,", "{drill: '2011-05-31', lit: 95,")
    found, _ = linted(tmp_path, files)
    wanted = [each.args for each in found if each.code == "case-bound-missing"]
    assert wanted == [{"item": "rate", "bound": "30", "values": "31"}]


def test_a_rule_without_any_case_is_found_once(tmp_path: Path) -> None:
    cases = CLEAN[CASES][: CLEAN[CASES].index("  - indicator: '1.1.2'")]
    found, _ = linted(tmp_path, {**CLEAN, CASES: cases})
    place = Place(str(tmp_path / RULES), 24, 5)
    args = {"indicator": "1.1.2"}
    assert found == [Problem("rule-without-case", place, args, Severity.WARNING)]


def test_a_case_that_leaves_all_open_needs_no_arithmetic(tmp_path: Path) -> None:
    assert linted(tmp_path, changed(CASES, "why: nothing is known", "why: empty")) == ([], [])
