"""One judging of the units of a database, level by level."""

import duckdb

from zicha.backends.columnar import sql
from zicha.backends.columnar.compile import ABOVE, OWN, WAIVED, Compiled, Source
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
        tallied = []
        for level in reversed(given):
            carried = self.judge_items(level, is_lowest=level is given[0])
            if level in self.units.judged:
                tallied.append(self.compiled.tallied(level, carried))
        self.keep(self.done.verdicts, self.compiled.verdicts(sql.union(tallied)))
        return self.done

    def judge_items(self, level: Level, *, is_lowest: bool) -> sql.Sql:
        """Judge the items of a level, and return what all items come to for its units."""
        compiled, above = self.compiled, self.above()
        table = self.units.facts[level]
        source = Source(table, columns_of(self.units.connection, table))
        facts = compiled.facts_query(level, source, above)
        outcomes = self.keep(f"outcomes_{level}", compiled.outcomes(level, facts))
        self.done.outcomes[level] = outcomes
        carried = compiled.carried(level, outcomes, above)
        if is_lowest:
            return sql.nested(carried, OWN)
        kept = self.keep(f"carried_{level}", compiled.with_facts(carried, facts.copy()))
        self.carried.append(kept)
        return sql.table(kept, OWN)

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
