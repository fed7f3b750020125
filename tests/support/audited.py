"""Random audits: rules, units of all levels below each other, some days, some waivers.

``audit(seed, size)`` is the whole of it: the same seed always gives the same audit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from support.conclusions import LINES
from support.dictionary import PLACE, SOURCE, TEXT
from support.generate import waived
from support.knowing import Knowing
from support.many import Told
from support.rulesets import CATEGORIES, DAY, Generated, rule_set
from support.small_edition import SMALL, indicator
from zicha.audit.population import Candidate, Population
from zicha.backends.given import Given
from zicha.model.conclusions import Conclusion, ConclusionKind, ScoreReaches
from zicha.model.edition import Edition
from zicha.model.facts import LEVELS, Knowledge, Level, Stated, Value, WhyUnknown
from zicha.model.results import GapCount, Load
from zicha.model.rules import Item, Rule
from zicha.model.ruleset import RuleSet
from zicha.model.unit import Unit

OWNERS = ("police", "culture", "health", "住建局")
NOT_GIVEN, NOT_JUDGED, WAIVING = 0.1, 0.15, 0.3
SKIPPING = 0.1
SIZES = (None, 900, 1000, 1000, 5000)


@dataclass(frozen=True, slots=True)
class Drawn:
    """An audit: the rules, the units that are judged, and all that are given by id.

    ``parents``: by id the nearest unit above that is given. Of a unit that is only above others
    the values count, and on whatever day it is asked.
    """

    generated: Generated
    judged: Sequence[Told]
    given: Mapping[str, Told]
    parents: Mapping[str, str | None]

    def parent_of(self, unit: Told) -> str | None:
        """Return the parent that a unit states: given or not."""
        return unit.placed.parent


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws the units of one audit."""

    rng: Random
    generated: Generated
    days: Sequence[date]
    waiving: float

    def units(self, size: int) -> Drawn:
        """Return an audit of about so many communities."""
        slots = {
            Level.CITY: 1 + size // 150,
            Level.DISTRICT: 1 + size // 20,
            Level.STREET: 1 + size // 7,
            Level.COMMUNITY: size,
        }
        drawn: dict[str, Told] = {}
        gone: set[str] = set()
        parents: dict[str, str | None] = {}
        for level in reversed(LEVELS):
            for number in range(slots[level]):
                unit = f"{level}-{number}"
                if level is not Level.COMMUNITY and self.rng.random() < NOT_GIVEN:
                    gone.add(unit)
                else:
                    upper = self.parent(level, slots, gone)
                    parents[unit] = upper if upper in drawn else None
                    drawn[unit] = self.unit(unit, level, upper, drawn)
        judged = [
            unit
            for unit in drawn.values()
            if unit.level is Level.COMMUNITY or self.rng.random() >= NOT_JUDGED
        ]
        self.rng.shuffle(judged)
        return Drawn(self.generated, judged, drawn, parents)

    def parent(self, level: Level, slots: Mapping[Level, int], gone: set[str]) -> str | None:
        """Return what stands above a unit: mostly one of the next level, given or not."""
        higher = LEVELS[level.height + 1 :]
        if not higher or self.rng.random() < SKIPPING:
            return None
        upper = higher[0] if self.rng.random() > SKIPPING else self.rng.choice(higher)
        chosen = f"{upper}-{self.rng.randrange(slots[upper])}"
        # A parent that is not given is taken for a unit of the next level.
        return None if chosen in gone and upper is not higher[0] else chosen

    def unit(self, unit: str, level: Level, parent: str | None, drawn: Mapping[str, Told]) -> Told:
        """Return a unit below those that are there already."""
        upper = drawn.get(parent or "")
        above: dict[Level, str] = {}
        if upper is not None:
            above = {upper.level: upper.id, **upper.above}
        elif parent is not None:
            above = {LEVELS[level.height + 1]: parent}
        codes = waived(self.rng, self.generated.rules)
        return Told(
            id=unit,
            values={} if upper is None else upper.values,
            level=level,
            above=above,
            given=frozenset() if upper is None else upper.given | {upper.level},
            waived=codes if self.rng.random() < self.waiving else frozenset(),
            size=self.rng.choice(SIZES),
            day=self.rng.choice(self.days),
        ).knowing(self.own_values(level))

    def own_values(self, level: Level) -> dict[str, Value]:
        """Return what a unit of a level states: rarely nothing at all, as one that is damaged."""
        values: dict[str, Value] = {}
        if self.rng.random() < 0.05:
            return values
        knowing, why = Knowing(self.rng, self.generated), dict[str, WhyUnknown]()
        wholly = self.rng.random() < 0.4
        for fact in self.generated.facts.values():
            if fact.level is level:
                knowing.draw_fact(fact, values, why, wholly=wholly)
        knowing.aim(values)
        return values


