"""The command as a whole process, started cold."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from timing import Figure, median_ms

ROOT = Path(__file__).parents[1]
EXAMPLE = str(ROOT / "examples" / "huaibei-r3.yaml")
RUNS = 9


def run(*words: str) -> None:
    """Run the command and throw away what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    # What is installed has been compiled: it is not to be done again at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    code = "from zicha.commands.root import main; main()"
    done = subprocess.run(  # noqa: S603 - this program
        [sys.executable, "-c", code, *words], env=environment, capture_output=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr.decode()


def figures() -> Iterator[Figure]:
    """Yield the time of calls that people make."""
    help_time = median_ms(lambda: run("--help"), RUNS)
    yield Figure("zicha --help", help_time, target=200)
    alone = median_ms(lambda: run("check", EXAMPLE, "--engine", "reference"), RUNS)
    yield Figure("zicha check, reference", alone, target=500)
    both = median_ms(lambda: run("check", EXAMPLE), RUNS)
    yield Figure("zicha check, both engines", both, target=800)
    yield Figure("both engines over one", both / alone, unit="x")
