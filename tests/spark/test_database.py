"""Spark as a database: what is kept, what is read and written."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import named_rows
from zicha.backends.columnar.looking import print_of_rows
from zicha.backends.columnar.sql import Type
from zicha.backends.columnar.wide.table import WideTable
from zicha.backends.spark.database import Spark
from zicha.backends.spark.storage import Storage
from zicha.editions.load import load_edition
from zicha.errors import EngineError

pytestmark = pytest.mark.usefixtures("without_python")

MIDNIGHT = datetime.combine(date(2011, 6, 30), time())
COLUMNS = (("unit", Type.TEXT), ("1.1.1:best", Type.TINY), ("has/m", Type.TRUTH), ("n", Type.BIG))


def numbers(base: Spark, name: str, *values: int | None) -> str:
    """Make a table of one column, ``n``."""
    return base.fill(name, [("n", Type.BIG)], [{"n": value} for value in values])


def values(base: Spark, name: str) -> list[object]:
    """Return what is in the column ``n``, in order."""
    found = [value for (value,) in base.rows(sql.select([sql.column("n")], sql.table(name)))]
    return sorted(found, key=str)


def test_a_table_has_its_rows_with_nulls_where_they_lack_something(base: Spark) -> None:
    rows: list[dict[str, object]] = [
        {"unit": "社区", "1.1.1:best": 3, "has/m": True, "n": 2**62},
        {"unit": "b"},
    ]
    base.fill("filled 1", COLUMNS, rows)
    found = sorted(named_rows(base, "filled 1"), key=lambda row: str(row["unit"]))
    assert found == [
        {"unit": "b", "1.1.1:best": None, "has/m": None, "n": None},
        {"unit": "社区", "1.1.1:best": 3, "has/m": True, "n": 2**62},
    ]


def test_columns_have_their_types_in_the_words_of_duckdb(base: Spark) -> None:
    base.fill("typed", [*COLUMNS, ("small", Type.SMALL), ("wide", Type.WIDE)], [])
    assert base.columns_of("typed") == {
        "unit": "VARCHAR",
        "1.1.1:best": "TINYINT",
        "has/m": "BOOLEAN",
        "n": "BIGINT",
        "small": "INTEGER",
        "wide": "DECIMAL(38,0)",
    }


def test_names_that_differ_in_capitals_are_two(base: Spark) -> None:
    numbers(base, "one", 1)
    two = [sql.named(sql.column("n"), "a"), sql.named(sql.whole(2), "A")]
    base.keep("capitals", sql.select(two, sql.table("one")))
    assert base.rows(sql.select([sql.column("A")], sql.table("capitals"))) == [(2,)]


def test_a_table_may_be_replaced_by_what_is_made_from_it(base: Spark) -> None:
    numbers(base, "grows", 1, 2)
    more = sql.total([sql.column("n"), sql.whole(10)])
    base.keep("grows", sql.select([sql.named(more, "n")], sql.table("grows")))
    assert values(base, "grows") == [11, 12]


def test_a_query_may_read_what_is_worked_out_first(base: Spark) -> None:
    numbers(base, "before", 1)
    first = sql.select([sql.named(sql.whole(7), "n")], sql.table("before"))
    query = sql.with_first(sql.everything(sql.table("first of all")), "first of all", first)
    base.keep("after", query)
    assert values(base, "after") == [7]


def test_what_overflows_is_an_error_and_never_another_number(base: Spark) -> None:
    numbers(base, "large", 2**62)
    doubled = sql.times(sql.column("n"), sql.whole(2))
    with pytest.raises(EngineError, match="spark"):
        base.rows(sql.select([doubled], sql.table("large")))


def test_products_of_38_digits_are_exact(base: Spark) -> None:
    numbers(base, "factors", 10**18 - 1)
    square = sql.times(sql.wide(sql.column("n")), sql.wide(sql.column("n")))
    query = sql.select([sql.cast(square, Type.WIDE)], sql.table("factors"))
    assert base.rows(query) == [(Decimal((10**18 - 1) ** 2),)]


# --- Files --------------------------------------------------------------------------------------


def test_a_csv_file_is_read_as_text_as_it_stands(base: Spark, tmp_path: Path) -> None:
    path = tmp_path / "单位 [1]*.csv"
    path.write_bytes('\ufeffunit,a@date,A\r\n甲,"1,5\n""x""",\r\n乙, 2 ,60㎡\r\n'.encode())
    base.open_file("text", path)
    assert list(named_rows(base, "text")) == [
        {"unit": "甲", "a@date": '1,5\n"x"', "A": None},
        {"unit": "乙", "a@date": " 2 ", "A": "60㎡"},
    ]


