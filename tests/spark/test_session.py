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
from zicha.backends.spark.session import MEANING
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
