"""Grades: the productions that decide the grade range of a part, and the lowest of several.

A message carries what the adapter added up over the items of a part. All its numbers are known,
so every message must yield exactly one range: a lost production shows.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from zicha.backends.rete.conjunctions import Atom, Conjunction, Sign, conjunction
from zicha.backends.rete.draft import Effect, Priority, Production, Signal
from zicha.backends.rete.encode import FARTHEST
from zicha.model.judgement import NOT_APPLICABLE, WHOLE_RANGE, GradeRange, ItemResult, Outcome
from zicha.model.rules import GRADES, Grade, Grading, Item

RANGES: tuple[GradeRange, ...] = (
    NOT_APPLICABLE,
    *(GradeRange(best, worst) for best in GRADES for worst in GRADES if best.rank <= worst.rank),
)


class Sum(IntEnum):
    """The fields of a part's message, by their number."""

    APPLICABLE = 0
    """Items that are not certainly not applicable."""
    SURE = 1
    """Items of the whole indicator that certainly apply."""
    UNMET = 2
    OPEN = 3
    FEWEST = 4
    """Faults; of the most, without bound is the farthest number."""
    MOST = 5
    FATAL_UNMET = 6
    FATAL_OPEN = 7
    BEST = 8
    """Ranks of the grades of a scale."""
    WORST = 9
    BEST_B, BEST_C, BEST_D = 10, 11, 12
    """Parts of the indicator whose best (or worst) grade is this."""
    WORST_B, WORST_C, WORST_D = 13, 14, 15


ALL, FAULTS, BANDS, LOWEST = 0, 1, 2, 3
"""What a message is about: the parts of the three methods, and the lowest of several parts."""
KIND_OF = {Grading.ALL: ALL, Grading.FAULTS: FAULTS, Grading.BANDS: BANDS}

FAULT_SUMS = (Sum.FEWEST, Sum.MOST, Sum.FATAL_UNMET, Sum.FATAL_OPEN)
SENT: tuple[tuple[Sum, ...], ...] = (
    (Sum.APPLICABLE, Sum.SURE, Sum.UNMET, Sum.OPEN),
    (Sum.APPLICABLE, Sum.SURE, *FAULT_SUMS),
    (Sum.APPLICABLE, Sum.SURE, Sum.BEST, Sum.WORST),
    (
        Sum.APPLICABLE,
        *(Sum.BEST_B, Sum.BEST_C, Sum.BEST_D, Sum.WORST_B, Sum.WORST_C, Sum.WORST_D),
    ),
)
"""The fields that each kind of message carries."""


def some(field: Sum) -> Atom:
    """Return the test that a sum is at least 1."""
    return Atom(field, Sign.AT_LEAST, 1)


def no(field: Sum) -> Atom:
    """Return the test that a sum is 0."""
    return Atom(field, Sign.EQUAL, 0)


def concluding(found: GradeRange, *conditions: Atom) -> Production:
    """Return the production that gives a range."""
    effect = Effect(0, Signal.HOLDS, RANGES.index(found))
    return Production(Priority.REST, effect, conjunction(*conditions))


def outside() -> Iterator[Production]:
    """Yield what holds for every method: nothing applies, or it may be that nothing does."""
    yield concluding(NOT_APPLICABLE, no(Sum.APPLICABLE))
    yield concluding(WHOLE_RANGE, some(Sum.APPLICABLE), no(Sum.SURE))


def all_productions() -> Iterator[Production]:
    """Yield the grades of items that are all required."""
    sure = some(Sum.APPLICABLE), some(Sum.SURE)
    yield from outside()
    yield concluding(GradeRange(Grade.D, Grade.D), *sure, some(Sum.UNMET))
    yield concluding(GradeRange(Grade.A, Grade.D), *sure, no(Sum.UNMET), some(Sum.OPEN))
    yield concluding(GradeRange(Grade.A, Grade.A), *sure, no(Sum.UNMET), no(Sum.OPEN))


def fault_spans(limits: Sequence[tuple[Grade, int]], field: Sum) -> dict[Grade, Conjunction]:
    """Return between which numbers of faults each grade is given; the worst one beyond all."""
    spans: dict[Grade, Conjunction] = {}
    beyond = -1
    for grade, most in limits:
        if grade is not Grade.D and most > beyond:
            above, within = Atom(field, Sign.MORE, beyond), Atom(field, Sign.AT_MOST, most)
            spans[grade] = conjunction(above, within)
            beyond = most
    spans[Grade.D] = conjunction(Atom(field, Sign.MORE, beyond))
    return spans


