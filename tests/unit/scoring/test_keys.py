"""Keys of scores: whole numbers that order all scores, and tell them apart."""

from fractions import Fraction

import pytest

from zicha.errors import EngineError
from zicha.scoring.keys import Keys


def test_a_key_has_twelve_digits_and_is_cut() -> None:
    keys = Keys(121)
    assert [keys.key(*score) for score in ((0, 3), (1, 3), (2, 3), (3, 3))] == [
        0,
        333_333_333_333,
        666_666_666_666,
        1_000_000_000_000,
    ]


def test_equal_scores_have_equal_keys_whatever_is_possible() -> None:
    keys = Keys(12_100)
    assert keys.key(1, 3) == keys.key(4000, 12_000)


def test_scores_that_are_as_close_as_can_be_have_keys_in_their_order() -> None:
    whole = 900_000
    keys = Keys(whole)
    assert keys.key(449_999, whole - 1) < keys.key(450_000, whole - 1)
    # 1 over the product of the two: no two scores are closer.
    assert keys.key(whole - 2, whole - 1) < keys.key(whole - 1, whole)


def test_every_score_of_a_few_parts_has_its_key() -> None:
    scores = {Fraction(a, b): (a, b) for b in range(1, 60) for a in range(b + 1)}
    keys = Keys(59)
    found = [keys.key(*scores[score]) for score in sorted(scores)]
    assert found == sorted(set(found))


@pytest.mark.parametrize(("possible", "digits"), [(0, 12), (1, 12), (99_999, 12), (999_999, 12)])
def test_as_many_digits_as_are_needed(possible: int, digits: int) -> None:
    assert Keys(possible).whole == 10**digits


@pytest.mark.parametrize("possible", [1_000_000, 10**17, 10**30])
def test_parts_that_are_too_fine_are_refused(possible: int) -> None:
    with pytest.raises(EngineError, match=f"{possible} parts of points are too many"):
        Keys(possible)


def test_the_mean_in_percent_is_exact_for_what_the_keys_hold() -> None:
    keys = Keys(121)
    assert keys.percent(keys.key(1, 2) + keys.key(1, 4), 2) == Fraction(75, 2)
