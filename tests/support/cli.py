"""The command line, called as people call it: in this process, or in one of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from support.source import ROOT
from zicha.commands.root import run

Json = Any
"""What was read from JSON: a test says itself what it expects to find there."""
SAMPLE = ROOT / "tests/data/sample_edition"
HUAIBEI = ROOT / "examples/huaibei-r3.yaml"
WANAN = ROOT / "examples/wanan-r2.yaml"
HAN = re.compile(r"[\u3400-\u9fff]+")
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}[ ,]+){3}")
"""Three English words in a row: a sentence that was not put into Chinese."""
MAIN = "from zicha.commands.root import main; main()"
ALL_FACILITIES = "youth_facilities=internet_room;library;counselling_room;parents_school;venue"
"""The setting that mends the one gap of the sample community of Wan'an."""


class Ended(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str


class Zicha(Protocol):
    """The program, called with some words."""

    def __call__(self, *words: str | Path) -> Ended:
        """Return how the call ended."""
        ...


def ended(words: Sequence[str | Path], capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return how a call in this process ended."""
    code = run([str(word) for word in words])
    out, err = capsys.readouterr()
    return Ended(code, out, err)


def sample(unit: str) -> str:
    """Return the file of a unit of the sample edition."""
    return str(SAMPLE / "units" / f"{unit}.yaml")


def of_sample(unit: str, *more: str) -> tuple[str, ...]:
    """Return the words that check a unit of the sample edition."""
    return ("check", sample(unit), "--edition", str(SAMPLE), *more)


def environment(**more: str) -> dict[str, str]:
    """Return the surroundings of a process that runs this program."""
    found = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    if "ZICHA_INSTALLED" not in os.environ:
        found["PYTHONPATH"] = str(ROOT / "engine")
    return {**found, **more}


def spawned(
    *words: str,
    given: bytes = b"",
    surroundings: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    program: str = MAIN,
) -> subprocess.CompletedProcess[bytes]:
    """Return how a call in a process of its own ended."""
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        input=given,
        env=environment(**(surroundings or {})),
        cwd=folder,
        capture_output=True,
        check=False,
    )
