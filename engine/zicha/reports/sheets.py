"""Sheets of a workbook: heads that stay, filters, print layout, cells by what they hold."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Literal, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from zicha.model.numbers import Number
from zicha.model.text import Lang
from zicha.reports.lines import longest_word, width_of
from zicha.words import say

Cell = Number | date | str | None
Look = Literal[
    "text", "centre", "number", "score", "date", "head", "title", "label", "note", "code"
]
Form = Mapping[str, object]

A4 = 9
MOST_CHARACTERS = 32_767
"""What Excel holds in one cell."""
LONGEST_NAME = 31
"""What Excel allows in the name of a sheet. Unit: characters."""
LONGEST_HEADING = 80
"""Of a title above what is printed; Excel holds 255 signs of all that stands there.

Unit: characters.
"""
NOT_IN_NAMES = str.maketrans("[]:*?/\\'", "        ")
LINE = 14.5
"""Unit: pt."""
HIGHEST = 409
"""The highest row that Excel knows. Unit: pt."""
LOWEST_HEAD = 30
"""Unit: pt."""
WIDEST = 260
"""A wider table prints on several pages side by side. Unit: characters."""
BOLD = 1.15
"""How much more room bold letters take."""
WIDER = 1.05
"""A Chinese character is a little wider than two figures."""
TITLE_SIZE = 16 / 11 * BOLD
"""How much more room the letters of a title take."""
SPARE = 1.2
"""What the edges of a cell take of its width. Unit: characters."""
MOST_EXACT = 2**53
"""Excel's numbers are floats: a larger whole number would lose digits."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
GROUND = {"font_size": 11, "valign": "vcenter"}
BORDER = {"border": 1, "border_color": "#BFBFBF"}
HEAD = {**BORDER, "bold": True, "bg_color": "#DCE6F1", "align": "center", "text_wrap": True}
RIGHT = {"align": "right", "indent": 1}
"""For numbers: a text may begin right beside them."""
DAY = "yyyy-mm-dd"
UNDER_WAY, DONE = "#FFF2CC", "#E2EFDA"
LOOKS: dict[str, Form] = {
    "text": {**BORDER, "text_wrap": True},
    "code": {**BORDER, "num_format": "@"},
    "centre": {**BORDER, "align": "center"},
    "number": {**BORDER, **RIGHT, "num_format": "0.######"},
    "score": {**BORDER, **RIGHT, "num_format": "0.00"},
    "date": {**BORDER, "num_format": DAY, "align": "center"},
    "head": HEAD,
    "title": {"bold": True, "font_size": 16, "text_wrap": True},
    "label": {**BORDER, "bold": True},
    "note": {"text_wrap": True, "font_color": "#595959"},
}


class Column(NamedTuple):
    """A column of a table: its head, its width in characters, how its cells look."""

    head: str
    width: float
    look: Look = "text"


def column(lang: Lang, name: str, width: float, look: Look = "text") -> Column:
    """Return a column whose head is said by that name."""
    return Column(say(lang, f"column.{name}"), width, look)


def size_of(text: str) -> float:
    """Return how much of a column a text takes in one line.

    Unit: characters.
    """
    return width_of(text) * (1 if text.isascii() else WIDER)


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of that width, in characters.

    A line breaks at blanks, and anywhere in Chinese.
    """
    room = max(1.0, width - SPARE)
    lines = 0
    for paragraph in text.split("\n"):
        lines += 1
        left = room
        for word in paragraph.split(" "):
            size = size_of(word)
            if size > left:
                lines += ceil(size / room) - (left == room)
                left = room * ceil(size / room)
            left -= size + 1
    return lines


def height_of(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height of a row of texts that wrap, each with the width of its column.

    Only Excel finds it by itself; LibreOffice and WPS show a row as it is stored.

    Unit: pt.
    """
    lines = max((lines_in(text, width) for text, width in texts), default=1)
    return min(LINE * lines + 3, HIGHEST)


def head_width(head: str) -> float:
    """Return how wide a column must be for no word of its head to be broken.

    Unit: characters.
    """
    return (longest_word(head) + SPARE) * BOLD


def fit(sheet: Worksheet, width: float, kept: int) -> None:
    """Let a table print as wide as one page, or as several where it would be too small to read."""
    pages = ceil(width / WIDEST)
    sheet.fit_to_pages(pages, 0)
    if pages > 1 and kept:
        sheet.repeat_columns(0, kept - 1)


