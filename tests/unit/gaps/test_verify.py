"""What is worth finding out, worked out by hand from docs/method.md."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from zicha.errors import Place
from zicha.gaps.verify import Concluded, Unsettled, to_verify
from zicha.model.conclusions import Conclusion, ConclusionKind, FactsSay, SomeOf
from zicha.model.facts import Knowledge, Level, Members, WhyUnknown
from zicha.model.judgement import GradeRange, ItemResult, Outcome
from zicha.model.numbers import Interval, Number, exactly
from zicha.model.rules import (
    Applies,
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
    Part,
    Rule,
    Source,
)
from zicha.model.ruleset import RuleSet
from zicha.model.text import Text
from zicha.scoring.scores import Verdict

ON = date(2011, 6, 30)
SOURCE = Source("NK#1", "2016-17", Confidence.OFFICIAL)
SHARES: dict[Grade, Number] = {
    Grade.A: 1,
    Grade.B: Decimal("0.66"),
    Grade.C: Decimal("0.33"),
    Grade.D: 0,
}
OPEN = ItemResult(Outcome.OPEN, (0, 1))
A_TO_D = GradeRange(Grade.A, Grade.D)
A_TO_B = GradeRange(Grade.A, Grade.B)


def item(condition: Condition, *facts: str, kind: ItemKind = ItemKind.PLAIN) -> Item:
    return Item(
        id=facts[0],
        kind=kind,
        condition=condition,
        level=Level.COMMUNITY,
        facts=facts,
        source=SOURCE,
        remedy=Text("做", "do"),
        owner="社区居委会",
        doer=Level.COMMUNITY,
        days=3,
        place=Place("rules.yaml"),
    )


def at_least(fact: str, bound: int) -> Compare:
    return Compare(FactValue(fact), Comparison.AT_LEAST, bound)


def verify(
    rules: Mapping[str, tuple[Item, ...]],
    results: Mapping[str, tuple[ItemResult, ...]],
    ranges: Mapping[str, GradeRange],
    known: Knowledge,
) -> tuple[Unsettled, ...]:
    made = tuple(Rule(c, (Part(Grading.ALL, i),), Place("r")) for c, i in rules.items())
    ruleset = RuleSet(ON, made, (), SHARES, ())
    verdicts = {c: Verdict(c, "1", 1, r, waived=False) for c, r in ranges.items()}
    return to_verify(ruleset, results, verdicts, known)


def knowledge(**values: object) -> Knowledge:
    return Knowledge(ON, frozenset([Level.COMMUNITY]), values)  # type: ignore[arg-type]


def test_a_fact_of_two_indicators_has_both_widths_at_stake() -> None:
    area = item(at_least("area", 300), "area")
    found = verify(
        {"1": (area,), "2": (area,)},
        {"1": (OPEN,), "2": (OPEN,)},
        {"1": A_TO_D, "2": A_TO_B},
        knowledge(),
    )
    width = 1 + (1 - Fraction(66, 100))
    assert found == (Unsettled("area", WhyUnknown.UNKNOWN, ("1", "2"), width),)


def test_a_fact_that_can_change_nothing_any_more_comes_last_with_nothing_at_stake() -> None:
    # "any" already holds by the first fact, so the second has nothing to say.
    settled = item(at_least("spare", 1), "spare")
    other = item(at_least("area", 300), "area")
    found = verify(
        {"1": (settled,), "2": (other,)},
        {"1": (ItemResult(Outcome.MET),), "2": (OPEN,)},
        {"1": GradeRange(Grade.A, Grade.A), "2": A_TO_D},
        knowledge(),
    )
    assert [u.fact for u in found] == ["area", "spare"]
    assert [u.points for u in found] == [Fraction(1), Fraction(0)]


@pytest.mark.parametrize("open_first", [True, False])
def test_a_fact_of_two_items_of_an_indicator_has_its_width_at_stake_once(
    *, open_first: bool
) -> None:
    # "any" already holds by another fact in one of the two; the other waits for the area.
    results = (OPEN, ItemResult(Outcome.MET))
    area = item(at_least("area", 300), "area")
    found = verify(
        {"1": (area, area)},
        {"1": results if open_first else results[::-1]},
        {"1": A_TO_D},
        knowledge(),
    )
    assert found == (Unsettled("area", WhyUnknown.UNKNOWN, ("1",), Fraction(1)),)


def test_a_count_of_which_there_may_be_more_is_at_stake_though_it_is_a_gap() -> None:
    spots = item(Compare(FactValue("spots"), Comparison.AT_MOST, 0), "spots", kind=ItemKind.COUNT)
    one_or_more = ItemResult(Outcome.UNMET, (1, None))
    known = knowledge(spots=Interval(1, None))
    b_to_d = GradeRange(Grade.B, Grade.D)
    found = verify({"1": (spots,)}, {"1": (one_or_more,)}, {"1": b_to_d}, known)
    assert [(u.fact, u.points) for u in found] == [("spots", Fraction(66, 100))]


def test_whether_an_item_that_is_met_applies_is_at_stake() -> None:
    # Where there is no cafe the indicator does not apply; until then it is A or may be anything.
    cafes = Applies(at_least("cafes", 1), Text("没有网吧", "no cafe"))
    signs = replace(item(Is("signs", value=True), "signs", "cafes"), applies=(cafes,))
    met = ItemResult(Outcome.MET, may_not_apply=True)
    found = verify({"1": (signs,)}, {"1": (met,)}, {"1": A_TO_D}, knowledge(signs=True))
    assert [(u.fact, u.points) for u in found] == [("cafes", Fraction(1))]


def test_items_that_do_not_apply_ask_for_nothing() -> None:
    cafe = item(Is("cafe_sign", value=True), "cafe_sign")
    found = verify(
        {"1": (cafe,)},
        {"1": (ItemResult(Outcome.NOT_APPLICABLE),)},
        {"1": GradeRange(None, None)},
        knowledge(),
    )
    assert found == ()


def test_of_a_set_only_the_members_asked_for_and_not_known_are_named() -> None:
    youth = item(Includes("youth", ("a", "b", "c"), every=True), "youth", kind=ItemKind.SET)
    result = ItemResult(Outcome.OPEN, (0, 1), unknown=("c",))
    known = knowledge(youth=Members(frozenset(["a", "b"]), frozenset()))
    found = verify({"1": (youth,)}, {"1": (result,)}, {"1": A_TO_D}, known)
    assert found == (Unsettled("youth", WhyUnknown.UNKNOWN, ("1",), Fraction(1), ("c",)),)


def test_a_member_that_only_a_lower_band_asks_for_is_to_be_verified() -> None:
    best, lower = at_least("cover", 35), Includes("kit", ("broom",), every=True)
    scale = replace(
        item(best, "cover", "kit", kind=ItemKind.BANDS),
        bands=((Grade.A, best), (Grade.B, lower)),
    )
    known = knowledge(cover=exactly(20), kit=Members(frozenset({"desk"}), frozenset()))
    result = ItemResult(Outcome.UNMET, grades=(Grade.B, Grade.D))
    found = verify({"1": (scale,)}, {"1": (result,)}, {"1": GradeRange(Grade.B, Grade.D)}, known)
    assert [(u.fact, u.members, u.points) for u in found] == [
        ("kit", ("broom",), Fraction(66, 100))
    ]


def test_known_facts_are_not_asked_for() -> None:
    both = item(at_least("area", 300), "area", "rooms")
    found = verify({"1": (both,)}, {"1": (OPEN,)}, {"1": A_TO_D}, knowledge(rooms=exactly(3)))
    assert [u.fact for u in found] == ["area"]


def test_the_reason_of_a_stale_fact_is_told() -> None:
    area = item(at_least("area", 300), "area")
    known = Knowledge(ON, frozenset([Level.COMMUNITY]), {}, {"area": WhyUnknown.STALE})
    found = verify({"1": (area,)}, {"1": (OPEN,)}, {"1": A_TO_D}, known)
    assert found == (Unsettled("area", WhyUnknown.STALE, ("1",), Fraction(1)),)


def test_of_equals_what_decides_whether_something_applies_comes_first() -> None:
    cafes = Applies(at_least("cafes", 1), Text("没有网吧", "no cafe"))
    signs = replace(item(Is("signs", value=True), "signs", "cafes"), applies=(cafes,))
    found = verify({"1": (signs,)}, {"1": (OPEN,)}, {"1": A_TO_D}, knowledge())
    assert [(u.fact, u.points) for u in found] == [("cafes", Fraction(1)), ("signs", Fraction(1))]


def test_what_has_more_at_stake_comes_before_what_decides_whether_something_applies() -> None:
    cafes = Applies(at_least("cafes", 1), Text("没有网吧", "no cafe"))
    signs = replace(item(Is("signs", value=True), "signs", "cafes"), applies=(cafes,))
    area = item(at_least("area", 300), "area")
    rules, results = {"1": (signs,), "2": (area,)}, {"1": (OPEN,), "2": (OPEN,)}
    found = verify(rules, results, {"1": A_TO_B, "2": A_TO_D}, knowledge())
    assert [u.fact for u in found] == ["area", "cafes", "signs"]


def test_what_an_open_veto_asks_is_to_be_verified_though_no_points_are_at_stake() -> None:
    accident, mine = Is("accident", value=True), Is("elsewhere", value=True)
    conclusions = tuple(
        Conclusion(name, ConclusionKind.VETO, Text("否决", "veto"), when, SOURCE, Place("c"))
        for name, when in (
            ("veto", SomeOf((FactsSay(accident), FactsSay(mine)))),
            ("settled", FactsSay(Is("other", value=True))),
        )
    )
    ruleset = RuleSet(ON, (), (), SHARES, (), conclusions=conclusions)
    levels = dict.fromkeys(("accident", "other"), Level.COMMUNITY) | {"elsewhere": Level.CITY}
    known = replace(knowledge(), why={"accident": WhyUnknown.STALE})
    holds = {"veto": None, "settled": False}
    found = to_verify(ruleset, {}, {}, known, Concluded(holds, levels))
    stale = Unsettled("accident", WhyUnknown.STALE, (), Fraction(0), (), ("veto",))
    assert found == (stale,)


def test_what_may_settle_a_conclusion_comes_before_what_changes_nothing() -> None:
    spare = item(at_least("spare", 1), "spare")
    rule = Rule("1", (Part(Grading.ALL, (spare,)),), Place("r"))
    when = FactsSay(Is("accident", value=True))
    veto = Conclusion("veto", ConclusionKind.VETO, Text("否决", "veto"), when, SOURCE, Place("c"))
    ruleset = RuleSet(ON, (rule,), (), SHARES, (), conclusions=(veto,))
    verdicts = {"1": Verdict("1", "1", 1, GradeRange(Grade.A, Grade.A), waived=False)}
    concluded = Concluded({"veto": None}, {"accident": Level.COMMUNITY})
    found = to_verify(ruleset, {"1": (ItemResult(Outcome.MET),)}, verdicts, knowledge(), concluded)
    assert [u.fact for u in found] == ["accident", "spare"]
