"""Databases that run the statements: what is asked of one, and DuckDB inside the process."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Protocol
from uuid import uuid4

import duckdb

from zicha.backends.columnar import sql
from zicha.errors import EngineError

Row = dict[str, object]
Columns = Sequence[tuple[str, sql.Type]]
Address = Path | str
"""A file: a path of this machine, or an address as the database writes it."""


class Database(Protocol):
    """What runs the statements of this engine. Tables are temporary: they end with the database.

    Every method raises EngineError where the database objects.
    """

    @property
    def dialect(self) -> str:
        """Return the name under which sqlglot knows its words."""
        ...

    @property
    def folder(self) -> str | None:
        """Return the address of a folder for files in between, None for any of this machine."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Keep all changes, or none."""
        ...

    def keep(self, name: str, query: sql.Query) -> str:
        """Keep the rows of a query as a table, in place of one of that name; return the name."""
        ...

    def rows(self, query: sql.Query) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        ...

    def columns_of(self, table: str) -> dict[str, str]:
        """Return the columns of a table in their order, each with its type in DuckDB's words."""
        ...

    def fill(self, name: str, columns: Columns, rows: Sequence[Mapping[str, object]]) -> str:
        """Make a table of some rows, and return its name; what a row lacks is null."""
        ...

    def open_file(self, name: str, path: Address, numbered: str | None = None) -> str:
        """Give a Parquet or CSV file (all columns as text) a name to be read under.

        ``numbered``: a column with the number of each row, from 1, that is added in front.
        """
        ...

    def write(self, query: sql.Query, path: Address) -> None:
        """Write the rows of a query as a Parquet or CSV file, whole or not at all."""
        ...


def named_rows(database: Database, table: str) -> Iterator[Row]:
    """Yield the rows of a table by column."""
    names = list(database.columns_of(table))
    for row in database.rows(sql.everything(sql.table(table))):
        yield dict(zip(names, row, strict=True))


@contextmanager
def objections() -> Iterator[None]:
    """Turn what DuckDB objects to into an error of the engine."""
    try:
        yield
    except duckdb.Error as error:
        message = f"columnar: {error}"
        raise EngineError(message) from error


SETTINGS = {
    # It takes longer over a statement of hundreds of columns than all other planning together.
    "disabled_optimizers": "compressed_materialization",
    # Tables that end with the process are not to be written down at the end of a transaction.
    "checkpoint_threshold": "1TB",
    # Else it draws a bar of its own into what a call prints.
    "enable_progress_bar": "false",
}

LEAST_MEMORY = 850
"""Memory that the database may always take.

Unit: megabytes.
"""
TO_WRITE = 450
"""Memory that it may take beside that once it writes files.

Unit: megabytes.
"""
MEMORY_OF_UNIT = 0.0014
"""Memory that it may take for each unit, where that is more.

Unit: megabytes.
"""


class Duck:
    """DuckDB inside the process."""

    dialect = "duckdb"
    folder = None

    def __init__(self, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        """Open an empty database in memory, unless one is given."""
        self.connection = duckdb.connect() if connection is None else connection
        self.memory: int | None = None
        with objections():
            for setting, value in SETTINGS.items():
                self.connection.execute(f"SET {setting} = '{value}'")
            # Made when it is needed, and removed at the end.
            folder = Path(gettempdir()) / f"zicha-{uuid4().hex}"
            self.connection.execute("SET temp_directory = ?", [str(folder)])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes, or none.

        Without a transaction DuckDB writes its state down after each large table, which takes
        longer than all of the judging.
        """
        with objections():
            self.connection.begin()
            try:
                yield
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()

    def keep(self, name: str, query: sql.Query) -> str:
        """Keep the rows of a query as a temporary table."""
        self.run(sql.created(name, query))
        return name

    def run(self, statement: sql.Sql) -> None:
        """Run a statement."""
        with objections():
            self.connection.execute(self.printed(statement))

    def printed(self, statement: sql.Sql | sql.Query) -> str:
        """Return a statement as DuckDB reads it."""
        return statement.sql(dialect=self.dialect, copy=False)

    def rows(self, query: sql.Query) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        with objections():
            return self.connection.execute(self.printed(query)).fetchall()

    def columns_of(self, table: str) -> dict[str, str]:
        """Return the columns of a table, each with its type."""
        query = sql.everything(sql.table(table)).limit(0, copy=False)
        with objections():
            found = self.connection.execute(self.printed(query)).description or []
        return {str(column[0]): str(column[1]) for column in found}

    def fill(self, name: str, columns: Columns, rows: Sequence[Mapping[str, object]]) -> str:
        """Make a temporary table of some rows."""
        self.run(sql.laid_out(name, columns))
        if rows:
            # A list for each column: row by row it takes fifty times as long.
            cells = [[row.get(column) for row in rows] for column, _ in columns]
            with objections():
                self.connection.execute(self.printed(sql.filling(name, len(columns))), cells)
        return name

    def expect(self, units: int, *, in_order: bool) -> None:
        """Let the database take as much memory as so many units need.

        What is beyond that is written to temporary files, whatever is expected. ``in_order``:
        whether rows stay as they stand in files, where nothing else says which is which. Keeping
        them so makes threads wait for each other, and hold what they have.
        """
        self.memory = max(LEAST_MEMORY, round(units * MEMORY_OF_UNIT))
        self.limit(self.memory)
        with objections():
            self.connection.execute(f"SET preserve_insertion_order = {in_order}")

    def limit(self, megabytes: int) -> None:
        """Let the database take so much memory."""
        with objections():
            self.connection.execute(f"SET memory_limit = '{megabytes} MB'")

    def open_file(self, name: str, path: Address, numbered: str | None = None) -> str:
        """Give a Parquet or CSV file a name to be read under; columns of a CSV file are text."""
        path = Path(path)
        with objections():
            if path.suffix.lower() == ".parquet":
                found = self.connection.read_parquet(str(path), file_row_number=bool(numbered))
                number, inner = "file_row_number + 1", " EXCLUDE (file_row_number)"
            else:
                found = self.connection.read_csv(
                    str(path), header=True, all_varchar=True, delimiter=",", quotechar='"'
                )
                number, inner = "row_number() OVER ()", ""
            if numbered is not None:
                found = found.project(f'{number} AS "{numbered}", *{inner}')
            found.create_view(name, replace=True)
        return name

    def write(self, query: sql.Query, path: Address) -> None:
        """Write the rows of a query as a Parquet or CSV file."""
        path = Path(path)
        part = path.with_name(f".{path.name}.part")
        if self.memory is not None:
            # With less, writing Parquet takes up to eight times as long. Writing comes last, so
            # the bound stays as wide.
            self.limit(self.memory + TO_WRITE)
        try:
            with objections():
                found = self.connection.sql(self.printed(query))
                if path.suffix.lower() == ".parquet":
                    found.write_parquet(str(part), compression="zstd")
                else:
                    found.write_csv(str(part), header=True)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
