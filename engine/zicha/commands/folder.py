"""Writes the files of a folder that a call names."""

from collections.abc import Mapping
from pathlib import Path

from zicha.errors import InputError, Place, problem
from zicha.reports.write import write_whole


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write files by their names within a folder.

    Raises:
        InputError: a file cannot be written.
    """
    for name, text in files.items():
        write_file(folder / name, text)


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file, with its folder where that is missing.

    Raises:
        InputError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        why = error.strerror or error
        raise InputError([problem("not-written", Place(str(path)), why=why)]) from error
