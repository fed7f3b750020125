"""Shares over the units below a unit: what they come to, and what keeps them from being computed.

The edition has one share, of the communities of a district that have a parents' school.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from support.small_edition import SMALL, fact
from zicha.errors import Place
from zicha.model.edition import Edition, NotMore
from zicha.model.facts import (
    Better,
    FactType,
    Level,
    Members,
    ShareOf,
    Stated,
    Value,
    WhyUnknown,
)
from zicha.model.hints import HintFound
from zicha.model.numbers import Interval, exactly
from zicha.model.unit import Unit
from zicha.units.computed import Computed, Tally, computed_shares, share_interval, shares_for
from zicha.units.known import knowledge

ON = date(2011, 6, 30)
SHARE = replace(
    fact("school_share", FactType.PERCENT, Better.MORE, "有家长学校的社区比例"),
    level=Level.DISTRICT,
    unit="%",
    decimals=2,
    valid_days=365,
    share_of=ShareOf("parents_school", "communities"),
)
COUNT = replace(
    fact("communities", FactType.INT, Better.NEUTRAL, "社区数"), level=Level.DISTRICT, unit="个"
)
EDITION = replace(SMALL, facts={**SMALL.facts, SHARE.id: SHARE, COUNT.id: COUNT})
YES, NO = Stated(value=True, date=ON), Stated(value=False, date=ON)
OLD = Stated(value=True, date=ON - timedelta(days=181))
"""A day older than the school's answer counts."""


def district(**facts: Stated) -> Unit:
    return Unit("d", "d", Level.DISTRICT, Place("d"), on=ON, facts=facts)


def declaring(count: int, **facts: Stated) -> Unit:
    return district(communities=Stated(count, ON), **facts)


def community(unit_id: str, parent: str | None = "d", **facts: Stated) -> Unit:
    return Unit(unit_id, unit_id, Level.COMMUNITY, Place(unit_id), parent, ON, facts)


def answering(*answers: Stated | None) -> list[Unit]:
    return [
        community(f"c{i}", "d", **({} if answer is None else {"parents_school": answer}))
        for i, answer in enumerate(answers)
    ]


def computed(*units: Unit, edition: Edition = EDITION) -> dict[str, Computed]:
    return computed_shares({unit.id: unit for unit in units}, edition, lambda unit: unit.on)


def share(low: int | Fraction, high: int | Fraction) -> dict[str, Computed]:
    return {"d": Computed({"school_share": Interval(low, high)})}


def only(hint: HintFound) -> dict[str, Computed]:
    return {"d": Computed({}, [hint])}


# --- What a share comes to ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tally", "declared", "interval"),
    [
        (Tally(given=4, yes=3, no=1), 4, Interval(75, 75)),
        (Tally(given=3, yes=2, no=1), 3, Interval(Fraction(200, 3), Fraction(200, 3))),
        (Tally(given=4, yes=2, no=1), 4, Interval(50, 75)),
        (Tally(given=4, yes=3, no=1), 10, Interval(30, 90)),
        (Tally(given=2, yes=2, no=0), 10, Interval(20, 100)),
        (Tally(given=2, yes=0, no=2), 10, Interval(0, 80)),
        (Tally(given=3, yes=0, no=0), 3, None),
        (Tally(given=0, yes=0, no=0), 3, None),
        (Tally(given=4, yes=3, no=1), 3, None),
        (Tally(given=0, yes=0, no=0), 0, None),
        (Tally(given=1, yes=1, no=0), 0, None),
    ],
)
def test_a_share_lies_between_all_who_do_not_answer_being_no_and_all_being_yes(
    tally: Tally, declared: int, interval: Interval | None
) -> None:
    assert share_interval(tally, declared) == interval


def test_all_communities_known_give_one_number() -> None:
    assert computed(declaring(4), *answering(YES, YES, YES, NO)) == share(75, 75)


def test_the_whole_is_the_number_declared_and_not_that_of_the_files() -> None:
    assert computed(declaring(8), *answering(YES, YES, YES, NO)) == share(
        Fraction(75, 2), Fraction(175, 2)
    )


def test_a_community_that_does_not_say_leaves_a_range() -> None:
    assert computed(declaring(4), *answering(YES, NO, NO, None)) == share(25, 50)


def test_an_answer_that_is_too_old_is_none() -> None:
    assert computed(declaring(4), *answering(YES, NO, NO, OLD)) == share(25, 50)


def test_an_answer_of_a_day_after_that_of_the_district_is_none() -> None:
    later = Stated(value=True, date=ON + timedelta(days=1))
    assert computed(declaring(4), *answering(YES, NO, NO, later)) == share(25, 50)


def test_the_day_is_that_of_the_district() -> None:
    day = ON - timedelta(days=1)
    units = [district(communities=Stated(2, day)), *answering(OLD, YES)]
    found = computed_shares({unit.id: unit for unit in units}, EDITION, lambda _: day)
    assert found == share(50, 100)


def test_a_member_of_a_set_that_says_the_same_is_an_answer() -> None:
    rooms = Stated(Members(frozenset(), frozenset({"parents_school"})), ON)
    units = [community("a", youth_facilities=rooms), community("b", parents_school=YES)]
    assert computed(declaring(2), *units) == share(50, 50)


def test_a_community_that_contradicts_itself_does_not_answer() -> None:
    units = [
        community("a", parents_school=NO, parents_school_log=YES),
        community("b", parents_school=YES),
    ]
    assert computed(declaring(2), *units) == share(50, 100)


