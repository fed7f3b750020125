"""What SQL makes of NULL where the language means "unknown": each trap with its guard.

``docs/decisions/0002-one-tree-three-engines.md`` has the table of what SQL gives instead.
"""

from dataclasses import replace

import pytest

from support.columnar import row_of
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
from support.judging import range_of, result_of, truth_letter
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.sql import at_most, choice, column, flag, least, negation, whole
from zicha.model.facts import Level, Members, Value
from zicha.model.judgement import (
    NOT_APPLICABLE,
    WHOLE_RANGE,
    GradeRange,
    ItemResult,
    Outcome,
    WhyNotApplicable,
)
from zicha.model.rules import (
    AtLeastN,
    ByOption,
    Compare,
    Comparison,
    Condition,
    Difference,
    Grade,
    Grading,
    Includes,
    Is,
    ItemKind,
    NoneOf,
    OneOf,
    Ratio,
    Sum,
    WhenZero,
)

AT_LEAST, AT_MOST = Comparison.AT_LEAST, Comparison.AT_MOST
YES, NO = Is("yes", value=True), Is("no", value=True)
LITTER = item(Compare(X, AT_MOST, 2), ItemKind.COUNT)


@pytest.mark.parametrize("when_zero", [WhenZero.MET, WhenZero.UNMET, WhenZero.OPEN])
def test_0_of_0_is_what_the_rule_says_where_sql_says_nan(when_zero: WhenZero) -> None:
    share = Compare(Ratio(X, Y, 100, when_zero), AT_LEAST, 30)
    letter = {WhenZero.MET: "T", WhenZero.UNMET: "F", WhenZero.OPEN: "U"}[when_zero]
    assert truth_letter(Columnar, share, {"x": number("0"), "y": number("0")}) == letter


def test_1_of_0_is_no_infinity() -> None:
    share = Compare(Ratio(X, Y, 100, WhenZero.UNMET), AT_LEAST, 30)
    assert truth_letter(Columnar, share, {"x": number("1"), "y": number("0")}) == "F"


def test_a_denominator_that_is_not_known_is_not_0() -> None:
    share = Compare(Ratio(X, Y, 100, WhenZero.MET), AT_LEAST, 30)
    assert truth_letter(Columnar, share, {"x": number("1"), "y": None}) == "U"


def test_a_share_on_its_bound_is_not_below_it_as_a_binary_float_would_be() -> None:
    share = Compare(Ratio(X, Y, 100, WhenZero.OPEN), AT_LEAST, 29)
    # 100 * 0.29 is 28.999999999999996 in binary floats.
    assert truth_letter(Columnar, share, {"x": number("0.29"), "y": number("1")}) == "T"


def test_a_sum_with_an_unknown_term_is_unknown_where_sql_adds_the_rest() -> None:
    both = Compare(Sum((X, Y)), AT_MOST, 5)
    assert truth_letter(Columnar, both, {"x": number("3"), "y": None}) == "U"


def test_a_difference_keeps_the_bound_that_is_known() -> None:
    left = Compare(Difference(X, Y), AT_LEAST, 5)
    assert truth_letter(Columnar, left, {"x": from_observations(9), "y": number("4")}) == "T"
    assert truth_letter(Columnar, left, {"x": number("9"), "y": from_observations(5)}) == "F"


def test_a_count_without_upper_bound_is_not_the_greater_of_null_and_0() -> None:
    result = result_of(Columnar, LITTER, {"x": from_observations(1)})
    assert result == ItemResult(Outcome.OPEN, faults=(0, None))


def test_faults_without_upper_bound_make_the_worst_grade_possible() -> None:
    found = range_of(Columnar, Grading.FAULTS, [LITTER], {"x": from_observations(3)})
    assert found == GradeRange(Grade.B, Grade.D)


def test_faults_without_upper_bound_are_not_lost_among_others() -> None:
    other = item(Is("yes", value=True), item_id="other")
    values: dict[str, Value] = {"x": from_observations(0), "yes": True}
    found = range_of(Columnar, Grading.FAULTS, [LITTER, other], values)
    assert found == GradeRange(Grade.A, Grade.D)


def test_an_unknown_outcome_among_met_ones_is_not_passed_over_as_bool_and_does() -> None:
    items = [item(YES, item_id="yes"), item(NO, item_id="no")]
    assert range_of(Columnar, Grading.ALL, items, {"yes": True}) == WHOLE_RANGE


def test_an_option_that_is_not_known_is_neither_in_nor_out_of_a_list() -> None:
    asked = OneOf("grade", ("good", "fair"))
    assert truth_letter(Columnar, asked, {"grade": None}) == "U"
    assert truth_letter(Columnar, NoneOf((asked,)), {"grade": None}) == "U"
    assert truth_letter(Columnar, asked, {"grade": "poor"}) == "F"


