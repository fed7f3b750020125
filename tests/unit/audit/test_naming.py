"""What units are called that share their name with others."""

from collections.abc import Iterable

from zicha.audit.compose import Names
from zicha.audit.naming import beside, by_id, called

ABOVE: Names = {
    "s1": ("人民街道", "d1"),
    "s2": ("人民街道", "d2"),
    "s3": ("东街道", "d1"),
    "d1": ("甲区", None),
    "d2": ("乙区", None),
}


def find(ids: Iterable[str]) -> Names:
    """Return name and parent of units above."""
    return {each: ABOVE[each] for each in ids if each in ABOVE}


def test_the_units_above_tell_apart_as_far_up_as_their_names_are_shared_too() -> None:
    names = {
        "c1": ("和平社区", "s1"),
        "c2": ("和平社区", "s2"),
        "c3": ("和平社区", "s3"),
        "c4": ("西社区", "s3"),
    }
    assert called(names, {"和平社区", "人民街道"}, find, "zh") == {
        "c1": "甲区人民街道和平社区",
        "c2": "乙区人民街道和平社区",
        "c3": "东街道和平社区",
    }
    assert called(names, {"和平社区"}, find, "en")["c3"] == "和平社区 (东街道)"


def test_the_id_tells_apart_where_no_unit_above_is_given() -> None:
    names = {"c1": ("和平社区", None), "c2": ("和平社区", "s9")}
    assert called(names, {"和平社区"}, find, "zh") == {
        "c1": "和平社区（c1）",
        "c2": "和平社区（c2）",
    }


def test_the_id_tells_apart_what_stands_below_the_same_unit() -> None:
    names = {"c1": ("和平社区", "s3"), "c2": ("和平社区", "s3"), "c3": ("和平社区", "s1")}
    assert called(names, {"和平社区"}, find, "zh") == {
        "c1": "东街道和平社区（c1）",
        "c2": "东街道和平社区（c2）",
        "c3": "人民街道和平社区",
    }


def test_of_units_that_are_waited_for_the_id_tells_apart() -> None:
    expected = [("c1", "和平社区"), ("c2", "和平社区"), ("c3", "西社区"), ("c4", "c4")]
    assert by_id(expected, "zh") == {"c1": "和平社区（c1）", "c2": "和平社区（c2）"}
    assert by_id([*expected[2:], expected[2]], "en") == {}
    assert by_id(expected, "en")["c2"] == "和平社区 (c2)"


def test_units_of_an_earlier_audit_are_told_apart_from_those_there_and_from_each_other() -> None:
    there = {"c1": ("和平社区", "s3"), "c2": ("西社区", "s3")}
    gone = [("c8", "和平社区"), ("c9", "东社区"), ("d8", "北社区"), ("d9", "北社区")]
    assert beside(gone, there, "zh") == {
        "c8": "和平社区（c8）",
        "d8": "北社区（d8）",
        "d9": "北社区（d9）",
    }
    assert beside([], there, "zh") == {}
