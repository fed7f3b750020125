"""Facts that say the same, and facts that contradict each other, where they are known in part."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from support.small_edition import ROOMS, SCHOOL, SMALL
from zicha.errors import Place
from zicha.model.edition import Consistency, Edition, NotMore, Requires
from zicha.model.facts import Fact, Knowledge, Level, Members, Stated, WhyUnknown
from zicha.model.hints import HintFound
from zicha.model.numbers import Interval
from zicha.model.unit import Observation, Unit
from zicha.units.known import knowledge

ON = date(2011, 6, 30)
OTHER_ROOMS = replace(ROOMS, id="elder_facilities")
"""A second set with a member that says the same as the fact."""
THERE = Members(frozenset({"parents_school"}), frozenset())
NOT_THERE = Members(frozenset(), frozenset({"parents_school"}))
CONTRADICTION = HintFound("contradiction-same", {}, ("parents_school", "youth_facilities"))


def ago(days: int) -> date:
    return ON - timedelta(days=days)


def with_facts(*facts: Fact) -> Edition:
    """Return the small edition with some facts in the place of others, or beside them."""
    return replace(SMALL, facts={**SMALL.facts, **{fact.id: fact for fact in facts}})


def known(
    stated: Mapping[str, Stated],
    *seen: Observation,
    edition: Edition = SMALL,
    computed: Mapping[str, Interval] | None = None,
) -> tuple[Knowledge, tuple[HintFound, ...]]:
    unit = Unit("a", "a", Level.COMMUNITY, Place("a"), on=ON, facts=stated, observations=seen)
    return knowledge(unit, (), edition, ON, computed)


# --- Facts that say the same --------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second"), [(7, 2), (2, 7)])
def test_of_two_sets_that_say_the_same_the_newer_one_is_told_of_the_fact(
    first: int, second: int
) -> None:
    sets = {"youth_facilities": first, "elder_facilities": second}
    stated = {name: Stated(THERE, ago(days), f"{days}") for name, days in sets.items()}
    found, hints = known(stated, edition=with_facts(OTHER_ROOMS))
    assert found.values == {"parents_school": True, **dict.fromkeys(sets, THERE)}
    assert found.stated["parents_school"] == Stated(value=True, date=ago(2), evidence="2")
    assert hints == ()


def test_what_still_counts_for_one_of_two_that_say_the_same_contradicts_the_other() -> None:
    # The fact counts for ten days only: to it the set of eleven days ago says nothing. For the set
    # both count, and they differ.
    edition = with_facts(replace(SCHOOL, valid_days=10))
    stated = {
        "parents_school": Stated(value=True, date=ON),
        "youth_facilities": Stated(NOT_THERE, ago(11)),
    }
    found, hints = known(stated, edition=edition)
    assert found.values == {}
    assert found.why == dict.fromkeys(stated, WhyUnknown.CONTRADICTION)
    assert hints == (CONTRADICTION,)


# --- Facts that contradict each other -----------------------------------------------------------


def seen(fact: str, count: int) -> Observation:
    return Observation(fact, count, "", ON)


def contradictory(
    pair: Consistency,
    stated: Mapping[str, int],
    seen_too: Sequence[Observation] = (),
    computed: Mapping[str, Interval] | None = None,
) -> bool:
    """Return whether two facts contradict each other, so that neither is known."""
    edition = replace(SMALL, consistency=(pair,))
    values = {fact: Stated(value, ON) for fact, value in stated.items()}
    found, hints = known(values, *seen_too, edition=edition, computed=computed)
    assert (found.values == {}) is bool(hints)
    return bool(hints)


PART, NEEDS = NotMore("dirty_spots", "lamps"), Requires("dirty_spots", "lamps")


@pytest.mark.parametrize(("whole", "expected"), [(3, True), (4, False), (5, False)])
def test_a_part_of_which_at_least_so_many_were_seen_is_above_a_whole_below_them(
    whole: int, *, expected: bool
) -> None:
    assert contradictory(PART, {"lamps": whole}, [seen("dirty_spots", 4)]) is expected


def test_a_whole_of_which_there_may_be_more_is_below_nothing() -> None:
    assert not contradictory(PART, {"dirty_spots": 6}, [seen("lamps", 3)])


@pytest.mark.parametrize(("part", "expected"), [(76, True), (75, False), (30, False), (25, False)])
def test_a_part_is_above_a_whole_only_where_it_is_above_all_that_may_be(
    part: int, *, expected: bool
) -> None:
    between = {"lamps": Interval(25, 75)}
    assert contradictory(PART, {"dirty_spots": part}, computed=between) is expected


@pytest.mark.parametrize(("needs", "expected"), [(0, True), (1, False)])
def test_what_was_seen_needs_something_that_is_there(needs: int, *, expected: bool) -> None:
    assert contradictory(NEEDS, {"lamps": needs}, [seen("dirty_spots", 4)]) is expected


@pytest.mark.parametrize("possible", [Interval(0, 50), Interval(0, None), Interval(None, 50)])
def test_what_may_be_0_or_more_is_neither_there_nor_not(possible: Interval) -> None:
    assert not contradictory(NEEDS, {"dirty_spots": 4}, computed={"lamps": possible})
    assert not contradictory(NEEDS, {"lamps": 0}, computed={"dirty_spots": possible})
