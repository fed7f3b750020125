"""All units of an audit: who is judged, who is above whom, what is known of each on its day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zicha.backends.given import Given
from zicha.model.edition import Edition
from zicha.model.facts import Knowledge, Level
from zicha.model.hints import HintFound
from zicha.model.numbers import Interval
from zicha.model.unit import Unit
from zicha.units.computed import Computed, computed_shares, shares_for
from zicha.units.known import knowledge


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit to be judged, with the units above it, on one day.

    ``computed``: shares over units below, of the unit and of those above it.
    """

    unit: Unit
    ancestors: tuple[Unit, ...]
    on: date
    known: Knowledge
    hints: tuple[HintFound, ...]
    waived: frozenset[str]
    computed: Mapping[str, Interval]

    def holder(self, level: Level) -> str:
        """Return which of the unit and those above it is of a level."""
        return next(each.id for each in (self.unit, *self.ancestors) if each.kind is level)


class Population:
    """The units that were read one by one.

    ``units``: all of them by id, those too that are not judged: contexts, and units whose files
    were damaged, of which nothing is known. ``ancestors``: by id the units above, nearest first.
    ``days``: by id the day on which a unit is judged; a unit without one is not.
    """

    def __init__(
        self,
        edition: Edition,
        units: Mapping[str, Unit],
        ancestors: Mapping[str, tuple[Unit, ...]],
        days: Mapping[str, date],
    ) -> None:
        """Keep the units."""
        self.edition = edition
        self.units = dict(units)
        self.ancestors = ancestors
        self.days = dict(days)

    def leave_out(self, unit: Unit) -> None:
        """Judge a unit no more: who it is stays known, what it states does not, nor its parent."""
        self.days.pop(unit.id, None)
        self.units[unit.id] = Unit(unit.id, unit.name, unit.kind, unit.place)

    @cached_property
    def computed(self) -> Mapping[str, Computed]:
        """Return what is computed of each unit over those below it.

        A unit that is not judged itself counts on the day of those that are judged below it: of
        several days the latest.
        """
        return computed_shares(self.units, self.edition, self.day_of)

    def day_of(self, unit: Unit) -> date | None:
        """Return the day on which a unit is looked at."""
        return self.days.get(unit.id) or max(self.days.values(), default=None)

    def of_day(self, on: date) -> Iterator[Unit]:
        """Yield the units that are judged on a day."""
        return (self.units[unit] for unit, day in self.days.items() if day == on)

    def candidate(self, unit: Unit) -> Candidate:
        """Return a unit as it is judged."""
        on = self.days[unit.id]
        ancestors = self.ancestors.get(unit.id, ())
        computed = shares_for(unit, ancestors, self.computed)
        known, hints = knowledge(unit, ancestors, self.edition, on, computed)
        own = self.computed.get(unit.id)
        found = (*hints, *own.hints) if own else hints
        return Candidate(unit, ancestors, on, known, found, unit.waived(on), computed)

    def above(self, units: list[Unit]) -> list[Unit]:
        """Return the units above some units that are not among them."""
        among = {unit.id for unit in units}
        found = {a.id: a for unit in units for a in self.ancestors.get(unit.id, ())}
        return [unit for unit in found.values() if unit.id not in among]

    def given(self, unit: Unit, on: date) -> Given:
        """Return a unit as it stands in the tables of a day."""
        ancestors = self.ancestors.get(unit.id, ())
        computed = shares_for(unit, ancestors, self.computed)
        known, _ = knowledge(unit, ancestors, self.edition, on, computed)
        return Given(unit.id, ancestors[0].id if ancestors else None, unit.kind, known)


def given_of(candidate: Candidate) -> Given:
    """Return a unit that is judged as it stands in the tables."""
    unit, above = candidate.unit, candidate.ancestors
    parent = above[0].id if above else None
    return Given(unit.id, parent, unit.kind, candidate.known, candidate.waived)
