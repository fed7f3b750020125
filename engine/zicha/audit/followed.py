"""What there is to say of all gaps together since the audit before: each counts once.

The gap of a district stands in the list of every community below it; here it is the district's,
also where the district is given as a context and not judged itself.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from zicha.audit.changes import FORGOTTEN, due, item_key
from zicha.model.audit import KINDS_OF_CHANGE, Changes, Memory, Standing, WorkLoad
from zicha.model.facts import LEVELS
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


def beside(unit: Standing, judged: Collection[str]) -> dict[str, str]:
    """Return by level the units above one that are not judged."""
    above = {str(level): getattr(unit, str(level)) for level in LEVELS[1:]}
    return {level: each for level, each in above.items() if each and each not in judged}


def held_gaps(
    units: Collection[Standing],
    keys: Mapping[str, Sequence[str]],
    memories: Mapping[str, Memory],
    items: Items,
) -> Iterator[HeldGap]:
    """Yield the gaps of all units, each at the unit that holds it.

    That of a unit which is not judged itself was found when it was first in a list of one below.

    Args:
        units: The units.
        keys: The gap list of each.
        memories: Since when gaps are known.
        items: The items of the edition.
    """
    judged = {unit.id for unit in units}
    others: dict[tuple[str, str], tuple[str, date]] = {}
    for unit in units:
        since, today = memories.get(unit.id, FORGOTTEN).since, unit.date.isoformat()
        above = beside(unit, judged)
        for key in keys.get(unit.id, ()):
            item = item_of(key, items)
            if item is None:
                continue
            if str(item.level) == unit.kind:
                yield held(item, since.get(key, today), unit.date)
            elif holder := above.get(str(item.level)):
                found = since.get(key, today), unit.date
                first, day = others.get((holder, key), found)
                others[holder, key] = min(first, found[0]), max(day, found[1])
    for (_, key), (first, day) in others.items():
        yield held(items[item_key(key)], first, day)


def held(item: Item, first: str, day: date) -> HeldGap:
    """Return a gap that was found first on a day. ``day``: that of the audit."""
    last = due(first, item.days)
    return HeldGap(item, last, last < day)


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


def with_totals(changes: Changes, units: Collection[Standing], items: Items) -> Changes:
    """Return changes with how many gaps are new, closed and so on, each at who holds it.

    What the edition asks for no more counts at every unit.
    """
    judged = {unit.id for unit in units}
    by_id = {unit.id: unit for unit in units}
    counts = dict.fromkeys(KINDS_OF_CHANGE, 0)
    others: set[tuple[str, str, str]] = set()
    for change in changes.units:
        unit = by_id[change.id]
        above = beside(unit, judged)
        for name in KINDS_OF_CHANGE:
            for key in getattr(change, name):
                item = item_of(key, items)
                if item is None or str(item.level) == unit.kind:
                    counts[name] += 1
                elif holder := above.get(str(item.level)):
                    others.add((name, holder, key))
    of_others = Counter(name for name, _, _ in others)
    return replace(changes, totals={name: n + of_others[name] for name, n in counts.items()})


def keys_of(changes: Changes) -> set[str]:
    """Return the keys of all gaps that changes name, and of those that units left open."""
    left = {key for unit in changes.dropped for key in unit.memory.unsettled}
    return left | {
        key for unit in changes.units for name in KINDS_OF_CHANGE for key in getattr(unit, name)
    }
