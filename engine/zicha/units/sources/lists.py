"""Lists in which each entry names a unit: a table, or a YAML or JSON file as units have them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from zicha.documents.document import Document, Plain
from zicha.documents.document import Path as Steps
from zicha.documents.reading import read_file
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.edition import Edition
from zicha.model.text import LANGUAGES
from zicha.units.asides import is_aside, noted
from zicha.units.form import Form
from zicha.units.lines import TABLE_OF_UNITS, Line, Table, read_pages, tables_in
from zicha.units.read import SUFFIXES
from zicha.units.register import columns_of, keys_of, words_for
from zicha.units.workbook.layout import Layout, head_labels, heads, same
from zicha.units.workbook.naming import labels_of
from zicha.units.workbook.read import in_words_of_form
from zicha.words import say

UNIT = "unit"
DAY = "date"
CODE, FACT = "indicator", "fact"


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file with a list. ``needed``: the columns without which it says nothing.

    ``day``: that of an entry without one; None where it must have its own.
    """

    path: str
    layout: Layout
    needed: tuple[str, ...]
    edition: Edition
    day: date | None = None

    @property
    def is_table(self) -> bool:
        """Return whether the file is a table."""
        return Path(self.path).suffix.lower() not in SUFFIXES


@dataclass(slots=True)
class ListEntry:
    """One entry of a list while it is read: the form it is in, and its path there."""

    form: Form
    path: Steps
    day: date | None

    @property
    def place(self) -> Place:
        """Return where the entry stands."""
        return self.form.document.place((*self.path, UNIT))


@dataclass(slots=True)
class Listed:
    """The entries of a list, and what is wrong with the list as a whole."""

    entries: list[ListEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_list(file: ListFile) -> Listed:
    """Return the entries of a list, not yet looked into."""
    try:
        return table_list(file) if file.is_table else document_list(file)
    except UnreadableError as error:
        return Listed(problems=[*error.problems])


def document_list(file: ListFile) -> Listed:
    """Return the entries of a YAML or JSON file: a list, or one under its name beside a date."""
    document, problems = read_file(file.path)
    if document is None or any(each.severity is Severity.ERROR for each in problems):
        return Listed(problems=problems)
    form = Form(document, problems)
    around: Steps = () if isinstance(document.value, list) else (file.layout.name,)
    day = file.day
    if around:
        form.check_keys((), (file.layout.name, DAY))
        day = day or form.day((DAY,))
    entries = [ListEntry(form, path, day) for path in form.paths(around)]
    return Listed(entries, [] if entries else form.problems)


def table_list(file: ListFile) -> Listed:
    """Return the entries of a table, a line each.

    Raises UnreadableError where it cannot be read.
    """
    pages, problems = read_pages(file.path, TABLE_OF_UNITS)
    if not pages:
        return Listed(problems=[*problems, problem("table-empty", Place(file.path))])
    words = words_of_offices(file.layout) | own_words(file.layout)
    listed = Listed(problems=problems)
    for table in tables_in(pages, lambda line: keys_of(line, words), file.needed):
        take_table(table, file, listed)
    return listed


def own_words(layout: Layout) -> dict[str, str]:
    """Return the columns of a list by what stands at their head in a form, in either language."""
    return heads(layout) | dict.fromkeys(words_for("id"), UNIT)


def words_of_offices(layout: Layout) -> dict[str, str]:
    """Return the columns of a list by what offices write at their head besides."""
    return {
        same(word): column
        for lang in LANGUAGES
        for column in layout.columns
        for word in say(lang, f"form.also.{layout.name}.{column}").split(";")
    }


def words_of(head: Line, layout: Layout) -> dict[str, str]:
    """Return what the heads of one table may say.

    What offices write counts where no column has the list's own word, and once.
    """
    found, also = own_words(layout), words_of_offices(layout)
    texts = [same(str(text)) for _, text in sorted(head.values.items())]
    said = {found[text] for text in texts if text in found}
    for text in texts:
        if text not in found and text in also and also[text] not in said:
            found[text] = also[text]
            said.add(also[text])
    return found


def take_table(table: Table, file: ListFile, listed: Listed) -> None:
    """Take the entries of one table of a file."""
    words = words_of(table.head, file.layout)
    columns = columns_of(table.head, words, listed.problems, "table-column-unused")
    lacking = [word for word in file.needed if word not in columns.values()]
    if lacking:
        listed.problems += [lacks(word, file.layout.name, table.head.first) for word in lacking]
        return
    labels = labels_of(file.edition)
    width = max(table.head.values) if table.is_text else None
    listed.problems += [
        problem("table-cell-beyond", line.place(max(line.values)), columns=width)
        for line in table.lines
        if is_beyond(line, width)
    ]
    for line in table.lines:
        if not line.values.keys() & columns.keys() or is_beyond(line, width):
            continue
        said = {word: line.values.get(number) for number, word in columns.items()}
        if is_aside(line.values, said.get(UNIT)):
            listed.problems.append(noted(line.first, "list-line-aside"))
        else:
            entry = Form(document_of(line, columns, labels))
            listed.entries.append(ListEntry(entry, (), file.day))


def is_beyond(line: Line, width: int | None) -> bool:
    """Return whether a line has more cells than a head of some width: they may have shifted."""
    return width is not None and max(line.values, default=0) > width


def lacks(word: str, layout: str, place: Place) -> Problem:
    """Return the problem of a table without a column that it needs."""
    table = "register" if word == UNIT else layout
    return problem("table-column-missing", place, column=word, **head_labels(table, word))


def document_of(line: Line, columns: Mapping[int, str], labels: Mapping[str, str]) -> Document:
    """Return a line as an entry of a unit's file would say it.

    A fact may be named by its label; the name of an indicator may stand after its code.
    """
    said: dict[str, Plain] = {}
    for number, word in columns.items():
        value = line.values.get(number)
        if word == FACT:
            value = labels.get(same(str(value)), value)
        elif word == CODE and isinstance(value, str):
            value = value.split()[0]
        if value is not None:
            said[word] = value
    places: dict[Steps, Place] = {(word,): line.place(number) for number, word in columns.items()}
    return Document(line.first.file, said, {(): line.first, **places})


def said_in(entries: Iterable[ListEntry], file: ListFile) -> Iterator[Problem]:
    """Yield what was found wrong in the entries of a list; of a table in the words of tables."""
    forms = {id(entry.form): entry.form for entry in entries}
    for form in forms.values():
        for found in form.problems:
            yield in_words_of_form(found, form.document) if file.is_table else found
