"""Points in whole parts: their scale, and their sums over indicators."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from support.hand import rule_set
from zicha.model.judgement import NOT_APPLICABLE, WHOLE_RANGE, GradeRange
from zicha.model.numbers import Number
from zicha.model.rules import Grade
from zicha.model.ruleset import RuleSet, Scored
from zicha.scoring.parts import Parts
from zicha.scoring.scores import Verdict, verdicts

A, B, C, D = Grade


def rules(*points: Number) -> RuleSet:
    """Return indicators with points, the last of them in category 2, all others in 1."""
    scored = [Scored(f"1.1.{n}", "1", each) for n, each in enumerate(points, 1)]
    last = replace(scored[-1], category="2")
    return replace(rule_set(), indicators=(*scored[:-1], last))


def test_hundredths_are_enough_for_points_of_one() -> None:
    parts = Parts(rules(1, 1))
    assert (parts.scale, parts.earned["1.1.1"], parts.whole) == (100, [100, 66, 33, 0], 200)


def test_halves_and_thirds_of_points_make_the_scale_finer() -> None:
    parts = Parts(rules(Decimal("0.5"), Fraction(1, 3)))
    # 0.5 * 0.33 = 33/200; 0.33 / 3 = 11/100; 1/3 = 100/300.
    assert parts.scale == 600
    assert parts.earned == {"1.1.1": [300, 198, 99, 0], "1.1.2": [200, 132, 66, 0]}
    assert parts.possible == {"1.1.1": 300, "1.1.2": 200}
    assert parts.whole == 500


def found() -> tuple[Verdict, ...]:
    """Return a B, an open one, a waived one, one that does not apply, a C of category 2."""
    grades = {
        "1.1.1": GradeRange(B, B),
        "1.1.2": GradeRange(A, C),
        "1.1.3": GradeRange(A, A),
        "1.1.4": NOT_APPLICABLE,
        "1.1.5": GradeRange(C, C),
    }
    return verdicts(rules(1, 1, 1, 1, 1), grades, frozenset({"1.1.3"}))


def test_sums_are_over_what_counts_by_category_and_in_all() -> None:
    names = ("worst", "best", "possible", "decided", "decided_possible")
    assert Parts(rules(1, 1, 1, 1, 1)).sums(found()) == {
        None: dict(zip(names, (132, 199, 300, 99, 200), strict=True)),
        "1": dict(zip(names, (99, 166, 200, 66, 100), strict=True)),
        "2": dict(zip(names, (33, 33, 100, 33, 100), strict=True)),
    }


def test_nothing_adds_up_to_nothing_in_every_category() -> None:
    sums = Parts(rules(1, 1)).sums(())
    assert sums.keys() == {None, "1", "2"}
    assert {value for each in sums.values() for value in each.values()} == {0}


def test_a_width_is_what_the_grade_may_still_make() -> None:
    parts = Parts(rules(1, 1, 1, 1, 1))
    assert [parts.width(verdict) for verdict in found() if verdict.applicable] == [0, 67, 0, 0]
    assert parts.width(verdicts(rules(1), {"1.1.1": WHOLE_RANGE}, frozenset())[0]) == 100