def test_a_csv_row_of_another_width_is_an_error(base: Spark, tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv"
    path.write_text("a,b\n1\n")
    base.open_file("ragged", path)
    with pytest.raises(EngineError):
        base.rows(sql.everything(sql.table("ragged")))


def parquet(path: Path, query: str) -> Path:
    """Write a Parquet file with DuckDB."""
    with duckdb.connect() as connection:
        connection.sql(query).write_parquet(str(path))
    return path


def test_the_types_of_a_parquet_file_of_duckdb_are_kept(base: Spark, tmp_path: Path) -> None:
    query = (
        "SELECT true AS b, 1::TINYINT AS t, 1.50::DECIMAL(12, 2) AS d,"
        " DATE '2011-06-30' AS day, 0.5::DOUBLE AS f"
    )
    base.open_file("typed file", parquet(tmp_path / "a.parquet", query))
    assert base.columns_of("typed file") == {
        "b": "BOOLEAN",
        "t": "TINYINT",
        "d": "DECIMAL(12,2)",
        "day": "DATE",
        "f": "DOUBLE",
    }


def test_fractions_of_four_bytes_are_the_shortest_decimals(base: Spark, tmp_path: Path) -> None:
    path = tmp_path / "floats.parquet"
    with duckdb.connect() as connection:
        connection.sql('SELECT 312.4::FLOAT AS n, 1 AS "a`b"').write_parquet(str(path))
    base.open_file("floats", path)
    assert base.columns_of("floats")["n"] == "DOUBLE"
    assert values(base, "floats") == [312.4]


def test_rows_of_a_folder_of_parquet_files_are_numbered_through(
    base: Spark, tmp_path: Path
) -> None:
    folder = tmp_path / "units.parquet"
    folder.mkdir()
    parquet(folder / "b.parquet", "SELECT 'third' AS unit, 3 AS file")
    parquet(folder / "a.parquet", "FROM (VALUES ('first', 1), ('second', 2)) t(unit, file)")
    base.open_file("numbered", folder, "row#")
    assert sorted(base.rows(sql.everything(sql.table("numbered")))) == [
        (1, "first", 1),
        (2, "second", 2),
        (3, "third", 3),
    ]


def test_rows_of_a_csv_file_are_numbered(base: Spark, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("unit\nfirst\nsecond\n")
    base.open_file("numbered text", path, "row#")
    rows = base.rows(sql.everything(sql.table("numbered text")))
    assert sorted(rows) == [(1, "first"), (2, "second")]


def test_what_is_no_parquet_file_is_said_in_one_line_with_the_cause(
    base: Spark, tmp_path: Path
) -> None:
    path = tmp_path / "a.parquet"
    path.write_text("no Parquet at all")
    with pytest.raises(EngineError) as raised:
        base.open_file("unreadable", path)
    (line,) = str(raised.value).splitlines()
    assert line.startswith("spark: org.apache.spark.SparkException: [FAILED_READ_FILE")
    assert "Caused by: java.lang.RuntimeException" in line


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_rows_are_written_as_one_file_in_the_order_of_the_query(
    base: Spark, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"判定.{suffix}"
    path.write_text("what was there before")
    numbers(base, "written", *range(50, 0, -1))
    query = sql.everything(sql.table("written")).order_by(sql.column("n"))
    base.write(query, path)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    with duckdb.connect() as connection:
        found = connection.sql(f"SELECT n::BIGINT FROM '{path}'").fetchall()  # noqa: S608 - a test's own path
    assert found == [(n,) for n in range(1, 51)]


def test_what_cannot_be_written_leaves_the_file_that_was_there(base: Spark, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.parquet"
    path.write_text("what was there before")
    numbers(base, "too large", 2**62)
    doubled = sql.named(sql.times(sql.column("n"), sql.whole(2)), "n")
    with pytest.raises(EngineError):
        base.write(sql.select([doubled], sql.table("too large")), path)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "what was there before"


@pytest.mark.parametrize("address", ["s3a://bucket/units.parquet", "hdfs:///data/units.csv"])
def test_an_address_of_other_storage_stays_as_it_is(address: str) -> None:
    assert Storage.address(address) == address


def test_a_file_of_this_machine_has_an_address() -> None:
    assert Storage.address(Path("/data/单位 1.csv")) == "file:///data/单位 1.csv"


def test_the_print_of_a_table_at_an_address_is_another_where_a_cell_is(
    base: Spark, tmp_path: Path
) -> None:
    prints = []
    for name, answer in (("one", True), ("two", False), ("three", True)):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"unit,kind,clean\na,community,{answer}\nb,community,\n", "utf-8")
        table = WideTable(base, load_edition(None), path.as_uri(), name=name)
        prints.append(print_of_rows(base, table))
    first, second, third = prints
    assert first == third != second
    assert first[0] == second[0] == 2


def test_what_it_forgets_is_not_there_any_more(base: Spark) -> None:
    numbers(base, "forgotten 1", 1)
    numbers(base, "kept beside", 2)
    base.forget("forgotten 1")
    assert values(base, "kept beside") == [2]
    with pytest.raises(EngineError):
        values(base, "forgotten 1")


def test_a_moment_with_a_time_zone_is_that_of_china(base: Spark, tmp_path: Path) -> None:
    path = tmp_path / "moments.parquet"
    with duckdb.connect() as connection:
        moments = "TIMESTAMPTZ '2011-06-29 16:00:00+00' AS utc, TIMESTAMP '2011-06-30' AS plain"
        connection.sql(f"SELECT {moments}").write_parquet(str(path))
    view = base.open_file("moments", path)
    assert base.rows(sql.everything(sql.table(view))) == [(MIDNIGHT, MIDNIGHT)]