def owned(rng: Random, rules: RuleSet) -> RuleSet:
    """Return the rules with several departments in them."""

    def items(found: Sequence[Item]) -> Iterator[Item]:
        yield from (replace(item, owner=rng.choice(OWNERS)) for item in found)

    def rule(found: Rule) -> Rule:
        parts = [replace(part, items=tuple(items(part.items))) for part in found.parts]
        return replace(found, parts=tuple(parts))

    return replace(rules, rules=tuple(rule(each) for each in rules.rules))


def lined(rng: Random, rules: RuleSet) -> RuleSet:
    """Return the rules with more score lines: of all categories, and of some."""
    found = [
        Conclusion(
            id=f"line_{number}",
            kind=ConclusionKind.LINE,
            label=TEXT,
            when=ScoreReaches(rng.choice((None, *CATEGORIES)), rng.choice(LINES)),
            source=SOURCE,
            place=PLACE,
        )
        for number in range(5)
    ]
    return replace(rules, conclusions=(*rules.conclusions, *found))


def audit(seed: int, size: int) -> Drawn:
    """Return the audit of a seed: of one day or of several, with waivers or without any."""
    rng = Random(seed)
    drawn = rule_set(rng)
    generated = replace(drawn, rules=lined(rng, owned(rng, drawn.rules)))
    days = [DAY - timedelta(days=90 * back) for back in range(rng.choice((1, 1, 3)))]
    return Drawing(rng, generated, days, rng.choice((0, WAIVING))).units(size)


# --- As an audit has them -----------------------------------------------------------------------


def edition_of(generated: Generated) -> Edition:
    """Return an edition with those rules and facts."""
    rules = generated.rules
    return replace(
        SMALL,
        facts=generated.facts,
        indicators=tuple(
            replace(indicator(each.code), points=each.points, category=each.category)
            for each in rules.indicators
        ),
        grades=rules.shares,
        fault_limits=rules.fault_limits,
        rules={rule.indicator: rule for rule in rules.rules},
        conclusions=rules.conclusions,
    )


class DrawnPopulation(Population):
    """The units of a drawn audit: what is known of them is drawn, not stated."""

    def __init__(self, drawn: Drawn) -> None:
        """Keep the audit."""
        self.drawn = drawn
        units = {
            each.id: Unit(
                each.id,
                each.id,
                each.level,
                PLACE,
                drawn.parent_of(each),
                facts=size_stated(each),
            )
            for each in drawn.given.values()
        }
        super().__init__(
            edition_of(drawn.generated),
            units,
            {unit: tuple(self.chain(units, unit)) for unit in units},
            {each.id: each.day for each in drawn.judged},
        )

    def chain(self, units: Mapping[str, Unit], unit: str) -> Iterator[Unit]:
        """Yield the units above one, the nearest first."""
        upper = self.drawn.parents[unit]
        while upper is not None:
            yield units[upper]
            upper = self.drawn.parents[upper]

    def known(self, unit: Unit, on: date) -> Knowledge:
        """Return what is known of a unit on a day."""
        return replace(self.drawn.given[unit.id].known, on=on)

    def candidate(self, unit: Unit) -> Candidate:
        """Return a unit as it is judged."""
        told, above = self.drawn.given[unit.id], self.ancestors[unit.id]
        return Candidate(unit, above, told.day, self.known(unit, told.day), (), told.waived, {})

    def given(self, unit: Unit, on: date) -> Given:
        """Return a unit as it stands in the tables of a day."""
        above = self.ancestors[unit.id]
        return Given(unit.id, above[0].id if above else None, unit.kind, self.known(unit, on))


def size_stated(unit: Told) -> dict[str, Stated]:
    """Return how many people live in a unit, as it states it."""
    if unit.size is None:
        return {}
    return {f"{unit.level.value}.population": Stated(unit.size, DAY)}


def without_worth(counts: Iterable[GapCount]) -> list[GapCount]:
    """Return counts without what only the commonest gaps have."""
    return [replace(count, points=0, lifts={}) for count in counts]


def loads(found: Iterable[Load]) -> list[Load]:
    """Return loads without what only the commonest gaps have."""
    return [replace(load, counts=tuple(without_worth(load.counts))) for load in found]
