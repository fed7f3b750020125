"""The cells of a column: which are written plainly, and the value of those.

A cell that is empty says nothing. One that is not plain is odd: it may be right, but only a reader
that knows every way of writing can tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from math import ceil, floor
from typing import Final

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide import words
from zicha.model.facts import Fact, FactType
from zicha.model.numbers import Number

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Days outside are slips of the keyboard."""
DIGITS: Final = 15
"""A binary fraction tells all decimals of so many digits from each other."""
FARTHEST: Final = 10**12
"""Beyond, a number on the finest grid of bounds would leave no room in 64 bits."""
EMPTY_SET = "-"
BETWEEN = ";"


class Kind(Enum):
    """What a column holds."""

    TRUTH = auto()
    WHOLE = auto()
    BROKEN = auto()
    DAY = auto()
    MOMENT = auto()
    TEXT = auto()
    OTHER = auto()


KINDS = {
    "BOOLEAN": Kind.TRUTH,
    "TINYINT": Kind.WHOLE,
    "SMALLINT": Kind.WHOLE,
    "INTEGER": Kind.WHOLE,
    "BIGINT": Kind.WHOLE,
    "HUGEINT": Kind.WHOLE,
    "UTINYINT": Kind.WHOLE,
    "USMALLINT": Kind.WHOLE,
    "UINTEGER": Kind.WHOLE,
    "UBIGINT": Kind.WHOLE,
    "UHUGEINT": Kind.WHOLE,
    "FLOAT": Kind.BROKEN,
    "DOUBLE": Kind.BROKEN,
    "DATE": Kind.DAY,
    "TIMESTAMP": Kind.MOMENT,
    "TIMESTAMP_S": Kind.MOMENT,
    "TIMESTAMP_MS": Kind.MOMENT,
    "TIMESTAMP_NS": Kind.MOMENT,
    "VARCHAR": Kind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; ``decimals``: the most digits after the point that it can hold.

    A binary fraction has none of its own: it stands for the shortest decimal.
    """

    name: str
    kind: Kind
    decimals: int = 0

    @classmethod
    def of(cls, name: str, type_words: str) -> "Column":
        """Return a column of a type, in DuckDB's words."""
        if type_words.startswith("DECIMAL("):
            return cls(name, Kind.BROKEN, int(type_words.strip(")").rpartition(",")[2]))
        return cls(name, KINDS.get(type_words, Kind.OTHER))

    @property
    def sql(self) -> Sql:
        """Return the column as it stands."""
        return sql.column(self.name)

    def is_given(self) -> Sql:
        """Return whether something stands in a cell."""
        if self.kind is Kind.TEXT:
            return sql.unequal(self.sql, sql.text(""))
        return sql.negation(sql.is_null(self.sql))


@dataclass(frozen=True, slots=True)
class Truths:
    """Cells that say yes or no."""

    column: Column

    def value(self) -> Sql:
        """Return yes or no."""
        return self.column.sql if self.column.kind is Kind.TRUTH else sql.nothing(Type.TRUTH)

    def is_odd(self) -> Sql:
        """Return whether a cell is not plain; null is no."""
        return sql.false() if self.column.kind is Kind.TRUTH else self.column.is_given()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Cells of a number, as a whole number of the last digit that the fact may have."""

    column: Column
    fact: Fact

    @property
    def parts(self) -> int:
        """Return how many of the last digit make a unit."""
        return int(10**self.fact.decimals)

    def value(self) -> Sql:
        """Return the number of last digits; some number, or null, where the cell is odd."""
        column = self.column
        if column.kind is Kind.WHOLE and self.parts == 1:
            return words.try_cast(column.sql, Type.BIG)
        if column.kind in (Kind.WHOLE, Kind.BROKEN):
            return words.try_cast(self.nearest(), Type.BIG)
        return sql.nothing(Type.BIG)

    def nearest(self) -> Sql:
        """Return the whole number of last digits that is nearest to a binary fraction."""
        value = self.number()
        return words.rounded(value if self.parts == 1 else sql.times(value, sql.whole(self.parts)))

    def number(self) -> Sql:
        """Return the number in a cell as a binary fraction.

        It has room for every cell, however odd, and its products do: of whole numbers and decimals
        one that is too large would stop all.
        """
        return words.double(self.column.sql)

    def is_odd(self) -> Sql:
        """Return whether a cell is not plain; null is no.

        A binary fraction is plain if the nearest decimal that the fact may have gives it back:
        both the product and the quotient are rounded once, and up to 15 digits that leaves no two
        decimals with the same fraction.
        """
        if self.column.kind not in (Kind.WHOLE, Kind.BROKEN):
            return self.column.is_given()
        low, high = self.bounds()
        tests = [
            sql.less(self.number(), sql.whole(low)),
            sql.more(self.number(), sql.whole(high)),
        ]
        if self.column.kind is Kind.BROKEN:
            back = words.divided(self.nearest(), self.parts) if self.parts > 1 else self.nearest()
            tests.append(sql.unequal(back, self.number()))
        return sql.any_of(*tests)

    def bounds(self) -> tuple[int, int]:
        """Return whole numbers between which every cell is plain that has few enough digits."""
        digits = DIGITS - max(self.fact.decimals, self.column.decimals)
        most = min(FARTHEST, 10 ** max(digits, 0))
        low, high = self.fact.possible
        return inside(low, -most, above=True), inside(high, most, above=False)


def inside(bound: Number | None, farthest: int, *, above: bool) -> int:
    """Return the nearest whole number within a bound, and no farther than ``farthest``."""
    if bound is None:
        return farthest
    whole = int(ceil(bound) if above else floor(bound))
    return max(farthest, whole) if above else min(farthest, whole)


@dataclass(frozen=True, slots=True)
class Options:
    """Cells of a choice: the option's code, or its number where rules do not ask for it."""

    column: Column
    fact: Fact
    codes: Mapping[str, int]

    def value(self) -> Sql:
        """Return the code of the option."""
        if self.column.kind is not Kind.TEXT:
            return sql.nothing(Type.SMALL)
        by_word = option_words(self.fact)
        cases = [(sql.text(w), sql.whole(self.codes.get(o, 0))) for w, o in by_word.items()]
        return sql.looked_up(self.column.sql, cases, sql.nothing(Type.SMALL))

    def is_odd(self) -> Sql:
        """Return whether a cell is not plain; null is no."""
        if self.column.kind is not Kind.TEXT:
            return self.column.is_given()
        return sql.negation(sql.is_one_of(self.column.sql, ("", *option_words(self.fact))))


def option_words(fact: Fact) -> dict[str, str]:
    """Return the option that each of the words for options names."""
    found: dict[str, str] = {}
    for option in fact.options:
        for word in (option.id, option.label.zh, option.label.en):
            named = (o.id for o in fact.options if names(word, o.id, o.label.zh, o.label.en))
            found[word] = next(named)
    return found


def names(word: str, identity: str, zh: str, en: str) -> bool:
    """Return whether a word names what has this id and these labels."""
    return word in (identity, zh) or word.casefold() == en.casefold()


@dataclass(frozen=True, slots=True)
class Lists:
    """Cells with the members of a set by their ids, ``a;b``, or ``-``."""

    column: Column
    fact: Fact

    def value(self, member: str) -> Sql:
        """Return whether a member is there."""
        if self.column.kind is not Kind.TEXT:
            return sql.nothing(Type.TRUTH)
        there = sql.more(self.place(member), sql.whole(0))
        return sql.choice([(self.column.is_given(), there)])

    def place(self, member: str) -> Sql:
        """Return where a member stands in the list."""
        around = words.chained(sql.text(BETWEEN), self.column.sql, sql.text(BETWEEN))
        return words.place_in(around, f"{BETWEEN}{member}{BETWEEN}")

    def is_odd(self) -> Sql:
        """Return whether a cell is not plain; null is no.

        Plain is a list in which every member is known and stands once: then the members that are
        found take up all of it.
        """
        if self.column.kind is not Kind.TEXT:
            return self.column.is_given()
        taken = [
            sql.choice(
                [(sql.more(self.place(m), sql.whole(0)), sql.whole(len(m) + len(BETWEEN)))],
                sql.whole(0),
            )
            for m in self.fact.option_ids
        ]
        whole = sql.total([words.length(self.column.sql), sql.whole(len(BETWEEN))])
        unfilled = sql.unequal(sql.total(taken), whole)
        empty = sql.is_one_of(self.column.sql, ("", EMPTY_SET))
        return sql.all_of(unfilled, sql.negation(empty))


@dataclass(frozen=True, slots=True)
class Days:
    """Cells of a day."""

    column: Column

    def value(self) -> Sql:
        """Return the day."""
        if self.column.kind is Kind.DAY:
            return self.column.sql
        if self.column.kind is Kind.MOMENT:
            return words.as_day(self.column.sql)
        return words.as_day(sql.nothing(Type.TEXT))

    def is_odd(self) -> Sql:
        """Return whether a cell is not plain; null is no."""
        if self.column.kind not in (Kind.DAY, Kind.MOMENT):
            return self.column.is_given()
        return sql.any_of(
            sql.less(self.column.sql, words.day(FIRST_DAY)),
            sql.more(self.column.sql, words.day(LAST_DAY)),
        )


Cells = Truths | Numbers | Options | Lists | Days


def cells_of(column: Column, fact: Fact, codes: Mapping[str, int] | None = None) -> Cells:
    """Return the cells of a fact's column. ``codes``: those of the options that rules ask for."""
    if fact.type.is_number:
        return Numbers(column, fact)
    if fact.type is FactType.BOOL:
        return Truths(column)
    if fact.type is FactType.DATE:
        return Days(column)
    return Lists(column, fact) if fact.type is FactType.SET else Options(column, fact, codes or {})
