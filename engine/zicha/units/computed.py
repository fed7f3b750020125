"""Shares over the units below a unit, computed where it states none that counts.

docs/units.md says the same in words ("Shares that are computed").
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from zicha.model.edition import Edition
from zicha.model.facts import Fact, Level, ShareOf, Value
from zicha.model.hints import HintFound
from zicha.model.numbers import Interval, Number
from zicha.model.unit import Unit
from zicha.units.known import knowledge
from zicha.units.twins import twins_of
from zicha.words.numbers import percent_text, shown_number

WHOLE = 100
"""A share is in percent."""

DayOf = Callable[[Unit], date | None]
"""Returns the day on which a unit is judged."""


class Share(NamedTuple):
    """A share of the dictionary that is computed, and what it is computed from."""

    fact: Fact
    of: ShareOf


@dataclass(slots=True)
class Tally:
    """What the units below a unit say of a yes-or-no fact; ``given`` counts those that do not."""

    given: int = 0
    yes: int = 0
    no: int = 0

    def add(self, answer: Value | None) -> None:
        """Count one more unit, with what is known of it."""
        self.given += 1
        self.yes += answer is True
        self.no += answer is False


@dataclass(slots=True)
class Computed:
    """What is computed of one unit, by fact, and what is worth a look there."""

    shares: dict[str, Interval] = field(default_factory=dict)
    hints: list[HintFound] = field(default_factory=list)

    def hint(self, code: str, facts: Iterable[str], /, **args: object) -> None:
        """Note a hint; its arguments are kept as text."""
        texts = {name: str(value) for name, value in args.items()}
        self.hints.append(HintFound(code, texts, tuple(facts)))


def computed_shares(
    units: Mapping[str, Unit], edition: Edition, day_of: DayOf
) -> dict[str, Computed]:
    """Return what is computed of each unit that has a share over the units below it, by its id.

    A unit's share is that of its own day. A unit of which nothing is known may be among them: it
    counts as one that does not answer.
    """
    tallies = {
        share.fact.id: tallied(units, edition, share, day_of) for share in shares_in(edition)
    }
    return shares_from(tallies, units.values(), edition, day_of)


def shares_in(edition: Edition) -> list[Share]:
    """Return the shares that are computed where they are not stated."""
    return [
        Share(fact, fact.share_of)
        for fact in edition.facts.values()
        if fact.share_of is not None and not fact.is_past
    ]


def shares_from(
    tallies: Mapping[str, Mapping[str, Tally]],
    owners: Collection[Unit],
    edition: Edition,
    day_of: DayOf,
) -> dict[str, Computed]:
    """Return what is computed of units from answers already counted, by share and unit id.

    Units of other levels than those that hold a share may be among them.
    """
    found: dict[str, Computed] = {}
    for share in shares_in(edition):
        known = Known(edition, (share.fact.id, share.of.among))
        for owner in owners:
            day = day_of(owner) if owner.kind is share.fact.level else None
            if day is not None:
                tally = tallies[share.fact.id].get(owner.id, Tally())
                computed = found.setdefault(owner.id, Computed())
                compute(share, known.of(owner, day), tally, computed)
    return found


def shares_for(
    unit: Unit, ancestors: Iterable[Unit], computed: Mapping[str, Computed]
) -> dict[str, Interval]:
    """Return the computed shares of a unit and of the units above it, for ``knowledge``."""
    found: dict[str, Interval] = {}
    for owner in (unit, *ancestors):
        if owner.id in computed:
            found |= computed[owner.id].shares
    return found


# --- What the units below answer ----------------------------------------------------------------


def tallied(
    units: Mapping[str, Unit], edition: Edition, share: Share, day_of: DayOf
) -> dict[str, Tally]:
    """Return the answers of the units below each unit that holds a share, by its id."""
    counted = edition.facts[share.of.fact]
    known = Known(edition, (counted.id,))
    found: dict[str, Tally] = {}
    for unit in units.values():
        owner = above(unit, share.fact.level, units) if unit.kind is counted.level else None
        day = None if owner is None else day_of(owner)
        if owner is not None and day is not None:
            answer = known.of(unit, day).get(counted.id)
            found.setdefault(owner.id, Tally()).add(answer)
    return found


def above(unit: Unit, level: Level, units: Mapping[str, Unit]) -> Unit | None:
    """Return the unit of a level above a unit, by the chain of ``parent``; None where it breaks."""
    lower = unit
    while lower.parent is not None and lower.kind.height < level.height:
        upper = units.get(lower.parent)
        if upper is None or upper.kind.height <= lower.kind.height:
            return None
        lower = upper
    return lower if lower.kind is level else None


class Known:
    """What is known of a few facts: as ``knowledge`` has it, without the rest of the unit.

    A hundred thousand units are asked for one answer each, so what cannot bear on it is left out.
    """

    def __init__(self, edition: Edition, facts: Iterable[str]) -> None:
        """Find what bears on the facts."""
        bearing = bearing_on(edition, facts)
        self.edition = replace(
            edition,
            facts={name: fact for name, fact in edition.facts.items() if name in bearing},
            consistency=tuple(
                pair for pair in edition.consistency if bearing.issuperset(pair.facts)
            ),
        )

    def of(self, unit: Unit, on: date) -> Mapping[str, Value]:
        """Return what is known of them on a day."""
        facts = self.edition.facts
        narrowed = replace(
            unit,
            facts={name: stated for name, stated in unit.facts.items() if name in facts},
            observations=tuple(each for each in unit.observations if each.fact in facts),
        )
        return knowledge(narrowed, (), self.edition, on)[0].values


def bearing_on(edition: Edition, facts: Iterable[str]) -> frozenset[str]:
    """Return facts with those that may contradict them, and whatever says the same as one."""
    found = set(facts)
    pairs = [pair.facts for pair in edition.consistency]
    found.update(fact for pair in pairs if found.intersection(pair) for fact in pair)
    for twins in twins_of(edition).values():
        same = {twins.fact, *twins.members}
        if found & same:
            found |= same
    return frozenset(found)


# --- The share ----------------------------------------------------------------------------------


def share_interval(tally: Tally, declared: int) -> Interval | None:
    """Return the share of yes among the units declared, with the range that the others leave.

    None where more units are given than declared, where none is declared, or where no unit
    answers.

    Unit: percent.
    Source: docs/units.md, "Shares that are computed".
    """
    if not 0 < tally.given <= declared or not tally.yes + tally.no:
        return None
    return Interval(
        Fraction(WHOLE * tally.yes, declared), Fraction(WHOLE * (declared - tally.no), declared)
    )


def compute(share: Share, values: Mapping[str, Value], tally: Tally, computed: Computed) -> None:
    """Note the share of one unit, or what keeps it from being computed or speaks against it."""
    facts = (share.fact.id, share.of.among)
    stated, declared = (number(values.get(fact)) for fact in facts)
    if declared is None:
        if stated is None and tally.given:
            computed.hint("share-without-number", facts, given=tally.given)
        return
    if tally.given > declared:
        computed.hint("share-too-many", facts, given=tally.given, declared=declared)
        return
    interval = share_interval(tally, int(declared))
    if interval is None:
        return
    if stated is None:
        computed.shares[share.fact.id] = interval
    elif is_outside(stated, interval, share.fact):
        low, high = (percent_text(end) for end in (interval.low, interval.high))
        both = (share.fact.id, share.of.fact)
        computed.hint("share-outside", both, stated=shown_number(stated), low=low, high=high)


def number(value: Value | None) -> Number | None:
    """Return a number where it is known exactly."""
    return value.exact if isinstance(value, Interval) else None


def is_outside(stated: Number, interval: Interval, share: Fact) -> bool:
    """Return whether a stated share is outside the interval by a whole step of its last digit.

    Less than that may be rounding.
    """
    assert interval.low is not None
    assert interval.high is not None
    step, value = Fraction(1, 10**share.decimals), Fraction(stated)
    return value <= Fraction(interval.low) - step or value >= Fraction(interval.high) + step
