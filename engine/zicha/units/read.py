"""A unit from its file: typed and checked, every problem of the file together."""

import re
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

from zicha.documents.document import Document
from zicha.documents.document import Path as Steps
from zicha.documents.paths import is_folder
from zicha.documents.reading import JSON_SUFFIX, YAML_SUFFIXES, Read, read_file, read_stream
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, Severity, problem
from zicha.language.nearest import closest
from zicha.model.edition import Edition
from zicha.model.facts import Level
from zicha.model.unit import Unit
from zicha.units.closest import labelled
from zicha.units.facts import Scope, read_attributes, read_facts
from zicha.units.form import Form
from zicha.units.journal import read_observations, read_waivers
from zicha.units.workbook.read import SAVED_OTHERWISE, in_words_of_form, read_form
from zicha.units.workbook.read import SUFFIX as FORM_SUFFIX

STANDARD_INPUT = "-"
SUFFIXES = (*YAML_SUFFIXES, JSON_SUFFIX)
TABLE_SUFFIXES = (".csv", ".parquet")
"""Tables of many units; of a form such a file would hold one sheet."""
TOP_KEYS = ("unit", "date", "facts", "observations", "waivers")
UNIT_KEYS = ("id", "name", "kind", "parent")
FORBIDDEN_IN_ID = frozenset('/\\:*?"<>|')
"""An id becomes part of file names on every system."""
LONGEST_ID = 100
ROUNDED = re.compile(r"[1-9](?:\.[0-9]+)?E\+[0-9]+")
"""What spreadsheets make of the digits of a long id: 3.40602E+17."""


class UnitFile(NamedTuple):
    """What was read from one file: the unit and its document, None where there is none."""

    unit: Unit | None
    document: Document | None
    problems: list[Problem]


def read_unit_file(path: str | Path, edition: Edition, on: date | None = None) -> UnitFile:
    """Return the unit in a file or a form; on standard input, as YAML, where ``path`` is ``-``."""
    is_form = Path(path).suffix.lower() == FORM_SUFFIX
    document, problems = unit_document(path, edition)
    if document is None:
        return UnitFile(None, None, problems)
    unit, found = read_unit(document, edition, on)
    problems += [in_words_of_form(each, document) for each in found] if is_form else found
    sound = not any(found.severity is Severity.ERROR for found in problems)
    return UnitFile(unit if sound else None, document, problems)


def unit_document(path: str | Path, edition: Edition) -> Read:
    """Return the document in a file or a form; what kind it is its suffix says."""
    if str(path) == STANDARD_INPUT:
        if sys.stdin is None:  # closed by whoever called
            return None, [problem("input-closed", Place(STANDARD_INPUT))]
        return read_stream(sys.stdin.buffer, STANDARD_INPUT)
    suffix = Path(path).suffix.lower()
    if suffix == FORM_SUFFIX:
        return read_form(path, edition)
    if suffix in SAVED_OTHERWISE:
        return None, [problem("workbook-suffix", Place(str(path)), suffix=suffix)]
    if not suffix and not is_folder(path):
        return None, [problem("file-without-suffix", Place(str(path)), form=f"{path}{FORM_SUFFIX}")]
    if suffix in TABLE_SUFFIXES:
        return None, [problem("file-suffix-table", Place(str(path)), suffix=suffix)]
    if suffix not in SUFFIXES and not is_folder(path):
        known = " ".join((*SUFFIXES, FORM_SUFFIX))
        return None, [problem("file-suffix", Place(str(path)), suffix=suffix, known=known)]
    return read_file(path)


def read_unit(
    document: Document, edition: Edition, on: date | None = None
) -> tuple[Unit | None, list[Problem]]:
    """Return the unit that a document states, None where any of its problems is an error.

    Args:
        document: The file of one unit; docs/units.md has its form.
        edition: Whose facts, attributes and indicators it may name.
        on: The day of a unit whose file has no date of its own.
    """
    form = Form(document)
    if form.value(()) is None:
        form.report("unit-file-empty", ())
        return None, form.problems
    try:
        unit = unit_of(form, edition, on)
    except UnreadableError:
        unit = None
    return (unit if form.is_usable else None), form.problems


