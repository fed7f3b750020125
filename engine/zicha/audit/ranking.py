"""Units of one level in the order of their scores: places, and bands of units alike in size."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zicha.model.results import BAND, MOST_BANDS, MeanOf, Outermost, PeerResult, Place, Placed

DIGITS = 10**18
"""So many digits tell nearly all means apart that differ."""


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


def places_of_means(means: Mapping[str, MeanOf]) -> dict[str, Place | None]:
    """Return the places of groups by the means of their members, in the order of the places.

    Those without a score have none, and come last.
    """
    ends = {
        group: (mean.worst / mean.scored, mean.best / mean.scored)
        for group, mean in means.items()
        if mean.scored
    }
    # Whole numbers in the order of the means are sooner compared than these.
    every = in_order({mean for both in ends.values() for mean in both})
    number = {mean: at for at, mean in enumerate(every)}
    keys = {group: (number[worst], number[best]) for group, (worst, best) in ends.items()}
    order = sorted(keys, key=lambda group: (-keys[group][0], -keys[group][1], group))
    places: dict[str, Place | None] = dict(
        zip(order, places_of([keys[group] for group in order]), strict=True)
    )
    return places | {group: None for group in means if group not in places}


def in_order(numbers: Iterable[Fraction]) -> list[Fraction]:
    """Return fractions in their order; only where the first digits are the same, all count."""
    return sorted(numbers, key=lambda each: (each.numerator * DIGITS // each.denominator, each))


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
