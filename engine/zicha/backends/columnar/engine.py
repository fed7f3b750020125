"""The engine that judges with SQL: one unit, or all units of a database at once."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import duckdb

from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import one_transaction
from zicha.backends.columnar.encode import encode
from zicha.backends.columnar.results import judgements
from zicha.backends.columnar.run import Run
from zicha.backends.columnar.units import Judged, Units
from zicha.errors import InputError
from zicha.model.facts import LEVELS, Knowledge, Level
from zicha.model.judgement import Judgement
from zicha.model.ruleset import RuleSet


class Columnar:
    """Judges by statements of SQL on DuckDB, made once from the rules.

    ``levels``: the level that holds each fact. They are needed where a table holds the facts of
    its own level only, and units take over the rest from those above.
    """

    name = "columnar"

    def __init__(self, rules: RuleSet, levels: Mapping[str, Level] | None = None) -> None:
        """Compile the rules.

        Raises:
            InputError: the rules exceed what 64 bits can hold.
        """
        self.rules = rules
        self.compiled = Compiled(rules, levels)
        problems = self.compiled.problems()
        if problems:
            raise InputError(problems)
        self._lock = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None

    def judge(self, known: Knowledge, waived: frozenset[str] = frozenset()) -> Judgement:
        """Return outcomes, grade ranges and conclusions of one unit.

        It takes most of a second for a large edition: planning is the same for one unit as for
        many.

        Raises:
            EngineError: a value is not of its fact's type, or the evaluation failed.
        """
        with self._lock:
            if self._connection is None:
                self._connection = duckdb.connect(config={"threads": 1})
            connection = self._connection
            units = self.encode(connection, [(known, waived)])
            own = min(known.levels, key=LEVELS.index)
            judged = self.judge_many(replace(units, judged=frozenset([own])))
            ((_, judgement),) = self.judgements(connection, judged)
            return judgement

    def judge_many(self, units: Units) -> Judged:
        """Judge all units of a database: outcomes, grade ranges, sums of points, conclusions.

        The results are temporary tables of the connection; those of an earlier call are replaced.

        Raises:
            EngineError: the evaluation failed, for instance because a number is too large.
        """
        with one_transaction(units.connection):
            return Run(self.compiled, units).judged()

    def encode(
        self,
        connection: duckdb.DuckDBPyConnection,
        cases: Iterable[tuple[Knowledge, frozenset[str]]],
    ) -> Units:
        """Return units as tables of a connection: what is known of each, and what is set aside.

        Raises:
            EngineError: a value is not of its fact's type, or too large.
        """
        with one_transaction(connection):
            return encode(connection, self.compiled, cases)

    def judgements(
        self, connection: duckdb.DuckDBPyConnection, judged: Judged
    ) -> Iterator[tuple[object, Judgement]]:
        """Yield every unit that has a verdict, by its key, with the judgement of it."""
        return judgements(connection, self.compiled, judged, self.name)
