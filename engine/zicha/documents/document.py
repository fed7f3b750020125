"""A document that was read: plain values, and where each of them stands."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from zicha.errors import Place

Plain = None | bool | int | Decimal | str | list["Plain"] | dict[str, "Plain"]
"""What a document holds; a number with a point is a Decimal, exactly as written."""

Path = tuple[str | int, ...]
"""The way to a value: keys and indices from the root."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document. ``values`` and ``keys``: the place of a value, and of the key before it.

    ``texts``: how a number was written, where its value does not say so (007, 6.10, 1e3).
    """

    file: str
    value: Plain
    values: Mapping[Path, Place] = field(default_factory=dict)
    keys: Mapping[Path, Place] = field(default_factory=dict)
    texts: Mapping[Path, str] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Return the place of the value at ``path``, or of the nearest one around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.file))

    def key_place(self, path: Path) -> Place:
        """Return the place of the key at ``path``, or of the nearest value around it."""
        return self.keys.get(path) or self.place(path)


def canonical(value: Plain) -> object:
    """Return the value in one form: a number as its shortest text, so that 60 and 60.0 are one.

    Text begins with a quotation mark there, so that the text '60' is another value.
    """
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | Decimal):
        return shortest(value)
    if isinstance(value, str):
        return "'" + value
    if isinstance(value, list):
        return [canonical(entry) for entry in value]
    return {key: canonical(entry) for key, entry in value.items()}


def shortest(number: int | Decimal) -> str:
    """Return a number written out in full, without zeros that say nothing."""
    text = str(number) if isinstance(number, int) else format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def digest(value: Plain) -> str:
    """Return the SHA-256 of parsed content, in hexadecimal: line ends and key order don't count."""
    text = json.dumps(canonical(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
