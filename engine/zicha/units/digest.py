"""The digest of all that a person gave: the same facts, the same digest."""

from collections.abc import Iterable, Sequence

from zicha.documents.document import Document, digest


def facts_digest(documents: Sequence[Document], settings: Iterable[str] = ()) -> str:
    """Return the SHA-256 over the parsed content of a unit's file, its context and settings.

    Args:
        documents: The file of the unit, then those of the units above it, the nearest first.
        settings: As given with ``--set``; their order does not count.
    """
    units = [document.value for document in documents]
    return digest({"units": units, "settings": [*sorted(settings)]})
