"""Facts given with the call."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest

from support.small_edition import SMALL
from zicha.errors import Place, Problem, problem
from zicha.model.facts import Level, Members, Stated, Value
from zicha.model.unit import Unit
from zicha.units.known import knowledge
from zicha.units.settings import apply_settings, fitting

DAY, ON = date(2011, 6, 30), date(2011, 9, 1)
PEACE = Unit(
    "peace",
    "peace",
    Level.COMMUNITY,
    Place("peace"),
    "d",
    DAY,
    {"office_area": Stated(60, DAY, "房产证"), "lamps": Stated(5, DAY)},
)
DISTRICT = Unit("d", "d", Level.DISTRICT, Place("d"))
ALL = frozenset({"library", "parents_school", "venue"})


def facts_with(setting: str) -> dict[str, Stated]:
    unit, ancestors, problems = apply_settings(PEACE, (DISTRICT,), [setting], SMALL, ON)
    assert (ancestors, problems) == ((DISTRICT,), [])
    return {fact: s for fact, s in unit.facts.items() if s != PEACE.facts.get(fact)}


@pytest.mark.parametrize(
    ("setting", "fact", "value"),
    [
        ("office_area=320", "office_area", 320),
        (" office_area = 320 ㎡ ", "office_area", 320),
        ("办公服务用房面积=320", "office_area", 320),
        ("Office area=320", "office_area", 320),
        ("parents_school=有", "parents_school", True),
        ("ranking=一级", "ranking", "first"),
        ("board_updated=2011-08-31", "board_updated", date(2011, 8, 31)),
        ("town=old", "community.town", "old"),
        ("population=7,766", "community.population", 7766),
        ("youth_facilities=library", "youth_facilities", Members(
            frozenset({"library"}), frozenset({"parents_school", "venue"}))),
        ("youth_facilities=library；活动场所", "youth_facilities", Members(
            frozenset({"library", "venue"}), frozenset({"parents_school"}))),
        ("youth_facilities=无", "youth_facilities", Members(frozenset(), ALL)),
        ("youth_facilities=-", "youth_facilities", Members(frozenset(), ALL)),
    ],
)  # fmt: skip
def test_a_setting_is_read_like_a_fact_and_counts_on_the_day_of_the_assessment(
    setting: str, fact: str, value: object
) -> None:
    stated = facts_with(setting)
    assert list(stated) == [fact]
    assert stated[fact] == Stated(stated[fact].value, ON)
    assert stated[fact].value == value


@pytest.mark.parametrize("setting", ["office_area=", "office_area=null", "office_area = "])
def test_an_empty_setting_makes_a_fact_unknown(setting: str) -> None:
    unit, _, problems = apply_settings(PEACE, (), [setting], SMALL, ON)
    assert problems == []
    assert unit == replace(PEACE, facts={"lamps": Stated(5, DAY)})


def test_a_fact_of_a_level_above_is_set_there() -> None:
    unit, ancestors, problems = apply_settings(
        PEACE, (DISTRICT,), ["green_cover=40", "district.population=300"], SMALL, ON
    )
    facts = {"green_cover": Stated(40, ON), "district.population": Stated(300, ON)}
    assert (unit, ancestors, problems) == (PEACE, (replace(DISTRICT, facts=facts),), [])


def wrong(code: str, name: str, **args: object) -> Problem:
    return problem(code, Place(f"--set {name}"), **args)


@pytest.mark.parametrize(
    ("setting", "found"),
    [
        ("office_area", wrong("set-form", "office_area", setting="office_area")),
        ("=5", wrong("set-form", "", setting="=5")),
        ("", wrong("set-form", "", setting="")),
        ("office_area=wide", wrong("value-not-number", "office_area", value="wide")),
        ("office_area=-5", wrong("value-too-low", "office_area", value=-5, low=0)),
        ("board_updated=2011-02-30", wrong(
            "day-not-in-calendar", "board_updated", value="2011-02-30")),
        ("patrols=3", wrong(
            "set-without-unit", "patrols", fact="patrols", level_zh="街道", level_en="Street")),
        ("street.town=old", wrong(
            "set-without-unit", "street.town", fact="street.town",
            level_zh="街道", level_en="Street")),
        ("weather=5", wrong("fact-unknown", "weather", fact="weather")),
        ("gramophones=5", wrong(
            "fact-withdrawn", "gramophones", since="2010-12-31", fact="gramophones",
            label_zh="留声机数", label_en="Gramophones")),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_taken_is_named(setting: str, found: Problem) -> None:
    assert apply_settings(PEACE, (DISTRICT,), [setting], SMALL, ON) == (
        PEACE,
        (DISTRICT,),
        [found],
    )


def test_a_percentage_is_set_by_counts_too() -> None:
    stated = facts_with("support_rate=2/7")["support_rate"]
    assert (stated.value, stated.count) == (Fraction(200, 7), (2, 7))


def test_counts_that_cannot_be_are_refused() -> None:
    _, _, problems = apply_settings(PEACE, (), ["support_rate=8/7"], SMALL, ON)
    assert problems == [wrong("count-more-than-all", "support_rate", count=8, of=7)]


def test_a_fact_is_set_once() -> None:
    settings = ["town=old", "community.town=new"]
    _, _, problems = apply_settings(PEACE, (), settings, SMALL, ON)
    assert problems == [wrong("set-twice", "community.town", fact="community.town")]


ROOMS = Unit(
    "rooms",
    "rooms",
    Level.COMMUNITY,
    Place("rooms"),
    on=DAY,
    facts={
        "youth_facilities": Stated(
            Members(frozenset({"library"}), frozenset({"parents_school", "venue"})), DAY
        )
    },
)
SCHOOL = replace(ROOMS, facts={"parents_school": Stated(value=False, date=DAY)})


def known_with(unit: Unit, *settings: str) -> tuple[dict[str, Value], list[str]]:
    """Return what is known with settings, and the codes of what is worth a look."""
    changed, _, problems = apply_settings(unit, (), settings, SMALL, DAY)
    assert problems == []
    known, hints = knowledge(changed, (), SMALL, DAY)
    return dict(known.values), [hint.code for hint in hints]


def test_a_fact_that_is_set_takes_the_place_of_the_member_that_says_the_same() -> None:
    members = Members(frozenset({"library", "parents_school"}), frozenset({"venue"}))
    assert known_with(ROOMS, "parents_school=true") == (
        {"youth_facilities": members, "parents_school": True},
        [],
    )


def test_a_set_that_is_set_takes_the_place_of_the_facts_that_say_the_same() -> None:
    members = Members(frozenset({"parents_school"}), frozenset({"library", "venue"}))
    assert known_with(SCHOOL, "youth_facilities=parents_school") == (
        {"youth_facilities": members, "parents_school": True},
        [],
    )


@pytest.mark.parametrize(
    ("unit", "setting", "left"),
    [
        (ROOMS, "parents_school=", {
            "youth_facilities": Members(frozenset({"library"}), frozenset({"venue"}))}),
        (SCHOOL, "youth_facilities=", {}),
        (replace(ROOMS, facts={"youth_facilities": Stated(
            Members(frozenset({"parents_school"})), DAY)}), "parents_school=", {}),
    ],
)  # fmt: skip
def test_what_is_made_unknown_is_known_of_nothing_that_says_the_same(
    unit: Unit, setting: str, left: dict[str, Value]
) -> None:
    assert known_with(unit, setting) == (left, [])


@pytest.mark.parametrize(
    "settings",
    list(permutations(["parents_school=false", "youth_facilities=parents_school"])),
)
def test_facts_that_are_both_set_may_contradict_each_other(settings: tuple[str, str]) -> None:
    _, hints = known_with(ROOMS, *settings)
    assert hints == ["contradiction-same"]


BELOW = wrong("set-below-unit", "lamps", fact="lamps", level_zh="社区", level_en="Community")


def test_a_fact_of_a_level_below_is_a_problem_where_no_unit_takes_it() -> None:
    assert apply_settings(DISTRICT, (), ["lamps=3"], SMALL, ON) == (DISTRICT, (), [BELOW])
    assert fitting([BELOW, BELOW], 2) == [BELOW, BELOW]
    assert fitting([BELOW], 2) == []
    above = wrong("set-without-unit", "patrols", fact="patrols", level_zh="街道", level_en="Street")
    assert fitting([above], 2) == [above]
