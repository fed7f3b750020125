"""Forms of a small edition: made, filled in as people do, and read back."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.hand import graded, item, rule
from support.small_edition import FACTS, SMALL, indicator
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, Severity
from zicha.model.edition import Category
from zicha.model.facts import Level
from zicha.model.rules import Always, Grading, Rule
from zicha.model.text import Lang, Text
from zicha.model.unit import Unit
from zicha.reports.form.asked import FormFor
from zicha.reports.form.draw import form_workbook
from zicha.units.read import read_unit
from zicha.units.workbook.read import form_document, in_words_of_form

FILE = "表.xlsx"
DAY = date(2011, 6, 30)
UNIT_SHEET, MINORS, LIVING, SEEN, WAIVED = "单位", "未成年人", "生活环境", "现场发现", "豁免"
HEAD_ROW = 3
IN_LIVING = ("board_updated", "ranking", "points")
"""The facts that the second category asks for; the first asks for the rest."""
IN_MINORS = tuple(fact.id for fact in FACTS if fact.id not in IN_LIVING)


def uses(code: str, *facts: str) -> Rule:
    """Return the rule of an indicator that uses some facts."""
    return rule(graded(Grading.ALL, replace(item(Always()), facts=facts)), code=code)


FORMED = replace(
    SMALL,
    categories=(
        Category("5", Text(zh="社会文化环境", en="Surroundings"), Text(zh=MINORS, en="Minors")),
        Category("6", Text(zh=LIVING, en="Living")),
    ),
    indicators=(indicator("5.1.1"), *SMALL.indicators),
    rules={"5.1.1": uses("5.1.1", *IN_MINORS), "6.4.2": uses("6.4.2", *IN_LIVING)},
)
PEACE = Unit("peace", "和平社区", Level.COMMUNITY, Place(FILE), parent="street-1", on=DAY)
"""A unit of which nothing is known but who it is."""


def form_of(unit: Unit | None = PEACE, on: date | None = None, lang: Lang = "zh") -> bytes:
    """Return the form of a unit."""
    kind = Level.COMMUNITY if unit is None else unit.kind
    return form_workbook(FormFor(FORMED, kind, lang, unit, on))


def opened(data: bytes) -> Workbook:
    """Return a workbook as another library reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    """Return a workbook as another library writes it."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(book: Workbook, row_id: str, column: str = "填写") -> Cell:
    """Return the cell of a row, by its hidden id, and a column, by its head."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=HEAD_ROW + 1):
            if row[0].value == row_id:
                heads = [head.value for head in sheet[HEAD_ROW]]
                found = row[heads.index(column)]
                assert isinstance(found, Cell)
                return found
    raise KeyError(row_id)


def fill(book: Workbook, row_id: str, value: object, column: str = "填写") -> None:
    """Write a cell of a row, by its hidden id, and a column, by its head."""
    found = cell(book, row_id, column)
    assert isinstance(found.parent, Worksheet)
    put(found.parent, (found.row, found.column), value)


def put(sheet: Worksheet, at: tuple[int, int], value: object) -> Cell:
    """Write a cell, whatever people type there; return it."""
    found = sheet.cell(*at)
    assert isinstance(found, Cell)
    found.value = value  # type: ignore[assignment]
    return found


def place(book: Workbook, found: Cell) -> Place:
    """Return the place of a cell."""
    sheet = found.parent.title
    number = book.sheetnames.index(sheet) + 1
    return Place(FILE, found.row, found.column, f"{sheet}!{found.coordinate}", number)


def answered(answers: Mapping[str, object], unit: Unit | None = PEACE) -> bytes:
    """Return a form in which some rows are answered."""
    book = opened(form_of(unit))
    for row_id, answer in answers.items():
        fill(book, row_id, answer)
    return saved(book)


def read(data: bytes, on: date | None = None) -> tuple[Unit | None, list[Problem]]:
    """Return the unit of a form, and its problems."""
    try:
        document, problems = form_document(data, FILE, FORMED)
    except UnreadableError as error:
        return None, [*error.problems]
    assert document is not None
    unit, found = read_unit(document, FORMED, on)
    problems += [in_words_of_form(each, document) for each in found]
    sound = all(each.severity is not Severity.ERROR for each in problems)
    return (unit if sound else None), problems


def unit_of(data: bytes, on: date | None = None) -> Unit:
    """Return the unit of a form in which nothing is wrong, as if it stood nowhere."""
    unit, problems = read(data, on)
    assert [each for each in problems if each.severity is not Severity.HINT] == []
    assert unit is not None
    return replace(unit, place=Place(FILE))


def problems_of(data: bytes) -> list[Problem]:
    """Return what is wrong in a form."""
    unit, problems = read(data)
    assert unit is None
    return problems
