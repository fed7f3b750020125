"""The examples of the pages about units say what the program says."""

import re
from pathlib import Path

import pytest

from zicha.documents.reading import read_yaml
from zicha.editions.load import load_edition
from zicha.errors import InputError
from zicha.model.edition import Edition
from zicha.units.read import read_unit
from zicha.words.problems import problem_line

DOCS = Path(__file__).parents[3] / "docs"
BLOCK = re.compile(r"```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL)
Blocks = list[tuple[str, str]]


def blocks_of(page: str) -> Blocks:
    """Return the examples of a page, each with the language that it is in."""
    text = (DOCS / page).read_text("utf-8")
    return [(found["language"], found["text"]) for found in BLOCK.finditer(text)]


PAGES = {page: blocks_of(page) for page in ("units.md", "units.zh.md")}
SAID = [
    pytest.param(blocks[at - 1][1], text, id=f"{page} {at}")
    for page, blocks in PAGES.items()
    for at, (language, text) in enumerate(blocks)
    if language == "text"
]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition(None)


def said(text: str, edition: Edition) -> str:
    """Return the problems of a unit, as a reader sees them."""
    document, problems = read_yaml(text.encode(), "unit.yaml")
    if document is not None:
        problems += read_unit(document, edition)[1]
    lines = [problem_line(found, "zh") for found in InputError(problems).problems]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_wrong_with_the_example(page: str, edition: Edition) -> None:
    assert said(PAGES[page][0][1], edition) == ""


@pytest.mark.parametrize(("written", "wrong"), SAID)
def test_what_is_wrong_is_said_as_the_page_has_it(
    written: str, wrong: str, edition: Edition
) -> None:
    assert said(written, edition) == wrong
