"""A small random fact dictionary: facts of every type at every level."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from zicha.errors import Place
from zicha.model.facts import LEVELS, Better, Fact, FactType, Level, Option
from zicha.model.numbers import Number
from zicha.model.rules import Confidence, Source
from zicha.model.text import Text

TEXT = Text(zh="x", en="x")
PLACE = Place("generated.yaml", 1, 1)
SOURCE = Source("TEST", "2011", Confidence.LOCAL)

BETTER: dict[FactType, tuple[Better, ...]] = {
    FactType.BOOL: (Better.TRUE, Better.FALSE),
    FactType.INT: (Better.MORE, Better.LESS, Better.LESS, Better.NEUTRAL),
    FactType.DECIMAL: (Better.MORE, Better.LESS, Better.NEUTRAL),
    FactType.PERCENT: (Better.MORE, Better.MORE, Better.LESS, Better.LESS, Better.NEUTRAL),
    FactType.ENUM: (Better.ORDER, Better.ORDER, Better.NEUTRAL),
    FactType.SET: (Better.SUPERSET, Better.SUPERSET, Better.NEUTRAL),
    FactType.DATE: (Better.MORE, Better.MORE, Better.LESS, Better.NEUTRAL),
}
"""Which ways a fact of each type may improve."""

LOWER_BOUNDS: dict[FactType, tuple[Number | None, ...]] = {
    FactType.INT: (0, 0, 1, None),
    FactType.DECIMAL: (0, Decimal("0.5"), None),
    FactType.PERCENT: (0,),
}
"""The least values that a number may declare; None allows negative ones."""

UPPER_BOUNDS: dict[FactType, tuple[Number | None, ...]] = {
    FactType.INT: (None, None, 12, 1000),
    FactType.DECIMAL: (None, None, 100),
    FactType.PERCENT: (None, 100),
}
"""The greatest values that a number may declare."""

COUNTS: dict[FactType, int] = {
    FactType.BOOL: 3,
    FactType.INT: 4,
    FactType.DECIMAL: 2,
    FactType.PERCENT: 2,
    FactType.ENUM: 1,
    FactType.SET: 2,
    FactType.DATE: 1,
}
"""How many facts of each type a community has; a level above has at most two of each."""


def options(*ids: str) -> tuple[Option, ...]:
    """Return options of those ids."""
    return tuple(Option(option_id, TEXT) for option_id in ids)


def fact(rng: Random, level: Level, kind: FactType, number: int) -> Fact:
    """Return a random fact of a level and type."""
    choices: tuple[Option, ...] = ()
    if kind is FactType.ENUM:
        choices = options("good", "fair", "poor", "none")
    if kind is FactType.SET:
        choices = options("m0", "m1", "m2", "m3")
    return Fact(
        id=f"{level.value}_{kind.value}_{number}",
        label=TEXT,
        type=kind,
        level=level,
        better=rng.choice(BETTER[kind]),
        hint=TEXT,
        decimals=0 if kind is FactType.INT else 6,
        low=rng.choice(LOWER_BOUNDS.get(kind, (None,))),
        high=rng.choice(UPPER_BOUNDS.get(kind, (None,))),
        options=choices,
    )


def is_share(fact: Fact) -> bool:
    """Return whether a fact may be computed over units below: known as a range, then."""
    return fact.type is FactType.PERCENT and fact.level is not Level.COMMUNITY


def within(fact: Fact, number: Number) -> Number:
    """Return the number as the fact can have it, never out of its range."""
    low, high = fact.possible
    if low is not None and number < low:
        return low
    return high if high is not None and number > high else number


def attributes(level: Level) -> tuple[Fact, ...]:
    """Return the attributes of a unit of that level: town, population, whether it is new."""
    town = Fact(
        id=f"{level.value}.town",
        label=TEXT,
        type=FactType.ENUM,
        level=level,
        better=Better.NEUTRAL,
        hint=TEXT,
        options=options("old", "new"),
        is_attribute=True,
    )
    population = Fact(
        id=f"{level.value}.population",
        label=TEXT,
        type=FactType.INT,
        level=level,
        better=Better.NEUTRAL,
        hint=TEXT,
        low=0,
        is_attribute=True,
    )
    new = Fact(
        id=f"{level.value}.new",
        label=TEXT,
        type=FactType.BOOL,
        level=level,
        better=Better.NEUTRAL,
        hint=TEXT,
        is_attribute=True,
    )
    return town, population, new


def dictionary(rng: Random) -> Mapping[str, Fact]:
    """Return random facts of every type for a community, and some for the levels above it."""
    facts: list[Fact] = []
    for level in LEVELS:
        facts.extend(attributes(level))
        for kind, most in COUNTS.items():
            count = most if level is Level.COMMUNITY else rng.randint(0, min(most, 2))
            facts.extend(fact(rng, level, kind, number) for number in range(count))
    return {declared.id: declared for declared in facts}
