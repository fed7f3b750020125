"""Bounds: whether a case stands on each of them, and one a step beyond it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from zicha.authoring.lint.material import Material, PlacedItem, WrittenCase
from zicha.authoring.possible import possible_range
from zicha.errors import Problem, Severity, problem
from zicha.language.asof import counting, value_on
from zicha.language.values import operand_value, ratio_value
from zicha.language.walk import facts_of_subject, leaves
from zicha.model.edition import Edition
from zicha.model.facts import Fact, Knowledge
from zicha.model.numbers import Interval, Number
from zicha.model.rules import (
    Between,
    Bound,
    ByOption,
    Compare,
    Comparison,
    Dated,
    FactValue,
    Leaf,
    Ratio,
    Subject,
    WithinDays,
)
from zicha.words.numbers import shown_number

Facts = Mapping[str, Fact]


class Side(StrEnum):
    """Where a value stands to a bound: on it, or at most one step off."""

    BELOW = "<"
    AT = "="
    ABOVE = ">"


SIDES: Mapping[Comparison, tuple[Side, ...]] = {
    Comparison.AT_LEAST: (Side.AT, Side.BELOW),
    Comparison.MORE_THAN: (Side.AT, Side.ABOVE),
    Comparison.AT_MOST: (Side.AT, Side.ABOVE),
    Comparison.LESS_THAN: (Side.AT, Side.BELOW),
    Comparison.EQUALS: (Side.AT, Side.BELOW, Side.ABOVE),
}
"""The values that tell a comparison from those that are nearly it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A bound of a leaf, with the sides of it that cases have to show.

    ``subject`` is None for the age of a date, in days.
    """

    leaf: Leaf
    subject: Subject | None
    bound: Bound
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The value of a subject in a case, and how far one step carries it."""

    value: Number
    step: Fraction

    def side(self, bound: Number) -> Side | None:
        """Return on which side of a bound the value is; None where it is more than a step off."""
        distance = Fraction(self.value) - Fraction(bound)
        if abs(distance) > self.step:
            return None
        return Side.AT if not distance else Side.BELOW if distance < 0 else Side.ABOVE


def missing_edges(material: Material) -> Iterator[Problem]:
    """Yield bounds that no case stands on, or that no case just misses or just passes."""
    edition = material.edition
    facts = edition.facts
    for placed, edge in edges_in(material):
        cases = material.cases.get(placed.indicator, ())
        for bound in numbers_of(edge.bound) if cases else ():
            shown = shown_sides(edge, bound, cases, facts)
            possible = [side for side in edge.sides if is_possible(edge, bound, side, edition)]
            missing = [side for side in possible if side not in shown]
            if missing:
                yield problem(
                    "case-bound-missing",
                    placed.spot.place,
                    Severity.WARNING,
                    item=placed.item.id,
                    bound=shown_number(bound),
                    values=" / ".join(wanted(edge, bound, side, facts) for side in missing),
                )


def edges_in(material: Material) -> Iterator[tuple[PlacedItem, Edge]]:
    """Yield the bounds of all items; what a rule says for all of its items, at the first."""
    seen: set[tuple[str, Edge]] = set()
    for placed in material.items():
        for edge in edges_of(placed):
            if (placed.indicator, edge) not in seen:
                seen.add((placed.indicator, edge))
                yield placed, edge


def edges_of(placed: PlacedItem) -> Iterator[Edge]:
    """Yield the bounds of an item: of what it requires, and of when it applies."""
    for condition in placed.conditions:
        for leaf in leaves(condition):
            match leaf:
                case Compare(subject, comparison, bound):
                    yield Edge(leaf, subject, bound, SIDES[comparison])
                case Between(subject, low, high):
                    yield Edge(leaf, subject, low, (Side.AT, Side.BELOW))
                    yield Edge(leaf, subject, high, (Side.AT, Side.ABOVE))
                case WithinDays(_, days):
                    yield Edge(leaf, None, days, (Side.AT, Side.ABOVE))


def numbers_of(bound: Bound) -> list[Number]:
    """Return every number that a bound can be; local values beside others never count."""
    if isinstance(bound, Dated):
        found = [number for value in counting(bound) for number in numbers_of(value.bound)]
        return list(dict.fromkeys(found))
    if isinstance(bound, ByOption):
        return list(dict.fromkeys(number for _, number in bound.numbers))
    return [bound]


def shown_sides(
    edge: Edge, bound: Number, cases: Sequence[WrittenCase], facts: Facts
) -> set[Side | None]:
    """Return the sides of a bound that cases show."""
    shown = set()
    for case in cases:
        if number_in(edge.bound, case) == bound:
            measured = measured_in(edge, case.prepared.known, facts)
            shown.add(measured.side(bound) if measured else None)
    return shown


def number_in(bound: Bound, case: WrittenCase) -> Number | None:
    """Return what a bound is in a case; None where the attribute it depends on is unknown."""
    if isinstance(bound, Dated):
        return number_in(value_on(bound, case.prepared.case.on).bound, case)
    if isinstance(bound, ByOption):
        option = case.prepared.known.values.get(bound.attribute)
        return None if option is None else bound.number(str(option))
    return bound


def measured_in(edge: Edge, known: Knowledge, facts: Facts) -> Measured | None:
    """Return the value of what is compared; None where it is not known exactly."""
    if edge.subject is None:
        return age_in(edge.leaf, known)
    value = value_of(edge.subject, known)
    if value.exact is None:
        return None
    return Measured(value.exact, step_of(edge.subject, known, facts))


def value_of(subject: Subject, known: Knowledge) -> Interval:
    """Return what is known of a subject."""
    if isinstance(subject, Ratio):
        return ratio_value(subject, known.values)
    return operand_value(subject, known.values)


def age_in(leaf: Leaf, known: Knowledge) -> Measured | None:
    """Return how many days before the assessment a date lies."""
    assert isinstance(leaf, WithinDays)
    day = known.values.get(leaf.fact)
    if not isinstance(day, Interval) or day.exact is None:
        return None
    return Measured(known.on.toordinal() - day.exact, Fraction(1))


def step_of(subject: Subject, known: Knowledge, facts: Facts) -> Fraction:
    """Return how far the finest step of one fact carries a subject; of a ratio, of its part."""
    if isinstance(subject, Ratio):
        whole = operand_value(subject.whole, known.values).exact
        assert whole, "the ratio is known"
        return step_of(subject.part, known, facts) * subject.scale / abs(Fraction(whole))
    decimals = max(facts[name].decimals for name in facts_of_subject(subject))
    return Fraction(1, 10**decimals)


def is_possible(edge: Edge, bound: Number, side: Side, edition: Edition) -> bool:
    """Return whether a value can be on a side of a bound, by the ranges of its facts."""
    if side is Side.AT or edge.subject is None:
        return True
    possible = possible_range(edge.subject, edition)
    if side is Side.BELOW:
        return possible.low is None or possible.low < bound
    return possible.high is None or possible.high > bound


def wanted(edge: Edge, bound: Number, side: Side, facts: Facts) -> str:
    """Return the value that a case should have; of a ratio only on which side it should be."""
    if isinstance(edge.subject, FactValue):
        step = Fraction(1, 10 ** facts[edge.subject.fact].decimals)
    elif edge.subject is None:
        step = Fraction(1)
    else:
        return f"{side} {shown_number(bound)}"
    off = {Side.BELOW: -step, Side.AT: Fraction(0), Side.ABOVE: step}[side]
    return shown_number(Fraction(bound) + off)
