"""Bounds at the end of what a fact can be: they tell no two values apart."""

from collections.abc import Iterator

from zicha.authoring.lint.boundaries import numbers_of
from zicha.authoring.lint.material import Material
from zicha.errors import Problem, Severity, problem
from zicha.language.walk import leaves
from zicha.model.facts import Fact
from zicha.model.numbers import Number
from zicha.model.rules import Compare, Comparison, FactValue, Leaf
from zicha.words.numbers import shown_number

AT_THE_LEAST = (Comparison.AT_LEAST, Comparison.LESS_THAN)
"""Comparisons that decide nothing at the least value: all pass the first, none the second."""
AT_THE_MOST = (Comparison.AT_MOST, Comparison.MORE_THAN)
"""Comparisons that decide nothing at the greatest value."""


def idle_bounds(material: Material) -> Iterator[Problem]:
    """Yield bounds that every possible value of their fact passes, or none."""
    for placed in material.items():
        for condition in placed.conditions:
            for leaf in leaves(condition):
                for bound, fact in ends_of(leaf, material):
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


def ends_of(leaf: Leaf, material: Material) -> Iterator[tuple[Number, Fact]]:
    """Yield the bounds of a comparison that stand at an end of the range of its fact."""
    if not isinstance(leaf, Compare) or not isinstance(leaf.subject, FactValue):
        return
    fact = material.edition.facts[leaf.subject.fact]
    low, high = fact.possible
    if low is None or high is None:
        return
    for bound in numbers_of(leaf.bound):
        at_the_least = bound == low and leaf.comparison in AT_THE_LEAST
        if at_the_least or (bound == high and leaf.comparison in AT_THE_MOST):
            yield bound, fact
