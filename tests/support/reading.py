"""Reads units of the small edition from text, for tests."""

from datetime import date

from support.small_edition import SMALL
from zicha.documents.reading import read_yaml
from zicha.errors import Place, Problem
from zicha.model.facts import Stated
from zicha.model.unit import Unit
from zicha.units.read import read_unit

FILE = "unit.yaml"


def at(line: int, column: int) -> Place:
    """Return a place in the file of the unit."""
    return Place(FILE, line, column)


def read(text: str, on: date | None = None) -> tuple[Unit | None, list[Problem]]:
    """Return the unit of a YAML text, and its problems."""
    document, problems = read_yaml(text.encode(), FILE)
    assert problems == []
    assert document is not None
    return read_unit(document, SMALL, on)


def problems_of(text: str) -> list[Problem]:
    """Return what is wrong with a unit."""
    unit, problems = read(text)
    assert unit is None
    return problems


def unit_of(text: str) -> Unit:
    """Return a unit in which nothing is wrong."""
    unit, problems = read(text)
    assert problems == []
    assert unit is not None
    return unit


def facts_of(lines: str, kind: str = "community") -> dict[str, Stated]:
    """Return the facts of a unit whose ``facts:`` are written in flow style."""
    text = f"unit: {{id: a, kind: {kind}}}\ndate: 2011-06-30\nfacts: {lines}\n"
    return dict(unit_of(text).facts)


def fact_problems(lines: str, kind: str = "community") -> list[Problem]:
    """Return what is wrong with facts that begin in line 3, column 8."""
    return problems_of(f"unit: {{id: a, kind: {kind}}}\ndate: 2011-06-30\nfacts: {lines}\n")
