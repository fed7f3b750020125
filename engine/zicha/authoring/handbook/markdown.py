"""Markdown of the handbook."""

from collections.abc import Iterable, Sequence

from zicha.model.text import Lang
from zicha.reports.markdown import cell
from zicha.words import say


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table whose cells are as wide as they are: a changed word changes one line."""
    lines = [headers, ["---"] * len(headers), *rows]
    return [f"| {' | '.join(cell(text) for text in line)} |" for line in lines]


def page(*blocks: Sequence[str]) -> str:
    """Return a page of blocks of lines, an empty line between them; empty ones are left out."""
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


def link(text: str, target: str) -> str:
    """Return a link."""
    return f"[{text}]({target})"


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as the usual viewers make it."""
    kept = (sign for sign in heading.lower() if sign.isalnum() or sign in "_- ")
    return "#" + "".join(kept).replace(" ", "-")


def elsewhere(name: str, others: Sequence[Lang]) -> list[str]:
    """Return links to a page in other languages."""
    return [link(say(other, "handbook.language"), f"../{other}/{name}") for other in others]
