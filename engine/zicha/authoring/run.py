"""Runs cases through engines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from zicha.authoring.compare import Decided, Difference, differences
from zicha.authoring.prepare import Prepared, prepare
from zicha.backends.protocol import Engine
from zicha.editions.cases import read_cases
from zicha.editions.place import EditionFolders
from zicha.errors import InputError, Severity
from zicha.language.asof import days_of_change, rules_on
from zicha.model.cases import Case
from zicha.model.edition import Edition
from zicha.model.ruleset import RuleSet

EngineMaker = Callable[[RuleSet], Engine]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case in one engine."""

    case: Case
    engine: str
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Return whether all was as expected."""
        return not self.differences


def load_cases(folders: EditionFolders, edition: Edition) -> tuple[Prepared, ...]:
    """Return the cases of an edition, ready to run.

    Raises:
        InputError: a case cannot be read.
    """
    files, problems = read_cases(folders.indicators, folders.rules, edition)
    prepared: list[Prepared] = []
    for file in files:
        ready, found = prepare(file, edition)
        prepared += ready
        problems += found
    if any(found.severity is Severity.ERROR for found in problems):
        raise InputError(problems)
    return tuple(prepared)


class Engines:
    """Engines of one kind for an edition, one for each set of values that its dates give."""

    def __init__(self, edition: Edition, make: EngineMaker) -> None:
        """Keep the edition and how an engine is made."""
        self.edition, self.make = edition, make
        self.made: dict[int, tuple[RuleSet, Engine]] = {}
        self.days = days_of_change(edition)

    def on(self, day: date) -> tuple[RuleSet, Engine]:
        """Return the rules of a day and an engine for them."""
        period = sum(first <= day for first in self.days)
        if period not in self.made:
            rules = rules_on(self.edition, day)
            self.made[period] = rules, self.make(rules)
        return self.made[period]


def run_case(prepared: Prepared, engines: Engines) -> CaseResult:
    """Return what becomes of a case."""
    rules, engine = engines.on(prepared.case.on)
    judgement = engine.judge(prepared.known, prepared.case.waived)
    rule = next((r for r in rules.rules if r.indicator == prepared.case.indicator), None)
    found = differences(prepared.case.expected, Decided(rules, rule, prepared.known, judgement))
    return CaseResult(prepared.case, engine.name, tuple(found))


def run_cases(prepared: Iterable[Prepared], engines: Engines) -> Iterator[CaseResult]:
    """Yield what becomes of each case."""
    for each in prepared:
        yield run_case(each, engines)
