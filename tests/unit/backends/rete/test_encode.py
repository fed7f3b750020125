from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from zicha.backends.rete.encode import FARTHEST, code_of, is_beyond, scale_of
from zicha.model.numbers import Number

NUMBERS = st.integers(-(10**6), 10**6) | st.decimals(-(10**6), 10**6, places=6) | st.fractions()
BOUNDS = st.integers(-(10**6), 10**6) | st.decimals(-(10**6), 10**6, places=6)


def test_a_scale_has_every_bound_on_its_grid() -> None:
    assert scale_of([300, Decimal("0.66"), Decimal("0.125")]) == 200


def test_whole_bounds_need_no_finer_grid() -> None:
    assert scale_of([1, 2, 300]) == 1


def test_what_is_compared_with_nothing_has_the_coarsest_grid() -> None:
    assert scale_of([]) == 1


def test_grid_points_have_even_codes_and_what_lies_between_has_odd_ones() -> None:
    values: list[Number] = [Decimal("299.99"), 300, Decimal("300.0000000000000000001"), 301]
    assert [code_of(value, 1) for value in values] == [599, 600, 601, 602]


def test_negative_numbers_keep_their_order() -> None:
    values: list[Number] = [-1, Decimal("-0.5"), 0, Fraction(1, 3)]
    assert [code_of(value, 1) for value in values] == [-2, -1, 0, 1]


def test_two_thirds_is_more_than_66_66_percent_and_less_than_66_67() -> None:
    scale = scale_of([Decimal("66.66"), Decimal("66.67")])
    below, share, above = (
        code_of(number, scale) for number in (Decimal("66.66"), Fraction(200, 3), Decimal("66.67"))
    )
    assert below < share < above


def test_what_lies_beyond_64_bits_is_held_at_the_farthest_code() -> None:
    assert [code_of(10**30, 1), code_of(-(10**30), 1)] == [FARTHEST, -FARTHEST]


def test_a_bound_that_could_not_be_told_from_what_lies_beyond_is_too_far() -> None:
    assert [is_beyond(2**61 - 1, 1), is_beyond(2**61, 1)] == [False, True]


@given(NUMBERS, BOUNDS)
def test_codes_compare_as_the_numbers_do(
    number: int | Decimal | Fraction, bound: int | Decimal
) -> None:
    scale = scale_of([bound])
    code, limit = code_of(number, scale), code_of(bound, scale)
    assert (code < limit, code == limit) == (number < bound, number == bound)
