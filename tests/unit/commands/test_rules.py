"""``zicha rules``: what authors run, its exit codes and what it writes."""

import json
from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CASES, RULES, changed
from support.tiny_edition import CASES as TINY_CASES
from support.tiny_edition import FILES, write
from zicha.commands.root import run

THIN = changed(CASES, "why: 300 >= 300 since 2008", "why: it is enough")
HINT = changed(RULES, "{cite: NK#2, edition", "{cite: NK#2; TW, edition")


def called(*args: str) -> int:
    return run(["--lang", "en", "rules", *args])


def test_lint_of_a_clean_edition_finds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, CLEAN)
    assert called("lint", str(tmp_path)) == 0
    assert capsys.readouterr() == ("errors: 0, warnings: 0, hints: 0, set aside: 0\n", "")


def test_lint_ends_with_1_where_it_finds_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, THIN)
    assert called("lint", "--edition", str(tmp_path)) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"{tmp_path}/rules/1.cases.yaml:4:10 warning case-why-thin the reason")


def test_hints_alone_are_no_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, HINT)
    assert called("lint", str(tmp_path)) == 0
    assert "errors: 0, warnings: 0, hints: 1" in capsys.readouterr().out


def test_lint_finds_errors_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, changed(RULES, "fact: kit", "fact: kid"))
    assert called("lint", str(tmp_path), "--format", "json") == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["code"], found["severity"]) == ("edition-fact-unknown", "error")


def test_lint_of_an_edition_that_is_not_there_is_a_bad_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called("lint", str(tmp_path / "nowhere")) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["lint", "test", "mutate"])
def test_an_edition_named_twice_is_a_bad_call(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write(tmp_path))
    assert run(["rules", name, folder, "--edition", "national-2011", "--lang", "en"]) == 2
    assert (
        "more arguments than the command takes: --edition national-2011" in capsys.readouterr().err
    )


def test_where_nothing_can_be_proposed_nothing_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The rule of 1.1.5 is still to be written, so that no item can be meant.
    cases = TINY_CASES.replace("'1.1.1'", "'1.1.5'", 1)
    files = {**FILES, "rules/1.cases.yaml": cases}
    assert run(["rules", "lint", str(write(tmp_path, files)), "--lang", "en"]) == 1
    line = next(x for x in capsys.readouterr().out.split("\n") if 'no item "office"' in x)
    assert line.endswith('the indicator\'s rule has no item "office"')


def test_lint_writes_sarif(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, THIN)
    assert called("lint", str(tmp_path), "--format", "sarif") == 1
    (sarif_run,) = json.loads(capsys.readouterr().out)["runs"]
    assert [each["ruleId"] for each in sarif_run["results"]] == ["case-why-thin"]


def test_schema_writes_a_schema_for_each_kind_of_file(tmp_path: Path) -> None:
    write(tmp_path / "edition", CLEAN)
    folder = tmp_path / "made" / "schema"
    assert called("schema", "--edition", str(tmp_path / "edition"), "-o", str(folder)) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "cases.schema.json",
        "category.schema.json",
        "conclusions.schema.json",
        "consistency.schema.json",
        "facts.schema.json",
        "manifest.schema.json",
        "rules.schema.json",
        "terms.schema.json",
        "unit.schema.json",
    ]


def test_new_says_what_it_wrote_and_what_is_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, CLEAN)
    assert called("new", "1.1.3", "--edition", str(tmp_path)) == 0
    *written, following = capsys.readouterr().out.splitlines()
    assert written == [
        f"written: {tmp_path}/indicators/categories/1.yaml",
        f"written: {tmp_path}/indicators/facts/1.yaml",
        f"written: {tmp_path}/rules/1.1.yaml",
        f"written: {tmp_path}/rules/1.1.cases.yaml",
    ]
    assert following.startswith("Replace every TODO")


def test_new_refuses_a_code_that_is_taken(tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    assert called("new", "1.1.2", "--edition", str(tmp_path)) == 2


@pytest.mark.parametrize(
    ("args", "pages"),
    [
        (
            [],
            [
                "en/1.md",
                "en/README.md",
                "en/conclusions.md",
                "zh/1.md",
                "zh/README.md",
                "zh/conclusions.md",
            ],
        ),
        (["--lang", "zh"], ["zh/1.md", "zh/README.md", "zh/conclusions.md"]),
    ],
)
def test_docs_writes_the_handbook(args: list[str], pages: list[str], tmp_path: Path) -> None:
    write(tmp_path / "edition", CLEAN)
    folder = tmp_path / "book"
    edition = ["--edition", str(tmp_path / "edition")]
    assert run(["rules", "docs", *edition, "-o", str(folder), *args]) == 0
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.md")) == pages


def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    assert called("docs", "-o", str(tmp_path / "taken")) == 2
    assert "the file cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["lint", "test", "mutate", "new", "schema", "docs"])
def test_every_command_of_authors_has_its_help(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(name, "--help") == 0
    assert f"Usage: zicha rules {name}" in capsys.readouterr().out
