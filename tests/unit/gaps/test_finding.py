"""What a requirement asks against what is there, worked out by hand from docs/method.md."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from support.hand import DAY, X, Y, applying, item, scale
from support.requirements import at_least, knowing
from zicha.gaps.finding import Finding, facts_named, finding, next_band, of_condition
from zicha.model.facts import Members
from zicha.model.judgement import ItemResult, Outcome
from zicha.model.numbers import Interval, Number, exactly
from zicha.model.rules import (
    AllOf,
    Always,
    AnyOf,
    AtLeastN,
    Between,
    ByOption,
    Compare,
    Comparison,
    Condition,
    Difference,
    FactValue,
    Grade,
    Includes,
    Is,
    ItemKind,
    NoneOf,
    OneOf,
    Ratio,
    Sum,
    WhenZero,
    WithinDays,
)

SHARE = Ratio(X, Y, 100, WhenZero.OPEN)
BY_TOWN = ByOption("town", (("old", 300), ("new", 500)))
SEEN_FOUR = Interval(4, None)
"""Four were seen; there may be more."""


def found(condition: Condition, **values: object) -> Finding:
    return of_condition(condition, knowing(**values), {})  # type: ignore[arg-type]


# --- Numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comparison", "bound", "actual", "shortfall"),
    [
        (Comparison.AT_LEAST, 300, 60, 240),
        (Comparison.AT_LEAST, Decimal("0.3"), Decimal("0.29"), Fraction(1, 100)),
        (Comparison.MORE_THAN, 90, 85, 5),
        (Comparison.MORE_THAN, 90, 90, 0),
        (Comparison.AT_MOST, 5, 8, 3),
        (Comparison.LESS_THAN, 5, 8, 3),
        (Comparison.LESS_THAN, 5, 5, 0),
        (Comparison.EQUALS, 10, 12, 2),
        (Comparison.EQUALS, 10, 7, 3),
    ],
)
def test_the_shortfall_of_a_comparison_is_the_way_to_its_bound(
    comparison: Comparison, bound: Number, actual: Number, shortfall: Number
) -> None:
    assert found(Compare(X, comparison, bound), x=actual) == Finding(
        operator=str(comparison),
        required=bound,
        actual=actual,
        shortfall=shortfall,
        fact="x",
        subject=X,
    )


@pytest.mark.parametrize(
    ("comparison", "shortfall"),
    [
        (Comparison.AT_MOST, 2),
        (Comparison.LESS_THAN, 2),
        (Comparison.AT_LEAST, None),
        (Comparison.MORE_THAN, None),
        (Comparison.EQUALS, None),
    ],
)
def test_of_what_was_only_seen_there_is_at_least_so_much_beyond_an_upper_bound(
    comparison: Comparison, shortfall: int | None
) -> None:
    assert found(Compare(X, comparison, 2), x=SEEN_FOUR) == Finding(
        operator=str(comparison),
        required=2,
        actual=4,
        shortfall=shortfall,
        fact="x",
        subject=X,
        at_least=True,
    )


@pytest.mark.parametrize(
    ("comparison", "bound", "actual", "shortfall"),
    [
        # From 25 to 75: at most 75, so 5 short of 80 at least; at least 25, so 5 beyond 20.
        (Comparison.AT_LEAST, 80, (75, False, True), 5),
        (Comparison.MORE_THAN, 75, (75, False, True), 0),
        (Comparison.AT_MOST, 20, (25, True, False), 5),
        (Comparison.EQUALS, 20, (25, True, False), None),
        # It may be met: nothing falls short for certain.
        (Comparison.AT_LEAST, 60, (25, True, False), 0),
        (Comparison.AT_LEAST, 75, (25, True, False), 0),
    ],
)
def test_a_share_of_which_both_ends_are_known_has_the_least_way_that_is_left(
    comparison: Comparison, bound: int, actual: tuple[int, bool, bool], shortfall: int | None
) -> None:
    share = found(Compare(X, comparison, bound), x=Interval(25, 75))
    assert (share.actual, share.at_least, share.at_most) == actual
    assert share.shortfall == shortfall


def test_what_is_below_both_bounds_whatever_it_is_is_so_much_at_most() -> None:
    below = found(Between(X, 80, 90), x=Interval(25, 75))
    assert (below.required, below.actual, below.at_most, below.shortfall) == (80, 75, True, 5)


def test_of_a_number_that_is_not_known_only_the_bound_is_there() -> None:
    assert found(at_least("x", 3)) == Finding("at_least", required=3, fact="x", subject=X)


@pytest.mark.parametrize(
    ("comparison", "actual", "either_way", "in_new_town"),
    [
        (Comparison.AT_LEAST, 60, 240, 440),
        (Comparison.AT_MOST, 510, 10, 10),
        (Comparison.EQUALS, 60, None, 440),
    ],
)
def test_a_bound_that_may_be_one_of_two_is_not_shown_and_the_nearer_one_counts(
    comparison: Comparison, actual: int, either_way: int | None, in_new_town: int
) -> None:
    either = found(Compare(X, comparison, BY_TOWN), x=actual)
    assert (either.required, either.actual, either.shortfall) == (None, actual, either_way)
    new = found(Compare(X, comparison, BY_TOWN), x=actual, town="new")
    assert (new.required, new.shortfall) == (500, in_new_town)


def test_a_ratio_is_held_against_its_bound_and_is_no_single_fact() -> None:
    condition = Compare(SHARE, Comparison.AT_LEAST, 80)
    assert found(condition, x=3, y=4) == Finding(
        operator="at_least", required=80, actual=75, shortfall=5, subject=SHARE
    )


def test_a_ratio_over_0_is_nothing_and_lacks_nothing() -> None:
    condition = Compare(SHARE, Comparison.AT_LEAST, 80)
    assert found(condition, x=0, y=0) == Finding("at_least", required=80, subject=SHARE)


def test_none_of_a_whole_that_is_above_0_by_its_declared_range_is_0() -> None:
    condition = Compare(SHARE, Comparison.AT_LEAST, 80)
    none = of_condition(condition, knowing(x=0), {"y": 1})
    assert (none.actual, none.shortfall) == (0, 80)
    assert found(condition, x=0).actual is None


@pytest.mark.parametrize(
    ("subject", "actual"), [(Sum((X, Y)), 9), (Difference(X, Y), 5)], ids=["sum", "difference"]
)
def test_a_sum_and_a_difference_are_held_against_their_bound(
    subject: Sum | Difference, actual: int
) -> None:
    assert found(Compare(subject, Comparison.AT_MOST, 2), x=7, y=2) == Finding(
        operator="at_most", required=2, actual=actual, shortfall=actual - 2, subject=subject
    )


@pytest.mark.parametrize(
    ("actual", "required", "shortfall"), [(1, 2, 1), (12, 9, 3), (2, 2, 0), (9, 2, 0)]
)
def test_between_two_bounds_the_one_that_is_missed_is_required(
    actual: int, required: int, shortfall: int
) -> None:
    assert found(Between(X, 2, 9), x=actual) == Finding(
        operator="between",
        required=required,
        actual=actual,
        shortfall=shortfall,
        fact="x",
        subject=X,
    )


def test_what_was_only_seen_can_be_above_both_bounds() -> None:
    above = found(Between(X, 1, 3), x=SEEN_FOUR)
    assert (above.required, above.actual, above.at_least, above.shortfall) == (3, 4, True, 1)


def test_a_sum_between_two_bounds_is_no_single_fact() -> None:
    assert found(Between(Sum((X, Y)), 2, 9), x=7, y=3) == Finding(
        operator="between", required=9, actual=10, shortfall=1, subject=Sum((X, Y))
    )


# --- Days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (date(2011, 5, 30), 1),
        (date(2010, 6, 30), 335),
        (date(2011, 5, 31), None),
        (DAY, None),
        (date(2011, 7, 1), None),
    ],
)
def test_a_day_is_late_by_the_days_beyond_the_limit_and_one_ahead_by_none(
    day: date, late: int | None
) -> None:
    assert found(WithinDays("drill", 30), drill=exactly(day.toordinal())) == Finding(
        "within_days", required=30, actual=day, shortfall=late, fact="drill"
    )


def test_of_a_day_that_is_not_known_only_the_limit_is_there() -> None:
    assert found(WithinDays("drill", 30)) == Finding("within_days", required=30, fact="drill")


# --- What is no number --------------------------------------------------------------------------


@pytest.mark.parametrize("actual", [True, False, None])
def test_a_yes_or_no_is_shown_as_it_is(*, actual: bool | None) -> None:
    values = {} if actual is None else {"tidy": actual}
    assert found(Is("tidy", value=True), **values) == Finding(
        "is", required=True, actual=actual, fact="tidy"
    )


@pytest.mark.parametrize("actual", ["poor", None])
def test_a_choice_is_shown_as_it_is(actual: str | None) -> None:
    values = {} if actual is None else {"state": actual}
    assert found(OneOf("state", ("good", "fair")), **values) == Finding(
        "one_of", required=("good", "fair"), actual=actual, fact="state"
    )


@pytest.mark.parametrize(("every", "operator"), [(True, "includes_all"), (False, "includes_any")])
def test_of_members_those_required_are_there_or_missing_or_not_known(
    operator: str, *, every: bool
) -> None:
    rooms = Members(frozenset({"venue", "hall"}), frozenset({"gym", "pool", "bar"}))
    condition = Includes("rooms", ("pool", "hall", "library", "gym"), every)
    assert found(condition, rooms=rooms) == Finding(
        operator,
        required=("pool", "hall", "library", "gym"),
        actual=("hall",),
        shortfall=("pool", "gym"),
        fact="rooms",
    )
    assert found(condition) == Finding(operator, required=condition.members, fact="rooms")


@pytest.mark.parametrize(
    ("condition", "operator"),
    [
        (AllOf((at_least("x", 1),)), "all"),
        (AnyOf((at_least("x", 1),)), "any"),
        (NoneOf((at_least("x", 1),)), "none"),
        (AtLeastN(1, (at_least("x", 1),)), "at_least_n_of"),
        (Always(), "always"),
    ],
)
def test_what_joins_conditions_has_only_its_word(condition: Condition, operator: str) -> None:
    assert found(condition, x=0) == Finding(operator)


# --- Of an item ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "shortfall"),
    [(Outcome.UNMET, 2), (Outcome.MET, None), (Outcome.OPEN, None), (Outcome.NOT_APPLICABLE, None)],
)
def test_only_what_is_unmet_has_a_shortfall(outcome: Outcome, shortfall: int | None) -> None:
    asked = item(Compare(X, Comparison.AT_MOST, 2))
    assert finding(asked, ItemResult(outcome), knowing(x=SEEN_FOUR), {}) == Finding(
        operator="at_most",
        required=2,
        actual=4,
        shortfall=shortfall,
        fact="x",
        subject=X,
        at_least=True,
    )


@pytest.mark.parametrize(
    ("best", "bound"), [(Grade.A, None), (Grade.B, 35), (Grade.C, 30), (Grade.D, 25)]
)
def test_the_next_band_is_the_one_above_the_best_that_is_possible(
    best: Grade, bound: int | None
) -> None:
    bands = ((Grade.A, 35), (Grade.B, 30), (Grade.C, 25))
    cover = scale(*((grade, at_least("x", least)) for grade, least in bands))
    result = ItemResult(Outcome.UNMET, grades=(best, Grade.D))
    assert next_band(cover, result) == (None if bound is None else at_least("x", bound))


def test_what_is_no_scale_has_no_next_band() -> None:
    for kind in (ItemKind.PLAIN, ItemKind.COUNT):
        assert next_band(item(at_least("x", 1), kind), ItemResult(Outcome.UNMET)) is None


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        (at_least("x", 1), ("x",)),
        (Compare(SHARE, Comparison.AT_LEAST, 1), ("x", "y")),
        (Compare(Sum((Y, X, Y)), Comparison.AT_LEAST, 1), ("y", "x")),
        (Compare(FactValue("x"), Comparison.AT_LEAST, BY_TOWN), ("x",)),
        (AnyOf((at_least("b", 1), at_least("a", 1))), ("b", "a")),
    ],
)
def test_a_finding_is_about_what_is_compared_or_all_that_an_item_reads(
    condition: Condition, facts: tuple[str, ...]
) -> None:
    assert facts_named(found(condition), item(condition)) == facts


def test_what_decides_whether_an_item_applies_is_not_what_is_compared() -> None:
    share = Compare(SHARE, Comparison.AT_LEAST, 1)
    asked = applying(item(share), at_least("z", 1))
    assert asked.facts == ("x", "y", "z")
    assert facts_named(found(share), asked) == ("x", "y")
