"""DuckDB as the engine sets it up."""

import signal
import subprocess
import sys
import time

import pytest

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Duck, objections


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
