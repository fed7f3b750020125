"""The rectification ledger (整改台账) as sheets: what is to be closed, and what an office wrote."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from zicha.model.audit import GapKey
from zicha.model.ledger import STATES, Gone, LedgerRow, Written
from zicha.model.report import Gap
from zicha.model.text import Lang
from zicha.reports import phrases
from zicha.reports.sheets import DONE, UNDER_WAY, Book, Cell, Column, column
from zicha.words import say

NOT_DONE, BACK, OVERDUE = "not_done", "back", "overdue"
WIDTH_OF_OWN = 16
"""Unit: characters."""
COLUMN_OF_NOW = "now"

Columns = Mapping[str, Column]
"""The columns of a ledger by their names, in their order."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the ledger: its cells by the names of the columns, and what was written in it.

    ``is_gap``: there is the gap; else the office added the row.
    """

    cells: Mapping[str, Cell]
    row: LedgerRow | None
    is_gap: bool = True


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """How a ledger is laid out. ``heads``: of the columns that the office added; ``day``: today."""

    columns: Columns
    heads: Sequence[str]
    day: date
    lang: Lang


def ledger_columns(lang: Lang) -> dict[str, Column]:
    """Return the columns of the ledger of a unit."""
    return {
        "number": column(lang, "number", 5, "centre"),
        "indicator": column(lang, "indicator", 8, "code"),
        "name": column(lang, "name", 18),
        "problem": column(lang, "problem", 22),
        "required": column(lang, "required", 16),
        "actual": column(lang, "actual", 12),
        "shortfall": column(lang, "shortfall", 12),
        "owner": column(lang, "owner", 14),
        "level": column(lang, "level", 15),
        "due": column(lang, "due", 12, "date"),
        "measure": column(lang, "measure", 44),
        "gain_points": column(lang, "gain_points", 11, "score"),
        **written_columns(lang),
        "source": column(lang, "source", 26),
    }


def written_columns(lang: Lang) -> dict[str, Column]:
    """Return the columns that an office fills in."""
    return {
        "progress": column(lang, "progress", 10, "centre"),
        "proof": column(lang, "proof", 18),
        "review": column(lang, "review", 13),
    }


def key_columns(lang: Lang) -> dict[str, Column]:
    """Return the columns by which a row is found again."""
    return {"gap_key": column(lang, "gap_key", 20), "unit_id": column(lang, "unit_id", 14)}


def keyed(row: LedgerRow) -> dict[str, Cell]:
    """Return a row as it stood in the ledger before."""
    return {**row.cells, "gap_key": row.gap, "unit_id": row.unit}


def ledger_cells(number: int, gap: Gap, unit: str, lang: Lang) -> dict[str, Cell]:
    """Return one gap as a row of the ledger."""
    return {
        "number": number,
        "indicator": gap.indicator,
        "name": gap.indicator_name,
        "problem": gap.label,
        "required": gap.required_text,
        "actual": gap.actual_text,
        "shortfall": gap.shortfall_text,
        "owner": gap.owner,
        "level": say(lang, f"level.{gap.level}"),
        "due": gap.due,
        "measure": gap.remedy,
        "gain_points": gap.points_together,
        "source": phrases.source(gap.source, lang),
        "gap_key": str(GapKey.of(gap)),
        "unit_id": unit,
    }


# --- Sheets ---------------------------------------------------------------------------------------


def ledger_sheet(
    book: Book, name: str, form: LedgerForm, rows: Iterable[Listed], kept: int = 4
) -> None:
    """Write what is to be closed, with the state to be chosen."""
    sheet = book.sheet(name)
    columns = columns_of(form)
    days: list[tuple[int, int, date]] = []
    cells = laid_out(form, rows, days)
    looks = [each.column for each in columns]
    count = book.table(sheet, looks, cells, kept=kept, unprinted=len(key_columns(form.lang)))
    put_days(book, sheet, days)
    if count:
        offer_states(book, sheet, [*form.columns].index("progress"), count)


def gone_sheet(book: Book, form: LedgerForm, gone: Sequence[Gone], kept: int = 4) -> None:
    """Write what is no longer listed, with why, where there is such."""
    if not gone:
        return
    lang = form.lang
    columns = {**form.columns, COLUMN_OF_NOW: column(lang, COLUMN_OF_NOW, 14)}
    rows = [
        Listed(
            {**keyed(each.row), "number": at, COLUMN_OF_NOW: say(lang, f"ledger.now.{each.now}")},
            each.row,
            is_gap=False,
        )
        for at, each in enumerate(gone, 1)
    ]
    form = LedgerForm(columns, form.heads, form.day, lang)
    ledger_sheet(book, say(lang, "sheet.gone"), form, rows, kept)


class PlacedColumn(NamedTuple):
    """A column in its place: the program's by its name, or the office's by its head."""

    name: str
    column: Column
    is_own: bool = False


def columns_of(form: LedgerForm) -> list[PlacedColumn]:
    """Return the columns in their order; those by which rows are found again stand last."""
    return [
        *(PlacedColumn(name, each) for name, each in form.columns.items()),
        *(PlacedColumn(head, Column(head, WIDTH_OF_OWN), is_own=True) for head in form.heads),
        *(PlacedColumn(name, each) for name, each in key_columns(form.lang).items()),
    ]


def laid_out(
    form: LedgerForm, rows: Iterable[Listed], days: list[tuple[int, int, date]]
) -> Iterator[list[Cell]]:
    """Yield rows as cells; notes the days among what stands in columns of texts."""
    columns = columns_of(form)
    for at, listed in enumerate(rows, 1):
        own = {} if listed.row is None else listed.row.own
        said = {**listed.cells, **written_cells(listed, form)}
        cells = [(own if each.is_own else said).get(each.name) for each in columns]
        days += [
            (at, place, cell)
            for place, cell in enumerate(cells)
            if isinstance(cell, date) and columns[place].column.look != "date"
        ]
        yield cells


def written_cells(listed: Listed, form: LedgerForm) -> dict[str, Cell]:
    """Return what the office wrote beside a gap, and what is to be looked at again."""
    row = listed.row
    state = STATES[0] if row is None else row.state
    proof: Written | None = None if row is None else row.cells.get("proof")
    codes = reviews(listed, form.day) if listed.is_gap else ()
    words = [say(form.lang, f"ledger.review.{code}") for code in codes]
    return {
        "progress": say(form.lang, f"progress.{state}") if state in STATES else state,
        "proof": proof,
        "review": say(form.lang, "value.joint").join(words),
    }


def reviews(listed: Listed, day: date) -> Iterator[str]:
    """Yield what is to be looked at again in a row of a gap: its state, its day."""
    due = listed.cells.get("due")
    if listed.row is not None and listed.row.gone is not None:
        yield BACK
    elif listed.row is not None and listed.row.state == STATES[-1]:
        yield NOT_DONE
    if isinstance(due, date) and due < day:
        yield OVERDUE


def put_days(book: Book, sheet: Worksheet, days: Iterable[tuple[int, int, date]]) -> None:
    """Write days that stand in columns of texts."""
    for row, place, day in days:
        book.put(sheet, (row, place), day, "date")


def offer_states(book: Book, sheet: Worksheet, at: int, count: int) -> None:
    """Let the state of each gap be chosen from a list, and colour what is under way or done.

    What an office wrote instead may stay: the list does not refuse it.
    """
    words = [say(book.lang, f"progress.{state}") for state in STATES]
    choice = {"validate": "list", "source": words, "error_type": "warning"}
    sheet.data_validation(1, at, count, at, choice)
    for word, colour in zip(words[1:], (UNDER_WAY, DONE), strict=True):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": book.colour(colour),
        }
        sheet.conditional_format(1, at, count, at, rule)
