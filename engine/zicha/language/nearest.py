"""The known word nearest to one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN = 12
"""How many known words are listed where none is near."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word; where none is near, the known ones (the first of many)."""
    words: list[str] = sorted(known) if isinstance(known, set | frozenset) else list(known)
    for close in get_close_matches(word, words, n=1):
        return str(close)
    return listed(words)


def listed(words: Iterable[str]) -> str:
    """Return words as one text, the first of many; a dash where there is none."""
    every = list(words) or ["-"]
    return " / ".join(every[:SHOWN]) + (" / …" if len(every) > SHOWN else "")
