"""The words of SQL that this engine says, as nodes of sqlglot's tree: built directly, never parsed.

A portable subset: CASE, comparisons, AND, OR, sums and products of whole numbers, LEAST and
GREATEST of what is never null. sqlglot prints no parentheses of its own, so each word here takes
care of those that it needs. Trees are made to be printed and for nothing else, so a node may stand
in several places of one: copying it takes longer than making it.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import TypeAlias

from sqlglot import exp

Sql: TypeAlias = exp.Expression
"""One expression of SQL."""
Query: TypeAlias = exp.Query
Select: TypeAlias = exp.Select


class Type(Enum):
    """The types of columns and of arithmetic."""

    TRUTH = "BOOLEAN"
    TINY = "TINYINT"
    """Codes of outcomes, ranks of grades: these columns are many and long."""
    SMALL = "INT"
    BIG = "BIGINT"
    TEXT = "TEXT"
    WORD = "VARCHAR"
    """One of a few texts: where a database has numbers for such, it keeps these."""
    WIDE = "DECIMAL(38, 0)"
    """Exact products: the widest whole number that every engine has."""


LARGEST_SMALL = 2**31 - 1
LARGEST_BIG = 2**63
DATA_TYPES = {each: exp.DataType.build(each.value) for each in Type}
"""A tree is only printed, so one node may stand in many places of it."""


# --- Values -------------------------------------------------------------------------------------


def quoted(name: str) -> exp.Identifier:
    """Return a name as it stands, whatever signs are in it."""
    return exp.Identifier(this=name, quoted=True)


def column(name: str, table: str = "") -> Sql:
    """Return a column, of a table where several are in play."""
    if not table:
        return exp.Column(this=quoted(name))
    return exp.Column(this=quoted(name), table=quoted(table))


def whole(number: int) -> Sql:
    """Return a whole number."""
    literal = exp.Literal(this=str(abs(number)), is_string=False)
    return exp.Neg(this=literal) if number < 0 else literal


def text(words: str) -> Sql:
    """Return a text."""
    return exp.Literal.string(words)


def true() -> Sql:
    """Return true."""
    return exp.Boolean(this=True)


def false() -> Sql:
    """Return false."""
    return exp.Boolean(this=False)


def cast(value: Sql, kind: Type) -> Sql:
    """Return a value as another type."""
    return exp.Cast(this=value, to=DATA_TYPES[kind])


def nothing(kind: Type) -> Sql:
    """Return NULL of a type: unions and empty columns must say which."""
    return cast(exp.Null(), kind)


def or_else(value: Sql, instead: int) -> Sql:
    """Return a value, or a whole number where it is null."""
    return exp.Coalesce(this=value, expressions=[whole(instead)])


# --- Truths -------------------------------------------------------------------------------------


def balanced(
    parts: Sequence[Sql], join: Callable[[Sql, Sql], Sql], empty: Callable[[], Sql]
) -> Sql:
    """Return parts joined two by two: a tree as deep as the logarithm of their number."""
    if not parts:
        return empty()
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return join(balanced(parts[:half], join, empty), balanced(parts[half:], join, empty))


def in_and(part: Sql) -> Sql:
    """Return a part as it may stand beside AND."""
    return exp.Paren(this=part) if isinstance(part, exp.Or) else part


def all_of(*parts: Sql) -> Sql:
    """Return whether every part is true; of none it is."""
    return balanced(parts, lambda a, b: exp.And(this=in_and(a), expression=in_and(b)), true)


def any_of(*parts: Sql) -> Sql:
    """Return whether a part is true; of none it is not."""
    return balanced(parts, lambda a, b: exp.Or(this=a, expression=b), false)


def negation(truth: Sql) -> Sql:
    """Return the opposite; null stays null."""
    return exp.Not(this=exp.Paren(this=truth))


def equal(left: Sql, right: Sql) -> Sql:
    """Return whether two values are the same."""
    return exp.EQ(this=left, expression=right)


def unequal(left: Sql, right: Sql) -> Sql:
    """Return whether two values differ."""
    return exp.NEQ(this=left, expression=right)


def at_least(left: Sql, right: Sql) -> Sql:
    """Return whether the left number reaches the right one."""
    return exp.GTE(this=left, expression=right)


def more(left: Sql, right: Sql) -> Sql:
    """Return whether the left number is above the right one."""
    return exp.GT(this=left, expression=right)


def at_most(left: Sql, right: Sql) -> Sql:
    """Return whether the left number is not above the right one."""
    return exp.LTE(this=left, expression=right)


def less(left: Sql, right: Sql) -> Sql:
    """Return whether the left number is below the right one."""
    return exp.LT(this=left, expression=right)


def is_one_of(value: Sql, words: Iterable[str]) -> Sql:
    """Return whether a text is one of some words; of none it is not."""
    every = [text(word) for word in words]
    return exp.In(this=value, expressions=every) if every else false()


def is_null(value: Sql) -> Sql:
    """Return whether a value is null."""
    return exp.Is(this=value, expression=exp.Null())


# --- Choices and arithmetic ---------------------------------------------------------------------


def choice(cases: Iterable[tuple[Sql, Sql]], default: Sql | None = None) -> Sql:
    """Return what belongs to the first test that is true; a null test is not.

    Without a default what is left is null.
    """
    ifs = [exp.If(this=test, true=value) for test, value in cases]
    if not ifs and default is not None:
        return default
    return exp.Case(ifs=ifs, default=default)


def looked_up(key: Sql, values: Iterable[tuple[Sql, Sql]], default: Sql) -> Sql:
    """Return what belongs to a key; the default for one that is null or not there."""
    ifs = [exp.If(this=at, true=value) for at, value in values]
    return exp.Case(this=key, ifs=ifs, default=default) if ifs else default


def flag(test: Sql) -> Sql:
    """Return 1 where a test is true, else 0: never null."""
    return choice([(test, whole(1))], whole(0))


def one_if(test: Sql) -> Sql:
    """Return 1 where a test is true, 0 where it is false. It is never null.

    It takes a fifth of the time of ``flag``.
    """
    return cast(test, Type.SMALL)


def total(terms: Sequence[Sql]) -> Sql:
    """Return the sum; of nothing it is 0."""
    return balanced(terms, lambda a, b: exp.Add(this=a, expression=b), lambda: whole(0))


def term(value: Sql) -> Sql:
    """Return a value as it may stand beside a sign of arithmetic."""
    compound = isinstance(value, exp.Add | exp.Sub | exp.Neg)
    return exp.Paren(this=value) if compound else value


def minus(left: Sql, right: Sql) -> Sql:
    """Return the difference."""
    return exp.Sub(this=left, expression=term(right))


def times(*factors: Sql) -> Sql:
    """Return the product; of nothing it is 1."""
    parts = [term(factor) for factor in factors]
    return balanced(parts, lambda a, b: exp.Mul(this=a, expression=b), lambda: whole(1))


def room_for(largest: int) -> Type:
    """Return the type of whole numbers that are no larger than this, whatever their sign."""
    return Type.BIG if largest < LARGEST_BIG else Type.WIDE


def wide(value: Sql) -> Sql:
    """Return a whole number with room for products."""
    return cast(value, Type.WIDE)


def distance(value: Sql) -> Sql:
    """Return a number without its sign."""
    return exp.Abs(this=value)


def least(*values: Sql) -> Sql:
    """Return the least of values none of which is null: engines differ where one is."""
    first, *rest = values
    return exp.Least(this=first, expressions=rest, ignore_nulls=True) if rest else first


def greatest(*values: Sql) -> Sql:
    """Return the greatest of values none of which is null: engines differ where one is."""
    first, *rest = values
    return exp.Greatest(this=first, expressions=rest, ignore_nulls=True) if rest else first


def bracketed(value: Sql) -> Sql:
    """Return a value in brackets, unless it is a single word."""
    word = exp.Column | exp.Cast | exp.Literal
    return value if isinstance(value, word) else exp.Paren(this=value)


def quotient(value: Sql, by: Sql) -> Sql:
    """Return how often one whole number, not negative, goes into another."""
    return exp.Paren(this=exp.IntDiv(this=bracketed(value), expression=bracketed(by)))


def rest(value: Sql, by: Sql) -> Sql:
    """Return what remains of a whole number that is not negative."""
    return exp.Paren(this=exp.Mod(this=bracketed(value), expression=bracketed(by)))


# --- Groups -------------------------------------------------------------------------------------


def sum_of(value: Sql) -> Sql:
    """Return the sum of a group; null where it has no row or only nulls."""
    return exp.Sum(this=value)


def number_of_rows() -> Sql:
    """Return the number of rows of a group."""
    return exp.Count(this=exp.Star())


def least_of(value: Sql) -> Sql:
    """Return the least value of a group."""
    return exp.Min(this=value)


# --- Relations ----------------------------------------------------------------------------------


def star(table: str = "") -> Sql:
    """Return all columns, of one relation where several are in play."""
    return exp.Column(this=exp.Star(), table=quoted(table)) if table else exp.Star()


def named(value: Sql, name: str) -> Sql:
    """Return a value as the column of that name."""
    return exp.Alias(this=value, alias=quoted(name))


def table(name: str, alias: str = "") -> Sql:
    """Return a table, under another name where one is given."""
    return exp.Table(this=quoted(name), alias=as_alias(alias))


def as_alias(name: str) -> exp.TableAlias | None:
    """Return the name of a relation within a statement."""
    return exp.TableAlias(this=quoted(name)) if name else None


def nested(query: Query, alias: str) -> Sql:
    """Return a query as a relation."""
    return exp.Subquery(this=query, alias=as_alias(alias))


def select(columns: Sequence[Sql], source: Sql) -> Select:
    """Return the query of some columns of a relation."""
    return exp.Select(expressions=list(columns)).from_(source, copy=False)


def none_of(columns: Sequence[Sql]) -> Select:
    """Return a query of some columns without any row."""
    return exp.Select(expressions=list(columns)).where(false(), copy=False)


def everything(source: Sql) -> Select:
    """Return the query of all columns of a relation."""
    return select([star()], source)


def joined_left(query: Select, other: Sql, on: Sql) -> Select:
    """Return the query with another relation beside it, where there is a row that fits."""
    return query.join(other, on=on, join_type="left", copy=False)


def joined(query: Select, other: Sql, on: Sql) -> Select:
    """Return the query with another relation beside it, without rows that none fits."""
    return query.join(other, on=on, copy=False)


def distinct(query: Select) -> Select:
    """Return the rows of the query, each once."""
    return query.distinct(copy=False)


def grouped(query: Select, *by: Sql) -> Select:
    """Return the query with one row for each combination of values."""
    return query.group_by(*by, copy=False)


def where(query: Select, *tests: Sql) -> Select:
    """Return the rows of a query for which every test is true."""
    return query.where(all_of(*tests), copy=False)


def ordered(query: Select, *by: Sql) -> Select:
    """Return the rows of a query in an order."""
    return query.order_by(*by, copy=False)


def union(queries: Sequence[Query]) -> Query:
    """Return the rows of all queries."""
    first, *rest = queries
    for query in rest:
        first = exp.Union(this=first, expression=query, distinct=False)
    return first


def with_first(query: Select, name: str, first: Query) -> Select:
    """Return a query that reads the rows of another, made once, by a name."""
    return query.with_(quoted(name), as_=first, materialized=True, copy=False)


def created(name: str, query: Query) -> Sql:
    """Return the statement that keeps the rows of a query as a table."""
    return exp.Create(
        this=exp.Table(this=quoted(name)), kind="TABLE", expression=query, replace=True
    )


def dropped(name: str) -> Sql:
    """Return the statement that drops a table."""
    return exp.Drop(tables=[exp.Table(this=quoted(name))], kind="TABLE")


def definitions(columns: Iterable[tuple[str, Type]]) -> list[exp.ColumnDef]:
    """Return the names and types of columns."""
    return [
        exp.ColumnDef(this=quoted(name), kind=DATA_TYPES[kind].copy()) for name, kind in columns
    ]
