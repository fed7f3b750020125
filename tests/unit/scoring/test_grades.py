"""Grade ranges from results of items, by hand."""

from dataclasses import replace

import pytest

from support.hand import LIMITS, graded, item, rule, scale
from zicha.model.judgement import NOT_APPLICABLE, WHOLE_RANGE, GradeRange, ItemResult, Outcome
from zicha.model.rules import Always, Grade, Grading, Is, Item
from zicha.scoring.grades import grade_of_faults, indicator_range

A, B, C, D = Grade
MET = ItemResult(Outcome.MET)
UNMET = ItemResult(Outcome.UNMET, (1, 1))
OPEN = ItemResult(Outcome.OPEN, (0, 1))
OUT = ItemResult(Outcome.NOT_APPLICABLE)
MET_OR_OUT = ItemResult(Outcome.MET, may_not_apply=True)
OPEN_OR_OUT = ItemResult(Outcome.OPEN, (0, 1), may_not_apply=True)

PLAIN = item(Is("x", value=True))
FATAL = replace(PLAIN, fatal=True)


def faults(fewest: int, most: int | None) -> ItemResult:
    """Return a result with so many faults."""
    certain = Outcome.UNMET if fewest else Outcome.OPEN
    return ItemResult(certain, (fewest, most))


def of_all(*results: ItemResult) -> GradeRange:
    """Return the range of items that are all required."""
    made = rule(graded(Grading.ALL, *([PLAIN] * len(results))))
    return indicator_range(made, results, LIMITS)


def of_faults(*results: ItemResult, items: tuple[Item, ...] = ()) -> GradeRange:
    """Return the range of items whose faults are counted."""
    made = rule(graded(Grading.FAULTS, *(items or [PLAIN] * len(results))))
    return indicator_range(made, results, LIMITS)


@pytest.mark.parametrize(("count", "grade"), [(0, A), (1, B), (2, C), (3, D), (99, D), (None, D)])
def test_no_fault_is_a_one_b_two_c_and_more_d(count: int | None, grade: Grade) -> None:
    assert grade_of_faults(count, LIMITS) is grade


def test_an_edition_may_allow_more_faults_and_leave_a_grade_out() -> None:
    limits = ((A, 2), (C, 5))
    assert [grade_of_faults(n, limits) for n in (2, 3, 5, 6)] == [A, C, C, D]


ALL = [
    ((MET, MET), GradeRange(A, A)),
    ((MET, UNMET), GradeRange(D, D)),
    ((OPEN, UNMET), GradeRange(D, D)),
    ((MET, OPEN), GradeRange(A, D)),
    ((OUT, MET), GradeRange(A, A)),
    ((OUT, OUT), NOT_APPLICABLE),
    ((OUT, MET_OR_OUT), WHOLE_RANGE),
    ((MET_OR_OUT, MET_OR_OUT), WHOLE_RANGE),
    ((MET_OR_OUT, MET), GradeRange(A, A)),
    ((OPEN_OR_OUT, UNMET), GradeRange(D, D)),
]


@pytest.mark.parametrize(("results", "grades"), ALL)
def test_all(results: tuple[ItemResult, ...], grades: GradeRange) -> None:
    assert of_all(*results) == grades


FAULTS = [
    ((MET, UNMET, UNMET), GradeRange(C, C)),
    ((UNMET, OPEN), GradeRange(B, C)),
    ((faults(2, 2), MET), GradeRange(C, C)),
    ((faults(1, 3), faults(1, 1)), GradeRange(C, D)),
    ((faults(0, None), MET), GradeRange(A, D)),
    ((faults(2, None), UNMET), GradeRange(D, D)),
    ((faults(0, 0), MET), GradeRange(A, A)),
    ((OUT, UNMET), GradeRange(B, B)),
    ((OPEN_OR_OUT, MET), GradeRange(A, B)),
    ((OPEN_OR_OUT, OUT), WHOLE_RANGE),
]


@pytest.mark.parametrize(("results", "grades"), FAULTS)
def test_faults(results: tuple[ItemResult, ...], grades: GradeRange) -> None:
    assert of_faults(*results) == grades


WITH_A_FATAL_ITEM = [
    ((MET, MET), GradeRange(A, A)),
    ((UNMET, MET), GradeRange(B, B)),
    ((MET, UNMET), GradeRange(D, D)),
    ((UNMET, OPEN), GradeRange(B, D)),
    ((MET, OUT), GradeRange(A, A)),
    ((faults(0, None), UNMET), GradeRange(D, D)),
    ((faults(0, None), OPEN), GradeRange(A, D)),
    ((MET, OPEN_OR_OUT), GradeRange(A, D)),
]


@pytest.mark.parametrize(("results", "grades"), WITH_A_FATAL_ITEM)
def test_a_fatal_item_decides_alone(results: tuple[ItemResult, ...], grades: GradeRange) -> None:
    assert of_faults(*results, items=(PLAIN, FATAL)) == grades


def test_what_is_fatal_is_told_by_the_item_and_not_by_its_place() -> None:
    assert of_faults(OUT, UNMET, MET, items=(PLAIN, PLAIN, FATAL)) == GradeRange(B, B)


SCALE = scale((A, Is("x", value=True)), (B, Always()))


def test_a_scale_gives_the_grades_of_its_one_item() -> None:
    made = rule(graded(Grading.BANDS, SCALE))
    result = ItemResult(Outcome.OPEN, grades=(A, B))
    assert indicator_range(made, [result], LIMITS) == GradeRange(A, B)


def of_parts(*results: ItemResult) -> GradeRange:
    """Return the range of a rule of three parts: two items all required, one counted, a scale."""
    made = rule(
        graded(Grading.ALL, PLAIN, PLAIN, part_id="all"),
        graded(Grading.FAULTS, PLAIN, part_id="faults"),
        graded(Grading.BANDS, SCALE, part_id="bands"),
    )
    return indicator_range(made, results, LIMITS)


def band(best: Grade, worst: Grade) -> ItemResult:
    """Return the result of a scale."""
    return ItemResult(Outcome.OPEN, grades=(best, worst))


PARTS = [
    ((MET, MET, MET, band(A, A)), GradeRange(A, A)),
    ((MET, MET, UNMET, band(A, C)), GradeRange(B, C)),
    ((MET, OPEN, OPEN, band(C, C)), GradeRange(C, D)),
    ((OUT, OUT, UNMET, band(A, A)), GradeRange(B, B)),
    ((OUT, OUT, OUT, band(B, C)), GradeRange(B, C)),
    ((OUT, OUT, OUT, OUT), NOT_APPLICABLE),
    ((OUT, OUT, OPEN_OR_OUT, OUT), WHOLE_RANGE),
    ((MET, OUT, OPEN_OR_OUT, OUT), GradeRange(A, B)),
]


@pytest.mark.parametrize(("results", "grades"), PARTS)
def test_of_parts_the_lowest_counts(results: tuple[ItemResult, ...], grades: GradeRange) -> None:
    assert of_parts(*results) == grades
