"""The sheets of an Excel file: what stands in each cell, as a person reads it there."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple, TypeVar

from zicha.documents.document import Plain
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, problem
from zicha.units.workbook.markup import Reader, damaged, walk
from zicha.units.workbook.package import FORM, Bounds, Package, opened
from zicha.units.workbook.plain import BEHIND_CELLS, plain_cells
from zicha.units.workbook.styles import Styles, number_value, whole

R = TypeVar("R", bound=Reader)

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a file writes characters that XML cannot hold."""
SHARED = re.compile("[0-9]{1,9}")
"""Which of the texts that cells share stands in one."""
TRUE = ("1", "true")
NUMBER = "n"
"""The type of a cell that does not say which it is of."""
REFERENCES = 50_000
"""How many references of cells are kept with their columns: forms repeat them."""


class Cell(NamedTuple):
    """What stands in a cell.

    ``computed``: a formula computed it, when the file was saved; ``merged``: it stands in a cell
    above with which this one is merged.
    """

    value: Plain
    computed: bool = False
    merged: bool = False


class Merged(NamedTuple):
    """Cells that are merged: their first column, their first and their last row."""

    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its cells by row and column, both from 1; only those with content."""

    file: str
    name: str
    number: int
    rows: Mapping[int, Mapping[int, Cell]]

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell."""
        cell = f"{self.name}!{letters(column)}{row}"
        return Place(self.file, row, column, cell, self.number)


@lru_cache(maxsize=1_000)
def letters(column: int) -> str:
    """Return the letters of a column: A, B, … Z, AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


@lru_cache(maxsize=REFERENCES)
def column_of(reference: str) -> int:
    """Return the number of the column of a reference such as ``B7``; 0 where it is none."""
    found = REFERENCE.fullmatch(reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def merged_at(reference: str) -> Merged | None:
    """Return the cells of a reference such as ``B7:C9``; None where they are of one row."""
    first, _, last = reference.partition(":")
    ends = [REFERENCE.fullmatch(each) for each in (first, last)]
    rows = [int(found[2]) for found in ends if found is not None]
    if len(rows) < len(ends) or rows[0] >= rows[1]:
        return None
    return Merged(column_of(first), *rows)


def unescaped(text: str) -> str:
    """Return a text of a file as it is shown."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def read_sheets(
    data: bytes, file: str, bounds: Bounds = FORM, *, spread: bool = False
) -> tuple[Sheet, ...]:
    """Return the sheets of an Excel file, hidden ones, too, in their order.

    ``spread``: what stands in cells that are merged over several rows stands in each of these, as
    a person reads a table. Raises UnreadableError where it cannot be read whole within bounds.
    """
    workbook = Workbook(opened(data, file, bounds))
    return tuple(
        Sheet(file, name, number, workbook.rows(part, spread=spread))
        for number, (name, part) in enumerate(workbook.sheets(), 1)
    )


class Workbook:
    """A workbook while it is read: its parts, and what its sheets share."""

    def __init__(self, package: Package) -> None:
        """Begin with nothing read."""
        self.package = package
        self.strings: list[str] = []
        self.by_index: dict[str, str] = {}
        """Texts that cells share, by their index as cells write it."""
        self.numbers: dict[tuple[str, str | None], Plain] = {}
        """Numbers by how cells write them, and their style."""
        self.styles = Styles()
        self.from_1904 = False
        self.values = 0

    def sheets(self) -> list[tuple[str, str]]:
        """Read what all sheets share; return the name and the part of each sheet."""
        main = self.main_part()
        book = self.read(main, Book())
        if not book.is_workbook:
            raise self.foreign()
        self.from_1904 = book.from_1904
        related = self.related(main)
        for kind, part in related.values():
            if kind == "sharedStrings":
                self.strings = self.read(part, Strings()).found
            elif kind == "styles":
                self.read(part, self.styles)
        parts = {key: part for key, (kind, part) in related.items() if kind == "worksheet"}
        return [(name, parts[key]) for name, key in book.sheets if key in parts]

    def read(self, part: str, reader: R) -> R:
        """Return a reader that was led through a part."""
        walk(self.package.part(part), self.package.file, reader)
        return reader

    def main_part(self) -> str:
        """Return the part of the workbook itself. Raises UnreadableError where there is none."""
        if self.package.has(Related.part_for("")):
            for kind, part in self.related("").values():
                if kind == "officeDocument":
                    return part
        raise self.foreign()

    def foreign(self) -> UnreadableError:
        """Return that the file is of another kind."""
        return UnreadableError(problem("workbook-foreign", Place(self.package.file)))

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part names, by id: of what kind each is, and its name."""
        return self.read(Related.part_for(part), Related(dirname(part))).found

    def number(self, raw: str, style: str | None) -> Plain:
        """Return the number in a cell: forms repeat their days and counts."""
        found = self.numbers.get((raw, style))
        if found is None:
            form = self.styles.format(style)
            found = number_value(raw, form, from_1904=self.from_1904)
            self.numbers[raw, style] = found
        return found

    def string(self, index: str) -> str | None:
        """Return a text that cells share; None for none.

        Raises UnreadableError where there is no such text: it was lost with a part of the file.
        """
        found = self.by_index.get(index)
        if found is None and index:
            if not SHARED.fullmatch(index) or int(index) >= len(self.strings):
                raise damaged(self.package.file)
            found = self.by_index[index] = self.strings[int(index)]
        return found

    def value(self, raw: str, kind: str, style: str | None) -> Plain:
        """Return what stands in a cell, from its text, its type and its style."""
        match kind:
            case "s":
                return self.by_index.get(raw) or self.string(raw)
            case "n":
                return self.number(raw, style)
            case "b":
                return raw in TRUE
            case "d":
                return raw.partition("T")[0]
            case _:
                return unescaped(raw)

    def rows(self, part: str, *, spread: bool) -> Mapping[int, Mapping[int, Cell]]:
        """Return the cells of a sheet. ``spread``: those that are merged, in each of their rows."""
        cells = Cells(self)
        data = self.package.part(part)
        found = plain_cells(data)
        if found is not None:
            data = found.rest
            cells.take(found.cells)
        walk(data, self.package.file, cells)
        if spread:
            self.spread(cells.rows, cells.merged)
        return cells.rows

    def spread(self, rows: dict[int, dict[int, Cell]], merged: list[Merged]) -> None:
        """Put what stands in merged cells into each of their rows in which anything stands."""
        there = sorted(rows)
        column, below = 0, 0
        for each in sorted(merged):
            # Merged cells do not overlap in a file that a person made.
            is_apart = each.column != column or each.first > below
            cell = rows.get(each.first, {}).get(each.column)
            if not is_apart or cell is None:
                continue
            column, below = each.column, each.last
            for row in there[bisect_right(there, each.first) : bisect_right(there, each.last)]:
                if each.column not in rows[row]:
                    self.count()
                    rows[row][each.column] = cell._replace(merged=True)

    def count(self) -> None:
        """Count a cell with content. Raises UnreadableError where there are too many."""
        self.values += 1
        most = self.package.bounds.values
        if self.values > most:
            place = Place(self.package.file)
            raise UnreadableError(problem("workbook-too-many-cells", place, most=most))


class Book(Reader):
    """The sheets that a workbook lists: name and id of each."""

    def __init__(self) -> None:
        """Begin without sheets."""
        super().__init__()
        self.is_workbook = False
        self.from_1904 = False
        self.sheets: list[tuple[str, str]] = []

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a sheet, or how days are counted."""
        if name == "workbook":
            self.is_workbook = True
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in TRUE
        elif name == "sheet":
            key = next((text for word, text in attributes.items() if word.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), key))


