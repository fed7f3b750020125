"""Tables that break well over pages: the head is repeated, no row is split."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from zicha.reports.lines import pieces, width_of
from zicha.reports.word.style import CELL, HEAD, TEXT_WIDTH

TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
UNPRINTABLE = {code: None for code in range(32) if code not in (9, 10, 13)}
CHARACTER = 115
"""The width of a Latin character in a cell. Unit: twips."""
EDGES = 140
"""What the edges of a cell take. Unit: twips."""
LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class Column(NamedTuple):
    """A column: its head, its share of the width of the text, and whether it is centred."""

    head: str
    share: float
    centred: bool = False


def printable(text: str) -> str:
    """Return a text without the signs that XML can't hold."""
    return text.translate(UNPRINTABLE)


def widths(columns: Sequence[Column]) -> list[int]:
    """Return the width of each column: by its share, and no narrower than a word of its head.

    Unit: twips.
    """
    whole = TEXT_WIDTH * TWIPS
    shares = sum(column.share for column in columns)
    least = [EDGES + CHARACTER * longest_word(column.head) for column in columns]
    narrow = [whole * c.share / shares < low for c, low in zip(columns, least, strict=True)]
    taken = sum(low for low, short in zip(least, narrow, strict=True) if short)
    left = sum(column.share for column, short in zip(columns, narrow, strict=True) if not short)
    return [
        int(low if short else (whole - taken) * column.share / left)
        for column, low, short in zip(columns, least, narrow, strict=True)
    ]


def longest_word(text: str) -> int:
    """Return the columns of a screen that the longest word takes; Chinese breaks anywhere."""
    return max(width_of(piece) for piece in pieces(text))


def cell(text: str, width: int, style: str, *, centred: bool) -> str:
    """Return a cell as XML."""
    align = '<w:jc w:val="center"/>' if centred else ""
    lines = escape(printable(text)).split("\n")
    body = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{align}</w:pPr><w:r>{body}</w:r></w:p></w:tc>'
    )


def table_xml(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], styles: tuple[str, str]
) -> str:
    """Return a table as XML; ``styles``: the ids of the head's and of the cells' style."""
    sizes = widths(columns)
    head_style, cell_style = styles
    head = "".join(
        cell(column.head, size, head_style, centred=True)
        for column, size in zip(columns, sizes, strict=True)
    )
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            cell(text, size, cell_style, centred=column.centred)
            for text, size, column in zip(row, sizes, columns, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{LINES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def add_table(document: Document, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Add a table at the end of the document."""
    styles = document.styles
    ids = (styles[HEAD].style_id, styles[CELL].style_id)
    assert ids[0] is not None
    assert ids[1] is not None
    element: BaseOxmlElement = parse_xml(table_xml(columns, rows, (ids[0], ids[1])))
    document.element.body[-1].addprevious(element)  # the last stands for the section
