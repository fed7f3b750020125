"""Draws what was seen on site, and the waivers: lists that people add to."""

from collections.abc import Sequence
from typing import NamedTuple

from zicha.reports.form.content import TEXT, Answer, Content, Wanted
from zicha.reports.form.paper import Paper
from zicha.reports.sheets import height_of
from zicha.units.workbook.layout import OBSERVATIONS, WAIVERS, Layout
from zicha.words import say

HEAD_ROW = 2
FIRST_ROW = HEAD_ROW + 1
LAST_ROW = 5_000
"""The last row in which what is typed is checked at once."""
HEAD_HEIGHTS = (28, 20, 22)
"""Unit: points."""
DAY = Wanted("date")
LOOKS = {"date": "day", "int": "answer"}
"""How the cells of what is neither a text nor chosen look."""


class Listing(NamedTuple):
    """A list: its layout, the width of its columns, what may be typed, empty rows to print."""

    layout: Layout
    widths: tuple[int, ...]
    wanted: tuple[Wanted, ...]
    printed: int


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
    sheet = paper.book.sheet(title)
    paper.put(sheet, (0, 0), title, "title")
    paper.put(sheet, (1, 0), say(lang, f"form.about.{name}"), "about")
    looks = [LOOKS.get(wanted.kind, "text") for wanted in listing.wanted]
    for number, column in enumerate(listing.layout.columns):
        # The columns themselves are open, so that there is no last row.
        sheet.set_column(number, number, listing.widths[number], paper.book.look(looks[number]))
        head = say(lang, f"form.head.{name}.{column}")
        paper.put(sheet, (HEAD_ROW, number), head, "head")
        paper.allow(sheet, (FIRST_ROW, number, LAST_ROW, number), listing.wanted[number])
    for number, row in enumerate(rows, FIRST_ROW):
        for at, (value, look) in enumerate(zip(row, looks, strict=True)):
            paper.put(sheet, (number, at), value, look)
        texts = [(str(v), w) for v, w in zip(row, listing.widths, strict=True) if v is not None]
        sheet.set_row(number, height_of(texts))
    for number, points in enumerate(HEAD_HEIGHTS):
        sheet.set_row(number, points, paper.book.look("about"))
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, HEAD_ROW + len(rows) + listing.printed, len(listing.widths) - 1)
    paper.guard(sheet)
