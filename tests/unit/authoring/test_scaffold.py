"""The beginning of a new indicator fits into an edition and says what is left to write."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CASES, CATEGORY, FACTS, RULES, changed
from support.tiny_edition import write
from zicha.authoring.lint.check import lint
from zicha.authoring.run import Engines, load_cases, run_cases
from zicha.authoring.scaffold.plan import plan
from zicha.backends.reference.engine import Reference
from zicha.editions.load import load_edition
from zicha.editions.place import EditionFolders
from zicha.errors import InputError

CODES = ["1.1.3", "1.2.1", "2.1.1", "1.1.2.1"]
SECOND_GROUP = """\
  # About the second group
  - code: '1.2'
    name: {zh: 其他, en: The rest}
    indicators: []
"""


def scaffolded(folder: Path, code: str, files: dict[str, str]) -> EditionFolders:
    """Write an edition with the beginning of a new indicator."""
    write(folder, files)
    folders = EditionFolders(folder / "indicators", folder / "rules")
    for path, text in plan(folders, code).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folders


@pytest.mark.parametrize("code", CODES)
def test_it_loads_and_lint_asks_only_for_what_is_to_be_written(code: str, tmp_path: Path) -> None:
    problems, ignored = lint(scaffolded(tmp_path, code, CLEAN))
    assert {each.code for each in problems} == {"to-write"}
    assert ignored == []
    assert code in {i.code for i in load_edition(str(tmp_path)).indicators}


def test_lint_finds_every_word_todo(tmp_path: Path) -> None:
    folders = scaffolded(tmp_path, "1.1.3", CLEAN)
    written = "".join(path.read_text("utf-8") for path in sorted(tmp_path.rglob("*.yaml")))
    assert len(lint(folders)[0]) == written.count("TODO")


def test_its_cases_pass(tmp_path: Path) -> None:
    folders = scaffolded(tmp_path, "1.1.3", CLEAN)
    edition = load_edition(str(tmp_path))
    cases = [each for each in load_cases(folders, edition) if each.case.indicator == "1.1.3"]
    results = list(run_cases(cases, Engines(edition, Reference)))
    assert [result.differences for result in results] == [(), (), ()]


def test_nothing_of_what_was_there_is_changed(tmp_path: Path) -> None:
    scaffolded(tmp_path, "1.1.3", CLEAN)
    for name, text in CLEAN.items():
        found = (tmp_path / name).read_text("utf-8").splitlines()
        kept = text.splitlines()
        assert [line for line in found if line in set(kept)][: len(kept)] == kept


def test_an_indicator_stands_last_in_its_group_above_the_comments_of_the_next(
    tmp_path: Path,
) -> None:
    files = {**CLEAN, CATEGORY: CLEAN[CATEGORY] + SECOND_GROUP}
    scaffolded(tmp_path, "1.1.3", files)
    lines = (tmp_path / CATEGORY).read_text("utf-8").splitlines()
    begin = lines.index("      - code: '1.1.3'")
    assert lines[begin - 1] == "        facts: [lit, lamps, spots]"
    assert lines[begin + 12 : begin + 14] == [
        "        facts: [done_1_1_3, faults_1_1_3]",
        "  # About the second group",
    ]


def test_a_new_file_names_its_schema_where_its_neighbours_do(tmp_path: Path) -> None:
    mark = "# yaml-language-server: $schema=x/rules.schema.json\n"
    scaffolded(tmp_path, "1.2.1", {**CLEAN, RULES: mark + CLEAN[RULES]})
    assert (tmp_path / "rules/1.2.yaml").read_text("utf-8").startswith(f"{mark}rules:\n")
    assert (tmp_path / "rules/1.2.cases.yaml").read_text("utf-8").startswith("cases:\n")


def test_it_is_like_the_others_of_its_group(tmp_path: Path) -> None:
    scaffolded(tmp_path, "1.1.3", CLEAN)
    edition = load_edition(str(tmp_path))
    like, new = edition.indicator("1.1.1"), edition.indicator("1.1.3")
    assert (new.levels, new.methods, new.departments) == (
        like.levels,
        like.methods,
        like.departments,
    )
    assert new.sources == ("OWN",)


def refused(folder: Path, code: str, files: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Return the problems for which nothing is written."""
    with pytest.raises(InputError) as error:
        scaffolded(folder, code, files)
    found = {str(p.relative_to(folder)): p.read_text("utf-8") for p in folder.rglob("*.yaml")}
    assert found == files
    return [(each.code, dict(each.args)) for each in error.value.problems]


def test_a_code_that_is_taken_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "1.1.2", CLEAN) == [("new-code-taken", {"code": "1.1.2"})]


@pytest.mark.parametrize("code", ["1.1", "1.1.x", "1..3", "1.1.3.", "1.1.09"])
def test_what_is_no_code_of_an_indicator_is_refused(code: str, tmp_path: Path) -> None:
    assert refused(tmp_path, code, CLEAN) == [("new-code-form", {"code": code})]


def test_an_edition_with_an_error_is_left_alone(tmp_path: Path) -> None:
    files = changed(RULES, "fact: kit", "fact: kid")
    assert [code for code, _ in refused(tmp_path, "1.1.3", files)] == ["edition-fact-unknown"]


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("1.2.1", {**CLEAN, CATEGORY: CLEAN[CATEGORY] + SECOND_GROUP}),
        ("1.1.3", {**CLEAN, FACTS: "{facts: {}}\n", "indicators/facts/2.yaml": CLEAN[FACTS]}),
        ("1.1.3", {**CLEAN, "rules/1.1.yaml": "{rules: []}\n"}),
        ("1.1.3", {**CLEAN, "rules/1.1.cases.yaml": "{cases: []}\n"}),
    ],
)
def test_a_file_that_is_not_written_line_by_line_has_no_room(
    code: str, files: dict[str, str], tmp_path: Path
) -> None:
    assert refused(tmp_path, code, files) == [("new-no-room", {"code": code})]


def test_comments_at_the_end_of_a_file_do_not_matter(tmp_path: Path) -> None:
    files = {**CLEAN, CASES: CLEAN[CASES].rstrip("\n") + "\n# the end"}
    problems, _ = lint(scaffolded(tmp_path, "1.1.3", files))
    assert {each.code for each in problems} == {"to-write"}


def test_the_edition_of_an_installed_program_is_to_be_copied_from_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zicha.authoring.scaffold.plan.PACKAGE", tmp_path)
    with pytest.raises(InputError) as refused:
        scaffolded(tmp_path, "1.1.3", CLEAN)
    (found,) = refused.value.problems
    assert (found.code, found.args) == ("new-installed", {"folder": str(tmp_path)})
