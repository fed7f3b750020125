"""Random conclusions, chained over scores, facts, gaps and each other."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from support.conditions import Conditions
from support.dictionary import PLACE, SOURCE, TEXT
from zicha.model.conclusions import (
    Conclusion,
    ConclusionKind,
    EveryOf,
    FactsSay,
    GapsAbove,
    Holds,
    NotAnyOf,
    Premise,
    ScoreReaches,
    SomeOf,
)

LINES = (0, 33, 50, Decimal("66.5"), 80, 100)
NOTHING_THERE = "9"
"""A category without indicators: its score is never known."""


def premise(
    rng: Random, conditions: Conditions, earlier: Sequence[Conclusion], scored: Sequence[str]
) -> Premise:
    """Return something that a conclusion can rest on by itself."""
    form = rng.randrange(4)
    if form == 0:
        category = rng.choice((None, NOTHING_THERE, *scored, *scored))
        return ScoreReaches(category, rng.choice(LINES), waivers=rng.random() < 0.5)
    if form == 1:
        return GapsAbove(rng.choice((0, 30, 50, 100)))
    if form == 2 and earlier:
        return Holds(rng.choice(earlier).id)
    return FactsSay(conditions.draw(1))


def conclusions(
    rng: Random, conditions: Conditions, scored: Sequence[str]
) -> tuple[Conclusion, ...]:
    """Return a conclusion or two of every kind, each after those that it reads."""
    made: list[Conclusion] = []
    kinds = [*ConclusionKind, *rng.sample(list(ConclusionKind), 2)]
    for number, kind in enumerate(kinds):
        form = rng.choice((None, None, EveryOf, SomeOf, NotAnyOf))
        when = premise(rng, conditions, made, scored)
        if form is not None:
            when = form((when, premise(rng, conditions, made, scored)))
        made.append(Conclusion(f"c{number}", kind, TEXT, when, SOURCE, PLACE))
    return tuple(made)
