"""The engine that judges with SQL: one unit, or all units of a database at once."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import duckdb

from zicha.backends.columnar.arrays.database import Arrays
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database, Duck
from zicha.backends.columnar.encode import encode
from zicha.backends.columnar.garbage import nothing_collected
from zicha.backends.columnar.results import as_counted, judgements
from zicha.backends.columnar.run import Run
from zicha.backends.columnar.units import Judged, Units
from zicha.errors import InputError
from zicha.model.facts import LEVELS, Knowledge, Level
from zicha.model.judgement import Judgement
from zicha.model.ruleset import RuleSet


class Columnar:
    """Judges by statements of SQL, made once from the rules.

    ``levels``: the level that holds each fact. They are needed where a table holds the facts of
    its own level only, and units take over the rest from those above.
    """

    name = "columnar"

    def __init__(
        self,
        rules: RuleSet,
        levels: Mapping[str, Level] | None = None,
        *,
        every_fault: bool = True,
    ) -> None:
        """Compile the rules.

        Args:
            rules: The rules of a day.
            levels: The level that holds each fact.
            every_fault: Whether faults are counted to the last one, not only as far as it changes
                a grade: what ``judge`` tells of counts, and nothing that an audit needs.

        Raises:
            InputError: the rules exceed what 64 bits can hold.
        """
        self.rules = rules
        self.compiled = Compiled(rules, levels, every_fault=every_fault)
        problems = self.compiled.problems()
        if problems:
            raise InputError(problems)
        self._lock = threading.Lock()
        self._database: Database | None = None

    def judge(self, known: Knowledge, waived: frozenset[str] = frozenset()) -> Judgement:
        """Return outcomes, grade ranges and conclusions of one unit.

        It takes some half of a second for a large edition: what is made of the trees of statements
        is the same for one unit as for many.

        Raises:
            EngineError: a value is not of its fact's type, or the evaluation failed.
        """
        with self._lock:
            if self._database is None:
                self._database = Arrays(Duck(duckdb.connect(config={"threads": 1})))
            units = self.encode(self._database, [(known, waived)])
            own = min(known.levels, key=LEVELS.index)
            judged = self.judge_many(replace(units, judged=frozenset([own])))
            ((_, judgement),) = self.judgements(self._database, judged)
            return judgement

    def judge_many(self, units: Units) -> Judged:
        """Judge all units of a database: outcomes, grade ranges, sums of points, conclusions.

        The results are tables of the database; those of an earlier call are replaced.

        Raises:
            EngineError: the evaluation failed, for instance because a number is too large.
        """
        return self.judge_units(self.judge_items(units))

    def judge_items(self, units: Units) -> Run:
        """Judge the items of all units. After it their facts are not needed.

        Raises:
            EngineError: the evaluation failed.
        """
        run = Run(self.compiled, units)
        with nothing_collected():
            run.judge_items()
        return run

    def judge_units(self, run: Run) -> Judged:
        """Judge the units whose items are judged: grade ranges, sums of points, conclusions.

        Raises:
            EngineError: the evaluation failed.
        """
        with nothing_collected():
            return run.judged()

    def encode(
        self,
        database: Database,
        cases: Iterable[tuple[Knowledge, frozenset[str]]],
    ) -> Units:
        """Return units as tables of a database: what is known of each, and what is set aside.

        Raises:
            EngineError: a value is not of its fact's type, or too large.
        """
        return encode(database, self.compiled, cases)

    def judgements(self, database: Database, judged: Judged) -> Iterator[tuple[object, Judgement]]:
        """Yield every unit that has a verdict, by its key, with the judgement of it."""
        return judgements(database, self.compiled, judged, self.name)

    def as_counted(self, judgement: Judgement) -> Judgement:
        """Return a judgement of another engine as this one gives it where the two agree."""
        return as_counted(self.compiled, judgement)
