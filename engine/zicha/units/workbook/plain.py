"""The cells of a sheet as Excel, WPS and LibreOffice write most of them, found without its tags.

A form has thousands of cells, most of them empty: to be told of each tag takes several times as
long as to find what stands in them. A sheet with anything else among its cells is read tag by tag
(``sheets``), to the same end.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

BEGIN, END = b"<sheetData>", b"</sheetData>"
ROW_NUMBER = "[1-9][0-9]{0,6}"
STYLE = r'(?: s="([0-9]++)")?'
KIND = r'(?: t="([a-z]++)")?'
TEXT = r"([\w.+/!?# -]*+)"
CELL = rf'<c r="[A-Z]{{1,3}}\1"{STYLE}{KIND} ?(?:/>|><v>{TEXT}</v></c>)'
ATTRIBUTE = r'(?: (?!r=)([A-Za-z][\w:]*+)="[\w. :-]*+"(?![^>]* \2=))'
"""An attribute of a row but its number; none has two of a name."""
ROW = rf'<row r="({ROW_NUMBER})"{ATTRIBUTE}*+ ?(?:/>|>(?:{CELL})*+</row>)'
ROWS = re.compile(f"(?:{ROW})*+", re.ASCII)
"""Rows with cells that say which they are, and have a number, an index, a sign, or nothing."""
FILLED = re.compile(rf'<c r="([A-Z]++)([0-9]++)"{STYLE}{KIND} ?><v>{TEXT}<', re.ASCII)
BEHIND_CELLS = frozenset(("conditionalFormatting", "dataValidations"))
"""What a sheet says after its cells, and which are merged; a third of a form, with its rules.

Source: ECMA-376-1, 18.3.1.99 (the order within a sheet).
"""
ASTRAY = re.compile(rb"<(?:row|c)[\s/>]")
"""Rows and cells outside the data of a sheet."""


class Found(NamedTuple):
    """What was found in a sheet, and the sheet without its cells.

    ``cells``: of each in which anything stands its letters, its row, its style, its type and its
    text, as they are written; "" where it does not say.
    """

    cells: Iterator[tuple[str, ...]]
    rest: bytes


def plain_cells(part: bytes) -> Found | None:
    """Return the cells of a sheet; None where one is written in another way.

    Nothing but such rows and cells stands between the ends of its data, and neither a comment nor
    another cell around them, so that the sheet is well formed if the rest is.
    """
    first, last = part.find(BEGIN) + len(BEGIN), part.rfind(END)
    if first < len(BEGIN) or last < first or b"<!" in part or part.count(b"<?") > 1:
        return None
    try:
        rows = part[first:last].decode("ascii")
    except UnicodeDecodeError:
        return None
    before, rest = part[:first], part[:first] + part[last:]
    if ASTRAY.search(rest) or any(each.encode() in before for each in BEHIND_CELLS):
        return None
    if ROWS.fullmatch(rows) is None:
        return None
    # One after the other: a table of the size that is still read has two million.
    return Found((found.groups("") for found in FILLED.finditer(rows)), rest)
