"""Mutation of a whole edition: what its cases notice, and the line of what they don't."""

from pathlib import Path

import pytest

from support import tiny_edition
from support.tiny_edition import case
from zicha.authoring.mutate import Mutant, mutate
from zicha.editions.place import EditionFolders

EVERY_SIDE = {
    "above A": ("35.1", "A"),
    "at the bound of A": ("35", "B"),
    "above B": ("30.1", "B"),
    "at the bound of B": ("30", "C"),
}


def mutants(folder: Path, *without: str, jobs: int = 1) -> list[Mutant]:
    cases = "cases:\n" + "".join(
        case(name, *each) for name, each in EVERY_SIDE.items() if name not in without
    )
    files = {**tiny_edition.FILES, "rules/1.cases.yaml": cases}
    tiny_edition.write(folder, files)
    found = mutate(EditionFolders(folder / "indicators", folder / "rules"), jobs)
    return [mutant for mutant in found.mutants if mutant.name == "1.1.2"]


def unnoticed(found: list[Mutant]) -> list[str]:
    return [mutant.text for mutant in found if mutant.killer is None]


def test_cases_on_both_sides_of_every_bound_notice_every_change(tmp_path: Path) -> None:
    found = mutants(tmp_path)
    assert unnoticed(found) == []
    # 35 up and down, 30 up and down, each comparison, and the bands A, B, C left out. The bound of
    # C only says what is left: changed upwards it means the same, downwards it leaves a hole to D.
    assert {mutant.text for mutant in found} >= {
        "more_than: 35 -> 35.1",
        "more_than: 35 -> 34.9",
        "more_than: 30 -> 30.1",
        "more_than: 30 -> 29.9",
        "more_than -> at_least",
        "at_most: 30 -> 29.9",
        "at_most -> less_than",
        "bands: without A",
        "bands: without B",
        "bands: without C",
    }
    assert "at_most: 30 -> 30.1" not in {mutant.text for mutant in found}


def test_without_the_case_at_the_bound_the_change_downwards_goes_unnoticed(tmp_path: Path) -> None:
    found = mutants(tmp_path, "at the bound of A")
    # 35 itself is not tried any more: "at least 35", and "more than 34.9", look the same.
    assert sorted(unnoticed(found)) == ["more_than -> at_least", "more_than: 35 -> 34.9"]


def test_without_the_case_beside_the_bound_the_change_upwards_goes_unnoticed(
    tmp_path: Path,
) -> None:
    found = mutants(tmp_path, "above A")
    # No case is graded A, so neither a later A nor none at all is seen.
    assert sorted(unnoticed(found)) == ["bands: without A", "more_than: 35 -> 35.1"]


def test_a_mutant_names_the_line_that_was_changed(tmp_path: Path) -> None:
    found = mutants(tmp_path, "at the bound of A")
    rules = tiny_edition.RULES.split("\n")
    (mutant,) = [each for each in found if each.text == "more_than: 35 -> 34.9"]
    assert mutant.place.file.endswith("rules/1.yaml")
    assert rules[mutant.place.line - 1].strip() == "A: {more_than: 35}"


def test_a_noticed_mutant_names_the_case_that_noticed_it(tmp_path: Path) -> None:
    found = mutants(tmp_path)
    (mutant,) = [each for each in found if each.text == "more_than: 30 -> 29.9"]
    assert mutant.killer == "at the bound of B"


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    alone = mutants(tmp_path, "above A")
    assert mutants(tmp_path, "above A", jobs=2) == alone


def test_a_conclusion_that_no_case_expects_is_not_guarded(tmp_path: Path) -> None:
    tiny_edition.write(tmp_path, {**tiny_edition.FILES, "rules/1.cases.yaml": "cases: []\n"})
    found = mutate(EditionFolders(tmp_path / "indicators", tmp_path / "rules"), 1)
    line = [mutant for mutant in found.mutants if mutant.name == "accident"]
    assert [(mutant.text, mutant.killer) for mutant in line] == [("is: true -> false", None)]