class Book:
    """A workbook in the making."""

    def __init__(
        self, title: str, day: date, lang: Lang, looks: Mapping[str, Form] = LOOKS
    ) -> None:
        """Begin a workbook; ``day`` stands in it as the day of its making, so that bytes repeat."""
        self._data = io.BytesIO()
        self.workbook = xlsxwriter.Workbook(self._data, OPTIONS)
        made = datetime.combine(day, time())
        self.workbook.set_properties({"title": title, "created": made, "author": "Zicha"})
        self.title, self.lang = title, lang
        self._forms, self._looks = looks, dict[str, Format]()

    def look(self, name: str) -> Format:
        """Return the format of that name."""
        if name not in self._looks:
            ground = {"font_name": say(self.lang, "font.sheet"), **GROUND}
            self._looks[name] = self.workbook.add_format({**ground, **self._forms[name]})
        return self._looks[name]

    def colour(self, colour: str) -> Format:
        """Return the format of cells that take a colour by what they hold."""
        return self.workbook.add_format({"bg_color": colour})

    def sheet_name(self, text: str) -> str:
        """Return a text as Excel allows it in the name of a new sheet: short, its own."""
        name = text.translate(NOT_IN_NAMES).strip()[:LONGEST_NAME].strip() or "-"
        taken = {sheet.get_name().casefold() for sheet in self.workbook.worksheets()}
        number = 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = name.removesuffix(f" {number - 1}")[: LONGEST_NAME - len(ending)] + ending
        return name

    def sheet(self, name: str, *, landscape: bool = True) -> Worksheet:
        """Return a new sheet that prints on A4, as wide as the page, with page numbers."""
        sheet = self.workbook.add_worksheet(self.sheet_name(name))
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_default_row(LINE + 3)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&C— &P —")
        return sheet

    def put(self, sheet: Worksheet, at: tuple[int, int], value: Cell, look: Look = "text") -> None:
        """Write one cell. A text is never taken for a formula, a number or a link."""
        row, column = at
        form = self.look(look)
        match value:
            case None | "":
                sheet.write_blank(row, column, None, form)
            case date():
                sheet.write_datetime(row, column, datetime.combine(value, time()), form)
            case int() | Decimal() | Fraction() if -MOST_EXACT < value < MOST_EXACT:
                sheet.write_number(row, column, float(value), form)
            case _:
                sheet.write_string(row, column, str(value)[:MOST_CHARACTERS], form)

    def table(
        self,
        sheet: Worksheet,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        kept: int = 0,
        unprinted: int = 0,
    ) -> int:
        """Write a table from the top of a sheet, and return how many rows it has.

        The head and the first ``kept`` columns stay on the screen and are repeated on every page;
        the head filters. So many of the last columns are for the screen only: ``unprinted``.
        """
        widths = [max(column.width, head_width(column.head)) for column in columns]
        count = 0
        for count, row in enumerate(rows, 1):
            texts = [
                (text, w) for text, w in zip(row, widths, strict=True) if isinstance(text, str)
            ]
            sheet.set_row(count, height_of(texts))
            for at, (value, column) in enumerate(zip(row, columns, strict=True)):
                self.put(sheet, (count, at), value, column.look)
                if column.look == "centre" and isinstance(value, str):
                    widths[at] = max(widths[at], size_of(value) + SPARE)
        self.head(sheet, columns, widths)
        sheet.set_header(self.heading(sheet))
        sheet.freeze_panes(1, kept)
        printed = len(columns) - unprinted
        fit(sheet, sum(widths[:printed]), kept)
        if unprinted:
            sheet.print_area(0, 0, count, printed - 1)
        sheet.autofilter(0, 0, count, len(columns) - 1)
        return count

    def heading(self, sheet: Worksheet) -> str:
        """Return what is printed above a table: whose it is, and what."""
        about = [self.title[:LONGEST_HEADING], sheet.get_name()]
        left, right = (text.replace("&", "&&") for text in about)
        return f"&L{left}&R{right}"

    def head(self, sheet: Worksheet, columns: Sequence[Column], widths: Sequence[float]) -> None:
        """Write the head of a table: as high as its texts need, on every page."""
        for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(at, at, width)
            self.put(sheet, (0, at), column.head, "head")
        heads = [(column.head, w / BOLD) for column, w in zip(columns, widths, strict=True)]
        sheet.set_row(0, max(height_of(heads), LOWEST_HEAD))
        sheet.repeat_rows(0)

    def finished(self) -> bytes:
        """Return the workbook's bytes; nothing can be added afterwards."""
        self.workbook.close()
        return self._data.getvalue()


class Page:
    """A sheet that is no table: what is written next goes into its next row."""

    def __init__(self, book: Book, sheet: Worksheet, widths: Sequence[float]) -> None:
        """Begin at the top of a sheet with columns of those widths, in characters."""
        self.book, self.sheet, self.row = book, sheet, 0
        self.last, self.first, self.rest = len(widths) - 1, widths[0], sum(widths[1:])
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)

    def line(self, cells: Iterable[Cell], looks: Iterable[Look]) -> None:
        """Write cells from the left into the next row."""
        for at, (value, look) in enumerate(zip(cells, looks, strict=False)):
            self.book.put(self.sheet, (self.row, at), value, look)
        self.row += 1

    def across(self, text: str, look: Look, height: float) -> None:
        """Write a text across the whole sheet into the next row; ``height``: that of a line."""
        form = self.book.look(look)
        room = self.first + self.rest
        height *= lines_in(text, room / TITLE_SIZE if look == "title" else room)
        self.sheet.merge_range(self.row, 0, self.row, self.last, "", form)
        self.sheet.write_string(self.row, 0, text, form)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def pair(self, label: str, text: str) -> None:
        """Write a label and what it says into the next row."""
        form = self.book.look("text")
        self.book.put(self.sheet, (self.row, 0), label, "label")
        self.sheet.merge_range(self.row, 1, self.row, self.last, "", form)
        self.sheet.write_string(self.row, 1, text, form)
        self.sheet.set_row(self.row, height_of([(text, self.rest)]))
        self.row += 1
