"""The view over a wide table, on DuckDB: it judges as the reference does."""

from collections.abc import Sequence
from datetime import date
from functools import cache

import duckdb
import pytest

from support.hand import graded, item, rule, rule_set
from support.warehouse import Warehouse
from zicha.backends.columnar.view.statement import Names, View, view_of
from zicha.backends.columnar.view.table import definition
from zicha.editions.load import load_edition
from zicha.errors import InputError, Place, problem
from zicha.language.asof import rules_on
from zicha.model.edition import Edition
from zicha.model.facts import LEVELS, Level
from zicha.model.rules import Grading, Is

ON = date(2011, 6, 30)
NAMES = Names("judged", "entries")


@cache
def edition() -> Edition:
    """Return the edition that is shipped."""
    return load_edition(None)


def made(*levels: Level, names: Names = NAMES) -> View:
    """Return the view of the shipped edition for units of some levels."""
    return view_of(rules_on(edition(), ON), edition(), names, levels)


def read(view: View, rows: Sequence[dict[str, object]]) -> dict[object, dict[str, object]]:
    """Return what the view says of each unit."""
    with duckdb.connect() as connection:
        connection.execute(definition(NAMES.table, view.columns, NAMES.dialect))
        marks = ", ".join("?" for _ in view.columns)
        cells = [[row[column.name] for column in view.columns] for row in rows]
        connection.executemany(f"INSERT INTO entries VALUES ({marks})", cells)  # noqa: S608 - marks
        for statement in view.statements:
            connection.execute(statement)
        found = connection.table("judged")
        return {row[0]: dict(zip(found.columns, row, strict=True)) for row in found.fetchall()}


def test_units_of_all_levels_are_judged_as_by_the_reference() -> None:
    rules = rules_on(edition(), ON)
    wanted = Warehouse(edition(), rules, made(*LEVELS), communities=60, seed=1)
    by_hand = {row["unit"]: row for row in wanted.columns_by_hand()}
    assert read(wanted.view, wanted.rows) == by_hand


@pytest.mark.parametrize("number", [13_800_138_000, -1, 10**17])
def test_a_number_beyond_its_range_is_not_known_and_stops_no_other_unit(number: int) -> None:
    view = made(Level.COMMUNITY)
    nothing: dict[str, object] = {column.name: None for column in view.columns}
    fact = edition().facts["dirty_spots"]
    assert fact.possible == (0, 100_000)
    rows = [
        {**nothing, "unit": unit, "kind": "community", fact.id: value}
        for unit, value in (("a", number), ("b", None), ("c", 4))
    ]
    found = read(view, rows)
    assert {**found["a"], "unit": "b"} == found["b"] != {**found["c"], "unit": "b"}


def test_a_view_for_one_level_reads_the_columns_of_that_level_only() -> None:
    facts = edition().facts
    names = {column.name for column in made(Level.CITY).columns}
    keys = {"unit", "kind", "parent"}
    ids = {name.partition("__")[0] for name in names - keys}
    attributes = {f.id.partition(".")[2] for f in facts.values() if f.is_attribute}
    assert {facts[name].level for name in ids - attributes} == {Level.CITY}


@pytest.mark.parametrize(
    ("dialect", "types"),
    [
        ("duckdb", ["TEXT", "BOOLEAN", "DATE", "DECIMAL(18, 2)"]),
        ("spark", ["STRING", "BOOLEAN", "DATE", "DECIMAL(18, 2)"]),
        ("postgres", ["TEXT", "BOOLEAN", "DATE", "DECIMAL(18, 2)"]),
        (
            "clickhouse",
            ["Nullable(String)", "Nullable(Bool)", "Nullable(DATE)", "Nullable(Decimal(18, 2))"],
        ),
    ],
)
def test_columns_have_the_types_of_their_database(dialect: str, types: list[str]) -> None:
    names = ("unit", "study_plan", "affairs_board_updated", "office_area")
    columns = {column.name: column for column in made(Level.COMMUNITY).columns}
    assert [columns[name].type_words(dialect) for name in names] == types


def test_the_table_is_defined_by_its_columns() -> None:
    columns = [column for column in made(Level.COMMUNITY).columns if column.name == "unit"]
    assert definition("my units", columns, "spark") == (
        "CREATE TABLE `my units` (\n  `unit` STRING\n)"
    )


def test_whole_numbers_are_never_divided_as_fractions_on_clickhouse() -> None:
    (_, statement) = made(Level.COMMUNITY, names=Names("v", "t", "clickhouse")).statements
    assert "intDiv(" in statement
    assert " / " not in statement


def test_clickhouse_joins_with_nulls_and_lets_its_sessions_read_long_statements() -> None:
    (limits, statement) = made(Level.CITY, names=Names("v", "t", "clickhouse")).statements
    assert limits.startswith("SET max_query_size = 10000000")
    assert statement.endswith("SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1")


def test_a_name_that_postgres_would_cut_off_is_refused() -> None:
    long = "a" * 64
    rules = rule_set(rule(graded(Grading.ALL, item(Is("study_plan", value=True)))))
    with pytest.raises(InputError) as raised:
        view_of(rules, edition(), Names(long, "t", "postgres"), [Level.COMMUNITY])
    assert raised.value.problems == (
        problem("sql-name-too-long", Place("--dialect"), name=long, dialect="postgres", most=63),
    )
