"""Lines for a screen of 80 columns; wide (Chinese) characters take two columns."""

from collections.abc import Iterable

from wcwidth import wcswidth

WIDTH = 80
CLOSING = "，。；：！？、）》」』”’%"
"""Marks that never begin a line."""
OPENING = "（《「『“"
"""Marks that never end a line."""
GAP = "  "
"""Between entries that stand side by side."""


def rule_line() -> str:
    """Return a line across the screen."""
    return "─" * WIDTH


def width_of(text: str) -> int:
    """Return how many columns a text takes."""
    return max(0, wcswidth(text))


def breaks_before(character: str, before: str) -> bool:
    """Return whether a line may break between two characters."""
    if character in CLOSING or character == " " or before in OPENING:
        return False
    return before in {" ", "_"} or width_of(character) > 1 or width_of(before) > 1


def pieces(text: str) -> list[str]:
    """Return a text cut wherever a line may break."""
    found: list[str] = []
    for character in text:
        if found and not breaks_before(character, found[-1][-1]):
            found[-1] += character
        else:
            found.append(character)
    return found


def longest_word(text: str) -> int:
    """Return the columns of a screen that the longest word takes; Chinese breaks anywhere."""
    return max(width_of(piece) for piece in pieces(text))


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

    Breaks at blanks, after ``_``, and between characters in Chinese; a word longer than a line is
    cut. ``hanging``: the indent of all lines but the first.
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


def side_by_side(entries: Iterable[str], indent: str = "") -> list[str]:
    """Return entries side by side, as many as fit in a line; none is cut that fits in one."""
    lines: list[str] = []
    for entry in entries:
        if lines and width_of(lines[-1] + GAP + entry) <= WIDTH:
            lines[-1] += GAP + entry
        else:
            lines += wrapped(entry, indent=indent)
    return lines
