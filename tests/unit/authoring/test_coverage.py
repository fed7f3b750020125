"""What cases leave untried: grades, answers of conclusions, outcomes and bounds of items."""

from pathlib import Path

import pytest

from support import tiny_edition
from support.tiny_edition import case
from zicha.authoring.coverage import Hole, holes, untried
from zicha.authoring.run import Engines, load_cases
from zicha.backends.reference.engine import Reference
from zicha.editions.place import EditionFolders

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


def test_a_grade_that_a_case_comes_to_but_does_not_expect_is_a_hole(tmp_path: Path) -> None:
    # 30 is met by the band C alone: the case comes to C, and would pass with any other grade.
    silent = case("c", "30", "C").replace("{grade: C}", "{items: {cover: unmet}}")
    cases = (case("a", "35.1", "A"), case("b", "35", "B"))
    every = found(tmp_path, *cases, silent)
    assert [hole.detail for hole in every if hole.name == "1.1.2"] == ["C"]
    with_gaps = silent.replace("{items: {cover: unmet}}", "{gaps: [{item: cover, actual: 30}]}")
    assert [hole for hole in found(tmp_path, *cases, with_gaps) if hole.name == "1.1.2"] == []


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


def test_what_a_comment_sets_aside_for_lint_is_left_out(tmp_path: Path) -> None:
    where = folders(tmp_path, case("a", "35.1", "A"))
    rules = tmp_path / "rules/1.yaml"
    at = "      - id: cover\n"
    leave = "      # zicha: ignore case-bound-missing no such town\n"
    rules.write_text(rules.read_text("utf-8").replace(at, leave + at), encoding="utf-8")
    edition = tiny_edition.read(tmp_path)[0]
    assert edition is not None
    codes = [each.code for each in untried(where, edition) if each.args.get("item") == "cover"]
    assert codes == ["case-outcome-missing"]


def grades_left(folder: Path, subject: str, last: str, more: str = "") -> list[str]:
    """Return the grades that no case comes to, of a scale with three bands."""
    bands = f"bands: {{A: {{at_least: 90}}, B: {{at_least: 60}}, C: {{{last}}}}}"
    old = tiny_edition.RULES[tiny_edition.RULES.index("        fact: cover\n") :]
    old = old[: old.index("        source:")]
    label = "label: {zh: 比, en: Scale}"
    new = f"        {label}\n        {subject}\n        {bands}\n"
    files = tiny_edition.changed(tiny_edition.RULES, old, new)
    files["indicators/consistency.yaml"] += more
    tiny_edition.write(folder, {**files, "rules/1.cases.yaml": "cases: []\n"})
    edition = tiny_edition.read(folder)[0]
    assert edition is not None
    every = holes(edition, [], Engines(edition, Reference))
    return [hole.detail for hole in every if hole.name == "1.1.2"]


def ratio(when_zero: str, whole: str = "lamps") -> str:
    return f"percentage: {{part: lit, whole: {whole}, when_zero: {when_zero}}}"


def test_a_scale_over_a_ratio_that_leaves_nothing_out_has_no_d(tmp_path: Path) -> None:
    assert grades_left(tmp_path, ratio("not_applicable"), "less_than: 60") == ["A", "B", "C"]
    assert grades_left(tmp_path, ratio("not_applicable"), "at_least: 0") == ["A", "B", "C"]


def test_one_that_leaves_something_out_has_a_d(tmp_path: Path) -> None:
    wanted = ["A", "B", "C", "D"]
    assert grades_left(tmp_path, ratio("not_applicable"), "at_least: 10") == wanted


def test_one_that_fails_over_0_has_a_d(tmp_path: Path) -> None:
    assert grades_left(tmp_path, ratio("unmet"), "less_than: 60") == ["A", "B", "C", "D"]


def test_a_scale_over_what_is_left_of_a_whole_has_no_d_below_0(tmp_path: Path) -> None:
    left = "difference: [lamps, lit]"
    assert grades_left(tmp_path, left, "at_least: 0") == ["A", "B", "C"]
    spots = "difference: [lamps, spots]"
    assert grades_left(tmp_path, spots, "at_least: 0") == ["A", "B", "C", "D"]


