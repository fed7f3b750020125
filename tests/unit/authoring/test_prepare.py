"""What is said of the facts of a case: errors, and no hint that another value may be meant."""

from pathlib import Path

from support import tiny_edition
from zicha.authoring.lint.check import lint
from zicha.editions.place import EditionFolders


def test_a_hint_at_a_value_is_not_told_of_a_case(tmp_path: Path) -> None:
    # Of a unit 0.5 is doubted (50 may be meant); a case is about just that value.
    cases = "cases:\n" + tiny_edition.case("half", "0.5", "C")
    tiny_edition.write(tmp_path, {**tiny_edition.FILES, "rules/1.cases.yaml": cases})
    found, _ = lint(EditionFolders(tmp_path / "indicators", tmp_path / "rules"))
    assert [each.code for each in found if each.code.startswith("form-")] == []


def test_an_error_is(tmp_path: Path) -> None:
    cases = "cases:\n" + tiny_edition.case("much", "101", "A")
    tiny_edition.write(tmp_path, {**tiny_edition.FILES, "rules/1.cases.yaml": cases})
    found, _ = lint(EditionFolders(tmp_path / "indicators", tmp_path / "rules"))
    assert [each.place.line for each in found] == [7]
