"""What is set aside, where the list of it says something twice or something that is not there."""

from dataclasses import replace

from support.columnar import database
from support.hand import DAY, graded, item, rule, rule_set
from zicha.backends.columnar.analysis.analyse import SqlAnalysis
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.placed import placed_table
from zicha.backends.columnar.sql import Type
from zicha.backends.columnar.units import Units
from zicha.model.facts import Level
from zicha.model.results import Placed
from zicha.model.rules import Grading, Is

COMMUNITY = Level.COMMUNITY
NO_COUNTS = {"A": 0, "B": 0, "C": 0, "D": 0, "open": 0, "not_applicable": 0, "waived": 0}


def analysis(*waivers: tuple[str, str]) -> SqlAnalysis:
    """Return the analysis of two communities that are clean and not quiet."""
    clean, quiet = (item(Is(fact, value=True), item_id=fact) for fact in ("clean", "quiet"))
    rules = rule_set(
        rule(graded(Grading.ALL, clean)), rule(graded(Grading.ALL, quiet), code="1.1.2")
    )
    engine, base = Columnar(rules, {"clean": COMMUNITY, "quiet": COMMUNITY}), database()
    columns = (("unit", Type.TEXT), ("indicator", Type.TEXT))
    facts = (
        ("unit", Type.TEXT),
        ("parent", Type.TEXT),
        ("clean", Type.TRUTH),
        ("quiet", Type.TRUTH),
    )
    rows = [{"unit": unit, "clean": True, "quiet": False} for unit in ("a", "b")]
    aside = [{"unit": unit, "indicator": code} for unit, code in waivers]
    table = base.fill("waivers", columns, aside)
    units = Units(base, {COMMUNITY: base.fill("own", facts, rows)}, table)
    judged = engine.judge_many(units)
    one = Placed("a", "a", COMMUNITY, None, {}, None, DAY)
    placed_table(base, [one, replace(one, unit="b", name="b")])
    return SqlAnalysis(base, engine.compiled, judged)


def test_a_waiver_that_is_listed_twice_counts_once() -> None:
    found = analysis(("a", "1.1.2"), ("a", "1.1.2"))
    assert [unit.counts for unit in found.units()] == [
        {**NO_COUNTS, "A": 1, "waived": 1},
        {**NO_COUNTS, "A": 1, "D": 1},
    ]


def test_a_waiver_of_no_indicator_sets_nothing_aside() -> None:
    found = analysis(("a", "9.9.9"))
    assert found.indicators() == {
        "1.1.1": {**NO_COUNTS, "A": 2},
        "1.1.2": {**NO_COUNTS, "D": 2},
    }


def test_a_gap_of_an_indicator_that_is_waived_twice_is_taken_off_once() -> None:
    (found,) = analysis(("a", "1.1.2"), ("a", "1.1.2")).gaps()
    assert (found.holders, found.lists, found.of) == (1, 1, 2)
