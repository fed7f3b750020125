"""Which vetoes stand, and whose facts decide it."""

from dataclasses import replace

import pytest

from support.dictionary import PLACE, SOURCE, TEXT
from support.requirements import at_least
from support.small_edition import SMALL
from zicha.model.conclusions import Conclusion, ConclusionKind, FactsSay, Holds, SomeOf
from zicha.model.facts import Level
from zicha.model.rules import Is
from zicha.scoring.vetoes import levels_of_vetoes, stands

COMMUNITY, STREET, DISTRICT, CITY = Level


@pytest.mark.parametrize(
    ("asked", "given", "holds", "result"),
    [
        ({DISTRICT}, {COMMUNITY}, True, True),
        (set(), {COMMUNITY}, True, True),
        ({COMMUNITY}, {COMMUNITY}, False, False),
        ({COMMUNITY}, {COMMUNITY}, None, True),
        ({DISTRICT}, {COMMUNITY, DISTRICT}, None, True),
        ({DISTRICT}, {COMMUNITY}, None, False),
        ({DISTRICT, CITY}, {COMMUNITY, DISTRICT}, None, False),
        (set(), {COMMUNITY}, None, False),
    ],
)
def test_a_veto_stands_where_it_holds_or_all_that_it_asks_is_given(
    *, asked: set[Level], given: set[Level], holds: bool | None, result: bool
) -> None:
    assert stands(frozenset(asked), frozenset(given), holds=holds) is result


def test_a_veto_asks_the_levels_whose_facts_it_reads_by_way_of_others_too() -> None:
    flag = FactsSay(at_least("district.population", 1))
    veto = SomeOf((FactsSay(Is("parents_school", value=False)), Holds("flag")))
    conclusions = tuple(
        Conclusion(name, kind, TEXT, when, SOURCE, PLACE)
        for name, kind, when in (
            ("flag", ConclusionKind.FLAG, flag),
            ("veto", ConclusionKind.VETO, veto),
        )
    )
    edition = replace(SMALL, conclusions=conclusions)
    assert levels_of_vetoes(edition) == {"veto": frozenset({COMMUNITY, DISTRICT})}
