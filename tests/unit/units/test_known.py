"""What is known of a unit on one day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest

from support.small_edition import SMALL
from zicha.errors import Place
from zicha.model.edition import NotMore, Requires
from zicha.model.facts import Knowledge, Level, Members, Stated, Value, WhyUnknown
from zicha.model.hints import HintFound
from zicha.model.numbers import Interval, exactly
from zicha.model.unit import Observation, Unit
from zicha.units.known import knowledge

ON = date(2011, 6, 30)
ALL = frozenset({"library", "parents_school", "venue"})


def ago(days: int) -> date:
    return ON - timedelta(days=days)


def community(facts: Mapping[str, Stated], *observations: Observation) -> Unit:
    return Unit(
        "a", "a", Level.COMMUNITY, Place("a"), on=ON, facts=facts, observations=observations
    )


def known(
    facts: Mapping[str, Stated], *observations: Observation
) -> tuple[Knowledge, tuple[HintFound, ...]]:
    return knowledge(community(facts, *observations), (), SMALL, ON)


def values(facts: Mapping[str, Stated], *observations: Observation) -> dict[str, Value]:
    return dict(known(facts, *observations)[0].values)


# --- Values and their days --------------------------------------------------------------------


def test_a_stated_fact_is_known_as_engines_take_it() -> None:
    there = Members(frozenset({"library"}), frozenset({"venue"}))
    facts = {
        "community.town": Stated("old", ON),
        "office_area": Stated(Decimal("60.5"), ON),
        "support_rate": Stated(Fraction(200, 3), ON, count=(200, 300)),
        "parents_school_log": Stated(value=False, date=ON),
        "ranking": Stated("first", ON),
        "youth_facilities": Stated(there, ON),
        "board_updated": Stated(date(2011, 6, 1), ON),
    }
    assert known(facts) == (
        Knowledge(
            on=ON,
            levels=frozenset({Level.COMMUNITY}),
            values={
                "community.town": "old",
                "office_area": exactly(Decimal("60.5")),
                "support_rate": exactly(Fraction(200, 3)),
                "parents_school_log": False,
                "ranking": "first",
                "youth_facilities": there,
                "board_updated": exactly(date(2011, 6, 1).toordinal()),
            },
            why={},
            stated=facts,
        ),
        (),
    )


@pytest.mark.parametrize(
    ("day", "value", "why"),
    [
        (ago(0), exactly(5), None),
        (ago(30), exactly(5), None),
        (ago(31), None, WhyUnknown.STALE),
        (ago(-1), None, WhyUnknown.LATER),
    ],
)
def test_a_value_counts_for_its_valid_days_and_never_before_its_own(
    day: date, value: Interval | None, why: WhyUnknown | None
) -> None:
    found, _ = known({"dirty_spots": Stated(5, day)})
    assert (found.values.get("dirty_spots"), found.why.get("dirty_spots")) == (value, why)
    assert found.stated == {"dirty_spots": Stated(5, day)}


def test_a_fact_without_valid_days_never_grows_stale() -> None:
    assert values({"lamps": Stated(5, date(1950, 1, 1))}) == {"lamps": exactly(5)}


def test_a_set_of_which_nothing_is_said_is_not_known() -> None:
    assert values({"youth_facilities": Stated(Members(), ON)}) == {}


# --- Levels -----------------------------------------------------------------------------------


def test_facts_of_all_units_given_are_known_and_their_levels() -> None:
    district = Unit(
        "d",
        "d",
        Level.DISTRICT,
        Place("d"),
        facts={"green_cover": Stated(40, ON), "district.population": Stated(300, ON)},
    )
    found, hints = knowledge(community({"lamps": Stated(5, ON)}), (district,), SMALL, ON)
    assert found == Knowledge(
        on=ON,
        levels=frozenset({Level.COMMUNITY, Level.DISTRICT}),
        values={
            "lamps": exactly(5),
            "green_cover": exactly(40),
            "district.population": exactly(300),
        },
        stated={
            "lamps": Stated(5, ON),
            "green_cover": Stated(40, ON),
            "district.population": Stated(300, ON),
        },
    )
    assert hints == ()


# --- Observations -----------------------------------------------------------------------------


def spots(count: int, on: date = ON, fixed: date | None = None) -> Observation:
    return Observation("dirty_spots", count, "北门", on, fixed)


def test_open_observations_add_up_to_a_lower_bound() -> None:
    assert values({}, spots(2), spots(3)) == {"dirty_spots": Interval(5, None)}


def test_observations_do_not_expire() -> None:
    assert values({}, spots(2, on=ago(4000))) == {"dirty_spots": Interval(2, None)}


@pytest.mark.parametrize(
    "counted_out",
    [spots(2, on=ago(-1)), spots(2, on=ago(5), fixed=ago(1)), spots(2, on=ago(5), fixed=ON)],
)
def test_what_was_seen_later_or_is_fixed_by_the_day_does_not_count(
    counted_out: Observation,
) -> None:
    assert values({}, counted_out) == {}


def test_what_will_be_fixed_after_the_day_still_counts() -> None:
    assert values({}, spots(2, on=ago(5), fixed=ago(-1))) == {"dirty_spots": Interval(2, None)}


@pytest.mark.parametrize("stated", [5, 6])
def test_a_stated_value_that_covers_what_was_seen_stays_exact(stated: int) -> None:
    assert known({"dirty_spots": Stated(stated, ON)}, spots(2), spots(3)) == (
        Knowledge(
            on=ON,
            levels=frozenset({Level.COMMUNITY}),
            values={"dirty_spots": exactly(stated)},
            stated={"dirty_spots": Stated(stated, ON)},
        ),
        (),
    )


def test_of_a_stated_value_and_more_seen_the_larger_is_the_value_with_a_hint() -> None:
    found, hints = known({"dirty_spots": Stated(4, ON)}, spots(5))
    assert found.values == {"dirty_spots": Interval(5, 5)}
    assert hints == (HintFound("observed-more", {"seen": "5", "stated": "4"}, ("dirty_spots",)),)


def test_a_stale_value_does_not_bound_what_was_seen() -> None:
    found, hints = known({"dirty_spots": Stated(9, ago(31))}, spots(5))
    assert found.values == {"dirty_spots": Interval(5, None)}
    assert found.why == {"dirty_spots": WhyUnknown.STALE}
    assert hints == ()


def test_observations_of_a_unit_above_count_too() -> None:
    street = Unit(
        "s", "s", Level.STREET, Place("s"), observations=(Observation("patrols", 2, "", ON),)
    )
    found, _ = knowledge(community({}), (street,), SMALL, ON)
    assert found.values == {"patrols": Interval(2, None)}


# --- Contradictions ---------------------------------------------------------------------------

MORE = HintFound("contradiction-more", {"part": "6", "whole": "5"}, ("lamps_lit", "lamps"))


def test_a_part_that_exceeds_its_whole_leaves_both_unknown() -> None:
    found, hints = known({"lamps": Stated(5, ON), "lamps_lit": Stated(6, ON)})
    assert found.values == {}
    assert found.why == dict.fromkeys(("lamps", "lamps_lit"), WhyUnknown.CONTRADICTION)
    assert found.stated == {"lamps": Stated(5, ON), "lamps_lit": Stated(6, ON)}
    assert hints == (MORE,)


def test_a_part_as_large_as_its_whole_contradicts_nothing() -> None:
    facts = {"lamps": Stated(5, ON), "lamps_lit": Stated(5, ON)}
    assert values(facts) == {"lamps": exactly(5), "lamps_lit": exactly(5)}


def test_what_is_unknown_contradicts_nothing() -> None:
    assert values({"lamps_lit": Stated(6, ON)}) == {"lamps_lit": exactly(6)}


def test_a_value_that_does_not_count_contradicts_nothing() -> None:
    facts = {"lamps": Stated(5, ago(-1)), "lamps_lit": Stated(6, ON)}
    assert values(facts) == {"lamps_lit": exactly(6)}


LOG, SCHOOL, ROOMS = "parents_school_log", "parents_school", "youth_facilities"
YES, NO = Stated(value=True, date=ON), Stated(value=False, date=ON)


def test_what_needs_something_that_is_not_there_leaves_both_unknown() -> None:
    found, hints = known({LOG: YES, SCHOOL: NO})
    assert found.values == {}
    assert (found.why[LOG], found.why[SCHOOL]) == (WhyUnknown.CONTRADICTION,) * 2
    assert hints == (HintFound("contradiction-needs", {}, (LOG, SCHOOL)),)


@pytest.mark.parametrize(("log", "school"), [(NO, NO), (NO, YES), (YES, YES)])
def test_what_is_needed_and_there_or_not_needed_contradicts_nothing(
    log: Stated, school: Stated
) -> None:
    found = values({LOG: log, SCHOOL: school})
    assert (found[LOG], found[SCHOOL]) == (log.value, school.value)


@pytest.mark.parametrize(
    ("fact", "needs", "contradicts"), [(1, 0, True), (0, 0, False), (1, 1, False)]
)
def test_a_number_above_0_needs_a_number_above_0(
    fact: int,
    needs: int,
    contradicts: bool,  # noqa: FBT001
) -> None:
    edition = replace(SMALL, consistency=(Requires("points", "lamps"),))
    unit = community({"points": Stated(fact, ON), "lamps": Stated(needs, ON)})
    found, _ = knowledge(unit, (), edition, ON)
    assert (found.values == {}) is contradicts


def test_what_was_seen_can_contradict_what_is_stated() -> None:
    edition = replace(SMALL, consistency=(NotMore("dirty_spots", "lamps"),))
    found, hints = knowledge(community({"lamps": Stated(3, ON)}, spots(4)), (), edition, ON)
    assert found.values == {}
    args = {"part": "4", "whole": "3"}
    assert hints == (HintFound("contradiction-more", args, ("dirty_spots", "lamps")),)


def test_the_order_of_the_pairs_does_not_count() -> None:
    pairs = (
        NotMore("lamps_lit", "lamps"),
        NotMore("lamps", "points"),
        NotMore("dirty_spots", "lamps_lit"),
    )
    facts = {
        "lamps_lit": Stated(6, ON),
        "lamps": Stated(5, ON),
        "points": Stated(4, ON),
        "dirty_spots": Stated(1, ON),
    }
    results = [
        knowledge(community(facts), (), replace(SMALL, consistency=order), ON)[0]
        for order in permutations(pairs)
    ]
    assert [found.values for found in results] == [{"dirty_spots": exactly(1)}] * 6


# --- Facts that say the same ------------------------------------------------------------------


def rooms(*present: str, on: date = ON) -> Stated:
    return Stated(Members(frozenset(present), ALL - set(present)), on)


def member(*, there: bool) -> Members:
    one = frozenset({"parents_school"})
    return Members(one, frozenset()) if there else Members(frozenset(), one)


@pytest.mark.parametrize("there", [True, False])
def test_a_fact_is_known_to_the_set_that_says_the_same(there: bool) -> None:  # noqa: FBT001
    found = values({SCHOOL: Stated(there, ON)})
    assert found == {SCHOOL: there, ROOMS: member(there=there)}


@pytest.mark.parametrize("there", [True, False])
def test_a_member_is_known_to_the_fact_that_says_the_same(there: bool) -> None:  # noqa: FBT001
    stated = Stated(member(there=there), ago(7), "照片")
    found, hints = known({ROOMS: stated})
    assert found.values == {SCHOOL: there, ROOMS: member(there=there)}
    assert found.stated == {ROOMS: stated, SCHOOL: Stated(there, ago(7), "照片")}
    assert hints == ()


def test_a_set_that_says_nothing_of_the_member_leaves_the_fact_unknown() -> None:
    facts = {ROOMS: Stated(Members(frozenset({"library"}), frozenset()), ON)}
    assert values(facts) == {ROOMS: Members(frozenset({"library"}), frozenset())}


def test_two_that_say_the_same_agree() -> None:
    _, hints = known({SCHOOL: YES, ROOMS: rooms("parents_school")})
    assert hints == ()


def test_two_that_differ_are_unknown_and_the_other_members_are_not() -> None:
    found, hints = known({SCHOOL: YES, ROOMS: rooms("library")})
    assert found.values == {ROOMS: Members(frozenset({"library"}), frozenset({"venue"}))}
    assert found.why == dict.fromkeys((SCHOOL, ROOMS), WhyUnknown.CONTRADICTION)
    assert hints == (HintFound("contradiction-same", {}, (SCHOOL, ROOMS)),)


def test_a_stale_statement_gives_way_to_the_one_that_counts() -> None:
    found, hints = known({SCHOOL: Stated(value=False, date=ago(181)), ROOMS: rooms(*ALL)})
    assert found.values == {SCHOOL: True, ROOMS: Members(ALL, frozenset())}
    assert found.why == {}
    assert found.stated[SCHOOL] == YES
    assert hints == ()


def test_a_stale_set_learns_of_its_member_only() -> None:
    found, _ = known({SCHOOL: YES, ROOMS: rooms(on=ago(181))})
    assert found.values == {SCHOOL: True, ROOMS: member(there=True)}
    assert found.why == {ROOMS: WhyUnknown.STALE}


def test_a_carried_value_counts_for_the_valid_days_of_the_fact_it_is_carried_to() -> None:
    short = replace(SMALL.facts[SCHOOL], valid_days=10)
    edition = replace(SMALL, facts={**SMALL.facts, SCHOOL: short})
    found, _ = knowledge(community({ROOMS: rooms(*ALL, on=ago(11))}), (), edition, ON)
    assert found.values == {ROOMS: Members(ALL, frozenset())}


def test_a_later_statement_is_carried_nowhere() -> None:
    found, _ = known({ROOMS: rooms(*ALL, on=ago(-1))})
    assert (found.values, found.why) == ({}, {ROOMS: WhyUnknown.LATER})


def test_a_contradiction_reaches_what_says_the_same() -> None:
    found, hints = known({LOG: YES, ROOMS: rooms("library")})
    assert found.values == {ROOMS: Members(frozenset({"library"}), frozenset({"venue"}))}
    assert found.why == dict.fromkeys((LOG, SCHOOL, ROOMS), WhyUnknown.CONTRADICTION)
    assert hints == (HintFound("contradiction-needs", {}, (LOG, SCHOOL)),)


# --- Samples ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("of", "hinted"), [(99, True), (100, False)])
def test_a_sample_below_the_declared_least_is_judged_with_a_hint(
    of: int,
    hinted: bool,  # noqa: FBT001
) -> None:
    found, hints = known({"support_rate": Stated(100, ON, count=(of, of))})
    assert found.values == {"support_rate": exactly(100)}
    hint = HintFound("small-sample", {"of": str(of), "least": "100"}, ("support_rate",))
    assert hints == ((hint,) if hinted else ())
