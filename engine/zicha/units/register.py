"""An office's list of its units: who they are, before anything is known of them."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from zicha.documents.document import Document, Plain
from zicha.documents.document import Path as Steps
from zicha.documents.encoding import decoded
from zicha.documents.reading import file_bytes
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.edition import Edition
from zicha.model.facts import Level
from zicha.model.text import LANGUAGES
from zicha.model.unit import Unit
from zicha.units.facts import attribute_id
from zicha.units.read import read_unit
from zicha.units.workbook.layout import same
from zicha.units.workbook.read import SUFFIX as WORKBOOK
from zicha.units.workbook.read import in_words_of_form
from zicha.units.workbook.sheets import read_sheets
from zicha.words import say

TABLE = ".csv"
COLUMNS = {"id": "unit", "name": "name", "kind": "kind", "parent": "parent"}
"""What is said of a unit, and the word of its column."""
NO_DAY = date.min
"""The day of a unit of which nothing is known yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: what stands in each column, and where."""

    values: Mapping[int, Plain]
    places: Mapping[int, Place]


@dataclass(slots=True)
class Register:
    """The units of a list, and what is wrong with it."""

    units: list[Unit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_register(path: str, edition: Edition, kind: Level | None = None) -> Register:
    """Return the units of a list: an Excel workbook or a CSV file, a unit a line.

    Args:
        path: The file.
        edition: Whose levels and attributes the list may name.
        kind: The level of a unit whose line does not say.
    """
    try:
        lines = [line for line in read_lines(path) if any(line.values.values())]
    except UnreadableError as error:
        return Register(problems=[*error.problems])
    register = Register()
    columns = columns_of(lines[0], edition, register) if lines else {}
    if "id" not in columns.values():
        place = Place(path) if not lines else min(lines[0].places.values())
        register.problems.append(problem("register-without-ids", place))
        return register
    for line in lines[1:]:
        read_line(line, columns, edition, kind, register)
    register.problems += twice(register.units)
    return register


def read_lines(path: str) -> Iterator[Line]:
    """Yield the lines of a list. Raises UnreadableError where the file cannot be read."""
    suffix = Path(path).suffix.lower()
    if suffix not in (WORKBOOK, TABLE):
        known = f"{WORKBOOK} {TABLE}"
        raise UnreadableError(problem("file-suffix", Place(path), suffix=suffix, known=known))
    data = file_bytes(path)
    if isinstance(data, Problem):
        raise UnreadableError(data)
    yield from workbook_lines(data, path) if suffix == WORKBOOK else table_lines(data, path)


def workbook_lines(data: bytes, path: str) -> Iterator[Line]:
    """Yield the lines of the first sheet of a workbook in which anything stands."""
    for sheet in read_sheets(data, path)[:1]:
        for number, cells in sorted(sheet.rows.items()):
            places = {column: sheet.place(number, column) for column in cells}
            yield Line({column: plain(cell.value) for column, cell in cells.items()}, places)


def table_lines(data: bytes, path: str) -> Iterator[Line]:
    """Yield the lines of a CSV file."""
    text, _ = decoded(data, path)
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for row in reader:
            numbers = range(1, len(row) + 1)
            places = {column: Place(path, reader.line_num, column) for column in numbers}
            yield Line({column: plain(row[column - 1]) for column in numbers}, places)
    except csv.Error as error:
        place = Place(path, reader.line_num)
        raise UnreadableError(problem("table-unreadable", place, why=error)) from error


def plain(value: Plain) -> Plain:
    """Return a value without outer spaces, None for nothing."""
    return (value.strip() or None) if isinstance(value, str) else value


def columns_of(head: Line, edition: Edition, register: Register) -> dict[int, str]:
    """Return what each column of a list says, by its head; of others only that they are unused."""
    words = heads(edition)
    found: dict[int, str] = {}
    for number, text in head.values.items():
        key = words.get(same(str(text)))
        if key is not None:
            found[number] = key
        elif text is not None:
            place = head.places[number]
            unused = problem("register-column-unused", place, Severity.HINT, column=text)
            register.problems.append(unused)
    return found


def heads(edition: Edition) -> dict[str, str]:
    """Return what a column says by the words at its head, in either language."""
    found: dict[str, str] = {}
    for key, column in COLUMNS.items():
        said = [say(lang, f"form.head.register.{column}") for lang in LANGUAGES]
        said += [say(lang, f"form.row.unit.{key}") for lang in LANGUAGES]
        found |= {same(word): key for word in (*said, key, column)}
    for name in edition.attributes:
        label = edition.facts[attribute_id(next(iter(edition.levels)), name)].label
        found |= {same(word): name for word in (name, label.zh, label.en)}
    return found


def read_line(
    line: Line,
    columns: Mapping[int, str],
    edition: Edition,
    kind: Level | None,
    register: Register,
) -> None:
    """Read the unit of one line."""
    first = min(line.places.values())
    stated: dict[str, Plain] = {} if kind is None else {"kind": kind.value}
    stated |= {key: v for n, key in columns.items() if (v := line.values.get(n)) is not None}
    places: dict[Steps, Place] = {("unit",): first}
    for number, key in columns.items():
        places["unit", key] = line.places.get(number, first)
    document = Document(first.file, {"unit": stated}, places)
    unit, problems = read_unit(document, edition, NO_DAY)
    register.problems += [in_words_of_form(each, document) for each in problems]
    if unit is not None:
        register.units.append(replace(unit, on=None))


def twice(units: Sequence[Unit]) -> list[Problem]:
    """Return a problem for every id that another unit of the list has; case does not count.

    Each unit's form is a file named after it, and some systems do not tell a from A there.
    """
    first: dict[str, Unit] = {}
    found = []
    for unit in units:
        key = unicodedata.normalize("NFC", unit.id).casefold()
        if key in first:
            found.append(problem("unit-twice", unit.place, unit=unit.id, other=first[key].place))
        first.setdefault(key, unit)
    return found
