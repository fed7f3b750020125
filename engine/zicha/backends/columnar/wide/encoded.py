"""From what is known of units to the columns that the engine judges by."""

from collections.abc import Iterator
from datetime import date
from math import gcd

from zicha.backends.columnar import sql
from zicha.backends.columnar.columns import (
    Choice,
    Count,
    Day,
    FactColumns,
    Grid,
    Membership,
    NumberColumns,
    Share,
    YesNo,
)
from zicha.backends.columnar.sql import LARGEST_SMALL, Sql, Type
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.known import HIGH
from zicha.backends.columnar.wide.layers import Layers
from zicha.model.facts import Fact


class Encoder:
    """The columns of facts, made from what is known of them on a day."""

    def __init__(self, layers: Layers, on: date) -> None:
        """Encode for one day."""
        self.layers = layers
        self.on = on

    def columns(self, fact: Fact, columns: FactColumns) -> Iterator[tuple[str, Sql]]:
        """Yield the columns of a fact; a column that stands for itself is left out."""
        known = self.layers.known
        match columns:
            case YesNo():
                yield fact.id, known(fact.id, kind=Type.TRUTH)
            case Choice():
                yield columns.columns[0].name, known(fact.id, kind=Type.SMALL)
            case Membership():
                for member in columns.members:
                    yield columns.name_of(member), known(fact.id, member, kind=Type.TRUTH)
            case Day() if (fact.id,) in self.layers.at:
                days = words.days_between(self.layers.column(fact.id), self.on)
                yield columns.columns[0].name, sql.cast(days, Type.SMALL)
            case Grid() | Count() | Share() if (fact.id,) in self.layers.at:
                yield from self.number(fact, columns)

    def number(self, fact: Fact, columns: NumberColumns) -> Iterator[tuple[str, Sql]]:
        """Yield the columns of a number."""
        low, high, *of = (column.name for column in columns.columns)
        yield low, self.end(fact, columns, (fact.id,))
        if (fact.id, HIGH) in self.layers.at:
            yield high, self.end(fact, columns, (fact.id, HIGH))
        if of and fact.decimals:
            yield of[0], sql.cast(sql.whole(10**fact.decimals), Type.BIG)

    def end(self, fact: Fact, columns: NumberColumns, key: tuple[str, ...]) -> Sql:
        """Return one end of a number as its column has it."""
        if not isinstance(columns, Grid):
            return self.layers.column(*key)
        code = self.code(fact, columns, key)
        return sql.cast(code, Type.SMALL) if is_short(fact, columns) else code

    def code(self, fact: Fact, grid: Grid, key: tuple[str, ...]) -> Sql:
        """Return the code of a number on its grid."""
        parts = 10**fact.decimals
        shared = gcd(grid.scale, parts)
        factor, divisor = grid.scale // shared, parts // shared

        def value() -> Sql:
            known = self.layers.column(*key)
            return known if factor == 1 else sql.times(known, sql.whole(factor))

        if divisor == 1:
            return sql.times(sql.whole(2), value())
        least = fact.possible[0]
        shift = 0 if least is not None and least >= 0 else shift_of(divisor * factor)

        def positive() -> Sql:
            return sql.total([value(), sql.whole(shift * divisor)]) if shift else value()

        point = sql.times(sql.whole(2), sql.quotient(positive(), sql.whole(divisor)))
        above = sql.flag(sql.more(sql.rest(positive(), sql.whole(divisor)), sql.whole(0)))
        is_known = sql.negation(sql.is_null(self.layers.column(*key)))
        code = sql.choice([(is_known, sql.total([point, above]))])
        return sql.minus(code, sql.whole(2 * shift)) if shift else code


def shift_of(step: int) -> int:
    """Return how far numbers are moved so that none that is taken is negative."""
    return 10**15 // step + 1


def is_short(fact: Fact, grid: Grid) -> bool:
    """Return whether every code of a fact fits in 32 bits: half the memory for most facts."""
    codes = [None if bound is None else grid.code(bound) for bound in fact.possible]
    return all(code is not None and abs(code) < LARGEST_SMALL for code in codes)