def test_communities_are_found_through_their_streets() -> None:
    street = Unit("s", "s", Level.STREET, Place("s"), "d", ON)
    units = [
        street,
        community("a", "s", parents_school=YES),
        community("b", "d", parents_school=NO),
    ]
    assert computed(declaring(2), *units) == share(50, 50)


def test_a_community_whose_street_is_not_given_is_of_no_district() -> None:
    units = [community("a", "nowhere", parents_school=YES), community("b", parents_school=NO)]
    assert computed(declaring(2), *units) == share(0, 50)


def test_a_parent_that_is_not_above_leads_nowhere() -> None:
    units = [community("a", "b", parents_school=YES), community("b", "a", parents_school=YES)]
    assert computed(declaring(2), *units) == {"d": Computed()}


def test_communities_of_another_district_do_not_count() -> None:
    other = replace(declaring(1), id="e")
    units = [community("a", "d", parents_school=NO), community("b", "e", parents_school=YES)]
    assert computed(declaring(1), other, *units) == share(0, 0) | {
        "e": Computed({"school_share": exactly(100)})
    }


# --- What is stated, and what is missing --------------------------------------------------------


def test_a_share_that_is_stated_stands() -> None:
    stated = Stated(60, ON)
    assert computed(declaring(4, school_share=stated), *answering(YES, YES, NO, None)) == {
        "d": Computed()
    }


def test_a_share_that_is_stated_and_stale_is_computed() -> None:
    stated = Stated(60, ON - timedelta(days=366))
    units = answering(YES, YES, NO, None)
    assert computed(declaring(4, school_share=stated), *units) == share(50, 75)


@pytest.mark.parametrize("stated", [Decimal("66.66"), Decimal("66.67"), Fraction(200, 3)])
def test_a_stated_share_is_not_outside_for_being_rounded(stated: Decimal | Fraction) -> None:
    units = answering(YES, YES, NO)
    assert computed(declaring(3, school_share=Stated(stated, ON)), *units) == {"d": Computed()}


@pytest.mark.parametrize(("stated", "said"), [(Decimal("49.99"), "49.99"), (76, "76")])
def test_a_stated_share_outside_of_what_the_communities_say_is_a_hint(
    stated: Decimal | int, said: str
) -> None:
    units = answering(YES, YES, NO, None)
    assert computed(declaring(4, school_share=Stated(stated, ON)), *units) == only(
        HintFound(
            "share-outside",
            {"stated": said, "low": "50.00", "high": "75.00"},
            ("school_share", "parents_school"),
        )
    )


def test_more_communities_than_declared_are_a_hint_and_no_share() -> None:
    assert computed(declaring(1), *answering(YES, YES)) == only(
        HintFound(
            "share-too-many", {"given": "2", "declared": "1"}, ("school_share", "communities")
        )
    )


def test_without_the_number_of_communities_there_is_a_hint_and_no_share() -> None:
    assert computed(district(), *answering(YES, YES)) == only(
        HintFound("share-without-number", {"given": "2"}, ("school_share", "communities"))
    )


def test_a_stated_share_needs_no_number_of_communities() -> None:
    assert computed(district(school_share=Stated(60, ON)), *answering(YES)) == {"d": Computed()}


def test_a_district_without_communities_is_told_nothing() -> None:
    assert computed(district()) == {"d": Computed()}


def test_a_district_without_a_day_has_no_share() -> None:
    assert computed(replace(declaring(1), on=None), *answering(YES)) == {}


def test_a_fact_that_is_past_is_not_computed() -> None:
    gone = replace(SHARE, withdrawn="2010-12-31")
    edition = replace(EDITION, facts={**EDITION.facts, gone.id: gone})
    assert computed(declaring(1), *answering(YES), edition=edition) == {}


# --- What becomes of it -------------------------------------------------------------------------

HALF = {"school_share": Interval(50, 75)}


def values(unit: Unit, *ancestors: Unit, edition: Edition = EDITION) -> Mapping[str, Value]:
    return knowledge(unit, ancestors, edition, ON, HALF)[0].values


def test_a_computed_share_is_known_of_the_district() -> None:
    assert values(declaring(4)) == {"communities": exactly(4), **HALF}


def test_a_computed_share_is_known_to_the_communities_below() -> None:
    assert values(community("a"), declaring(4)) == {"communities": exactly(4), **HALF}


def test_a_stated_share_is_known_in_its_place() -> None:
    assert values(district(school_share=Stated(60, ON))) == {"school_share": exactly(60)}


def test_a_stale_share_is_known_by_what_is_computed_and_still_called_stale() -> None:
    known, _ = knowledge(
        district(school_share=Stated(60, ON - timedelta(days=366))), (), EDITION, ON, HALF
    )
    assert (known.values, known.why) == (HALF, {"school_share": WhyUnknown.STALE})


def test_a_computed_share_that_contradicts_another_fact_is_not_known() -> None:
    edition = replace(EDITION, consistency=(NotMore("school_share", "green_cover"),))
    assert values(district(green_cover=Stated(49, ON)), edition=edition) == {}


def test_the_shares_of_a_unit_are_its_own_and_those_of_the_units_above() -> None:
    found = {
        "d": Computed({"school_share": exactly(50)}),
        "a": Computed({"other_share": exactly(20)}),
        "e": Computed({"school_share": exactly(0)}),
    }
    assert shares_for(community("a"), [district()], found) == {
        "school_share": exactly(50),
        "other_share": exactly(20),
    }