def fault_productions(limits: Sequence[tuple[Grade, int]]) -> Iterator[Production]:
    """Yield the grades that faults leave; a fatal item decides alone."""
    sure = some(Sum.APPLICABLE), some(Sum.SURE)
    yield from outside()
    yield concluding(GradeRange(Grade.D, Grade.D), *sure, some(Sum.FATAL_UNMET))
    for best, fewest in fault_spans(limits, Sum.FEWEST).items():
        living = (*sure, no(Sum.FATAL_UNMET), *sorted(fewest))
        yield concluding(GradeRange(best, Grade.D), *living, some(Sum.FATAL_OPEN))
        for worst, most in fault_spans(limits, Sum.MOST).items():
            if best.rank <= worst.rank:
                yield concluding(GradeRange(best, worst), *living, no(Sum.FATAL_OPEN), *most)


def band_productions() -> Iterator[Production]:
    """Yield the grades that the bands of a scale leave."""
    yield from outside()
    for found in RANGES[1:]:
        assert found.best is not None
        assert found.worst is not None
        yield concluding(
            found,
            some(Sum.APPLICABLE),
            some(Sum.SURE),
            Atom(Sum.BEST, Sign.EQUAL, found.best.rank),
            Atom(Sum.WORST, Sign.EQUAL, found.worst.rank),
        )


def lowest_is(grade: Grade, fields: Sequence[Sum]) -> Conjunction:
    """Return the tests that a grade is the lowest among those counted: some, and none lower."""
    lower = [no(field) for field in fields[grade.rank :]]
    own = [some(fields[grade.rank - 1])] if grade.rank else []
    return conjunction(*own, *lower)


def lowest_productions() -> Iterator[Production]:
    """Yield the range of the lowest grade among parts."""
    best_fields = (Sum.BEST_B, Sum.BEST_C, Sum.BEST_D)
    worst_fields = (Sum.WORST_B, Sum.WORST_C, Sum.WORST_D)
    yield concluding(NOT_APPLICABLE, no(Sum.APPLICABLE))
    for found in RANGES[1:]:
        assert found.best is not None
        assert found.worst is not None
        conditions = lowest_is(found.best, best_fields) | lowest_is(found.worst, worst_fields)
        yield concluding(found, some(Sum.APPLICABLE), *sorted(conditions))


def productions_by_kind(limits: Sequence[tuple[Grade, int]]) -> tuple[list[Production], ...]:
    """Return the productions of every kind of message, in the order of the kinds."""
    return (
        list(all_productions()),
        list(fault_productions(limits)),
        list(band_productions()),
        list(lowest_productions()),
    )


def sums_of_part(items: Sequence[Item], results: Sequence[ItemResult], sure: int) -> list[int]:
    """Return the sums over the items of a part, by their field."""
    sums = [0] * len(Sum)
    sums[Sum.SURE] = sure
    scale = None
    for item, result in zip(items, results, strict=True):
        outcome = result.outcome
        if outcome is Outcome.NOT_APPLICABLE:
            continue
        sums[Sum.APPLICABLE] += 1
        scale = scale or result.grades
        if outcome is Outcome.MET:
            continue
        unmet = outcome is Outcome.UNMET
        fewest, most = result.faults
        sums[Sum.UNMET if unmet else Sum.OPEN] += 1
        sums[Sum.FEWEST] += fewest
        sums[Sum.MOST] = min(FARTHEST, sums[Sum.MOST] + (FARTHEST if most is None else most))
        if item.fatal:
            sums[Sum.FATAL_UNMET if unmet else Sum.FATAL_OPEN] += 1
    if scale is not None:
        sums[Sum.BEST], sums[Sum.WORST] = scale[0].rank, scale[1].rank
    return sums


def sums_of_parts(ranges: Iterable[GradeRange]) -> list[int]:
    """Return how many parts have each grade as their best and as their worst."""
    sums = [0] * len(Sum)
    for best, worst in ranges:
        if best is None or worst is None:
            continue
        sums[Sum.APPLICABLE] += 1
        if best is not Grade.A:
            sums[Sum.BEST_B + best.rank - 1] += 1
        if worst is not Grade.A:
            sums[Sum.WORST_B + worst.rank - 1] += 1
    return sums


def certain_items(results: Iterable[ItemResult]) -> int:
    """Return how many items of an indicator certainly apply."""
    return sum(
        result.outcome is not Outcome.NOT_APPLICABLE and not result.may_not_apply
        for result in results
    )
