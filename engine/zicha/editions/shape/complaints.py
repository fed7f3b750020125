"""Pydantic's complaints -> problems with a place, in this program's words."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from zicha.documents.document import Path, Plain
from zicha.editions.shape.base import (
    CODE_PATTERN,
    EDITION_PATTERN,
    ID_PATTERN,
    OWN,
    UNKNOWN,
    UNKNOWN_EMPTY,
    WORK_PATTERN,
)
from zicha.editions.spot import Entry, Spot
from zicha.language.nearest import nearest

S = TypeVar("S")

CODES = {
    "missing": "shape-key-missing",
    "string_type": "shape-not-text",
    "int_type": "shape-not-whole",
    "bool_type": "shape-not-yes-no",
    "list_type": "shape-not-list",
    "tuple_type": "shape-not-list",
    "dict_type": "shape-not-mapping",
    "model_type": "shape-not-mapping",
    "model_attributes_type": "shape-not-mapping",
    "union_tag_not_found": "shape-not-fitting",
    "too_short": "shape-list-short",
    "too_long": "shape-list-long",
    "string_too_long": "shape-id-long",
    "greater_than_equal": "shape-number-small",
    "greater_than": "shape-number-small",
    "less_than_equal": "shape-number-large",
    "enum": "shape-word-unknown",
    "literal_error": "shape-word-unknown",
    "union_tag_invalid": "shape-word-unknown",
}
"""Types of pydantic's errors, and what this program calls them."""

PATTERNS = {
    ID_PATTERN: "shape-id-malformed",
    CODE_PATTERN: "shape-code-malformed",
    WORK_PATTERN: "shape-work-malformed",
    EDITION_PATTERN: "shape-edition-malformed",
}
"""What this program calls a text that is not of a form."""

OF_KEYS = (UNKNOWN, UNKNOWN_EMPTY, "shape-value-missing")
"""Complaints about a key, not about its value."""

BARE = ("shape-not-number", "shape-not-whole", "shape-not-yes-no")
"""Complaints about what stands without quotation marks: a text is shown with them."""

FALLBACK = "shape-not-fitting"


def shaped(validate: Callable[[Plain], S], spot: Spot) -> Entry[S] | None:
    """Return the value at a spot in its shape; where it does not fit, report all that is wrong.

    ``validate`` is the check of the shape: ``model_validate`` of a model.
    """
    try:
        return Entry(validate(spot.value), spot)
    except ValidationError as error:
        for line in error.errors(include_url=False):
            report(line, spot)
        return None


def report(line: ErrorDetails, spot: Spot) -> None:
    """Report one complaint at the key or value that it is about."""
    if line["loc"][-1:] == ("[key]",):  # the key of a mapping, not its value
        report_key(line, spot)
        return
    code = code_of(line)
    path = (*real_path(line["loc"], spot.value), *deciding_key(line))
    if code == "shape-key-missing":
        spot.to(path).report(code, key=missing_key(line))
    elif code in OF_KEYS:
        spot.to(path).report_key(code, **line["ctx"])
    elif spot.to(path).value is None:
        spot.to(path).report_key("shape-nothing")
    else:
        spot.to(path).report(code, **arguments(line, spot.to(path).value))


def code_of(line: ErrorDetails) -> str:
    """Return what this program calls a complaint."""
    kind = line["type"]
    if kind.startswith(OWN):
        return kind
    if kind == "string_pattern_mismatch":
        return PATTERNS[line["ctx"]["pattern"]]
    if kind == "union_tag_invalid" and not deciding_key(line):
        return FALLBACK
    if kind == "union_tag_not_found" and quoted(line):
        return "shape-key-missing"
    return CODES.get(kind, FALLBACK)


def deciding_key(line: ErrorDetails) -> Path:
    """Return the key whose word says which form a mapping has, where that word is no such one.

    Pydantic quotes a key; a form that a function tells apart by the value has none.
    """
    return (quoted(line),) if line["type"] == "union_tag_invalid" and quoted(line) else ()


def quoted(line: ErrorDetails) -> str:
    """Return the key that says which form a mapping has; nothing where a function tells."""
    decides = str(line["ctx"]["discriminator"])
    return decides.strip("'") if decides.startswith("'") else ""


def missing_key(line: ErrorDetails) -> str:
    """Return the key that a mapping lacks."""
    return str(line["loc"][-1]) if line["type"] == "missing" else quoted(line)


def report_key(line: ErrorDetails, spot: Spot) -> None:
    """Report a complaint about a key that is itself a word or an id."""
    path = real_path(line["loc"], spot.value)
    spot.to(path).report_key(code_of(line), **arguments(line, str(line["loc"][-2])))


def real_path(loc: tuple[str | int, ...], value: Plain) -> Path:
    """Return the way through the document: what pydantic adds (its unions' tags) is left out."""
    path: list[str | int] = []
    for step in loc:
        inside_map = isinstance(value, dict) and isinstance(step, str) and step in value
        inside_list = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if inside_map or inside_list:
            path.append(step)
            value = value[step]  # type: ignore[index]
    return tuple(path)


def arguments(line: ErrorDetails, given: Plain) -> dict[str, str]:
    """Return the words that the message of a complaint mentions."""
    context = line.get("ctx", {})
    said = f"'{given}'" if isinstance(given, str) and code_of(line) in BARE else brief(given)
    if line["type"].startswith(OWN):
        return {name: said if name == "given" else word for name, word in context.items()}
    found = {"given": said}
    if code_of(line) == FALLBACK:  # what may stand here instead has no name in the files
        return found
    for name, make in ARGUMENTS.items():
        if name in context:
            found |= make(context[name], brief(given))
    return found


def brief(value: Plain) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    return "[…]" if isinstance(value, list) else str(value)


def words(expected: str) -> list[str]:
    """Return the words out of pydantic's ``'a', 'b' or 'c'``."""
    return [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]


ARGUMENTS: dict[str, Callable[[object, str], dict[str, str]]] = {
    "expected": lambda value, given: {"nearest": nearest(given, words(str(value)))},
    "expected_tags": lambda value, given: {"nearest": nearest(given, words(str(value)))},
    "ge": lambda value, _: {"least": str(value)},
    "gt": lambda value, _: {"least": str(int(str(value)) + 1)},
    "le": lambda value, _: {"most": str(value)},
    "min_length": lambda value, _: {"least": str(value)},
    "max_length": lambda value, _: {"most": str(value)},
}
"""How an entry of pydantic's context is said."""
