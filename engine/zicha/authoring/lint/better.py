"""Requirements that run against the way in which their facts improve."""

from collections.abc import Iterator
from itertools import pairwise

from zicha.authoring.lint.material import Material, PlacedItem
from zicha.authoring.scales import Earned, earned, subject_of_bands
from zicha.editions.meaning.coverage import Value
from zicha.errors import Problem, Severity, problem
from zicha.model.edition import Edition
from zicha.model.facts import Better
from zicha.model.rules import (
    Compare,
    Comparison,
    Condition,
    Difference,
    FactValue,
    Grade,
    Is,
    OneOf,
    Operand,
    Ratio,
    Subject,
    Sum,
)
from zicha.words.numbers import shown_number

WAYS = {Better.MORE: 1, Better.LESS: -1}
"""Which way a number improves: 1 upwards, -1 downwards, 0 where neither is better."""
WANTED = {
    Comparison.AT_LEAST: 1,
    Comparison.MORE_THAN: 1,
    Comparison.AT_MOST: -1,
    Comparison.LESS_THAN: -1,
    Comparison.EQUALS: 0,
}
"""Which way a comparison asks for."""


def against_better(material: Material) -> Iterator[Problem]:
    """Yield items that the worse values of their fact meet and the better ones do not."""
    for placed in material.items():
        item = placed.item
        if not item.bands and runs_against(item.condition, material.edition):
            yield problem("item-against-better", placed.spot.place, Severity.HINT, item=item.id)


def runs_against(condition: Condition, edition: Edition) -> bool:
    """Return whether a condition asks for what the dictionary calls the worse."""
    match condition:
        case Compare(subject, comparison):
            return way(subject, edition) * WANTED[comparison] < 0
        case Is(fact, bool(value)):
            return edition.facts[fact].better is (Better.FALSE if value else Better.TRUE)
        case Is(fact, str(value)):
            return wants_worst(fact, (value,), edition)
        case OneOf(fact, options):
            return wants_worst(fact, options, edition)
        case _:
            return False


def wants_worst(fact_id: str, options: tuple[str, ...], edition: Edition) -> bool:
    """Return whether the worst option of a fact is wanted, and the best one is not."""
    fact = edition.facts[fact_id]
    best, worst = fact.option_ids[0], fact.option_ids[-1]
    return fact.better is Better.ORDER and worst in options and best not in options


def way(subject: Subject, edition: Edition) -> int:
    """Return which way a subject improves: 1 upwards, -1 downwards, 0 where that is not said."""
    match subject:
        case FactValue(fact):
            return WAYS.get(edition.facts[fact].better, 0)
        case Sum(terms):
            return common([way(term, edition) for term in terms])
        case Difference(left, right) | Ratio(left, right):
            return opposed(left, right, edition)


def opposed(first: Operand, second: Operand, edition: Edition) -> int:
    """Return which way a value improves that rises with one number and falls with another."""
    return common([way(first, edition), -way(second, edition)])


def common(ways: list[int]) -> int:
    """Return the one way that several numbers improve; those that have none do not count."""
    found = {each for each in ways if each}
    return found.pop() if len(found) == 1 else 0


def uneven_scales(material: Material) -> Iterator[Problem]:
    """Yield scales whose grade falls while their subject improves, or that have a hole."""
    for placed in material.items():
        if placed.item.bands:
            yield from uneven(placed, material.edition)


def uneven(placed: PlacedItem, edition: Edition) -> Iterator[Problem]:
    """Yield the first fall of the grades of a scale."""
    bands = placed.item.bands
    subject = subject_of_bands(bands)
    if subject is None:
        return
    direction = way_of_scale(subject, edition)
    if direction is None:
        return
    for grades in earned(bands, subject, edition):
        fall = first_fall(grades[::direction]) if direction else hole(grades)
        if fall:
            (value, grade), (other, lower) = fall
            yield problem(
                "scale-uneven",
                placed.spot.place,
                Severity.HINT,
                item=placed.item.id,
                value=shown(value),
                grade=grade or Grade.D,
                other=shown(other),
                lower=lower or Grade.D,
            )
            return


def way_of_scale(subject: Subject, edition: Edition) -> int | None:
    """Return which way the values of a subject improve; None where they have no order at all."""
    if isinstance(subject, FactValue):
        fact = edition.facts[subject.fact]
        if not fact.type.is_number:
            return -1 if fact.better is Better.ORDER else None
    return way(subject, edition)


def first_fall(grades: Earned) -> Earned:
    """Return two values next to each other of which the better one earns less; else none."""
    for before, after in pairwise(grades):
        if rank(after[1]) > rank(before[1]):
            return [before, after]
    return []


def hole(grades: Earned) -> Earned:
    """Return a value that a band takes and the next, which none takes; beyond it one does again."""
    taken = [index for index, (_, grade) in enumerate(grades) if grade]
    for before, after in pairwise(taken):
        if after > before + 1:
            return [grades[before], grades[before + 1]]
    return []


def rank(grade: Grade | None) -> int:
    """Return 0 for the best grade, rising; what no band takes is D."""
    return (grade or Grade.D).rank


def shown(value: Value) -> str:
    """Return a value as a reader sees it."""
    return str(value) if isinstance(value, str) else shown_number(value)
