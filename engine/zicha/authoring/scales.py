"""Scales: which grade every value of what they look at earns."""

from collections.abc import Iterator, Sequence

from zicha.authoring.possible import possible_range
from zicha.editions.meaning.bands import Band
from zicha.editions.meaning.coverage import Value, holds, settlements, values_that_matter
from zicha.editions.meaning.subjects import Measure, measure_of
from zicha.language.walk import facts_of_subject
from zicha.model.edition import Edition
from zicha.model.facts import FactType
from zicha.model.rules import (
    Always,
    Between,
    Compare,
    Condition,
    FactValue,
    Grade,
    Is,
    OneOf,
    Ratio,
    Subject,
)

Earned = list[tuple[Value, Grade | None]]
"""Values with the grade that each earns, None where no band takes it; numbers rise."""


def subject_of_bands(bands: Sequence[Band]) -> Subject | None:
    """Return what every band compares; None where they look at different things."""
    written = [band for _, band in bands if not isinstance(band, Always)]
    subjects = {subject_of(band) for band in written}
    return subjects.pop() if len(subjects) == 1 else None


def subject_of(condition: Condition) -> Subject | None:
    """Return what a comparison looks at; None where there are no values to try."""
    match condition:
        case Compare(subject) | Between(subject):
            return subject
        case Is(fact) | OneOf(fact):
            return FactValue(fact)
        case _:
            return None


def earned(bands: Sequence[Band], subject: Subject, edition: Edition) -> Iterator[Earned]:
    """Yield the grades by value, once for every day and option that change the bands."""
    measure = measure_in(subject, edition)
    for conditions in settlements([band for _, band in bands]):
        values = values_that_matter(measure, [c for c in conditions if not isinstance(c, Always)])
        if measure.type is not FactType.ENUM:
            values = sorted(set(values))
        yield [(value, grade_of(value, bands, conditions)) for value in values]


def grade_of(value: Value, bands: Sequence[Band], conditions: Sequence[Condition]) -> Grade | None:
    """Return the grade of the first band that takes a value."""
    for (grade, _), condition in zip(bands, conditions, strict=True):
        if isinstance(condition, Always) or holds(condition, value):
            return grade
    return None


def measure_in(subject: Subject, edition: Edition) -> Measure:
    """Return how a subject is measured, and what it can be."""
    if isinstance(subject, FactValue):
        return measure_of(edition.facts[subject.fact])
    facts = [edition.facts[name] for name in facts_of_subject(subject)]
    possible = possible_range(subject, edition)
    return Measure(
        name="",
        type=FactType.DECIMAL,
        decimals=max(fact.decimals for fact in facts),
        low=possible.low,
        high=possible.high,
        steps=not isinstance(subject, Ratio)
        and not any(fact.type is FactType.PERCENT for fact in facts),
    )
