"""What goes to standard output."""

import pytest

from zicha.commands import printing
from zicha.commands.printing import chunks, show


def test_a_text_in_pieces_is_shown_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    show(f"{number}社区\n" for number in range(2500))
    assert capsys.readouterr().out == "".join(f"{number}社区\n" for number in range(2500))


def test_a_text_of_no_piece_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show(iter([]))
    assert capsys.readouterr().out == ""


def test_many_pieces_are_written_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "A_CHUNK", 3)
    assert [*chunks("abcdefg")] == ["abc", "def", "g"]


def test_a_piece_of_nothing_is_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "A_CHUNK", 2)
    assert "".join(chunks(["", "", "a"])) == "a"
