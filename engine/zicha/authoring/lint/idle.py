"""Bounds at the end of what a fact can be: they tell no two values apart."""

from collections.abc import Iterator

from zicha.authoring.lint.boundaries import Edge, edges_in, numbers_of
from zicha.authoring.lint.material import Material
from zicha.errors import Problem, Severity, problem
from zicha.model.facts import Fact
from zicha.model.numbers import Number
from zicha.model.rules import Compare, Comparison, FactValue
from zicha.words.numbers import shown_number

AT_THE_LEAST = (Comparison.AT_LEAST, Comparison.LESS_THAN)
"""Comparisons that decide nothing at the least value: all pass the first, none the second."""
AT_THE_MOST = (Comparison.AT_MOST, Comparison.MORE_THAN)
"""Comparisons that decide nothing at the greatest value."""


def idle_bounds(material: Material) -> Iterator[Problem]:
    """Yield bounds that every possible value of their fact passes, or none."""
    for placed, edge in edges_in(material):
        if not isinstance(edge.subject, FactValue):
            continue
        fact = material.edition.facts[edge.subject.fact]
        for bound in numbers_of(edge.bound):
            if is_idle(edge, bound, fact):
                low, high = (shown_number(end) for end in fact.possible if end is not None)
                yield problem(
                    "bound-idle",
                    placed.spot.place,
                    Severity.WARNING,
                    item=placed.item.id,
                    bound=shown_number(bound),
                    fact=fact.id,
                    low=low,
                    high=high,
                )


def is_idle(edge: Edge, bound: Number, fact: Fact) -> bool:
    """Return whether a comparison with a bound is the same for all that a fact can be."""
    if not isinstance(edge.leaf, Compare) or None in fact.possible:
        return False
    low, high = fact.possible
    comparison = edge.leaf.comparison
    is_least = bound == low and comparison in AT_THE_LEAST
    return is_least or (bound == high and comparison in AT_THE_MOST)
