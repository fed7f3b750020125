"""Rows are put in order as numpy puts them, whatever the numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zicha.backends.columnar.arrays.sorting import order_of
from zicha.backends.columnar.arrays.vectors import Array

KEYS = (
    (np.bool_, st.booleans()),
    (np.int8, st.integers(-128, 127)),
    (np.int32, st.integers(-3, 3)),
    (np.int64, st.sampled_from((-(2**63), -(2**62), -1, 0, 1, 2**62, 2**63 - 1))),
    (np.int64, st.integers(-(2**63), 2**63 - 1)),
)


@given(st.data())
def test_rows_come_by_the_first_number_then_by_the_next_and_equal_ones_as_they_were(
    data: st.DataObject,
) -> None:
    rows = data.draw(st.integers(0, 30))
    kinds = data.draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4))
    keys: list[Array] = [
        np.array(data.draw(st.lists(numbers, min_size=rows, max_size=rows)), kind)
        for kind, numbers in kinds
    ]
    assert order_of(keys).tolist() == np.lexsort(keys[::-1]).tolist()
