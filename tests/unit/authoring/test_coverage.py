"""What cases leave untried: grades, answers of conclusions, outcomes and bounds of items."""

from pathlib import Path

from support import tiny_edition
from zicha.authoring.coverage import Hole, holes, untried
from zicha.authoring.run import Engines, load_cases
from zicha.backends.reference.engine import Reference
from zicha.editions.place import EditionFolders


def case(name: str, cover: str, grade: str) -> str:
    return f"""  - indicator: '1.1.2'
    name: {name}
    why: NK#2, {cover}
    kind: community
    on: '2016-06-30'
    facts: {{cover: {cover}}}
    expect: {{grade: {grade}}}
"""


ACCIDENT = """  - name: accident
    why: NK, the event happened
    kind: district
    on: '2016-06-30'
    facts: {accident: true}
    expect: {conclusions: {accident: true}}
"""


def folders(folder: Path, *cases: str) -> EditionFolders:
    files = {**tiny_edition.FILES, "rules/1.cases.yaml": "cases:\n" + "".join(cases)}
    tiny_edition.write(folder, files)
    return EditionFolders(folder / "indicators", folder / "rules")


def found(folder: Path, *cases: str) -> list[Hole]:
    where = folders(folder, *cases)
    edition = tiny_edition.read(folder)[0]
    assert edition is not None
    return holes(edition, load_cases(where, edition), Engines(edition, Reference))


def test_a_grade_that_no_case_comes_to_is_a_hole(tmp_path: Path) -> None:
    every = found(tmp_path, case("a", "35.1", "A"), case("b", "35", "B"), ACCIDENT)
    # The scale has A, B and C; what C leaves out is nothing, so there is no D.
    assert [hole for hole in every if hole.name == "1.1.2"] == [Hole("1.1.2", "grade", "C")]


def test_a_scale_with_a_case_in_each_band_has_no_hole(tmp_path: Path) -> None:
    cases = (case("a", "35.1", "A"), case("b", "35", "B"), case("c", "30", "C"))
    assert [hole for hole in found(tmp_path, *cases) if hole.name == "1.1.2"] == []


def test_all_reaches_a_and_d_only(tmp_path: Path) -> None:
    every = found(tmp_path, ACCIDENT)
    grades = [hole.detail for hole in every if hole.name == "1.1.1"]
    assert grades == ["A", "D"]


def test_the_answers_of_a_conclusion_that_no_case_expects_are_holes(tmp_path: Path) -> None:
    every = found(tmp_path, ACCIDENT)
    assert [hole for hole in every if hole.name == "accident"] == [
        Hole("accident", "conclusion", "false"),
        Hole("accident", "conclusion", "null"),
    ]


def test_outcomes_and_bounds_that_no_case_shows_stand_at_their_item(tmp_path: Path) -> None:
    where = folders(tmp_path, case("a", "35.1", "A"))
    edition = tiny_edition.read(tmp_path)[0]
    assert edition is not None
    codes = {(each.code, each.args.get("item")) for each in untried(where, edition)}
    assert ("case-outcome-missing", "cover") in codes
    assert ("case-bound-missing", "cover") in codes
    assert ("rule-without-case", None) in codes
