"""``python cli.py``: from a checkout, where libraries may be missing or Python be too old."""

import ast
import subprocess
import sys

import pytest

from support.cli import environment
from support.source import ROOT

LAUNCHER = ROOT / "cli.py"
LACKING = """
import runpy, sys
sys.modules[{library!r}] = None
sys.argv = ["cli.py", "check", "missing.yaml", "--lang", "en"]
runpy.run_path({launcher!r}, run_name="__main__")
"""
OLD = """
import runpy, sys
sys.version_info = (3, 10, 9, "final", 0)
sys.version = "3.10.9 (main)"
runpy.run_path({launcher!r}, run_name="__main__")
"""


def ended(program: str, **names: str) -> subprocess.CompletedProcess[str]:
    """Return how the launcher ended, started by a program."""
    filled = program.format(launcher=str(LAUNCHER), **names)
    return subprocess.run(
        [sys.executable, "-c", filled],
        env=environment(ZICHA_CACHE="off"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_is_the_command_line() -> None:
    found = subprocess.run(
        [sys.executable, LAUNCHER, "check"],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr == "错误：缺少参数 UNIT...（用 zicha check --help 看说明）\n"


def test_without_the_libraries_one_line_says_how_to_get_them() -> None:
    found = ended(LACKING, library="click")
    assert (found.returncode, found.stdout, found.stderr) == (
        2,
        "",
        (
            "缺少程序库 click：请先运行 pip install . 或 make demo / "
            "the library click is missing: run pip install . or make demo first\n"
        ),
    )


@pytest.mark.parametrize("library", ["yaml", "pydantic"])
def test_a_library_that_is_loaded_later_is_asked_for_in_the_readers_language(library: str) -> None:
    found = ended(LACKING, library=library)
    assert (found.returncode, found.stdout, found.stderr) == (
        2,
        "",
        f"the library {library} is missing; run pip install . in the checkout\n",
    )


def test_a_python_that_is_too_old_is_told_in_one_line() -> None:
    found = ended(OLD)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.split(" / ") == [
        "需要 Python 3.11 或更新版本，这里是 3.10.9",
        "Python 3.11 or newer is needed, this is 3.10.9\n",
    ]


def test_python_3_6_can_read_it() -> None:
    ast.parse(LAUNCHER.read_text("utf-8"), feature_version=(3, 6))
