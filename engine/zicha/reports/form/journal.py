"""Draws what was seen on site, and the waivers: lists that people add to."""

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from zicha.reports.form.content import TEXT, Answer, Content, Wanted
from zicha.reports.form.paper import Paper, height
from zicha.units.workbook.layout import OBSERVATIONS, WAIVERS, Layout
from zicha.words import say

HEAD_ROW = 2
FIRST_ROW = HEAD_ROW + 1
DAY = Wanted("date")
LOOKS = {"date": "day", "int": "answer"}
"""How the cells of what is neither a text nor chosen look."""


class Listing(NamedTuple):
    """A list: its layout, the width of its columns, what may be typed, rows that are printed."""

    layout: Layout
    widths: tuple[int, ...]
    wanted: tuple[Wanted, ...]
    printed: int
    offered: int


def draw_observations(paper: Paper, content: Content) -> None:
    """Draw what was seen so far, with rows for more."""
    observed = tuple(content.observed.values())
    if not observed and not content.observations:
        return
    fact = Wanted("choice", observed)
    count = Wanted("int", (), 1)
    listing = Listing(
        OBSERVATIONS,
        (34, 8, 34, 13, 13, 24, 30),
        (fact, count, TEXT, DAY, DAY, TEXT, TEXT),
        printed=25,
        offered=300,
    )
    rows = [
        (
            content.observed.get(each.fact, each.fact),
            each.count,
            each.where or None,
            each.on,
            each.fixed,
            each.photo,
            each.note,
        )
        for each in content.observations
    ]
    draw_list(paper, listing, rows)


def draw_waivers(paper: Paper, content: Content) -> None:
    """Draw the waivers so far, with rows for more."""
    indicator = Wanted("choice", tuple(content.waivable.values()))
    listing = Listing(
        WAIVERS,
        (40, 48, 24, 14, 14),
        (indicator, TEXT, TEXT, DAY, DAY),
        printed=15,
        offered=60,
    )
    rows = [
        (
            content.waivable[each.indicator],
            each.reason,
            each.approved_by,
            each.begins,
            each.expires,
        )
        for each in content.waivers
    ]
    draw_list(paper, listing, rows)


def draw_list(paper: Paper, listing: Listing, rows: Sequence[Sequence[Answer]]) -> None:
    """Draw a list, its head and the rows to be filled in."""
    lang, name = paper.lang, listing.layout.name
    title = say(lang, f"form.sheet.{name}")
    sheet = paper.book.sheet(paper.sheet_name(title))
    paper.put(sheet, (0, 0), title, "title")
    paper.put(sheet, (1, 0), say(lang, f"form.about.{name}"), "about")
    for column, width in zip(listing.layout.columns, listing.widths, strict=True):
        number = listing.layout.columns.index(column)
        sheet.set_column(number, number, width)
        head = say(lang, f"form.head.{name}.{column}")
        paper.put(sheet, (HEAD_ROW, number), head, "head")
    last = FIRST_ROW + len(rows) + listing.offered - 1
    draw_rows(paper, sheet, listing, rows)
    for number, wanted in enumerate(listing.wanted):
        paper.allow(sheet, (FIRST_ROW, number, last, number), wanted)
    sheet.set_row(0, 28)
    sheet.set_row(1, 20)
    sheet.set_row(HEAD_ROW, 22)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, FIRST_ROW + len(rows) + listing.printed - 1, len(listing.widths) - 1)
    paper.guard(sheet)


def draw_rows(
    paper: Paper, sheet: Worksheet, listing: Listing, rows: Sequence[Sequence[Answer]]
) -> None:
    """Draw the rows that are filled in, and as many more as are offered."""
    looks = [LOOKS.get(wanted.kind, "text") for wanted in listing.wanted]
    empty = [None] * len(looks)
    for number, row in enumerate([*rows, *[empty] * listing.offered], FIRST_ROW):
        for column, (value, look) in enumerate(zip(row, looks, strict=True)):
            paper.put(sheet, (number, column), value, look)
        texts = [(str(v), w) for v, w in zip(row, listing.widths, strict=True) if v is not None]
        sheet.set_row(number, height(texts))
