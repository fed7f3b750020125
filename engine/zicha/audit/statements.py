"""Judges a population by statements over all units at once, a day after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zicha.audit.agreement import check, sample_of
from zicha.audit.judging import Judging
from zicha.audit.placing import placed
from zicha.audit.population import Population, given_of
from zicha.backends.columnar.analysis.analyse import SqlAnalysis
from zicha.backends.columnar.database import Database, Duck
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.given import given_tables, waiver_table
from zicha.backends.columnar.ledger import Kept, Ledger
from zicha.backends.columnar.placed import placed_table
from zicha.backends.columnar.units import Judged, Units
from zicha.backends.given import Given
from zicha.language.asof import rules_on
from zicha.model.edition import Edition
from zicha.model.unit import Unit


def by_statements(judging: Judging) -> SqlAnalysis:
    """Judge all units, and return what there is to be said of them.

    Raises:
        EngineError: the evaluation failed.
    """
    database = Duck()
    population = judging.population
    ledger = Ledger(database)
    waived: dict[str, frozenset[str]] = {}
    days = sorted(set(population.days.values()))
    seen: set[str] = set()
    for day in days:
        batch = Batch.of(population, day)
        engine = columnar_on(population.edition, day)
        units = [*known(judging, batch)]
        waived |= {unit.unit: unit.waived for unit in units if unit.waived}
        has_others = len(days) > 1 or bool(batch.above)
        found = judged(database, engine, units)
        some = sample_of([unit.id for unit in batch.judged])
        check(database, engine, found, [population.candidate(population.units[u]) for u in some])
        ledger.add(found, batch.kept(seen) if has_others else None)
    with database.transaction():
        placed_table(database, placed(population))
        waiver_table(database, waived)
        return SqlAnalysis(database, engine.compiled, ledger.whole())


def columnar_on(edition: Edition, day: date) -> Columnar:
    """Return the rules of a day as statements."""
    levels = {fact.id: fact.level for fact in edition.facts.values()}
    return Columnar(rules_on(edition, day), levels)


def judged(database: Database, engine: Columnar, units: list[Given]) -> Judged:
    """Judge units of one day at once."""
    with database.transaction():
        tables = given_tables(database, engine.compiled, units)
        aside = {unit.unit: unit.waived for unit in units if unit.waived}
        waivers = waiver_table(database, aside) if aside else None
    return engine.judge_many(Units(database, tables, waivers))


def known(judging: Judging, batch: "Batch") -> Iterator[Given]:
    """Yield the units of a day, those above them too, with what is known of each."""
    for unit in batch.judged:
        yield given_of(judging.candidate(unit))
    for unit in batch.above:
        yield judging.population.given(unit, batch.day)


@dataclass(frozen=True, slots=True)
class Batch:
    """The units that are judged on a day, and the units above that are not."""

    day: date
    judged: tuple[Unit, ...]
    above: tuple[Unit, ...]

    @classmethod
    def of(cls, population: Population, day: date) -> "Batch":
        """Return the batch of a day."""
        units = [*population.of_day(day)]
        return cls(day, tuple(units), tuple(population.above(units)))

    def kept(self, seen: set[str]) -> Kept:
        """Return whose rows count: of a unit that is above on several days those of the first."""
        judged = [unit.id for unit in self.judged]
        above = [unit.id for unit in self.above if unit.id not in seen]
        seen.update(above)
        return Kept(judged, [*judged, *above])
