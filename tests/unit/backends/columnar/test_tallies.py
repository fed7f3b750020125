"""What is asked of a unit's items, and what is left out because it is always so."""

from dataclasses import replace

from support.hand import applying, graded, item, rule
from zicha.backends.columnar.grades import floor_of
from zicha.backends.columnar.plans import Place, RulePlan, plan_of
from zicha.backends.columnar.sql import Type
from zicha.backends.columnar.tallies import handed_down, tally_columns, type_of
from zicha.model.facts import Level
from zicha.model.rules import Grading, Is, Item

COMMUNITY, _, DISTRICT, _ = Level
CAP = 3
CLEAN = item(Is("clean", value=True), item_id="clean")
PLAN = replace(item(Is("plan", value=True), item_id="plan"), level=DISTRICT)
SCHOOL = applying(item(Is("safe", value=True), item_id="safe"), Is("school", value=True))
HERE = Place(COMMUNITY, "above")


def planned(*items: Item, grading: Grading = Grading.FAULTS) -> RulePlan:
    """Return a rule of one part."""
    return plan_of(rule(graded(grading, *items)))


def names(plan: RulePlan, place: Place, *, whole: bool = False) -> list[str]:
    """Return the columns that are made for a unit."""
    return [column.alias for column in tally_columns(plan, place, CAP, whole=whole)]


def test_whether_a_part_applies_is_not_asked_where_an_own_item_always_does() -> None:
    assert names(planned(CLEAN, SCHOOL), HERE) == ["1.1.1/part0:fewest", "1.1.1/part0:most"]


def test_whether_a_part_applies_is_asked_where_every_own_item_may_not() -> None:
    assert names(planned(SCHOOL), HERE) == [
        "1.1.1/part0:fewest",
        "1.1.1/part0:most",
        "1.1.1/part0:applies",
        "1.1.1:sure",
    ]


def test_units_below_are_told_that_a_part_applies_even_where_it_always_does() -> None:
    found = names(planned(PLAN, SCHOOL), Place(DISTRICT, None), whole=True)
    assert found[2:] == ["1.1.1/part0:applies", "1.1.1:sure"]


def test_a_level_without_items_at_it_or_above_hands_down_nulls_of_the_same_columns() -> None:
    plan = planned(CLEAN, PLAN)
    columns = [
        [column.alias_or_name for column in handed_down(plan, place, CAP)]
        for place in (Place(DISTRICT, None), Place(Level.CITY, None))
    ]
    assert columns[0] == columns[1]


def test_faults_that_may_exceed_a_byte_get_more_room() -> None:
    (few,), (many,) = planned(CLEAN).parts, planned(*[CLEAN] * 43).parts
    assert [type_of(few, CAP), type_of(many, CAP)] == [Type.TINY, Type.SMALL]


def test_a_grade_that_the_limits_do_not_name_is_as_hard_to_reach_as_the_next_worse() -> None:
    (part,) = planned(CLEAN).parts
    limits = ((0, 0), (2, 4))  # A without faults, C up to four, else D: no B
    assert [floor_of(part, rank, limits) for rank in (1, 2, 3)] == [0, 0, 4]


def test_one_fault_makes_the_worst_grade_where_all_items_are_required() -> None:
    (part,) = planned(CLEAN, grading=Grading.ALL).parts
    assert [floor_of(part, rank, ((0, 0), (1, 1), (2, 2))) for rank in (1, 2, 3)] == [0, 0, 0]
