"""Units that are given more than once: which of them counts, if any."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zicha.errors import Severity, problem
from zicha.model.unit import id_key
from zicha.units.sources.entry import Entry


def once(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries, of units given several times at most one that is judged.

    Copies that say the same are one unit, and a hint; of others nobody can tell which is right, so
    that none is judged. An entry without an id stays as it is.
    """
    every = list(entries)
    copies: dict[str, list[int]] = {}
    for index, entry in enumerate(every):
        if entry.bare is not None:
            copies.setdefault(id_key(entry.bare.id), []).append(index)
    for indices in copies.values():
        if len(indices) > 1:
            settled = settle([every[index] for index in indices])
            for index, entry in zip(indices, settled, strict=True):
                every[index] = entry
    return every


def settle(copies: Sequence[Entry]) -> list[Entry]:
    """Return the entries of one unit, in their order."""
    first = copies[0]
    if any(copy.same_as != first.same_as for copy in copies):
        return [refused(copy, copies) for copy in copies]
    kept = next((copy for copy in copies if copy.judged), first)
    return [copy if copy is kept else repeated(copy, kept) for copy in copies]


def refused(entry: Entry, copies: Sequence[Entry]) -> Entry:
    """Return an entry with the problem that another says otherwise."""
    assert entry.bare is not None
    other = next(copy.place for copy in copies if copy is not entry)
    found = problem("unit-given-twice", entry.place, unit=entry.bare.id, other=other)
    return entry.refused(found)


def repeated(entry: Entry, kept: Entry) -> Entry:
    """Return an entry that says what another says: a hint, and nothing else.

    A context that is among the units that are judged, too, needs no hint.
    """
    assert entry.bare is not None
    hint = problem(
        "unit-given-again", entry.place, Severity.HINT, unit=entry.bare.id, other=kept.place
    )
    problems = (hint,) if entry.judged else ()
    return replace(entry, unit=None, bare=None, problems=problems)
