"""A city and all below it, invented: units as files state them, and what is known of each.

Every state that a fact can be in has its share: unknown, stale on the first day of it and still
good on the last, dated after the day of the assessment, partly known, seen by an inspector only,
contradicted by another. Values lie on the bounds of the rules, and next to them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from country import SHARE_OF
from support.knowing import Knowing, can_be_partly_known
from support.rulesets import DAY, Generated
from zicha.backends.given import Given
from zicha.errors import Place
from zicha.language.walk import facts_of_subject
from zicha.model.edition import Edition
from zicha.model.facts import LEVELS, Fact, FactType, Knowledge, Level, Members, Stated, Value
from zicha.model.numbers import Interval, Number
from zicha.model.rules import Compare, ItemKind, Ratio, Subject
from zicha.model.ruleset import RuleSet
from zicha.model.unit import Observation, Unit, Waiver
from zicha.units.known import knowledge

ON = DAY
STATES = 24
"""States of a fact that are drawn beforehand; a unit has one of them."""
UNKNOWN, STALE, AT_THE_END, LATER, PARTLY = 0.12, 0.12, 0.06, 0.01, 0.3
ORPHANS, SKIPPING = 0.03, 0.03
"""Units without a unit above them, and those whose next unit above is two levels higher."""
WAIVING = 0.12
OBSERVED = 4
AIMED = 3
"""Observations, and derived values that are set beside their bound, of a unit at most."""
PLACE = Place("invented")


@dataclass(frozen=True, slots=True)
class Invented:
    """A unit as the columnar engine takes it, and all that is known of it and those above it.

    ``chain``: its id and those of the units above it, by level. ``waived``: what it sets aside.
    """

    given: Given
    known: Knowledge
    chain: Mapping[Level, str]
    waived: frozenset[str]


class Inventor:
    """Invents units of an edition, always the same for the same seed."""

    def __init__(self, edition: Edition, rules: RuleSet, seed: str) -> None:
        """Draw the states of every fact."""
        self.rng = Random(seed)
        self.edition = edition
        self.knowing = Knowing(self.rng, Generated(rules, edition.facts))
        self.codes = [indicator.code for indicator in rules.indicators]
        self.counted = counted_facts(rules, edition)
        self.derived = {level: derived_at(self.knowing, level) for level in LEVELS}
        self.states = {level: self.states_at(level) for level in LEVELS}

    # --- Facts --------------------------------------------------------------------------------

    def states_at(self, level: Level) -> list[tuple[str, Sequence[Stated | None]]]:
        """Return the facts of a level, each with states that it may be in."""
        facts = (f for f in self.edition.facts.values() if f.level is level and not f.is_past)
        return [(fact.id, [self.state(fact) for _ in range(STATES)]) for fact in facts]

    def state(self, fact: Fact) -> Stated | None:
        """Return a fact as a person may state it; None where nothing is said."""
        if self.rng.random() < UNKNOWN:
            return None
        return Stated(self.written(fact), self.day(fact))

    def written(self, fact: Fact) -> bool | str | Number | date | Members:
        """Return a value of a fact."""
        partly = fact.type is FactType.SET and self.rng.random() < PARTLY
        value = self.knowing.partly(fact) if partly else self.knowing.value(fact)
        if not isinstance(value, Interval):
            return value
        number = value.exact
        assert number is not None
        return date.fromordinal(int(number)) if fact.type is FactType.DATE else number

    def day(self, fact: Fact) -> date:
        """Return the day of a value."""
        chance = self.rng.random()
        if chance < LATER:
            return ON + timedelta(days=1)
        if fact.valid_days is None or chance > LATER + STALE + AT_THE_END:
            return ON
        last = ON - timedelta(days=fact.valid_days)
        return last - timedelta(days=1) if chance < LATER + STALE else last

    # --- Units --------------------------------------------------------------------------------

    def units(self, count: int) -> Iterator[Invented]:
        """Yield about so many units of all levels, the highest first."""
        above: list[Invented] = []
        higher: list[Invented] = []
        for level in reversed(LEVELS):
            number = max(1, round(count * SHARE_OF[level]))
            found = [self.unit(f"{level}-{n}", level, above, higher) for n in range(number)]
            yield from found
            above, higher = found, above

    def unit(
        self, name: str, level: Level, above: Sequence[Invented], higher: Sequence[Invented]
    ) -> Invented:
        """Return one unit below one of those above it, or below one of the next higher."""
        parents = higher if higher and self.rng.random() < SKIPPING else above
        parent = self.rng.choice(parents) if parents and self.rng.random() >= ORPHANS else None
        unit = self.stated(name, level)
        own, _ = knowledge(unit, (), self.edition, ON)
        own = replace(own, values=self.aimed(level, own.values))
        waived = frozenset(w.indicator for w in unit.waivers if w.state(ON) == "valid")
        given = Given(name, parent.given.unit if parent else None, level, own)
        if parent is None:
            return Invented(given, own, {level: name}, waived)
        values = {**parent.known.values, **own.values}
        known = replace(own, levels=own.levels | parent.known.levels, values=values)
        return Invented(given, known, {**parent.chain, level: name}, waived)

    def stated(self, name: str, level: Level) -> Unit:
        """Return a unit with what was stated of it."""
        drawn = self.rng.choices(range(STATES), k=len(self.states[level]))
        pairs = zip(self.states[level], drawn, strict=True)
        states = ((fact, states[number]) for (fact, states), number in pairs)
        facts = {fact: state for fact, state in states if state is not None}
        observations, waivers = tuple(self.observations(level)), tuple(self.waivers())
        return Unit(name, name, level, PLACE, None, ON, facts, observations, waivers)

    def observations(self, level: Level) -> Iterator[Observation]:
        """Yield what an inspector saw, some of it put right since."""
        counted = self.counted[level]
        for fact in self.rng.sample(counted, min(len(counted), self.rng.randint(0, OBSERVED))):
            fixed = ON if self.rng.random() < UNKNOWN else None
            yield Observation(fact, self.rng.randint(1, 3), "here", ON - timedelta(days=9), fixed)

    def waivers(self) -> Iterator[Waiver]:
        """Yield what is set aside: of a unit in eight some, now and then no longer."""
        if self.rng.random() < WAIVING:
            for code in self.rng.sample(self.codes, self.rng.randint(1, 3)):
                until = ON if self.rng.random() >= STALE else ON - timedelta(days=1)
                yield Waiver(code, "works", "office", ON - timedelta(days=99), until)

    def aimed(self, level: Level, values: Mapping[str, Value]) -> dict[str, Value]:
        """Return values of which some are such that a derived value is on its bound or beside."""
        found, derived = dict(values), self.derived[level]
        for subject, bound in self.rng.sample(derived, min(len(derived), AIMED)):
            if isinstance(subject, Ratio):
                self.knowing.aim_ratio(subject, bound, found)
            else:
                self.knowing.aim_operand(subject, bound + self.rng.randint(-1, 1), found)
        return found


def counted_facts(rules: RuleSet, edition: Edition) -> dict[Level, list[str]]:
    """Return the facts by level that rules count faults of: what an inspector can see."""
    found: dict[Level, dict[str, None]] = {level: {} for level in LEVELS}
    for item in (item for rule in rules.rules for item in rule.items()):
        if item.kind is ItemKind.COUNT and isinstance(item.condition, Compare):
            for fact in facts_of_subject(item.condition.subject):
                if can_be_partly_known(edition.facts[fact]):
                    found[edition.facts[fact].level][fact] = None
    return {level: list(facts) for level, facts in found.items()}


def derived_at(knowing: Knowing, level: Level) -> list[tuple[Subject, Fraction]]:
    """Return sums, differences and ratios over facts of a level, each with its bound."""
    return [
        (subject, Fraction(bound))
        for subject, bound in knowing.marks.derived
        if all(knowing.facts[fact].level is level for fact in facts_of_subject(subject))
    ]
