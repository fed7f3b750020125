"""Every doubt about sources, clauses and rules is found at its place; its near miss is none."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CASES, CATEGORY, CONCLUSIONS, RULES, TERMS, Doubt, changed, linted, names
from zicha.errors import Severity

RATE_SOURCE = "{cite: NK#2, edition: '2015', confidence: official}"
SPOTS_SOURCE = "{cite: OWN, confidence: reconstructed}\n        remedy"
SECOND_VALUE = "{value: 300, source: {cite: NK#1, edition: '2008', confidence: official}}"

DOUBTS = [
    Doubt(
        "cite-unlisted",
        RULES,
        RATE_SOURCE,
        "{cite: NK#2; TW#4, edition: '2015', confidence: official}",
        "{cite: NK#2; TW",
        {"cite": "TW#4", "indicator": "1.1.2"},
        good="{cite: NK#2 (second row); OWN, edition: '2015', confidence: official}",
        severity=Severity.HINT,
    ),
    Doubt(
        "cite-unlisted",
        CATEGORY,
        "sources: [NK#2]",
        "sources: [NK#22]",
        RATE_SOURCE,
        {"cite": "NK#2", "indicator": "1.1.2"},
        good="sources: [NK]",
        severity=Severity.HINT,
        where=RULES,
    ),
    Doubt(
        "reconstructed-cite",
        RULES,
        RATE_SOURCE,
        "{cite: NK#2, edition: '2015', confidence: reconstructed}",
        "{cite: NK#2, edition: '2015', confidence: r",
        {"cite": "NK#2", "known": "OWN"},
        good="{cite: NK#2; OWN, edition: '2015', confidence: reconstructed}",
    ),
    Doubt(
        "reconstructed-cite",
        CONCLUSIONS,
        "{cite: OWN, confidence: reconstructed}",
        "{cite: NK, confidence: reconstructed}",
        "{cite: NK",
        {"cite": "NK", "known": "OWN"},
        good="{cite: NK, edition: '2015', confidence: local}",
    ),
    Doubt(
        "own-work-trusted",
        RULES,
        SPOTS_SOURCE,
        "{cite: OWN, edition: '2015', confidence: local}\n        remedy",
        "{cite: OWN, edition",
        {"cite": "OWN", "confidence": "local"},
        good="{cite: NK#2; OWN, edition: '2015', confidence: local}\n        remedy",
    ),
    Doubt(
        "clause-uncovered",
        RULES,
        "covers: [tidy]",
        "covers: [lit]",
        "{id: tidy",
        {"clause": "tidy", "indicator": "1.1.2"},
        good="covers: [lit, tidy]",
        where=CATEGORY,
    ),
    Doubt(
        "item-without-clause",
        RULES,
        "covers: [lit]\n        percentage",
        "percentage",
        "id: rate",
        {"item": "rate"},
        good="covers: [lit, tidy]\n        percentage",
        severity=Severity.HINT,
        where=RULES,
    ),
]


@pytest.mark.parametrize("doubt", DOUBTS, ids=names(DOUBTS))
def test_a_doubt_is_found_at_its_place(doubt: Doubt, tmp_path: Path) -> None:
    files = changed(doubt.file, doubt.old, doubt.bad)
    if doubt.code == "item-without-clause":  # its clause is covered elsewhere
        files[RULES] = files[RULES].replace("covers: [tidy]", "covers: [lit, tidy]")
    assert linted(tmp_path, files) == ([doubt.problem(tmp_path)], [])


@pytest.mark.parametrize("doubt", DOUBTS, ids=names(DOUBTS))
def test_its_near_miss_is_none(doubt: Doubt, tmp_path: Path) -> None:
    assert linted(tmp_path, changed(doubt.file, doubt.old, doubt.good)) == ([], [])


def test_a_value_among_several_without_a_first_day_is_found(tmp_path: Path) -> None:
    bad = "{value: 300, source: {cite: NK#1, edition: undated, confidence: official}}"
    doubt = Doubt(
        "dated-without-day",
        RULES,
        SECOND_VALUE,
        bad,
        "id: office",
        {"cite": "NK#1", "edition": "undated"},
        good="",
        where=RULES,
    )
    found, _ = linted(tmp_path, changed(RULES, SECOND_VALUE, bad))
    assert doubt.problem(tmp_path) in found


def test_a_first_day_of_its_own_will_do(tmp_path: Path) -> None:
    source = "{cite: NK#1, edition: undated, confidence: official}"
    good = f"{{value: 300, source: {source}, from: '2008-01-01'}}"
    assert linted(tmp_path, changed(RULES, SECOND_VALUE, good)) == ([], [])


def test_a_local_value_beside_others_needs_no_first_day(tmp_path: Path) -> None:
    local = "{value: 400, source: {cite: NK#1, edition: undated, confidence: local}}"
    files = changed(RULES, SECOND_VALUE, f"{SECOND_VALUE}\n          - {local}")
    assert linted(tmp_path, files) == ([], [])


def test_an_indicator_without_a_rule_is_found_once(tmp_path: Path) -> None:
    start = CLEAN[RULES].index("  - indicator: '1.1.2'")
    cases = CLEAN[CASES][: CLEAN[CASES].index("  - indicator: '1.1.2'")]
    files = {**CLEAN, RULES: CLEAN[RULES][:start], CASES: cases}
    doubt = Doubt("no-rule", CATEGORY, "code: '1.1.2'", "code: '1.1.2'", "code: '1.1.2'", {}, "")
    wanted = doubt.problem(tmp_path)
    found, _ = linted(tmp_path, files)
    assert [(p.code, p.place, p.args) for p in found] == [
        ("no-rule", wanted.place, {"indicator": "1.1.2"})
    ]


def test_without_works_of_its_own_an_edition_is_not_asked_for_them(tmp_path: Path) -> None:
    files = changed(RULES, RATE_SOURCE, "{cite: NK#2, edition: '2015', confidence: reconstructed}")
    files[TERMS] = files[TERMS].replace("own_works: [OWN]\n", "")
    codes = [each.code for each in linted(tmp_path, files)[0]]
    assert codes == ["cite-unlisted"]  # the cite of the program's own is now one like others


def test_an_unknown_work_in_the_wording_is_an_error_like_any_other(tmp_path: Path) -> None:
    found, _ = linted(tmp_path, changed(TERMS, "own_works: [OWN]", "own_works: [OWNED]"))
    assert [(p.code, p.args) for p in found] == [
        ("source-work-unknown", {"work": "OWNED", "nearest": "OWN"})
    ]


def test_while_there_is_an_error_nothing_is_doubted(tmp_path: Path) -> None:
    files = changed(RULES, "covers: [tidy]", "covers: [lit]")
    files[RULES] = files[RULES].replace("fact: area", "fact: aria")
    assert [each.code for each in linted(tmp_path, files)[0]] == ["edition-fact-unknown"]


def test_an_error_in_the_facts_of_a_case_is_found(tmp_path: Path) -> None:
    found, _ = linted(tmp_path, changed(CASES, "{area: 300, kit", "{area: 300㎡多, kit"))
    assert [each.severity for each in found] == [Severity.ERROR]
    assert found[0].place.line == 7


def dated(second: str) -> dict[str, str]:
    """Return the files with a conclusion that rests on two values over time."""
    first = "{value: 200, source: {cite: NK#1, edition: '2005', confidence: official}}"
    premise = f"{{fact: area, at_least: [{first}, {second}]}}"
    return changed(CONCLUSIONS, "{fact: flood, is: true}", premise)


def test_a_value_over_time_of_a_conclusion_without_a_first_day_is_found(tmp_path: Path) -> None:
    second = "{value: 300, source: {cite: NK#1, edition: undated, confidence: official}}"
    found, _ = linted(tmp_path, dated(second))
    assert [(each.code, each.place.line, each.args) for each in found] == [
        ("dated-without-day", 2, {"cite": "NK#1", "edition": "undated"})
    ]


def test_the_sources_of_a_conclusions_values_over_time_are_looked_at(tmp_path: Path) -> None:
    second = "{value: 300, source: {cite: NK#1, edition: '2008', confidence: reconstructed}}"
    found, _ = linted(tmp_path, dated(second))
    assert [(each.code, each.place.line, each.args) for each in found] == [
        ("reconstructed-cite", 6, {"cite": "NK#1", "known": "OWN"})
    ]


def test_a_conclusions_values_over_time_that_say_all_are_left_alone(tmp_path: Path) -> None:
    second = "{value: 300, source: {cite: NK#1, edition: '2008', confidence: official}}"
    assert linted(tmp_path, dated(second)) == ([], [])
