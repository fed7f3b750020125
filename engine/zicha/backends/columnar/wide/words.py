"""More words of SQL, for what stands in cells: texts, days, numbers with a point."""

from collections.abc import Sequence
from datetime import date

from sqlglot import exp

from zicha.backends.columnar import sql
from zicha.backends.columnar.sql import Sql

DOUBLE = exp.DataType.build("DOUBLE")
DATE = exp.DataType.build("DATE")


# --- Texts --------------------------------------------------------------------------------------


def fits(value: Sql, pattern: str) -> Sql:
    """Return whether a pattern is found somewhere in a text."""
    return exp.RegexpLike(this=value, expression=sql.text(pattern))


def joined(values: Sequence[Sql], sign: str) -> Sql:
    """Return texts one after the other with a sign between; those that are null are left out."""
    return exp.ConcatWs(expressions=[sql.text(sign), *values], coalesce=True)


def chained(*parts: Sql) -> Sql:
    """Return texts as one; null where a part is."""
    return sql.balanced(parts, lambda a, b: exp.DPipe(this=a, expression=b), lambda: sql.text(""))


def place_in(value: Sql, part: str) -> Sql:
    """Return where a part stands in a text; 0 where it does not."""
    return exp.StrPosition(this=value, substr=sql.text(part))


def length(value: Sql) -> Sql:
    """Return how many characters a text has."""
    return exp.Length(this=value)


def lower(value: Sql) -> Sql:
    """Return a text in small letters."""
    return exp.Lower(this=value)


def print_of(values: Sequence[Sql]) -> Sql:
    """Return a number that is the same where all values are, and else hardly ever.

    Every database has its own. Spark leaves out nulls.
    """
    return exp.Anonymous(this="HASH", expressions=[*values])


# --- Days ---------------------------------------------------------------------------------------


def day(value: date) -> Sql:
    """Return a day."""
    return exp.Cast(this=sql.text(value.isoformat()), to=DATE.copy())


def as_day(value: Sql) -> Sql:
    """Return the day of a text or a moment; null where it is none."""
    return exp.TryCast(this=value, to=DATE.copy(), safe=True)


def days_between(first: Sql, last: date) -> Sql:
    """Return how many days after the first day the last one is."""
    return exp.DateDiff(this=day(last), expression=first, unit=exp.var("DAY"))


# --- Numbers ------------------------------------------------------------------------------------


def double(value: Sql) -> Sql:
    """Return a number as a binary fraction; null for a text that is none."""
    return exp.TryCast(this=value, to=DOUBLE.copy(), safe=True)


def rounded(value: Sql) -> Sql:
    """Return the nearest whole number."""
    return exp.Round(this=value)


def divided(value: Sql, by: int) -> Sql:
    """Return a binary fraction over a whole number, rounded as binary fractions are."""
    return exp.Div(this=sql.term(value), expression=sql.whole(by))


def or_else(*values: Sql) -> Sql:
    """Return the first value that is not null."""
    first, *others = values
    return exp.Coalesce(this=first, expressions=others) if others else first


def try_cast(value: Sql, kind: sql.Type) -> Sql:
    """Return a value as another type, null where it cannot be one."""
    return exp.TryCast(this=value, to=sql.DATA_TYPES[kind].copy(), safe=True)


def decimal(digits: int, after_point: int) -> exp.DataType:
    """Return the type of numbers with so many digits."""
    sizes = [exp.DataTypeParam(this=sql.whole(size)) for size in (digits, after_point)]
    return exp.DataType(this=exp.DataType.Type.DECIMAL, expressions=sizes)


# --- Relations ----------------------------------------------------------------------------------


def having(query: sql.Select, test: Sql) -> sql.Select:
    """Return the groups of a query for which a test is true."""
    return query.having(test, copy=False)
