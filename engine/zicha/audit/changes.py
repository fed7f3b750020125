"""What is otherwise since the audit before: gaps that are new, closed, and back again."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from zicha.audit.previous import Before, Previous
from zicha.model.audit import Absent, Changes, Memory, UnitChange
from zicha.model.numbers import Number
from zicha.model.unit import id_key
from zicha.words.numbers import quantized

NOTHING: frozenset[str] = frozenset()


class Now(NamedTuple):
    """A unit as this audit has it: ``worst`` in percent, ``gaps`` the keys of its gap list."""

    name: str
    worst: Number | None
    rank: int | None
    gaps: frozenset[str]


def vanished(previous: Previous, now: Mapping[str, Now]) -> dict[str, frozenset[str]]:
    """Return by unit the gaps of the audit before that are no longer in its list.

    That does not say that they are closed: they may be open now, not applicable, waived, or no
    longer required. The analysis knows which of them are met; ``changes`` is to be told.
    """
    found: dict[str, frozenset[str]] = {}
    for unit_id, unit in now.items():
        before = previous.units.get(id_key(unit_id))
        gone = NOTHING if before is None else (before.gaps | before.unsettled) - unit.gaps
        if gone:
            found[unit_id] = gone
    return found


def changes(
    previous: Previous,
    now: Mapping[str, Now],
    edition_digest: str,
    met: Mapping[str, Collection[str]],
    sent: Iterable[str] = (),
) -> tuple[Changes, dict[str, Memory]]:
    """Return what is otherwise since the audit before, and what the next one must know.

    Args:
        previous: The audit before.
        now: The units of this audit by id, in the order in which they are to be shown.
        edition_digest: That of the edition by which this audit judges.
        met: Of what has ``vanished``, by unit, what this audit finds met.
        sent: The units that have sent something: those of them that cannot be judged are not gone.
    """
    found = []
    memories: dict[str, Memory] = {}
    for unit_id, unit in now.items():
        before = previous.units.get(id_key(unit_id))
        if before is None:
            found.append(new_unit(unit_id, unit))
            continue
        change, memories[unit_id] = compared(unit_id, before, unit, frozenset(met.get(unit_id, ())))
        if is_other(change):
            found.append(change)
    there = {id_key(unit_id) for unit_id in now}
    received = {id_key(unit_id) for unit_id in sent}
    missed = [unit for key, unit in previous.units.items() if key not in there]
    return Changes(
        date=previous.date,
        rules_changed=previous.digests != {edition_digest},
        units=tuple(found),
        gone=tuple(
            unit.id for unit in missed if not unit.is_absent and id_key(unit.id) not in received
        ),
        absent=tuple(absent(unit) for unit in missed),
    ), memories


def absent(before: Before) -> Absent:
    """Return what is remembered of a unit that is not in this audit: its gaps are unsettled."""
    left = Memory(in_order(before.closed), in_order(before.gaps | before.unsettled))
    return Absent(before.id, before.name, left)


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
    known = before.gaps | before.unsettled
    gone = known - unit.gaps
    closed = gone & met
    change = UnitChange(
        id=unit_id,
        name=unit.name,
        is_new=False,
        worst_before=before.worst,
        worst=shown(unit.worst),
        rank_before=before.rank,
        rank=unit.rank,
        new=in_order(unit.gaps - known - before.closed),
        closed=in_order(closed),
        back=in_order((unit.gaps & before.closed) - known),
        unsettled=in_order((before.gaps - unit.gaps) - met),
    )
    remembered = (before.closed | closed) - unit.gaps
    return change, Memory(in_order(remembered), in_order(gone - met))


def is_other(change: UnitChange) -> bool:
    """Return whether anything is otherwise for a unit."""
    return (
        bool(change.new or change.closed or change.back or change.unsettled)
        or change.worst_before != change.worst
        or change.rank_before != change.rank
    )


def shown(worst: Number | None) -> Number | None:
    """Return a score as audits print it: only so can it be held against one that was printed."""
    return None if worst is None else quantized(worst)


def in_order(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys of gaps in the order of the indicators: 6.4.2 stands before 6.4.10."""
    return tuple(sorted(keys, key=order))


def order(key: str) -> tuple[list[tuple[int, str]], str]:
    """Return what orders a key: the numbers of its code, then the rest."""
    code, _, rest = key.partition("/")
    numbers = [(int(n), "") if n.isascii() and n.isdigit() else (0, n) for n in code.split(".")]
    return numbers, rest
