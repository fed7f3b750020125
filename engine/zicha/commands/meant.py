"""What was probably meant by a word that names nothing."""

from collections.abc import Mapping
from itertools import islice

from zicha.errors import InputError, Place, problem
from zicha.model.text import Text
from zicha.units.closest import closest_id, labelled

MOST = 5
"""How many are named whose label has the word in it."""


def named_nothing(
    codes: tuple[str, str], place: str, word: dict[str, str], labels: Mapping[str, Text]
) -> InputError:
    """Return the error of a word that is no id, with what it may have meant.

    Args:
        codes: Those of the problem: where something is near, and where nothing is.
        place: What stands for the word in the call.
        word: What was written, part of a label perhaps, by what the problem calls it.
        labels: What there is, by id.
    """
    (written,) = word.values()
    near = [*islice((key for key, text in labels.items() if has(text, written)), MOST)]
    slip = closest_id(written, labels)
    near = near or [key for key in (slip,) if key is not None]
    is_near, is_not = codes
    if not near:
        return InputError([problem(is_not, Place(place), **word)])
    nearest = labelled("nearest", {key: labels[key] for key in near})
    return InputError([problem(is_near, Place(place), **word, **nearest)])


def has(text: Text, word: str) -> bool:
    """Return whether a label in either language has a word in it."""
    return any(word.strip().casefold() in label.casefold() for label in (text.zh, text.en))
