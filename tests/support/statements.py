"""Random units as people state them: old, new and future values, what was seen, units above."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from support.small_edition import SMALL
from zicha.errors import Place
from zicha.model.facts import Better, Fact, FactType, Knowledge, Level, Members, Stated
from zicha.model.unit import Observation, Unit
from zicha.units.known import knowledge

ON = date(2011, 6, 30)
AGES = (0, 0, 0, 30, 31, 180, 181, 400, 401, -1, -40)
"""How many days before the assessment something was stated: around every ``valid_days``."""


@dataclass(frozen=True, slots=True)
class Family:
    """A community and the units above it that are given."""

    unit: Unit
    above: tuple[Unit, ...]

    def known(self, on: date = ON) -> Knowledge:
        """Return what is known of the community on a day."""
        return knowledge(self.unit, self.above, SMALL, on)[0]

    @property
    def all(self) -> tuple[Unit, ...]:
        """Return all units, the community first."""
        return (self.unit, *self.above)

    def with_unit(self, unit: Unit) -> "Family":
        """Return the family with a unit in the place of the one of its level."""
        first, *rest = (unit if each.kind is unit.kind else each for each in self.all)
        return Family(first, tuple(rest))


def day(rng: Random) -> date:
    """Return a day on which something was stated or seen, or will be."""
    return ON - timedelta(days=rng.choice(AGES))


def value(rng: Random, fact: Fact) -> bool | str | int | Fraction | date | Members:
    """Return a value as a person gives it."""
    match fact.type:
        case FactType.BOOL:
            return rng.random() < 0.5
        case FactType.ENUM:
            return rng.choice(fact.option_ids)
        case FactType.DATE:
            return ON - timedelta(days=rng.randint(0, 60))
        case FactType.SET:
            named = [m for m in fact.option_ids if rng.random() < 0.7]
            present = frozenset(m for m in named if rng.random() < 0.5)
            return Members(present, frozenset(named) - present)
        case FactType.PERCENT:
            return Fraction(rng.randint(0, 300), 3)
        case _:
            return rng.randint(0, 6)


def stated(rng: Random, fact: Fact) -> Stated:
    """Return a statement of some day."""
    return Stated(value(rng, fact), day(rng))


def facts_of(level: Level) -> list[Fact]:
    """Return the facts that a unit of a level may state."""
    return [fact for fact in SMALL.facts.values() if fact.level is level and not fact.is_past]


def unit(rng: Random, level: Level) -> Unit:
    """Return a unit that states some of its facts; of counts, places may have been seen."""
    asked = facts_of(level)
    counted = [f for f in asked if f.type is FactType.INT and f.better is Better.LESS]
    seen = tuple(observation(rng, rng.choice(counted)) for _ in range(rng.randint(0, 3)) if counted)
    facts = {fact.id: stated(rng, fact) for fact in asked if rng.random() < 0.5}
    name = level.value
    return Unit(name, name, level, Place(name), on=ON, facts=facts, observations=seen)


def observation(rng: Random, fact: Fact) -> Observation:
    """Return something that was seen: still open, put right, or to come."""
    seen = day(rng)
    fixed = seen + timedelta(days=rng.randint(0, 60)) if rng.random() < 0.4 else None
    return Observation(fact.id, rng.randint(1, 3), "here", seen, fixed)


def family(rng: Random) -> Family:
    """Return a community, with or without a street and a district above it."""
    above = [unit(rng, each) for each in (Level.STREET, Level.DISTRICT) if rng.random() < 0.7]
    return Family(unit(rng, Level.COMMUNITY), tuple(above))


def shuffled(rng: Random, one: Unit) -> Unit:
    """Return a unit that states the same in another order."""
    facts, seen = list(one.facts.items()), list(one.observations)
    rng.shuffle(facts)
    rng.shuffle(seen)
    return replace(one, facts=dict(facts), observations=tuple(seen))
