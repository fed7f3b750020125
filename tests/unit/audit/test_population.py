"""All units of an audit: what is known of each on its day, and where each stands."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from support.many import CITY, COMMUNITY, DISTRICT, STREET
from support.small_edition import GREEN, LAMPS, SMALL
from zicha.audit.placing import placed
from zicha.audit.population import Candidate, Population, given_of
from zicha.backends.given import Given
from zicha.errors import Place
from zicha.model.facts import Knowledge, Level, ShareOf, Stated, WhyUnknown
from zicha.model.numbers import Interval, exactly
from zicha.model.results import Placed
from zicha.model.unit import Unit, Waiver
from zicha.units.sources.arrange import arranged
from zicha.units.sources.entry import Entry, Source, bare_of

JUNE, AUGUST = date(2011, 6, 30), date(2012, 8, 31)
NOWHERE = Place("")
LEVELS = {"c": COMMUNITY, "s": STREET, "d": DISTRICT, "y": CITY}


def unit(unit_id: str, parent: str | None = None, on: date = JUNE, **facts: object) -> Unit:
    """Return a unit: its level is the first letter of its id."""
    stated = {fact: Stated(value, JUNE) for fact, value in facts.items()}  # type: ignore[arg-type]
    return Unit(unit_id, f"name of {unit_id}", LEVELS[unit_id[0]], NOWHERE, parent, on, stated)


def population(*units: Unit, above: tuple[Unit, ...] = ()) -> Population:
    """Return units that are judged on their own days, and others above them."""
    entries = [Entry(each.place, each, bare_of(each), "") for each in (*units, *above)]
    found = arranged([Source(tuple(entries))])
    days = {each.id: each.on for each in units if each.on is not None}
    return Population(SMALL, found.units, found.ancestors, days)


# --- What is known ------------------------------------------------------------------------------


def test_a_candidate_knows_what_the_units_above_it_state() -> None:
    street = unit("s1", "d1", patrols=3)
    district, community = unit("d1"), unit("c1", "s1", office_area=60)
    found = population(community, street, district)
    assert found.candidate(community) == Candidate(
        unit=community,
        ancestors=(street, district),
        on=JUNE,
        known=Knowledge(
            on=JUNE,
            levels=frozenset({COMMUNITY, STREET, DISTRICT}),
            values={"office_area": exactly(60), "patrols": exactly(3)},
            stated={**community.facts, **street.facts},
        ),
        hints=(),
        waived=frozenset(),
        computed={},
    )


def test_a_unit_is_looked_at_on_its_own_day() -> None:
    # Office space counts for 400 days.
    community = unit("c1", on=AUGUST, office_area=60)
    found = population(community).candidate(community)
    assert found.known.values == {}
    assert found.known.why == {"office_area": WhyUnknown.STALE}


def test_only_waivers_that_count_on_the_day_set_aside() -> None:
    waivers = (
        Waiver("6.4.2", "", "", JUNE, JUNE),
        Waiver("6.4.5", "", "", date(2011, 7, 1), AUGUST),
    )
    community = replace(unit("c1"), waivers=waivers)
    assert population(community).candidate(community).waived == {"6.4.2"}


def test_the_units_of_a_day_and_those_above_them_that_are_not_among_them() -> None:
    street, district = unit("s1", "d1"), unit("d1", on=AUGUST)
    below = unit("c1", "s1"), unit("c2", "s1")
    found = population(*below, street, district)
    today = [*found.of_day(JUNE)]
    assert today == [*below, street]
    assert found.above(today) == [district]
    assert found.above([]) == []


def test_of_a_unit_that_is_left_out_only_who_it_is_stays_known() -> None:
    community, street = unit("c1", "s1", office_area=60), unit("s1", "d1", patrols=3)
    found = population(community, unit("c2"), above=(street,))
    for each in (community, street):
        found.leave_out(each)
    assert found.days == {"c2": JUNE}
    assert found.units["c1"] == Unit("c1", "name of c1", COMMUNITY, NOWHERE)
    assert found.units["s1"] == Unit("s1", "name of s1", STREET, NOWHERE)
    assert [*found.of_day(JUNE)] == [found.units["c2"]]


def test_units_stand_in_the_tables_below_the_nearest_that_is_given() -> None:
    street, community = unit("s1", "gone", patrols=3), unit("c1", "s1", office_area=60)
    found = population(community, above=(street,))
    candidate = found.candidate(community)
    assert given_of(candidate) == Given("c1", "s1", COMMUNITY, candidate.known)
    known = Knowledge(JUNE, frozenset({STREET}), {"patrols": exactly(3)}, stated=street.facts)
    assert found.given(street, JUNE) == Given("s1", None, STREET, known)


# --- Shares that are computed -------------------------------------------------------------------

SHARED = replace(GREEN, id="school_share", share_of=ShareOf("parents_school", "schools_due"))
DUE = replace(LAMPS, id="schools_due", level=DISTRICT)
SHARING = replace(
    SMALL,
    facts={**SMALL.facts, "school_share": SHARED, "schools_due": DUE},
)


def sharing(*units: Unit) -> Population:
    """Return units by an edition in which a district's share of schools is computed."""
    found = population(*units)
    return Population(SHARING, found.units, found.ancestors, found.days)


