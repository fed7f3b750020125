"""The head of a wide table: what each of its columns says of a unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from zicha.documents.document import Path, Plain
from zicha.errors import Problem, Severity, problem
from zicha.language.nearest import closest
from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType
from zicha.model.text import LANGUAGES
from zicha.units.facts import named
from zicha.units.last import of_the_last
from zicha.units.lines import Spot
from zicha.units.register import heads as register_heads
from zicha.units.values import asides_of
from zicha.units.workbook.layout import (
    ANSWERS,
    EDITION_ROW,
    MEMBER_JOINT,
    PATH_JOINT,
    UNIT_ROWS,
    head_labels,
    heads,
    same,
)
from zicha.units.workbook.naming import attribute_fact, labels_of, members_of
from zicha.words import say

DAY = "date"
DAY_JOINT = "@"
NEEDED = {"id": "unit", "kind": "kind"}
"""What a table must say of each unit, and the words of these columns."""


class Column(NamedTuple):
    """What a column says. ``path``: where that stands in a unit's file.

    ``fact``: the fact or attribute, None for who the unit is, and for its day. ``member``: the one
    member of a set that the column is about. ``is_day``: it has the day of the fact.
    """

    path: tuple[str, ...]
    fact: Fact | None = None
    member: str | None = None
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a table by their numbers, from 1; those that say nothing are left out.

    ``where``: the column in which what a unit's file has at a path is to be found. ``problems``:
    what is wrong with the head; with an error among them no line can be read.
    """

    edition: Edition
    columns: Mapping[int, Column]
    where: Mapping[Path, int]
    problems: tuple[Problem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Return whether lines can be read below it."""
        return not any(found.severity is Severity.ERROR for found in self.problems)


def heading(
    texts: Mapping[int, Plain], edition: Edition, place: Spot, on: date | None = None
) -> Heading:
    """Return what the columns of a table say.

    Args:
        texts: What stands at the head of each column, by its number from 1.
        edition: Whose facts, members and attributes may stand there, by id or by label.
        place: Gives the place of a column's head.
        on: The day of units whose line has none; without it the table must have a column.
    """
    naming = Naming(edition, place)
    for number, text in sorted(texts.items()):
        if text is not None:
            naming.take(number, str(text))
    naming.check(on)
    return Heading(edition, naming.columns, where(naming.columns), tuple(naming.problems))


def said_by(texts: Mapping[int, Plain], edition: Edition) -> frozenset[Path]:
    """Return what the columns of a table would say something of if this were its head."""
    columns = [column_named(str(text), edition) for text in texts.values() if text is not None]
    return frozenset(each.path for each in columns if each is not None and not is_past(each))


def where(columns: Mapping[int, Column]) -> dict[Path, int]:
    """Return the column in which what stands at a path of a unit's file is to be found."""
    found: dict[Path, int] = {}
    for number, (path, fact, member, is_day) in columns.items():
        if is_day:
            found[*path, DAY] = number
        elif member is not None:
            found[*path, member] = found[*path, "value", member] = number
            found.setdefault(path, number)
        else:
            found[path] = number
            if fact is not None:
                found[*path, "value"] = number
    first = found.get(("unit", "id"))
    return found if first is None else {**found, (): first, ("unit",): first}


@dataclass(slots=True)
class Naming:
    """Columns that were named so far, and what is wrong with them."""

    edition: Edition
    place: Spot
    columns: dict[int, Column] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    first: dict[Column, int] = field(default_factory=dict)

    def take(self, number: int, text: str) -> None:
        """Take the head of a column."""
        column = column_named(text, self.edition)
        if column is None:
            self.unknown(number, text)
        elif column.fact is not None and column.fact.is_past:
            self.warn("table-column-past", number, column=text, **named(column.fact))
        elif column in self.first:
            other = self.place(self.first[column])
            self.problems.append(
                problem("table-column-twice", self.place(number), column=text, other=other)
            )
        else:
            self.columns[number] = column
            self.first[column] = number

    def unknown(self, number: int, text: str) -> None:
        """Note a head that says nothing, with the one that was probably meant."""
        words = words_asked(self.edition)
        near = closest(same(text), words)
        if near is None:
            self.warn("table-column-unknown", number, column=text)
            return
        name = words[near].path[-1]
        said = labels_at(words[near])
        self.warn("table-column-unknown-near", number, column=text, nearest=name, **said)

    def warn(self, code: str, number: int, /, **args: object) -> None:
        """Note why a column is passed over."""
        self.problems.append(problem(code, self.place(number), Severity.WARNING, **args))

    def check(self, on: date | None) -> None:
        """Note the columns without which no line can be read."""
        there = {column.path for column in self.columns.values()}
        lacking = [word for key, word in NEEDED.items() if ("unit", key) not in there]
        self.problems += [
            problem(
                "table-column-missing",
                self.place(1),
                column=word,
                **head_labels("register", word),
            )
            for word in lacking
        ]
        if on is None and (DAY,) not in there:
            self.problems.append(problem("table-without-date", self.place(1)))


def column_named(text: str, edition: Edition) -> Column | None:
    """Return what a column of that head says, None where nobody can tell."""
    word, joint, aside = same(text).partition(DAY_JOINT)
    if joint and heads(ANSWERS).get(aside) != DAY:
        return None
    name, of_member, member_word = word.partition(MEMBER_JOINT)
    column = words_of(edition).get(name) or without_aside(name, edition)
    if column is None or (column.fact is None and (joint or of_member)):
        return None
    if joint and not of_member:
        return column._replace(is_day=True)
    if not of_member:
        return column
    member = None if joint else member_of(column.fact, member_word)
    return None if member is None else column._replace(member=member)


def without_aside(word: str, edition: Edition) -> Column | None:
    """Return what a column says whose head ends with brackets that say how it is answered.

    These are the unit of its numbers, or yes and no. With another unit its numbers would be
    others, so nobody can tell.
    """
    bare, joint, aside = word.removesuffix(")").rpartition("(")
    column = words_of(edition).get(bare) if joint and word.endswith(")") else None
    if column is None or column.fact is None:
        return None
    return column if aside in map(same, asides_of(column.fact, edition)) else None


def labels_at(column: Column) -> dict[str, str]:
    """Return what the row of a form is called that says what a column does, for a message."""
    if column.fact is not None:
        return {key: label for key, label in named(column.fact).items() if key != "fact"}
    row = PATH_JOINT.join(("form.row", *column.path))
    return {f"label_{lang}": say(lang, row) for lang in LANGUAGES}


def is_past(column: Column) -> bool:
    """Return whether a column is of a fact that is no longer asked."""
    return column.fact is not None and column.fact.is_past


def member_of(fact: Fact | None, word: str) -> str | None:
    """Return the member of a set that a word names, by its id or its label."""
    if fact is None or fact.type is not FactType.SET:
        return None
    row = members_of(fact).get(word)
    found = word if row is None else row.partition(MEMBER_JOINT)[2]
    return next((option for option in fact.option_ids if same(option) == same(found)), None)


@of_the_last
def words_of(edition: Edition) -> Mapping[str, Column]:
    """Return the words that may stand at the head of a column, each with what it says."""
    rows = {**labels_of(edition), **dict(own_words(edition))}
    found = {word: column_of(row, edition) for word, row in rows.items() if row != EDITION_ROW}
    found |= {word: Column((DAY,)) for word, key in heads(ANSWERS).items() if key == DAY}
    for word, key in register_heads(edition).items():
        found[word] = column_at(("unit", key), edition)
    return found


@of_the_last
def words_asked(edition: Edition) -> Mapping[str, Column]:
    """Return the words at the heads of columns for what is still asked, each with what it says."""
    return {word: each for word, each in words_of(edition).items() if not is_past(each)}


def own_words(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the ids that may stand at the head of a column, each with the row of a form."""
    yield from ((same(row), row) for row in UNIT_ROWS)
    yield from ((same(f.id), f.id) for f in edition.facts.values() if not f.is_attribute)


def column_of(row: str, edition: Edition) -> Column:
    """Return what a column says that is named as a row of a form."""
    owner, joint, name = row.partition(PATH_JOINT)
    if joint:
        return column_at((owner, name), edition)
    return Column((row,)) if row == DAY else Column(("facts", row), edition.facts[row])


def column_at(path: tuple[str, str], edition: Edition) -> Column:
    """Return what a column says that has what a unit's file has under ``unit``."""
    is_attribute = path[1] in edition.attributes
    return Column(path, attribute_fact(edition, path[1]) if is_attribute else None)
