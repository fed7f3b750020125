"""Tests on Spark: they need pyspark and Java, and run by ``make test-spark``.

Elsewhere they are left out where pyspark is not there; there it is an error.
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from zicha.backends import spark

if TYPE_CHECKING:
    from zicha.backends.spark.database import Spark

if not spark.available() and "ZICHA_SPARK" not in os.environ:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def base() -> Iterator["Spark"]:
    """Open a session inside this process."""
    from zicha.backends.spark.database import opened  # noqa: PLC0415 - only where pyspark is

    with opened("local[2]") as database:
        yield database


@pytest.fixture
def without_python(base: "Spark", monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Spark look for Python on its workers where there is none."""
    monkeypatch.setattr(base.session.sparkContext, "pythonExec", "/nonexistent/python3")
