"""Ids of units: which of them name one unit."""

from collections.abc import Iterable

from zicha.errors import Problem, problem
from zicha.model.unit import Unit, id_key


def used_again(units: Iterable[Unit], code: str) -> list[Problem]:
    """Return a problem for every unit whose id one before it has; case does not count.

    Files are named after units, and some systems do not tell a from A there. ``code``: that of
    the problems.
    """
    first: dict[str, Unit] = {}
    found = []
    for unit in units:
        key = id_key(unit.id)
        if key in first:
            found.append(problem(code, unit.place, unit=unit.id, other=first[key].place))
        first.setdefault(key, unit)
    return found
