"""One wide table of an audit: its columns, and the rows of it that are read one by one."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from zicha.audit.gather import is_parquet
from zicha.audit.record_lines import RecordLines
from zicha.audit.records import Records
from zicha.backends.columnar.database import Address, Database
from zicha.backends.columnar.wide.fractions import small_percentages
from zicha.backends.columnar.wide.heading import Heading
from zicha.backends.columnar.wide.table import OddRow, WideTable
from zicha.errors import Place, Problem
from zicha.model.edition import Edition
from zicha.model.facts import Fact
from zicha.model.unit import id_key
from zicha.units.fractions import hint_of
from zicha.units.lines import plain
from zicha.units.sources.entry import Entry
from zicha.units.sources.heading import Heading as Read
from zicha.units.sources.heading import heading
from zicha.units.sources.row import cell_value, unit_of_row, unknown
from zicha.units.typed import NO, YES

HEAD = 0
"""The row of the head: it is none of those below it."""


class Sheet:
    """A wide table within the database. ``heading`` with an error among its problems: unusable."""

    def __init__(
        self, database: Database, edition: Edition, path: str, on: date | None, number: int
    ) -> None:
        """Look at the head of a table."""
        self.path = path
        self.on = on
        self.table = WideTable(database, edition, path, on, f"wide{number}")
        every = enumerate(self.table.head, 1)
        head = {number: name for number, name in every if not self.is_nothing(number, name)}
        self.read: Read = heading(head, edition, self.spot(HEAD), on)

    def is_nothing(self, number: int, name: str) -> bool:
        """Return whether a column has neither a head nor content, as where lines end in a comma.

        A database names it by its place, from 0.
        """
        is_unnamed = name == f"column{number - 1}" and self.is_text
        return is_unnamed and self.table.is_empty(name)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with its head."""
        return self.read.problems

    def spot(self, row: int) -> "Spot":
        """Return what names the places of a row."""
        return Spot(self, row)

    def place_of(self, key: str, row: int) -> Place:
        """Return the place of what a row says under ``unit``."""
        return self.spot(row)(self.read.where.get(("unit", key), 1))

    @cached_property
    def lines(self) -> RecordLines:
        """Return on which line each row stands, found out once anything is to be named."""
        if not self.is_text or self.records.are_lines:
            return RecordLines()
        return RecordLines.of(self.path)

    @property
    def is_text(self) -> bool:
        """Return whether it is a CSV file on this machine."""
        return not is_parquet(self.path) and Path(self.path).is_file()

    @cached_property
    def records(self) -> Records:
        """Return where the rows of a CSV file stand."""
        return Records.of(self.path)

    def list_rows(self, folder: Address) -> None:
        """Keep who is in the table; of a CSV file find out meanwhile where its rows stand."""
        with ThreadPoolExecutor(1) as calls:
            passed = calls.submit(lambda: self.records) if self.is_text else None
            self.table.list_rows(named_columns(self.read, self.table.head), folder)
            if passed is not None:
                passed.result()

    def odd(self) -> list[Entry]:
        """Return the units of the rows that have to be read one by one, and take them from here."""
        return [*self.entries(self.table.rows_to_read())]

    def small(self) -> Iterator[Problem]:
        """Yield a hint for each percentage of its rows that may be meant as a fraction of one."""
        for fact, count, row, value in small_percentages(self.table):
            number = self.table.head.index(self.column_of(fact)) + 1
            yield hint_of(self.spot(row)(number), value, fact, count)

    def column_of(self, fact: Fact) -> str:
        """Return the column of a fact of which there is one."""
        name = self.table.listing.heading.column_of(fact)
        assert name is not None
        return name

    def alike(self, units: Iterable[str]) -> list[Entry]:
        """Return the units of other rows with one of some ids, and take them from here."""
        return [*self.entries(self.table.rows_like(id_key(unit) for unit in units))]

    def units(self, units: Iterable[str]) -> list[Entry]:
        """Return some units of the table as readers one by one have them."""
        ids = [*units]
        rows = self.text_rows(ids)
        return [*self.entries(self.table.rows_of(ids) if rows is None else rows)]

    def text_rows(self, units: Iterable[str]) -> list[OddRow] | None:
        """Return the rows of some units as they stand in a CSV file.

        None where it is none, or has other units where the database says that these stand.
        """
        if not self.is_text:
            return None
        row_of = self.table.numbers_of(units)
        rows = self.records.at({*row_of.values()})
        column = self.table.head.index(self.table.listing.heading.unit)
        for unit, row in row_of.items():
            cells = rows.get(row, ())
            if len(cells) != len(self.table.head) or cells[column] != unit:
                return None
        return sorted(rows.items(), key=lambda row: row[0])

    def entries(self, rows: Iterable[OddRow]) -> Iterator[Entry]:
        """Yield what rows say of their units; empty ones are none, as in a file of few units."""
        for number, cells in rows:
            if any(plain(cell_value(cell)) is not None for cell in cells):
                yield unit_of_row(self.read, dict(enumerate(cells, 1)), self.spot(number), self.on)


@dataclass(frozen=True, slots=True)
class Spot:
    """Names the places of one row of a table."""

    sheet: Sheet
    row: int

    def __call__(self, column: int) -> Place:
        """Return the place of a column."""
        return Place(self.sheet.path, self.sheet.lines.line(self.row), column)


def named_columns(read: Read, names: tuple[str, ...]) -> Heading:
    """Return what the columns of a table say, by their names."""
    who: dict[str, str] = {}
    attributes: dict[str, str] = {}
    facts: dict[str, str] = {}
    days: dict[str, str] = {}
    members: dict[tuple[str, str], str] = {}
    for number, (path, fact, member, is_day) in read.columns.items():
        name, last = names[number - 1], path[-1]
        if is_day:
            days[last] = name
        elif member is not None:
            members[last, member] = name
        elif fact is None:
            who[last] = name
        else:
            (attributes if fact.is_attribute else facts)[last] = name
    return Heading(
        unit=who["id"],
        kind=who["kind"],
        name=who.get("name"),
        parent=who.get("parent"),
        date=who.get("date"),
        attributes=attributes,
        facts=facts,
        days=days,
        members=members,
        yes=YES,
        no=NO,
        unknown=(*sorted(unknown()),),
    )
