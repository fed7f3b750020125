"""Gaps and what closing them adds, worked out by hand from docs/method.md."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from zicha.errors import Place
from zicha.gaps.closing import Worth, gap_list, gaps_of_rule
from zicha.model.facts import Level
from zicha.model.judgement import ItemResult, Outcome
from zicha.model.numbers import Number
from zicha.model.rules import (
    Always,
    Confidence,
    Grade,
    Grading,
    Includes,
    Item,
    ItemKind,
    Part,
    Rule,
    Source,
)
from zicha.model.ruleset import RuleSet, Scored
from zicha.model.text import Text

LIMITS = ((Grade.A, 0), (Grade.B, 1), (Grade.C, 2))
SHARES: dict[Grade, Number] = {
    Grade.A: 1,
    Grade.B: Decimal("0.66"),
    Grade.C: Decimal("0.33"),
    Grade.D: 0,
}
MET = ItemResult(Outcome.MET)
UNMET = ItemResult(Outcome.UNMET, (1, 1))


def item(name: str, kind: ItemKind = ItemKind.PLAIN, members: tuple[str, ...] = ()) -> Item:
    condition = Includes("youth", members, every=True) if members else Always()
    return Item(
        id=name,
        kind=kind,
        condition=condition,
        level=Level.COMMUNITY,
        facts=(name,),
        source=Source("NK#1", "2016-17", Confidence.OFFICIAL),
        remedy=Text("做", "do"),
        owner="社区居委会",
        doer=Level.COMMUNITY,
        days=3,
        place=Place("rules.yaml"),
    )


def rules(*each: Rule, points: int = 1) -> RuleSet:
    scored = tuple(Scored(rule.indicator, "1", points) for rule in each)
    return RuleSet(date(2011, 6, 30), each, scored, SHARES, LIMITS)


def rule(code: str, grading: Grading, *items: Item) -> Rule:
    return Rule(code, (Part(grading, items),), Place("rules.yaml"))


def found(ruleset: RuleSet, **results: tuple[ItemResult, ...]) -> list[tuple[object, ...]]:
    items = {code.replace("_", "."): each for code, each in results.items()}
    gaps = gap_list(ruleset, items, frozenset(items))
    return [(g.indicator, g.item.id, g.member, g.points, g.points_together) for g in gaps]


def test_the_only_gap_of_an_all_rule_adds_the_whole_point() -> None:
    ruleset = rules(rule("c1", Grading.ALL, item("a"), item("b")))
    assert found(ruleset, c1=(UNMET, MET)) == [("c1", "a", None, 1, 1)]


def test_one_of_two_gaps_of_an_all_rule_adds_nothing_alone_and_a_point_together() -> None:
    ruleset = rules(rule("c1", Grading.ALL, item("a"), item("b")))
    assert found(ruleset, c1=(UNMET, UNMET)) == [("c1", "a", None, 0, 1), ("c1", "b", None, 0, 1)]


def test_closing_one_of_five_faults_leaves_a_d() -> None:
    five = tuple(item(name) for name in "abcde")
    ruleset = rules(rule("c1", Grading.FAULTS, *five))
    assert found(ruleset, c1=(UNMET,) * 5) == [("c1", name, None, 0, 1) for name in "abcde"]


def test_closing_one_of_two_faults_lifts_c_to_b() -> None:
    ruleset = rules(rule("c1", Grading.FAULTS, item("a"), item("b")))
    one = Fraction(66, 100) - Fraction(33, 100)
    two = 1 - Fraction(33, 100)
    assert found(ruleset, c1=(UNMET, UNMET)) == [
        ("c1", "a", None, one, two),
        ("c1", "b", None, one, two),
    ]


def test_each_missing_member_is_a_gap_of_its_own() -> None:
    wanted = item("youth", ItemKind.SET, ("library", "counselling", "venue"))
    result = ItemResult(Outcome.UNMET, (2, 2), missing=("library", "venue"))
    ruleset = rules(rule("c1", Grading.FAULTS, wanted))
    one = Fraction(66, 100) - Fraction(33, 100)
    two = 1 - Fraction(33, 100)
    assert found(ruleset, c1=(result,)) == [
        ("c1", "youth", "library", one, two),
        ("c1", "youth", "venue", one, two),
    ]


def test_of_two_missing_members_that_are_all_required_one_alone_adds_nothing() -> None:
    wanted = item("youth", ItemKind.SET, ("library", "venue"))
    result = ItemResult(Outcome.UNMET, (2, 2), missing=("library", "venue"))
    ruleset = rules(rule("c1", Grading.ALL, wanted))
    assert found(ruleset, c1=(result,)) == [
        ("c1", "youth", "library", 0, 1),
        ("c1", "youth", "venue", 0, 1),
    ]


def test_a_member_that_is_not_known_takes_nothing_from_what_closing_the_missing_one_adds() -> None:
    wanted = item("youth", ItemKind.SET, ("library", "venue"))
    result = ItemResult(Outcome.UNMET, (1, 2), missing=("library",), unknown=("venue",))
    ruleset = rules(rule("c1", Grading.ALL, wanted))
    # The unknown member may turn out to be there: the best grade is A.
    assert found(ruleset, c1=(result,)) == [("c1", "youth", "library", 1, 1)]


def test_a_count_is_closed_at_what_is_allowed() -> None:
    spots = item("spots", ItemKind.COUNT)
    result = ItemResult(Outcome.UNMET, (4, 4))
    ruleset = rules(rule("c1", Grading.FAULTS, spots, item("b")))
    # 4 faults and 1: D. Without the count 1 fault: B. Without the other 4: D.
    assert found(ruleset, c1=(result, UNMET)) == [
        ("c1", "spots", None, Fraction(66, 100), 1),
        ("c1", "b", None, 0, 1),
    ]


def test_a_scale_is_closed_in_its_best_band() -> None:
    scale = replace(item("cover", ItemKind.BANDS), bands=((Grade.A, Always()),))
    result = ItemResult(Outcome.UNMET, grades=(Grade.C, Grade.C))
    ruleset = rules(rule("c1", Grading.BANDS, scale), points=2)
    gain = 2 - 2 * Fraction(33, 100)
    assert found(ruleset, c1=(result,)) == [("c1", "cover", None, gain, gain)]


def test_a_scale_without_an_a_adds_what_its_best_band_earns() -> None:
    bands = ((Grade.B, Always()), (Grade.C, Always()))
    scale = replace(item("cover", ItemKind.BANDS), bands=bands)
    result = ItemResult(Outcome.UNMET, grades=(Grade.D, Grade.D))
    ruleset = rules(rule("c1", Grading.BANDS, scale), points=2)
    # 2 points at B.
    assert found(ruleset, c1=(result,)) == [
        ("c1", "cover", None, Fraction(132, 100), Fraction(132, 100))
    ]


def test_gaps_stand_by_points_together_then_points_then_siblings_then_code() -> None:
    ruleset = rules(
        rule("6.4.10", Grading.ALL, item("late")),
        rule("6.4.9", Grading.ALL, item("early")),
        rule("6.4.2", Grading.ALL, item("x"), item("y")),
        rule("6.4.1", Grading.FAULTS, item("p"), item("q"), item("r")),
    )
    results = {
        "6.4.10": (UNMET,),
        "6.4.9": (UNMET,),
        "6.4.2": (UNMET, UNMET),
        "6.4.1": (UNMET, UNMET, MET),
    }
    gaps = gap_list(ruleset, results, frozenset(results))
    # 1 and 1; 1 and 1; two with 0 alone and 1 together; two with 0.33 alone and 0.67 together.
    assert [gap.item.id for gap in gaps] == ["early", "late", "x", "y", "p", "q"]


def test_of_equal_gain_the_indicator_with_fewer_gaps_comes_first() -> None:
    ruleset = rules(
        rule("1", Grading.ALL, item("a"), item("b"), item("c")),
        rule("2", Grading.ALL, item("x"), item("y")),
    )
    results = {"1": (UNMET,) * 3, "2": (UNMET,) * 2}
    gaps = gap_list(ruleset, results, frozenset(results))
    # Each adds 0 alone and 1 together.
    assert [gap.item.id for gap in gaps] == ["x", "y", "a", "b", "c"]


def test_indicators_that_do_not_count_have_no_gaps_in_the_list() -> None:
    ruleset = rules(rule("c1", Grading.ALL, item("a")), rule("c2", Grading.ALL, item("b")))
    gaps = gap_list(ruleset, {"c1": (UNMET,), "c2": (UNMET,)}, frozenset(["c2"]))
    assert [gap.indicator for gap in gaps] == ["c2"]


RESULTS = st.sampled_from(
    [
        MET,
        UNMET,
        UNMET,
        ItemResult(Outcome.OPEN, (0, 1)),
        ItemResult(Outcome.NOT_APPLICABLE),
        ItemResult(Outcome.OPEN, (0, 1), may_not_apply=True),
    ]
)
PART = st.tuples(
    st.sampled_from([Grading.ALL, Grading.FAULTS]),
    st.lists(st.tuples(RESULTS, st.booleans()), min_size=1, max_size=4),
)


@given(st.lists(PART, min_size=1, max_size=2))
def test_a_gap_adds_what_the_grade_gains_when_it_is_closed(
    parts: list[tuple[Grading, list[tuple[ItemResult, bool]]]],
) -> None:
    graded = tuple(
        Part(grading, tuple(replace(item(f"i{n}"), fatal=fatal) for n, (_, fatal) in enumerate(of)))
        for grading, of in parts
    )
    results = [result for _, of in parts for result, _ in of]
    ruleset = rules(Rule("1.1.1", graded, Place("rules.yaml")))
    worth = Worth(ruleset, ruleset.rules[0], 1)
    found = gaps_of_rule(worth, results)
    at = [n for n, result in enumerate(results) if result.outcome is Outcome.UNMET]
    assert len(found) == len(at)
    for gap, n in zip(found, at, strict=True):
        alone = [MET if each == n else result for each, result in enumerate(results)]
        every = [MET if each in at else result for each, result in enumerate(results)]
        assert gap.points == worth.best(alone) - worth.best(results)
        assert gap.points_together == worth.best(every) - worth.best(results)
