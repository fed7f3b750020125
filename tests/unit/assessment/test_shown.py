"""What a report shows of one unit: its facts, its reasons, its waivers, what is to be verified."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from support.audited import edition_of
from support.dictionary import PLACE
from support.hand import DAY, applying, graded, item, rule, rule_set
from support.requirements import at_least
from support.rulesets import Generated
from support.small_edition import NOWHERE, SMALL
from zicha.assessment.assess import Subject, assess
from zicha.assessment.facts import facts_shown
from zicha.assessment.items import Items, indicators_shown
from zicha.assessment.lists import gaps_shown, to_verify_shown, waivers_shown
from zicha.backends.engines import choose
from zicha.model.facts import Level, Members, Stated
from zicha.model.report import FactShown
from zicha.model.rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Comparison,
    Condition,
    Confidence,
    FactValue,
    Grade,
    Grading,
    Includes,
    Is,
    Item,
    ItemKind,
    Ratio,
    Rule,
    Sum,
    WhenZero,
)
from zicha.model.unit import Unit, Waiver
from zicha.words.requirement import Speaker


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def judged(
    *rules: Rule,
    stated: Mapping[str, Stated] | None = None,
    waivers: Sequence[Waiver] = (),
) -> Items:
    """Return a community of the small edition, judged by some indicators."""
    ruleset = rule_set(*rules)
    edition = replace(
        edition_of(Generated(ruleset, dict(SMALL.facts))),
        confidence={Confidence.LOCAL: (NOWHERE, NOWHERE)},
    )
    unit = Unit(
        "a", "a", Level.COMMUNITY, PLACE, on=DAY, facts=stated or {}, waivers=tuple(waivers)
    )
    assessment = assess(edition, choose(ruleset, "reference"), Subject(unit, (), DAY, ""))
    return Items(assessment, Speaker(edition, "zh", {}))


def asking(code: str, *asked: Item) -> Rule:
    """Return an indicator that asks for all of some items."""
    return rule(graded(Grading.ALL, *asked), code=code)


# --- Why something is open or does not apply ----------------------------------------------------

STALE, LATER = Stated(3, ago(31)), Stated(3, ago(-1))
SPOTS, LAMPS = FactValue("dirty_spots"), FactValue("lamps")


@pytest.mark.parametrize(
    ("terms", "reason"), [((SPOTS, LAMPS), "stale"), ((LAMPS, SPOTS), "later")]
)
def test_an_item_is_open_for_the_reason_of_its_first_fact_that_has_one(
    terms: tuple[FactValue, ...], reason: str
) -> None:
    both = item(Compare(Sum((FactValue("lamps_lit"), *terms)), Comparison.AT_MOST, 5))
    found = judged(asking("1.1.1", both), stated={"dirty_spots": STALE, "lamps": LATER})
    (shown,) = indicators_shown(found)
    assert (shown.items[0].outcome, shown.items[0].reason) == ("open", reason)


def test_a_fact_that_is_known_is_no_reason_whatever_became_of_its_own_statement() -> None:
    school = Includes("youth_facilities", ("parents_school",), every=True)
    both = item(AllOf((school, at_least("lamps", 1))))
    rooms = Members(frozenset({"library"}), frozenset({"venue"}))
    stated = {
        "youth_facilities": Stated(rooms, ago(181)),
        "parents_school": Stated(value=True, date=DAY),
    }
    (shown,) = indicators_shown(judged(asking("1.1.1", both), stated=stated))
    assert (shown.items[0].outcome, shown.items[0].reason) == ("open", "unknown")


def test_an_item_is_open_without_a_reason_where_its_facts_are_not_stated() -> None:
    (shown,) = indicators_shown(judged(asking("1.1.1", item(at_least("lamps", 1)))))
    assert (shown.reason, shown.items[0].reason) == ("unknown", "unknown")


def test_an_indicator_is_open_for_the_reason_of_its_first_open_item() -> None:
    met = item(at_least("lamps_lit", 1), item_id="met")
    spots = item(Compare(SPOTS, Comparison.AT_MOST, 5), item_id="spots")
    lamps = item(at_least("lamps", 1), item_id="lamps")
    found = judged(
        asking("1.1.1", met, spots, lamps),
        asking("1.1.2", met, lamps, spots),
        stated={"dirty_spots": STALE, "lamps": LATER, "lamps_lit": Stated(1, DAY)},
    )
    reasons = [(shown.reason, shown.because) for shown in indicators_shown(found)]
    assert reasons == [
        ("stale", "所需事实已过有效期"),
        ("later", "所需事实的日期晚于检查日"),
    ]


def test_what_is_open_has_no_points_though_both_of_its_grades_earn_the_same() -> None:
    lamps = item(at_least("lamps", 1), item_id="lamps")
    spots = item(Compare(SPOTS, Comparison.AT_MOST, 5), item_id="spots")
    faults = rule(graded(Grading.FAULTS, lamps, spots), code="1.1.1")
    found = judged(faults, stated={"lamps": Stated(0, DAY)})
    rules = found.assessment.rules
    half = Fraction(1, 2)
    rules = replace(rules, shares={**rules.shares, Grade.B: half, Grade.C: half})
    found = replace(found, assessment=replace(found.assessment, rules=rules))
    # One fault for certain and one that there may be: B or C.
    (shown,) = indicators_shown(found)
    assert (shown.verdict, shown.grade_best, shown.grade_worst) == ("open", "B", "C")
    assert (shown.points, shown.points_worst, shown.points_best) == (None, half, half)


def test_an_item_that_does_not_apply_is_no_reason_for_what_is_open() -> None:
    of_district = replace(item(at_least("green_cover", 1), item_id="green"), level=Level.DISTRICT)
    spots = item(Compare(SPOTS, Comparison.AT_MOST, 5), item_id="spots")
    (shown,) = indicators_shown(
        judged(asking("1.1.1", of_district, spots), stated={"dirty_spots": STALE})
    )
    assert [each.reason for each in shown.items] == ["level", "stale"]
    assert (shown.verdict, shown.reason) == ("open", "stale")


def test_an_indicator_of_which_nobody_knows_whether_it_applies_is_open_though_all_is_met() -> None:
    of_schools = applying(item(at_least("lamps", 1)), Is("parents_school", value=True))
    found = judged(asking("1.1.1", of_schools), stated={"lamps": Stated(1, DAY)})
    (shown,) = indicators_shown(found)
    assert [each.outcome for each in shown.items] == ["met"]
    assert (shown.verdict, shown.reason, shown.because) == ("open", "unknown", "所需事实未知")


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"parents_school": Stated(value=True, date=ago(181))}, "stale"),
        ({"parents_school": Stated(value=True, date=ago(-1))}, "later"),
    ],
)
def test_it_has_the_reason_of_the_fact_that_would_say_whether_it_applies(
    stated: dict[str, Stated], reason: str
) -> None:
    of_schools = applying(item(at_least("lamps", 1)), Is("parents_school", value=True))
    found = judged(asking("1.1.1", of_schools), stated=stated | {"lamps": Stated(1, DAY)})
    (shown,) = indicators_shown(found)
    assert (shown.items[0].outcome, shown.verdict, shown.reason) == ("met", "open", reason)


LIT_OF_ALL = Ratio(FactValue("lamps_lit"), LAMPS, 100, WhenZero.OPEN)
ALL_LIT = Compare(LIT_OF_ALL, Comparison.AT_LEAST, 100)


@pytest.mark.parametrize(
    ("condition", "stated", "reason"),
    [
        (ALL_LIT, {"lamps": 0, "lamps_lit": 0}, "when_zero"),
        (ALL_LIT, {"lamps": 0}, "when_zero"),
        (ALL_LIT, {"lamps_lit": 1}, "unknown"),
        (Between(LIT_OF_ALL, 90, 100), {"lamps": 0, "lamps_lit": 0}, "when_zero"),
        (AnyOf((ALL_LIT, at_least("points", 5))), {"lamps": 0, "lamps_lit": 0, "points": 4},
         "when_zero"),
        (AnyOf((ALL_LIT, at_least("points", 5))), {"lamps": 0, "lamps_lit": 0}, "unknown"),
    ],
)  # fmt: skip
def test_a_ratio_over_0_is_no_fact_that_is_not_known(
    condition: Condition, stated: dict[str, int], reason: str
) -> None:
    found = judged(
        asking("1.1.1", item(condition)),
        stated={fact: Stated(value, DAY) for fact, value in stated.items()},
    )
    (shown,) = indicators_shown(found)
    because = {"when_zero": "分母为零，无法判断", "unknown": "所需事实未知"}[reason]
    assert (shown.verdict, shown.reason, shown.because) == ("open", reason, because)
    assert (shown.items[0].reason, shown.items[0].because) == (reason, because)


def test_whether_it_applies_is_not_known_whatever_a_ratio_over_0_says() -> None:
    condition = replace(ALL_LIT, subject=replace(LIT_OF_ALL, when_zero=WhenZero.UNMET))
    of_schools = applying(item(condition), Is("parents_school", value=True))
    lamps = {"lamps": Stated(0, DAY), "lamps_lit": Stated(0, DAY)}
    (shown,) = indicators_shown(judged(asking("1.1.1", of_schools), stated=lamps))
    assert (shown.items[0].outcome, shown.items[0].reason) == ("open", "unknown")


def test_an_indicator_that_does_not_apply_has_the_reason_of_its_first_item() -> None:
    of_district = replace(item(at_least("green_cover", 1), item_id="green"), level=Level.DISTRICT)
    of_schools = applying(
        item(at_least("lamps", 1), item_id="lamps"), Is("parents_school", value=True)
    )
    found = judged(
        asking("1.1.1", of_district, of_schools),
        asking("1.1.2", of_schools, of_district),
        stated={"parents_school": Stated(value=False, date=DAY)},
    )
    reasons = [(shown.reason, shown.because) for shown in indicators_shown(found)]
    assert reasons == [
        ("level", "没有给出区一级的单位；x"),
        ("applies", "x；没有给出区一级的单位"),
    ]


# --- Waivers ------------------------------------------------------------------------------------


def test_only_a_waiver_that_is_valid_keeps_gaps_aside() -> None:
    lamps = item(at_least("lamps", 5), item_id="lamps")
    days = {"1.1.1": (DAY, DAY), "1.1.2": (ago(9), ago(1)), "1.1.3": (ago(-1), ago(-9))}
    waivers = [Waiver(code, "", "", begins, expires) for code, (begins, expires) in days.items()]
    found = judged(
        *(asking(code, lamps) for code in days),
        stated={"lamps": Stated(3, DAY)},
        waivers=waivers,
    )
    shown = [(w.indicator, w.state, [gap.item for gap in w.gaps]) for w in waivers_shown(found)]
    assert shown == [
        ("1.1.1", "valid", ["lamps"]),
        ("1.1.2", "expired", []),
        ("1.1.3", "not_yet", []),
    ]
    assert [gap.indicator for gap in gaps_shown(found)] == ["1.1.2", "1.1.3"]


# --- To verify ----------------------------------------------------------------------------------

ROOMS = "youth_facilities"
ALL_ROOMS = ("library", "parents_school", "venue")


@pytest.mark.parametrize(
    ("asked", "stated", "label"),
    [
        (ALL_ROOMS, {}, "未成年人活动设施"),
        (ALL_ROOMS[:2], {}, "未成年人活动设施（图书室、家长学校）"),
        (
            ALL_ROOMS,
            {ROOMS: Stated(Members(frozenset({"venue"})), DAY)},
            "未成年人活动设施（图书室、家长学校）",
        ),
    ],
)
def test_members_to_be_verified_are_named_where_they_are_not_all(
    asked: tuple[str, ...], stated: Mapping[str, Stated], label: str
) -> None:
    rooms = item(Includes(ROOMS, asked, every=True), ItemKind.SET)
    (shown,) = to_verify_shown(judged(asking("1.1.1", rooms), stated=stated))
    assert (shown.fact, shown.label, shown.last) == (ROOMS, label, None)


# --- Facts --------------------------------------------------------------------------------------


def shown_of(name: str, stated: Stated) -> FactShown | None:
    """Return a fact as a report shows it."""
    found = judged(asking("1.1.1", item(at_least("lamps", 1))), stated={name: stated})
    facts = facts_shown(found.assessment, found.speaker)
    return next((fact for fact in facts if fact.fact == name), None)


@pytest.mark.parametrize(
    ("absent", "text", "at_least"),
    [
        (frozenset[str](), "至少图书室", True),
        (frozenset({"venue"}), "至少图书室", True),
        (frozenset({"parents_school", "venue"}), "图书室", False),
    ],
)
def test_of_a_set_that_is_known_in_part_at_least_so_much_is_there(
    absent: frozenset[str], text: str, *, at_least: bool
) -> None:
    shown = shown_of(ROOMS, Stated(Members(frozenset({"library"}), absent), DAY))
    assert shown is not None
    assert (shown.value, shown.value_text, shown.at_least) == (("library",), text, at_least)


@pytest.mark.parametrize(
    ("day", "reason"), [(ago(30), None), (ago(31), "stale"), (ago(-1), "later")]
)
def test_a_value_that_does_not_count_is_shown_with_the_reason(
    day: date, reason: str | None
) -> None:
    assert shown_of("dirty_spots", Stated(9, day, "照片", note="雨后")) == FactShown(
        fact="dirty_spots",
        label="卫生死角处数",
        level="community",
        level_label="社区",
        value=9,
        value_text="9处",
        unit_label="处",
        date=day,
        evidence="照片",
        reason=reason,
        at_least=False,
        note="雨后",
    )


def test_of_a_set_that_does_not_count_the_members_are_shown() -> None:
    shown = shown_of(ROOMS, Stated(Members(frozenset({"venue", "library"})), ago(181)))
    assert shown is not None
    assert (shown.value, shown.reason) == (("library", "venue"), "stale")


def test_of_what_nothing_is_stated_nothing_is_shown() -> None:
    found = judged(asking("1.1.1", item(at_least("lamps", 1))))
    assert facts_shown(found.assessment, found.speaker) == ()
