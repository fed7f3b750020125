"""Kleene's tables, written out: T true, F false, U not known."""

from itertools import product

import pytest

from zicha.language.kleene import Truth, at_least, every, negation, some

T, F, U = True, False, None


@pytest.mark.parametrize(("truth", "opposite"), [(T, F), (F, T), (U, U)])
def test_negation_turns_what_is_known_and_leaves_the_unknown(truth: Truth, opposite: Truth) -> None:
    assert negation(truth) is opposite


EVERY = [
    (T, T, T),
    (T, F, F),
    (T, U, U),
    (F, T, F),
    (F, F, F),
    (F, U, F),
    (U, T, U),
    (U, F, F),
    (U, U, U),
]


@pytest.mark.parametrize(("a", "b", "both"), EVERY)
def test_every_is_false_with_one_false_and_else_unknown_with_one_unknown(
    a: Truth, b: Truth, both: Truth
) -> None:
    assert every([a, b]) is both


SOME = [
    (T, T, T),
    (T, F, T),
    (T, U, T),
    (F, T, T),
    (F, F, F),
    (F, U, U),
    (U, T, T),
    (U, F, U),
    (U, U, U),
]


@pytest.mark.parametrize(("a", "b", "either"), SOME)
def test_some_is_true_with_one_true_and_else_unknown_with_one_unknown(
    a: Truth, b: Truth, either: Truth
) -> None:
    assert some([a, b]) is either


def test_nothing_is_false_in_an_empty_list() -> None:
    assert every([]) is T


def test_nothing_is_true_in_an_empty_list() -> None:
    assert some([]) is F


AT_LEAST_2_OF_3 = [
    ((T, T, T), T),
    ((T, T, U), T),
    ((T, T, F), T),
    ((T, U, U), U),
    ((T, U, F), U),
    ((T, F, F), F),
    ((U, U, U), U),
    ((U, U, F), U),
    ((U, F, F), F),
    ((F, F, F), F),
]


@pytest.mark.parametrize(("truths", "enough"), AT_LEAST_2_OF_3)
def test_two_of_three_can_be_certain_possible_or_out_of_reach(
    truths: tuple[Truth, ...], enough: Truth
) -> None:
    assert at_least(2, truths) is enough


@pytest.mark.parametrize("truths", list(product((T, F, U), repeat=3)))
def test_at_least_one_is_some_and_at_least_all_is_every(truths: tuple[Truth, ...]) -> None:
    assert (at_least(1, truths), at_least(3, truths)) == (some(truths), every(truths))
