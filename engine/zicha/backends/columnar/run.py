"""One judging of the units of a database, level by level."""

from collections.abc import Sequence
from itertools import pairwise

from zicha.backends.columnar import sql
from zicha.backends.columnar.arrays.database import Arrays
from zicha.backends.columnar.compile import Compiled, Source
from zicha.backends.columnar.plans import Place
from zicha.backends.columnar.standing import ABOVE, OWN, Asked
from zicha.backends.columnar.units import Judged, Units, outcomes_name
from zicha.backends.columnar.verdicts import INPUT
from zicha.model.facts import LEVELS, Level

STANDING = "standing"
"""The name of where all units stand, within the statement of verdicts."""


class Run:
    """The tables that are made while units are judged.

    Each level is judged by itself, from the highest to the lowest: a unit takes over what its
    parents came to.
    """

    def __init__(self, compiled: Compiled, units: Units) -> None:
        """Nothing is judged yet."""
        self.compiled = compiled
        self.units = units
        *self.above, self.lowest = [each for each in reversed(LEVELS) if each in units.facts]
        self.done = Judged(compiled.points.scale)
        self.standing: dict[Level, str] = {}

    def judge_items(self) -> None:
        """Judge the items of all levels: after it the facts are not needed.

        While those of a level are judged, it is found where the units of the next one above stand.
        """
        levels = [*self.above, self.lowest]
        self.judge_items_of(levels[0])
        for upper, level in pairwise(levels):
            with self.units.database.at_once() as calls:
                calls.submit(self.judge_items_of, level)
                calls.submit(self.keep_standing, upper)

    def judged(self) -> Judged:
        """Return what the items of all levels come to."""
        self.keep(self.done.verdicts, self.verdicts())
        self.units.database.forget(*self.standing.values())
        return self.done

    def asked(self, *, tallies: bool) -> Asked:
        """Return what is asked about units: what is above them where gaps are set aside."""
        gaps = self.compiled.conclusions.ask_for_gaps
        return Asked(tallies, gaps, lineage=gaps and self.units.waived is not None)

    # --- One level ------------------------------------------------------------------------------

    def judge_items_of(self, level: Level) -> None:
        """Judge the items of a level by its facts and those that are handed down."""
        compiled, table = self.compiled, self.units.facts[level]
        source = Source(table, self.units.database.columns_of(table))
        handed = ["unit", *compiled.names_handed_down()]
        facts = compiled.facts_query(
            level, source, above(list(self.done.outcomes.values()), handed)
        )
        outcomes = compiled.outcomes(level, facts, handing_down=level is not self.lowest)
        name = self.done.outcomes[level] = outcomes_name(level)
        sums, database = self.units.sums.get(level), self.units.database
        if sums is not None and isinstance(database, Arrays):
            database.keep_with(name, outcomes, sums)
            return
        self.keep(name, outcomes)
        if sums is not None:
            self.keep(*sums)

    def keep_standing(self, level: Level) -> None:
        """Keep where the units of a level stand that others are below."""
        found = self.stands(level, tallies=True)
        self.standing[level] = self.keep(f"standing_{level}", found)

    def stands(self, level: Level, *, tallies: bool) -> sql.Query:
        """Return where the units of a level stand, by their own outcomes and what is above."""
        over = above(list(self.standing.values()), None)
        place = Place(level, None if over is None else ABOVE)
        outcomes = sql.table(self.done.outcomes[level], OWN)
        asked = self.asked(tallies=tallies)
        return self.compiled.standing.query(place, outcomes, over, asked)

    # --- All levels -----------------------------------------------------------------------------

    def everywhere(self) -> sql.Query:
        """Return where all units stand that are to be judged."""
        names = self.compiled.standing.names(self.asked(tallies=False))
        judged = self.units.judged
        found: list[sql.Query] = [
            sql.select([sql.column(name) for name in names], sql.table(table))
            for level, table in self.standing.items()
            if level in judged
        ]
        if self.lowest in judged:
            found.append(self.stands(self.lowest, tallies=False))
        return sql.union(found)

    def verdicts(self) -> sql.Query:
        """Return the verdicts on all units that are to be judged."""
        verdicts, waivers = self.compiled.verdicts, self.units.waived
        if waivers is None:
            return verdicts.query(sql.nested(self.everywhere(), INPUT), None)
        self.compiled.aside.fill(self.units.database)
        aside = self.compiled.aside.query(waivers, STANDING, self.done.outcomes)
        found = verdicts.query(sql.table(STANDING, INPUT), aside)
        return sql.with_first(found, STANDING, self.everywhere())

    def keep(self, name: str, query: sql.Query) -> str:
        """Keep the rows of a query, and return the name of the table."""
        return self.units.database.keep(name, query)


def above(tables: Sequence[str], names: Sequence[str] | None) -> sql.Sql | None:
    """Return the units of all levels above; None where none is given.

    ``names``: the columns that are read, all for None.
    """
    if not tables:
        return None
    columns = [sql.star()] if names is None else [sql.column(name) for name in names]
    every = sql.union([sql.select([*columns], sql.table(name)) for name in tables])
    return sql.nested(every, ABOVE)
