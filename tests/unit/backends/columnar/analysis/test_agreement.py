"""The analysis in SQL gives what the one in plain Python gives, over random countries."""

from functools import cache
from itertools import combinations
from pathlib import Path

import duckdb
import pytest

from support.audited import loads, without_worth
from support.country import Country
from zicha.audit.plain import PlainAnalysis
from zicha.backends.columnar.analysis import lifts
from zicha.backends.columnar.analysis.analyse import SqlAnalysis
from zicha.model.facts import Level
from zicha.model.results import MeanOf

SHAPES = ((24, 5, 2, 1), (30, 3, 1, 0), (9, 0, 3, 2), (7, 0, 0, 0), (0, 4, 3, 1))
"""Communities, streets, districts, cities: all levels, and some of them not there."""
SEEDS = range(10)
ABOVE = [level for level in Level if level is not Level.COMMUNITY]

Both = tuple[PlainAnalysis, SqlAnalysis]


@cache
def country(seed: int) -> Both:
    """Return both analyses of one country."""
    drawn = Country(seed, SHAPES[seed % len(SHAPES)])
    return drawn.plain(), drawn.by_statements()


@pytest.fixture(params=SEEDS)
def both(request: pytest.FixtureRequest) -> Both:
    """Return both analyses of a country."""
    return country(request.param)


def written(path: Path) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns of a file with their types, and its rows."""
    with duckdb.connect() as connection:
        found = connection.read_parquet(str(path))
        columns = [f"{name} {kind}" for name, kind in zip(found.columns, found.types, strict=True)]
        return columns, found.fetchall()


def test_as_many_units_are_judged_and_ranked(both: Both) -> None:
    plain, statements = both
    assert statements.totals == plain.totals
    assert statements.ranked == plain.ranked
    assert statements.scale == plain.scale


def test_every_unit_has_the_same_place_scores_counts_conclusions_and_gaps(both: Both) -> None:
    plain, statements = both
    assert [*statements.units()] == plain.units()


@pytest.mark.parametrize("most", [1, 2, 5, 100])
def test_the_same_first_and_last_units_are_shown(both: Both, most: int) -> None:
    plain, statements = both
    assert [*statements.units(most)] == plain.units(most)


def test_units_alike_in_size_are_set_beside_each_other_alike(both: Both) -> None:
    plain, statements = both
    assert statements.peers() == plain.peers()


@pytest.mark.parametrize("level", ABOVE)
def test_groups_come_to_the_same(both: Both, level: Level) -> None:
    plain, statements = both
    assert statements.groups(level) == plain.groups(level)
    # Members of whom as many points are possible stand together or apart.
    both_means = [
        [(group, MeanOf.of(members)) for group, members in each.members(level).items()]
        for each in both
    ]
    assert both_means[0] == both_means[1]


@pytest.mark.parametrize("level", ABOVE)
def test_some_of_the_groups_are_the_same_as_among_all(both: Both, level: Level) -> None:
    _, statements = both
    every = statements.groups(level)
    assert statements.groups(level, [each.group for each in every[::2]]) == every[::2]
    assert statements.groups(level, []) == []


def test_peers_of_some_units_are_those_among_all(both: Both) -> None:
    plain, statements = both
    some = [*plain.peers()][::3]
    assert statements.peers(some) == plain.peers(some) == {u: plain.peers()[u] for u in some}
    assert statements.peers([]) == plain.peers([]) == {}


def test_as_many_units_have_each_verdict_on_each_indicator(both: Both) -> None:
    plain, statements = both
    assert statements.indicators() == plain.indicators()


def test_ranges_are_as_wide(both: Both) -> None:
    plain, statements = both
    assert statements.widths() == plain.widths()


def test_conclusions_hold_for_as_many_units(both: Both) -> None:
    plain, statements = both
    assert statements.holding() == plain.holding()
    asked = [*plain.holding()]
    assert statements.holders(asked, 3) == plain.holders(asked, 3)
    assert statements.namesakes() == plain.namesakes()


def test_conclusions_are_left_open_alike_where_units_of_some_levels_are_given(both: Both) -> None:
    plain, statements = both
    for size in range(1, len(Level) + 1):
        for levels in map(frozenset, combinations(Level, size)):
            for each in plain.holding():
                asked = {each: levels}
                assert statements.leaves_open(asked) == plain.leaves_open(asked)
    assert not statements.leaves_open({})


def test_as_many_units_have_each_gap(both: Both) -> None:
    plain, statements = both
    assert without_worth(statements.gaps()) == without_worth(plain.gaps())


def test_where_a_grade_allows_many_faults_closing_a_gap_adds_the_same(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of a limit of a million there is no table of a million faults.
    monkeypatch.setattr(lifts, "LOOKED_UP", -1)
    plain, statements = both
    assert statements.worth(1000) == plain.worth(1000)


@pytest.mark.parametrize("most", [1, 3, 1000])
def test_closing_a_gap_adds_the_same_and_lifts_as_many_units_over_a_line(
    both: Both, most: int
) -> None:
    plain, statements = both
    assert statements.worth(most) == plain.worth(most)


def test_departments_and_levels_have_the_same_to_do(both: Both) -> None:
    plain, statements = both
    assert loads(statements.departments()) == loads(plain.departments())
    assert loads(statements.doers()) == loads(plain.doers())


def test_every_gap_list_has_the_same_keys(both: Both) -> None:
    plain, statements = both
    assert statements.gap_keys() == plain.gap_keys()


def test_the_same_requirements_are_met(both: Both) -> None:
    plain, statements = both
    every = frozenset(key for keys in plain.gap_keys().values() for key in keys)
    wanted = dict.fromkeys([*plain.gap_keys()][::2], every)
    assert statements.met(wanted) == plain.met(wanted)


def test_the_verdicts_written_are_the_same(both: Both, tmp_path: Path) -> None:
    files = [tmp_path / "plain.parquet", tmp_path / "statements.parquet"]
    both[0].write_verdicts(files[0])
    both[1].write_verdicts(files[1])
    assert written(files[1]) == written(files[0])


def test_the_gaps_written_are_the_same(both: Both, tmp_path: Path) -> None:
    files = [tmp_path / "plain.parquet", tmp_path / "statements.parquet"]
    both[0].write_gaps(files[0])
    both[1].write_gaps(files[1])
    assert written(files[1]) == written(files[0])
