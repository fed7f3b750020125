"""The day of an assessment."""

from dataclasses import replace
from datetime import date

from zicha.errors import Place, problem
from zicha.model.facts import Level
from zicha.model.unit import Unit
from zicha.units.day import asked_day, assessment_day

DAY, OTHER = date(2011, 6, 30), date(2011, 9, 1)
UNIT = Unit("a", "a", Level.COMMUNITY, Place("a", 1, 1), on=DAY)


def test_the_day_that_is_asked_for_is_read_like_any_other() -> None:
    assert asked_day("2011年9月1日") == (OTHER, [])
    assert asked_day(None) == (None, [])


def test_a_day_that_is_none_is_a_problem_of_the_call() -> None:
    wrong = problem("day-not-in-calendar", Place("--on"), value="2011-02-29")
    assert asked_day("2011-02-29") == (None, [wrong])


def test_the_day_that_is_asked_for_stands_above_that_of_the_unit() -> None:
    assert assessment_day(OTHER, UNIT) == (OTHER, [])
    assert assessment_day(None, UNIT) == (DAY, [])


def test_without_any_day_nothing_can_be_judged() -> None:
    wrong = problem("unit-without-date", Place("a", 1, 1))
    assert assessment_day(None, replace(UNIT, on=None)) == (None, [wrong])
