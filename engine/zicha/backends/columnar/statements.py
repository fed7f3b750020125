"""Whole statements: made of others, and in the words of a database."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from sqlglot import exp

from zicha.backends.columnar.sql import (
    Query,
    Select,
    Sql,
    Type,
    definitions,
    equal,
    quoted,
    whole,
)

Node: TypeAlias = Sql | Query
"""A statement, or a part of one."""


def printed(statement: Node, dialect: str, *, pretty: bool = False) -> str:
    """Return a statement, or a part of one, in the words of a database; the tree is used up."""
    if dialect == "clickhouse":
        # sqlglot would divide binary fractions, and cut off what is behind the point.
        for each in [*statement.find_all(exp.IntDiv)]:
            parts = [each.this, each.expression]
            each.replace(exp.Anonymous(this="intDiv", expressions=parts))
    return statement.sql(dialect=dialect, pretty=pretty, copy=False)


def worked_out_first(query: Query) -> list[tuple[str, Query]]:
    """Take out of a query what it wants worked out once, for a database that has no word for it.

    Returns:
        The names of tables that the query then reads, each with the query of its rows.
    """
    first = query.ctes
    query.set("with_", None)
    return [(each.alias, each.this) for each in first]


def with_parts(query: Select, parts: Mapping[str, Query]) -> Select:
    """Return a query that reads the rows of others by their names."""
    for name, rows in parts.items():
        query = query.with_(quoted(name), as_=rows, copy=False)
    return query


def with_settings(query: Select, settings: Mapping[str, int]) -> Select:
    """Return a query that is run with some settings of the database."""
    set_to = [equal(exp.Var(this=name), whole(value)) for name, value in settings.items()]
    query.set("settings", set_to)
    return query


def setting(settings: Mapping[str, int]) -> Sql:
    """Return the statement that sets something for the session."""
    set_to = [exp.SetItem(this=equal(exp.Var(this=n), whole(v))) for n, v in settings.items()]
    return exp.Set(expressions=set_to)


def names_in(statement: Sql) -> set[str]:
    """Return every name that a statement says: of columns, of relations."""
    return {each.name for each in statement.find_all(exp.Identifier)}


def laid_out(
    name: str, columns: Iterable[tuple[str, Type]], texts: Mapping[str, Iterable[object]]
) -> Sql:
    """Return the statement that makes an empty table.

    ``texts``: those that will stand in some columns, which are kept as DuckDB's numbers of them.
    """
    defined = definitions(columns)
    for column in defined:
        words = [str(text) for text in texts.get(column.name, ()) if text is not None]
        if words:
            column.set("kind", one_of(words))
    return exp.Create(
        this=exp.Schema(this=exp.Table(this=quoted(name)), expressions=defined),
        kind="TABLE",
        replace=True,
    )


def filling(name: str, width: int) -> Sql:
    """Return the statement that puts rows into a table, given as one list for each column."""
    lists = [exp.Explode(this=exp.Placeholder()) for _ in range(width)]
    return exp.Insert(this=exp.Table(this=quoted(name)), expression=exp.Select(expressions=lists))


def copied(query: Query, path: str, options: Mapping[str, str | bool]) -> Sql:
    """Return the statement that writes the rows of a query to a file."""
    parameters = [
        exp.CopyParameter(
            this=exp.Var(this=name),
            expression=exp.Boolean(this=value) if isinstance(value, bool) else exp.Var(this=value),
        )
        for name, value in options.items()
    ]
    rows = exp.Subquery(this=query)
    return exp.Copy(this=rows, kind=False, files=[exp.Literal.string(path)], params=parameters)


def with_few_words(query: Query) -> Query:
    """Let columns that are one of some texts stand as DuckDB's numbers of these; files have texts.

    It takes a twentieth of the time that writing each text takes.
    """
    for column in query.selects:
        case = column.unalias()
        texts = texts_of(case) if isinstance(case, exp.Case) else []
        kind = one_of(text.this for text in texts)
        for each in texts:
            each.replace(exp.Cast(this=each.copy(), to=kind.copy()))
    return query


def one_of(words: Iterable[str]) -> exp.DataType:
    """Return the type of what is one of some texts."""
    texts = [*map(exp.Literal.string, dict.fromkeys(words))]
    return exp.DataType(this=exp.DType.ENUM, expressions=texts)


def texts_of(case: Node) -> list[Node]:
    """Return the texts that a choice may come to; none where it may come to something else."""
    found = [each.args["true"] for each in case.args["ifs"]]
    if case.args.get("default") is not None:
        found.append(case.args["default"])
    return found if all(each.is_string for each in found) else []


def view(name: str, query: Query) -> Sql:
    """Return the statement that makes a view."""
    return exp.Create(
        this=exp.Table(this=quoted(name)), kind="VIEW", expression=query, replace=True
    )
