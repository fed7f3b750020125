"""Percentages that may have been meant as fractions of one: a hint, never another value."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from zicha.documents.document import Plain
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.facts import Fact, FactType
from zicha.units.typed import RefusedError, shown, typed_number
from zicha.units.values import digits_after_point

SMALL, SMALL_IN_TABLE = "form-percent-small", "table-percent-small"
"""The codes of a hint at one value, and at the first of several in a column of a table."""


def is_fraction(value: Plain, fact: Fact) -> bool:
    """Return whether a percentage may have been meant as a fraction of one, and can be read."""
    if fact.type is not FactType.PERCENT:
        return False
    try:
        number = typed_number(value, None)
    except RefusedError:
        return False
    is_small = isinstance(number, Decimal) and 0 < number < 1
    return is_small and digits_after_point(Decimal(number)) <= fact.decimals


def hint_of(place: Place, value: Plain, fact: Fact, count: int = 1) -> Problem:
    """Return the hint. ``count``: of so many values in a column of a table; it is at the first."""
    code = SMALL if count == 1 else SMALL_IN_TABLE
    labels = {"fact": fact.id, "label_zh": fact.label.zh, "label_en": fact.label.en}
    return problem(code, place, Severity.HINT, value=shown(value), count=count, **labels)


def together(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in which the hints at one column of a table are one, at the first of them."""
    found: list[Problem] = []
    first: dict[tuple[str, int, str], int] = {}
    for each in problems:
        if each.code not in (SMALL, SMALL_IN_TABLE):
            found.append(each)
            continue
        key = each.place.file, each.place.sheet, each.args["fact"]
        if key in first:
            found[first[key]] = joined(found[first[key]], each)
        else:
            first[key] = len(found)
            found.append(each)
    return found


def joined(one: Problem, other: Problem) -> Problem:
    """Return two hints at one column as one."""
    upper = min(one, other, key=lambda each: each.place)
    count = int(one.args["count"]) + int(other.args["count"])
    return replace(upper, code=SMALL_IN_TABLE, args={**upper.args, "count": str(count)})