def unit_of(form: Form, edition: Edition, on: date | None) -> Unit | None:
    """Return the unit of a form, as far as it can be read.

    Raises UnreadableError where too much is wrong.
    """
    form.check_keys((), TOP_KEYS)
    if isinstance(form.document.value, dict) and form.value(("unit",)) is None:
        form.report("key-missing", (), key="unit")
    if not isinstance(form.value(("unit",)), dict):
        form.mapping(("unit",))
        return None
    check_unit_keys(form, edition)
    unit_id, kind = read_id(form), read_kind(form, edition)
    day = read_date(form, on)
    if kind is None:
        return None
    scope = Scope(edition, kind, day or date.min, on or day)
    stated = read_attributes(form, ("unit",), scope) | read_facts(form, ("facts",), scope)
    observations = read_observations(form, ("observations",), scope)
    waivers = read_waivers(form, ("waivers",), edition)
    return Unit(
        id=unit_id or "",
        name=form.text(("unit", "name")) or unit_id or "",
        kind=kind,
        place=form.document.key_place(("unit",)),
        parent=whole_id(form, ("unit", "parent"), form.text(("unit", "parent"))),
        on=day,
        facts=stated,
        observations=observations,
        waivers=waivers,
    )


def check_unit_keys(form: Form, edition: Edition) -> None:
    """Note every key under ``unit`` that is none; a fact there belongs under ``facts``."""
    known = (*UNIT_KEYS, *edition.attributes)
    for key in form.mapping(("unit",)):
        if key in edition.facts and key not in known:
            form.report_key("fact-under-unit", ("unit", key), fact=key)
    strangers = [key for key in form.mapping(("unit",)) if key in edition.facts]
    form.check_keys(("unit",), (*known, *strangers))


def read_id(form: Form) -> str | None:
    """Return the id of the unit: printable, short, and fit for a file name."""
    path = ("unit", "id")
    unit_id = whole_id(form, path, form.needed_text(path))
    if unit_id is None:
        return None
    wrong = FORBIDDEN_IN_ID.intersection(unit_id)
    if wrong or not unit_id.isprintable() or unit_id in {".", ".."}:
        form.report("id-not-usable", path, id=unit_id, signs=" ".join(sorted(FORBIDDEN_IN_ID)))
    if len(unit_id) > LONGEST_ID:
        form.report("id-too-long", path, most=LONGEST_ID)
    return unit_id


def whole_id(form: Form, path: Steps, unit_id: str | None) -> str | None:
    """Return the id at a path; None, with a problem, for a long number of which digits are lost."""
    if unit_id is None or not ROUNDED.fullmatch(unit_id):
        return unit_id
    form.report("id-rounded", path, id=unit_id)
    return None


def read_kind(form: Form, edition: Edition) -> Level | None:
    """Return the level of the unit: by its id, its label, or what its units are called."""
    path = ("unit", "kind")
    word = form.needed_text(path)
    level = None if word is None else edition.level_of(word)
    if word is None or level is not None:
        return level
    levels = {level.value: label for level, label in edition.levels.items()}
    near, known = closest(word, levels), labelled("known", levels)
    if near is None:
        form.report("kind-unknown", path, kind=word, **known)
    else:
        nearest = labelled("nearest", {near: levels[near]})
        form.report("kind-unknown-near", path, kind=word, **known, **nearest)
    return None


def read_date(form: Form, on: date | None) -> date | None:
    """Return the unit's day, that of every fact without one; without it ``on``."""
    if form.value(("date",)) is not None:
        return form.day(("date",))
    if on is None:
        form.report("unit-without-date", ("unit",))
    return on
