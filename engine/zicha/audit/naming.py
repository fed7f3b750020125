"""What units are called: those that share their name with others by the units above them, too.

In a city several districts have a 人民街道, and many streets a 和平社区.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from zicha.audit.compose import Names
from zicha.model.audit import GroupStanding, Standing
from zicha.model.facts import LEVELS
from zicha.model.text import Lang
from zicha.words import say

LookUp = Callable[[Iterable[str]], Names]
"""Returns name and parent of those of some units that are given."""


def mentioned(
    units: Iterable[Standing], groups: Iterable[GroupStanding], others: Iterable[str], find: LookUp
) -> Names:
    """Return name and parent of all units that an audit mentions.

    ``others``: units that need not be among those shown.
    """
    groups = [*groups]
    found = {each.id: (each.name, each.parent) for each in groups}
    found |= {each.id: (each.name, each.parent) for each in units}
    parents = {parent for _, parent in found.values() if parent is not None}
    rest = sorted({*parents, *others} - found.keys())
    return {**find(rest), **found}


def ends(groups: Iterable[GroupStanding]) -> set[str]:
    """Return the units at the ends of groups that are not right above them.

    Beside a street stands its own community, which needs no further name.
    """
    above = [group for group in groups if not group.is_right_above]
    return {end.id for each in above for end in (each.highest, each.lowest) if end is not None}


def called(names: Names, shared: Collection[str], find: LookUp, lang: Lang) -> dict[str, str]:
    """Return what those of some units are called that share their name with others.

    Args:
        names: The units.
        shared: The names that several units have.
        find: Finds the units above them.
        lang: The language.
    """
    ours = {unit for unit, (name, _) in names.items() if name in shared}
    known = {**names, **above(names, shared, find)}
    found = {unit: full_name(unit, known, shared, lang) for unit in ours}
    # Two of one name may stand below the same unit.
    return {**found, **by_id(found.items(), lang)}


def above(names: Names, shared: Collection[str], find: LookUp) -> Names:
    """Return the units above some that share their names, as far up as that goes on."""
    found: dict[str, tuple[str, str | None]] = {}
    last: Names = names
    for _ in LEVELS:
        parents = {parent for name, parent in last.values() if name in shared and parent}
        last = find(sorted(parents - names.keys() - found.keys()))
        found.update(last)
    return found


def full_name(
    unit: str, known: Names, shared: Collection[str], lang: Lang, most: int = len(LEVELS)
) -> str:
    """Return the name of a unit, with that of the unit above where others have it, too."""
    name, parent = known[unit]
    if name not in shared:
        return name
    if parent is None or parent not in known or not most:
        return say(lang, "audit.called_by_id", name=name, id=unit)
    upper = full_name(parent, known, shared, lang, most - 1)
    return say(lang, "audit.called_within", above=upper, name=name)


def by_id(units: Iterable[tuple[str, str]], lang: Lang) -> Mapping[str, str]:
    """Return what those of some units are called of whom only id and name are known."""
    every = dict(units)
    counts = Counter(every.values())
    return {
        unit: say(lang, "audit.called_by_id", name=name, id=unit)
        for unit, name in every.items()
        if counts[name] > 1 and name != unit
    }


def beside(units: Collection[tuple[str, str]], others: Names, lang: Lang) -> Mapping[str, str]:
    """Return what those of some units are called that share their name with each other or others.

    Only id and name are known of them; of the others where they stand, too.
    """
    if not units:
        return {}
    every = {**{unit: name for unit, (name, _) in others.items()}, **dict(units)}
    found = by_id(every.items(), lang)
    return {unit: found[unit] for unit, _ in units if unit in found}
