"""The examples' district, all of its units at once, each below those that are really above it."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from support.columnar import database
from support.source import ROOT
from zicha.backends import rete
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.given import given_tables, waiver_table
from zicha.backends.columnar.units import Units
from zicha.backends.given import Given
from zicha.backends.protocol import Engine
from zicha.backends.reference.engine import Reference
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.facts import Knowledge, Level
from zicha.model.judgement import Judgement
from zicha.model.unit import Unit
from zicha.units.context import chain
from zicha.units.known import knowledge
from zicha.units.read import read_unit_file

EDITION = load_edition(None)
ON = date(2011, 6, 30)
RULES = rules_on(EDITION, ON)
LEVELS = {fact.id: fact.level for fact in EDITION.facts.values()}


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit of the district, what is known of it, and what is set aside."""

    unit: Unit
    known: Knowledge
    waived: frozenset[str]


def units() -> list[Unit]:
    """Return the units of the folder."""
    read = [read_unit_file(path, EDITION) for path in (ROOT / "examples/district").glob("*.yaml")]
    found = [each.unit for each in read if each.unit is not None]
    assert len(found) == len(read)
    return found


def known(unit: Unit, every: list[Unit]) -> Judged:
    """Return a unit with what is known of it and of those above it."""
    others = [each for each in every if each.kind.height > unit.kind.height]
    ancestors, _ = chain(unit, others)
    facts, _ = knowledge(unit, ancestors, EDITION, ON)
    waived = frozenset(w.indicator for w in unit.waivers if w.state(ON) == "valid")
    return Judged(unit, facts, waived)


EVERY = units()
DISTRICT = [known(unit, EVERY) for unit in EVERY]
REFERENCE = Reference(RULES)


def by_reference(engine: str) -> dict[str, Judgement]:
    """Return what the reference says of each unit, under the name of another engine."""
    return {
        each.unit.id: replace(REFERENCE.judge(each.known, each.waived), engine=engine)
        for each in DISTRICT
    }


def test_the_district_has_units_of_every_level() -> None:
    assert {unit.kind for unit in EVERY} == set(Level)


def test_columnar_judges_the_whole_district_as_the_reference_does() -> None:
    engine, base = Columnar(RULES, LEVELS), database()
    given = [Given(each.unit.id, each.unit.parent, each.unit.kind, each.known) for each in DISTRICT]
    tables = given_tables(base, engine.compiled, given)
    waivers = waiver_table(base, {each.unit.id: each.waived for each in DISTRICT})
    judged = engine.judge_many(Units(base, tables, waivers))
    assert dict(engine.judgements(base, judged)) == by_reference("columnar")


@pytest.mark.skipif(not rete.available(), reason="durable_rules does not import here")
def test_durable_rules_judges_each_unit_as_the_reference_does() -> None:
    engine: Engine = rete.Rete(RULES)
    found = {each.unit.id: engine.judge(each.known, each.waived) for each in DISTRICT}
    assert found == by_reference("rete")
