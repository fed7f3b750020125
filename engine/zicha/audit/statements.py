"""Judges a population by statements over all units at once, a day after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from zicha.audit.agreement import check, sample_of
from zicha.audit.judging import Judging
from zicha.audit.placing import placed
from zicha.audit.population import Population, given_of
from zicha.backends.columnar import looking
from zicha.backends.columnar.analysis.analyse import SqlAnalysis
from zicha.backends.columnar.arrays.database import Arrays
from zicha.backends.columnar.database import Database, Duck
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.given import given_tables, waiver_table
from zicha.backends.columnar.ledger import Kept, Ledger
from zicha.backends.columnar.needs import Needing
from zicha.backends.columnar.placed import placed_table
from zicha.backends.columnar.units import Judged, Units
from zicha.backends.given import Given
from zicha.language.asof import rules_on
from zicha.model.edition import Edition
from zicha.model.results import Placed
from zicha.model.unit import Unit

NOBODY: frozenset[str] = frozenset()
CHAINS = "chains"
"""The table of the units with the keys of what they take over from those above."""


def by_statements(judging: Judging) -> SqlAnalysis:
    """Judge all units, and return what there is to be said of them.

    Raises:
        EngineError: the evaluation failed.
    """
    database = Arrays()
    population = judging.population
    ledger = Ledger(database)
    waived: dict[str, frozenset[str]] = {}
    batches = [*batches_of(population)]
    for batch in batches:
        engine = columnar_on(population.edition, batch.day)
        units = [*known(judging, batch)]
        waived |= {unit.unit: unit.waived for unit in units if unit.waived}
        found = judged(database, engine, units)
        some = sample_of([unit.id for unit in batch.judged])
        candidates = [population.candidate(population.units[unit]) for unit in some]
        check(database, engine, found, candidates, batch.key)
        ledger.add(found, batch.kept() if batch.above else None)
    places = [*placed(population)]
    chains = placed_table(database, places)
    if len(batches) > 1:
        by_day = {batch.day: batch for batch in batches}
        keyed = (by_day[each.day].keyed(each) for each in places)
        chains = placed_table(database, keyed, CHAINS)
    waiver_table(database, waived)
    whole = ledger.whole()
    for unit, needed in Needing(engine.compiled).of_some(database, whole.outcomes):
        if unit in judging.lacking:
            judging.note_needed(unit, needed)
    for unit in [*judging.lacking]:
        judging.note_needed(unit, ())
    return SqlAnalysis(database, engine.compiled, whole, chains)


def judging_on(database: Database) -> Database:
    """Return what units are judged on, once they are listed: here arrays beside the database."""
    if not isinstance(database, Duck):
        return database
    arrays = Arrays(database)
    arrays.number_ids(looking.every_id())
    return arrays


def columnar_on(edition: Edition, day: date) -> Columnar:
    """Return the rules of a day as statements."""
    levels = {fact.id: fact.level for fact in edition.facts.values()}
    return Columnar(rules_on(edition, day), levels, every_fault=False)


def judged(database: Database, engine: Columnar, units: list[Given]) -> Judged:
    """Judge units of one day at once."""
    tables = given_tables(database, engine.compiled, units)
    aside = {unit.unit: unit.waived for unit in units if unit.waived}
    waivers = waiver_table(database, aside) if aside else None
    return engine.judge_many(Units(database, tables, waivers))


def known(judging: Judging, batch: "Batch") -> Iterator[Given]:
    """Yield the units of a day, those above them too, with what is known of each."""
    for unit in batch.judged:
        yield batch.given(given_of(judging.candidate(unit)))
    for unit in batch.above:
        yield batch.given(judging.population.given(unit, batch.day))


def batches_of(population: Population) -> Iterator["Batch"]:
    """Yield the units of a population day by day."""
    days = sorted(set(population.days.values()))
    for day in days:
        units = [*population.of_day(day)]
        above = population.above(units)
        ids = frozenset(unit.id for unit in above) if len(days) > 1 else NOBODY
        yield Batch(day, tuple(units), tuple(above), ids)


@dataclass(frozen=True, slots=True)
class Batch:
    """The units that are judged on a day, and the units above that are not.

    ``elsewhere``: of several days those above. Such a unit stands on each day under a key of its
    own: what is known of it on one may be out of date on the next.
    """

    day: date
    judged: tuple[Unit, ...]
    above: tuple[Unit, ...]
    elsewhere: frozenset[str]

    def key(self, unit: str) -> str:
        """Return the key of a unit in the tables of the day; no id has such a sign."""
        return f"{unit}|{self.day.isoformat()}" if unit in self.elsewhere else unit

    def given(self, unit: Given) -> Given:
        """Return a unit with its keys."""
        parent = None if unit.parent is None else self.key(unit.parent)
        return replace(unit, unit=self.key(unit.unit), parent=parent)

    def keyed(self, unit: Placed) -> Placed:
        """Return a judged unit with the keys of what stands above it."""
        above = {level: self.key(upper) for level, upper in unit.above.items()}
        return replace(unit, above=above)

    def kept(self) -> Kept:
        """Return whose rows count: verdicts of those that are judged, outcomes of all."""
        judged = [unit.id for unit in self.judged]
        return Kept(judged, [*judged, *(self.key(unit.id) for unit in self.above)])
