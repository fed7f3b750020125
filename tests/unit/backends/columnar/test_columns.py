"""How what is known of a fact stands in a table."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from support.columnar import cells
from support.hand import X, Y, item, known, number
from support.requirements import one_rule
from zicha.backends.columnar.columns import FARTHEST, Column, Grid
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.sql import Type
from zicha.errors import EngineError, InputError
from zicha.model.facts import Members, Value
from zicha.model.judgement import ItemResult, Outcome
from zicha.model.numbers import Interval, exactly
from zicha.model.rules import (
    Compare,
    Comparison,
    Condition,
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

AT_LEAST, AT_MOST = Comparison.AT_LEAST, Comparison.AT_MOST
SHARE = Compare(Ratio(X, Y, 100, WhenZero.OPEN), AT_LEAST, 30)


def engine_for(condition: Condition, kind: ItemKind = ItemKind.PLAIN) -> Columnar:
    """Return an engine for one item."""
    return Columnar(one_rule(item(condition, kind), grading=Grading.FAULTS))


def test_a_yes_or_no_is_true_or_false() -> None:
    assert cells(engine_for(Is("yes", value=True)), yes=False) == {"yes": False}


def test_an_option_is_its_place_among_those_that_a_rule_names() -> None:
    engine = engine_for(OneOf("grade", ("good", "fair")))
    assert cells(engine, grade="fair") == {"grade:option": 2}


def test_options_that_no_rule_names_share_0() -> None:
    assert cells(engine_for(OneOf("grade", ("good",))), grade="poor") == {"grade:option": 0}


def test_a_set_has_a_column_for_each_member_that_a_rule_names() -> None:
    engine = engine_for(Includes("rooms", ("a", "b", "c"), every=True))
    members = Members(frozenset({"a", "z"}), frozenset({"b"}))
    assert cells(engine, rooms=members) == {
        "rooms:has/a": True,
        "rooms:has/b": False,
        "rooms:has/c": None,
    }


def test_a_date_is_how_many_days_it_lies_back() -> None:
    engine = engine_for(WithinDays("checked", 30))
    day = exactly(date(2011, 6, 1).toordinal())
    assert cells(engine, checked=day) == {"checked:back": 29}


def test_a_number_on_a_grid_point_is_an_even_code_and_one_beside_it_odd() -> None:
    grid = Grid("x", 2)
    codes = [grid.code(n) for n in (3, Decimal("3.4"), Decimal("3.5"), Fraction(11, 3))]
    assert codes == [12, 13, 14, 15]


def test_a_negative_number_lies_above_the_grid_point_below_it() -> None:
    assert [Grid("x", 1).code(Decimal(n)) for n in ("-1", "-0.5", "0")] == [-2, -1, 0]


def test_a_number_beyond_the_farthest_code_becomes_that_code() -> None:
    grid = Grid("x", 1)
    assert (grid.code(10**30), grid.code(-(10**30))) == (FARTHEST, -FARTHEST)


def test_a_number_that_is_only_compared_stands_on_the_grid_of_its_bounds() -> None:
    engine = engine_for(Compare(X, AT_LEAST, Decimal("0.25")))
    assert cells(engine, x=number("0.3")) == {"x:low": 3, "x:high": 3}


def test_a_number_of_which_only_the_lower_end_is_known_has_no_upper_one() -> None:
    engine = engine_for(Compare(X, AT_MOST, 2), ItemKind.COUNT)
    assert cells(engine, x=Interval(5, None)) == {"x:low": 5, "x:high": None}


def test_a_number_that_is_shared_out_stands_in_parts() -> None:
    found = cells(engine_for(SHARE), x=number("0.25"), y=exactly(Fraction(200, 3)))
    assert found == {"x:low": 1, "x:high": 1, "x:of": 4, "y:low": 200, "y:high": 200, "y:of": 3}


def test_both_ends_of_a_number_stand_in_the_same_parts() -> None:
    found = cells(engine_for(SHARE), x=Interval(Fraction(1, 2), Fraction(2, 3)))
    assert found == {"x:low": 3, "x:high": 4, "x:of": 6}


def test_a_fact_that_no_rule_reads_has_no_column() -> None:
    assert cells(engine_for(Is("yes", value=True)), other=True) == {}


def test_a_column_says_what_stands_for_it_where_a_table_lacks_it() -> None:
    assert engine_for(SHARE).compiled.encoding.columns(["x"]) == [
        Column("x:low", Type.BIG),
        Column("x:high", Type.BIG, twin="x:low"),
        Column("x:of", Type.BIG, instead=1),
    ]


@pytest.mark.parametrize(
    ("condition", "value", "wanted"),
    [
        (Is("x", value=True), "yes", "yes or no"),
        (OneOf("x", ("good",)), True, "choice"),
        (Includes("x", ("a",), every=True), "a", "set"),
        (WithinDays("x", 30), "2011-06-01", "date"),
        (Compare(X, AT_LEAST, 3), "3", "number"),
        (SHARE, True, "number"),
    ],
)
def test_a_value_that_is_not_of_its_facts_type_stops_the_evaluation(
    condition: Condition, value: Value, wanted: str
) -> None:
    with pytest.raises(EngineError, match=f"the value of x, .*, is no {wanted}"):
        cells(engine_for(condition), x=value)


def test_a_count_that_is_no_whole_number_stops_the_evaluation() -> None:
    engine = engine_for(Compare(X, AT_MOST, 2), ItemKind.COUNT)
    with pytest.raises(EngineError, match=r"the value of x, .*, is no whole number"):
        cells(engine, x=number("2.5"))


def test_a_number_too_large_to_be_added_stops_the_evaluation() -> None:
    with pytest.raises(EngineError, match="the value of y is too large"):
        cells(engine_for(SHARE), y=exactly(2**63))


def test_a_bound_too_large_for_64_bits_is_refused_with_the_rules() -> None:
    with pytest.raises(InputError) as refused:
        engine_for(Compare(X, AT_LEAST, 10**30))
    assert [(p.code, dict(p.args)) for p in refused.value.problems] == [
        ("engine-bound-too-large", {"number": str(10**30)})
    ]


def test_a_large_bound_of_a_sum_is_compared_with_38_digits() -> None:
    engine = engine_for(Compare(Sum((X, Y)), AT_LEAST, 10**20))
    large = known({"x": exactly(2**62), "y": exactly(2**62)})
    assert list(engine.judge(large).items.values()) == [(ItemResult(Outcome.UNMET, (1, 1)),)]
