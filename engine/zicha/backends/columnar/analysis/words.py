"""More words of SQL, for many rows at once: groups, windows, joins."""

from collections.abc import Iterable, Sequence

from sqlglot import exp

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql

# --- Groups -------------------------------------------------------------------------------------


def sum_or_none(value: Sql) -> Sql:
    """Return the sum of a group, 0 where there is none, with room for any."""
    return sql.cast(sql.or_else(exp.Sum(this=sql.cast(value, sql.Type.BIG)), 0), sql.Type.BIG)


def times_true(test: Sql) -> Sql:
    """Return how many rows of a group a test is true for: 0 where it is null for all."""
    return sql.or_else(exp.CountIf(this=test), 0)


def most_of(value: Sql) -> Sql:
    """Return the greatest value of a group."""
    return exp.Max(this=value)


# --- Windows ------------------------------------------------------------------------------------


def falling(value: Sql) -> Sql:
    """Return an order from the greatest value to the least."""
    return exp.Ordered(this=value, desc=True)


def rising(value: Sql) -> Sql:
    """Return an order from the least value to the greatest."""
    return exp.Ordered(this=value)


def at_the_top(query: sql.Select, most: int) -> sql.Select:
    """Return the first rows of a query."""
    return query.limit(most, copy=False)


def over(value: Sql, within: Iterable[Sql], order: Iterable[Sql] = ()) -> Sql:
    """Return a value made from all rows of the same kind, in an order."""
    by = [*order]
    return exp.Window(
        this=value,
        partition_by=[*within],
        order=exp.Order(expressions=by) if by else None,
    )


def rank() -> Sql:
    """Return the place of a row; equal rows share one."""
    return exp.Anonymous(this="RANK", expressions=[])


def row_number() -> Sql:
    """Return the number of a row."""
    return exp.RowNumber()


def following(value: Sql) -> Sql:
    """Return the value of the next row."""
    return exp.Lead(this=value)


# --- Lists --------------------------------------------------------------------------------------


def without_nulls(values: Sequence[Sql]) -> Sql:
    """Return the list of those of some values that are not null."""
    one = exp.to_identifier("one")
    there = is_not_null(exp.Column(this=one.copy()))
    test = exp.Lambda(this=there, expressions=[one])
    return exp.ArrayFilter(this=exp.Array(expressions=[*values]), expression=test)


def a_row_each(values: Sql) -> Sql:
    """Return each value of a list in a row of its own: none for an empty list."""
    return exp.Explode(this=values)


# --- Relations ----------------------------------------------------------------------------------


def is_not_null(value: Sql) -> Sql:
    """Return whether a value is there."""
    return sql.negation(sql.is_null(value))
