"""A tiny edition as files, with something of every kind, and ways to change a piece of it."""

from pathlib import Path

from zicha.editions.load import read_edition
from zicha.errors import Problem
from zicha.model.edition import Edition
from zicha.model.rules import Item

ROOT = Path(__file__).parents[1] / "data" / "tiny_edition"


def _text(name: str) -> str:
    """Return a file of the tiny edition."""
    return (ROOT / name).read_text("utf-8")


MANIFEST = _text("indicators/edition.yaml")
CATEGORY = _text("indicators/categories/1.yaml")
FACTS = _text("indicators/facts/1.yaml")
CONSISTENCY = _text("indicators/consistency.yaml")
RULES = _text("rules/1.yaml")
CASES = _text("rules/1.cases.yaml")
CONCLUSIONS = _text("rules/conclusions.yaml")

FILES = {
    "indicators/edition.yaml": MANIFEST,
    "indicators/categories/1.yaml": CATEGORY,
    "indicators/facts/1.yaml": FACTS,
    "indicators/consistency.yaml": CONSISTENCY,
    "rules/1.yaml": RULES,
    "rules/1.cases.yaml": CASES,
    "rules/conclusions.yaml": CONCLUSIONS,
}
"""The text of every file by its name. The tests name a file by its text."""

NAMES = {text: name for name, text in FILES.items()}


def write(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Write the files of an edition into a folder."""
    for name, text in (FILES if files is None else files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def replaced(text: str, old: str, new: str) -> str:
    """Return a text in which the first occurrence of a piece is another one."""
    assert old in text, f"{old!r} does not occur"
    return text.replace(old, new, 1)


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """Return the files with the first occurrence of a piece of one of them replaced."""
    return {**FILES, NAMES[file]: replaced(file, old, new)}


def edition_in(folder: Path, files: dict[str, str] | None = None) -> Edition:
    """Return the edition of files without fault, written into a folder."""
    edition, problems = read(write(folder, files))
    assert problems == []
    assert edition is not None
    return edition


def item(edition: Edition, code: str, item_id: str) -> Item:
    """Return an item of an edition's rule."""
    return next(item for item in edition.rules[code].items() if item.id == item_id)


def read(folder: Path) -> tuple[Edition | None, list[Problem]]:
    """Return the edition written in a folder, and its problems."""
    return read_edition(folder / "indicators", folder / "rules")


def case(name: str, cover: str, grade: str) -> str:
    """Return a case of the scale of the edition: a cover, and its grade."""
    return f"""  - indicator: '1.1.2'
    name: {name}
    why: NK#2, {cover}
    kind: community
    on: '2016-06-30'
    facts: {{cover: {cover}}}
    expect: {{grade: {grade}}}
"""
