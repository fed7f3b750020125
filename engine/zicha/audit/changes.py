"""What is otherwise since the audit before: gaps that are new, closed, and back again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from zicha.audit.previous import Before, Previous
from zicha.model.audit import Absent, Changes, GapKey, Memory, UnitChange, UnitGaps
from zicha.model.numbers import Number
from zicha.model.report import Gap
from zicha.model.unit import id_key
from zicha.words.numbers import rounded

NOTHING: frozenset[str] = frozenset()
FORGOTTEN = Memory()


class Now(NamedTuple):
    """A unit as this audit has it: ``worst`` in percent, ``gaps`` the keys of its gap list."""

    name: str
    worst: Number | None
    rank: int | None
    gaps: tuple[str, ...]
    day: date | None = None


class JudgedBy(NamedTuple):
    """The rules of this audit: the digest of the edition, and the days to close a gap, by item.

    An item is written as the keys of its gaps begin: ``6.4.5/office_area``.
    """

    digest: str
    days: Mapping[str, int]


def vanished(previous: Previous, now: Mapping[str, Now]) -> dict[str, frozenset[str]]:
    """Return by unit the gaps of the audit before that are no longer in its list.

    That does not say that they are closed: they may be open now, not applicable, waived, or no
    longer required. The analysis knows which of them are met; ``changes`` is to be told.
    """
    found: dict[str, frozenset[str]] = {}
    for unit_id, unit in now.items():
        before = previous.units.get(id_key(unit_id))
        gone = NOTHING if before is None else known(before).difference(unit.gaps)
        if gone:
            found[unit_id] = gone
    return found


def changes(
    previous: Previous,
    now: Mapping[str, Now],
    rules: JudgedBy,
    met: Mapping[str, Collection[str]],
    sent: Iterable[str] = (),
) -> tuple[Changes, dict[str, Memory]]:
    """Return what is otherwise since the audit before, and what the next one must know.

    Args:
        previous: The audit before.
        now: The units of this audit by id, in the order in which they are to be shown.
        rules: The rules by which this audit judges.
        met: Of what has ``vanished``, by unit, what this audit finds met.
        sent: The units that are there: those of them that cannot be judged, or are given as
            contexts only, are not gone.
    """
    found = []
    memories: dict[str, Memory] = {}
    for unit_id, unit in now.items():
        before = previous.units.get(id_key(unit_id))
        if before is None:
            found.append(new_unit(unit_id, unit))
            continue
        is_met = frozenset(met.get(unit_id, ()))
        change, memory = compared(unit_id, before, unit, is_met)
        since = found_first(before, previous.date, {*unit.gaps, *memory.unsettled})
        memories[unit_id] = replace(memory, since=since)
        change = replace(change, overdue=overdue(unit, since, rules.days))
        if is_other(change):
            found.append(change)
    there = {id_key(unit_id) for unit_id in now}
    received = {id_key(unit_id) for unit_id in sent}
    missed = [unit for key, unit in previous.units.items() if key not in there]
    return Changes(
        date=previous.date,
        rules_changed=previous.digests != {rules.digest},
        units=tuple(found),
        gone=tuple(
            unit.id for unit in missed if not unit.is_absent and id_key(unit.id) not in received
        ),
        absent=tuple(absent(unit, previous.date) for unit in missed),
    ), memories


def known(before: Before) -> frozenset[str]:
    """Return the gaps that a unit had, and those of which nobody knows whether it still has."""
    return frozenset(before.gaps).union(before.unsettled)


def absent(before: Before, day: str | None) -> Absent:
    """Return what is remembered of a unit that is not in this audit: its gaps are unsettled."""
    left = known(before)
    since = found_first(before, day, left)
    return Absent(before.id, before.name, Memory(in_order(before.closed), in_order(left), since))


def found_first(before: Before, day: str | None, keys: Collection[str]) -> dict[str, str]:
    """Return of some gaps that were there before when each was found first.

    ``day``: that of the audit before. A gap that was closed and is there again begins anew.
    """
    old = in_order(known(before).intersection(keys))
    found = {key: before.since.get(key, day) for key in old}
    return {key: first for key, first in found.items() if first is not None}


def new_unit(unit_id: str, unit: Now) -> UnitChange:
    """Return the change of a unit that was not in the audit before."""
    return UnitChange(
        id=unit_id,
        name=unit.name,
        is_new=True,
        worst_before=None,
        worst=shown(unit.worst),
        rank_before=None,
        rank=unit.rank,
        new=(),
        closed=(),
        back=(),
    )


def compared(
    unit_id: str, before: Before, unit: Now, met: frozenset[str]
) -> tuple[UnitChange, Memory]:
    """Return the change of a unit, and what the next audit must know of it."""
    old, now, was_closed = known(before), frozenset(unit.gaps), frozenset(before.closed)
    gone = old - now
    closed = gone & met
    change = UnitChange(
        id=unit_id,
        name=unit.name,
        is_new=False,
        worst_before=before.worst,
        worst=shown(unit.worst),
        rank_before=before.rank,
        rank=unit.rank,
        new=in_order(now - old - was_closed),
        closed=in_order(closed),
        back=in_order((now & was_closed) - old),
        unsettled=in_order(frozenset(before.gaps) - now - met),
    )
    remembered = (was_closed | closed) - now
    return change, Memory(in_order(remembered), in_order(gone - met))


def overdue(unit: Now, since: Mapping[str, str], allowed: Mapping[str, int]) -> tuple[str, ...]:
    """Return the gaps of a unit that were to be closed before its day.

    Args:
        unit: The unit, with its day.
        since: When gaps were found first.
        allowed: How many days there are to close a gap, by the key of its item.
    """
    found = []
    for key in frozenset(unit.gaps).intersection(since):
        days = allowed.get(item_key(key))
        if days is None or unit.day is None:
            continue
        if due(since[key], days) < unit.day:
            found.append(key)
    return in_order(found)


# Of the gaps of a country only some hundred are different ones.


@cache
def item_key(key: str) -> str:
    """Return how the key of a gap begins: its indicator and item (``6.4.5/office_area``)."""
    return "/".join(key.split("/", 2)[:2])


@cache
def due(first: str, days: int) -> date:
    """Return when a gap is due that was found on a day, with so many days to close it."""
    return date.fromisoformat(first) + timedelta(days=days)


def is_other(change: UnitChange) -> bool:
    """Return whether anything is otherwise for a unit."""
    return (
        bool(change.new or change.closed or change.back or change.unsettled or change.overdue)
        or change.worst_before != change.worst
        or change.rank_before != change.rank
    )


def shown(worst: Number | None) -> Number | None:
    """Return a score as audits print it: only so can it be held against one that was printed."""
    return None if worst is None else rounded(worst)


def in_order(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys of gaps in the order of the indicators: 6.4.2 stands before 6.4.10."""
    return tuple(sorted(keys, key=order))


