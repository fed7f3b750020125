"""``--help`` of every command: complete in both languages, and fit for 80 columns."""

import re

import pytest
from wcwidth import wcswidth

from support.cli import ENGLISH, HAN, Zicha
from zicha.commands.root import MODULES

COMMANDS = [(), *((name,) for name in MODULES)]


@pytest.fixture(autouse=True)
def screen_of_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_screen(zicha: Zicha, words: tuple[str, ...], lang: str) -> None:
    code, out, err = zicha(*words, "--lang", lang, "--help")
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if wcswidth(line) > 80] == []


@pytest.mark.parametrize("words", COMMANDS)
def test_the_english_help_has_no_chinese(zicha: Zicha, words: tuple[str, ...]) -> None:
    assert HAN.findall(zicha("--lang", "en", *words, "--help").out) == []


@pytest.mark.parametrize("words", COMMANDS)
def test_the_chinese_help_has_no_english_sentence(zicha: Zicha, words: tuple[str, ...]) -> None:
    assert ENGLISH.findall(zicha(*words, "--help").out) == []


def test_the_help_lists_every_command(zicha: Zicha) -> None:
    out = zicha("--help").out
    listed = out[out.index("命令：\n") :].splitlines()[1:]
    assert [line.split()[0] for line in listed] == list(MODULES)


def test_the_help_of_check_says_what_each_option_is_for(zicha: Zicha) -> None:
    out = zicha("check", "--help").out
    entries = re.findall(r"^  (--?\w+)(.*(?:\n {3,}.*)*)", out, re.MULTILINE)
    assert [name for name, text in entries if not HAN.search(text)] == []
    names = " ".join(name for name, _ in entries)
    assert names == (
        "--context --edition --on --engine --set --names --format -o --template --ledger"
        " --lang --help"
    )


def test_a_narrow_screen_gets_shorter_lines(zicha: Zicha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = zicha("check", "--help").out
    assert max(wcswidth(line) for line in out.splitlines()) <= 60