class Related(Reader):
    """The parts that another names; links that lead out of the file are passed over."""

    def __init__(self, folder: str) -> None:
        """Begin without parts; ``folder`` is that of the part that names them."""
        super().__init__()
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    @staticmethod
    def part_for(part: str) -> str:
        """Return where the parts are listed that a part names; of the file itself for none."""
        return join(dirname(part), "_rels", f"{basename(part)}.rels")

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a part."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = normpath(join("/", self.folder, attributes.get("Target", "")))
            self.found[attributes.get("Id", "")] = (kind, target.lstrip("/"))


class Strings(Reader):
    """The texts that cells share; of Japanese ones not how they sound."""

    def __init__(self) -> None:
        """Begin without texts."""
        super().__init__()
        self.found: list[str] = []
        self.whole = ""
        self.is_sound = False

    def begin(self, name: str, _: Mapping[str, str]) -> None:
        """Begin a text, a piece of it, or how it sounds."""
        self.text = ""
        if name == "si":
            self.whole = ""
        elif name == "rPh":
            self.is_sound = True

    def end(self, name: str) -> None:
        """Take a piece of a text, or the whole."""
        if name == "t":
            if not self.is_sound:
                self.whole += self.text
        elif name == "si":
            self.found.append(unescaped(self.whole))
        elif name == "rPh":
            self.is_sound = False


class Cells(Reader):
    """The cells of a sheet; where a file does not say which row or cell, it is the next."""

    def __init__(self, workbook: Workbook) -> None:
        """Begin before the first row."""
        super().__init__()
        self.workbook = workbook
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[Merged] = []
        self.row = self.column = 0
        self.cell: Mapping[str, str] = {}
        self.raw: str | None = None
        self.computed = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a row, a cell, or something within a cell."""
        if name == "c":
            # Most cells of a form are empty: what they are is asked of the others only.
            self.cell = attributes
            self.column = column_of(attributes.get("r", "")) or self.column + 1
            self.raw, self.computed = None, False
        elif name == "row":
            self.row = whole(attributes.get("r")) or self.row + 1
            self.column = 0
        elif name == "mergeCell":
            found = merged_at(attributes.get("ref", ""))
            if found is not None:
                self.merged.append(found)
        elif name in BEHIND_CELLS:
            self.pass_over()
        else:
            self.text = ""
            self.computed = self.computed or name == "f"

    def end(self, name: str) -> None:
        """Take what stands in a cell."""
        if name == "c":
            if self.raw is not None or self.computed:
                kind, style = self.cell.get("t", NUMBER), self.cell.get("s")
                value = None if self.raw is None else self.workbook.value(self.raw, kind, style)
                self.workbook.count()
                self.rows.setdefault(self.row, {})[self.column] = Cell(value, self.computed)
        elif name == "v":
            self.raw = self.text
        elif name == "t":
            self.raw = self.text if self.raw is None else self.raw + self.text

    def take(self, cells: Iterable[tuple[str, ...]]) -> None:
        """Take cells that were found without their tags."""
        for column, row, style, kind, raw in cells:
            self.workbook.count()
            cell = Cell(self.workbook.value(raw, kind or NUMBER, style or None))
            self.rows.setdefault(int(row), {})[column_of(column + row)] = cell
