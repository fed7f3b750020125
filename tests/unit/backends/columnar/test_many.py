"""Many units in one database: what stands in the tables, and what a unit takes over."""

from dataclasses import replace

import pytest

from support.columnar import cells, database, judged
from support.generate import case
from support.hand import CODE, X, Y, graded, item, known, number, rule, rule_set
from zicha.backends.columnar.database import Duck
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.units import Judged, Units
from zicha.backends.reference.engine import Reference
from zicha.errors import EngineError
from zicha.model.facts import Level
from zicha.model.judgement import NOT_APPLICABLE, GradeRange, Judgement
from zicha.model.numbers import exactly
from zicha.model.rules import (
    AllOf,
    Compare,
    Comparison,
    Grade,
    Grading,
    Is,
    ItemKind,
    Ratio,
    WhenZero,
)
from zicha.model.ruleset import RuleSet

COMMUNITY, STREET, DISTRICT, CITY = Level
CLEAN = item(Is("clean", value=True), item_id="clean")
PLAN = replace(item(Is("plan", value=True), item_id="plan"), level=DISTRICT)
LITTER = item(Compare(X, Comparison.AT_MOST, 0), ItemKind.COUNT, "litter")
LEVELS = {"clean": COMMUNITY, "x": COMMUNITY, "plan": DISTRICT}
A, B, C, D = Grade


def rules() -> RuleSet:
    """Return one indicator that looks at a community and at its district."""
    return rule_set(rule(graded(Grading.FAULTS, CLEAN, PLAN, LITTER)))


def grades(base: Duck, results: Judged) -> dict[object, GradeRange]:
    """Return the grade of each unit, read from the table of verdicts."""
    engine = Columnar(rules(), LEVELS)
    return {unit: found.grades[CODE] for unit, found in engine.judgements(base, results)}


def table(base: Duck, name: str, columns: str, *rows: str) -> str:
    """Make a table of rows as SQL writes them."""
    values = ", ".join(f"({row})" for row in rows)
    base.connection.execute(f"CREATE TABLE {name} AS FROM (VALUES {values}) t({columns})")
    return name


def test_a_community_takes_over_what_its_district_came_to() -> None:
    base = database()
    units = Units(
        base,
        {
            COMMUNITY: table(
                base,
                "own",
                'unit, parent, clean, "x:low"',
                "'c1', 'd1', true, 1",
                "'c2', 'd2', true, 1",
                "'c3', 'd3', true, 0",
            ),
            DISTRICT: table(
                base, "above", "unit, parent, plan", "'d1', NULL, true", "'d2', NULL, false"
            ),
        },
    )
    found = grades(base, Columnar(rules(), LEVELS).judge_many(units))
    assert found == {
        "c1": GradeRange(B, B),
        "c2": GradeRange(C, C),
        "c3": GradeRange(A, A),  # no such district: its items do not apply
        "d1": GradeRange(A, A),
        "d2": GradeRange(B, B),
    }


def test_a_parent_may_be_of_any_level_above() -> None:
    base = database()
    units = Units(
        base,
        {
            COMMUNITY: table(
                base,
                "own",
                'unit, parent, clean, "x:low"',
                "'c1', 's1', true, 0",
                "'c2', 'd1', true, 0",
            ),
            STREET: table(base, "street", "unit, parent", "'s1', 'd1'"),
            DISTRICT: table(base, "above", "unit, parent, plan", "'d1', NULL, false"),
        },
    )
    found = grades(base, Columnar(rules(), LEVELS).judge_many(units))
    assert found == dict.fromkeys(["c1", "c2", "s1", "d1"], GradeRange(B, B))


def test_a_community_reads_a_fact_of_its_district_through_the_street() -> None:
    both = item(AllOf((Is("clean", value=True), Is("plan", value=True))))
    engine = Columnar(rule_set(rule(graded(Grading.ALL, both))), LEVELS)
    base = database()
    units = Units(
        base,
        {
            COMMUNITY: table(base, "own", "unit, parent, clean", "1, 2, true"),
            STREET: table(base, "street", "unit, parent", "2, 3"),
            DISTRICT: table(base, "above", "unit, parent, plan", "3, NULL::INT, true"),
        },
    )
    found = dict(engine.judgements(base, engine.judge_many(units)))
    assert found[1].grades[CODE] == GradeRange(A, A)
    assert found[2].grades[CODE] == NOT_APPLICABLE


def test_a_column_that_a_table_lacks_is_not_known() -> None:
    base = database()
    own = table(base, "own", "unit, parent, clean", "'c1', 'd1', true")
    found = grades(base, Columnar(rules(), LEVELS).judge_many(Units(base, {COMMUNITY: own})))
    assert found == {"c1": GradeRange(A, D)}


