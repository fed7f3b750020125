"""What departments have to close: whose each is, and the requirements that units do not meet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zicha.model.audit import Audit, GapKey, Standing, UnitGaps
from zicha.model.facts import Level
from zicha.model.report import Gap
from zicha.reports.audit import phrases
from zicha.words import say

UNITS = 300
"""So many units are named beside a requirement; a letter that names more is read by nobody."""


class Body(NamedTuple):
    """A department, as gaps name their owners, and the unit whose it is; None where that is one."""

    department: str
    of: str | None = None


class Holder(NamedTuple):
    """A unit with a gap of its own. ``above``: what the unit above it is called."""

    unit: UnitGaps
    gap: Gap
    above: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """One requirement that units do not meet, and have to meet by the same day."""

    holders: tuple[Holder, ...]

    @property
    def gap(self) -> Gap:
        """Return the gap of the first unit, for what all have in common."""
        return self.holders[0].gap

    @property
    def key(self) -> str:
        """Return the key of the requirement."""
        return str(GapKey.of(self.gap))

    @property
    def due(self) -> date:
        """Return the day on which all of them are due."""
        return self.gap.due


# --- Who answers for what -----------------------------------------------------------------------


def own_gaps(audit: Audit) -> Iterator[tuple[UnitGaps, Gap]]:
    """Yield the gaps of every unit without those that a unit above it has, too: they are its."""
    keys = {unit.id: {GapKey.of(gap) for gap in unit.gaps} for unit in audit.details}
    above = {unit.id: (unit.street, unit.district, unit.city) for unit in audit.units}
    for unit in audit.details:
        ancestors = set(above.get(unit.id, ())) - {None, unit.id}
        inherited = set().union(*(keys.get(ancestor or "", set()) for ancestor in ancestors))
        for gap in unit.gaps:
            if GapKey.of(gap) not in inherited:
                yield unit, gap


def shared_gaps(audit: Audit, levels: Mapping[str, str]) -> dict[Body, list[Shared]]:
    """Return by body what it answers for, by requirement and day; those of most units first.

    Args:
        audit: The audit.
        levels: Whose a department is, by its name: where several units of that level have gaps or
            are above some, each has a department of its own.
    """
    found: dict[tuple[Body, GapKey, date], list[Holder]] = {}
    above = {unit.id: above_of(unit) for unit in audit.units}
    names = phrases.names_of(audit)
    parents = {unit.id: phrases.name_of(unit.parent, names) for unit in audit.units}
    gaps = [*own_gaps(audit)]
    several = levels_of_several(above[unit.id] for unit, _ in gaps if unit.id in above)
    for unit, gap in gaps:
        level = levels.get(gap.owner, "")
        of = above.get(unit.id, {}).get(level) if level in several else None
        holder = Holder(unit, gap, parents.get(unit.id, ""))
        found.setdefault((Body(gap.owner, of), GapKey.of(gap), gap.due), []).append(holder)
    shared: dict[Body, list[Shared]] = {}
    for (body, _, _), holders in sorted(found.items(), key=lambda each: -len(each[1])):
        shared.setdefault(body, []).append(Shared(tuple(holders)))
    return shared


def above_of(unit: Standing) -> dict[str, str | None]:
    """Return a unit and those above it by level."""
    found = {"community": None, "street": unit.street, "district": unit.district, "city": unit.city}
    own = Level(unit.kind).height
    # A city is below no district, so that it does not matter whether there is one.
    here = {level: of for level, of in found.items() if Level(level).height >= own}
    return {level: unit.id if unit.kind == level else of for level, of in here.items()}


def levels_of_several(above: Iterable[Mapping[str, str | None]]) -> set[str]:
    """Return the levels of which several units are above some, or above some only."""
    found: dict[str, set[str | None]] = {}
    for each in above:
        for level, unit in each.items():
            found.setdefault(level, set()).add(unit)
    return {level for level, units in found.items() if len(units) > 1}


# --- In words -----------------------------------------------------------------------------------


def body_name(audit: Audit, body: Body, names: Mapping[str, str]) -> str:
    """Return what a body is called. ``names``: those of units, also of others than the audited."""
    if body.of is None:
        return body.department
    name = audit.called.get(body.of) or names.get(body.of, body.of)
    return say(audit.lang, "notice.body", department=body.department, unit=name)


def units_text(shared: Shared, audit: Audit) -> str:
    """Return which units do not meet a requirement, and by how much each falls short."""
    lang, holders = audit.lang, shared.holders
    is_member = GapKey.of(shared.gap).member is not None
    shorts = {"" if is_member else holder.gap.shortfall_text for holder in holders}
    is_each = len(shorts) > 1
    names = names_text(holders[:UNITS], audit, is_each=is_each)
    if len(holders) > UNITS:
        names = say(lang, "notice.and_more", names=names, count=len(holders))
    short = "" if is_each else shorts.pop()
    if not short:
        return names
    key = "notice.short" if len(holders) == 1 else "notice.all_short"
    return say(lang, key, name=names, shortfall=short)


def names_text(holders: Sequence[Holder], audit: Audit, *, is_each: bool) -> str:
    """Return the names of units, by the units above them where those are several.

    ``is_each``: with the shortfall of each.
    """
    lang = audit.lang
    below: dict[str, list[Holder]] = {}
    for holder in holders:
        below.setdefault(holder.above, []).append(holder)
    texts = []
    for above, mine in below.items():
        head = above if len(below) > 1 else ""
        names = Counter(holder.unit.name for holder in mine)
        units = say(lang, "value.joint").join(
            holder_text(holder, audit, is_each=is_each, is_plain=is_plain(holder, head, names))
            for holder in mine
        )
        texts.append(say(lang, "notice.below", above=head, names=units) if head else units)
    return say(lang, "because.joint").join(texts)


def is_plain(holder: Holder, head: str, names: Mapping[str, int]) -> bool:
    """Return whether the name of a unit tells which it is where the unit above it stands."""
    return bool(head) and names[holder.unit.name] == 1


def holder_text(holder: Holder, audit: Audit, *, is_each: bool, is_plain: bool) -> str:
    """Return the name of a unit. ``is_plain``: as it is, not told apart from others."""
    name = holder.unit.name if is_plain else phrases.called(holder.unit, audit)
    short = holder.gap.shortfall_text if is_each else ""
    return say(audit.lang, "notice.short", name=name, shortfall=short) if short else name
