"""``zicha audit`` while it runs: progress on a terminal, and what a break leaves behind."""

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.cli import MAIN, environment, spawned
from support.sources import OF_SAMPLE, UNITS

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals, signals")
STOPPED = """
import signal, sys, time
from pathlib import Path

# What started these tests may ignore the signal, and would hand that down.
signal.signal(signal.SIGINT, signal.default_int_handler)

def wait(*_: object) -> None:
    print("ready", file=sys.stderr, flush=True)
    time.sleep(60)

Path.replace = wait
import os
os.replace = wait
from zicha.commands.root import main
main()
"""
"""The program, stopped where the first file is written and has not taken its name yet."""


def on_terminal(*words: str) -> str:
    """Return what a call shows on a terminal of its own, as its standard error."""
    terminal, end = pty.openpty()
    try:
        with subprocess.Popen(
            [sys.executable, "-c", MAIN, *words],
            env=environment(TERM="xterm"),
            stdout=subprocess.DEVNULL,
            stderr=end,
        ):
            os.close(end)
            return read_all(terminal)
    finally:
        os.close(terminal)


def read_all(terminal: int) -> str:
    """Return what is written to a terminal until its other end is closed."""
    found = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # what Linux says at the end
            break
        if not part:
            break
        found += part
    return found.decode()


@POSIX
def test_on_a_terminal_there_is_a_bar_for_each_stage() -> None:
    shown = on_terminal("audit", str(UNITS), *OF_SAMPLE)
    assert "读取 [" in shown
    assert "评定 [" in shown
    assert "4/4" in shown


def test_in_a_pipe_there_is_none() -> None:
    ended = spawned("audit", str(UNITS), *OF_SAMPLE)
    assert (ended.returncode, ended.stderr) == (1, b"")


@POSIX
@pytest.mark.parametrize(
    "output",
    [("-o", "a.json"), ("--verdicts", "v.csv"), ("--gaps", "g.parquet"), ("--notices", "n")],
)
def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path, output: tuple[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED, "audit", str(UNITS), *OF_SAMPLE, *output],
        env=environment(ZICHA_CACHE="off"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.decode()) == (3, b"", "\n已中止。\n")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
