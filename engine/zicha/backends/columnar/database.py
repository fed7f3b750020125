"""Databases that run the statements: what is asked of one, and DuckDB inside the process."""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from glob import escape
from pathlib import Path
from tempfile import gettempdir
from typing import Protocol
from uuid import uuid4

import duckdb

from zicha.backends.columnar import sql, statements
from zicha.backends.columnar.files import plain_types, texts
from zicha.backends.workers import AtOnce, InTurn
from zicha.errors import EngineError

Row = dict[str, object]
Columns = Sequence[tuple[str, sql.Type]]
Address = Path | str
"""A file: a path of this machine, or an address as the database writes it."""


class Database(Protocol):
    """What runs the statements of this engine. Its tables end with it.

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

    def at_once(self) -> AbstractContextManager[Executor]:
        """Return what makes calls of which none needs what another does: at the same time, perhaps.

        All are made when the block ends; it raises what one of them raises.
        """
        ...

    def keep(self, name: str, query: sql.Query) -> str:
        """Keep the rows of a query as a table, in place of one of that name; return the name."""
        ...

    def define(self, name: str, query: sql.Query) -> str:
        """Give the rows of a query a name, to be read once; return the name.

        They may be made only when they are read.
        """
        ...

    def forget(self, *names: str) -> None:
        """Let go of tables that were kept, and that nothing reads any more."""
        ...

    def rows(self, query: sql.Query) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        ...

    def each_row(self, query: sql.Query) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a query, which may be too many to be held together."""
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


INTERRUPTED = "Query interrupted"
"""What DuckDB makes of Ctrl-C while a statement runs."""


@contextmanager
def objections() -> Iterator[None]:
    """Turn what DuckDB objects to into an error of the engine, and Ctrl-C into what it is."""
    try:
        yield
    except duckdb.Error as error:
        message = f"columnar: {error}"
        raise EngineError(message) from error
    except RuntimeError as error:
        if str(error) != INTERRUPTED:
            raise
        raise KeyboardInterrupt from error


TOO_DEAR = ("compressed_materialization", "projection_placement", "projection_pullup")
"""Optimizers that take long over hundreds of columns, and put columns in the place of others."""
IDLE = (
    "aggregate_function_rewriter",
    "aggregate_reuse",
    "common_subplan",
    "cte_filter_pusher",
    "deliminator",
    "distinct_aggregate_rewrite",
    "duplicate_groups",
    "empty_result_pullup",
    "grouping_sets",
    "late_materialization",
    "limit_pushdown",
    "partial_aggregate_pushdown",
    "redundant_order_keys",
    "regex_range",
    "remote_pushdown",
    "row_group_pruner",
    "sampling_pushdown",
    "scalar_fn_pushdown",
    "self_join_aggregate",
    "top_n_window_elimination",
    "type_pushdown",
    "unnest_rewriter",
    "window_rewriter",
    "window_self_join",
)
"""Optimizers that look through every statement here and find nothing to do."""
TURNING = ("join_order", "build_side_probe_side")
"""Optimizers that may read a small table in the place of the rows that it is joined to: then these
come in no order."""
SETTINGS = {
    # Tables that end with the process are not to be written down now and then.
    "checkpoint_threshold": "1TB",
    # Else it draws a bar of its own into what a call prints.
    "enable_progress_bar": "false",
    # It would look for them on the network, and for those of a user.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # Nothing may depend on where the machine stands.
    "TimeZone": "UTC",
}
# Rows stand in files as the query orders them: the same audit gives the same bytes.
IN_ORDER = {"PRESERVE_ORDER": True}
WRITTEN: Mapping[str, Mapping[str, str | bool]] = {
    ".parquet": {"FORMAT": "parquet", "COMPRESSION": "zstd", **IN_ORDER},
    ".csv": {"FORMAT": "csv", "HEADER": True, **IN_ORDER},
}
"""How a file is written, by its suffix."""

A_FETCH = 5000
"""Unit: rows."""
AT_ONCE = 4
"""Calls that run at the same time, where there are as many cores."""
LEAST_MEMORY = 360
"""Memory that the database may always take.

Unit: megabytes.
"""
TO_WRITE = 250
"""Memory that it may take beside that once it writes files.

Unit: megabytes.
"""
MEMORY_OF_UNIT = 0.0006
"""Memory that it may take for each unit, where that is more.

Unit: megabytes.
"""


