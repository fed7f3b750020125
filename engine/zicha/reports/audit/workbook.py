"""The audit as an Excel workbook: ranking, matrix, roll-ups, gaps, work, and what is missing."""

from collections.abc import Iterator
from dataclasses import replace

from xlsxwriter.worksheet import Worksheet

from zicha.model.audit import Audit
from zicha.reports.audit import phrases
from zicha.reports.audit.ledgers import (
    changes_tab,
    common_tab,
    gap_sheets,
    load_tab,
    missing_tab,
    not_received_tab,
    problems_tab,
    suspicions_tab,
)
from zicha.reports.audit.tabs import (
    Tab,
    column,
    group_tabs,
    indicators_tab,
    peers_tab,
    ranking_tab,
)
from zicha.reports.audit.write import IN_WORKBOOK
from zicha.reports.phrases import judged
from zicha.reports.sheets import Book, Column, Page
from zicha.words import say

SCALE = {
    "type": "3_color_scale",
    "min_type": "num",
    "mid_type": "num",
    "max_type": "num",
    "min_value": 0,
    "mid_value": 60,
    "max_value": 100,
    "min_color": "#F4A261",
    "mid_color": "#FFFFFF",
    "max_color": "#5B9BD5",
}
"""Orange to blue, which every kind of colour vision tells apart; black figures read on both."""
BEFORE = 4
"""The columns of the matrix before the first score."""
ABOUT = (16, 40, 40)
"""The widths of the last sheet's columns, in characters."""


def write_tab(book: Book, tab: Tab) -> Worksheet:
    """Write one sheet."""
    sheet = book.sheet(tab.name)
    book.table(sheet, tab.columns, tab.rows, tab.kept)
    return sheet


def matrix_tab(audit: Audit) -> Tab:
    """Return units by categories: the worst scores of all, then the best."""
    lang, names = audit.lang, phrases.names_of(audit)
    heads = [
        say(lang, f"audit.matrix.{end}", code=each.code, name=each.name)
        for end in ("worst", "best")
        for each in audit.categories
    ]
    columns = (
        column(lang, "place", 7, "centre"),
        column(lang, "unit", 18),
        column(lang, "kind", 7, "centre"),
        column(lang, "parent", 18),
        column(lang, "worst", 9, "score"),
        column(lang, "best", 9, "score"),
        *(Column(head, 9, "score") for head in heads),
    )
    rows = (
        (
            None if unit.rank is None else unit.rank.place,
            unit.name,
            unit.kind_label,
            phrases.name_of(unit.parent, names),
            unit.score.worst,
            unit.score.best,
            *(category.worst for category in unit.categories),
            *(category.best for category in unit.categories),
        )
        for unit in audit.units
    )
    return Tab(say(lang, "audit.sheet.matrix"), columns, rows, kept=2)


def matrix_sheet(book: Book, audit: Audit) -> None:
    """Write the matrix with its colours."""
    tab = matrix_tab(audit)
    sheet = write_tab(book, tab)
    last = len(tab.columns) - 1
    sheet.conditional_format(1, BEFORE, max(len(audit.units), 1), last, SCALE)


def work_tabs(audit: Audit) -> Iterator[Tab]:
    """Yield the sheets on groups, gaps, and who has to close them, as far as there are such."""
    lang = audit.lang
    yield from group_tabs(audit)
    if any(unit.peers for unit in audit.units):
        yield peers_tab(audit)
    if audit.gaps:
        yield common_tab(audit)
    if audit.departments:
        yield load_tab("departments", audit.departments, lang)
    if audit.doers:
        yield load_tab("doers", audit.doers, lang)


def further_tabs(audit: Audit) -> Iterator[Tab]:
    """Yield the sheets on what is not known, and on indicators."""
    if audit.missing_facts:
        yield missing_tab(audit)
    if audit.indicators:
        yield indicators_tab(audit)


def followed_tabs(audit: Audit) -> Iterator[Tab]:
    """Yield what is to be followed up, as far as there is something."""
    if audit.suspicions:
        yield suspicions_tab(audit)
    if audit.changes is not None:
        yield changes_tab(audit)
    if audit.received is not None:
        yield not_received_tab(audit)
    if audit.problems:
        yield problems_tab(audit)


def with_room(audit: Audit) -> Audit:
    """Return an audit with as many units as a workbook has room for, and what changed for them."""
    units = tuple(phrases.listed(audit.units, IN_WORKBOOK))
    if len(units) == len(audit.units):
        return audit
    changes, ids = audit.changes, {unit.id for unit in units}
    if changes is not None:
        changes = replace(changes, units=tuple(u for u in changes.units if u.id in ids))
    return replace(audit, units=units, changes=changes)


def about_sheet(book: Book, audit: Audit, listed: int) -> None:
    """Write what was judged, how it is to be read, and how far it can be trusted.

    ``listed``: how many units the other sheets list.
    """
    lang = audit.lang
    page = Page(book, book.sheet(say(lang, "audit.sheet.about"), landscape=False), ABOUT)
    page.across(phrases.title(audit), "title", 30)
    page.across(phrases.subtitle(audit), "note", 18)
    for text in (phrases.totals(audit), *phrases.received(audit), *phrases.changed(audit)):
        page.pair("", text)
    if not_listed := phrases.judged_count(audit) - listed:
        page.pair("", say(lang, "audit.not_in_workbook", count=not_listed))
    page.pair(say(lang, "audit.column.score"), say(lang, "table.score_meaning"))
    page.pair(say(lang, "audit.column.place"), say(lang, "audit.places_meaning"))
    page.pair(say(lang, "audit.sheet.matrix"), say(lang, "audit.colours"))
    page.pair(say(lang, "page.origin"), audit.edition_warning)
    page.pair("", judged(audit))


def audit_workbook(audit: Audit) -> bytes:
    """Return the audit as an Excel workbook."""
    book, shown = Book(phrases.title(audit), phrases.last_day(audit), audit.lang), with_room(audit)
    write_tab(book, ranking_tab(shown))
    matrix_sheet(book, shown)
    for tab in work_tabs(shown):
        write_tab(book, tab)
    gap_sheets(book, shown)
    for tab in (*further_tabs(shown), *followed_tabs(shown)):
        write_tab(book, tab)
    about_sheet(book, audit, len(shown.units))
    return book.finished()
