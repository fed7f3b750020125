"""The known word that someone probably meant."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from zicha.model.text import LANGUAGES, Text


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the nearest known word, None where none is near."""
    found = get_close_matches(word, list(known), n=1)
    return found[0] if found else None


def closest_id(word: str, labels: Mapping[str, Text]) -> str | None:
    """Return the id that is nearest, or whose label is; None where none is near."""
    words = {each: key for key, text in labels.items() for each in (key, text.zh, text.en)}
    near = closest(word, words)
    return None if near is None else words[near]


def labelled(name: str, labels: Mapping[str, Text]) -> dict[str, str]:
    """Return what may be written, as an argument of a message in each language.

    The label comes first: in a form nobody sees ids.
    """
    return {
        f"{name}_{lang}": " / ".join(f"{text.to(lang)} ({key})" for key, text in labels.items())
        for lang in LANGUAGES
    }
