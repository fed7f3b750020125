"""What goes wrong in processes that read files: they end, or take long."""

import os
import time
from datetime import date

from support.small_edition import SMALL
from zicha.model.edition import Edition
from zicha.units.sources import parallel
from zicha.units.sources.entry import Entry, read_entry

DEADLY = "deadly"
"""A file with this word in its name ends the process that reads it."""


def deadly_entry(path: str, edition: Edition, on: date | None) -> Entry:
    """Read a file, or end the process."""
    if DEADLY in path:
        os._exit(1)
    return read_entry(path, edition, on)


def slow_entry(path: str, edition: Edition, on: date | None) -> Entry:
    """Take longer over a file than is needed."""
    time.sleep(0.05)
    return read_entry(path, edition, on)


def small() -> Edition:
    """Return an edition."""
    return SMALL


def load_deadly() -> Edition:
    """Return an edition, in a process that some files end."""
    parallel.read_entry = deadly_entry  # type: ignore[attr-defined]
    return SMALL


def load_slowly() -> Edition:
    """Return an edition, in a process that takes its time."""
    parallel.read_entry = slow_entry  # type: ignore[attr-defined]
    return SMALL
