"""Cases beside the rules: read whole, and checked against the rules."""

from datetime import date
from pathlib import Path

import pytest

from support.faults import Fault, names
from support.tiny_edition import CASES, FILES, read, write
from zicha.editions.cases import read_cases
from zicha.editions.load import read_edition
from zicha.editions.place import EditionFolders, edition_folders
from zicha.errors import Place, Problem
from zicha.model.cases import Case, Expected, ExpectedGap
from zicha.model.facts import Level
from zicha.model.judgement import NOT_APPLICABLE, GradeRange, Outcome
from zicha.model.rules import Grade


def cases_in(folder: Path) -> tuple[list[Case], list[Problem]]:
    edition, problems = read(folder)
    assert problems == []
    assert edition is not None
    files, problems = read_cases(folder / "indicators", folder / "rules", edition)
    return [case for file in files for case in file.cases], problems


def test_a_case_is_read_whole_its_facts_as_they_stand(tmp_path: Path) -> None:
    write(tmp_path)
    cases, problems = cases_in(tmp_path)
    assert problems == []
    assert cases[0] == Case(
        name="缺扫帚，不达标",
        why="one member of two is missing",
        indicator="1.1.1",
        kind=Level.COMMUNITY,
        on=date(2011, 6, 30),
        expected=Expected(
            items={"office": Outcome.MET, "kit": Outcome.UNMET},
            grade=GradeRange(Grade.D, Grade.D),
            gaps=(ExpectedGap("kit", {"member": "broom", "shortfall": None}),),
        ),
        place=Place(str(tmp_path / "rules/1.cases.yaml"), 2, 5),
        path=("cases", 0),
        unit={"town": "old", "population": 100},
        facts={"area": 300, "kit": ["desk"], "drill": "2011-06-01"},
        context={Level.DISTRICT: {"accident": False}},
    )


def test_a_case_may_be_about_conclusions_alone(tmp_path: Path) -> None:
    write(tmp_path)
    case = cases_in(tmp_path)[0][1]
    assert (case.indicator, case.waived, case.expected) == (
        None,
        frozenset({"1.1.2"}),
        Expected(conclusions={"accident": True, "line_85": None}),
    )


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("A", GradeRange(Grade.A, Grade.A)),
        ("[A, D]", GradeRange(Grade.A, Grade.D)),
        ("not_applicable", NOT_APPLICABLE),
    ],
)
def test_a_grade_is_a_letter_two_or_not_applicable(
    written: str, grade: GradeRange, tmp_path: Path
) -> None:
    text = CASES.replace("grade: D", f"grade: {written}")
    write(tmp_path, {**FILES, "rules/1.cases.yaml": text})
    cases, problems = cases_in(tmp_path)
    assert problems == []
    assert cases[0].expected.grade == grade


def test_the_shipped_cases_are_without_fault() -> None:
    folders = edition_folders()
    assert isinstance(folders, EditionFolders)
    edition, _ = read_edition(folders.indicators, folders.rules)
    assert edition is not None
    assert read_cases(folders.indicators, folders.rules, edition)[1] == []


FAULTS = [
    Fault(
        "case-indicator-unknown",
        CASES,
        "indicator: '1.1.1'",
        "indicator: '1.1.9'",
        "'1.1.9'",
        {"word": "1.1.9", "nearest": "1.1.5"},
    ),
    Fault(
        "case-indicator-unknown",
        CASES,
        "waived: ['1.1.2']",
        "waived: ['1.1']",
        "'1.1'",
        {"word": "1.1", "nearest": "1.1.5"},
        good="waived: []",
    ),
    Fault(
        "case-item-unknown",
        CASES,
        "items: {office: met",
        "items: {offices: met",
        "met",
        {"word": "offices", "nearest": "office"},
        good="items: {drilled: met",
    ),
    Fault(
        "case-item-unknown",
        CASES,
        "{item: kit,",
        "{item: kits,",
        "kits",
        {"word": "kits", "nearest": "kit"},
    ),
    Fault(
        "case-member-unknown",
        CASES,
        "member: broom",
        "member: brooms",
        "brooms",
        {"word": "brooms", "nearest": "broom"},
        good="member: desk",
    ),
    Fault(
        "case-conclusion-unknown",
        CASES,
        "{accident: true,",
        "{accidents: true,",
        "true",
        {"word": "accidents", "nearest": "accident"},
        good="{above: true,",
    ),
    Fault(
        "case-reason-unknown",
        CASES,
        "      grade: D",
        "      grade: D\n      reason: stales",
        "stales",
        {"word": "stales", "nearest": "stale"},
        good="      grade: D\n      reason: stale",
    ),
    Fault(
        "case-attribute-unknown",
        CASES,
        "unit: {town: old,",
        "unit: {kind: district, town: old,",
        "kind: district",
        {"word": "kind", "nearest": "town / population"},
        good="unit: {town: new,",
    ),
    Fault(
        "case-context-level",
        CASES,
        "context: {district:",
        "context: {community:",
        "community",
        {"level": "community", "kind": "community"},
    ),
    Fault(
        "case-expects-nothing",
        CASES,
        "\n      conclusions: {accident: true, line_85: null}",
        " {}",
        "{}",
        {},
        good="\n      conclusions: {accident: true}",
    ),
    Fault(
        "case-expects-nothing",
        CASES,
        "\n      conclusions: {accident: true, line_85: null}",
        " {conclusions: {}}",
        "{conclusions",
        {},
    ),
    Fault(
        "shape-not-number",
        CASES,
        "gaps: [{item: kit, member: broom, shortfall: null}]",
        "gaps: [{item: office, shortfall: '270'}]",
        "'270'",
        {"given": "'270'"},
        good="gaps: [{item: office, shortfall: 270}]",
    ),
    Fault(
        "case-without-indicator",
        CASES,
        "conclusions: {accident: true, line_85: null}",
        "conclusions: {accident: true, line_85: null}\n      grade: A",
        "grade",
        {"key": "grade"},
    ),
    Fault(
        "case-twice",
        CASES,
        "  - name: 有事故，否决",
        "  - indicator: '1.1.1'\n    name: 缺扫帚，不达标",
        "缺扫帚",
        {"name": "缺扫帚，不达标", "first": "~/rules/1.cases.yaml:2:5"},
    ),
    Fault("shape-not-grade", CASES, "grade: D", "grade: [D, A]", "[D", {"given": "[…]"}),
    Fault("shape-not-grade", CASES, "grade: D", "grade: E", "E", {"given": "E"}),
    Fault(
        "shape-word-unknown",
        CASES,
        "kit: unmet}",
        "kit: unmett}",
        "unmett",
        {"given": "unmett", "nearest": "unmet"},
        good="kit: open}",
    ),
    Fault(
        "shape-not-day",
        CASES,
        "on: '2011-06-30'",
        "on: '2011-06-31'",
        "'2011-06-31'",
        {"given": "2011-06-31"},
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=names(FAULTS))
def test_a_fault_of_a_case_is_found_at_its_place(fault: Fault, tmp_path: Path) -> None:
    write(tmp_path, fault.files)
    assert cases_in(tmp_path)[1] == [fault.problem(tmp_path)]


NEAR = [fault for fault in FAULTS if fault.good is not None]


@pytest.mark.parametrize("fault", NEAR, ids=names(NEAR))
def test_its_near_miss_is_no_fault(fault: Fault, tmp_path: Path) -> None:
    write(tmp_path, fault.files_near)
    assert cases_in(tmp_path)[1] == []
