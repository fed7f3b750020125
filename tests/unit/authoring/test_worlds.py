"""Combinations of facts that tell conditions apart leave out nothing that is possible."""

from decimal import Decimal
from itertools import product

import pytest

from support.small_edition import SMALL
from zicha.authoring.worlds import DAY, MOST, numbers_of, worlds_of
from zicha.backends.reference.truth import truth
from zicha.editions.load import load_edition
from zicha.model.facts import Knowledge
from zicha.model.numbers import exactly
from zicha.model.rules import (
    AllOf,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    FactValue,
    Is,
    NoneOf,
    Sum,
)


def compared(fact: str, comparison: Comparison, bound: int | Decimal) -> Compare:
    """Return a number against a bound."""
    return Compare(FactValue(fact), comparison, bound)


def truths(*conditions: Condition) -> list[tuple[bool | None, ...]]:
    """Return what conditions come to in each combination."""
    worlds = worlds_of(conditions, SMALL)
    assert worlds is not None
    return [*zip(*map(worlds.truths, conditions), strict=True)]


def test_between_two_whole_numbers_there_is_none_and_of_percent_there_is() -> None:
    more, less = Comparison.MORE_THAN, Comparison.LESS_THAN
    lamps = AllOf((compared("lamps", more, 3), compared("lamps", less, 4)))
    assert {held for (held,) in truths(lamps)} == {False, None}
    # 184 of 200 and the like lie anywhere.
    rate = AllOf(
        (
            compared("support_rate", more, Decimal("80.01")),
            compared("support_rate", less, Decimal("80.02")),
        )
    )
    assert {held for (held,) in truths(rate)} == {True, False, None}


def test_what_is_not_looked_into_turns_out_either_way_and_twice_the_same() -> None:
    several = Compare(Sum((FactValue("lamps"), FactValue("office_area"))), Comparison.AT_LEAST, 5)
    pairs = set(truths(several, NoneOf((several,))))
    assert pairs == {(True, False), (False, True), (None, None)}


@pytest.mark.parametrize("bound", [10**30, Decimal("1e-20"), -(10**30)])
def test_bounds_of_any_size_have_neighbours(bound: int | Decimal) -> None:
    fact = SMALL.facts["office_area"]
    low, high = fact.possible
    found = numbers_of(fact, [compared("office_area", Comparison.AT_LEAST, bound)])
    assert found
    assert all((low is None or n >= low) and (high is None or n <= high) for n in found)


def test_of_too_many_combinations_nothing_is_said() -> None:
    edition = load_edition(None)
    facts = [f.id for f in edition.facts.values() if f.type == "bool"][:9]
    assert 3 ** len(facts) > MOST
    assert worlds_of([AllOf(tuple(Is(fact, value=True) for fact in facts))], edition) is None


def test_every_outcome_of_a_number_is_among_them() -> None:
    """Any other number comes to the same as one of those that are looked at."""
    bounds = (2, 5, 6)
    conditions = [compared("lamps", c, b) for c, b in product(Comparison, bounds)]
    seen = set(truths(*conditions))
    for lamps in range(12):
        known = Knowledge(DAY, frozenset(), {"lamps": exactly(lamps)})
        assert tuple(truth(each, known, {}) for each in conditions) in seen


def test_what_is_unknown_is_among_them() -> None:
    there, lit = Is("parents_school", value=True), compared("lamps", Comparison.AT_LEAST, 1)
    either = AnyOf((AllOf((there, lit)), AllOf((there, NoneOf((lit,))))))
    # Of one who knows the first and not the second the shorter one says more.
    assert (True, None) in truths(there, either)
