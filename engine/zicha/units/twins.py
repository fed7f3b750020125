"""Facts that say the same: a yes-or-no fact and a member of a set, asked once, known to both."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from zicha.model.edition import Edition
from zicha.model.facts import NO_MEMBERS, FactType, Members, Stated
from zicha.units.settling import Settling


@dataclass(frozen=True, slots=True)
class Twins:
    """A bool fact, and the set members that say the same, by the id of their set."""

    fact: str
    members: Mapping[str, str]

    def statements(self, settling: Settling) -> tuple[Stated, ...]:
        """Return what was stated of it, with its day: of the fact itself first."""
        own = settling.stated.get(self.fact)
        found = [own] if own else []
        for fact, member in self.members.items():
            stated = settling.stated.get(fact)
            truth = membership(stated, member)
            if stated is not None and truth is not None:
                found.append(replace(stated, value=truth))
        return tuple(found)

    def forget(self, settling: Settling) -> None:
        """Take all of them as unknown."""
        settling.forget(self.fact)
        for fact, member in self.members.items():
            settling.forget_member(fact, member)


def membership(stated: Stated | None, member: str) -> bool | None:
    """Return whether a member is stated to be there, None where nothing is said of it."""
    if stated is None or not isinstance(stated.value, Members):
        return None
    if member in stated.value.present:
        return True
    return False if member in stated.value.absent else None


def twins_of(edition: Edition) -> dict[str, Twins]:
    """Return the twins of an edition by their bool fact."""
    members: dict[str, dict[str, str]] = {}
    for fact in edition.facts.values():
        if fact.type is not FactType.SET:
            continue
        for option in fact.options:
            if option.same_as is not None and option.same_as in edition.facts:
                members.setdefault(option.same_as, {})[fact.id] = option.id
    return {fact: Twins(fact, of_sets) for fact, of_sets in members.items()}


def join(twins: Twins, settling: Settling) -> None:
    """Make known to each of the twins what is stated of another, by its day.

    Statements that differ, where both count, contradict each other: then none is known.
    """
    statements = twins.statements(settling)
    usable = {
        fact: [each for each in statements if settling.unusable(each.date, fact) is None]
        for fact in (twins.fact, *twins.members)
    }
    if any(len({each.value for each in counted}) > 1 for counted in usable.values()):
        twins.forget(settling)
        settling.hint("contradiction-same", (twins.fact, *twins.members))
        return
    tell_fact(twins.fact, usable.pop(twins.fact), settling)
    for fact, counted in usable.items():
        tell_set(fact, twins.members[fact], counted, settling)


def tell_fact(fact: str, counted: list[Stated], settling: Settling) -> None:
    """Make the bool fact known from the newest statement, where it is not known by its own."""
    if not counted or fact in settling.values:
        return
    newest = max(counted, key=lambda stated: stated.date)
    settling.values[fact] = bool(newest.value)
    settling.stated[fact] = newest
    settling.why.pop(fact, None)


def tell_set(fact: str, member: str, counted: list[Stated], settling: Settling) -> None:
    """Make a member of a set known; the other members stay as they are."""
    if not counted:
        return
    known = settling.values.get(fact, NO_MEMBERS)
    if isinstance(known, Members) and member not in known.present | known.absent:
        found = frozenset({member})
        there = bool(counted[0].value)
        settling.values[fact] = Members(
            known.present | found if there else known.present,
            known.absent if there else known.absent | found,
        )


def left_of(stated: Stated, member: str | None) -> Stated | None:
    """Return what is left of a statement without one member of its set, or without its only one."""
    if member is None or not isinstance(stated.value, Members):
        return None
    value = stated.value.without(member)
    return None if value == NO_MEMBERS else replace(stated, value=value)


def parted(
    facts: Mapping[str, Stated], fact: str, edition: Edition, kept: Collection[str]
) -> dict[str, Stated]:
    """Return what is stated without what says the same as one fact does.

    Args:
        facts: What is stated, by fact.
        fact: The fact; what is stated of itself stays.
        edition: Which facts say the same.
        kept: Facts of which every statement stays.
    """
    left: dict[str, Stated | None] = {**facts}
    for pair in twins_of(edition).values():
        same = {pair.fact: None, **pair.members}
        if fact not in same:
            continue
        for other, member in same.items():
            said = left.get(other)
            if said is not None and other != fact and other not in kept:
                left[other] = left_of(said, member)
    return {other: said for other, said in left.items() if said is not None}
