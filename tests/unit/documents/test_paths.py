"""What a path leads to, where looking is refused or leads nowhere."""

from pathlib import Path

import pytest

from zicha.documents.paths import is_file, is_folder, is_there, real

LONG = "a" * 300


def test_a_folder_and_a_file_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.touch()
    assert (is_folder(tmp_path), is_file(tmp_path), is_there(tmp_path)) == (True, False, True)
    assert (is_folder(file), is_file(str(file)), is_there(str(file))) == (False, True, True)


@pytest.mark.parametrize("name", ["missing", LONG, f"{LONG}/a"])
def test_nothing_stands_where_no_name_can_lead(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert (is_folder(path), is_file(path), is_there(path)) == (False, False, False)


def test_what_may_not_be_looked_at_is_taken_for_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", refuse)
    assert (is_folder(tmp_path / "a"), is_file(tmp_path / "a")) == (False, False)
    assert not is_there(tmp_path / "a")


def test_a_link_that_leads_to_itself_leads_to_itself(tmp_path: Path) -> None:
    link, other = tmp_path / "a", tmp_path / "b"
    link.symlink_to("a")
    other.symlink_to("c")
    assert (real(link), real(other)) == (link, tmp_path / "c")
    assert not is_there(link)
