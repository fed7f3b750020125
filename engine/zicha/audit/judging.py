"""Judges a population by one engine: one by one, or by statements over all units at once."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from zicha.audit.analysis import Analysis
from zicha.audit.judged import JudgedUnit
from zicha.audit.missing import Missing
from zicha.audit.placing import placed
from zicha.audit.plain import PlainAnalysis
from zicha.audit.population import Candidate, Population
from zicha.backends import columnar
from zicha.backends.engines import Chosen, choose
from zicha.errors import InputError, Place, problem
from zicha.gaps.verify import asked_still
from zicha.language.asof import rules_on
from zicha.model.facts import WhyUnknown
from zicha.model.hints import HintFound
from zicha.model.unit import Unit
from zicha.scoring.scores import verdicts

Step = Callable[[int, int], None]
COLUMNAR = "columnar"
FEW = 400
"""Units that the reference judges sooner than statements for all of them are planned."""


def engine_for(name: str, units: int) -> str:
    """Return the engine that judges: by ``auto`` the one that is faster for so many units.

    Raises:
        InputError: the engine named does not work here.
    """
    if name == "auto":
        return COLUMNAR if units > FEW and columnar.available() else "reference"
    if name == COLUMNAR and not columnar.available():
        raise InputError([problem("engine-needs-audit", Place("--engine"), engine=name)])
    return name


class Judging:
    """One judging of a population."""

    def __init__(self, population: Population, name: str, step: Step) -> None:
        """Nothing is judged yet. ``name``: that of the engine."""
        self.population = population
        self.name = engine_for(name, len(population.days))
        self.step = step
        self.done = 0
        self.hints: dict[str, dict[tuple[str, tuple[str, ...]], HintFound]] = {}
        self.missing = Missing(population.edition)
        self.lacking: dict[str, Mapping[str, WhyUnknown]] = {}
        """What units lack, until it is known whether anything depends on it."""

    @property
    def last(self) -> date:
        """Return the last day on which units are judged."""
        return max(self.population.days.values())

    def analysis(self) -> Analysis:
        """Judge all units, and return what there is to be said of them.

        Raises:
            EngineError: the evaluation failed, or two engines disagree.
            InputError: the engine does not work here.
        """
        if self.name == COLUMNAR:
            # DuckDB and sqlglot are loaded where they are to judge.
            from zicha.audit.statements import by_statements  # noqa: PLC0415

            return by_statements(self)
        return PlainAnalysis(rules_on(self.population.edition, self.last), [*self.one_by_one()])

    def one_by_one(self) -> Iterator[JudgedUnit]:
        """Judge the units one after the other."""
        chosen: dict[date, Chosen] = {}
        where = {each.unit: each for each in placed(self.population)}
        for unit_id, day in self.population.days.items():
            if day not in chosen:
                chosen[day] = choose(rules_on(self.population.edition, day), self.name)
            candidate = self.candidate(self.population.units[unit_id])
            rules = chosen[day].rules
            judgement = chosen[day].judge(candidate.known, candidate.waived)
            counted = verdicts(rules, judgement.grades, candidate.waived)
            self.note_needed(unit_id, asked_still(rules, judgement.items))
            yield JudgedUnit(where[unit_id], candidate.known.levels, judgement, counted)

    def candidate(self, unit: Unit) -> Candidate:
        """Return a unit that is judged, and note what is told of it beside its verdict."""
        candidate = self.population.candidate(unit)
        self.done += 1
        self.step(self.done, len(self.population.days))
        self.note_hints(candidate)
        unit, known = candidate.unit, candidate.known
        self.lacking[unit.id] = self.missing.lacking(unit.kind, known, candidate.computed)
        return candidate

    def note_needed(self, unit: str, needed: Collection[str]) -> None:
        """Count what a unit that is judged lacks. ``needed``: what something depends on there."""
        level = self.population.units[unit].kind
        self.missing.add(level, self.lacking.pop(unit, {}), needed)

    def note_hints(self, candidate: Candidate) -> None:
        """Note each hint once, of the unit whose facts it is about: this one, or one above it."""
        facts = self.population.edition.facts
        for hint in candidate.hints:
            holder = candidate.holder(facts[hint.facts[0]].level)
            self.hints.setdefault(holder, {})[hint.code, hint.facts] = hint
