"""The known word that someone probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN = 12
"""How many known words are listed where none is near."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the nearest known word, None where none is near."""
    return next(iter(get_close_matches(word, list(known), n=1)), None)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word; where none is near, the known ones (the first of many)."""
    words: list[str] = sorted(known) if isinstance(known, set | frozenset) else list(known)
    return closest(word, words) or listed(words)


def listed(words: Iterable[str]) -> str:
    """Return words as one text, the first of many; nothing where there is none."""
    every = list(words)
    return " / ".join(every[:SHOWN]) + (" / …" if len(every) > SHOWN else "")
