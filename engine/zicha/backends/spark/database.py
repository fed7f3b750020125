"""Spark as a database of the columnar engine.

A table is a folder of Parquet files in a scratch folder that all workers see, under the name of a
view. A view alone would have every statement planned anew with all those that it is made from,
down to the source; rows that are only kept in memory would be lost with the worker that has them.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from pyspark.sql import DataFrame, SparkSession, functions
from pyspark.sql.types import FloatType, TimestampType

from zicha.backends.columnar import sql, statements
from zicha.backends.columnar.database import Address, Columns, Duck
from zicha.backends.columnar.files import CHINA
from zicha.backends.columnar.sql import Type
from zicha.backends.spark.session import objections, running
from zicha.backends.spark.storage import Storage, scratch
from zicha.backends.workers import InTurn

DUCKDB_WORDS = {
    "boolean": "BOOLEAN",
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "string": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "timestamp_ntz": "TIMESTAMP",
}
PARQUET = ".parquet"
CSV = {
    "header": True,
    # A quotation mark within a text is written twice, and a text may go over several lines.
    "escape": '"',
    "multiLine": True,
    # A row with too few or too many cells is an error, and so is another head in the same folder.
    "mode": "FAILFAST",
    "enforceSchema": False,
}
"""How CSV files are written and read (RFC 4180); every column is text."""


class Spark:
    """Spark, by a session.

    ``folder``: where tables are kept while the session lasts, on storage that all workers see.
    """

    dialect = "spark"

    def __init__(self, session: SparkSession, folder: str) -> None:
        """Begin without tables."""
        self.session = session
        self.storage = Storage(session)
        self.folder = folder

    def at_once(self) -> InTurn:
        """Return what makes calls one after the other: all cores have to do with each."""
        return InTurn()

    def view(self, name: str, rows: DataFrame) -> str:
        """Give rows a name, in place of those that had it, and return the name."""
        with objections():
            rows.createOrReplaceTempView(quoted(name))
        return name

    def query(self, query: sql.Query) -> DataFrame:
        """Return the rows of a query; nothing is read yet."""
        with objections():
            return self.session.sql(statements.printed(query, self.dialect))

    def stored(self, name: str, rows: DataFrame) -> str:
        """Write rows down, and give them a name."""
        path = f"{self.folder}/{uuid4().hex}"
        with objections():
            rows.write.parquet(path)
            # The types are known: reading them back from the files would take another pass.
            return self.view(name, self.session.read.schema(rows.schema).parquet(path))

    def keep(self, name: str, query: sql.Query) -> str:
        """Keep the rows of a query as a table."""
        for first, rows in statements.worked_out_first(query):
            self.keep(first, rows)
        return self.stored(name, self.query(query))

    def define(self, name: str, query: sql.Query) -> str:
        """Give the rows of a query a name: they are kept, since Spark plans anew what is not."""
        return self.keep(name, query)

    def forget(self, *names: str) -> None:
        """Let go of tables: their names, for the files may be read by what is under way."""
        with objections():
            for name in names:
                # It takes the name as it is, unlike all else.
                self.session.catalog.dropTempView(name)

    def rows(self, query: sql.Query) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        found = self.query(query)
        with objections():
            return [tuple(row) for row in found.collect()]

    def each_row(self, query: sql.Query) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a query, a part of the table after the other."""
        found = self.query(query)
        with objections():
            yield from map(tuple, found.toLocalIterator())

    def columns_of(self, table: str) -> dict[str, str]:
        """Return the columns of a table, each with its type in DuckDB's words."""
        found = self.query(sql.everything(sql.table(table)))
        return {name: DUCKDB_WORDS.get(kind, kind.upper()) for name, kind in found.dtypes}

    def fill(self, name: str, columns: Columns, rows: Sequence[Mapping[str, object]]) -> str:
        """Make a table of some rows.

        DuckDB writes them: rows that Spark took from here would need Python on every worker.
        """
        schema = ", ".join(
            statements.printed(each, self.dialect) for each in sql.definitions(columns)
        )
        duck, path = Duck(), f"{self.folder}/{uuid4().hex}{PARQUET}"
        with TemporaryDirectory(prefix="zicha-") as here, objections():
            file = Path(here, f"rows{PARQUET}")
            duck.write(sql.everything(sql.table(duck.fill("rows", columns, rows))), file)
            self.storage.put(file, path)
            return self.view(name, self.session.read.schema(schema).parquet(path))

    def open_file(self, name: str, path: Address, numbered: str | None = None) -> str:
        """Give a Parquet or CSV file, or a folder of such, a name to be read under.

        The rows of a folder are numbered file by file, those of CSV files with gaps between files.
        """
        address = self.storage.pattern(path)
        with objections():
            if str(path).lower().endswith(PARQUET):
                found = plain_types(self.session.read.parquet(address))
                found = found if numbered is None else self.in_order(found, numbered)
                return self.view(name, found)
            # With several lines to a text Spark would take signs in the file's name for others.
            head = self.session.read.csv(address, **{**CSV, "multiLine": False})
            found = self.session.read.schema(head.schema).csv(address, **CSV)
            if numbered is None:
                return self.view(name, found)
            # The number is given as a row is read: it holds only for rows that are written down.
            number = (functions.monotonically_increasing_id() + 1).alias(numbered)
            return self.stored(name, found.select(number, "*"))

    def in_order(self, rows: DataFrame, number: str) -> DataFrame:
        """Return the rows of Parquet files with numbers from 1 in front, file after file."""
        file, place = functions.col("_metadata.file_path"), functions.col("_metadata.row_index")
        counts = rows.groupBy(file.alias("file")).count().sort("file").collect()
        if len(counts) <= 1:
            return rows.select((place + 1).alias(number), "*")
        before = accumulate((int(row["count"]) for row in counts), initial=0)
        starts = [
            {"its file": row["file"], "rows before": start}
            for row, start in zip(counts, before, strict=False)
        ]
        offsets = self.fill("parts", (("its file", Type.TEXT), ("rows before", Type.BIG)), starts)
        beside = rows.select("*", file.alias("file of row"), place.alias("place of row")).join(
            functions.broadcast(self.session.table(offsets)),
            functions.col("file of row") == functions.col("its file"),
        )
        numbered = (functions.col("rows before") + functions.col("place of row") + 1).alias(number)
        return beside.select(numbered, *(functions.col(quoted(each)) for each in rows.columns))

    def write(self, query: sql.Query, path: Address) -> None:
        """Write the rows of a query as one Parquet or CSV file, in the order of the query.

        The parts come together at one worker, which writes them to a folder; its only file is
        given the name asked for when it is whole.
        """
        rows = self.query(query).coalesce(1)
        target = self.storage.address(path)
        above, _, last = target.rpartition("/")
        address = f"{above}/.{last}.part"
        with objections():
            try:
                if target.lower().endswith(PARQUET):
                    rows.write.parquet(address, mode="overwrite", compression="zstd")
                else:
                    rows.write.csv(address, mode="overwrite", header=True, escape='"')
                self.storage.only_file(address, target)
            finally:
                self.storage.remove(address)


