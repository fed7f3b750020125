"""A comment sets one finding aside, with a reason; what is wrong in comments is found, too."""

from pathlib import Path

import pytest

from support.clean_edition import CLEAN
from support.doubts import CASES, RULES, linted
from support.tiny_edition import replaced
from zicha.errors import Place, Problem, Severity
from zicha.model.findings import Ignored

THIN = CLEAN[CASES].replace("why: 300 >= 300 since 2008", "why: it is enough")
BEHIND = "why: it is enough  # zicha: ignore case-why-thin the next case says it"
ABOVE = "# zicha: ignore case-why-thin the next case says it\n    why: it is enough"


def ignoring(folder: Path, old: str, new: str) -> tuple[list[Problem], list[Ignored]]:
    """Return what lint finds when the case without a reason is written in another way."""
    return linted(folder, {**CLEAN, CASES: replaced(THIN, old, new)})


def thin(folder: Path, line: int) -> Problem:
    place = Place(str(folder / CASES), line, 10)
    return Problem("case-why-thin", place, {}, Severity.WARNING)


def test_a_comment_behind_it_sets_a_finding_aside(tmp_path: Path) -> None:
    leave = Place(str(tmp_path / CASES), 4, 24)
    assert ignoring(tmp_path, "why: it is enough", BEHIND) == (
        [],
        [Ignored(thin(tmp_path, 4), "the next case says it", leave)],
    )


def test_a_comment_above_it_sets_a_finding_aside(tmp_path: Path) -> None:
    leave = Place(str(tmp_path / CASES), 4, 5)
    assert ignoring(tmp_path, "why: it is enough", ABOVE) == (
        [],
        [Ignored(thin(tmp_path, 5), "the next case says it", leave)],
    )


def test_comments_above_each_other_count_for_the_line_below_them(tmp_path: Path) -> None:
    text = ABOVE.replace("\n", "\n    # another remark\n")
    problems, ignored = ignoring(tmp_path, "why: it is enough", text)
    assert problems == []
    assert [each.problem for each in ignored] == [thin(tmp_path, 6)]


def complaint(folder: Path, comment: str) -> list[tuple[str, dict[str, str]]]:
    """Return what is found about a comment behind the case without a reason."""
    problems, _ = ignoring(folder, "why: it is enough", f"why: it is enough # zicha: {comment}")
    return [(each.code, dict(each.args)) for each in problems]


def test_a_comment_without_a_reason_is_found(tmp_path: Path) -> None:
    assert complaint(tmp_path, "ignore case-why-thin") == [
        ("ignore-without-reason", {"ignored": "case-why-thin"})
    ]


@pytest.mark.parametrize("code", ["", "case-why-thn"])
def test_a_comment_with_an_unknown_code_is_found_and_sets_nothing_aside(
    code: str, tmp_path: Path
) -> None:
    found = complaint(tmp_path, f"ignore {code}")
    assert [each for each, _ in found] == ["case-why-thin", "ignore-unknown"]


def test_the_nearest_code_is_named(tmp_path: Path) -> None:
    assert complaint(tmp_path, "ignore case-why-thn because")[1] == (
        "ignore-unknown",
        {"given": "case-why-thn", "nearest": "case-why-thin"},
    )


def test_a_comment_that_sets_nothing_aside_is_found(tmp_path: Path) -> None:
    assert complaint(tmp_path, "ignore hint-short because")[1] == (
        "ignore-unused",
        {"ignored": "hint-short"},
    )


def test_a_comment_on_another_line_is_of_no_use(tmp_path: Path) -> None:
    problems, ignored = ignoring(
        tmp_path, "name: 正好", "# zicha: ignore case-why-thin why\n    name: 正好"
    )
    assert [each.code for each in problems] == ["ignore-unused", "case-why-thin"]
    assert ignored == []


def test_an_error_cannot_be_set_aside(tmp_path: Path) -> None:
    text = replaced(
        CLEAN[RULES], "fact: kit", "fact: kid  # zicha: ignore edition-fact-unknown it is planned"
    )
    problems, ignored = linted(tmp_path, {**CLEAN, RULES: text})
    assert [each.code for each in problems] == ["edition-fact-unknown", "ignore-unused"]
    assert ignored == []


@pytest.mark.parametrize(
    "comment",
    ["zicha： ignore case-why-thin because", "Zicha: Ignore case-why-thin", "zicha :ignore"],
)
def test_a_comment_that_is_almost_one_is_named(comment: str, tmp_path: Path) -> None:
    behind = f"why: it is enough  # {comment}"
    problems, ignored = ignoring(tmp_path, "why: it is enough", behind)
    misspelt = Problem(
        "ignore-misspelt", Place(str(tmp_path / CASES), 4, 24), {"given": comment}, Severity.WARNING
    )
    assert (problems, ignored) == ([thin(tmp_path, 4), misspelt], [])


def test_other_comments_are_left_alone(tmp_path: Path) -> None:
    text = CLEAN[CASES].replace("cases:\n", "cases:  # zicha ignores nothing here\n")
    assert linted(tmp_path, {**CLEAN, CASES: text}) == ([], [])
