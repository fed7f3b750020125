"""A filled-in form as the document of a unit, so that one reader takes all that people state."""

import pathlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from zicha.documents.document import Document, Path
from zicha.documents.reading import Read, file_bytes
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, problem
from zicha.model.edition import Edition
from zicha.model.text import LANGUAGES
from zicha.units.workbook.answers import fill_answers
from zicha.units.workbook.filled import Filled
from zicha.units.workbook.layout import (
    ANSWERS,
    OBSERVATIONS,
    PATH_JOINT,
    UNIT_ROWS,
    WAIVERS,
    same,
)
from zicha.units.workbook.lost import lost
from zicha.units.workbook.naming import Naming, labels_of
from zicha.units.workbook.sheets import read_sheets
from zicha.units.workbook.table import Row, Table, table_of
from zicha.words import say

SUFFIX = ".xlsx"
SAVED_OTHERWISE = (".xls", ".xlt", ".et", ".ett", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods")
"""Workbooks that are of another time or program; whatever opens them saves as ``.xlsx``, too."""

LABELS = {
    "count": "form.head.answers.count",
    "of": "form.head.answers.of",
    "fact": "form.head.observations.fact",
    **{column: f"form.head.waivers.{column}" for column in WAIVERS.columns},
    "unit": f"form.row.{UNIT_ROWS[0]}",
    **{row.rpartition(PATH_JOINT)[2]: f"form.row.{row}" for row in UNIT_ROWS},
}
"""What the keys of a unit's file are called in a form."""


def read_form(path: str | pathlib.Path, edition: Edition) -> Read:
    """Return the document of a form in a file, None where there is none, and its problems."""
    data = file_bytes(path)
    if isinstance(data, Problem):
        return None, [data]
    try:
        return form_document(data, str(path), edition)
    except UnreadableError as error:
        return None, [*error.problems]


def is_form(path: str | pathlib.Path) -> bool:
    """Return whether a file is a workbook with the answers of a form."""
    data = file_bytes(path)
    if isinstance(data, Problem):
        return False
    try:
        found = [table_of(sheet) for sheet in read_sheets(data, str(path))]
    except UnreadableError:
        return False
    return any(table is not None and table.layout is ANSWERS for table in found)


def form_document(data: bytes, file: str, edition: Edition) -> Read:
    """Return the document that a form makes up, and what is wrong with its rows.

    Raises UnreadableError where it is no workbook that can be read.
    """
    # What somebody merged over several rows is meant for each of them.
    sheets = [*read_sheets(data, file, spread=True)]
    tables = [table_of(sheet) for sheet in sheets]
    found = [table for table in tables if table is not None]
    answers = [table for table in found if table.layout is ANSWERS]
    if not answers:
        raise UnreadableError(problem("form-not-found", Place(file)))
    filled = Filled(file, problems=[*lost(sheets, tables, edition)])
    labels = labels_of(edition)
    fill_answers(answers, Naming(edition, filled, labels))
    fill_observations(found, filled, labels)
    fill_waivers(found, filled)
    return filled.document(), filled.problems


def entries(tables: Sequence[Table], filled: Filled) -> list[Row]:
    """Return the rows of some tables in which anything stands."""
    rows = [row for table in tables for row in table.rows if row.holds(*table.layout.columns)]
    for row in rows:
        filled.problems += row.computed(*row.columns)
    return rows


def fill_observations(tables: Sequence[Table], filled: Filled, labels: Mapping[str, str]) -> None:
    """Put in what was seen on site, each under the id of its fact."""
    mine = [table for table in tables if table.layout is OBSERVATIONS]
    for row in entries(mine, filled):
        entry = {key: (row.value(key), row.place(key)) for key in OBSERVATIONS.columns}
        fact, place = entry["fact"]
        entry["fact"] = (labels.get(same(str(fact)), fact), place)
        filled.add("observations", entry, place)


def fill_waivers(tables: Sequence[Table], filled: Filled) -> None:
    """Put in the waivers; the name of an indicator may stand after its code."""
    for row in entries([table for table in tables if table.layout is WAIVERS], filled):
        entry = {key: (row.value(key), row.place(key)) for key in WAIVERS.columns}
        code, place = entry["indicator"]
        entry["indicator"] = (code.split()[0] if isinstance(code, str) else code, place)
        filled.add("waivers", entry, place)


# --- Problems in the words of the form ----------------------------------------------------------


SAID_OTHERWISE = {
    "counts-and-value": "form-counts-and-value",
    "counts-not-percent": "form-counts-not-percent",
    "fact-not-observed": "form-fact-not-observed",
    "fact-of-lower-level": "form-fact-of-other-level",
    "fact-of-other-level": "form-fact-of-other-level",
    "fact-unknown": "form-fact-unknown",
    "indicator-unknown": "form-indicator-unknown",
    "set-not-a-list": "form-set-as-a-whole",
}
"""Problems whose words are those of a unit's file, and what they are called in a form."""


def in_words_of_form(found: Problem, document: Document) -> Problem:
    """Return a problem of a document in the words of the form; a key of YAML is a cell there."""
    if found.code in SAID_OTHERWISE:
        return replace(found, code=SAID_OTHERWISE[found.code])
    if found.code == "unit-without-date":
        return empty_cell("date", document.place(("date",)))
    if found.code != "key-missing":
        return found
    key = found.args["key"]
    around = min(paths_at(found.place, document), key=len, default=())
    return empty_cell(key, document.place((*around, key)))


def paths_at(place: Place, document: Document) -> list[Path]:
    """Return the paths that stand at a place."""
    return [path for path, each in document.values.items() if each == place]


def empty_cell(key: str, place: Place) -> Problem:
    """Return the problem of a cell that must not be empty."""
    labels = {f"label_{lang}": say(lang, LABELS[key]) for lang in LANGUAGES}
    return problem("form-cell-empty", place, **labels)
