"""Rectification ledgers that an office filled in, read back: an Excel workbook or a CSV file."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from zicha.documents.document import Plain
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.ledger import REASONS, STATES, Ledger, LedgerRow, Written
from zicha.model.numbers import Number
from zicha.model.text import LANGUAGES
from zicha.model.unit import id_key
from zicha.units.lines import TABLE_OF_UNITS, Line, Table, read_pages, tables_in
from zicha.units.typed import RefusedError, typed_day
from zicha.units.workbook.layout import same
from zicha.units.workbook.sheets import letters
from zicha.words import say

UNIT, GAP, STATE, NOW = "unit_id", "gap_key", "progress", "now"
NEEDED = (UNIT, GAP)
ONE_UNIT = ("name", "problem", "level", "due", "number", "required", "actual", "shortfall", "owner")
BOTH = ("indicator", "measure", "gain_points", "progress", "proof", "review", "source", *NEEDED)
IN_AUDITS = {
    "unit": "unit",
    "parent": "parent",
    "kind": "kind",
    "requirement": "problem",
    "doer": "level",
    "due_day": "due",
    "source": "source",
}
"""What the columns of an audit's ledger are called, and the same in the ledger of a unit."""


class Ledgers(NamedTuple):
    """What stands in some ledgers, and what is wrong with them."""

    ledger: Ledger
    problems: tuple[Problem, ...]


class Columns(NamedTuple):
    """The columns of a sheet: those of the program by their names, the office's by their heads."""

    names: Mapping[int, str]
    own: Mapping[int, str]


class Found(NamedTuple):
    """A row with its place, and the columns of its sheet."""

    columns: Columns
    row: LedgerRow
    place: Place


def read_ledgers(paths: Iterable[str]) -> Ledgers:
    """Return the rows of ledgers; where several are about a gap, the one that was worked in.

    An office sends its ledger to several, each of whom fills in a part. Of two that were worked in
    and differ the later counts.
    """
    words, problems = head_words(), list[Problem]()
    rows: dict[tuple[str, str], LedgerRow] = {}
    added: list[LedgerRow] = []
    heads: dict[str, None] = {}
    for path in paths:
        try:
            found = [*rows_in(path, words)]
        except UnreadableError as error:
            problems += error.problems
            continue
        for columns, row, place in found:
            heads |= dict.fromkeys(columns.own.values())
            key = (id_key(row.unit), row.gap)
            before = rows.get(key)
            if not row.gap:
                added += [] if row in added else [row]
            elif before is None or row.is_worked_in or before.gone:
                problems += two_say(before, row, place)
                rows[key] = row
    return Ledgers(Ledger(rows, tuple(added), tuple(heads)), tuple(problems))


def two_say(before: LedgerRow | None, row: LedgerRow, place: Place) -> list[Problem]:
    """Return the warning that two rows say something else of one gap."""
    if before is None or not before.is_worked_in or not row.is_worked_in:
        return []
    if before.written == row.written:
        return []
    args = {"unit": row.unit, "gap": row.gap}
    return [problem("ledger-row-twice", place, Severity.WARNING, **args)]


def head_words() -> dict[str, str]:
    """Return the columns of ledgers by the words at their heads, in either language."""
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        for name in (*ONE_UNIT, *BOTH, NOW):
            found[same(say(lang, f"column.{name}"))] = name
        for name, column in IN_AUDITS.items():
            found[same(say(lang, f"audit.column.{name}"))] = column
    return found


def rows_in(path: str, words: Mapping[str, str]) -> Iterator[Found]:
    """Yield the rows of a ledger, those that are no longer listed, too.

    Raises UnreadableError where the file cannot be read, or is no ledger.
    """
    pages, _ = read_pages(path, TABLE_OF_UNITS)

    def said(line: Line) -> set[str]:
        return {words.get(same(str(text)), "") for text in line.values.values()}

    tables = tables_in(pages, said, NEEDED)
    if not tables or not said(tables[0].head).issuperset(NEEDED):
        labels = {f"{n}_{lang}": say(lang, f"column.{n}") for n in NEEDED for lang in LANGUAGES}
        raise UnreadableError(problem("ledger-not-found", Place(path), **labels))
    for table in tables:
        yield from rows_of(table, words)


def rows_of(table: Table, words: Mapping[str, str]) -> Iterator[Found]:
    """Yield the rows of one sheet of a ledger."""
    columns = columns_of(table, words)
    states, reasons = words_in("progress", STATES), words_in("ledger.now", REASONS)
    is_gone = NOW in columns.names.values()
    for line in table.lines:
        values = {number: written(value) for number, value in sorted(line.values.items())}
        cells = {columns.names[n]: value for n, value in values.items() if n in columns.names}
        own = {columns.own[n]: value for n, value in values.items() if n in columns.own}
        said = {name: str(cells.pop(name, "")) for name in (*NEEDED, STATE, NOW)}
        if said[STATE]:
            cells[STATE] = states.get(same(said[STATE]), said[STATE])
        gone = reasons.get(same(said[NOW]), "unsettled") if is_gone else None
        if cells or own:
            row = LedgerRow(said[UNIT], said[GAP], cells, own, gone)
            yield Found(columns, row, line.first)


def columns_of(table: Table, words: Mapping[str, str]) -> Columns:
    """Return what the columns of a sheet are; those without a head are called by their letters."""
    names: dict[int, str] = {}
    own: dict[int, str] = {}
    last = max((number for line in table.lines for number in line.values), default=0)
    for number in range(1, last + 1):
        head = str(table.head.values.get(number, letters(number)))
        name = words.get(same(head))
        if name is not None and name not in names.values():
            names[number] = name
        else:
            own[number] = head if head not in own.values() else f"{head} {letters(number)}"
    return Columns(names, own)


def words_in(group: str, codes: Iterable[str]) -> dict[str, str]:
    """Return what some codes are called in either language, each with its code."""
    return {same(say(lang, f"{group}.{code}")): code for lang in LANGUAGES for code in codes}


def written(value: Plain) -> Written:
    """Return what a person wrote in a cell: a day, a number, or a text."""
    if isinstance(value, Number) and not isinstance(value, bool):
        return value
    day = day_in(value)
    return str(value) if day is None else day


def day_in(value: Plain) -> date | None:
    """Return the day that a text says, None where it says none."""
    try:
        return typed_day(value)
    except RefusedError:
        return None
