"""Writes the files of a folder that a call names, under names that every system takes."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path

from zicha.errors import InputError, Place, Problem, problem
from zicha.reports.write import write_whole

UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for itself, whatever stands after a point."""
LONGEST = 200
"""Bytes of a name; systems take 255, with the suffix and what a call adds."""
DIGEST = 8


def file_name(text: str) -> str:
    """Return an id or a label as the name of a file, without its suffix, on every system.

    One that is too long, or that Windows keeps for itself, is cut or marked, with a digest.
    """
    name = UNFIT.sub("-", text)
    is_device = DEVICE.fullmatch(name) is not None
    if not is_device and len(name.encode()) <= LONGEST:
        return name
    kept = name.encode()[: LONGEST - DIGEST - 2].decode(errors="ignore")
    mark = "_" if is_device else ""
    return f"{mark}{kept}-{sha256(text.encode()).hexdigest()[:DIGEST]}"


def file_apart(text: str, taken: set[str]) -> str:
    """Return the name of a file as ``file_name`` does, another than those taken, and take it.

    Names that differ in nothing but small letters and capitals are the same on some systems.
    """
    name = file_name(text)
    for number in count(2):
        if name.casefold() not in taken:
            break
        name = f"{file_name(text)} {number}"
    taken.add(name.casefold())
    return name


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write files by their names within a folder.

    Raises:
        InputError: a file cannot be written.
    """
    for name, text in files.items():
        write_file(folder / name, text)


def write_file(path: Path, content: str | bytes | Iterable[bytes]) -> None:
    """Write a file, with its folder where that is missing.

    Raises:
        InputError: it cannot be written.
    """
    problems = unwritten(path, content)
    if problems:
        raise InputError(problems)


def unwritten(path: Path, content: str | bytes | Iterable[bytes]) -> list[Problem]:
    """Write a file, with its folder where that is missing; return why it cannot be, if so."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        return [problem("not-written", Place(str(path)), why=error.strerror or error)]
    return []
