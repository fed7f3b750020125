"""The known word that someone probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the nearest known word, None where none is near."""
    found = get_close_matches(word, list(known), n=1)
    return found[0] if found else None
