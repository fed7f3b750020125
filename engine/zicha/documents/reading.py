"""Files and bytes -> documents, with everything that is wrong in them.

A document comes back together with its problems wherever its structure could be made out, so
that its reader can report the rest as well; it may be used only where no problem is an error.
"""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from zicha.documents.document import Document
from zicha.documents.encoding import MAX_BYTES, decoded, too_large
from zicha.documents.json_text import json_document
from zicha.documents.paths import is_folder
from zicha.documents.tree import UnreadableError
from zicha.documents.yaml_text import yaml_document
from zicha.errors import Place, Problem, problem

Read = tuple[Document | None, list[Problem]]
"""A document, None where nothing could be read, and what is wrong in it."""

YAML_SUFFIXES = (".yaml", ".yml")
JSON_SUFFIX = ".json"


def read_yaml(data: bytes, file: str) -> Read:
    """Return a YAML document; ``file`` is the name that its places carry."""
    return _read(data, file, yaml_document)


def read_json(data: bytes, file: str) -> Read:
    """Return a JSON document; ``file`` is the name that its places carry."""
    return _read(data, file, json_document)


def read_file(path: str | Path) -> Read:
    """Return the document in a file; its suffix says whether it is YAML or JSON."""
    file = str(path)
    suffix = Path(path).suffix.lower()
    if suffix not in (*YAML_SUFFIXES, JSON_SUFFIX) and not is_folder(path):
        known = " ".join((*YAML_SUFFIXES, JSON_SUFFIX))
        return None, [problem("file-suffix", Place(file), suffix=suffix, known=known)]
    data = file_bytes(path)
    if isinstance(data, Problem):
        return None, [data]
    return read_json(data, file) if suffix == JSON_SUFFIX else read_yaml(data, file)


def read_stream(stream: BinaryIO, file: str) -> Read:
    """Return the YAML document on a stream such as standard input."""
    try:
        data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [problem("file-unreadable", Place(file), reason=error)]
    return read_yaml(data, file)


def file_bytes(path: str | Path, most: int = MAX_BYTES) -> bytes | Problem:
    """Return what a file holds, or why it cannot be read; a file too large is not read at all."""
    file = str(path)
    try:
        if Path(path).stat().st_size > most:
            return too_large(file, most)
        with Path(path).open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return unopened(file, error)
    return too_large(file, most) if len(data) > most else data


def unopened(file: str, error: Exception) -> Problem:
    """Return why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return problem("file-missing", Place(file))
    if isinstance(error, IsADirectoryError):
        return problem("file-is-folder", Place(file))
    if isinstance(error, PermissionError):
        return problem("file-forbidden", Place(file))
    return problem("file-unreadable", Place(file), reason=error)


def _read(
    data: bytes, file: str, parse: Callable[[str, str], tuple[Document, list[Problem]]]
) -> Read:
    """Return the document that ``parse`` makes of the text, hints on its encoding first."""
    hints: list[Problem] = []
    try:
        text, hints = decoded(data, file)
        document, problems = parse(text, file)
    except UnreadableError as error:
        return None, [*hints, *error.problems]
    return document, [*hints, *problems]
