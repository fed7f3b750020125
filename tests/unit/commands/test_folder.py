"""Files that a call names: what they are called on every system."""

from pathlib import Path

import pytest

from zicha.commands.folder import LONGEST, file_apart, file_name, unwritten
from zicha.errors import Place, problem


@pytest.mark.parametrize(
    "text", ["huaibei-1", "和平社区", "a.b", "console", "com", "com10", "_con"]
)
def test_an_id_is_the_name_of_its_file(text: str) -> None:
    assert file_name(text) == text


@pytest.mark.parametrize("text", ["con", "NUL", "aux", "com1", "LPT9", "PRN.txt", "com¹", "nul .a"])
def test_names_that_windows_keeps_for_itself_are_marked(text: str) -> None:
    found = file_name(text)
    assert found.startswith(f"_{text}-")
    assert file_name(found) == found


@pytest.mark.parametrize("sign", ["a", "区", "𠮷"])
def test_a_long_name_is_cut_and_stays_another_than_others(sign: str) -> None:
    first, second = (file_name(sign * 99 + last) for last in ("1", "2"))
    if sign == "a":
        assert first == "a" * 99 + "1"
    assert first != second
    assert max(len(name.encode()) for name in (first, second)) <= LONGEST


def test_signs_that_no_file_can_have_are_others() -> None:
    assert file_name('a/b\\c:"') == "a-b-c--"


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 250 + ".docx")
    assert unwritten(path, "x") == []
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 251 + ".docx")
    assert unwritten(path, "x") == [
        problem("not-written", Place(str(path)), why="File name too long")
    ]


def test_no_two_files_of_a_call_have_one_name_on_any_system() -> None:
    taken: set[str] = set()
    names = ["甲/乙区", "甲:乙区", "abc", "ABC", "abc 2"]
    assert [file_apart(name, taken) for name in names] == [
        "甲-乙区",
        "甲-乙区 2",
        "abc",
        "ABC 2",
        "abc 2 2",
    ]
