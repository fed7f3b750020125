"""One judging of the units of a database, level by level."""

from collections.abc import Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.compile import ABOVE, OWN, WAIVED, Compiled, Source
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
        self.handed: list[str] = []

    def judged(self) -> Judged:
        """Judge all levels."""
        given = [level for level in LEVELS if level in self.units.facts]
        waived = self.units.waived
        if waived is not None:
            self.keep(WAIVED, self.compiled.set_aside(waived))
        found = {
            level: self.judge_items(level, is_lowest=level is given[0]) for level in reversed(given)
        }
        carried = [each for level, each in found.items() if level in self.units.judged]
        self.keep(self.done.verdicts, self.compiled.verdicts(carried, waivers=waived is not None))
        return self.done

    def judge_items(self, level: Level, *, is_lowest: bool) -> sql.Sql:
        """Judge the items of a level, and return what all items come to for its units."""
        compiled = self.compiled
        table = self.units.facts[level]
        source = Source(table, self.units.database.columns_of(table))
        facts = compiled.facts_query(level, source, self.above(self.handed))
        outcomes = self.keep(f"outcomes_{level}", compiled.outcomes(level, facts))
        self.done.outcomes[level] = outcomes
        carried = compiled.carried(level, outcomes, self.above(self.carried))
        if is_lowest:
            return sql.nested(carried, OWN)
        self.handed.append(self.keep(f"handed_{level}", compiled.handed(facts.copy())))
        self.carried.append(self.keep(f"carried_{level}", carried))
        return sql.table(self.carried[-1], OWN)

    def above(self, tables: Sequence[str]) -> sql.Sql | None:
        """Return what was kept of the units of all levels above; None where none is given."""
        if not tables:
            return None
        every = sql.union([sql.everything(sql.table(name)) for name in tables])
        return sql.nested(every, ABOVE)

    def keep(self, name: str, query: sql.Query) -> str:
        """Keep the rows of a query, and return the name of the table."""
        return self.units.database.keep(name, query)
