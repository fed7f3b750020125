"""Sessions of Spark: what they need, and what is said where it is missing."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from pyspark.sql import SparkSession

from support.cli import spawned
from support.source import ROOT
from zicha.backends.columnar.sql import Type
from zicha.backends.spark.database import Spark
from zicha.backends.spark.session import MEANING, in_a_line
from zicha.backends.spark.storage import SETTING, scratch
from zicha.errors import InputError, Place, problem


def test_a_session_has_the_settings_that_verdicts_rest_on(base: Spark) -> None:
    assert {name: base.session.conf.get(name) for name in MEANING} == MEANING


def test_without_java_the_call_ends_as_bad_input_and_says_what_to_do(tmp_path: Path) -> None:
    call = ("--lang", "en", "audit", str(ROOT / "examples/district"), "--engine", "spark")
    found = spawned(*call, surroundings={"JAVA_HOME": str(tmp_path / "nowhere")})
    assert found.returncode == 2
    said = found.stderr.decode()
    assert "Spark did not start" in said
    assert "java -version" in said
    assert "Traceback" not in said


FAILING = """
from zicha.backends.columnar import sql
from zicha.backends.spark.database import opened
from zicha.errors import EngineError
with opened("local[1]") as base:
    base.fill("large", [("n", sql.Type.BIG)], [{"n": 2**62}])
    doubled = sql.times(sql.column("n"), sql.whole(2))
    try:
        base.rows(sql.select([doubled], sql.table("large")))
    except EngineError as error:
        print(error)
    base.session.sql("SHOW DATABASES").collect()
"""
"""A program in which a task fails, for a number is too large, and that uses the catalog."""


def test_a_task_that_fails_is_said_in_one_line_and_leaves_no_files(tmp_path: Path) -> None:
    found = spawned(program=FAILING, folder=tmp_path)
    (said,) = found.stdout.decode().splitlines()
    assert said.startswith("spark: [ARITHMETIC_OVERFLOW]")
    # Java itself says that a part of it is new.
    logged = [line for line in found.stderr.decode().splitlines() if "WARNING" not in line]
    assert logged == []
    assert [*tmp_path.iterdir()] == []


def test_of_what_java_says_the_first_line_and_the_last_cause_are_said() -> None:
    said = (
        "An error occurred while calling o81.parquet.\n"
        ": org.apache.spark.SparkException: [FAILED_READ_FILE] a.parquet.\n"
        "If it is not whole, mend it.\n"
        "\tat org.apache.spark.sql.errors.QueryExecutionErrors.x(QueryExecutionErrors.scala:9)\n"
        "Caused by: java.io.IOException: in between\n"
        "\tat java.base/java.lang.Thread.run(Thread.java:840)\n"
        "Caused by: java.lang.RuntimeException: no magic number\n"
        "\t... 35 more\n"
    )
    assert in_a_line(said) == (
        "org.apache.spark.SparkException: [FAILED_READ_FILE] a.parquet."
        " Caused by: java.lang.RuntimeException: no magic number"
    )


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("[PATH_NOT_FOUND] a.parquet\n== SQL ==\nSELECT 1", "[PATH_NOT_FOUND] a.parquet"),
        ("An error occurred while calling o1.stop", "An error occurred while calling o1.stop"),
        ("", ""),
    ],
)
def test_of_what_spark_says_the_first_line_is_said(said: str, line: str) -> None:
    assert in_a_line(said) == line


def cluster(**settings: str) -> SparkSession:
    """Return a session of a cluster that is asked for its address and its settings only."""
    conf = SimpleNamespace(get=settings.get)
    session = SimpleNamespace(conf=conf, sparkContext=SimpleNamespace(master="yarn"))
    return cast("SparkSession", session)


def test_a_cluster_without_a_folder_for_tables_is_refused() -> None:
    with pytest.raises(InputError) as raised, scratch(cluster()):
        pass
    where = Place("--master")
    assert raised.value.problems == (problem("engine-spark-scratch", where, setting=SETTING),)


def test_tables_are_kept_in_a_folder_of_its_own_that_is_removed_in_the_end(
    base: Spark, tmp_path: Path
) -> None:
    base.session.conf.set(SETTING, tmp_path.as_uri())
    try:
        with scratch(base.session) as folder:
            database = Spark(base.session, folder)
            database.fill("kept for a while", [("n", Type.BIG)], [{"n": 1}])
            (made,) = tmp_path.iterdir()
            assert (made.name, [*made.iterdir()] == []) == (folder.rpartition("/")[2], False)
    finally:
        base.session.conf.unset(SETTING)
    assert [*tmp_path.iterdir()] == []
