"""Lines of a table that are none of its entries: what adds the others up, and notes below them."""

from collections.abc import Mapping
from functools import cache

from zicha.documents.document import Plain
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.text import LANGUAGES
from zicha.units.workbook.layout import same
from zicha.words import say

COLON = ":"
"""What stands between what a note is about and what it says."""


def is_aside(cells: Mapping[int, object], unit: Plain, kind: Plain = None) -> bool:
    """Return whether a line is no entry: a line of totals, or a note below a table.

    Args:
        cells: What stands in its columns.
        unit: What it says of whom it is about.
        kind: What it says of the level of that: of an aside nothing, or a part of the note.
    """
    if kind is not None and COLON not in same(str(kind)):
        return False
    said = {same(str(value)) for value in cells.values() if value is not None} - {""}
    if not said:
        return False
    is_total = any(map(is_word_for_total, said)) and (unit is None or is_word_for_total(unit))
    return is_total or all(COLON in word for word in said)


def is_word_for_total(value: Plain) -> bool:
    """Return whether something says of a line that it adds the others up."""
    return same(str(value)).removesuffix(COLON) in totals()


def noted(place: Place, code: str = "table-line-aside") -> Problem:
    """Return the hint that a line was not read as an entry. ``code``: of units, or of a list."""
    return problem(code, place, Severity.HINT)


@cache
def totals() -> frozenset[str]:
    """Return the words that say of a line that it adds the others up."""
    words = (word for lang in LANGUAGES for word in say(lang, "form.also.total").split(";"))
    return frozenset(same(word) for word in words)
