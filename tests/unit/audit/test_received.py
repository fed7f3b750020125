"""Who was expected to report, and who did."""

from zicha.audit.received import received
from zicha.model.audit import Received

LIST = (("a", "和平社区"), ("b", "南街社区"), ("c", "北街社区"))


def test_who_has_not_reported_is_named_in_the_order_of_the_list() -> None:
    assert received(LIST, ["b"]) == Received(3, 1, (LIST[0], LIST[2]), ())


def test_who_was_not_expected_is_named_by_id_wherever_it_stands() -> None:
    assert received(LIST, ["z", "c", "b", "a", "y"]) == Received(3, 3, (), ("y", "z"))


def test_neither_case_nor_the_encoding_of_an_accent_makes_another_unit() -> None:
    assert received([("Café", "Café")], ["CAFE\u0301"]) == Received(1, 1, (), ())


def test_a_unit_that_stands_or_comes_twice_counts_once() -> None:
    assert received([*LIST, ("A", "和平")], ["b", "B", "z", "Z"]) == Received(
        3, 1, (LIST[0], LIST[2]), ("z",)
    )


def test_an_empty_list_expects_nobody() -> None:
    assert received([], ["a"]) == Received(0, 0, (), ("a",))


def test_a_unit_that_is_there_as_a_context_has_reported_and_needs_no_place_in_the_list() -> None:
    assert received(LIST, ["a"], ["B", "z"]) == Received(3, 2, (LIST[2],), ())
