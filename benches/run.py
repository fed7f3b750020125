"""Prints every figure beside its target: ``make bench``, or ``python benches/run.py``.

Medians of one run on whatever machine this is; compare figures of one run with each other.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests"), str(ROOT / "benches")]

from tabulate import tabulate  # noqa: E402 - after the path is set

import columnar  # noqa: E402 - found by the line above
import engines  # noqa: E402 - found by the line above
import whole_process  # noqa: E402 - found by the line above


def main() -> None:
    """Print the figures of every topic."""
    rows = []
    for topic in (engines, columnar, whole_process):
        rows += [figure.line() for figure in topic.figures()]
    print(tabulate(rows, headers=("figure", "median", "target", "")))


if __name__ == "__main__":
    main()
