"""An edition as JSON and back, exactly: for the cache.

What JSON lacks is an object with one key that says what it is: a tuple, a mapping, a word of an
enumeration, an exact number, a day, or a class of the model with its fields in order. Nothing
else can be made, whatever a file says.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from inspect import getmembers, isclass
from typing import Any

from zicha import errors
from zicha.model import conclusions, edition, facts, rules, text

MODULES = (errors, text, facts, rules, conclusions, edition)
TUPLE, MAPPING, WORD = "()", "{}", "="
SCALARS = (Decimal, Fraction, date)


def _own_classes() -> Iterator[tuple[str, type[Any]]]:
    """Yield the classes of the model by name."""
    for module in MODULES:
        for name, kind in getmembers(module, isclass):
            if kind.__module__ == module.__name__:
                yield name, kind


def _from_fields(kind: Callable[..., object]) -> Callable[[list[object]], object]:
    """Return what makes an object of a class from its fields in order."""
    return lambda values: kind(*values)


WORDS: dict[str, Enum] = {
    f"{name}.{word.value}": word
    for name, kind in _own_classes()
    if issubclass(kind, Enum)
    for word in kind
}
MAKERS: dict[str, Callable[[Any], object]] = {
    TUPLE: tuple,
    MAPPING: dict,
    WORD: WORDS.__getitem__,
    "Decimal": Decimal,
    "Fraction": Fraction,
    "date": date.fromisoformat,
    **{name: _from_fields(kind) for name, kind in _own_classes() if is_dataclass(kind)},
}
"""What makes a value out of the content of a marked object."""


def to_json(value: object) -> str:
    """Return a value of the model as JSON."""
    return json.dumps(_encoded(value), ensure_ascii=False, separators=(",", ":"))


def from_json(content: str) -> object:
    """Return the value in JSON. Raises LookupError, TypeError or ValueError where it holds none."""
    return json.loads(content, object_hook=_decoded)


def _encoded(value: object) -> object:
    """Return a value as JSON can hold it."""
    name = type(value).__name__
    if isinstance(value, Enum):
        return {WORD: f"{name}.{value.value}"}
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, tuple):
        return {TUPLE: [_encoded(entry) for entry in value]}
    if isinstance(value, Mapping):
        return {MAPPING: [[_encoded(key), _encoded(entry)] for key, entry in value.items()]}
    if isinstance(value, SCALARS):
        return {name: str(value)}
    own: Any = value
    return {name: [_encoded(getattr(own, field.name)) for field in fields(own)]}


def _decoded(marked: dict[str, object]) -> object:
    """Return the value that an object of JSON stands for."""
    ((mark, content),) = marked.items()
    return MAKERS[mark](content)
