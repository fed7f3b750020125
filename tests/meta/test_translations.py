"""Pages in two languages say the same: the same examples, the same tables of truths and numbers."""

import re

import pytest

from support.source import ROOT

PAGES = ("language", "units")
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^ *\|(.+)\|$", re.MULTILINE)
SIGN = re.compile(r"[TFU+?-]|-?[0-9.]+%?")


def page(name: str, language: str = "") -> str:
    """Return a page. ``language``: `.zh` for the Chinese one."""
    return (ROOT / "docs" / f"{name}{language}.md").read_text("utf-8")


def signs(text: str) -> list[list[str]]:
    """Return of each row of a table what is a truth or a number, and no word."""
    rows = [[cell.strip() for cell in row.split("|")] for row in ROW.findall(BLOCK.sub("", text))]
    return [[cell for cell in row if SIGN.fullmatch(cell)] for row in rows if set(row) != {"---"}]


@pytest.mark.parametrize("name", PAGES)
def test_both_pages_have_the_same_examples(name: str) -> None:
    assert BLOCK.findall(page(name, ".zh")) == BLOCK.findall(page(name))


@pytest.mark.parametrize("name", PAGES)
def test_both_pages_have_the_same_tables(name: str) -> None:
    assert signs(page(name, ".zh")) == signs(page(name))


@pytest.mark.parametrize("name", PAGES)
def test_both_pages_have_as_many_headings_of_each_kind(name: str) -> None:
    in_english, in_chinese = (
        re.findall(r"^#+(?= )", BLOCK.sub("", page(name, language)), re.MULTILINE)
        for language in ("", ".zh")
    )
    assert in_chinese == in_english
