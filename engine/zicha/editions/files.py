"""The files of an edition: which there are, what they hold, and one digest over their bytes."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from zicha.documents.document import Document, digest
from zicha.documents.reading import file_bytes, read_yaml
from zicha.editions.place import EditionFolders, shown
from zicha.errors import Place, Problem, problem


class FileKind(StrEnum):
    """What a file of an edition holds; in the order in which they are read."""

    MANIFEST = "manifest"
    CATEGORY = "category"
    FACTS = "facts"
    CONSISTENCY = "consistency"
    RULES = "rules"
    CONCLUSIONS = "conclusions"
    CASES = "cases"
    TERMS = "terms"


BESIDE = (FileKind.CASES, FileKind.TERMS)
"""Files that lie beside an edition: no part of what judges, and not of its digest."""


PATTERNS: tuple[tuple[str, FileKind], ...] = (
    ("indicators/edition.yaml", FileKind.MANIFEST),
    ("indicators/categories/*.yaml", FileKind.CATEGORY),
    ("indicators/facts/*.yaml", FileKind.FACTS),
    ("indicators/consistency.yaml", FileKind.CONSISTENCY),
    ("indicators/terms.yaml", FileKind.TERMS),
    ("rules/conclusions.yaml", FileKind.CONCLUSIONS),
    ("rules/*.cases.yaml", FileKind.CASES),
    ("rules/*.yaml", FileKind.RULES),
)
"""Which file is what; the first that fits. Names are from the edition's root."""

SUFFIXES = (".yaml", ".yml", ".json")
"""Files that look like part of an edition. One that is read by no pattern is a problem."""


@dataclass(frozen=True, slots=True)
class EditionFile:
    """One file: its name in the edition, what it holds, and where it lies."""

    name: str
    kind: FileKind
    path: Path


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file's bytes, before anything is made of them."""

    file: EditionFile
    data: bytes


def kind_of(name: str) -> FileKind | None:
    """Return what the file of that name holds; None where no file has that name."""
    for pattern, kind in PATTERNS:
        if name.count("/") == pattern.count("/") and fnmatch(name, pattern):
            return kind
    return None


def listed_files(folders: EditionFolders) -> tuple[list[EditionFile], list[Problem]]:
    """Return the files of an edition in the order of their names, and those that do not belong."""
    files: list[EditionFile] = []
    problems: list[Problem] = []
    for name, path in _walked(folders):
        kind = kind_of(name)
        if kind:
            files.append(EditionFile(name, kind, path))
        else:
            place = Place(shown(path))
            problems.append(problem("edition-file-not-read", place, file=name))
    return files, problems


def _walked(folders: EditionFolders) -> Iterator[tuple[str, Path]]:
    """Yield the YAML and JSON files below the two folders, by name; hidden ones are left out."""
    for top, folder in (("indicators", folders.indicators), ("rules", folders.rules)):
        found = {
            f"{top}/{path.relative_to(folder).as_posix()}": path
            for path in folder.rglob("*")
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
        }
        yield from sorted(found.items())


def raw_files(files: list[EditionFile]) -> tuple[list[RawFile], list[Problem]]:
    """Return the bytes of files, and what keeps some from being read."""
    raw: list[RawFile] = []
    problems: list[Problem] = []
    for file in files:
        data = file_bytes(file.path)
        if isinstance(data, Problem):
            problems.append(problem(data.code, Place(shown(file.path)), **data.args))
        else:
            raw.append(RawFile(file, data))
    return raw, problems


def bytes_digest(raw: list[RawFile], *salt: str) -> str:
    """Return the SHA-256 over names and bytes, and over what else decides the result."""
    total = hashlib.sha256()
    for part in salt:
        total.update(hashlib.sha256(part.encode()).digest())
    for entry in raw:
        total.update(hashlib.sha256(entry.file.name.encode()).digest())
        total.update(hashlib.sha256(shown(entry.file.path).encode()).digest())
        total.update(hashlib.sha256(entry.data).digest())
    return total.hexdigest()


read_once = lru_cache(maxsize=1_000)(read_yaml)
"""Documents are never changed: whoever checks an edition asks for those of a file several times."""


def documents_of(raw: list[RawFile]) -> tuple[dict[EditionFile, Document], list[Problem]]:
    """Return the documents in files. One with problems is kept, so that the rest is checked too."""
    documents: dict[EditionFile, Document] = {}
    problems: list[Problem] = []
    for entry in raw:
        document, found = read_once(entry.data, shown(entry.file.path))
        problems += found
        if document is not None:
            documents[entry.file] = document
    return documents, problems


def content_digest(documents: Mapping[EditionFile, Document]) -> str:
    """Return the digest of an edition: over the parsed content of its files."""
    return digest({file.name: document.value for file, document in documents.items()})