def test_a_share_of_the_district_is_known_to_it_and_to_those_below() -> None:
    district = unit("d1", schools_due=4)
    yes, no = unit("c1", "d1", parents_school=True), unit("c2", "d1", parents_school=False)
    found = sharing(district, yes, no)
    share = {"school_share": Interval(25, 75)}
    assert found.candidate(district).computed == share
    assert found.candidate(yes).computed == share
    assert found.candidate(yes).known.values["school_share"] == Interval(25, 75)


def test_a_stated_share_stands_and_what_speaks_against_it_is_told_of_its_owner_alone() -> None:
    district = unit("d1", schools_due=2, school_share=50)
    below = [unit(f"c{n}", "d1", parents_school=True) for n in (1, 2)]
    found = sharing(district, *below)
    assert [hint.code for hint in found.candidate(district).hints] == ["share-outside"]
    assert found.candidate(below[0]).hints == ()
    assert found.candidate(below[0]).known.values["school_share"] == exactly(50)


def test_a_unit_that_is_not_judged_is_looked_at_on_the_last_day_of_the_audit() -> None:
    community, street = unit("c1", "s1", on=AUGUST), unit("s1")
    found = population(community, unit("c2"), above=(street,))
    assert [found.day_of(each) for each in (community, street)] == [AUGUST, AUGUST]
    assert population().day_of(street) is None


# --- Where units stand --------------------------------------------------------------------------


def above(*units: Unit, judged: str = "c1") -> Mapping[Level, str]:
    """Return what stands above a unit."""
    found = population(*units)
    return next(each.above for each in placed(found) if each.unit == judged)


def test_a_unit_is_placed_with_all_that_is_known_of_its_place() -> None:
    sized = {"community.population": Stated(800, JUNE)}
    community = replace(unit("c1", "s1"), facts=sized)
    found = population(community, above=(unit("s1", "d1"), unit("d1", "y1")))
    assert [*placed(found)] == [
        Placed(
            unit="c1",
            name="name of c1",
            level=COMMUNITY,
            parent="s1",
            above={STREET: "s1", DISTRICT: "d1", CITY: "y1"},
            size=800,
            day=JUNE,
        )
    ]


def test_levels_may_be_left_out() -> None:
    assert above(unit("c1", "d1"), unit("d1")) == {DISTRICT: "d1"}


@pytest.mark.parametrize(
    ("units", "stands"),
    [
        ([unit("c1")], {}),
        ([unit("c1", "gone")], {STREET: "gone"}),
        ([unit("c1", "s1"), unit("s1", "gone")], {STREET: "s1", DISTRICT: "gone"}),
        ([unit("c1", "d1"), unit("d1", "gone")], {DISTRICT: "d1", CITY: "gone"}),
        ([unit("c1", "y1"), unit("y1", "gone")], {CITY: "y1"}),
    ],
)
def test_a_parent_that_is_not_given_is_taken_for_a_unit_of_the_next_level(
    units: list[Unit], stands: Mapping[Level, str]
) -> None:
    assert above(*units) == stands


def test_a_parent_that_is_given_and_cannot_be_above_stands_nowhere() -> None:
    assert above(unit("c1", "s1"), unit("s1", "c2"), unit("c2")) == {STREET: "s1"}


def test_a_unit_without_a_population_has_no_size() -> None:
    assert [each.size for each in placed(population(unit("c1")))] == [None]


def test_above_the_highest_level_is_none() -> None:
    assert [SMALL.level_above(level) for level in Level] == [STREET, DISTRICT, CITY, None]


def test_the_next_level_above_is_one_that_the_edition_has() -> None:
    labels = {level: SMALL.levels[level] for level in (COMMUNITY, DISTRICT)}
    edition = replace(SMALL, levels=labels)
    assert edition.level_above(COMMUNITY) is DISTRICT
    assert edition.level_above(DISTRICT) is None