def test_without_an_upper_end_in_the_table_a_count_is_known_exactly() -> None:
    base = database()
    own = table(base, "own", 'unit, parent, clean, "x:low"', "'c1', 'd1', true, 2")
    found = grades(base, Columnar(rules(), LEVELS).judge_many(Units(base, {COMMUNITY: own})))
    assert found == {"c1": GradeRange(C, C)}


def test_levels_that_are_only_taken_over_from_get_no_verdict() -> None:
    base = database()
    units = Units(
        base,
        {
            COMMUNITY: table(base, "own", "unit, parent, clean", "'c1', 'd1', true"),
            DISTRICT: table(base, "above", "unit, parent, plan", "'d1', NULL, true"),
        },
        judged=frozenset({COMMUNITY}),
    )
    assert set(grades(base, Columnar(rules(), LEVELS).judge_many(units))) == {"c1"}


def test_an_indicator_that_is_set_aside_leaves_the_score_of_its_unit_alone() -> None:
    base = database()
    two = rule_set(
        rule(graded(Grading.ALL, item(Is("clean", value=True)))),
        rule(graded(Grading.ALL, item(Is("quiet", value=True))), code="1.1.2"),
    )
    units = Units(
        base,
        {
            COMMUNITY: table(
                base,
                "own",
                "unit, parent, clean, quiet",
                "1, NULL, true, false",
                "2, NULL, true, false",
            )
        },
        waived=table(base, "aside", "unit, indicator", "2, '1.1.2'", "2, '9.9.9'"),
    )
    results = Columnar(two).judge_many(units)
    columns = ("score:worst", "score:possible", "score:full_worst", "score:full_possible")
    wanted = ", ".join(["unit", *(f'"{column}"' for column in columns)])
    rows = base.connection.table(results.verdicts).project(wanted).order("unit").fetchall()
    assert rows == [(1, 100, 200, 100, 200), (2, 100, 100, 100, 200)]


def test_what_overflows_stops_the_evaluation_and_leaves_nothing_behind() -> None:
    share = Compare(Ratio(X, Y, 10_000, WhenZero.OPEN), Comparison.AT_LEAST, 10**21)
    engine = Columnar(rule_set(rule(graded(Grading.ALL, item(share)))))
    base = database()
    huge = known({"x": exactly(2**62), "y": exactly(2**62)})
    units = engine.encode(base, [(huge, frozenset())])
    with pytest.raises(EngineError, match=r"columnar: .*Overflow"):
        engine.judge_many(units)
    tables = {name for (name,) in base.connection.execute("SHOW TABLES").fetchall()}
    assert tables == {"facts_community"}


def test_what_overflows_never_wraps_to_a_verdict() -> None:
    share = Compare(Ratio(X, Y, 1, WhenZero.OPEN), Comparison.AT_LEAST, 1)
    engine = Columnar(rule_set(rule(graded(Grading.ALL, item(share)))))
    large = known({"x": exactly(2**62), "y": exactly(2**62 - 1)})
    assert engine.judge(large).grades[CODE] == GradeRange(A, A)


def test_an_engine_judges_one_unit_after_the_other() -> None:
    engine = Columnar(rules(), LEVELS)
    dirty, clean = known({"clean": False, "x": number("0")}), known({"clean": True})
    first = engine.judge(dirty)
    engine.judge(clean)
    assert engine.judge(dirty) == first


def test_a_judgement_bears_the_name_of_the_engine() -> None:
    drawn = case(7)
    wanted = Reference(drawn.rules).judge(drawn.known, drawn.waived)
    found: Judgement = Columnar(drawn.rules).judge(drawn.known, drawn.waived)
    assert found == replace(wanted, engine="columnar")


def test_units_of_one_database_do_not_mix() -> None:
    engine = Columnar(rules(), LEVELS)
    units = [known({"clean": True}), known({"clean": False}), known({"plan": True}, DISTRICT)]
    together = judged(engine, [(unit, frozenset()) for unit in units])
    assert together == [engine.judge(unit) for unit in units]


def test_tables_hold_only_facts_of_their_own_level() -> None:
    compiled = Columnar(rules(), LEVELS).compiled
    names = {level: [c.name for c in compiled.own_columns(level)] for level in Level}
    assert names == {
        COMMUNITY: ["clean", "x:low", "x:high"],
        STREET: [],
        DISTRICT: ["plan"],
        CITY: [],
    }


def test_what_is_known_is_encoded_by_column() -> None:
    engine = Columnar(rules(), LEVELS)
    assert cells(engine, clean=True, plan=False) == {"clean": True, "plan": False}
