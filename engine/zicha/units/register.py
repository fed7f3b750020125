"""An office's list of its units: who they are, before anything is known of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from zicha.documents.document import Document, Plain
from zicha.documents.document import Path as Steps
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.edition import Edition
from zicha.model.facts import Level
from zicha.model.text import LANGUAGES
from zicha.model.unit import Unit
from zicha.units.asides import is_aside, noted
from zicha.units.facts import attribute_id
from zicha.units.ids import used_again
from zicha.units.lines import Line, Table, read_pages, tables_in
from zicha.units.read import read_unit
from zicha.units.values import asides_of
from zicha.units.workbook.layout import same
from zicha.units.workbook.read import in_words_of_form
from zicha.words import say

COLUMNS = {"id": "unit", "name": "name", "kind": "kind", "parent": "parent"}
"""What is said of a unit, and the word of its column."""
NO_DAY = date.min
"""The day of a unit of which nothing is known yet."""


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
    register = Register()
    words = heads(edition)
    tables = list_tables(path, lambda line: keys_of(line, words), register.problems)
    for table in tables:
        columns = columns_of(table.head, words, register.problems)
        if "id" not in columns.values():
            register.problems.append(problem("register-without-ids", table.head.first))
            return register
        for line in table.lines:
            said = {key: line.values.get(number) for number, key in columns.items()}
            if is_aside(line.values, said.get("id"), said.get("kind")):
                register.problems.append(noted(line.first))
            else:
                read_line(line, columns, edition, kind, register)
    register.problems += used_again(register.units, "unit-twice")
    return register


def list_tables(
    path: str, said: Callable[[Line], Collection[str]], problems: list[Problem]
) -> list[Table]:
    """Return the tables of a list of units, and note why there is none.

    ``said``: gives what the words of a line say as heads of columns.
    """
    try:
        pages, hints = read_pages(path)
    except UnreadableError as error:
        problems += error.problems
        return []
    problems += hints
    if not pages:
        problems.append(problem("register-without-ids", Place(path)))
    return tables_in(pages, said, ("id",))


def keys_of(line: Line, words: Mapping[str, str]) -> set[str]:
    """Return what the words of a line say as heads of columns. ``words``: what each says."""
    found = {words.get(same(str(text))) for text in line.values.values()}
    return {key for key in found if key is not None}


def columns_of(
    head: Line,
    words: Mapping[str, str],
    problems: list[Problem],
    unused: str = "register-column-unused",
) -> dict[int, str]:
    """Return what each column of a list says, by its head; the first, where two say the same.

    ``unused``: the code of the hint at a column that says nothing.
    """
    found: dict[int, str] = {}
    for number, text in sorted(head.values.items()):
        key, place = words.get(same(str(text))), head.place(number)
        if key is None:
            problems.append(problem(unused, place, Severity.HINT, column=text))
        elif key in found.values():
            other = head.place(next(n for n, each in found.items() if each == key))
            problems.append(problem("table-column-twice", place, column=text, other=other))
        else:
            found[number] = key
    return found


def heads(edition: Edition) -> dict[str, str]:
    """Return what a column says by the words at its head, in either language.

    Behind an attribute may stand in brackets how it is answered, as in a table of units.
    """
    found = {word: key for key in COLUMNS for word in words_for(key)}
    for name in edition.attributes:
        fact = edition.facts[attribute_id(next(iter(edition.levels)), name)]
        words = [same(word) for word in (name, fact.label.zh, fact.label.en)]
        asides = [f"({same(aside)})" for aside in asides_of(fact, edition)]
        found |= {f"{word}{aside}": name for word in words for aside in ("", *asides)}
    return found


def words_for(key: str) -> set[str]:
    """Return the words at the head of a column that says something of who a unit is."""
    column = COLUMNS[key]
    said = [say(lang, f"form.head.register.{column}") for lang in LANGUAGES]
    said += [say(lang, f"form.row.unit.{key}") for lang in LANGUAGES]
    for lang in LANGUAGES:
        said += say(lang, f"form.also.register.{column}").split(";")
    return {same(word) for word in (*said, key, column)}


def read_line(
    line: Line,
    columns: Mapping[int, str],
    edition: Edition,
    kind: Level | None,
    register: Register,
) -> None:
    """Read the unit of one line."""
    first = line.first
    stated: dict[str, Plain] = {} if kind is None else {"kind": kind.value}
    stated |= {key: v for n, key in columns.items() if (v := line.values.get(n)) is not None}
    places: dict[Steps, Place] = {("unit",): first}
    for number, key in columns.items():
        places["unit", key] = line.place(number) if number in line.values else first
    document = Document(first.file, {"unit": stated}, places)
    unit, problems = read_unit(document, edition, NO_DAY)
    register.problems += [in_words_of_form(each, document) for each in problems]
    if unit is not None:
        register.units.append(replace(unit, on=None))
