"""The digest of all that a person gave: the same facts, the same digest."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from zicha.documents.document import Document, digest


def facts_digest(documents: Sequence[Document], settings: Iterable[str] = ()) -> str:
    """Return the SHA-256 over the parsed content of a unit's file, its context and settings.

    Args:
        documents: The file of the unit, then those of the units above it, the nearest first.
        settings: As given with ``--set``; their order does not count.
    """
    units = [document.value for document in documents]
    return digest({"units": units, "settings": [*sorted(settings)]})


def file_digest(path: str) -> str:
    """Return the SHA-256 over the bytes of a file."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
