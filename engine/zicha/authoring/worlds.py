"""What conditions can come to: looked at in every combination of facts that could tell them apart.

Of a number that is compared with plain bounds only the bounds and their neighbours matter, of a set
the members that are asked for, of a date the last day that counts and the day before it; and every
fact may be unknown. What asks for anything else (sums, ratios, bounds that change) may turn out
either way, but twice the same is the same. So nothing is called impossible that is possible.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from math import floor, prod

from zicha.backends.reference.truth import truth
from zicha.language.kleene import Truth
from zicha.language.walk import COMPOSITES, leaves
from zicha.model.edition import Edition
from zicha.model.facts import LEVELS, Fact, FactType, Knowledge, Members, Value
from zicha.model.numbers import Number, exactly
from zicha.model.rules import (
    Always,
    Between,
    Compare,
    Condition,
    FactValue,
    Includes,
    Is,
    Leaf,
    OneOf,
    WithinDays,
)

MOST = 5_000
"""Combinations that are looked at; of what has more nothing is said."""
DAY = date(2000, 6, 1)
"""Any day will do: dates are told by how far they lie back."""
OPAQUE = "either way "
"""How the names begin of what stands for conditions that may turn out either way."""


@dataclass(frozen=True, slots=True)
class Worlds:
    """Combinations of values, and what stands in a condition for what is not looked into.

    ``whole``: in which of them every fact is known.
    """

    known: tuple[Knowledge, ...]
    whole: tuple[bool, ...]
    stand_ins: Mapping[Leaf, Is]

    def truths(self, condition: Condition) -> tuple[Truth, ...]:
        """Return what a condition comes to in each of the combinations."""
        plain = self.plain(condition)
        return tuple(truth(plain, each, {}) for each in self.known)

    def plain(self, condition: Condition) -> Condition:
        """Return a condition in which what is not looked into has its stand-in."""
        if isinstance(condition, COMPOSITES):
            return replace(condition, parts=tuple(map(self.plain, condition.parts)))
        return self.stand_ins.get(condition, condition)


def worlds_of(conditions: Sequence[Condition], edition: Edition) -> Worlds | None:
    """Return the combinations that tell some conditions apart; None where there are too many."""
    every = [*dict.fromkeys(leaf for each in conditions for leaf in leaves(each))]
    opaque = [leaf for leaf in every if not is_plain(leaf)]
    stand_ins: dict[Leaf, Is] = {
        leaf: Is(f"{OPAQUE}{number}", value=True) for number, leaf in enumerate(opaque)
    }
    asked: dict[str, list[Leaf]] = {}
    for leaf in every:
        if leaf not in stand_ins and not isinstance(leaf, Always):
            asked.setdefault(fact_of(leaf), []).append(leaf)
    values: dict[str, list[Value | None]] = {
        fact: [*values_of(edition.facts[fact], of), None] for fact, of in asked.items()
    }
    values |= {each.fact: [True, False, None] for each in stand_ins.values()}
    if prod(map(len, values.values())) > MOST:
        return None
    every_one = [dict(zip(values, some, strict=True)) for some in product(*values.values())]
    known = (
        {fact: value for fact, value in some.items() if value is not None} for some in every_one
    )
    return Worlds(
        tuple(Knowledge(DAY, frozenset(LEVELS), some) for some in known),
        tuple(None not in some.values() for some in every_one),
        stand_ins,
    )


def is_plain(leaf: Leaf) -> bool:
    """Return whether a leaf asks one fact for something that does not change."""
    match leaf:
        case Compare(FactValue(), _, bound):
            return is_number(bound)
        case Between(FactValue(), low, high):
            return is_number(low) and is_number(high)
        case Compare() | Between():
            return False
    return True


def is_number(bound: object) -> bool:
    """Return whether a bound is a plain number."""
    return isinstance(bound, Number)


def fact_of(leaf: Leaf) -> str:
    """Return the fact that a plain leaf asks for."""
    match leaf:
        case Compare(FactValue(fact)) | Between(FactValue(fact)):
            return fact
        case Is(fact) | OneOf(fact) | Includes(fact) | WithinDays(fact):
            return fact
    raise AssertionError(leaf)


def values_of(fact: Fact, asked: Sequence[Leaf]) -> Iterator[Value]:
    """Yield values of a fact that tell apart what is asked of it."""
    match fact.type:
        case FactType.BOOL:
            yield from (True, False)
        case FactType.ENUM:
            yield from fact.option_ids
        case FactType.SET:
            yield from sets_of(fact, asked)
        case FactType.DATE:
            yield from map(exactly, days_of(asked))
        case _:
            yield from map(exactly, numbers_of(fact, asked))


def sets_of(fact: Fact, asked: Sequence[Leaf]) -> Iterator[Members]:
    """Yield sets: of each member that is asked for, that it is there, is not, or is not known."""
    wanted = {member for leaf in asked if isinstance(leaf, Includes) for member in leaf.members}
    members = [option for option in fact.option_ids if option in wanted]
    rest = frozenset(fact.option_ids) - wanted
    for said in product((True, False, None), repeat=len(members)):
        there = dict(zip(members, said, strict=True))
        present = frozenset(member for member in members if there[member])
        absent = frozenset(member for member in members if there[member] is False)
        yield Members(present, absent | rest)


def days_of(asked: Sequence[Leaf]) -> Iterator[int]:
    """Yield days: this one, and of each limit the last that counts and the one before."""
    limits = {leaf.days for leaf in asked if isinstance(leaf, WithinDays)}
    back = {0, *limits, *(days + 1 for days in limits)}
    return (DAY.toordinal() - days for days in sorted(back))


def numbers_of(fact: Fact, asked: Sequence[Leaf]) -> list[Number]:
    """Return numbers that a fact can be: bounds with their neighbours, and the ends.

    A percentage may come of counts, and then lies anywhere: so what is between counts, too.
    """
    low, high = fact.possible
    found = {Fraction(end) for end in (low, high) if end is not None}
    steps = 10**fact.decimals * (2 if fact.type is FactType.PERCENT else 1)
    for bound in bounds_of(asked):
        # A bound may have more digits than the fact: then it lies between two of these.
        point = floor(Fraction(bound) * steps)
        found |= {Fraction(n, steps) for n in range(point - 1, point + 3)}
    within = (n for n in found if (low is None or n >= low) and (high is None or n <= high))
    return sorted(within)


def bounds_of(asked: Sequence[Leaf]) -> Iterator[Number]:
    """Yield the bounds of comparisons."""
    for leaf in asked:
        match leaf:
            case Compare(bound=bound):
                yield bound  # type: ignore[misc]  # plain leaves only
            case Between(low=low, high=high):
                yield from (low, high)  # type: ignore[misc]
