"""What was probably meant by a word that names nothing."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

import click

from zicha.commands.spoken import Decorator, option
from zicha.errors import InputError, Place, problem
from zicha.model.edition import Edition
from zicha.model.facts import LEVELS, Level
from zicha.model.text import Text
from zicha.units.closest import closest_id, labelled

MOST = 5
"""How many are named whose label has the word in it."""


def level_option(*names: str, among: Sequence[Level] = LEVELS, **attributes: Any) -> Decorator:  # noqa: ANN401 - click's form
    """Declare an option that takes a level, by any word for it: see ``level_meant``."""
    ids = [level.value for level in among]

    def complete(_: click.Context, __: click.Parameter, begin: str) -> list[str]:
        return [word for word in ids if word.startswith(begin)]

    return option(*names, metavar=f"[{'|'.join(ids)}]", shell_complete=complete, **attributes)


def level_meant(
    option: str, word: str | None, edition: Edition, among: Collection[Level] = LEVELS
) -> Level | None:
    """Return the level that an option names: by its id, its label, or what its units are called.

    Raises:
        InputError: it is none of the edition's levels that there may be.
    """
    level = None if word is None else edition.level_of(word)
    if word is None or level in among:
        return level
    labels = {each.value: label for each, label in edition.levels.items() if each in among}
    known = labelled("known", labels)
    raise InputError([problem("no-level", Place(option), level=word, **known)])


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


def apart(first: str, others: Mapping[str, bool]) -> None:
    """Refuse options, or arguments, that do not go with one that was given.

    ``others``: whether each of them was given.

    Raises:
        InputError: one was.
    """
    together = [name for name, is_given in others.items() if is_given]
    if together:
        place = Place(first)
        raise InputError(
            [problem("options-not-together", place, first=first, second=each) for each in together]
        )
