"""DuckDB: runs statements, in one transaction, and turns its errors into this program's."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb

from zicha.backends.columnar import sql
from zicha.errors import EngineError

DIALECT = "duckdb"
Row = dict[str, object]


@contextmanager
def one_transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keep all changes, or none; what the database objects to is an error of the engine.

    Without a transaction DuckDB writes its state down after each large table, which takes longer
    than all of the judging.
    """
    try:
        connection.begin()
        try:
            yield
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
    except duckdb.Error as error:
        message = f"columnar: {error}"
        raise EngineError(message) from error


def run(connection: duckdb.DuckDBPyConnection, statement: sql.Sql) -> None:
    """Run a statement."""
    connection.execute(statement.sql(dialect=DIALECT, copy=False))


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> frozenset[str]:
    """Return the names of a table's columns."""
    query = sql.everything(sql.table(table)).limit(0, copy=False)
    found = connection.execute(query.sql(dialect=DIALECT)).description or []
    return frozenset(str(column[0]) for column in found)


def rows_of(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[Row]:
    """Yield the rows of a table by column."""
    query = sql.everything(sql.table(table))
    found = connection.execute(query.sql(dialect=DIALECT))
    names = [str(column[0]) for column in found.description or []]
    for row in found.fetchall():
        yield dict(zip(names, row, strict=True))


def laid_out(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[tuple[str, sql.Type]],
    rows: Sequence[Mapping[str, object]],
) -> str:
    """Make a temporary table of some rows, and return its name; what a row lacks is null."""
    run(connection, sql.laid_out(table, columns))
    if rows:
        # A list for each column: row by row it takes fifty times as long.
        cells = [[row.get(name) for row in rows] for name, _ in columns]
        connection.execute(sql.filling(table, len(columns)).sql(dialect=DIALECT), cells)
    return table
