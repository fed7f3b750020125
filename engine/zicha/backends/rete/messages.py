"""Messages, each small enough for whatever facts may make true.

durable_rules tests a message on a tree: a rule's tests are a path from the root, and rules share
the beginnings of their paths. Walking it, the module keeps the branches that are still to be
followed on a stack of 64; one more, and all results of the message are lost. What the stack can
come to at most follows from the tree alone, so productions that would exceed it with any facts
are spread over several messages when rules are compiled.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zicha.backends.rete.conjunctions import Atom
from zicha.backends.rete.draft import Production

MOST_BRANCHES = 60
"""Branches that a message may leave on the stack; 65 are refused by the module."""
MOST_FIELDS = 200
"""Fields of one message; the module takes 252 beside its id."""
MOST_ALIKE = 200
"""Rules with the same tests; the module holds 255, and may crash with 256."""

Path = tuple[Atom, ...]


class Message(NamedTuple):
    """One kind of message: the fields that it carries, and the productions that judge it."""

    kind: int
    fields: tuple[int, ...]
    productions: tuple[Production, ...]

    @classmethod
    def of(cls, kind: int, productions: Sequence[Production]) -> "Message":
        """Return the message that carries all that the productions test."""
        fields = sorted({test.field for p in productions for test in p.when})
        return cls(kind, tuple(fields), tuple(productions))

    def fits(self) -> bool:
        """Return whether no facts can make the message more than the module holds."""
        paths = [path_of(production) for production in self.productions]
        return (
            len(self.fields) <= MOST_FIELDS
            and branches(paths) <= MOST_BRANCHES
            and max(Counter(paths).values(), default=0) <= MOST_ALIKE
        )


def path_of(production: Production) -> Path:
    """Return the tests of a production in the order in which the module makes them."""
    return tuple(sorted(production.when))


def branches(paths: Sequence[Path]) -> int:
    """Return how many branches can be on the stack at once, were every test true."""
    if len(paths) == 1:
        return min(len(paths[0]), 1)
    below: dict[Atom, list[Path]] = {}
    for path in paths:
        if path:
            below.setdefault(path[0], []).append(path[1:])
    if not below:
        return 0
    deepest = max(branches(rest) for rest in below.values())
    return max(len(below), len(below) - 1 + deepest)


def messages_of(productions: Sequence[Production], kinds: Iterator[int]) -> Iterator[Message]:
    """Yield the productions in as few messages as their order allows, at least one."""
    whole = Message.of(0, productions)
    if whole.fits():
        yield whole._replace(kind=next(kinds))
        return
    chosen: list[Production] = []
    for production in productions:
        if not Message.of(0, [*chosen, production]).fits():
            yield Message.of(next(kinds), chosen)
            chosen = []
        chosen.append(production)
    yield Message.of(next(kinds), chosen)
