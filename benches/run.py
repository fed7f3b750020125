"""Prints every figure beside its target: ``make bench``, or ``python benches/run.py [TOPIC]...``.

Medians of one run on whatever machine this is; compare figures of one run with each other. All
topics take some minutes, the first time some more: tables and forms to be audited are made, into
`build/bench`.
"""

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests"), str(ROOT / "benches")]

from tabulate import tabulate  # noqa: E402 - after the path is set

TOPICS = (
    "engines",
    "whole_process",
    "compiling",
    "columnar",
    "by_hand",
    "rivals",
    "forms",
    "audit",
)
HEADS = ("median", "target", "")


def main() -> None:
    """Print the figures of the topics that are named, of all if none is."""
    for topic in sys.argv[1:] or TOPICS:
        rows = [figure.line() for figure in import_module(topic).figures()]
        print(tabulate(rows, headers=(topic, *HEADS)), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
