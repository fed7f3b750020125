"""What a shell is told that asks how a call may go on."""

import pytest

from support.cli import Zicha


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return the surroundings of a shell that asks."""
    monkeypatch.setenv("_ZICHA_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_CWORD", "1")
    return monkeypatch


@pytest.mark.parametrize(
    ("typed", "at", "offered"),
    [
        ("zicha che", "1", ["plain,check"]),
        ("zicha rules m", "2", ["plain,mutate"]),
        ("zicha check --engine re", "3", ["plain,reference", "plain,rete"]),
    ],
)
def test_a_shell_is_told_how_a_call_may_go_on(
    zicha: Zicha, asked: pytest.MonkeyPatch, typed: str, at: str, offered: list[str]
) -> None:
    asked.setenv("COMP_WORDS", typed)
    asked.setenv("COMP_CWORD", at)
    code, out, err = zicha()
    assert (code, err) == (0, "")
    assert out.splitlines() == offered


def test_a_shell_is_given_what_it_needs_to_ask(zicha: Zicha, asked: pytest.MonkeyPatch) -> None:
    asked.setenv("_ZICHA_COMPLETE", "zsh_source")
    code, out, err = zicha()
    assert (code, err) == (0, "")
    assert "_ZICHA_COMPLETE=zsh_complete zicha" in out


def test_an_unknown_shell_is_told_nothing(zicha: Zicha, asked: pytest.MonkeyPatch) -> None:
    asked.setenv("_ZICHA_COMPLETE", "no_shell")
    assert zicha() == (1, "", "")