SAID = """
            source: {cite: NK#3, edition: '2015', confidence: official}
            remedy: {zh: 做, en: Do it}
            owner: 居委会
            doer: community
            days: 3"""


def part(name: str, grading: str, *items: str) -> str:
    """Return a part whose items are each a fact with its comparison, lines joined by ``;``."""
    lines = [f"      - id: {name}", f"        grading: {grading}", "        items:"]
    for item in items:
        fact, *rest = item.split("; ")
        lines += [f"          - id: {name}_{fact}", f"            fact: {fact}"]
        lines += [f"            {line}" for line in rest]
        lines[-1] += SAID
    return "\n".join(lines) + "\n"


def grades_of_parts(folder: Path, limits: str, *parts: str, most_spots: int = 1000) -> str:
    """Return the grades that a rule of some parts asks cases for, with the faults for each grade.

    ``most_spots``: how many dirty spots there can be.
    """
    rules = f"rules:\n  - indicator: '1.1.3'\n    grading: parts\n    parts:\n{''.join(parts)}"
    spots = "label: {zh: 脏处, en: Dirty spots}\n    type: int\n    unit: 个\n    range: [0, "
    files = tiny_edition.changed(tiny_edition.FACTS, f"{spots}1000]", f"{spots}{most_spots}]")
    manifest = tiny_edition.replaced(tiny_edition.MANIFEST, "{A: 0, B: 1, C: 2}", limits)
    more = {"indicators/edition.yaml": manifest, "rules/1.yaml": rules}
    tiny_edition.write(folder, {**files, **more, "rules/1.cases.yaml": "cases: []\n"})
    edition, problems = tiny_edition.read(folder)
    assert edition is not None, problems
    every = holes(edition, [], Engines(edition, Reference))
    return "".join(hole.detail for hole in every if hole.name == "1.1.3")


USUAL, WIDE = "{A: 0, B: 1, C: 2}", "{A: 0, B: 2, C: 4}"
TIDY, STATE, KIT = "tidy; is: true", "state; is: good", "kit; includes_all: [desk, broom]"
SPOTS, FATAL = "spots; allowed: 2", "tidy; is: true; fatal: true"


@pytest.mark.parametrize(
    ("limits", "items", "grades"),
    [
        (USUAL, [TIDY], "AB"),  # 0 or 1 fault
        (WIDE, [TIDY], "AB"),  # 1 fault is among the 2 of B
        (WIDE, [TIDY, KIT], "ABC"),  # at most 1 and 2, 3 faults
        ("{A: 1, B: 2, C: 4}", [TIDY], "A"),  # 1 fault is still an A
        (USUAL, [FATAL], "AD"),  # its only fault decides by itself
        (USUAL, [FATAL, STATE], "ABD"),
        (USUAL, [TIDY, STATE, KIT], "ABCD"),  # at most 4 faults
        (USUAL, [SPOTS], "ABCD"),  # up to 998 above what is allowed
    ],
)
def test_the_grades_of_faults_are_those_that_so_many_can_come_to(
    limits: str, items: list[str], grades: str, tmp_path: Path
) -> None:
    assert grades_of_parts(tmp_path, limits, part("one", "faults", *items)) == grades


@pytest.mark.parametrize(("most", "grades"), [(3, "AB"), (4, "ABC"), (5, "ABCD")])
def test_a_count_has_no_more_faults_than_its_range_leaves(
    most: int, grades: str, tmp_path: Path
) -> None:
    one = part("one", "faults", SPOTS)  # of 3 spots 1 is above what is allowed
    assert grades_of_parts(tmp_path, USUAL, one, most_spots=most) == grades


IF_TIDY = "; applies: {when: {fact: tidy, is: true}, reason: {zh: 无, en: None}}"
NEVER_A = "cover; bands: {B: {at_least: 50}, C: {less_than: 50}}"


def test_the_grades_of_parts_are_the_lowest_of_those_that_apply(tmp_path: Path) -> None:
    faults = part("two", "faults", STATE)
    assert grades_of_parts(tmp_path, USUAL, part("one", "bands", NEVER_A), faults) == "BC"
    leaves = part("one", "bands", NEVER_A + IF_TIDY)
    assert grades_of_parts(tmp_path, USUAL, leaves, faults) == "ABC"
