"""What there is to say of all gaps together since the audit before: each counts once.

The gap of a district stands in the list of every community below it; here it is the district's.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from zicha.audit.changes import FORGOTTEN, due, item_key
from zicha.model.audit import KINDS_OF_CHANGE, Changes, Memory, Standing, WorkLoad
from zicha.model.rules import Item

Items = Mapping[str, Item]
"""Items by how the keys of their gaps begin: ``6.4.5/office_area``."""


class HeldGap(NamedTuple):
    """A gap of the unit that holds the fact, with the day on which it is due."""

    item: Item
    due: date
    is_overdue: bool


def item_of(key: str, items: Items) -> Item | None:
    """Return the item behind the key of a gap, None where the edition has none any more."""
    return items.get(item_key(key))


def held_gaps(
    units: Iterable[Standing],
    keys: Mapping[str, Sequence[str]],
    memories: Mapping[str, Memory],
    items: Items,
) -> Iterator[HeldGap]:
    """Yield the gaps of all units, each at the unit that holds it.

    Args:
        units: The units.
        keys: The gap list of each.
        memories: Since when gaps are known.
        items: The items of the edition.
    """
    for unit in units:
        since, today = memories.get(unit.id, FORGOTTEN).since, unit.date.isoformat()
        for key in keys.get(unit.id, ()):
            item = item_of(key, items)
            if item is not None and str(item.level) == unit.kind:
                last = due(since.get(key, today), item.days)
                yield HeldGap(item, last, last < unit.date)


def followed_loads(
    loads: Iterable[WorkLoad], held: Iterable[HeldGap], body: Callable[[Item], str]
) -> tuple[WorkLoad, ...]:
    """Return who has what to close, with what is overdue, and due as it was found first."""
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    late = Counter[str]()
    for gap in held:
        key = body(gap.item)
        first[key] = min(gap.due, first.get(key, gap.due))
        last[key] = max(gap.due, last.get(key, gap.due))
        late[key] += gap.is_overdue
    return tuple(
        replace(
            load,
            due=last.get(load.key, load.due),
            first_due=first.get(load.key, load.first_due),
            overdue=late[load.key],
        )
        for load in loads
    )


def with_totals(changes: Changes, kinds: Mapping[str, str], items: Items) -> Changes:
    """Return changes with how many gaps are new, closed and so on, each at who holds it.

    ``kinds``: the level of each unit. What the edition asks for no more counts at every unit.
    """
    counts = dict.fromkeys(KINDS_OF_CHANGE, 0)
    for unit in changes.units:
        for name in KINDS_OF_CHANGE:
            behind = [item_of(key, items) for key in getattr(unit, name)]
            held = [i for i in behind if i is None or str(i.level) == kinds.get(unit.id)]
            counts[name] += len(held)
    return replace(changes, totals=counts)


def keys_of(changes: Changes) -> set[str]:
    """Return the keys of all gaps that changes name, and of those that units left open."""
    left = {key for unit in changes.dropped for key in unit.memory.unsettled}
    return left | {
        key for unit in changes.units for name in KINDS_OF_CHANGE for key in getattr(unit, name)
    }
