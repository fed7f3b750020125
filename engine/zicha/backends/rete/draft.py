"""The productions of one indicator or conclusion while they are written, stage by stage.

A condition that would need too many conjunctions (three of nine parts are 84, and as many say
that it is false) is not spelt out. Its parts are asked in a stage before, the adapter counts how
many are certainly true and how many may still be, and the next stage tests those two counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from zicha.backends.rete import conjunctions
from zicha.backends.rete.conjunctions import Atom, Conjunction, Conjunctions, Sign, Truths, either
from zicha.backends.rete.encode import code_of
from zicha.backends.rete.fields import Fields

MOST_SPELT_OUT = 24
"""Conjunctions that a condition may become before its parts are asked in a stage of their own."""


class Signal(IntEnum):
    """What a production says when it fires, of an item, of a conclusion or of a tallied part."""

    NO_UNIT = 0
    NOT_APPLICABLE = 1
    """A clause of ``applies`` is certainly false; the detail is its index."""
    ZERO = 2
    MET = 3
    UNMET = 4
    SURE = 5
    """The item certainly applies."""
    PRESENT = 6
    ABSENT = 7
    """A required member; the detail is its index."""
    OVER = 8
    """A count may at most exceed what is allowed by a known number."""
    HOLDS = 9
    """A band certainly holds, or a tallied part or a conclusion is certainly true."""
    FAILS = 10
    """The bands up to this one certainly do not hold, or a part or conclusion is false."""


class Priority(IntEnum):
    """The order in which what has fired comes off the agenda; clauses and bands add their index."""

    NO_UNIT = 1
    CLAUSE = 100
    ZERO = 300
    REST = 400
    BAND = 500
    ACKNOWLEDGED = 900


class Effect(NamedTuple):
    """What firing means: for the item (or tally) numbered ``subject``, a signal with a detail."""

    subject: int
    signal: Signal
    detail: int = 0


class Production(NamedTuple):
    """One rule of durable_rules."""

    priority: int
    effect: Effect
    when: Conjunction


@dataclass(frozen=True, slots=True)
class Tally:
    """Parts that are asked in one stage and counted for the next.

    ``certain`` and ``possible``: the fields of how many are certainly true, and may be.
    """

    size: int
    certain: int
    possible: int


@dataclass(slots=True)
class Stage:
    """Productions that can judge at the same time, and the tallies that are counted from them."""

    productions: list[Production]
    tallies: dict[int, Tally]


class Draft:
    """The productions of one indicator or conclusion."""

    def __init__(self, fields: Fields, subject: str) -> None:
        """Start without any; ``subject`` sets its tallies apart from those of others."""
        self.fields = fields
        self.subject = subject
        self.stages: list[Stage] = [Stage([], {})]
        self._stage_of_field: dict[int, int] = {}
        self._tallies = 0

    def say(
        self, effect: Effect, alternatives: Conjunctions, priority: int = Priority.REST
    ) -> None:
        """Add a production for every alternative, each in the first stage that can judge it."""
        for conjunction in alternatives:
            stage = self._stage_of(conjunction)
            self._stage(stage).productions.append(Production(priority, effect, conjunction))

    def at_least(self, n: int, parts: Sequence[Truths]) -> Truths:
        """Return the truths of "at least ``n`` of the parts", counted where there are too many."""
        if conjunctions.size_at_least(n, parts) <= MOST_SPELT_OUT:
            return conjunctions.at_least(n, parts)
        return self._tallied(n, parts)

    def every(self, *parts: Truths) -> Truths:
        """Return the truths of "all of the parts"."""
        return parts[0] if len(parts) == 1 else self.at_least(len(parts), parts)

    def _stage(self, number: int) -> Stage:
        while len(self.stages) <= number:
            self.stages.append(Stage([], {}))
        return self.stages[number]

    def _stage_of(self, conjunction: Conjunction) -> int:
        return max((self._stage_of_field.get(test.field, 0) for test in conjunction), default=0)

    def _tallied(self, n: int, parts: Sequence[Truths]) -> Truths:
        """Ask the parts one by one, and return the truths over how many hold."""
        found = [c for part in parts for alternatives in part for c in alternatives]
        stage = max(self._stage_of(conjunction) for conjunction in found)
        number = self._tallies
        self._tallies += 1
        tally = Tally(
            len(parts),
            self.fields.posted((self.subject, number, "certain")),
            self.fields.posted((self.subject, number, "possible")),
        )
        self._stage(stage).tallies[number] = tally
        for index, part in enumerate(parts):
            self._ask(stage, Effect(-1 - number, Signal.HOLDS, index), part.true)
            self._ask(stage, Effect(-1 - number, Signal.FAILS, index), part.false)
        self._stage_of_field |= {tally.certain: stage + 1, tally.possible: stage + 1}
        enough = Atom(tally.certain, Sign.AT_LEAST, code_of(n, 1))
        too_few = Atom(tally.possible, Sign.LESS, code_of(n, 1))
        return Truths(either(enough), either(too_few))

    def _ask(self, stage: int, effect: Effect, alternatives: Conjunctions) -> None:
        productions = [Production(Priority.REST, effect, found) for found in alternatives]
        self._stage(stage).productions.extend(productions)
