"""Numbers in SQL: facts, sums, differences and ratios, against their bounds, exactly.

A number is known by its two ends, each so many parts over a common positive denominator. It is
compared by multiplying out; nothing is divided.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import lcm

from zicha.backends.columnar import sql
from zicha.backends.columnar.columns import Grid, Share
from zicha.backends.columnar.encoding import Encoding
from zicha.backends.columnar.sql import Sql
from zicha.language.walk import bound_numbers
from zicha.model.numbers import Number
from zicha.model.rules import Bound, ByOption, Difference, FactValue, Operand, Ratio, Subject, Sum


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is known of a number: ``low`` and ``high``, in parts of ``of * over``.

    ``of``: the denominator where it differs from unit to unit, never null where an end is known.
    ``over``: where it does not.
    """

    low: Sql
    high: Sql
    of: Sql | None = None
    over: int = 1


@dataclass(frozen=True, slots=True)
class Ends:
    """The least and the greatest that a bound can be, in parts of ``over``."""

    least: Sql
    most: Sql
    over: int


def ends_of_bound(bound: Bound, encoding: Encoding, grid: int) -> Ends:
    """Return a bound, brought to parts of ``grid`` or finer.

    While the attribute that it depends on is unknown, it is the span of its numbers.
    """
    numbers = [number.as_integer_ratio() for number in bound_numbers(bound)]
    over = lcm(grid, *(denominator for _, denominator in numbers))
    parts = [numerator * (over // denominator) for numerator, denominator in numbers]
    if not isinstance(bound, ByOption):
        return Ends(sql.whole(parts[0]), sql.whole(parts[0]), over)
    column = encoding.choice(bound.attribute)
    codes = [column.code(name) for name, _ in bound.numbers]

    def chosen(otherwise: int) -> Sql:
        option = column.columns[0].name
        cases = [
            (sql.equal(sql.column(option), sql.whole(code)), sql.whole(part))
            for code, part in zip(codes, parts, strict=True)
        ]
        return sql.choice(cases, sql.whole(otherwise))

    return Ends(chosen(min(parts)), chosen(max(parts)), over)


Test = Callable[[Sql, Sql], Sql]


def compared(end: Sql, of: Sql | None, test: Test, bound: tuple[Sql, int]) -> Sql:
    """Return an end of a number against a bound, multiplied out.

    ``bound``: the bound, and by how much the end has to be made larger to be in the same parts.
    """
    wanted, larger = bound
    if of is None and larger == 1:
        return test(end, wanted)
    left = end if larger == 1 else sql.times(sql.wide(end), sql.whole(larger))
    right = sql.wide(wanted) if of is None else sql.times(sql.wide(wanted), of)
    return test(left, right)


def quantity(operand: Operand, encoding: Encoding) -> Quantity:
    """Return what is known of a fact, a sum or a difference."""
    if isinstance(operand, FactValue):
        return fact_quantity(operand.fact, encoding)
    if isinstance(operand, Sum):
        terms = [quantity(each, encoding) for each in operand.terms]
        lows, of = brought_together([(each.low, each.of) for each in terms])
        highs, _ = brought_together([(each.high, each.of) for each in terms])
        return Quantity(sql.total(lows), sql.total(highs), of)
    left, right = quantity(operand.left, encoding), quantity(operand.right, encoding)
    lows, of = brought_together([(left.low, left.of), (right.high, right.of)])
    highs, _ = brought_together([(left.high, left.of), (right.low, right.of)])
    return Quantity(sql.minus(*lows), sql.minus(*highs), of)


def fact_quantity(fact: str, encoding: Encoding) -> Quantity:
    """Return what is known of a fact."""
    columns = encoding.number(fact)
    low, high = (sql.column(each.name) for each in columns.columns[:2])
    if isinstance(columns, Grid):
        return Quantity(low, high, over=2 * columns.scale)
    if isinstance(columns, Share):
        of = sql.wide(sql.column(columns.columns[2].name))
        return Quantity(sql.wide(low), sql.wide(high), of)
    return Quantity(low, high)


def brought_together(parts: list[tuple[Sql, Sql | None]]) -> tuple[list[Sql], Sql | None]:
    """Return numbers over one denominator, and that denominator."""
    denominators = list(dict.fromkeys(of for _, of in parts if of is not None))
    if not denominators:
        return [number for number, _ in parts], None
    numbers = [
        sql.times(sql.wide(number), *(d for d in denominators if d != of)) for number, of in parts
    ]
    return numbers, sql.times(*(d for d in denominators))


# --- Ratios -------------------------------------------------------------------------------------


def is_zero(number: Quantity) -> Sql:
    """Return whether a number is known to be 0; null or false where it is not."""
    return sql.all_of(sql.equal(number.low, sql.whole(0)), sql.equal(number.high, sql.whole(0)))


def is_exact(number: Quantity) -> Sql:
    """Return whether a number is known exactly."""
    return sql.equal(number.low, number.high)


def is_positive(operand: Operand, encoding: Encoding) -> Sql:
    """Return whether an operand is certainly above 0, by what is known or by the ranges."""
    if isinstance(operand, Difference):
        return sql.more(quantity(operand, encoding).low, sql.whole(0))
    if isinstance(operand, FactValue):
        declared = encoding.lower_bounds.get(operand.fact)
        if declared is not None and declared > 0:
            return sql.true()
        return sql.more(fact_quantity(operand.fact, encoding).low, sql.whole(0))
    least, _ = least_value(operand, encoding)
    return sql.more(least, sql.whole(0))


def least_value(operand: Operand, encoding: Encoding) -> tuple[Sql, Sql | None]:
    """Return the least that an operand can be, with its denominator."""
    if isinstance(operand, Sum):
        parts, of = brought_together([least_value(each, encoding) for each in operand.terms])
        return sql.total(parts), of
    known = quantity(operand, encoding)
    declared = encoding.lower_bounds.get(operand.fact) if isinstance(operand, FactValue) else None
    if declared is None:
        return known.low, known.of
    return above_declared(known, declared)


def above_declared(known: Quantity, declared: Number) -> tuple[Sql, Sql]:
    """Return the greater of a known low end and the least that is declared possible."""
    numerator, denominator = declared.as_integer_ratio()
    of = sql.whole(1) if known.of is None else sql.or_else(known.of, 1)
    low = sql.times(sql.wide(known.low), sql.whole(denominator))
    floor = sql.times(sql.wide(sql.whole(numerator)), of)
    # A null low end is not above: what is declared counts then.
    larger = sql.choice([(sql.more(low, floor), low)], floor)
    return larger, sql.times(sql.wide(of), sql.whole(denominator))


def ratio_values(ratio: Ratio, encoding: Encoding) -> list[tuple[Sql, Quantity]]:
    """Return the values of a ratio, each with when it is known to be that."""
    part, whole = quantity(ratio.part, encoding), quantity(ratio.whole, encoding)
    nonzero = sql.unequal(whole.low, sql.whole(0))
    known = sql.all_of(is_exact(part), is_exact(whole), nonzero)
    below = sql.less(whole.low, sql.whole(0))
    sign = sql.choice([(below, sql.whole(-1))], sql.whole(1))
    parts = [sql.wide(part.low), sign, sql.whole(ratio.scale)]
    of = [sql.wide(sql.distance(whole.low))]
    parts += [] if whole.of is None else [whole.of]
    of += [] if part.of is None else [part.of]
    value = sql.times(*parts)
    quotient = Quantity(value, value, sql.times(*of))
    nothing = Quantity(sql.whole(0), sql.whole(0))
    none_of_some = sql.all_of(is_zero(part), is_positive(ratio.whole, encoding))
    return [(known, quotient), (none_of_some, nothing)]


def values_of(subject: Subject, encoding: Encoding) -> list[tuple[Sql | None, Quantity]]:
    """Return what a subject may be known to be, each with when it is."""
    if isinstance(subject, Ratio):
        return [*ratio_values(subject, encoding)]
    return [(None, quantity(subject, encoding))]
