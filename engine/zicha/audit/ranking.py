"""Units of one level in the order of their scores: places, and bands of units alike in size."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from zicha.model.results import (
    BAND,
    MOST_BANDS,
    MemberPoints,
    Outermost,
    PeerResult,
    Place,
    Placed,
)

ALONE = 1, 1
"""Stands for a mean that no other is near: its order is certain."""
PARTS = 10**18
"""Parts of a score: so many tell nearly all means apart that differ."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit that has a score, by its keys."""

    placed: Placed
    worst: int
    best: int

    @property
    def order(self) -> tuple[int, int, str]:
        """Return what sorts units of one level: the highest score first, equal ones by id."""
        return -self.worst, -self.best, self.placed.unit


def outermost(ranked: Ranked) -> Outermost:
    """Return a unit at an end of a group."""
    return Outermost(ranked.placed.unit, ranked.placed.name, ranked.worst)


def places_of(ends: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """Yield the places of what has scores. ``ends``: worst and best keys, in their order."""
    worsts, bests = sorted(worst for worst, _ in ends), sorted(best for _, best in ends)
    alike = Counter(ends)
    first: dict[tuple[int, int], int] = {}
    for at, (worst, best) in enumerate(ends, 1):
        following = ends[at][1] if at < len(ends) else None
        yield Place(
            place=first.setdefault((worst, best), at),
            equal=alike[worst, best],
            best=1 + len(ends) - bisect_right(worsts, best),
            worst=1 + len(ends) - bisect_right(bests, worst) - (best > worst),
            overlaps_next=following is not None and following > worst,
        )


def places_of_groups(groups: Mapping[str, MemberPoints]) -> dict[str, Place | None]:
    """Return the places of groups by the means of their members, in the order of the places.

    Those without a score have none, and come last.
    """
    scored = {
        group: some
        for group, members in groups.items()
        if (some := [each for each in members if each.possible])
    }
    keys = numbered(scored)
    order = sorted(keys, key=lambda group: (-keys[group][0], -keys[group][1], group))
    places: dict[str, Place | None] = dict(
        zip(order, places_of([keys[group] for group in order]), strict=True)
    )
    return places | {group: None for group in groups if group not in places}


def numbered(groups: Mapping[str, MemberPoints]) -> dict[str, tuple[int, int]]:
    """Return whole numbers in the order of the worst and the best means, equal where these are."""
    found: dict[tuple[str, bool], int] = {}
    number = 0
    for ends in near_ones(groups):
        exact = [ALONE]
        if len(ends) > 1:
            exact = [mean_of(groups[group], is_best=is_best) for _, group, is_best in ends]
        order = {mean: at for at, mean in enumerate(sorted({*exact}, key=as_fraction))}
        for (_, group, is_best), mean in zip(ends, exact, strict=True):
            found[group, is_best] = number + order[mean]
        number += len(order)
    return {group: (found[group, False], found[group, True]) for group in groups}


End = tuple[int, str, bool]
"""About what the worst or the best mean of a group is, in whole ``PARTS`` (up to two of them too
low), the group, and whether it is the best."""


def near_ones(groups: Mapping[str, MemberPoints]) -> Iterator[list[End]]:
    """Yield the ends of groups in their order, those together whose order is not yet certain."""
    every = [
        (mean, group, is_best)
        for group, members in groups.items()
        for is_best, mean in enumerate(about(members))
    ]
    ends: list[End] = []
    for mean, group, is_best in sorted(every):
        if ends and mean - ends[-1][0] > 1:
            yield ends
            ends = []
        ends.append((mean, group, bool(is_best)))
    if ends:
        yield ends


def about(members: MemberPoints) -> tuple[int, int]:
    """Return the worst and the best mean in whole parts: terms and sums are rounded down."""
    units = worst = best = 0
    for each in members:
        units += each.units
        worst += each.worst * PARTS // each.possible
        best += each.best * PARTS // each.possible
    return worst // units, best // units


def mean_of(members: MemberPoints, *, is_best: bool) -> tuple[int, int]:
    """Return a mean as a fraction in lowest terms, which is the same where it is equal.

    Numbers are compared many times sooner than fractions.
    """
    parts = lcm(*[each.possible for each in members])
    points = units = 0
    for each in members:
        points += (each.best if is_best else each.worst) * (parts // each.possible)
        units += each.units
    whole = parts * units
    shared = gcd(points, whole)
    return points // shared, whole // shared


def as_fraction(mean: tuple[int, int]) -> Fraction:
    """Return a mean as a number."""
    return Fraction(*mean)


def peers_of(units: Sequence[Ranked]) -> Iterator[tuple[str, PeerResult]]:
    """Yield of each unit that says its size how it stands in its band."""
    sized = [(u.placed.size, u.placed.unit, u) for u in units if u.placed.size is not None]
    bands: dict[int, list[Ranked]] = {}
    number = max(1, min(MOST_BANDS, len(sized) // BAND))
    for at, (_, _, unit) in enumerate(sorted(sized, key=lambda each: each[:2])):
        bands.setdefault(at * number // len(sized), []).append(unit)
    for band, members in bands.items():
        yield from band_of(band + 1, members)


def band_of(band: int, members: Sequence[Ranked]) -> Iterator[tuple[str, PeerResult]]:
    """Yield how the units of one band stand."""
    sizes = [unit.placed.size for unit in members if unit.placed.size is not None]
    least, most, keys = min(sizes), max(sizes), sum(unit.worst for unit in members)
    ends = sorted((unit.worst, unit.best) for unit in members)
    for unit in members:
        place = 1 + len(ends) - bisect_right(ends, (unit.worst, unit.best))
        yield unit.placed.unit, PeerResult(band, least, most, place, len(members), keys)
