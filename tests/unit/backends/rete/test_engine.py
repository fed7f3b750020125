"""What durable_rules decides of whole items, indicators and conclusions."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import zicha
from support.generate import case
from support.hand import applying, item
from support.requirements import at_least, concluding, knowing, one_part, one_rule, rules_of
from zicha.backends.reference.engine import Reference
from zicha.backends.rete import Rete, available
from zicha.model.conclusions import (
    EveryOf,
    FactsSay,
    GapsAbove,
    Holds,
    NotAnyOf,
    ScoreReaches,
    SomeOf,
)
from zicha.model.facts import Level, Members
from zicha.model.judgement import (
    NOT_APPLICABLE,
    WHOLE_RANGE,
    GradeRange,
    ItemResult,
    Judgement,
    Outcome,
    WhyNotApplicable,
)
from zicha.model.numbers import Interval
from zicha.model.rules import (
    Compare,
    Comparison,
    FactValue,
    Grade,
    Grading,
    Includes,
    Is,
    Item,
    ItemKind,
    Part,
    Ratio,
    WhenZero,
)

pytestmark = pytest.mark.skipif(not available(), reason="durable_rules does not import here")

A, B, C, D = Grade
YES = item(Is("yes", value=True), item_id="yes")
GREEN = item(at_least("green", 35), ItemKind.BANDS, "green")
SCALE = replace(
    GREEN,
    bands=((A, at_least("green", 35)), (B, at_least("green", 30)), (C, at_least("green", 20))),
)
SERVICES = item(Includes("services", ("a", "b", "c"), every=True), ItemKind.SET, "services")
LITTER = item(Compare(FactValue("litter"), Comparison.AT_MOST, 2), ItemKind.COUNT, "litter")


def results(asked: Item, **values: object) -> tuple[ItemResult, GradeRange]:
    """Return what becomes of an item whose faults are counted, and the grade range."""
    judged = Rete(one_rule(asked, grading=Grading.FAULTS)).judge(knowing(**values))  # type: ignore[arg-type]
    return judged.items["1.1"][0], judged.grades["1.1"]


def scale(**values: object) -> tuple[ItemResult, GradeRange]:
    """Return what becomes of the scale, and the grade range."""
    judged = Rete(one_rule(SCALE, grading=Grading.BANDS)).judge(knowing(**values))  # type: ignore[arg-type]
    return judged.items["1.1"][0], judged.grades["1.1"]


def test_a_whole_judgement_names_every_item_grade_and_conclusion() -> None:
    rules = rules_of(one_part("1.1", YES), conclusions=[concluding("red", ScoreReaches(None, 90))])
    assert Rete(rules).judge(knowing(yes=True)) == Judgement(
        "rete",
        {"1.1": (ItemResult(Outcome.MET),)},
        {"1.1": GradeRange(A, A)},
        {"red": True},
    )


def test_an_item_of_a_level_without_a_unit_does_not_apply() -> None:
    district = replace(YES, level=Level.DISTRICT)
    result = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.LEVEL)
    assert results(district, yes=True) == (result, NOT_APPLICABLE)


def test_the_first_clause_that_fails_is_named() -> None:
    asked = applying(YES, Is("open", value=True), Is("ours", value=True), Is("used", value=True))
    result = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.APPLIES, applies=1)
    assert results(asked, yes=True, open=True, ours=False, used=False) == (result, NOT_APPLICABLE)


def test_an_item_that_may_not_apply_is_met_all_the_same() -> None:
    result = ItemResult(Outcome.MET, may_not_apply=True)
    assert results(applying(YES, Is("ours", value=True)), yes=True) == (result, WHOLE_RANGE)


def test_an_item_that_may_not_apply_and_fails_is_open() -> None:
    result = ItemResult(Outcome.OPEN, (0, 1), may_not_apply=True)
    assert results(applying(YES, Is("ours", value=True)), yes=False) == (result, WHOLE_RANGE)


def test_a_missing_member_is_a_fault_each_and_an_unknown_one_may_be() -> None:
    services = Members(frozenset("a"), frozenset("c"))
    result = ItemResult(Outcome.UNMET, (1, 2), missing=("c",), unknown=("b",))
    assert results(SERVICES, services=services) == (result, GradeRange(B, C))


def test_a_count_is_as_many_faults_as_it_exceeds_what_is_allowed() -> None:
    result = ItemResult(Outcome.UNMET, (2, 2))
    assert results(LITTER, litter=4) == (result, GradeRange(C, C))


def test_a_count_that_was_observed_has_no_most() -> None:
    result = ItemResult(Outcome.UNMET, (1, None))
    assert results(LITTER, litter=Interval(3, None)) == (result, GradeRange(B, D))


def test_an_unknown_count_may_be_any_number_of_faults() -> None:
    assert results(LITTER) == (ItemResult(Outcome.OPEN, (0, None)), GradeRange(A, D))


def test_a_fatal_item_decides_the_grade_alone() -> None:
    fatal = replace(YES, fatal=True)
    assert results(fatal, yes=False) == (ItemResult(Outcome.UNMET, (1, 1)), GradeRange(D, D))


def test_a_fatal_item_that_is_open_makes_the_worst_grade_possible() -> None:
    fatal = replace(YES, fatal=True)
    assert results(fatal) == (ItemResult(Outcome.OPEN, (0, 1)), GradeRange(A, D))


def test_a_scale_takes_the_first_band_that_holds() -> None:
    assert scale(green=31) == (ItemResult(Outcome.UNMET, grades=(B, B)), GradeRange(B, B))


def test_a_scale_below_all_bands_is_graded_lowest() -> None:
    assert scale(green=3) == (ItemResult(Outcome.UNMET, grades=(D, D)), GradeRange(D, D))


def test_a_scale_keeps_the_bands_that_may_hold() -> None:
    known = Interval(30, None)
    assert scale(green=known) == (ItemResult(Outcome.OPEN, grades=(A, B)), GradeRange(A, B))


def test_a_denominator_that_may_be_nothing_leaves_every_grade() -> None:
    share = Ratio(FactValue("a"), FactValue("b"), 100, WhenZero.NOT_APPLICABLE)
    asked = item(Compare(share, Comparison.AT_LEAST, 90))
    result = ItemResult(Outcome.OPEN, (0, 1), may_not_apply=True)
    assert results(asked, a=5) == (result, WHOLE_RANGE)


def test_a_denominator_of_nothing_takes_the_item_out() -> None:
    share = Ratio(FactValue("a"), FactValue("b"), 100, WhenZero.NOT_APPLICABLE)
    asked = item(Compare(share, Comparison.AT_LEAST, 90))
    result = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.WHEN_ZERO)
    assert results(asked, a=0, b=0) == (result, NOT_APPLICABLE)


def test_of_several_parts_the_lowest_grade_counts_and_what_does_not_apply_is_left_out() -> None:
    district = replace(YES, level=Level.DISTRICT)
    parts = (
        Part(Grading.FAULTS, (LITTER,), "litter"),
        Part(Grading.BANDS, (SCALE,), "green"),
        Part(Grading.ALL, (district,), "district"),
    )
    judged = Rete(rules_of(replace(one_part("1.1"), parts=parts))).judge(
        knowing(litter=3, green=22)
    )
    assert judged.grades == {"1.1": GradeRange(C, C)}


CHAINED = [
    concluding("line", ScoreReaches("1", 50)),
    concluding("fire", FactsSay(Is("fire", value=True))),
    concluding("honour", EveryOf((Holds("line"), NotAnyOf((Holds("fire"),))))),
    concluding("any", SomeOf((Holds("fire"), Holds("honour")))),
]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"yes": True, "fire": False}, (True, False, True, True)),
        ({"yes": False, "fire": False}, (False, False, False, False)),
        ({"yes": True}, (True, None, None, None)),
        ({"fire": True}, (None, True, False, True)),
    ],
)
def test_conclusions_chain_by_three_values(
    values: dict[str, bool], expected: tuple[bool | None, ...]
) -> None:
    judged = Rete(rules_of(one_part("1.1", YES), conclusions=CHAINED)).judge(knowing(**values))
    assert tuple(judged.conclusions.values()) == expected


def test_a_waived_indicator_leaves_the_score_but_not_where_waivers_do_not_count() -> None:
    other = item(Is("other", value=True))
    lines = [
        concluding("with", ScoreReaches(None, 100)),
        concluding("without", ScoreReaches(None, 100, waivers=False)),
    ]
    rules = rules_of(one_part("1.1", YES), one_part("1.2", other), conclusions=lines)
    judged = Rete(rules).judge(knowing(yes=True, other=False), frozenset({"1.2"}))
    assert judged.conclusions == {"with": True, "without": False}


def test_a_line_where_nothing_applies_is_not_known() -> None:
    district = replace(YES, level=Level.DISTRICT)
    line = concluding("line", ScoreReaches(None, 10))
    rules = rules_of(one_part("1.1", district), conclusions=[line])
    assert Rete(rules).judge(knowing()).conclusions == {"line": None}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"yes": False, "other": True}, False),
        ({"yes": True, "other": False}, True),
        ({"yes": False, "other": False}, False),
        ({"other": False}, None),
        ({"yes": True, "other": True}, False),
    ],
)
def test_gaps_of_levels_above_are_more_than_half(
    values: dict[str, bool], *, expected: bool | None
) -> None:
    above = replace(item(Is("other", value=True)), doer=Level.DISTRICT)
    share = concluding("escalate", GapsAbove(50))
    rules = rules_of(one_part("1.1", YES), one_part("1.2", above), conclusions=[share])
    assert Rete(rules).judge(knowing(**values)).conclusions == {"escalate": expected}


ALONE = """
import sys
sys.modules["zicha.backends.reference"] = None
sys.modules["zicha.scoring"] = None
from support.generate import case
from zicha.backends.rete import Rete
drawn = case(7)
print(Rete(drawn.rules).judge(drawn.known, drawn.waived))
print(sorted(name for name in sys.modules if name.partition(".")[0] == "durable"))
"""


def test_without_the_rooms_that_the_reference_grades_with_it_judges_the_same() -> None:
    drawn = case(7)
    judged = Reference(drawn.rules).judge(drawn.known, drawn.waived)
    paths = [str(Path(zicha.__file__).parents[1]), str(Path(__file__).parents[3])]
    output = subprocess.run(
        [sys.executable, "-c", ALONE],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert output.splitlines() == [str(replace(judged, engine="rete")), "[]"]
