"""Who is expected to report: an office's list of its units, of which only the ids must be there."""

from typing import NamedTuple

from zicha.documents.document import Document, Path
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.unit import id_key
from zicha.units.asides import is_aside, noted
from zicha.units.form import Form
from zicha.units.lines import Line
from zicha.units.read import whole_id
from zicha.units.register import list_tables, words_for
from zicha.units.workbook.layout import same

COLUMNS = ("id", "name")


class ExpectedUnit(NamedTuple):
    """A unit that is to report: its id, and its name, which is the id where none is said."""

    id: str
    name: str


class Expected(NamedTuple):
    """The units of a list, each once, and what is wrong with it; None where it is no list."""

    units: tuple[ExpectedUnit, ...] | None
    problems: tuple[Problem, ...]


def read_expected(path: str) -> Expected:
    """Return who is expected to report, from an Excel workbook or a CSV file, a unit a line."""
    problems: list[Problem] = []
    found: dict[str, ExpectedUnit] = {}
    tables = list_tables(path, columns_of, problems)
    for table in tables:
        columns = columns_of(table.head)
        if "id" not in columns:
            return Expected(None, (*problems, problem("register-without-ids", table.head.first)))
        for line in table.lines:
            unit = expected_unit(line, columns, problems)
            if unit is None:
                continue
            if id_key(unit.id) in found:
                place = line.place(columns["id"])
                problems.append(problem("expected-twice", place, Severity.HINT, unit=unit.id))
            found.setdefault(id_key(unit.id), unit)
    return Expected(tuple(found.values()) if tables else None, tuple(problems))


def columns_of(head: Line) -> dict[str, int]:
    """Return where ids and names stand, the first column of each; the rest is not looked at."""
    found: dict[str, int] = {}
    for number, text in sorted(head.values.items()):
        for key in COLUMNS:
            if same(str(text)) in words_for(key):
                found.setdefault(key, number)
    return found


def expected_unit(
    line: Line, columns: dict[str, int], problems: list[Problem]
) -> ExpectedUnit | None:
    """Return the unit of a line; None where nothing stands there but in other columns."""
    unit_id, name = (line.values.get(columns.get(key, 0)) for key in COLUMNS)
    if unit_id is None and name is None:
        return None
    if is_aside(line.values, unit_id):
        problems.append(noted(line.first))
        return None
    if unit_id is None:
        problems.append(problem("expected-without-id", line.place(columns["id"]), name=name))
        return None
    return said_in(line, columns, problems)


def said_in(line: Line, columns: dict[str, int], problems: list[Problem]) -> ExpectedUnit | None:
    """Return the unit that a line names; None, with a problem, where its texts cannot be used."""
    said = {key: line.values.get(number) for key, number in columns.items()}
    places: dict[Path, Place] = {(key,): line.place(number) for key, number in columns.items()}
    form = Form(Document(line.first.file, said, places))
    unit_id, name = whole_id(form, ("id",), form.text(("id",))), form.text(("name",))
    problems += form.problems
    return ExpectedUnit(unit_id, name or unit_id) if unit_id and form.is_usable else None
