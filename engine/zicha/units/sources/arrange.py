"""All units of an audit that were read one by one, each with the units above it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from zicha.errors import Problem, Severity
from zicha.model.unit import Unit
from zicha.units.sources.copies import once
from zicha.units.sources.entry import Entry, Source
from zicha.units.sources.hierarchy import hierarchy


@dataclass(frozen=True, slots=True)
class Arranged:
    """The units of an audit.

    ``units``: all that are given, by id; of one that cannot be judged only who it is. ``judged``:
    the ids of those that are to be judged, in their order. ``ancestors``: by id the given units
    above each, the nearest first. ``left_out``: entries of units that were to be judged and cannot
    be. ``problems``: of the sources, of all entries, and of the hierarchy.
    """

    units: Mapping[str, Unit]
    judged: tuple[str, ...]
    ancestors: Mapping[str, tuple[Unit, ...]]
    left_out: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def arranged(sources: Iterable[Source], contexts: Iterable[Entry] = ()) -> Arranged:
    """Return the units of some sources with the units above them.

    Args:
        sources: Whose units are judged, if nothing is wrong with them.
        contexts: Units that are not judged, and may be above those that are.
    """
    given = [*sources]
    aside = [replace(context, judged=False) for context in contexts]
    entries = once([*(entry for source in given for entry in source.entries), *aside])
    found = hierarchy(first_of_each(entries))
    entries = [with_hierarchy(entry, found.wrong) for entry in entries]
    units = standing(entries)
    judged = tuple(each.unit.id for each in entries if each.unit is not None and each.judged)
    ancestors = {
        unit: tuple(units[upper] for upper in above) for unit, above in found.ancestors.items()
    }
    problems = [problem for source in given for problem in source.problems]
    problems += [problem for entry in entries for problem in entry.problems]
    left_out = tuple(each for each in entries if each.judged and is_left_out(each))
    return Arranged(units, judged, ancestors, left_out, (*problems, *found.problems))


def first_of_each(entries: Iterable[Entry]) -> Iterator[Unit]:
    """Yield who is given, each id once."""
    seen: set[str] = set()
    for entry in entries:
        if entry.bare is not None and entry.bare.id not in seen:
            seen.add(entry.bare.id)
            yield entry.bare


def with_hierarchy(entry: Entry, wrong: Mapping[str, Problem]) -> Entry:
    """Return an entry, with the problem of its parent, and none, where that cannot be above it."""
    found = None if entry.bare is None else wrong.get(entry.bare.id)
    if entry.bare is None or found is None or found.place != entry.place:
        return entry
    return replace(entry.refused(found), bare=replace(entry.bare, parent=None))


def standing(entries: Iterable[Entry]) -> dict[str, Unit]:
    """Return what is given, by id: the units, and of those with errors only who they are."""
    found: dict[str, Unit] = {}
    for entry in entries:
        if entry.bare is not None:
            found.setdefault(entry.bare.id, entry.unit or entry.bare)
    return found


def is_left_out(entry: Entry) -> bool:
    """Return whether an entry has an error; one that only repeats another has none."""
    return entry.unit is None and any(each.severity is Severity.ERROR for each in entry.problems)
