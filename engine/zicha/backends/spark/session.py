"""Sessions of Spark: on a cluster, or inside this process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.logger import PySparkLogger
from pyspark.sql import SparkSession

from zicha.errors import EngineError, InputError, Place, problem

MEANING = {
    # What overflows is an error, never another number.
    "spark.sql.ansi.enabled": "true",
    # Columns that differ in small letters and capitals are two.
    "spark.sql.caseSensitive": "true",
    # A backslash in a text is written twice, as sqlglot does.
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.session.timeZone": "UTC",
}
"""What the statements rely on: set in every session, whatever a cluster has."""

LOGGING = Path(__file__).with_name("log4j2.properties")
HERE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "4g",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Statements nest deeper than the usual stack of a thread allows.
    "spark.driver.extraJavaOptions": f"-Xss16m -Dlog4j2.configurationFile={LOGGING.as_uri()}",
}
"""For a session inside this process. A cluster has its own settings (``docs/scale.md``)."""


WAREHOUSE = "spark.sql.warehouse.dir"
"""Where the catalog has its folder: else Spark makes one in the working folder."""
LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
"""Names under which pyspark also writes to the console what it raises."""
CALLED = "An error occurred while calling "
"""How py4j begins when Java fails: what failed stands in the next line."""
CAUSE = "Caused by: "

UNDER_SUBMIT = "PYSPARK_GATEWAY_PORT"
"""A variable that ``spark-submit`` sets for the programs that it runs."""


def is_here(master: str | None) -> bool:
    """Return whether an address means this process."""
    return master is not None and master.startswith("local")


@contextmanager
def running(master: str | None = None) -> Iterator[SparkSession]:
    """Open a session of Spark, and end it.

    ``master``: the address of a cluster, as Spark writes it; ``local[*]``: this process. Without
    one ``spark-submit`` says which it is, else it is this process.

    Raises:
        InputError: Spark does not start: there is no Java, or no such cluster.
    """
    with TemporaryDirectory(prefix="zicha-") as folder:
        session = begun(master, folder)
        try:
            yield session
        finally:
            session.stop()


def begun(master: str | None, folder: str) -> SparkSession:
    """Return a session that runs. ``folder``: for what Spark makes beside it in this process."""
    if master is None and UNDER_SUBMIT not in os.environ:
        master = "local[*]"
    for name in LOGGERS:
        PySparkLogger.getLogger(name).disabled = True
    builder = SparkSession.builder.appName("zicha")
    here = {**HERE, WAREHOUSE: folder} if is_here(master) else {}
    for name, value in {**MEANING, **here}.items():
        builder = builder.config(name, value)
    if master is not None:
        builder = builder.master(master)
    try:
        session = builder.getOrCreate()
        # A session that was there before keeps its own settings unless told.
        for name, value in MEANING.items():
            session.conf.set(name, value)
    except (PySparkException, Py4JError, OSError) as error:
        reason = in_a_line(str(error))
        where = Place("--engine" if is_here(master) else "--master")
        raise InputError([problem("engine-spark-not-started", where, reason=reason)]) from error
    return session


@contextmanager
def objections() -> Iterator[None]:
    """Turn what Spark objects to into an error of the engine."""
    try:
        yield
    except (PySparkException, Py4JError, OSError) as error:
        message = f"spark: {in_a_line(str(error))}"
        raise EngineError(message) from error


def in_a_line(said: str) -> str:
    """Return what Spark says went wrong, and why in the end, without where in its code that was.

    The rest is in the error that it is taken from, which ``--debug`` shows.
    """
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].startswith(CALLED):
        lines = lines[1:]
    causes = [line for line in lines[1:] if line.startswith(CAUSE)]
    return " ".join([*lines[:1], *causes[-1:]]).removeprefix(": ")
