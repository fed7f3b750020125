"""How a form is laid out: what its writer and its reader have in common."""

import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from zicha.model.text import LANGUAGES
from zicha.words import say


class Layout(NamedTuple):
    """A table of a form: its columns, and those by which it is known."""

    name: str
    columns: tuple[str, ...]
    known_by: tuple[str, ...]


ANSWERS = Layout(
    "answers",
    (
        "id",
        "earliest",
        "number",
        "label",
        "unit",
        "answer",
        "count",
        "of",
        "hint",
        "method",
        "evidence",
        "date",
        "note",
    ),
    ("label", "answer"),
)
"""What is asked, a row each. ``id`` and ``earliest`` (the first day that counts) are hidden."""
OBSERVATIONS = Layout(
    "observations",
    ("fact", "count", "place", "date", "fixed", "photo", "note"),
    ("fact", "place", "fixed"),
)
WAIVERS = Layout(
    "waivers",
    ("indicator", "reason", "approved_by", "from", "expires"),
    ("indicator", "approved_by", "expires"),
)
LAYOUTS = (ANSWERS, OBSERVATIONS, WAIVERS)

PARENT_ROW = "unit.parent"
UNIT_ROWS = ("unit.id", "unit.name", "unit.kind", PARENT_ROW, "date")
"""Rows about the unit itself; each is named by its path in a unit's file. Attributes follow."""
EDITION_ROW = "edition"
PATH_JOINT = "."
MEMBER_JOINT = "__"
SHORT = 100
"""Characters of a word that is worth keeping."""


def attribute_row(name: str) -> str:
    """Return the id of the row of a unit's attribute."""
    return f"unit{PATH_JOINT}{name}"


def member_row(fact: str, member: str) -> str:
    """Return the id of the row of a member of a set."""
    return f"{fact}{MEMBER_JOINT}{member}"


def same(word: str) -> str:
    """Return a word in one form, however it is spaced or how wide its signs are."""
    return same_short(word) if len(word) <= SHORT else one_form(word)


def one_form(word: str) -> str:
    """Return a word in one form."""
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


same_short = lru_cache(maxsize=10_000)(one_form)
"""The same for words that are short enough to be kept: forms repeat theirs."""


def head_labels(table: str, column: str) -> dict[str, str]:
    """Return what a column of a table is called at its head, for a message."""
    return {f"label_{lang}": say(lang, f"form.head.{table}.{column}") for lang in LANGUAGES}


@cache
def heads(layout: Layout) -> dict[str, str]:
    """Return the columns of a table by what stands at their head, in either language."""
    found = {
        same(say(lang, f"form.head.{layout.name}.{column}")): column
        for lang in LANGUAGES
        for column in layout.columns
    }
    return found | {column: column for column in layout.columns}


@cache
def not_known() -> frozenset[str]:
    """Return the words that say in a form or a table that something is not known."""
    return frozenset(
        same(word)
        for lang in LANGUAGES
        for word in (say(lang, "form.not_known"), *say(lang, "form.also_not_known").split(";"))
    )