def test_the_cases_of_conclusions_notice_changes_in_them(tmp_path: Path) -> None:
    found = mutate(
        EditionFolders(*(tiny_edition.write(tmp_path) / name for name in ("indicators", "rules"))),
        1,
    )
    (veto,) = [mutant for mutant in found.mutants if mutant.name == "accident"]
    assert veto.killer == "有事故，否决"


def test_a_case_that_fails_before_any_change_notices_nothing(tmp_path: Path) -> None:
    wrong = "cases:\n" + case("wrong from the start", "35.1", "B")
    tiny_edition.write(tmp_path, {**tiny_edition.FILES, "rules/1.cases.yaml": wrong})
    found = mutate(EditionFolders(tmp_path / "indicators", tmp_path / "rules"), 1)
    assert found.failing == 1
    assert {mutant.killer for mutant in found.mutants} == {None}


SAME = (tiny_edition.FACTS, "", "")


def texts_of_state(folder: Path, condition: str, facts: tuple[str, str, str] = SAME) -> set[str]:
    """Return the changes to a rule that has a condition of its own in place of a difference."""
    old = "{difference: [lamps, lit], at_most: 3}"
    files = tiny_edition.changed(*facts)
    files["rules/1.yaml"] = tiny_edition.replaced(tiny_edition.RULES, old, condition)
    tiny_edition.write(folder, {**files, "rules/1.cases.yaml": "cases: []\n"})
    found = mutate(EditionFolders(folder / "indicators", folder / "rules"), 1)
    return {mutant.text for mutant in found.mutants if mutant.name == "1.1.4"}


def test_what_no_value_can_tell_apart_is_no_change(tmp_path: Path) -> None:
    # No sum of counts is below 0; no more lamps are lit than there are.
    for condition in ("{sum: [lit, spots], equals: 0}", "{difference: [lamps, lit], equals: 0}"):
        found = texts_of_state(tmp_path, condition)
        assert "equals -> at_most" not in found
        assert "equals -> at_least" in found
    assert "between: 0 -> -1" not in texts_of_state(
        tmp_path, "{difference: [lamps, lit], between: [0, 4]}"
    )


@pytest.mark.parametrize(("least", "tried"), [(0, 1), (1, 0)])
def test_what_a_ratio_gives_over_0_counts_only_where_its_whole_can_be_0(
    least: int, tried: int, tmp_path: Path
) -> None:
    lamps = "range: [0, 1000]\n    level: community\n    better: neutral"
    facts = (tiny_edition.FACTS, lamps, lamps.replace("[0,", f"[{least},"))
    ratio = "{percentage: {part: lit, whole: lamps, when_zero: met}, at_least: 50}"
    found = list(texts_of_state(tmp_path, ratio, facts))
    assert found.count("when_zero: met -> unmet") == tried


LOCAL = "{cite: TW, edition: local, confidence: local}"


def dated(number: int, day: str, edition: str) -> str:
    source = f"{{cite: NK, edition: '{edition}', confidence: official}}"
    return f"{{value: {number}, source: {source}, from: '{day}'}}"


@pytest.mark.parametrize("day", ["2001-01-01", "2020-01-01"])
def test_a_local_value_beside_others_never_counts_so_that_no_case_can_notice_it(
    day: str, tmp_path: Path
) -> None:
    local = f"{{value: 7, source: {LOCAL}, from: '{day}'}}"
    values = [local, dated(3, "2005-01-01", "2005"), dated(5, "2015-01-01", "2015")]
    found = texts_of_state(tmp_path, f"{{fact: spots, at_most: [{', '.join(values)}]}}")
    assert {text for text in found if text.startswith("at_most: ")} == {
        # The first of those that count counts before its day as well.
        "at_most: 3 -> 2",
        "at_most: 3 -> 4",
        "at_most: 5 -> 4",
        "at_most: 5 -> 6",
        "at_most: without 3",
        "at_most: without 5",
        "at_most: 5 from 2015-01-01 -> 2015-01-02",
    }


def test_a_local_value_alone_counts(tmp_path: Path) -> None:
    found = texts_of_state(tmp_path, f"{{fact: spots, at_most: [{{value: 7, source: {LOCAL}}}]}}")
    assert {"at_most: 7 -> 6", "at_most: 7 -> 8"} <= found
