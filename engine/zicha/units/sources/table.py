"""A wide table of units: a unit a line, a fact a column, in Excel or as CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.edition import Edition
from zicha.units.lines import (
    HEAD_WITHIN,
    TABLE_OF_UNITS,
    Line,
    Page,
    likest_head,
    read_pages,
)
from zicha.units.sources.entry import Entry, Source
from zicha.units.sources.heading import NEEDED, Heading, heading, said_by
from zicha.units.sources.row import unit_of_row

NEEDED_PATHS = frozenset(("unit", key) for key in NEEDED)
"""What the columns of a table of units must say."""


def read_table(path: str, edition: Edition, on: date | None = None) -> Source:
    """Return the units of a wide table.

    Args:
        path: The file: CSV, or a workbook of which every sheet with such a table is read.
        edition: Whose facts the columns may have.
        on: The day of a unit whose line has none.
    """
    try:
        pages, hints = read_pages(path, TABLE_OF_UNITS)
    except UnreadableError as error:
        return Source((), error.problems)
    if not pages:
        return Source((), (*hints, problem("table-empty", Place(path))))
    entries: list[Entry] = []
    problems = [*hints]
    for table in tables_of_units(pages, edition, on):
        problems += table.heading.problems
        if table.heading.is_usable:
            entries += [table.entry(line, on) for line in table.lines]
            problems += [*table.headless(), *table.formulas()]
    return Source(tuple(entries), tuple(problems))


def tables_of_units(pages: Sequence[Page], edition: Edition, on: date | None) -> "list[Table]":
    """Return the pages that are tables of units; where none is, the one that is most like one."""
    tables = [likest_table(page, edition, on) for page in pages]
    of_units = [table for table in tables if table.said.issuperset(NEEDED_PATHS)]
    return of_units or sorted(tables, key=lambda table: -len(table.said))[:1]


def likest_table(page: Page, edition: Edition, on: date | None) -> "Table":
    """Return a page as a table below the line that is most like a head."""
    lines = page.lines
    at = likest_head([said_by(each.values, edition) for each in lines[:HEAD_WITHIN]], NEEDED_PATHS)
    head = lines[at]
    below = lines[at + 1 :]
    return Table(heading(head.values, edition, head.place, on), head, below, page.is_text)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its head, and the lines below it. ``is_text``: its cells may have shifted."""

    heading: Heading
    head: Line
    lines: tuple[Line, ...]
    is_text: bool

    @property
    def said(self) -> frozenset[tuple[str, ...]]:
        """Return what its columns say something of."""
        return frozenset(column.path for column in self.heading.columns.values())

    @property
    def width(self) -> int:
        """Return the number of the last column that has a head."""
        return max(self.head.values)

    def entry(self, line: Line, on: date | None) -> Entry:
        """Return what a line says of its unit."""
        entry = unit_of_row(self.heading, line.values, line.place, on)
        if entry.is_aside:
            return entry
        lost = self.computed(line) - line.values.keys()
        wrong = [problem("form-formula-empty", line.place(number)) for number in sorted(lost)]
        last = max(line.values, default=0)
        if self.is_text and last > self.width:
            wrong.append(problem("table-cell-beyond", line.place(last), columns=self.width))
        return entry.refused(*wrong) if wrong else entry

    def computed(self, line: Line) -> set[int]:
        """Return the columns of a line that say something and were computed by formulas."""
        return {*line.computed} & self.heading.columns.keys()

    def headless(self) -> Iterator[Problem]:
        """Yield a warning for each column in which something stands, and nothing at its head."""
        first: dict[int, Line] = {}
        for line in self.lines:
            for number in line.values.keys() - self.head.values.keys():
                first.setdefault(number, line)
        for number, line in sorted(first.items()):
            if number < self.width or not self.is_text:
                yield problem("table-column-without-head", line.place(number), Severity.WARNING)

    def formulas(self) -> Iterator[Problem]:
        """Yield a hint, once for the table, that values of it were computed by formulas."""
        cells = [
            (line, number)
            for line in self.lines
            for number in sorted(self.computed(line) & line.values.keys())
        ]
        for line, number in cells[:1]:
            place = line.place(number)
            yield problem("table-formulas", place, Severity.HINT, count=len(cells))
