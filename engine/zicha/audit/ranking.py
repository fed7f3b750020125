"""Units of one level in the order of their scores: places, and bands of units alike in size."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zicha.model.results import BAND, MOST_BANDS, Outermost, PeerResult, Place, Placed


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


def places_of(units: Sequence[Ranked]) -> Iterator[Place]:
    """Yield the places of units of one level, which are in their order."""
    worsts, bests = sorted(unit.worst for unit in units), sorted(unit.best for unit in units)
    alike = Counter((unit.worst, unit.best) for unit in units)
    first: dict[tuple[int, int], int] = {}
    for at, unit in enumerate(units, 1):
        worst, best = unit.worst, unit.best
        following = units[at].best if at < len(units) else None
        yield Place(
            place=first.setdefault((worst, best), at),
            equal=alike[worst, best],
            best=1 + len(units) - bisect_right(worsts, best),
            worst=1 + len(units) - bisect_right(bests, worst) - (best > worst),
            overlaps_next=following is not None and following > worst,
        )


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
    keys = sum(unit.worst for unit in members)
    for unit in members:
        better = sum((other.worst, other.best) > (unit.worst, unit.best) for other in members)
        yield (
            unit.placed.unit,
            PeerResult(band, min(sizes), max(sizes), 1 + better, len(members), keys),
        )