@cache
def order(key: str) -> tuple[list[tuple[int, str]], str]:
    """Return what orders a key: the numbers of its code, then the rest."""
    code, _, rest = key.partition("/")
    numbers = [(int(n), "") if n.isascii() and n.isdigit() else (0, n) for n in code.split(".")]
    return numbers, rest


# --- Due days -------------------------------------------------------------------------------------


def with_first_dues(
    details: Iterable[UnitGaps], days: Mapping[str, date], memories: Mapping[str, Memory]
) -> tuple[UnitGaps, ...]:
    """Return gap lists in which a gap of an earlier audit is due as when it was found first.

    Args:
        details: The gap lists, due as if all were found on the day of this audit.
        days: The day on which each unit is judged.
        memories: What is remembered of units.
    """
    found = []
    for unit in details:
        memory = memories.get(unit.id, FORGOTTEN)
        found.append(replace(unit, gaps=first_dues(unit.gaps, days[unit.id], memory)))
    return tuple(found)


def first_dues(gaps: Iterable[Gap], day: date, memory: Memory) -> tuple[Gap, ...]:
    """Return gaps of a unit, due as when they were found first. ``day``: that of the audit."""
    return tuple(first_due(gap, day, memory) for gap in gaps)


def first_due(gap: Gap, day: date, memory: Memory) -> Gap:
    """Return a gap, due so many days after it was found first as it has."""
    first = memory.since.get(str(GapKey.of(gap)))
    return gap if first is None else replace(gap, due=gap.due - day + date.fromisoformat(first))
