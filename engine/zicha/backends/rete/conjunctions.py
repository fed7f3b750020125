"""Certainly true and certainly false, each as a list of conjunctions of tests.

durable_rules knows no third truth value, and a rule about what is absent misfires or never ends.
So a three-valued condition becomes two lists of plain conjunctions over fields that are known. A
test of a field that a message lacks does not hold: what is unknown makes neither list true.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple


class Sign(StrEnum):
    """How a field is compared, in durable_rules' words."""

    EQUAL = "$eq"
    LESS = "$lt"
    AT_MOST = "$lte"
    MORE = "$gt"
    AT_LEAST = "$gte"


class Atom(NamedTuple):
    """One field of a message against a whole number."""

    field: int
    sign: Sign
    number: int


Conjunction = frozenset[Atom]
Conjunctions = tuple[Conjunction, ...]
"""Alternatives: one of them is enough."""

NEVER: Conjunctions = ()
ANYWAY: Conjunctions = (frozenset(),)


class Truths(NamedTuple):
    """When a condition is certainly true, and when certainly false."""

    true: Conjunctions
    false: Conjunctions


ALWAYS = Truths(ANYWAY, NEVER)


def negation(truths: Truths) -> Truths:
    """Return the opposite: unknown stays unknown."""
    return Truths(truths.false, truths.true)


def conjunction(*found: Atom) -> Conjunction:
    """Return the conjunction of some tests."""
    return frozenset(found)


def either(*found: Atom) -> Conjunctions:
    """Return when one of some tests holds."""
    return tuple(conjunction(atom) for atom in found)


def is_possible(conjunction: Conjunction) -> bool:
    """Return whether no field is to have two values at once."""
    equal = [test.field for test in conjunction if test.sign is Sign.EQUAL]
    return len(equal) == len(set(equal))


def alternatives(found: Iterable[Conjunction]) -> Conjunctions:
    """Return alternatives without those that cannot be or that another one already covers."""
    kept: list[Conjunction] = []
    for conjunction in sorted(set(found), key=lambda c: (len(c), sorted(c))):
        if is_possible(conjunction) and not any(other <= conjunction for other in kept):
            kept.append(conjunction)
    return tuple(kept)


def both(first: Conjunctions, second: Conjunctions) -> Conjunctions:
    """Return when an alternative of each holds."""
    return alternatives(one | other for one in first for other in second)


def together(lists: Sequence[Conjunctions]) -> Conjunctions:
    """Return when an alternative of every list holds."""
    result = ANYWAY
    for found in lists:
        result = both(result, found)
    return result


def of_some(lists: Sequence[Conjunctions], count: int) -> Conjunctions:
    """Return when ``count`` of the lists hold."""
    return alternatives(
        conjunction for chosen in combinations(lists, count) for conjunction in together(chosen)
    )


def size_of_some(lists: Sequence[Conjunctions], count: int) -> int:
    """Return at most how many conjunctions ``of_some`` would have to look at."""
    ways = [1] + [0] * count
    for found in lists:
        for chosen in range(count, 0, -1):
            ways[chosen] += ways[chosen - 1] * len(found)
    return ways[count]


def at_least(n: int, parts: Sequence[Truths]) -> Truths:
    """Return the truths of "at least ``n`` of the parts" (Kleene)."""
    spare = len(parts) - n + 1
    false = of_some([part.false for part in parts], spare) if spare > 0 else ANYWAY
    true = of_some([part.true for part in parts], n) if n <= len(parts) else NEVER
    return Truths(true, false)


def size_at_least(n: int, parts: Sequence[Truths]) -> int:
    """Return at most how many conjunctions ``at_least`` would have to look at."""
    spare = max(len(parts) - n + 1, 0)
    return size_of_some([part.true for part in parts], n) + size_of_some(
        [part.false for part in parts], spare
    )
