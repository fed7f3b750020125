"""Tables that break well over pages: the head is repeated, no row is split."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from zicha.reports.lines import longest_word
from zicha.reports.word.style import CELL, FINE, FINE_HEAD, HEAD, LOOKS, text_width

TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
UNPRINTABLE = {code: None for code in range(32) if code not in (9, 10, 13)}
CHARACTER, BOLD = 13, 15
"""The width of a Latin character, and of one in a head. Unit: twips, of each point of its size."""
EDGES = 140
"""What the edges of a cell take. Unit: twips."""
LONGEST = 10
"""A longer word of a cell may be broken. Unit: columns of a screen."""
TALL = 1500
"""A row of a longer text would not fit a page together with what stands above: it is split."""
LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
LATIN = re.compile("[!-~]+")
REPEATED = "<w:tblHeader/>"
BEGUN, GONE_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
"""One cell over several rows."""
GREY = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
OPEN_BELOW = '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>'
OPEN_ABOVE = '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'


class Column(NamedTuple):
    """A column: its head, its share of the width of the text, and whether it is centred."""

    head: str
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    ``title`` stands above the heads, and is repeated with them. ``beneath``: a text for each row,
    which stands below it across all columns but the first. ``fine``: in small type. ``least``: no
    row is lower. Unit: mm.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    title: str = ""
    beneath: Sequence[str] = ()
    fine: bool = False
    least: float = 0


class Styles(NamedTuple):
    """The ids of the styles of heads and of cells."""

    head: str
    cell: str


def printable(text: str) -> str:
    """Return a text without the signs that XML can't hold."""
    return text.translate(UNPRINTABLE)


def widths(grid: Grid, whole: float) -> list[int]:
    """Return the width of each column: by its share, and no narrower than a word of it.

    Unit: twips.
    """
    columns, least = grid.columns, least_widths(grid)
    fixed: dict[int, float] = {}
    while True:
        room = whole - sum(fixed.values())
        shares = sum(c.share for at, c in enumerate(columns) if at not in fixed)
        sizes = [fixed.get(at, room * c.share / (shares or 1)) for at, c in enumerate(columns)]
        narrow = [at for at, size in enumerate(sizes) if at not in fixed and size < least[at]]
        if not narrow:
            shrunk = min(1, whole / sum(sizes))
            return [int(size * shrunk) for size in sizes]
        fixed |= {at: least[at] for at in narrow}


def least_widths(grid: Grid) -> list[float]:
    """Return what the longest word of each column takes.

    Unit: twips.
    """
    longest = [0] * len(grid.columns)
    for row in grid.rows:
        runs = (max(map(len, LATIN.findall(text)), default=0) for text in row)
        longest = [max(word, min(run, LONGEST)) for word, run in zip(longest, runs, strict=True)]
    size = LOOKS[FINE if grid.fine else CELL].size
    return [
        EDGES + size * max(CHARACTER * word, BOLD * longest_word(column.head))
        for word, column in zip(longest, grid.columns, strict=True)
    ]


def cell(  # noqa: PLR0913 - what makes up a cell
    text: str,
    width: int,
    style: str,
    *,
    centred: bool = False,
    with_next: bool = False,
    form: str = "",
) -> str:
    """Return a cell as XML. ``form``: what else its properties say, as XML."""
    align = '<w:jc w:val="center"/>' if centred else ""
    keep = "<w:keepNext/>" if with_next else ""
    lines = escape(printable(text)).split("\n")
    body = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{form}<w:vAlign w:val="center"/>'
        f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{align}</w:pPr>'
        f"<w:r>{body}</w:r></w:p></w:tc>"
    )


def row_xml(cells: Iterable[str], form: str = "", *, splits: bool = False) -> str:
    """Return a row as XML. ``form``: what else its properties say, as XML."""
    kept = "" if splits else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{kept}{form}</w:trPr>{''.join(cells)}</w:tr>"


def heads_xml(grid: Grid, sizes: Sequence[int], style: str) -> Iterator[str]:
    """Yield the rows that are repeated on every page."""
    if grid.title:
        across = f'<w:gridSpan w:val="{len(sizes)}"/>{GREY}'
        title = cell(grid.title, sum(sizes), style, form=across)
        yield row_xml([title], REPEATED)
    heads = zip(grid.columns, sizes, strict=True)
    yield row_xml((cell(c.head, size, style, centred=True) for c, size in heads), REPEATED)


def plain_rows(grid: Grid, sizes: Sequence[int], style: str) -> Iterator[str]:
    """Yield the rows of a table that has nothing beneath them."""
    height = f'<w:trHeight w:val="{int(grid.least * TWIPS)}"/>' if grid.least else ""
    for row in grid.rows:
        columns = zip(row, sizes, grid.columns, strict=True)
        cells = (cell(text, size, style, centred=c.centred) for text, size, c in columns)
        yield row_xml(cells, height)


def double_rows(grid: Grid, sizes: Sequence[int], style: str) -> Iterator[str]:
    """Yield the rows of a table with a text beneath each: two rows with one first cell."""
    across = f'<w:gridSpan w:val="{len(sizes) - 1}"/>{OPEN_ABOVE}'
    for row, beneath in zip(grid.rows, grid.beneath, strict=True):
        forms = [BEGUN, *[OPEN_BELOW] * (len(row) - 1)]
        columns = zip(row, sizes, grid.columns, forms, strict=True)
        yield row_xml(
            cell(text, size, style, centred=c.centred, with_next=True, form=form)
            for text, size, c, form in columns
        )
        yield row_xml(
            [
                cell("", sizes[0], style, form=GONE_ON),
                cell(beneath, sum(sizes[1:]), style, form=across),
            ],
            splits=len(beneath) > TALL,
        )


def table_xml(grid: Grid, styles: Styles, whole: float) -> str:
    """Return a table as XML; ``whole``: its width in twips."""
    sizes = widths(grid, whole)
    rows, edge = (double_rows, 10) if grid.beneath else (plain_rows, 20)
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{LINES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{edge}" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        f'<w:bottom w:w="{edge}" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"{''.join(heads_xml(grid, sizes, styles.head))}"
        f"{''.join(rows(grid, sizes, styles.cell))}</w:tbl>"
    )


def add_table(document: Document, grid: Grid) -> None:
    """Add a table at the end of the document, as wide as the text there."""
    names = (FINE_HEAD, FINE) if grid.fine else (HEAD, CELL)
    head, body = (document.styles[name].style_id for name in names)
    assert head is not None
    assert body is not None
    xml = table_xml(grid, Styles(head, body), text_width(document) * TWIPS)
    element: BaseOxmlElement = parse_xml(xml)
    document.element.body[-1].addprevious(element)  # the last stands for the section
