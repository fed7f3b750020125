"""Columns of text, as in a CSV file, brought to the types of what they say.

A cell that is not plainly of its type becomes empty, and its row is marked: it is odd.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.heading import Heading
from zicha.model.edition import Edition
from zicha.model.facts import FactType

LOST = "lost#"
"""The column that says whether a cell of the row is not plainly of its type."""
DECIMALS = 6
"""The most digits after the point of a number that is taken from text."""
NOT_A_NUMBER = f"[^-0-9.;]|[.](;|$)|[.][0-9]{{{DECIMALS + 1}}}"
"""Found in numbers joined by ``;`` where one has more than plain digits."""
SEPARATOR = ";"
INNER = "typed"


@dataclass(frozen=True, slots=True)
class TextColumns:
    """The columns of text by the type that they should have."""

    numbers: tuple[str, ...]
    truths: tuple[str, ...]
    days: tuple[str, ...]

    @property
    def every(self) -> tuple[str, ...]:
        """Return all of them."""
        return (*self.numbers, *self.truths, *self.days)

    @classmethod
    def of(cls, heading: Heading, edition: Edition, types: Mapping[str, str]) -> "TextColumns":
        """Return the columns of a table that are text, and of what should be something else."""
        found: dict[str, FactType] = dict(type_by_column(heading, edition))
        texts = {name: kind for name, kind in found.items() if types.get(name) == "VARCHAR"}
        return cls(
            tuple(name for name, kind in texts.items() if kind.is_number),
            tuple(name for name, kind in texts.items() if kind is FactType.BOOL),
            tuple(name for name, kind in texts.items() if kind is FactType.DATE),
        )


def type_by_column(heading: Heading, edition: Edition) -> Iterator[tuple[str, FactType]]:
    """Yield the columns of facts and days, each with the type of what stands there."""
    for fact in edition.facts.values():
        column, day = heading.column_of(fact), heading.day_of(fact)
        if column is not None:
            yield column, fact.type
        if day is not None:
            yield day, FactType.DATE
        yield from ((name, FactType.BOOL) for name in heading.members_of(fact).values())
    if heading.date is not None:
        yield heading.date, FactType.DATE


def typed(view: str, columns: Mapping[str, str], texts: TextColumns, heading: Heading) -> sql.Query:
    """Return the rows of a table with its columns of text as what they say, and the mark."""
    kept = [name for name in columns if name not in texts.every]
    inner = [sql.column(name) for name in columns]
    inner += [sql.named(value, typed_name(name)) for name, value in values(texts, heading)]
    outer = [sql.column(name) for name in kept]
    outer += [sql.named(sql.column(typed_name(name)), name) for name in texts.every]
    outer.append(sql.named(lost(texts), LOST))
    return sql.select(outer, sql.nested(sql.select(inner, sql.table(view)), INNER))


def typed_name(name: str) -> str:
    """Return the name of a column after it was brought to its type."""
    return f"{name}#"


def values(texts: TextColumns, heading: Heading) -> Iterator[tuple[str, Sql]]:
    """Yield each column of text with its value in the type that it should have."""
    for name in texts.numbers:
        yield name, words.double(sql.column(name))
    for name in texts.truths:
        # Nulls first: most columns are empty for most units, and each word is a comparison.
        empty = sql.is_null(sql.column(name)), sql.nothing(sql.Type.TRUTH)
        yield name, sql.choice([empty], truth(name, heading))
    for name in texts.days:
        yield name, words.as_day(sql.column(name))


def truth(name: str, heading: Heading) -> Sql:
    """Return yes or no for the words of a column, the commonest first; null for all others."""
    no = dict.fromkeys(heading.no)
    said = [word for pair in zip_longest(heading.yes, heading.no) for word in pair if word]
    spelled = [(form, word in no) for word in said for form in (word.upper(), word.title())]
    meant = dict([*((word, word in no) for word in said), *spelled])
    cases = [(sql.text(w), sql.false() if is_no else sql.true()) for w, is_no in meant.items()]
    return sql.looked_up(sql.column(name), cases, sql.nothing(sql.Type.TRUTH))


def lost(texts: TextColumns) -> Sql:
    """Return whether a cell of the row is not plainly of its type."""
    tests = [
        sql.all_of(
            sql.is_null(sql.column(typed_name(name))),
            sql.unequal(sql.column(name), sql.text("")),
        )
        for name in (*texts.numbers, *texts.truths)
    ]
    tests += [
        sql.all_of(sql.unequal(sql.column(name), sql.text("")), not_same_day(name))
        for name in texts.days
    ]
    if texts.numbers:
        numbers = words.joined([sql.column(name) for name in texts.numbers], SEPARATOR)
        tests.append(words.fits(numbers, NOT_A_NUMBER))
    return sql.equal(sql.flag(sql.any_of(*tests)), sql.whole(1))


def not_same_day(name: str) -> Sql:
    """Return whether a day is written otherwise than 2011-06-30."""
    back = words.or_else(sql.cast(sql.column(typed_name(name)), sql.Type.TEXT), sql.text(""))
    return sql.unequal(sql.column(name), back)
