"""The examples of docs/units.md say what the program says."""

import re
from pathlib import Path

import pytest

from zicha.documents.reading import read_yaml
from zicha.editions.load import load_edition
from zicha.errors import InputError
from zicha.model.edition import Edition
from zicha.units.read import read_unit
from zicha.words.problems import problem_line

PAGE = Path(__file__).parents[3] / "docs" / "units.md"
BLOCK = re.compile(r"```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL)
BLOCKS = [(found["language"], found["text"]) for found in BLOCK.finditer(PAGE.read_text("utf-8"))]


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


def test_nothing_is_wrong_with_the_example(edition: Edition) -> None:
    assert said(BLOCKS[0][1], edition) == ""


@pytest.mark.parametrize("index", [i for i, block in enumerate(BLOCKS) if block[0] == "text"])
def test_what_is_wrong_is_said_as_the_page_has_it(index: int, edition: Edition) -> None:
    assert said(BLOCKS[index - 1][1], edition) == BLOCKS[index][1]
