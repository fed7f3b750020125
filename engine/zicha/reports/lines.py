"""Lines and tables for a screen of 80 columns; wide (Chinese) characters take two columns."""

from collections.abc import Sequence

import tabulate
from wcwidth import wcswidth

WIDTH = 80
CLOSING = "，。；：！？、）》」』”’%"
"""Marks that never begin a line."""

tabulate.MIN_PADDING = 0  # heads as narrow as their cells: the screen has 80 columns


def rule_line() -> str:
    """Return a line across the screen."""
    return "─" * WIDTH


def width_of(text: str) -> int:
    """Return how many columns a text takes."""
    return max(0, wcswidth(text))


def breaks_before(character: str, before: str) -> bool:
    """Return whether a line may break between two characters."""
    if character in CLOSING or character == " ":
        return False
    return before == " " or width_of(character) > 1 or width_of(before) > 1


def pieces(text: str) -> list[str]:
    """Return a text cut wherever a line may break."""
    found: list[str] = []
    for character in text:
        if found and not breaks_before(character, found[-1][-1]):
            found[-1] += character
        else:
            found.append(character)
    return found


def fitting(piece: str, width: int) -> list[str]:
    """Return a piece cut so that each part fits into the width."""
    parts = [""]
    for character in piece:
        if parts[-1] and width_of(parts[-1]) + width_of(character) > width and character != " ":
            parts.append("")
        parts[-1] += character
    return parts


def wrapped(
    text: str, width: int = WIDTH, indent: str = "", hanging: str | None = None
) -> list[str]:
    """Return the text in lines of at most ``width`` columns.

    Breaks at blanks, and between characters in Chinese; a word longer than a line is cut.
    ``hanging``: the indent of all lines but the first.
    """
    later = indent if hanging is None else hanging
    room = width - max(width_of(indent), width_of(later))
    lines: list[str] = []
    line = ""
    for whole in pieces(text):
        for piece in fitting(whole, room):
            if line and width_of(line) + width_of(piece.rstrip()) > room:
                lines.append(line)
                line = ""
            line += piece if line else piece.lstrip()
    lines.append(line)
    return [(later if number else indent) + each.rstrip() for number, each in enumerate(lines)]


def grid(
    rows: Sequence[Sequence[str]], headers: Sequence[str], widths: Sequence[int | None]
) -> list[str]:
    """Return rows as a table whose cells wrap at the width of their column (None: never)."""
    cells = [
        [
            cell if width is None else "\n".join(wrapped(cell, width))
            for cell, width in zip(row, widths, strict=True)
        ]
        for row in rows
    ]
    text = tabulate.tabulate(cells, headers=headers, tablefmt="simple_grid", disable_numparse=True)
    return text.split("\n")
