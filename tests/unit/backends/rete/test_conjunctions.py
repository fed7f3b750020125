from itertools import product

import pytest

from zicha.backends.rete.conjunctions import (
    ALWAYS,
    ANYWAY,
    NEVER,
    Atom,
    Conjunctions,
    Sign,
    Truths,
    alternatives,
    at_least,
    conjunction,
    either,
    negation,
    size_at_least,
)
from zicha.language import kleene
from zicha.language.kleene import Truth


def yes(field: int) -> Atom:
    return Atom(field, Sign.EQUAL, 1)


def no(field: int) -> Atom:
    return Atom(field, Sign.EQUAL, 0)


def part(field: int) -> Truths:
    return Truths(either(yes(field)), either(no(field)))


def holds(found: Conjunctions, known: set[Atom]) -> bool:
    return any(conjunction <= known for conjunction in found)


def truth(truths: Truths, values: tuple[Truth, ...]) -> Truth:
    """Return the truth for fields that are true, false or unknown."""
    known = {yes(n) if v else no(n) for n, v in enumerate(values) if v is not None}
    true, false = holds(truths.true, known), holds(truths.false, known)
    assert not (true and false)
    return True if true else False if false else None


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4])
def test_at_least_n_of_three_is_kleenes_for_all_27_states(n: int) -> None:
    truths = at_least(n, [part(0), part(1), part(2)])
    states = list(product((True, False, None), repeat=3))
    assert [truth(truths, s) for s in states] == [kleene.at_least(n, s) for s in states]


def test_the_opposite_of_unknown_is_unknown() -> None:
    assert [truth(negation(part(0)), (v,)) for v in (True, False, None)] == [False, True, None]


def test_what_holds_anyway_drops_out_of_all_of_the_parts() -> None:
    assert at_least(2, [part(0), ALWAYS]) == part(0)


def test_what_holds_anyway_is_enough_for_one_of_the_parts() -> None:
    assert at_least(1, [part(0), ALWAYS]) == Truths(ANYWAY, NEVER)


def test_a_conjunction_that_another_covers_is_dropped() -> None:
    wide, narrow = conjunction(yes(0)), conjunction(yes(0), yes(1))
    assert alternatives([narrow, wide]) == (wide,)


def test_a_field_that_would_need_two_values_is_dropped() -> None:
    old, new = Atom(0, Sign.EQUAL, 1), Atom(0, Sign.EQUAL, 2)
    assert alternatives([conjunction(old, new)]) == NEVER


def test_three_of_nine_would_be_84_conjunctions_and_36_for_its_opposite() -> None:
    parts = [part(n) for n in range(9)]
    found = at_least(3, parts)
    assert (len(found.true), len(found.false), size_at_least(3, parts)) == (84, 36, 120)
