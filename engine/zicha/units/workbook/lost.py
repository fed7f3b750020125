"""What a form holds and nobody reads, as the head above it was changed: never lost in silence."""

from collections.abc import Collection, Iterator, Sequence

from zicha.errors import Problem, Severity, problem
from zicha.model.edition import Edition
from zicha.model.text import LANGUAGES
from zicha.units.workbook.layout import (
    ANSWERS,
    MEMBER_JOINT,
    OBSERVATIONS,
    UNIT_ROWS,
    WAIVERS,
    Layout,
    head_labels,
    heads,
    same,
)
from zicha.units.workbook.sheets import Sheet
from zicha.units.workbook.table import HEAD_WITHIN, Table, columns_in, heads_of
from zicha.words import say

ABOVE_HEAD = 2
"""Rows above the head of a list: its title, and what it is for."""
OPTIONAL = ("id", "earliest", "number", "hint", "method", "unit")
"""Columns of answers in which people fill in nothing."""


def lost(
    sheets: Sequence[Sheet], tables: Sequence[Table | None], edition: Edition
) -> Iterator[Problem]:
    """Yield what a form holds that is not read.

    Args:
        sheets: All sheets of a form.
        tables: The table found on each, None where none was.
        edition: Whose facts it asks for.
    """
    ids = {*edition.facts, *UNIT_ROWS}
    for sheet, table in zip(sheets, tables, strict=True):
        if table is not None:
            yield from lost_columns(sheet, table)
            continue
        layout = layout_meant(sheet, ids)
        if layout is not None:
            yield lost_sheet(sheet, layout)


def layout_meant(sheet: Sheet, ids: Collection[str]) -> Layout | None:
    """Return what a sheet without a head holds: by the ids of its rows, or by its title."""
    if any(is_id(text, ids) for text in column_of_ids(sheet)):
        return ANSWERS
    if len(sheet.rows) <= ABOVE_HEAD:
        return None
    titles = {same(sheet.name), *first_words(sheet)}
    for layout in (OBSERVATIONS, WAIVERS):
        if titles & {same(say(lang, f"form.sheet.{layout.name}")) for lang in LANGUAGES}:
            return layout
    return None


def column_of_ids(sheet: Sheet) -> Iterator[str]:
    """Yield what stands in the first column of a sheet."""
    for cells in sheet.rows.values():
        if 1 in cells:
            yield str(cells[1].value)


def is_id(text: str, ids: Collection[str]) -> bool:
    """Return whether a text is the id of a row of a form."""
    return text.partition(MEMBER_JOINT)[0] in ids


def first_words(sheet: Sheet) -> set[str]:
    """Return what stands in the first row of a sheet."""
    first = sheet.rows[min(sheet.rows)] if sheet.rows else {}
    return {same(str(cell.value)) for cell in first.values()}


def lost_sheet(sheet: Sheet, layout: Layout) -> Problem:
    """Return the problem of a sheet whose head is not known: none of it is read."""
    numbers = sorted(sheet.rows)[:HEAD_WITHIN]
    found = {number: columns_in(heads_of(sheet, number), layout) for number in numbers}
    head = max(numbers, key=lambda number: len(found[number]))
    lacking = [name for name in layout.known_by if name not in found[head]]
    place = sheet.place(head, first_unknown(sheet, head, layout))
    return problem("form-head-lost", place, sheet=sheet.name, **labels(layout, lacking))


def first_unknown(sheet: Sheet, head: int, layout: Layout) -> int:
    """Return the first column of a head whose word is none of a layout: what was changed."""
    words, known = heads_of(sheet, head), heads(layout)
    return next((at for at, word in words.items() if word not in known), min(words))


def lost_columns(sheet: Sheet, table: Table) -> Iterator[Problem]:
    """Yield a problem for each column in which something stands, and that is not read.

    A second column of one head is an error: nobody knows which of the two counts. A head that is
    not known is worth a warning where a column of the form is gone, else it is one of people's own.
    """
    known, words = set(table.columns.values()), heads_of(sheet, table.head)
    filled = {at for row in table.rows for at, cell in row.cells.items() if cell.value is not None}
    lacking = [
        name for name in table.layout.columns if name not in table.columns and name not in OPTIONAL
    ]
    for at in sorted(filled - known):
        place = sheet.place(table.head, at)
        twice = heads(table.layout).get(words.get(at, ""))
        if twice is not None and twice not in OPTIONAL:
            other = sheet.place(table.head, table.columns[twice])
            label = head_labels(table.layout.name, twice)
            yield problem("form-column-twice", place, other=other.cell, **label)
        elif lacking:
            names = labels(table.layout, lacking)
            yield problem("form-column-lost", place, Severity.WARNING, **names)
        else:
            yield problem("form-column-unused", place, Severity.HINT)


def labels(layout: Layout, names: Sequence[str]) -> dict[str, str]:
    """Return what some columns are called at their head, in each language, for a message."""
    return {
        f"columns_{lang}": say(lang, "value.joint").join(
            say(lang, f"form.head.{layout.name}.{name}") for name in names
        )
        for lang in LANGUAGES
    }
