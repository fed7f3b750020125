"""Who is above whom, by the chains of ``parent``, in time that grows as the number of units."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from zicha.errors import Place, Problem, Severity, problem
from zicha.model.facts import Level
from zicha.model.unit import id_key

Ids = tuple[str, ...]


class Member(Protocol):
    """What is to be known of a unit: its id, that of its parent, its level and its place."""

    @property
    def id(self) -> str:
        """Return the id of the unit."""

    @property
    def kind(self) -> Level:
        """Return its level."""

    @property
    def parent(self) -> str | None:
        """Return the id of the unit above it, as it is stated."""

    @property
    def place(self) -> Place:
        """Return where the unit stands."""


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The units above each unit, and what is wrong with them.

    ``ancestors``: by id the ids of the given units above it, the nearest first. ``wrong``: by id
    the problem of a unit whose parent cannot be above it: such a unit has none. ``problems``:
    hints on parents that are not given.
    """

    ancestors: Mapping[str, Ids]
    wrong: Mapping[str, Problem]
    problems: tuple[Problem, ...]


def hierarchy(members: Iterable[Member]) -> Hierarchy:
    """Return who is above whom; the ids are all different."""
    by_id = {member.id: member for member in members}
    wrong = wrong_parents(by_id)
    ancestors: dict[str, Ids] = {}
    highest_first = sorted(by_id.values(), key=lambda member: -member.kind.height)
    for member in highest_first:
        parent = None if member.id in wrong else member.parent
        above = (parent, *ancestors[parent]) if parent is not None and parent in by_id else ()
        ancestors[member.id] = above
    return Hierarchy(ancestors, wrong, tuple(missing_parents(by_id)))


def wrong_parents(by_id: Mapping[str, Member]) -> dict[str, Problem]:
    """Return the problem of each unit whose parent is of no higher level, or leads back to it.

    A chain can lead back only where one of its parents is of no higher level.
    """
    below = {
        member.id: parent
        for member in by_id.values()
        if (parent := by_id.get(member.parent or "")) and not is_above(parent, member)
    }
    circling = in_circles(by_id) if below else frozenset()
    return {
        unit: not_above(by_id[unit], parent, leads_back=unit in circling)
        for unit, parent in below.items()
    }


def is_above(upper: Member, lower: Member) -> bool:
    """Return whether a unit is of a higher level than another."""
    return upper.kind.height > lower.kind.height


def not_above(member: Member, parent: Member, *, leads_back: bool) -> Problem:
    """Return the problem of a parent that cannot be above a unit."""
    if leads_back:
        return problem("parent-cycle", member.place, unit=member.id, parent=parent.id)
    return problem(
        "parent-not-above",
        member.place,
        unit=member.id,
        kind=member.kind.value,
        parent=parent.id,
        parent_kind=parent.kind.value,
    )


def in_circles(by_id: Mapping[str, Member]) -> frozenset[str]:
    """Return the units whose chain of parents comes back to them; each unit is passed once."""
    passed: dict[str, str] = {}
    found: set[str] = set()
    for start in by_id:
        unit: str | None = start
        while unit is not None and unit in by_id and unit not in passed:
            passed[unit] = start
            unit = by_id[unit].parent
        if unit is not None and passed.get(unit) == start and unit not in found:
            found |= circle(unit, by_id)
    return frozenset(found)


def circle(unit: str, by_id: Mapping[str, Member]) -> set[str]:
    """Return the units of the circle of parents in which a unit is."""
    found = {unit}
    upper = by_id[unit].parent
    while upper is not None and upper not in found:
        found.add(upper)
        upper = by_id[upper].parent
    return found


def missing_parents(by_id: Mapping[str, Member]) -> Iterable[Problem]:
    """Yield one hint for each parent that is stated and not given, where it is stated first."""
    counts: Counter[str] = Counter()
    first: dict[str, Member] = {}
    for member in by_id.values():
        if member.parent is not None and member.parent not in by_id:
            counts[member.parent] += 1
            first.setdefault(member.parent, member)
    keys = {id_key(unit): unit for unit in by_id} if first else {}
    for parent, member in first.items():
        args = {"parent": parent, "count": counts[parent]}
        near = keys.get(id_key(parent))
        if near is None:
            yield problem("parent-missing", member.place, Severity.HINT, **args)
        else:
            yield problem("parent-missing-near", member.place, Severity.HINT, nearest=near, **args)
