"""On Spark the statements give what the reference gives."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest

from support.columnar import KnownCase, key
from support.generate import waived
from support.knowing import knowledge
from support.rulesets import rule_set
from zicha.authoring.run import Engines, load_cases
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.scores import score_name
from zicha.backends.reference.engine import Reference
from zicha.backends.spark.database import Spark
from zicha.editions.load import load_edition
from zicha.editions.place import edition_folders
from zicha.errors import Problem
from zicha.model.judgement import Judgement
from zicha.model.results import SUMS
from zicha.model.ruleset import RuleSet
from zicha.scoring.scores import points_of, verdicts

pytestmark = pytest.mark.usefixtures("without_python")

UNITS = 25
"""Units that are judged by each rule set."""


def judged(base: Spark, engine: Columnar, cases: Sequence[KnownCase]) -> list[Judgement]:
    """Return the judgement of each case."""
    results = engine.judge_many(engine.encode(base, cases))
    found = dict(engine.judgements(base, results))
    return [found[key(number, known)] for number, (known, _) in enumerate(cases)]


def sums(base: Spark) -> Iterator[tuple[object, list[object]]]:
    """Yield the sums of points of every unit."""
    names = [score_name(None, name) for name in SUMS]
    rows = base.session.table("verdicts").collect()
    yield from ((row["unit"], [row[name] for name in names]) for row in rows)


def sums_by_hand(rules: RuleSet, case: KnownCase, scale: int) -> list[object]:
    """Return the sums of points of a unit as the scoring room makes them."""
    known, set_aside = case
    grades = Reference(rules).judge(known, set_aside).grades
    points = points_of(verdicts(rules, grades, set_aside), rules.shares)
    return [getattr(points, name) * scale for name in SUMS]


@pytest.mark.parametrize("seed", range(2_000_001, 2_000_005))
def test_random_units_are_judged_alike_by_random_rules(base: Spark, seed: int) -> None:
    rng = Random(seed)
    generated = rule_set(rng)
    rules = generated.rules
    cases = [(knowledge(rng, generated), waived(rng, rules)) for _ in range(UNITS)]
    engine = Columnar(rules, {fact.id: fact.level for fact in generated.facts.values()})
    reference = Reference(rules)
    wanted = [replace(reference.judge(*case), engine="columnar") for case in cases]
    assert judged(base, engine, cases) == wanted
    scale = engine.compiled.points.scale
    by_hand = {key(n, c[0]): sums_by_hand(rules, c, scale) for n, c in enumerate(cases)}
    found = dict(sums(base))
    assert {unit: found[unit] for unit in by_hand} == by_hand


def test_every_case_of_the_shipped_rules_is_judged_alike(base: Spark) -> None:
    edition, folders = load_edition(None), edition_folders()
    assert not isinstance(folders, Problem)
    engines = Engines(edition, Reference)
    cases = load_cases(folders, edition)
    day = cases[0].case.on
    rules, reference = engines.on(day)
    together = [each for each in cases if engines.on(each.case.on)[0] is rules]
    assert len(together) > 1_000
    engine = Columnar(rules, {fact.id: fact.level for fact in edition.facts.values()})
    found = judged(base, engine, [(each.known, each.case.waived) for each in together])
    wanted = [reference.judge(each.known, each.case.waived) for each in together]
    assert [
        each.case.name
        for each, first, second in zip(together, found, wanted, strict=True)
        if first != replace(second, engine="columnar")
    ] == []
