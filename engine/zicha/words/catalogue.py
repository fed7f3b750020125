"""The message catalogue."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from zicha.model.text import Lang

FORMS = re.compile(r"\{(\w+)\?([^{}|]*)\|([^{}|]*)\}")
"""Words of which one is chosen by a number: its placeholder, singular, plural."""
ONE = "1"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def messages(lang: Lang) -> dict[str, str]:
    """Return every message of a language by its dotted key."""
    found: dict[str, str] = {}
    for entry in sorted((files("zicha.words") / lang).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            found.update(flat(tomllib.loads(entry.read_text("utf-8")), ""))
    return found


def flat(table: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of nested tables with dotted keys."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)


def has(lang: Lang, key: str) -> bool:
    """Return whether there is a message of that key."""
    return key in messages(lang)


def say(lang: Lang, key: str, /, **args: object) -> str:
    """Return a message with its placeholders filled. Raises KeyError for an unknown key.

    Of ``{count?gap|gaps}`` the first stands where the count is 1, the second for any other.
    """
    message = messages(lang)[key]
    return filled(in_number(message, args), args) if "{" in message else message


def joined(words: Iterable[str], lang: Lang) -> str:
    """Return words as a list in running text."""
    return say(lang, "value.joint").join(words)


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text with its placeholders filled; what is put in is left as it is."""
    return PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)


def in_number(message: str, args: Mapping[str, object]) -> str:
    """Return a message with the forms of its words that fit the numbers; the plural without one."""
    if "?" not in message:
        return message
    return FORMS.sub(lambda forms: forms[2 if str(args.get(forms[1])) == ONE else 3], message)