def plain_types(table: DataFrame) -> DataFrame:
    """Return a table whose columns can be read as they stand, as DuckDB's are.

    Fractions of four bytes become the shortest decimals that they stand for, and moments with a
    time zone those of China.
    """
    read = {}
    for field in table.schema:
        column = functions.col(f"`{field.name.replace('`', '``')}`")
        if isinstance(field.dataType, FloatType):
            read[field.name] = column.cast("string").cast("double")
        elif isinstance(field.dataType, TimestampType):
            # The session is in UTC, whatever the machine is.
            read[field.name] = functions.from_utc_timestamp(column, CHINA).cast("timestamp_ntz")
    return table.withColumns(read)


@contextmanager
def opened(master: str | None = None) -> Iterator[Spark]:
    """Open Spark as a database, and end it with all its tables.

    ``master``: the address of a cluster, as Spark writes it; ``local[*]``: this process. Without
    one ``spark-submit`` says which it is, else it is this process.

    Raises:
        InputError: Spark does not start (no Java, no such cluster), or has nowhere to keep tables.
    """
    with running(master) as session, scratch(session) as folder:
        yield Spark(session, folder)


def quoted(name: str) -> str:
    """Return the name of a column as Spark reads it: a point has no meaning in it."""
    return statements.printed(sql.quoted(name), Spark.dialect)
