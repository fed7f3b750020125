"""The truth tables of docs/language.md, judged by durable_rules: T is met, F unmet, U open."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

import pytest

from support.requirements import at_least, knowing, one_rule, required
from support.rulesets import DAY
from zicha.backends.rete import Rete, available
from zicha.model.facts import Knowledge, Members
from zicha.model.judgement import Outcome
from zicha.model.numbers import Interval
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
    Includes,
    Is,
    NoneOf,
    OneOf,
    Ratio,
    Subject,
    Sum,
    WhenZero,
    WithinDays,
)

pytestmark = pytest.mark.skipif(not available(), reason="durable_rules does not import here")

LETTERS = {Outcome.MET: "T", Outcome.UNMET: "F", Outcome.OPEN: "U", Outcome.NOT_APPLICABLE: "-"}
X = FactValue("x")
NUMBERS = (
    knowing(x=Decimal("299.99")),
    knowing(x=300),
    knowing(x=Decimal("300.01")),
    knowing(),
    knowing(x=Interval(300, None)),
    knowing(x=Interval(301, None)),
)


def truths(condition: Condition, units: Sequence[Knowledge]) -> str:
    """Return the truth of a condition for each unit, as letters."""
    engine = Rete(one_rule(required(condition)))
    return "".join(LETTERS[engine.judge(known).items["1.1"][0].outcome] for known in units)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Compare(X, Comparison.AT_LEAST, 300), "FTTUTT"),
        (Compare(X, Comparison.MORE_THAN, 300), "FFTUUT"),
        (Compare(X, Comparison.AT_MOST, 300), "TTFUUF"),
        (Compare(X, Comparison.LESS_THAN, 300), "TFFUFF"),
        (Compare(X, Comparison.EQUALS, 300), "FTFUUF"),
        (Between(X, 200, 300), "TTFUUF"),
    ],
)
def test_numbers_against_bounds(condition: Condition, expected: str) -> None:
    assert truths(condition, NUMBERS) == expected


@pytest.mark.parametrize(("value", "expected"), [(True, "TFU"), (False, "FTU")])
def test_yes_and_no(value: bool, expected: str) -> None:  # noqa: FBT001 - a row of the table
    assert truths(Is("x", value), [knowing(x=True), knowing(x=False), knowing()]) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Is("x", "grade_1"), "TFFUF"),
        (OneOf("x", ("grade_1", "grade_3")), "TTFUF"),
        (AnyOf((OneOf("x", ("grade_1", "none")), Is("x", "grade_3"))), "TTTUF"),
        (NoneOf((OneOf("x", ("grade_1", "none")),)), "FTFUT"),
    ],
)
def test_choices_also_those_that_no_rule_mentions(condition: Condition, expected: str) -> None:
    values = ("grade_1", "grade_3", "none", None, "other")
    units = [knowing() if value is None else knowing(x=value) for value in values]
    assert truths(condition, units) == expected


@pytest.mark.parametrize(("every", "expected"), [(True, "TFUFFU"), (False, "TTTFUU")])
def test_sets(every: bool, expected: str) -> None:  # noqa: FBT001 - a row of the table
    states = ("++", "+-", "+?", "--", "-?", "??")
    units = [
        knowing(
            x=Members(
                frozenset(m for m, s in zip("ab", state, strict=True) if s == "+"),
                frozenset(m for m, s in zip("ab", state, strict=True) if s == "-"),
            )
        )
        for state in states
    ]
    assert truths(Includes("x", ("a", "b"), every=every), units) == expected


def test_dates_look_back_only() -> None:
    today = DAY.toordinal()
    units = [knowing(x=today - 30), knowing(x=today - 31), knowing(x=today), knowing(x=today + 1)]
    assert truths(WithinDays("x", 30), [*units, knowing()]) == "TFTFU"


@pytest.mark.parametrize(
    ("connective", "expected"),
    [(AllOf, "TFUFFU"), (AnyOf, "TTTFUU"), (NoneOf, "FFFTUU")],
)
def test_connectives(connective: type[AllOf | AnyOf | NoneOf], expected: str) -> None:
    pairs = ((True, True), (True, False), (True, None), (False, False), (False, None), (None, None))
    units = [
        knowing(**{name: v for name, v in zip("ab", pair, strict=True) if v is not None})
        for pair in pairs
    ]
    assert truths(connective((Is("a", True), Is("b", True))), units) == expected


def test_at_least_two_of_three() -> None:
    rows = ((True, True, False), (True, None, None), (True, False, None))
    states = (*rows, (True, False, False), (None, None, False), (None, False, False))
    units = [
        knowing(**{name: v for name, v in zip("abc", s, strict=True) if v is not None})
        for s in states
    ]
    parts = tuple(Is(name, True) for name in "abc")
    assert truths(AtLeastN(2, parts), units) == "TUUFUF"


def test_a_bound_spans_its_options_while_the_attribute_is_unknown() -> None:
    condition = Compare(X, Comparison.AT_LEAST, ByOption("town", (("old", 300), ("new", 500))))
    units = [knowing(x=600), knowing(x=200), knowing(x=400)]
    towns = [knowing(x=400, town="old"), knowing(x=400, town="new")]
    assert truths(condition, [*units, *towns]) == "TFUTF"


RATIO_STATES = (
    knowing(part=2, whole=3),
    knowing(part=5, whole=0),
    knowing(whole=0),
    knowing(part=0, whole=Interval(1, None)),
    knowing(part=1, whole=Interval(1, None)),
    knowing(part=0),
)


@pytest.mark.parametrize(
    ("when_zero", "expected"),
    [
        (WhenZero.MET, "FTTFUU"),
        (WhenZero.UNMET, "FFFFUU"),
        (WhenZero.OPEN, "FUUFUU"),
        (WhenZero.NOT_APPLICABLE, "F--FUU"),
    ],
)
def test_percentages_and_a_denominator_of_nothing(when_zero: WhenZero, expected: str) -> None:
    share: Subject = Ratio(FactValue("part"), FactValue("whole"), 100, when_zero)
    condition = Compare(share, Comparison.AT_LEAST, Decimal("66.67"))
    assert truths(condition, RATIO_STATES) == expected


def test_sums_keep_what_is_known_of_their_terms() -> None:
    total = Sum((FactValue("a"), FactValue("b")))
    units = [knowing(a=1, b=2), knowing(a=1, b=Interval(2, None)), knowing(a=3)]
    assert truths(Compare(total, Comparison.AT_LEAST, 3), units) == "TTU"


def test_differences_keep_what_is_known_of_both_sides() -> None:
    rest = Difference(FactValue("a"), FactValue("b"))
    units = [knowing(a=5, b=2), knowing(a=5, b=3), knowing(a=5, b=Interval(3, None)), knowing(a=5)]
    assert truths(Compare(rest, Comparison.AT_LEAST, 3), units) == "TFFU"


def test_a_fact_that_appears_twice_is_taken_as_two() -> None:
    either = AnyOf((Compare(X, Comparison.MORE_THAN, 5), Compare(X, Comparison.AT_MOST, 5)))
    assert truths(either, [knowing(x=5), knowing()]) == "TU"


def test_what_always_holds_is_met_whatever_is_known() -> None:
    assert truths(Always(), [knowing(), knowing(x=1)]) == "TT"


def test_too_many_combinations_are_counted_and_mean_the_same() -> None:
    """All 3^4 states of four facts stand for nine parts: two facts are asked three times."""
    names = ("a", "a", "a", "b", "b", "b", "c", "d", "d")
    condition = AtLeastN(5, tuple(at_least(name, 1) for name in names))
    states = list(product((1, 0, None), repeat=4))
    units, expected = [], []
    for state in states:
        values = {n: v for n, v in zip("abcd", state, strict=True) if v is not None}
        units.append(knowing(**values))
        found = [values.get(name) for name in names]
        true, unknown = found.count(1), found.count(None)
        expected.append("T" if true >= 5 else "U" if true + unknown >= 5 else "F")
    assert truths(condition, units) == "".join(expected)
