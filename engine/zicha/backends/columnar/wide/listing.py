"""Who is in a wide table, a row each, and which rows have to be read one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.cells import (
    Cells,
    Column,
    Days,
    Kind,
    Numbers,
    Truths,
    cells_of,
)
from zicha.backends.columnar.wide.heading import Heading
from zicha.backends.columnar.wide.known import twins_of
from zicha.backends.columnar.wide.typed import DECIMALS, LOST
from zicha.model.edition import Edition
from zicha.model.facts import Fact, Level

ROW, LEVEL = "row#", "level#"
"""The columns with the number of a row in its file, from 1 (the head is none), and its level."""


def ranges(*ends: tuple[int, int]) -> str:
    """Return characters from one code point to another, as a pattern has them."""
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ends)


PLAIN_ID = f"^[0-9A-Za-z_.{ranges((0x4E00, 0x9FFF))}-]{{1,100}}$"
"""An id that can be used without doubt; two of them are the same where small letters are."""
SPACES = ranges((0x01, 0x1F), (0x7F, 0xA0), (0x1680, 0x1680), (0x2000, 0x206F), (0x3000, 0x3000))
UNSEEN = f"{SPACES}{chr(0xFEFF)}{ranges((0xFFFE, 0xFFFF))}"
ODD_NAME = rf"^ | $|^#|E\+|[{UNSEEN}\x00]"
"""Found in what may be no name: spaces around it, signs that nobody sees, what is no text."""
TO_FULL_WIDTH = 0xFEE0
"""So far behind a sign of ASCII is the one that is as wide as a Chinese one."""


def word_pattern(words: Iterable[str]) -> str:
    """Return a pattern of what is one of some words, however it is spaced or wide its letters."""
    return f"^({'|'.join(' *'.join(map(sign_pattern, word)) for word in words)})$"


def sign_pattern(sign: str) -> str:
    """Return a pattern of a letter in all its forms."""
    forms = (sign, sign.upper())
    widest = (chr(ord(form) + TO_FULL_WIDTH) for form in forms if form.isascii())
    return f"[{''.join(dict.fromkeys((*forms, *widest)))}]"


@dataclass(frozen=True, slots=True)
class Taken:
    """A table to be read: under which name, what its columns say, and of which types they are.

    ``from_text``: numbers that were text.
    """

    view: str
    heading: Heading
    types: Mapping[str, str]
    from_text: frozenset[str] = frozenset()

    def column(self, name: str) -> Column:
        """Return a column of the table."""
        if name in self.from_text:
            return Column(name, Kind.BROKEN, DECIMALS)
        return Column.of(name, self.types[name])

    def text_of(self, name: str | None) -> Sql:
        """Return an id or a name, null where nothing stands there."""
        if name is None:
            return sql.nothing(Type.TEXT)
        column = self.column(name)
        if column.kind is Kind.WHOLE:
            return sql.cast(column.sql, Type.TEXT)
        if column.kind is not Kind.TEXT:
            return sql.nothing(Type.TEXT)
        return sql.choice([(column.is_given(), column.sql)])

    def said(self, name: str) -> Sql:
        """Return an id as it stands in the file, as text."""
        column = self.column(name)
        return sql.cast(column.sql, Type.TEXT) if column.kind is Kind.WHOLE else column.sql

    def stated_day(self) -> Sql:
        """Return the day of a row, null where it has none."""
        name = self.heading.date
        none = words.as_day(sql.nothing(Type.TEXT))
        return none if name is None else Days(self.column(name)).value()

    def cells(self, fact: Fact) -> Cells | None:
        """Return the cells of a fact; None where no column has them."""
        name = self.heading.column_of(fact)
        return None if name is None else cells_of(self.column(name), fact)


class Listing:
    """The list of all rows of a table. ``asked``: the day of the audit, if one was asked for."""

    def __init__(self, taken: Taken, edition: Edition, asked: date | None) -> None:
        """List the rows of one table."""
        self.taken = taken
        self.heading = taken.heading
        self.edition = edition
        self.asked = asked

    def query(self) -> sql.Query:
        """Return who is in the table.

        Its columns: `row`, `unit`, `key` (the same for ids that differ in nothing but small letters
        and capitals), `name`, `level` (null: not known), `parent`, `size`, `day`, `odd`.
        """
        text_of = self.taken.text_of
        name = words.or_else(text_of(self.heading.name), text_of(self.heading.unit))
        columns = [
            sql.named(sql.column(ROW), "row"),
            sql.named(text_of(self.heading.unit), "unit"),
            sql.named(words.lower(text_of(self.heading.unit)), "key"),
            sql.named(name, "name"),
            sql.named(sql.column(LEVEL), "level"),
            sql.named(text_of(self.heading.parent), "parent"),
            sql.named(self.size(), "size"),
            sql.named(sql.cast(self.day(), Type.TEXT), "day"),
            sql.named(self.is_odd(), "odd"),
        ]
        leveled = sql.select(
            [sql.star(), sql.named(self.level(), LEVEL)], sql.table(self.taken.view)
        )
        return sql.select(columns, sql.nested(leveled, "leveled"))

    # --- Who a unit is ------------------------------------------------------------------------

    def is_of(self, level: Level) -> Sql:
        """Return whether a row is of a level."""
        if self.taken.column(self.heading.kind).kind is not Kind.TEXT:
            return sql.false()
        return sql.is_one_of(sql.column(self.heading.kind), self.kind_words(level))

    def level(self) -> Sql:
        """Return the level of a row, null where it is of none that is known."""
        cases = [(self.is_of(level), sql.whole(level.height)) for level in self.edition.levels]
        return sql.cast(sql.choice(cases), Type.TINY)

    def kind_words(self, level: Level) -> list[str]:
        """Return the words for a level; a word that names an earlier one, too, is that one's."""
        label, called = self.edition.levels[level], self.edition.level_words.get(level, ())
        words_of = dict.fromkeys((level.value, label.zh, label.en, *called))
        return [word for word in words_of if self.edition.level_of(word) is level]

    def day(self) -> Sql:
        """Return the day on which a row is judged."""
        return self.taken.stated_day() if self.asked is None else words.day(self.asked)

    def size(self) -> Sql:
        """Return how many residents a unit has."""
        cases = []
        for level in self.edition.levels:
            fact = self.edition.facts.get(f"{level}.population")
            cells = None if fact is None else self.taken.cells(fact)
            if isinstance(cells, Numbers) and cells.parts == 1:
                cases.append((at(level), cells.value()))
        return sql.choice(cases) if cases else sql.nothing(Type.BIG)

    # --- What is odd --------------------------------------------------------------------------

    def is_odd(self) -> Sql:
        """Return whether a row has to be read one by one."""
        tests = [
            sql.is_null(sql.column(LEVEL)),
            *(at(level) for level in self.beyond),
            *self.odd_names(),
            *self.odd_facts(),
            *self.foreign(),
        ]
        if LOST in self.taken.types:
            tests.append(sql.column(LOST))
        return sql.equal(sql.flag(sql.any_of(*tests)), sql.whole(1))

    def odd_names(self) -> Iterator[Sql]:
        """Yield what makes a row odd by who it is and by its day."""
        heading, taken = self.heading, self.taken
        yield sql.is_null(taken.text_of(heading.unit))
        yield sql.negation(words.fits(taken.text_of(heading.unit), PLAIN_ID))
        yield sql.is_one_of(taken.text_of(heading.unit), (".", ".."))
        unknown = word_pattern(heading.unknown)
        yield words.fits(taken.text_of(heading.unit), unknown)
        for name in (heading.name, heading.parent):
            if name is not None and taken.column(name).kind is Kind.TEXT:
                yield words.fits(sql.column(name), f"{ODD_NAME}|{unknown}")
            elif name is not None and taken.column(name).kind is not Kind.WHOLE:
                yield taken.column(name).is_given()
        if heading.date is not None:
            yield Days(taken.column(heading.date)).is_odd()
        if self.asked is None:
            yield sql.is_null(taken.stated_day())

    def odd_facts(self) -> Iterator[Sql]:
        """Yield what makes a row odd by what it says of its facts.

        What is odd stands there, so in a column of one level it makes rows of others odd anyway.
        """
        for level in self.edition.levels:
            for fact in self.heading.stated(self.edition, level):
                tests = [*self.odd_cells(fact)]
                columns = self.heading.speaking_of(fact)
                if any(len(self.levels_of[column]) > 1 for column in columns):
                    yield sql.all_of(at(level), sql.any_of(*tests))
                else:
                    yield from tests

    def odd_cells(self, fact: Fact) -> Iterator[Sql]:
        """Yield what is odd in the cells that speak of a fact."""
        cells, day = self.taken.cells(fact), self.heading.day_of(fact)
        members = [self.taken.column(m) for m in self.heading.members_of(fact).values()]
        if cells is not None:
            yield cells.is_odd()
            for member in members:
                yield sql.all_of(cells.column.is_given(), member.is_given())
        yield from (Truths(member).is_odd() for member in members)
        if day is not None:
            yield Days(self.taken.column(day)).is_odd()

    @cached_property
    def levels_of(self) -> dict[str, tuple[Level, ...]]:
        """Return the levels of which each column speaks."""
        found: dict[str, dict[Level, None]] = {}
        for level in self.edition.levels:
            for fact in self.heading.stated(self.edition, level):
                for name in self.heading.speaking_of(fact):
                    found.setdefault(name, {})[level] = None
        return {name: tuple(levels) for name, levels in found.items()}

    def foreign(self) -> Iterator[Sql]:
        """Yield what makes a row odd by what it says of facts of other levels."""
        columns: dict[tuple[Level, ...], list[Column]] = {}
        for name, levels in self.levels_of.items():
            columns.setdefault(levels, []).append(self.taken.column(name))
        for levels, of_levels in columns.items():
            others = [level for level in self.edition.levels if level not in levels]
            given = [column.is_given() for column in of_levels]
            yield sql.all_of(sql.any_of(*map(at, others)), sql.any_of(*given))

    @cached_property
    def beyond(self) -> frozenset[Level]:
        """Return the levels whose facts are bound to those of another: their rows are odd."""
        facts = self.edition.facts
        bound = [pair.facts for pair in self.edition.consistency]
        bound += [(fact, key[0]) for fact, keys in twins_of(self.edition).items() for key in keys]
        levels = [{facts[first].level, facts[second].level} for first, second in bound]
        return frozenset(level for found in levels if len(found) > 1 for level in found)


def at(level: Level) -> Sql:
    """Return whether a row is of a level."""
    return sql.equal(sql.column(LEVEL), sql.whole(level.height))
