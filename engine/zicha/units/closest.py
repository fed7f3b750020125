"""The id that someone probably meant, and what may be written instead."""

from collections.abc import Mapping

from zicha.language.nearest import closest
from zicha.model.text import LANGUAGES, Text


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
