"""A folder of units: their files in order, each read by itself, several at a time."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from zicha.errors import Place, Problem, Severity, problem
from zicha.model.edition import Edition
from zicha.model.unit import id_key
from zicha.units.read import SUFFIXES
from zicha.units.sources.entry import Source
from zicha.units.sources.parallel import Reading, read_entries
from zicha.units.workbook.read import SAVED_OTHERWISE
from zicha.units.workbook.read import SUFFIX as FORM_SUFFIX

READ = (*SUFFIXES, FORM_SUFFIX)
LEFT_BEHIND = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
"""What other programs leave in a folder; whatever begins with a point is hidden, too."""
HIDDEN = "."
LOCK = "~$"
"""How the files begin that Excel keeps while it has a workbook open."""
NUMBERS = re.compile(r"([0-9]+)")


@dataclass(slots=True)
class Listing:
    """The files of a folder: those to be read, and the first of those that are not by suffix."""

    files: list[str] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def take(self, path: str) -> None:
        """Take a file."""
        suffix = Path(path).suffix.lower()
        if suffix in READ:
            self.files.append(path)
        else:
            self.others.setdefault(suffix, path)
            self.counts[suffix] += 1

    def refuse(self, error: OSError) -> None:
        """Note a folder that cannot be looked into."""
        found = problem("file-unreadable", Place(str(error.filename)), reason=error.strerror)
        self.problems.append(found)


def read_folder(
    path: str, edition: Edition, on: date | None, reading: Reading | None = None
) -> Source:
    """Return the units of all files in a folder and the folders within it.

    Args:
        path: The folder.
        edition: Whose facts the units may state.
        on: The day of a unit whose file has no date of its own.
        reading: How many files are read at a time; one, unless it says so.
    """
    found = listed(path)
    if not found.files and not found.problems:
        found.problems.append(problem("folder-empty", Place(path), known=" ".join(READ)))
    entries = read_entries(found.files, edition, on, reading)
    return Source(entries, (*found.problems, *passed_over(found)))


def listed(path: str) -> Listing:
    """Return the files of a folder, in the same order on every system."""
    found = Listing()
    for file in sorted(files_below(path, found), key=natural):
        found.take(file)
    return found


def files_below(path: str, listing: Listing) -> Iterator[str]:
    """Yield the files in a folder and those within it; links to folders are not followed."""
    for folder, folders, files in os.walk(path, onerror=listing.refuse):
        folders[:] = [name for name in folders if is_wanted(name)]
        yield from (str(Path(folder, name)) for name in files if is_wanted(name))


def is_wanted(name: str) -> bool:
    """Return whether a person put a file or folder of that name there."""
    return not name.startswith((HIDDEN, LOCK)) and name.casefold() not in LEFT_BEHIND


def natural(path: str) -> tuple[list[list[str | int]], str]:
    """Return what a path is sorted by: part by part, 9 before 10, case not before letters."""
    parts = [NUMBERS.split(id_key(part)) for part in Path(path).parts]
    return [[int(w) if n % 2 else w for n, w in enumerate(part)] for part in parts], path


def passed_over(listing: Listing) -> Iterator[Problem]:
    """Yield what is to be said of files that are not read, once for each suffix.

    A workbook saved in another format is somebody's form: that is more than a hint.
    """
    for suffix, first in sorted(listing.others.items()):
        count = listing.counts[suffix]
        if suffix in SAVED_OTHERWISE:
            code, severity = "folder-workbooks", Severity.WARNING
        else:
            code, severity = "folder-others", Severity.HINT
        yield problem(code, Place(first), severity, suffix=suffix or "-", count=count)
