"""Who is above whom, and parents that cannot be above anyone."""

import time
from typing import NamedTuple

import pytest

from zicha.errors import Place, Severity, problem
from zicha.model.facts import Level
from zicha.units.sources.hierarchy import Hierarchy, hierarchy

KINDS = {"c": Level.COMMUNITY, "s": Level.STREET, "d": Level.DISTRICT, "y": Level.CITY}


class Member(NamedTuple):
    id: str
    kind: Level
    parent: str | None
    place: Place


def member(unit: str, parent: str | None = None) -> Member:
    """Return a unit whose level is the first letter of its id."""
    return Member(unit, KINDS[unit[0]], parent, Place(f"{unit}.yaml"))


def of(*members: Member) -> Hierarchy:
    return hierarchy(members)


def test_ancestors_are_found_nearest_first_whatever_the_order() -> None:
    found = of(member("d1", "y1"), member("c1", "s1"), member("y1"), member("s1", "d1"))
    assert found == Hierarchy(
        {"y1": (), "d1": ("y1",), "s1": ("d1", "y1"), "c1": ("s1", "d1", "y1")}, {}, ()
    )


def test_levels_may_be_left_out() -> None:
    assert of(member("c1", "y1"), member("y1")).ancestors["c1"] == ("y1",)


def test_a_parent_that_is_not_given_is_one_hint() -> None:
    found = of(member("c1", "s9"), member("c2", "s9"), member("s1", "d9"))
    assert found.ancestors == {"c1": (), "c2": (), "s1": ()}
    assert found.problems == (
        problem("parent-missing", Place("c1.yaml"), Severity.HINT, parent="s9", count=2),
        problem("parent-missing", Place("s1.yaml"), Severity.HINT, parent="d9", count=1),
    )


def test_a_parent_that_is_spelt_otherwise_is_not_given_but_named() -> None:
    found = of(member("c1", "S1"), member("s1"))
    assert found.ancestors["c1"] == ()
    assert found.problems == (
        problem(
            "parent-missing-near",
            Place("c1.yaml"),
            Severity.HINT,
            nearest="s1",
            parent="S1",
            count=1,
        ),
    )


@pytest.mark.parametrize(("lower", "upper"), [("s1", "s2"), ("s1", "c1"), ("y1", "d1")])
def test_a_parent_of_no_higher_level_is_an_error(lower: str, upper: str) -> None:
    found = of(member(lower, upper), member(upper), member("c9", lower))
    assert found.wrong == {
        lower: problem(
            "parent-not-above",
            Place(f"{lower}.yaml"),
            unit=lower,
            kind=KINDS[lower[0]].value,
            parent=upper,
            parent_kind=KINDS[upper[0]].value,
        )
    }
    assert found.ancestors[lower] == ()
    assert found.ancestors["c9"] == (lower,)


@pytest.mark.parametrize(
    ("parents", "wrong"),
    [
        ({"s1": "s1"}, {"s1": "s1"}),
        ({"s1": "s2", "s2": "s1"}, {"s1": "s2", "s2": "s1"}),
        ({"c1": "s1", "s1": "c1"}, {"s1": "c1"}),
        ({"c1": "s1", "s1": "d1", "d1": "c1"}, {"d1": "c1"}),
    ],
)
def test_a_chain_that_leads_back_is_an_error_where_it_turns(
    parents: dict[str, str], wrong: dict[str, str]
) -> None:
    found = of(*(member(unit, parent) for unit, parent in parents.items()))
    assert found.wrong == {
        unit: problem("parent-cycle", Place(f"{unit}.yaml"), unit=unit, parent=parent)
        for unit, parent in wrong.items()
    }


def test_a_unit_that_hangs_on_a_circle_is_not_in_it() -> None:
    found = of(member("s3", "s1"), member("s1", "s2"), member("s2", "s1"))
    assert {unit: each.code for unit, each in found.wrong.items()} == {
        "s3": "parent-not-above",
        "s1": "parent-cycle",
        "s2": "parent-cycle",
    }


def test_a_hundred_thousand_units_in_one_chain_take_no_time() -> None:
    members = [member(f"c{n}", f"c{n + 1}") for n in range(100_000)]
    begun = time.process_time()
    found = hierarchy(members)
    assert len(found.wrong) == 99_999
    assert time.process_time() - begun < 10
