"""The message catalogue."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from zicha.model.text import Lang


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
    """Return a message with its placeholders filled. Raises KeyError for an unknown key."""
    message = messages(lang)[key]
    for name, value in args.items():
        message = message.replace("{" + name + "}", str(value))
    return message
