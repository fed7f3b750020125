"""A unit and what a person stated of it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zicha.errors import Place
from zicha.model.facts import Level, Stated


def id_key(unit_id: str) -> str:
    """Return what ids have in common that name one unit: case does not count.

    Neither does how an accent is encoded: file systems change both.
    """
    return unicodedata.normalize("NFC", unit_id).casefold()


@dataclass(frozen=True, slots=True)
class Observation:
    """Something an inspector saw: so many cases of a counted fact at a place, until it is fixed."""

    fact: str
    count: int
    where: str
    on: date
    fixed: date | None = None
    photo: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A leave, with its reason and who gave it, to set one indicator aside for some days."""

    indicator: str
    reason: str
    approved_by: str
    begins: date
    expires: date

    def state(self, on: date) -> str:
        """Return ``valid``, ``expired`` or ``not_yet`` on a day; both ends belong to it."""
        if on < self.begins:
            return "not_yet"
        return "expired" if on > self.expires else "valid"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as its file states it: typed, checked, not yet judged.

    ``facts`` hold the facts of the unit's own level by id, and its attributes under
    ``level.name``. ``on``: the day that facts without a date of their own have.
    """

    id: str
    name: str
    kind: Level
    place: Place
    parent: str | None = None
    on: date | None = None
    facts: Mapping[str, Stated] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def waived(self, on: date) -> frozenset[str]:
        """Return the codes of the indicators that are set aside on a day."""
        return frozenset(each.indicator for each in self.waivers if each.state(on) == "valid")