def test_a_member_that_is_not_known_is_not_absent() -> None:
    asked = item(Includes("rooms", ("a", "b", "c"), every=True), ItemKind.SET)
    values = {"rooms": Members(frozenset({"a"}), frozenset({"b"}))}
    assert result_of(Columnar, asked, values) == ItemResult(
        Outcome.UNMET, faults=(1, 2), missing=("b",), unknown=("c",)
    )


def test_a_set_of_which_nothing_is_known_is_open() -> None:
    asked = item(Includes("rooms", ("a", "b"), every=True), ItemKind.SET)
    assert result_of(Columnar, asked, {}) == ItemResult(
        Outcome.OPEN, faults=(0, 2), unknown=("a", "b")
    )


def test_counting_parts_passes_over_what_is_not_known() -> None:
    asked = AtLeastN(2, (YES, NO, Is("maybe", value=True)))
    assert truth_letter(Columnar, asked, {"yes": True}) == "U"
    assert truth_letter(Columnar, asked, {"yes": False, "no": False}) == "F"


@pytest.mark.parametrize(
    ("condition", "values"),
    [(YES, {}), (NoneOf((YES,)), {}), (Compare(X, Comparison.EQUALS, 3), {"x": None})],
)
def test_what_is_not_known_falls_through_case_to_open(
    condition: Condition, values: dict[str, None]
) -> None:
    assert result_of(Columnar, item(condition), values) == ItemResult(Outcome.OPEN, faults=(0, 1))


def test_a_bound_whose_attribute_is_not_known_is_the_span_of_its_numbers() -> None:
    area = Compare(X, AT_LEAST, ByOption("town", (("old", 300), ("new", 500))))
    letters = {
        text: truth_letter(Columnar, area, {"x": number(text), "town": None})
        for text in ("299", "400", "500")
    }
    assert letters == {"299": "F", "400": "U", "500": "T"}


def test_an_item_that_may_not_apply_is_open_and_its_indicator_may_have_any_grade() -> None:
    asked = applying(item(YES), NO)
    result = result_of(Columnar, asked, {"yes": False})
    assert result == ItemResult(Outcome.OPEN, faults=(0, 1), may_not_apply=True)
    assert range_of(Columnar, Grading.ALL, [asked], {"yes": False}) == WHOLE_RANGE


def test_a_scale_of_which_nothing_is_known_may_have_any_grade() -> None:
    bands = scale((Grade.A, Compare(X, AT_LEAST, 35)), (Grade.B, Compare(X, AT_LEAST, 30)))
    result = result_of(Columnar, bands, {})
    assert result == ItemResult(Outcome.OPEN, grades=(Grade.A, Grade.D))


def test_a_join_without_a_row_is_a_unit_that_is_not_given() -> None:
    above = replace(item(YES), level=Level.DISTRICT)
    below = item(NO, item_id="no")
    rules = rule_set(rule(graded(Grading.ALL, above, below)))
    engine = Columnar(rules, {"yes": Level.DISTRICT, "no": Level.COMMUNITY})
    judgement = engine.judge(known({"no": True}))
    assert judgement.items[CODE] == (
        ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.LEVEL),
        ItemResult(Outcome.MET),
    )
    assert judgement.grades[CODE] == GradeRange(Grade.A, Grade.A)


def test_an_indicator_that_does_not_apply_adds_no_null_to_a_score() -> None:
    rules = rule_set(
        rule(graded(Grading.ALL, applying(item(YES), NO))),
        rule(graded(Grading.ALL, item(YES)), code="1.1.2"),
    )
    engine = Columnar(rules)
    unit = known({"yes": True, "no": False})
    row = row_of(engine, unit)
    assert engine.judge(unit).grades[CODE] == NOT_APPLICABLE
    assert (row["score:worst"], row["score:best"], row["score:possible"]) == (100, 100, 100)


def test_a_test_that_is_null_is_never_the_value_of_a_number() -> None:
    assert flag(column("a")).sql("duckdb") == 'CASE WHEN "a" THEN 1 ELSE 0 END'


def test_the_least_of_values_is_printed_without_a_word_on_nulls() -> None:
    assert least(column("a"), whole(3)).sql("duckdb") == 'LEAST("a", 3)'


def test_an_opposite_keeps_its_brackets() -> None:
    printed = negation(at_most(column("a"), whole(-3))).sql("duckdb")
    assert printed == 'NOT ("a" <= -3)'


def test_a_choice_without_cases_is_its_default() -> None:
    assert choice([], whole(2)) == whole(2)
