"""What was found of the last edition: of a folder of units it is that of all."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from zicha.model.edition import Edition

Found = TypeVar("Found")


def of_the_last(find: Callable[[Edition], Found]) -> Callable[[Edition], Found]:
    """Return a function that looks once in an edition, until it is asked of another one.

    What it returns is everyone's: it must not be changed.
    """
    last: list[tuple[Edition, Found]] = []

    @wraps(find)
    def found(edition: Edition) -> Found:
        for known, kept in last:
            if known is edition:
                return kept
        kept = find(edition)
        last[:] = [(edition, kept)]
        return kept

    return found
