"""One line of a wide table as the document of a unit: read like the file of one."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import isfinite

from zicha.documents.document import Document, Path, Plain
from zicha.documents.scalars import plain_scalar
from zicha.errors import Place, Problem, problem
from zicha.model.facts import Fact, FactType
from zicha.units.asides import is_aside, noted
from zicha.units.facts import COUNTS, named
from zicha.units.lines import Spot, plain
from zicha.units.read import read_unit
from zicha.units.sources.entry import Entry, entry_of
from zicha.units.sources.heading import DAY, Heading
from zicha.units.values import counts_in, members_in
from zicha.units.workbook.layout import not_known, same
from zicha.units.workbook.read import in_words_of_form
from zicha.units.workbook.styles import exact_number

NULL = "null"
"""How databases write what is not known."""
DAY_LENGTH = len("2011-06-30")
"""What of a moment is its day."""
PLAIN_NUMBER = re.compile(r"[-+]?[0-9.][0-9.eE+-]*")
"""A number that a program wrote, perhaps with an exponent."""


class Places(Mapping[Path, Place]):
    """The places of a line's values, made when somebody asks: most lines have no problem."""

    def __init__(self, where: Mapping[Path, int], place: Spot) -> None:
        """Keep in which column a path is."""
        self.where = where
        self.place = place

    def __getitem__(self, path: Path) -> Place:
        """Return the place of a path."""
        return self.place(self.where[path])

    def __iter__(self) -> Iterator[Path]:
        """Return the paths."""
        return iter(self.where)

    def __len__(self) -> int:
        """Return how many paths there are."""
        return len(self.where)


def unit_of_row(
    heading: Heading, cells: Mapping[int, object], place: Spot, on: date | None = None
) -> Entry:
    """Return what one line of a table says of its unit.

    Args:
        heading: What the columns say; it must be usable.
        cells: What stands in each column, by its number from 1: text, or values of a database.
        place: Gives the place of a column in this line.
        on: The day of a unit whose line has none.
    """
    row = Row(heading, place)
    for number in heading.columns:
        value = known(cell_value(cells.get(number)))
        if value is not None:
            row.take(number, value)
    if is_aside(cells, row.values.get(("unit", "id")), row.values.get(("unit", "kind"))):
        first = place(min(number for number, cell in cells.items() if cell is not None))
        return Entry(first, None, None, "", (noted(first),))
    document = row.document()
    unit, found = read_unit(document, heading.edition, on)
    problems = [*row.problems, *(in_words_of_form(each, document) for each in found)]
    return entry_of(unit, document, problems, heading.edition)


@dataclass(slots=True)
class Row:
    """What the cells of a line say, by the path where a unit's file would have it."""

    heading: Heading
    place: Spot
    values: dict[tuple[str, ...], Plain] = field(default_factory=dict)
    members: dict[tuple[str, ...], dict[str, Plain]] = field(default_factory=dict)
    days: dict[tuple[str, ...], Plain] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, number: int, value: Plain) -> None:
        """Take what stands in a column."""
        path, fact, member, is_day = self.heading.columns[number]
        if is_day:
            self.days[path] = value
        elif member is not None:
            self.members.setdefault(path, {})[member] = value
        elif fact is None or not isinstance(value, str):
            self.values[path] = value
        else:
            self.values[path] = self.content(fact, value, number)

    def content(self, fact: Fact, text: str, number: int) -> Plain:
        """Return the text of a cell as a unit's file would have it."""
        if fact.type is FactType.SET:
            return [*members_in(fact, text)]
        counts = counts_in(fact, text)
        if counts is not None:
            return dict(zip(COUNTS, counts, strict=True))
        if not fact.type.is_number or not PLAIN_NUMBER.fullmatch(text):
            return text
        value, found = plain_scalar(text, self.place(number))
        self.problems += [] if found is None else [found]
        return value

    def document(self) -> Document:
        """Return what the line says, as a unit's file would state it."""
        self.join_members()
        unit: dict[str, Plain] = {}
        facts: dict[str, Plain] = {}
        whole: dict[str, Plain] = {"unit": unit, "facts": facts}
        within = {"unit": unit, "facts": facts}
        for path, value in self.values.items():
            if len(path) == 1:
                whole[path[0]] = value
            else:
                within[path[0]][path[1]] = self.dated(path, value)
        file = self.place(1).file
        return Document(file, whole, Places(self.heading.where, self.place))

    def join_members(self) -> None:
        """Put sets together of which each member has a column."""
        for path, members in self.members.items():
            if path in self.values:
                fact = self.heading.edition.facts[path[1]]
                place = self.place(self.heading.where[path])
                self.problems.append(problem("form-set-twice", place, **named(fact)))
            self.values.setdefault(path, members)

    def dated(self, path: tuple[str, ...], value: Plain) -> Plain:
        """Return a value with its day, where it has one of its own."""
        if path not in self.days:
            return value
        day = {DAY: self.days[path]}
        if isinstance(value, dict) and path not in self.members:
            return {**value, **day}
        return {"value": value, **day}


def known(value: Plain) -> Plain:
    """Return a value, None for the words that say that it is not known."""
    is_said = isinstance(value, str) and same(value) in {NULL, *not_known()}
    return None if is_said else value


def cell_value(value: object) -> Plain:
    """Return a value of a database as a table of text or numbers would have it."""
    if value is None or isinstance(value, bool | int | str):
        return plain(value)
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, float):
        return (exact_number(repr(value)) or Decimal(0)) if isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()[:DAY_LENGTH]
    if isinstance(value, Collection):
        return [plain(str(entry)) for entry in value]
    return str(value)
