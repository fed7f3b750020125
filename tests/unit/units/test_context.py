"""The units above a unit, by the chain of their parents."""

import pytest

from zicha.errors import Place, Problem, Severity, problem
from zicha.model.facts import Level
from zicha.model.unit import Unit
from zicha.units.context import chain, left_aside


def unit(unit_id: str, kind: Level, parent: str | None = None) -> Unit:
    return Unit(unit_id, unit_id, kind, Place(unit_id), parent)


PEACE = unit("peace", Level.COMMUNITY, "street-1")
STREET = unit("street-1", Level.STREET, "district-1")
DISTRICT = unit("district-1", Level.DISTRICT, "city-1")
CITY = unit("city-1", Level.CITY)


@pytest.mark.parametrize("given", [[STREET, DISTRICT, CITY], [CITY, STREET, DISTRICT]])
def test_the_units_above_are_found_in_any_order_the_nearest_first(given: list[Unit]) -> None:
    assert chain(PEACE, given) == ((STREET, DISTRICT, CITY), [])


def test_the_chain_may_end_where_no_file_is_given() -> None:
    assert chain(PEACE, [STREET]) == ((STREET,), [])
    assert chain(PEACE, []) == ((), [])


def test_a_parent_may_be_more_than_one_level_above() -> None:
    direct = unit("peace", Level.COMMUNITY, "district-1")
    assert chain(direct, [DISTRICT]) == ((DISTRICT,), [])


def test_a_context_that_is_no_ancestor_is_refused() -> None:
    other = unit("street-2", Level.STREET, "district-1")
    wrong = problem(
        "context-beyond-gap",
        Place("street-2"),
        unit="street-2",
        top="district-1",
        missing="city-1",
    )
    assert chain(PEACE, [STREET, other, DISTRICT]) == ((STREET, DISTRICT), [wrong])


def test_a_context_of_a_unit_without_parent_is_refused() -> None:
    alone = unit("alone", Level.COMMUNITY)
    wrong = problem("context-foreign", Place("street-1"), unit="street-1", top="alone")
    assert chain(alone, [STREET]) == ((), [wrong])


def test_a_gap_in_the_chain_is_named() -> None:
    wrong = problem(
        "context-beyond-gap",
        Place("district-1"),
        unit="district-1",
        top="peace",
        missing="street-1",
    )
    assert chain(PEACE, [DISTRICT]) == ((), [wrong])


def test_a_unit_given_twice_is_refused() -> None:
    again = Unit("street-1", "again", Level.STREET, Place("again"))
    wrong = problem("context-twice", Place("again"), unit="street-1", other=Place("street-1"))
    assert chain(PEACE, [STREET, again])[1] == [wrong]


def test_units_whose_ids_differ_only_in_case_are_one_given_twice() -> None:
    again = Unit("Street-1", "again", Level.STREET, Place("again"))
    wrong = problem("context-twice", Place("again"), unit="Street-1", other=Place("street-1"))
    assert chain(PEACE, [STREET, again]) == ((STREET,), [wrong])


def test_a_unit_given_as_its_own_context_is_refused() -> None:
    wrong = problem("context-twice", Place("peace"), unit="peace", other=Place("peace"))
    assert chain(PEACE, [PEACE]) == ((), [wrong])


def test_a_unit_that_is_its_own_parent_is_refused() -> None:
    own = unit("own", Level.COMMUNITY, "own")
    assert chain(own, []) == ((), [problem("parent-cycle", Place("own"), unit="own", parent="own")])


def test_a_chain_that_leads_back_is_refused() -> None:
    back = unit("street-1", Level.STREET, "peace")
    wrong = problem("parent-cycle", Place("street-1"), unit="street-1", parent="peace")
    assert chain(PEACE, [back]) == ((back,), [wrong])


@pytest.mark.parametrize("kind", [Level.COMMUNITY, Level.STREET])
def test_a_parent_must_be_of_a_higher_level(kind: Level) -> None:
    low = unit("low", Level.STREET, "high")
    high = unit("high", kind)
    wrong = problem(
        "parent-not-above",
        Place("low"),
        unit="low",
        kind="street",
        parent="high",
        parent_kind=kind.value,
    )
    assert chain(low, [high]) == ((), [wrong])


def aside(upper: Unit, count: int) -> Problem:
    """Return the hint that a unit of the call is above others of it."""
    return problem("parent-no-context", upper.place, Severity.HINT, unit=upper.id, count=count)


def test_a_unit_of_the_call_that_is_above_others_and_not_their_context_is_a_hint() -> None:
    quiet = unit("quiet", Level.COMMUNITY, "street-1")
    units = [PEACE, quiet, STREET, DISTRICT]
    alone = [(each, ()) for each in units]
    assert left_aside(alone, units) == [aside(STREET, 2), aside(DISTRICT, 1)]
    assert left_aside(alone[:2], units[:2]) == []


def test_where_the_context_ends_below_a_unit_of_the_call_that_is_a_hint() -> None:
    units = [PEACE, DISTRICT]
    assert left_aside([(PEACE, (STREET,)), (DISTRICT, ())], units) == [aside(DISTRICT, 1)]
    assert left_aside([(PEACE, (STREET, DISTRICT)), (DISTRICT, ())], units) == []


def test_a_parent_of_no_higher_level_is_not_above() -> None:
    twin = unit("twin", Level.COMMUNITY, "peace")
    assert left_aside([(PEACE, ()), (twin, ())], [PEACE, twin]) == []
