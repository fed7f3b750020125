"""Tables that people keep in Excel or as CSV, line by line: what stands where."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from zicha.documents.document import Plain
from zicha.documents.encoding import MAX_BYTES, decoded
from zicha.documents.reading import file_bytes
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, problem
from zicha.units.workbook.package import FORM, Bounds
from zicha.units.workbook.read import SUFFIX as WORKBOOK
from zicha.units.workbook.sheets import Sheet, read_sheets

TABLE = ".csv"
SEPARATORS = ",;\t"
"""What stands between the columns: a comma unless another is more frequent in the head."""
SAID_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""How Excel lets the first line of a file say what separates its columns."""
QUOTED = re.compile(r'"[^"]*"')

HEAD_WITHIN = 10
"""Lines of a page in which the head must stand: a title may be above it."""

Spot = Callable[[int], Place]
"""Returns the place of a column within a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what stands in its columns, numbered from 1; those without content are left out.

    ``computed``: the columns whose value a formula computed; of some it is lost.
    """

    values: Mapping[int, Plain]
    place: Spot
    computed: frozenset[int] = frozenset()

    @property
    def first(self) -> Place:
        """Return the place of the first column that has content."""
        return self.place(min((*self.values, *self.computed), default=1))


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a workbook, or a whole CSV file (``is_text``): there cells may have shifted."""

    lines: tuple[Line, ...]
    is_text: bool = False


class Table(NamedTuple):
    """A table: its head, and the lines below it. ``is_text``: as of its page."""

    head: Line
    lines: tuple[Line, ...]
    is_text: bool


@dataclass(frozen=True, slots=True)
class Most:
    """How much of a table is read: bytes of a CSV file, and what a workbook may hold."""

    text: int
    workbook: Bounds


LIST = Most(MAX_BYTES, FORM)
"""A list that one office keeps."""
TABLE_OF_UNITS = Most(100_000_000, Bounds(30_000_000, 300_000_000, 20_000_000, 2_000_000))
"""A table of thousands of units with all their facts."""


def read_pages(path: str, most: Most = LIST) -> tuple[list[Page], list[Problem]]:
    """Return the pages of a table that have content, and hints on its encoding.

    Raises UnreadableError where the file cannot be read.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (WORKBOOK, TABLE):
        known = f"{WORKBOOK} {TABLE}"
        raise UnreadableError(problem("file-suffix", Place(path), suffix=suffix, known=known))
    is_text = suffix == TABLE
    data = file_bytes(path, most.text if is_text else most.workbook.packed)
    if isinstance(data, Problem):
        raise UnreadableError(data)
    if is_text:
        text, hints = decoded(data, path, most.text)
        return filled([Page(tuple(text_lines(text, path)), is_text=True)]), hints
    sheets = read_sheets(data, path, most.workbook, spread=True)
    return filled([Page(tuple(sheet_lines(sheet))) for sheet in sheets]), []


def tables_in(
    pages: Sequence[Page], said: Callable[[Line], Collection[str]], needed: Collection[str]
) -> list[Table]:
    """Return the tables of a file: one on each page whose head says all that is needed.

    Where there is none, it is the page that is most like one, so that it can be told what it lacks.

    Args:
        pages: The pages of a file.
        said: Gives what the words of a line say as heads of columns.
        needed: What must be said.
    """
    tables = [headed(page, said, needed) for page in pages]
    fit = [table for table in tables if frozenset(said(table.head)).issuperset(needed)]
    return fit or sorted(tables, key=lambda table: -len(said(table.head)))[:1]


def headed(page: Page, said: Callable[[Line], Collection[str]], needed: Collection[str]) -> Table:
    """Return a page as a table; titles may be above its head."""
    at = likest_head([said(line) for line in page.lines[:HEAD_WITHIN]], needed)
    return Table(page.lines[at], page.lines[at + 1 :], page.is_text)


def likest_head(said: Sequence[Collection[object]], needed: Collection[object]) -> int:
    """Return which line is the head of a table, from what each would say as one.

    Of those that say all that is needed, or else of all, it is the first of those that say most: of
    a head of two lines, of which some cells are merged, the lower one says more.
    """
    fit = [at for at, words in enumerate(said) if frozenset(words).issuperset(needed)]
    return max(fit or range(len(said)), key=lambda at: len(said[at]))


def filled(pages: list[Page]) -> list[Page]:
    """Return the pages in which anything stands."""
    return [page for page in pages if page.lines]


def sheet_lines(sheet: Sheet) -> Iterator[Line]:
    """Yield the lines of a sheet in which anything stands."""
    for number, cells in sorted(sheet.rows.items()):
        found = {column: plain(cell.value) for column, cell in cells.items()}
        values = {column: value for column, value in found.items() if value is not None}
        computed = frozenset(column for column, cell in cells.items() if cell.computed)
        if values or computed:
            yield Line(values, spot_on(sheet, number), computed)


def spot_on(sheet: Sheet, row: int) -> Spot:
    """Return what names the cells of a row."""
    return lambda column: sheet.place(row, column)


def text_lines(text: str, path: str) -> Iterator[Line]:
    """Yield the lines of a CSV file in which anything stands.

    Raises UnreadableError at a quotation mark that is never closed: all that follows would be
    taken for one cell.
    """
    said = SAID_SEPARATOR.match(text)
    body = text[said.end() :] if said else text
    before = 1 if said else 0
    separator = said[1] if said else separator_of(body)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    begins = before + 1
    try:
        for row in reader:
            values = {n: value for n, cell in enumerate(row, 1) if (value := plain(cell))}
            if values:
                yield Line(values, spot_in(path, begins))
            begins = before + reader.line_num + 1
    except csv.Error as error:
        found = problem("table-unreadable", Place(path, begins), why=error)
        raise UnreadableError(found) from error


def spot_in(path: str, line: int) -> Spot:
    """Return what names the columns of a line."""
    return lambda column: Place(path, line, column)


def separator_of(text: str) -> str:
    """Return what separates the columns, by the first line that has a separator: titles have none.

    Further down, cells may have others in them, such as the members of a set.
    """
    lines = (QUOTED.sub("", line) for line in islice(text.splitlines(), HEAD_WITHIN))
    first = next((line for line in lines if any(sign in line for sign in SEPARATORS)), "")
    return max(SEPARATORS, key=first.count)


def plain(value: Plain) -> Plain:
    """Return a value without outer spaces, None for nothing."""
    return (value.strip() or None) if isinstance(value, str) else value
