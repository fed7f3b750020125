"""The trace of the reference: every proof by hand, and never another answer than the judgement."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from support.generate import case
from support.hand import (
    CODE,
    X,
    Y,
    applying,
    from_observations,
    graded,
    item,
    known,
    number,
    rule,
    rule_set,
    scale,
)
from zicha.backends.reference.engine import Reference
from zicha.backends.reference.trace import ItemTrace, Proof, proof, trace_item
from zicha.model.facts import Level, Members
from zicha.model.judgement import ItemResult, Outcome, WhyNotApplicable
from zicha.model.numbers import UNKNOWN_NUMBER, exactly
from zicha.model.rules import (
    AllOf,
    Always,
    AnyOf,
    Between,
    ByOption,
    Compare,
    Comparison,
    Grade,
    Grading,
    Includes,
    Is,
    ItemKind,
    OneOf,
    Ratio,
    Sum,
    WhenZero,
    WithinDays,
)

AT_LEAST = Comparison.AT_LEAST
A, B = Grade.A, Grade.B
TIDY = Is("tidy", value=True)
ENOUGH = Compare(X, AT_LEAST, 300)


# --- Leaves -------------------------------------------------------------------------------------


def test_a_comparison_shows_the_value_and_the_bound() -> None:
    x = number("299.99")
    assert proof(ENOUGH, known({"x": x}), {}) == Proof(
        ENOUGH, truth=False, reads={"x": x}, value=x, bounds=((300, 300),)
    )


def test_an_unknown_fact_is_shown_as_read_and_not_known() -> None:
    assert proof(ENOUGH, known({}), {}) == Proof(
        ENOUGH, truth=None, reads={"x": None}, value=UNKNOWN_NUMBER, bounds=((300, 300),)
    )


def test_a_bound_by_an_attribute_shows_the_number_that_counts() -> None:
    condition = Compare(X, AT_LEAST, ByOption("community.town", (("old", 300), ("new", 500))))
    x = number("400")
    assert proof(condition, known({"x": x, "community.town": "new"}), {}) == Proof(
        condition,
        truth=False,
        reads={"x": x, "community.town": "new"},
        value=x,
        bounds=((500, 500),),
    )


def test_while_the_attribute_is_unknown_the_span_of_its_numbers_is_shown() -> None:
    condition = Compare(X, AT_LEAST, ByOption("community.town", (("old", 300), ("new", 500))))
    x = number("400")
    assert proof(condition, known({"x": x}), {}) == Proof(
        condition,
        truth=None,
        reads={"x": x, "community.town": None},
        value=x,
        bounds=((300, 500),),
    )


def test_a_ratio_shows_its_facts_and_its_exact_value() -> None:
    condition = Compare(Ratio(X, Y, 100, WhenZero.OPEN), AT_LEAST, Decimal("66.67"))
    values = {"x": number("2"), "y": number("3")}
    assert proof(condition, known(values), {}) == Proof(
        condition,
        truth=False,
        reads=values,
        value=exactly(Fraction(200, 3)),
        bounds=((Decimal("66.67"), Decimal("66.67")),),
    )


def test_a_denominator_of_0_shows_what_the_rule_says_of_it() -> None:
    condition = Compare(Ratio(X, Y, 100, WhenZero.UNMET), AT_LEAST, 90)
    values = {"x": number("0"), "y": number("0")}
    assert proof(condition, known(values), {}) == Proof(
        condition, truth=False, reads=values, value=WhenZero.UNMET, bounds=((90, 90),)
    )


def test_a_span_shows_both_bounds() -> None:
    condition = Between(Sum((X, Y)), 200, 300)
    values = {"x": number("150"), "y": from_observations(151)}
    assert proof(condition, known(values), {}) == Proof(
        condition,
        truth=False,
        reads=values,
        value=from_observations(301),
        bounds=((200, 200), (300, 300)),
    )


MEMBERS = Members(frozenset("a"), frozenset("b"))
DAY = number("734000")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (TIDY, Proof(TIDY, truth=True, reads={"tidy": True})),
        (OneOf("g", ("good",)), Proof(OneOf("g", ("good",)), truth=False, reads={"g": "poor"})),
        (
            Includes("m", ("a", "c"), every=True),
            Proof(Includes("m", ("a", "c"), every=True), truth=None, reads={"m": MEMBERS}),
        ),
        (WithinDays("d", 30), Proof(WithinDays("d", 30), truth=False, reads={"d": DAY})),
        (Always(), Proof(Always(), truth=True)),
    ],
)
def test_other_conditions_show_what_they_read(
    condition: Is | OneOf | Includes | WithinDays | Always, expected: Proof
) -> None:
    values = known({"tidy": True, "g": "poor", "m": MEMBERS, "d": DAY})
    assert proof(condition, values, {}) == expected


def test_a_connective_shows_the_proofs_of_all_its_parts() -> None:
    inner = AnyOf((TIDY, ENOUGH))
    outer = AllOf((inner, TIDY))
    tidy = Proof(TIDY, truth=None, reads={"tidy": None})
    enough = Proof(
        ENOUGH, truth=True, reads={"x": exactly(300)}, value=exactly(300), bounds=((300, 300),)
    )
    assert proof(outer, known({"x": exactly(300)}), {}) == Proof(
        outer, truth=None, parts=(Proof(inner, truth=True, parts=(tidy, enough)), tidy)
    )


# --- Items --------------------------------------------------------------------------------------


def test_an_item_shows_its_result_its_conditions_to_apply_and_its_condition() -> None:
    guests = Is("guests", value=True)
    asked = applying(item(ENOUGH), guests)
    x = number("200")
    assert trace_item(asked, known({"guests": True, "x": x}), {}) == ItemTrace(
        asked,
        ItemResult(Outcome.UNMET, (1, 1)),
        applies=(Proof(guests, truth=True, reads={"guests": True}),),
        condition=Proof(ENOUGH, truth=False, reads={"x": x}, value=x, bounds=((300, 300),)),
    )


def test_an_item_that_does_not_apply_shows_the_clause_that_says_so() -> None:
    guests = Is("guests", value=True)
    asked = applying(item(TIDY), guests)
    assert trace_item(asked, known({"guests": False}), {}) == ItemTrace(
        asked,
        ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.APPLIES),
        applies=(Proof(guests, truth=False, reads={"guests": False}),),
        condition=Proof(TIDY, truth=None, reads={"tidy": None}),
    )


def test_an_item_of_a_level_that_is_not_given_has_nothing_to_prove() -> None:
    asked = replace(applying(item(TIDY), TIDY), level=Level.CITY)
    assert trace_item(asked, known({}), {}) == ItemTrace(
        asked, ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.LEVEL)
    )


def test_a_scale_shows_the_proof_of_every_band() -> None:
    asked = scale((A, ENOUGH), (B, Always()))
    x = number("299")
    enough = Proof(ENOUGH, truth=False, reads={"x": x}, value=x, bounds=((300, 300),))
    assert trace_item(asked, known({"x": x}), {}) == ItemTrace(
        asked,
        ItemResult(Outcome.UNMET, grades=(B, B)),
        condition=enough,
        bands=((A, enough), (B, Proof(Always(), truth=True))),
    )


def test_a_missing_member_is_told_by_the_result() -> None:
    rooms = item(Includes("m", ("a", "b"), every=True), ItemKind.SET)
    trace = trace_item(rooms, known({"m": MEMBERS}), {})
    assert trace.result == ItemResult(Outcome.UNMET, (1, 1), missing=("b",))


# --- The whole ----------------------------------------------------------------------------------


def test_the_trace_holds_every_item_by_indicator_in_order() -> None:
    first, second = item(TIDY, item_id="first"), item(ENOUGH, item_id="second")
    engine = Reference(rule_set(rule(graded(Grading.ALL, first, second))))
    traces = engine.trace(known({"tidy": True}))
    assert {code: [t.item for t in each] for code, each in traces.items()} == {
        CODE: [first, second]
    }


@pytest.mark.parametrize("seed", range(40))
def test_the_trace_and_the_judgement_never_differ(seed: int) -> None:
    generated = case(seed)
    engine = Reference(generated.rules)
    traces = engine.trace(generated.known)
    judged = engine.judge(generated.known, generated.waived)
    assert {code: tuple(t.result for t in each) for code, each in traces.items()} == judged.items
