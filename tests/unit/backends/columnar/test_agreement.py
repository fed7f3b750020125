"""All engines judge alike, over random rule sets and units: each is given every unit.

durable_rules is left out where it does not import. ``ZICHA_AGREEMENT`` says how many cases, 1000
unless told. A case is named by the seed of its rule set and the number of its unit; the same names
are the same cases, however many are run.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest

from support.columnar import KnownCase, arrays, database, judged, key
from support.generate import waived
from support.knowing import knowledge
from support.rulesets import Generated, rule_set
from zicha.backends import rete
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.scores import score_name
from zicha.backends.reference.engine import Reference
from zicha.scoring.scores import points_of, verdicts

CASES = int(os.environ.get("ZICHA_AGREEMENT", "1000"))
UNITS = 25
"""Units that are judged by each rule set: planning is the same for one as for many."""
BLOCKS = 8
"""Tests that the cases are dealt out to, to be run side by side."""


def cases_of(seed: int) -> tuple[Generated, list[KnownCase]]:
    """Return random rules, and what is known of some units."""
    rng = Random(seed)
    generated = rule_set(rng)
    return generated, [
        (knowledge(rng, generated), waived(rng, generated.rules)) for _ in range(UNITS)
    ]


def engine_of(generated: Generated, *, inheriting: bool, every_fault: bool = True) -> Columnar:
    """Return the engine: with units that take facts over, or tables that hold all of them."""
    levels = {fact.id: fact.level for fact in generated.facts.values()}
    return Columnar(generated.rules, levels if inheriting else None, every_fault=every_fault)


def disagreements(seed: int) -> Iterator[str]:
    """Yield the units of one rule set that an engine judges differently than the reference."""
    generated, cases = cases_of(seed)
    reference = Reference(generated.rules)
    # As a rule set is judged by itself, and as an audit judges it.
    columnar = engine_of(generated, inheriting=seed % 4 > 0, every_fault=seed % 2 == 0)
    # Other databases run the same statements as DuckDB does.
    base = database() if seed % 3 == 0 else arrays()
    found = {columnar.name: judged(columnar, cases, base)}
    if rete.available():
        engine = rete.Rete(generated.rules)
        found[engine.name] = [engine.judge(known, set_aside) for known, set_aside in cases]
    for number, (known, set_aside) in enumerate(cases):
        wanted = reference.judge(known, set_aside)
        for name, judgements in found.items():
            here = columnar.as_counted(wanted) if name == columnar.name else wanted
            if judgements[number] != replace(here, engine=name):
                yield f"rule set {seed}, unit {number}, {name}"


@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_engines_give_every_outcome_grade_and_conclusion_alike(block: int) -> None:
    seeds = range(block, -(-CASES // UNITS), BLOCKS)
    assert [found for seed in seeds for found in disagreements(seed)] == []


def sums_by_hand(generated: Generated, case: KnownCase, scale: int) -> dict[str, object]:
    """Return the sums of points of a unit as the scoring room makes them."""
    known, set_aside = case
    rules = generated.rules
    grades = Reference(rules).judge(known, set_aside).grades
    found: dict[str, object] = {}
    for waivers in (True, False):
        every = verdicts(rules, grades, set_aside if waivers else frozenset())
        categories = sorted({i.category for i in rules.indicators}) if waivers else ()
        for category in (None, *categories):
            points = points_of([v for v in every if category in (None, v.category)], rules.shares)
            for name, value in zip(SUMS, values_of(points), strict=True):
                found[score_name(category, name, waivers=waivers)] = value * scale
    return found


SUMS = ("worst", "best", "possible", "decided", "decided_possible")


def values_of(points: object) -> Sequence[int]:
    """Return the sums in the order of their names."""
    return [getattr(points, name) for name in SUMS]


@pytest.mark.parametrize("seed", range(1_000_000, 1_000_004))
def test_the_sums_of_points_are_those_of_the_scoring_room(seed: int) -> None:
    generated, cases = cases_of(seed)
    engine, base = engine_of(generated, inheriting=True), database()
    results = engine.judge_many(engine.encode(base, cases))
    table = base.connection.table(results.verdicts)
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.fetchall()}
    for number, case in enumerate(cases):
        wanted = sums_by_hand(generated, case, results.points_scale)
        row = rows[key(number, case[0])]
        assert {name: row[name] for name in wanted} == wanted
