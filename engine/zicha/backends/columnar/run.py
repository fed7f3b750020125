"""One judging of the units of a database, level by level."""

import duckdb

from zicha.backends.columnar import sql
from zicha.backends.columnar.compile import ABOVE, WAIVED, Compiled, Source
from zicha.backends.columnar.database import columns_of, run
from zicha.backends.columnar.units import Judged, Units
from zicha.model.facts import LEVELS, Level


class Run:
    """The tables that are made while units are judged.

    Each level is judged by itself, from the highest to the lowest: a unit takes over what its
    parents came to.
    """

    def __init__(self, compiled: Compiled, units: Units) -> None:
        """Nothing is judged yet."""
        self.compiled = compiled
        self.units = units
        self.done = Judged(compiled.points.scale)
        self.carried: list[str] = []

    def judged(self) -> Judged:
        """Judge all levels."""
        given = [level for level in LEVELS if level in self.units.facts]
        self.keep(WAIVED, self.compiled.set_aside(self.units.waived))
        for level in reversed(given):
            self.judge_level(level, is_lowest=level is given[0])
        return self.done

    def judge_level(self, level: Level, *, is_lowest: bool) -> None:
        """Judge the units of a level, and keep what those below take over."""
        compiled, above = self.compiled, self.above()
        table = self.units.facts[level]
        source = Source(table, columns_of(self.units.connection, table))
        facts = compiled.facts_query(level, source, above)
        outcomes = self.keep(f"outcomes_{level}", compiled.outcomes(level, facts))
        self.done.outcomes[level] = outcomes
        if level in self.units.judged:
            verdicts = compiled.verdicts(level, outcomes, above)
            self.done.verdicts[level] = self.keep(f"verdicts_{level}", verdicts)
        if not is_lowest:
            handed = compiled.carried(level, outcomes, facts.copy(), above)
            self.carried.append(self.keep(f"carried_{level}", handed))

    def above(self) -> sql.Sql | None:
        """Return what the units of all levels above come to; None where none is given."""
        if not self.carried:
            return None
        every = sql.union([sql.everything(sql.table(name)) for name in self.carried])
        return sql.nested(every, ABOVE)

    def keep(self, name: str, query: sql.Query) -> str:
        """Keep the rows of a query, and return the name of the table."""
        run(self.units.connection, sql.created(name, query))
        return name
