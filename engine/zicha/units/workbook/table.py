"""The tables of a form, found by their heads: columns may stand in another order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zicha.documents.document import Plain
from zicha.errors import Place, Problem, Severity, problem
from zicha.units.workbook.layout import LAYOUTS, Layout, heads, same
from zicha.units.workbook.sheets import Cell, Sheet

HEAD_WITHIN = 60
"""Rows of a sheet in which the head of its table must stand."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. ``columns``: where each column of the layout stands."""

    sheet: Sheet
    number: int
    cells: Mapping[int, Cell]
    columns: Mapping[str, int]

    def value(self, column: str) -> Plain:
        """Return what stands in a column; None for nothing, text without outer spaces."""
        cell = self.cells.get(self.columns.get(column, 0))
        value = None if cell is None else cell.value
        return (value.strip() or None) if isinstance(value, str) else value

    def text(self, column: str) -> str | None:
        """Return what stands in a column as text, None for nothing."""
        value = self.value(column)
        return None if value is None else str(value)

    def place(self, column: str) -> Place:
        """Return the place of a column; that of the row's first where it is lost."""
        first = min(self.columns.values())
        return self.sheet.place(self.number, self.columns.get(column, first))

    def holds(self, *columns: str) -> bool:
        """Return whether anything stands in any of some columns."""
        for column in columns:
            cell = self.cells.get(self.columns.get(column, 0))
            # Most are empty.
            if cell is not None and (cell.computed or self.value(column) is not None):
                return True
        return False

    def computed(self, *columns: str) -> Iterator[Problem]:
        """Yield a hint for each value that a formula computed, an error where there is none."""
        for column in columns:
            cell = self.cells.get(self.columns.get(column, 0))
            if cell is None or not cell.computed:
                continue
            if self.value(column) is None:
                yield problem("form-formula-empty", self.place(column))
            else:
                value = self.text(column)
                yield problem("form-formula", self.place(column), Severity.HINT, value=value)

    def is_merged(self, column: str) -> bool:
        """Return whether what stands in a column is that of a cell above, merged with it."""
        cell = self.cells.get(self.columns.get(column, 0))
        return cell is not None and cell.merged


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its layout, the row of its head, where its columns stand, the rows below."""

    layout: Layout
    head: int
    columns: Mapping[str, int]
    rows: tuple[Row, ...]


def table_of(sheet: Sheet) -> Table | None:
    """Return the table on a sheet, None where it has none of a form."""
    numbers = sorted(sheet.rows)
    for index, number in enumerate(numbers[:HEAD_WITHIN]):
        words = heads_of(sheet, number)
        for layout in LAYOUTS:
            columns = columns_in(words, layout)
            if columns.keys() >= {*layout.known_by}:
                below = numbers[index + 1 :]
                rows = (Row(sheet, each, sheet.rows[each], columns) for each in below)
                return Table(layout, number, columns, tuple(rows))
    return None


def heads_of(sheet: Sheet, number: int) -> dict[int, str]:
    """Return the words of a row as the head of a table, by column."""
    return {at: same(str(cell.value)) for at, cell in sorted(sheet.rows[number].items())}


def columns_in(words: Mapping[int, str], layout: Layout) -> dict[str, int]:
    """Return the columns of a layout whose heads stand in a row, the first of each."""
    named, found = heads(layout), dict[str, int]()
    for number, word in words.items():
        column = named.get(word)
        if column is not None:
            found.setdefault(column, number)
    return found
