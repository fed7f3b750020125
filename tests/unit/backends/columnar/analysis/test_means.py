"""The means of groups are exact: equal ones are equal, whatever the scores that they are of."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

from support.columnar import arrays, database
from support.many import COMMUNITY, DISTRICT, STREET, Told, answers, questions
from zicha.audit.plain import PlainAnalysis
from zicha.audit.ranking import places_of_groups
from zicha.backends.columnar.analysis.analyse import SqlAnalysis
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.given import given_tables, waiver_table
from zicha.backends.columnar.placed import placed_table
from zicha.backends.columnar.units import Units
from zicha.backends.given import Given
from zicha.model.facts import Level
from zicha.model.results import MeanOf

RULES = questions(4)
ABOVE = {DISTRICT: "d"}


def community(unit: str, street: str, yes: int, of: int) -> Told:
    """Return a community that says so often yes; all questions but so many are waived."""
    said = answers([number < yes for number in range(4)])
    waived = frozenset(f"1.1.{number}" for number in range(of + 1, 5))
    return Told(unit, said, above={STREET: street, **ABOVE}, waived=waived)


def units(streets: Mapping[str, Sequence[tuple[int, int]]]) -> list[Told]:
    """Return communities by street: of each how often yes, of how many questions."""
    return [
        community(f"{street}-{number}", street, *both)
        for street, every in streets.items()
        for number, both in enumerate(every)
    ]


def at_once(told: Sequence[Told], base: Database) -> SqlAnalysis:
    """Return the analysis of units that are judged all at once."""
    engine = Columnar(RULES, {f"q{number}": COMMUNITY for number in range(1, 5)})
    given = [Given(each.id, None, Level.COMMUNITY, each.known, each.waived) for each in told]
    tables = given_tables(base, engine.compiled, given)
    waivers = waiver_table(base, {each.id: each.waived for each in told})
    judged = engine.judge_many(Units(base, tables, waivers))
    placed_table(base, [each.placed for each in told])
    return SqlAnalysis(base, engine.compiled, judged)


def means(found: SqlAnalysis, level: Level) -> dict[str, MeanOf]:
    """Return the means of the groups of a level."""
    return {group: MeanOf.of(members) for group, members in found.members(level).items()}


def plain(told: Sequence[Told]) -> PlainAnalysis:
    """Return the analysis of units that are judged one by one."""
    return PlainAnalysis(RULES, [each.judged(RULES) for each in told])


@pytest.mark.parametrize("make", [database, arrays])
def test_sums_of_thirds_are_as_much_as_all_and_nothing(make: type[Database]) -> None:
    told = units({"s1": [(1, 3), (2, 3)], "s2": [(0, 3), (3, 3)], "s3": [(1, 2), (2, 4)]})
    found = at_once(told, make())
    one = MeanOf(2, Fraction(1), Fraction(1))
    assert means(found, STREET) == {"s1": one, "s2": one, "s3": one}
    places = places_of_groups(found.members(STREET)).values()
    assert [(p.place, p.equal) for p in places if p is not None] == [(1, 3)] * 3
    assert found.groups(STREET) == plain(told).groups(STREET)


@pytest.mark.parametrize("make", [database, arrays])
def test_members_without_a_score_are_no_part_of_the_mean(make: type[Database]) -> None:
    # A third; a quarter and nothing that applies; nothing that applies at all.
    told = units({"s1": [(1, 3)], "s2": [(1, 4), (0, 0)], "s3": [(0, 0)]})
    found = at_once(told, make())
    third, quarter = Fraction(1, 3), Fraction(1, 4)
    assert means(found, STREET) == {
        "s1": MeanOf(1, third, third),
        "s2": MeanOf(1, quarter, quarter),
        "s3": MeanOf(0, Fraction(0), Fraction(0)),
    }
    both = third + quarter
    assert means(found, DISTRICT) == {"d": MeanOf(2, both, both)}
    assert found.groups(STREET) == plain(told).groups(STREET)
    assert found.groups(DISTRICT) == plain(told).groups(DISTRICT)
