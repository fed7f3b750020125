"""The beginning of a new indicator fits into an edition and says what is left to write."""

import re
from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CASES, CATEGORY, CONCLUSIONS, FACTS, RULES, changed
from support.tiny_edition import MANIFEST, write
from zicha.authoring.lint.check import lint
from zicha.authoring.run import Engines, load_cases, run_cases
from zicha.authoring.scaffold.plan import plan
from zicha.backends.reference.engine import Reference
from zicha.editions.load import load_edition
from zicha.editions.place import EditionFolders
from zicha.errors import InputError, Place

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
    ("code", "file", "text"),
    [
        ("1.2.1", CATEGORY, CLEAN[CATEGORY] + SECOND_GROUP),
        ("1.1.3", FACTS, "{facts: {}}\n"),
        ("1.1.3", "rules/1.1.yaml", "{rules: []}\n"),
        ("1.1.3", "rules/1.1.cases.yaml", "{cases: []}\n"),
    ],
)
def test_a_file_that_is_not_written_line_by_line_has_no_room(
    code: str, file: str, text: str, tmp_path: Path
) -> None:
    files = {**CLEAN, file: text}
    if file == FACTS:  # what the rules use stands in another file
        files["indicators/facts/2.yaml"] = CLEAN[FACTS]
    with pytest.raises(InputError) as error:
        scaffolded(tmp_path, code, files)
    (found,) = error.value.problems
    assert (found.code, found.place) == ("new-no-room", Place(str(tmp_path / file)))
    assert (tmp_path / file).read_text("utf-8") == text


def without(name: str) -> dict[str, str]:
    """Return the files without one of them."""
    return {other: text for other, text in CLEAN.items() if other != name}


def moved(name: str, by: int) -> str:
    """Return a file whose entries are moved in by so many blanks; below 0, out."""
    head, *lines = CLEAN[name].splitlines(keepends=True)
    return head + "".join(line[-by:] if by < 0 else " " * by + line for line in lines)


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("1.1.3", {**without(RULES), "rules/1.1.yaml": moved(RULES, -2)}),
        ("1.1.3", {**without(CASES), "rules/1.1.cases.yaml": moved(CASES, 2)}),
        ("1.1.3", {**CLEAN, FACTS: moved(FACTS, 2)}),
    ],
)
def test_entries_may_be_moved_in_as_far_as_their_author_likes(
    code: str, files: dict[str, str], tmp_path: Path
) -> None:
    problems, _ = lint(scaffolded(tmp_path, code, files))
    assert {each.code for each in problems} == {"to-write"}


def test_the_lines_of_a_file_end_as_they_did(tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    path = tmp_path / FACTS
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    text = plan(EditionFolders(tmp_path / "indicators", tmp_path / "rules"), "1.1.3")[path]
    assert "faults_1_1_3:" in text
    assert text.count("\n") == text.count("\r\n")


def test_ids_of_facts_that_there_are_get_a_number(tmp_path: Path) -> None:
    # The indicator was there once; its facts are past and keep their ids.
    past = CLEAN[FACTS].replace("  flood:\n", "  done_1_1_3:\n")
    concluded = CLEAN[CONCLUSIONS].replace("fact: flood", "fact: done_1_1_3")
    scaffolded(tmp_path, "1.1.3", {**CLEAN, FACTS: past, CONCLUSIONS: concluded})
    new = load_edition(str(tmp_path)).indicator("1.1.3")
    assert new.facts == ("done_1_1_3_2", "faults_1_1_3")


def begun(manifest: str) -> dict[str, str]:
    """Return an edition of which there is nothing but the manifest."""
    return {"indicators/edition.yaml": manifest, CONCLUSIONS: "conclusions: []\n"}


def test_an_edition_may_have_no_indicator_and_no_day_yet(tmp_path: Path) -> None:
    manifest = re.sub(r"'[-0-9]{10}'", "null", MANIFEST)
    folders = scaffolded(tmp_path, "1.1.1", begun(manifest))
    cases = load_cases(folders, load_edition(str(tmp_path)))
    assert [str(each.case.on) for each in cases] == ["2000-01-01"] * 3


def test_what_the_manifest_lacks_is_named(tmp_path: Path) -> None:
    manifest = re.sub(r"(?m)^(methods|departments):.*\n(  .*\n)*", r"\1: {}\n", MANIFEST)
    assert refused(tmp_path, "1.1.1", begun(manifest)) == [
        ("new-manifest-empty", {"key": "methods"}),
        ("new-manifest-empty", {"key": "departments"}),
    ]


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
