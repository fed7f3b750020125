"""DuckDB as the engine sets it up."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Duck, objections
from zicha.backends.columnar.sql import Type


def test_it_draws_no_bar_into_what_a_call_prints() -> None:
    # Where Python runs a command line DuckDB switches its bar on by itself.
    duck = Duck()
    rows = duck.connection.execute("SELECT current_setting('enable_progress_bar')").fetchall()
    assert rows == [(False,)]


def test_what_it_forgets_is_not_there_any_more() -> None:
    duck = Duck()
    for name in ("kept", "forgotten", "too"):
        duck.fill(name, [("n", sql.Type.SMALL)], [{"n": 1}])
    duck.forget("forgotten", "too")
    tables = duck.connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert tables == [("kept",)]


def test_it_takes_no_time_zone_from_the_machine() -> None:
    rows = Duck().connection.execute("SELECT current_setting('TimeZone')").fetchall()
    assert rows == [("UTC",)]


def test_it_looks_for_no_extension_anywhere() -> None:
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
        rows = Duck().connection.execute(f"SELECT current_setting('{setting}')").fetchall()
        assert rows == [(False,)]


INTERRUPTED = """
import signal
from zicha.backends.columnar.database import Duck, objections

signal.signal(signal.SIGINT, signal.default_int_handler)
duck = Duck()
print("ready", flush=True)
with objections():
    # A few seconds, which end also where the database does not look up.
    duck.connection.execute("SELECT count(*) FROM range(2000000000) t(n) WHERE hash(n) = 0")
"""


def test_ctrl_c_while_a_statement_runs_is_ctrl_c() -> None:
    call = [sys.executable, "-c", INTERRUPTED]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert said.decode().splitlines()[-1] == "KeyboardInterrupt"


def test_what_else_fails_while_a_statement_runs_is_said_as_it_is() -> None:
    why = "out of memory"
    with pytest.raises(RuntimeError, match=why), objections():
        raise RuntimeError(why)


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
@pytest.mark.parametrize("rest", [sql.text("it's"), sql.nothing(Type.TEXT)])
def test_one_of_a_few_words_is_a_text_in_files(tmp_path: Path, suffix: str, rest: sql.Sql) -> None:
    duck, path = Duck(), tmp_path / f"words{suffix}"
    duck.fill("numbers", [("n", Type.SMALL)], [{"n": each} for each in (0, 1, 2)])
    cases = [(sql.whole(0), sql.text("met")), (sql.whole(1), sql.text("未达标"))]
    word = sql.looked_up(sql.column("n"), cases, rest.copy())
    duck.write(sql.select([sql.named(word, "word")], sql.table("numbers")), path)
    duck.open_file("written", path)
    assert duck.columns_of("written") == {"word": "VARCHAR"}
    last = "it's" if rest.is_string else None
    found = duck.rows(sql.everything(sql.table("written")))
    assert found == [("met",), ("未达标",), (last,)]


@pytest.mark.parametrize("texts", [["a", "b", "a", None], [None], []])
def test_a_table_of_a_few_words_gives_them_back(tmp_path: Path, texts: list[str | None]) -> None:
    duck, path = Duck(), tmp_path / "words.parquet"
    duck.fill("words", [("word", Type.WORD)], [{"word": each} for each in texts])
    words = sql.everything(sql.table("words"))
    assert duck.rows(words.copy()) == [(each,) for each in texts]
    duck.write(words, path)
    duck.open_file("written", path)
    assert duck.columns_of("written") == {"word": "VARCHAR"}