class Duck:
    """DuckDB inside the process."""

    dialect = "duckdb"
    folder = None

    def __init__(self, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        """Open an empty database in memory, unless one is given."""
        self._first = duckdb.connect() if connection is None else connection
        self._own = threading.local()
        self._lent: dict[str, dict[str, object]] = {}
        self.memory: int | None = None
        with objections():
            for setting, value in SETTINGS.items():
                self.connection.execute(f"SET {setting} = '{value}'")
            # Arrays of objects are texts, whatever their first thousand rows hold.
            self.connection.execute("SET GLOBAL pandas_analyze_sample = 0")
            known = self.connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()
            self.optimizers = {str(name) for (name,) in known}
            self.switch_off()
            # Made when it is needed, and removed at the end.
            folder = Path(gettempdir()) / f"zicha-{uuid4().hex}"
            self.connection.execute("SET temp_directory = ?", [str(folder)])

    def switch_off(self, *more: str) -> None:
        """Let the database plan without some optimizers, and those that never help here.

        Versions have others: only those that there are can be named.
        """
        off = ",".join(n for n in (*TOO_DEAR, *IDLE, *more) if n in self.optimizers)
        self.connection.execute("SET disabled_optimizers = ?", [off])

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """Return the connection of the thread that asks: each has its own to the same tables."""
        own: duckdb.DuckDBPyConnection = getattr(self._own, "connection", self._first)
        return own

    @contextmanager
    def at_once(self) -> Iterator[Executor]:
        """Return what makes calls at the same time.

        Only one core plans a statement, and only one reads a table of few rows.
        """
        threads = min(AT_ONCE, os.cpu_count() or 1)
        if threads == 1:
            yield InTurn()
            return
        opened: list[duckdb.DuckDBPyConnection] = []
        within = [*getattr(self._own, "within", ()), opened]

        def begin() -> None:
            self._own.connection, self._own.within = self._first.cursor(), within
            for block in within:
                block.append(self._own.connection)

        def interrupt() -> None:
            for connection in [*opened]:
                connection.interrupt()

        with AtOnce(threads, begin) as calls:
            try:
                yield calls
                calls.finish()
            except BaseException:
                # Nobody waits for what the others would find.
                calls.give_up(interrupt)
                raise

    @contextmanager
    def leaving_a_core(self) -> Iterator[None]:
        """Let statements leave a core to what Python does beside them."""
        self.connection.execute(f"SET threads = {max(1, (os.cpu_count() or 1) - 1)}")
        try:
            yield
        finally:
            self.connection.execute("RESET threads")

    def keep(self, name: str, query: sql.Query) -> str:
        """Keep the rows of a query as a table."""
        self.run(sql.created(name, query))
        return name

    def define(self, name: str, query: sql.Query) -> str:
        """Give the rows of a query a name: they are made each time that they are read."""
        self.run(statements.view(name, query))
        return name

    def forget(self, *names: str) -> None:
        """Let go of tables: their memory is free."""
        for name in names:
            self.run(sql.dropped(name))

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

    def each_row(self, query: sql.Query) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a query, some thousand at a time."""
        # Other queries of this thread may come in between.
        cursor = self.connection.cursor()
        for block in getattr(self._own, "within", ()):
            block.append(cursor)
        with objections():
            for name, columns in [*self._lent.items()]:
                cursor.register(name, columns)
            cursor.execute(self.printed(query))
            while rows := cursor.fetchmany(A_FETCH):
                yield from rows

    @contextmanager
    def relation(self, query: sql.Query) -> Iterator[duckdb.DuckDBPyRelation]:
        """Return the rows of a query as something that gives them as they are asked for."""
        with objections():
            yield self.connection.sql(self.printed(query))

    def lend(self, name: str, columns: Mapping[str, object]) -> None:
        """Let statements of this thread read arrays as the columns of a table."""
        with objections():
            self._lent[name] = dict(columns)
            self.connection.register(name, self._lent[name])

    def take_back(self, *names: str) -> None:
        """Forget what was lent to statements of this thread: tables of these names are read."""
        with objections():
            for name in names:
                if self._lent.pop(name, None) is not None:
                    self.connection.unregister(name)

    def columns_of(self, table: str) -> dict[str, str]:
        """Return the columns of a table, each with its type."""
        with objections():
            # It is only looked at, not planned.
            found = self.connection.sql(self.printed(sql.everything(sql.table(table))))
            return {name: str(kind) for name, kind in zip(found.columns, found.types, strict=True)}

    def fill(self, name: str, columns: Columns, rows: Sequence[Mapping[str, object]]) -> str:
        """Make a table of some rows."""
        # A list for each column: row by row it takes fifty times as long.
        cells = [[row.get(column) for row in rows] for column, _ in columns]
        found = zip(columns, cells, strict=True)
        texts = {column: some for (column, kind), some in found if kind is sql.Type.WORD}
        self.run(statements.laid_out(name, columns, texts))
        if rows:
            with objections():
                self.connection.execute(self.printed(statements.filling(name, len(columns))), cells)
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
        address = escape(str(path))
        with objections():
            if path.suffix.lower() == ".parquet":
                found = self.connection.read_parquet(address, file_row_number=bool(numbered))
                found = plain_types(found)
                number, inner = "file_row_number + 1", " EXCLUDE (file_row_number)"
            else:
                found = texts(self.connection, address)
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
            self.switch_off(*TURNING)
            options = WRITTEN[path.suffix.lower()]
            self.run(statements.copied(statements.with_few_words(query), str(part), options))
            part.replace(path)
        finally:
            self.switch_off()
            part.unlink(missing_ok=True)
