"""What decides a conclusion: of several parts those to which it owes its truth."""

import json
from dataclasses import replace

import pytest

from support.cli import ALL_FACILITIES, Zicha, of_sample, sample
from support.hand import graded, item, known, rule, rule_set
from support.small_edition import SMALL
from zicha.assessment.conclusions import deciding, facts_text, gaps_text
from zicha.backends.reference.conclude import premise_truth
from zicha.model.conclusions import EveryOf, FactsSay, GapsAbove, Holds, NotAnyOf, Premise, SomeOf
from zicha.model.facts import Level
from zicha.model.judgement import ItemResult, Outcome
from zicha.model.rules import AllOf, Grading, Is
from zicha.scoring.premises import Case
from zicha.words.requirement import Speaker

T, F, U, V = Holds("true"), Holds("false"), Holds("unknown"), Holds("void")
STATES = {"true": True, "false": False, "unknown": None, "void": None}
YES, NO, UNSAID = (FactsSay(Is(fact, value=True)) for fact in ("yes", "no", "unsaid"))
SAID = {"yes": True, "no": False, "unsaid": None}


@pytest.mark.parametrize(
    ("premise", "named"),
    [
        (F, [F]),
        (EveryOf((T, F, U)), [F]),
        (EveryOf((T, U, V)), [U, V]),
        (EveryOf((T, T)), [T, T]),
        (SomeOf((T, F, U)), [T]),
        (SomeOf((F, U)), [U]),
        (SomeOf((F, F)), [F, F]),
        (NotAnyOf((T, F, U)), [T]),
        (NotAnyOf((F, U)), [U]),
        (NotAnyOf((F, F)), [F, F]),
        (EveryOf((T, NotAnyOf((F, T)))), [T]),
        (SomeOf((F, NotAnyOf((T, U)))), [F, T]),
        # A part of several has one truth: that of one of its own parts may be another.
        (EveryOf((SomeOf((F, T)), F)), [F]),
        (EveryOf((SomeOf((U, T)), V)), [V]),
        (SomeOf((EveryOf((T, F)), T)), [T]),
        (SomeOf((EveryOf((U, F)), V)), [V]),
        (EveryOf((NotAnyOf((F, F)), U)), [U]),
        (EveryOf((NotAnyOf((U, T)), U)), [T]),
        (SomeOf((NotAnyOf((F, T)), T)), [T]),
        (SomeOf((NotAnyOf((U, F)), F)), [U]),
        (EveryOf((SomeOf((F, EveryOf((T, T)))), F)), [F]),
        # What facts come to is not judged here: they are all told, and other parts are not.
        (EveryOf((YES, NO, T)), [YES, NO]),
        (SomeOf((NO, YES, UNSAID, F)), [NO, YES, UNSAID]),
        (EveryOf((SomeOf((YES, F)), F)), [YES, F, F]),
        (EveryOf((SomeOf((YES, T)), F)), [F]),
    ],
)
def test_only_what_decides_is_named(premise: Premise, named: list[Premise]) -> None:
    case = Case(rule_set(), known(SAID), {}, {}, frozenset(), dict(STATES))
    assert [each.premise for each in deciding(premise, premise_truth(premise, case), case)] == named
    for each in deciding(premise, premise_truth(premise, case), case):
        if not isinstance(each.premise, FactsSay):
            assert each.truth is premise_truth(each.premise, case)


ABOVE = ("--context", sample("street"), "--context", sample("district"))


def concluded(zicha: Zicha, unit: str, *more: str) -> dict[str, str]:
    """Return why each conclusion of the sample edition is as it is."""
    report = json.loads(zicha(*of_sample(unit, *more, "--format", "json")).out)
    return {each["id"]: each["because"] for each in report["conclusions"]}


def test_a_line_that_is_missed_names_the_best_score(zicha: Zicha) -> None:
    said = concluded(zicha, "huaibei", *ABOVE)
    assert said["red_flag"] == "总分最高33.00分，低于90分。"


def test_an_open_line_names_both_scores(zicha: Zicha) -> None:
    said = concluded(zicha, "wanan", *ABOVE, "--set", "youth_facilities=", "--lang", "en")
    # two of the three indicators of category 2 are A, the one of the facilities is open
    assert said["minors_line"] == (
        "The score of category 2 is 66.67 at worst and 100.00 at best; what is to be verified"
        " decides whether it reaches 85."
    )


def test_a_line_where_nothing_applies_says_so(zicha: Zicha) -> None:
    assert concluded(zicha, "district")["minors_line"] == "第2类得分没有适用的指标。"


def test_a_fact_that_decides_is_named_with_its_value(zicha: Zicha) -> None:
    said = concluded(zicha, "huaibei", *ABOVE)
    assert said["accident"] == "发生重大安全事故 = 否。"


def test_a_fact_that_is_lacking_is_named(zicha: Zicha) -> None:
    assert concluded(zicha, "huaibei")["accident"] == "没有给出区一级的单位。"
    said = concluded(zicha, "huaibei", *ABOVE, "--set", "grave_accident=")
    assert said["accident"] == "发生重大安全事故 = 未知。"


def test_the_reason_that_the_rules_give_is_told_where_it_holds(zicha: Zicha) -> None:
    said = concluded(zicha, "wanan", *ABOVE, "--set", ALL_FACILITIES)
    assert said["may_apply"] == "达到85分，且没有重大事故"


def test_a_conclusion_without_a_reason_of_its_own_says_what_decides(zicha: Zicha) -> None:
    said = concluded(zicha, "huaibei", *ABOVE, "--set", "grave_accident=true")
    assert said["accident"] == "发生重大安全事故 = 是。"


def test_gaps_are_counted_by_who_can_close_them(zicha: Zicha) -> None:
    said = concluded(zicha, "huaibei", *ABOVE)
    assert said["to_the_top"].startswith("问题7个，其中2个要由上级解决（界限是超过50%）")


def test_gaps_that_may_be_there_are_told_apart_from_those_that_are() -> None:
    own = item(Is("a", value=True))
    above = replace(own, doer=Level.DISTRICT)
    rules = rule_set(rule(graded(Grading.ALL, above, own, above, own), code="1.1"))
    unmet, is_open = ItemResult(Outcome.UNMET, (1, 1)), ItemResult(Outcome.OPEN, (0, 1))
    case = Case(rules, known({}), {"1.1": (unmet, unmet, is_open, is_open)}, {}, frozenset())
    assert gaps_text(GapsAbove(50), case, Speaker(SMALL, "zh", {})) == (
        "问题2个，其中1个要由上级解决（界限是超过50%），另有待核实的2个"
    )


def test_where_facts_decide_nothing_those_that_are_lacking_are_named() -> None:
    asked = AllOf((Is("parents_school", value=True), Is("parents_school_log", value=True)))
    values = {"parents_school": True, "parents_school_log": None}
    case = Case(rule_set(), known(values), {}, {}, frozenset())
    speaker = Speaker(SMALL, "zh", {})
    assert facts_text(asked, None, case, speaker) == "家长学校有活动记录 = 未知"


def test_every_conclusion_has_its_source(zicha: Zicha) -> None:
    out = zicha(*of_sample("huaibei", *ABOVE, "--format", "markdown")).out
    line = (
        "- 一票否决：重大安全事故：不成立。发生重大安全事故 = 否。依据：GJ#9（2015年版，国家文本）"
    )
    assert line in out
