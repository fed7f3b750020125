"""Lists that go with an audit: what inspectors saw, and what was waived, each with its unit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, Severity, problem
from zicha.language.nearest import closest, listed
from zicha.model.edition import Edition
from zicha.model.facts import Level
from zicha.model.unit import Observation, Unit, Waiver, id_key
from zicha.units.facts import Scope
from zicha.units.journal import OBSERVATION_KEYS, WAIVER_KEYS, read_observation, read_waiver
from zicha.units.read import whole_id
from zicha.units.sources.lists import (
    DAY,
    FACT,
    UNIT,
    Listed,
    ListEntry,
    ListFile,
    read_list,
    said_in,
)
from zicha.units.workbook.layout import OBSERVATIONS, WAIVERS

T = TypeVar("T", Observation, Waiver)
FEW = 5_000
"""Among more ids than these nobody waits for the nearest one."""


@dataclass(frozen=True, slots=True)
class Noted(Generic[T]):
    """An entry of a list: the unit that it names, what it says of it, and where it stands.

    ``level``: that of units which the entry can be about; None where it can be about any.
    """

    unit: str
    says: T
    place: Place
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Notes(Generic[T]):
    """The entries of a list, and what is wrong with it."""

    entries: tuple[Noted[T], ...] = ()
    problems: tuple[Problem, ...] = ()


def read_observation_list(path: str, edition: Edition, on: date | None) -> Notes[Observation]:
    """Return what inspectors saw; ``on``: the day of an entry without one."""
    needed = (UNIT, FACT)
    return notes_of(ListFile(path, OBSERVATIONS, needed, edition, on), observation_of)


def read_waiver_list(path: str, edition: Edition) -> Notes[Waiver]:
    """Return what was waived."""
    return notes_of(ListFile(path, WAIVERS, (UNIT, *WAIVER_KEYS), edition), waiver_of)


def notes_of(file: ListFile, read: Callable[[ListEntry, ListFile], Noted[T] | None]) -> Notes[T]:
    """Return the entries of a list in which nothing is wrong, and what is wrong with others."""
    listed: Listed = read_list(file)
    found: list[Noted[T]] = []
    for entry in listed.entries:
        before = len(entry.form.problems)
        try:
            noted = read(entry, file)
        except UnreadableError:
            break  # too much is wrong to read on; the form says so
        new = entry.form.problems[before:]
        if noted is not None and all(each.severity is not Severity.ERROR for each in new):
            found.append(noted)
    return Notes(tuple(found), (*listed.problems, *said_in(listed.entries, file)))


def observation_of(entry: ListEntry, file: ListFile) -> Noted[Observation] | None:
    """Return one observation with its unit; what level it is about its fact says."""
    form, path = entry.form, entry.path
    if not form.is_mapping(path):
        return None
    unit = whole_id(form, (*path, UNIT), form.needed_text((*path, UNIT)))
    if entry.day is None and form.value((*path, DAY)) is None:
        form.report("observation-without-date", (*path, DAY))
    fact = file.edition.facts.get(str(form.value((*path, FACT))).strip())
    level = Level.COMMUNITY if fact is None else fact.level
    scope = Scope(file.edition, level, entry.day or date.min, file.day)
    says = read_observation(form, path, scope, (UNIT, *OBSERVATION_KEYS))
    return None if unit is None or says is None else Noted(unit, says, entry.place, level)


def waiver_of(entry: ListEntry, file: ListFile) -> Noted[Waiver] | None:
    """Return one waiver with its unit."""
    form, path = entry.form, entry.path
    if not form.is_mapping(path):
        return None
    unit = whole_id(form, (*path, UNIT), form.needed_text((*path, UNIT)))
    says = read_waiver(form, path, file.edition, (UNIT, *WAIVER_KEYS))
    return None if unit is None or says is None else Noted(unit, says, entry.place)


# --- Joined to the units ------------------------------------------------------------------------


def joined(
    notes: Iterable[Notes[T]], units: Mapping[str, Unit]
) -> tuple[dict[str, tuple[T, ...]], list[Problem]]:
    """Return what lists say of each unit by its id, and what is wrong with that.

    ``units``: all that are given, by id. An entry about another is passed over with a warning.
    """
    found: dict[str, list[T]] = {}
    problems: list[Problem] = []
    near = Near(units)
    for noted in (entry for each in notes for entry in each.entries):
        unit = units.get(noted.unit)
        if unit is None:
            problems.append(near.unknown(noted))
        elif noted.level not in (None, unit.kind):
            problems.append(of_other_level(noted, unit))
        else:
            of_unit = found.setdefault(unit.id, [])
            problems += [seen_twice(noted)] if noted.says in of_unit else []
            of_unit.append(noted.says)
    return {unit: tuple(entries) for unit, entries in found.items()}, problems


def expired(notes: Iterable[Notes[Waiver]], day_of: Callable[[str], date | None]) -> list[Problem]:
    """Return a hint for each list of waivers of which some have expired, at the first of them.

    ``day_of``: gives the day on which a unit is judged, None of one that is not.
    """
    found = []
    for each in notes:
        places = [
            noted.place
            for noted in each.entries
            if (day := day_of(noted.unit)) is not None and noted.says.state(day) == "expired"
        ]
        found += [waivers_expired(min(places), len(places))] if places else []
    return found


def waivers_expired(place: Place, count: int) -> Problem:
    """Return the hint that so many waivers of a list have expired."""
    return problem("waivers-expired", place, Severity.HINT, count=count)


def with_findings(
    unit: Unit, observations: Iterable[Observation] = (), waivers: Iterable[Waiver] = ()
) -> Unit:
    """Return a unit with what lists say of it, beside what it states itself."""
    return replace(
        unit,
        observations=(*unit.observations, *observations),
        waivers=(*unit.waivers, *waivers),
    )


def of_other_level(noted: Noted[Any], unit: Unit) -> Problem:
    """Return the problem of something seen that units of another level answer for."""
    assert noted.level is not None
    args = {"unit": unit.id, "kind": unit.kind.value, "other": noted.level.value}
    return problem("observation-of-other-level", noted.place, fact=noted.says.fact, **args)


def seen_twice(noted: Noted[Any]) -> Problem:
    """Return the hint that the same entry of a unit stands twice."""
    return problem("list-entry-twice", noted.place, Severity.HINT, unit=noted.unit)


class Near:
    """The ids that people may have meant: with other letters, or the name in place of the id."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        """Keep the units."""
        self.units = units

    @cached_property
    def words(self) -> dict[str, str]:
        """Return the ids by their form without case, and by the names of the units.

        A name that several units have stands for all of them.
        """
        named: dict[str, list[str]] = {}
        for unit in self.units.values():
            named.setdefault(unit.name, []).append(unit.id)
        names = {name: listed(ids) for name, ids in named.items()}
        return names | {id_key(unit): unit for unit in self.units}

    def unknown(self, noted: Noted[Any]) -> Problem:
        """Return the warning of an entry about a unit that is not given."""
        unit, place = noted.unit, noted.place
        near = self.words.get(id_key(unit)) or self.words.get(unit)
        if near is None and len(self.units) <= FEW:
            near = closest(unit, self.units)
        if near is None:
            return problem("list-unit-unknown", place, Severity.WARNING, unit=unit)
        return problem("list-unit-unknown-near", place, Severity.WARNING, unit=unit, nearest=near)
