"""Kleene's three-valued logic: true, false, and None for not known."""

from collections.abc import Iterable

Truth = bool | None


def negation(truth: Truth) -> Truth:
    """Return the opposite; unknown stays unknown."""
    return None if truth is None else not truth


def every(truths: Iterable[Truth]) -> Truth:
    """Return false if one is false, else unknown if one is unknown, else true."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def some(truths: Iterable[Truth]) -> Truth:
    """Return true if one is true, else unknown if one is unknown, else false."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def at_least(n: int, truths: Iterable[Truth]) -> Truth:
    """Return true if ``n`` are true, false if even with the unknown ones fewer than ``n`` are."""
    true = unknown = 0
    for truth in truths:
        true += truth is True
        unknown += truth is None
    if true >= n:
        return True
    return None if true + unknown >= n else False
