"""Units of wide tables that are worth a second look: the same answers, or only perfect ones.

Of each unit a print of its answers is kept; the answers themselves are compared only where two
prints are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words as windows
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.answers import (
    AT,
    TABLE,
    UNIT,
    answered,
    answers_in,
    as_text,
    cells_beside,
    columns_of,
)
from zicha.backends.columnar.wide.table import OWN, WideTable
from zicha.model.edition import Edition
from zicha.model.facts import Fact, Level

PRINTS, TWINS = "answer_prints", "answer_twins"
BESIDE, COMPARED = "answers_beside", "answers_compared"
PRINT, LEVEL, ANSWERS, PERFECT = "print#", "level#", "answers#", "perfect#"
FIRST, UNITS, NUMBER, SAID = "first#", "units#", "number#", "said#"

Spot = tuple[int, int]
"""The number of a table among all, and a row of it."""
NOT_IN_A_TABLE = -1
"""Stands for the number of a table where units were read one by one."""


@dataclass(frozen=True, slots=True)
class Odd:
    """When answers are odd.

    Args:
        answers: So many are the same, and there are no others.
        percentages: So many are stated, and all of them are the best.
        best: What is the best, by fact; percentages that are not here are left aside.
        shown: So many units of each group are wanted by name.
    """

    answers: int
    percentages: int
    best: Mapping[str, int]
    shown: int


class Told(NamedTuple):
    """What units read one by one answer, by fact."""

    level: Level
    answers: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Group:
    """Units of tables, the first of them by name, in the order of their rows; ``count`` in all.

    ``answers``: how many they have in common. ``beside``: the number of those answers among what
    units read one by one told, None where it is not there.
    """

    units: tuple[tuple[Spot, str], ...]
    count: int
    answers: int = 0
    beside: int | None = None


class Twin(NamedTuple):
    """A unit that answers as others do: the first of them is at ``first``, there are ``units``."""

    first: int
    at: int
    unit: str
    units: int
    answers: int


class SecondLook:
    """The answers of the units that are taken from some wide tables."""

    def __init__(
        self, database: Database, edition: Edition, tables: Sequence[WideTable], odd: Odd
    ) -> None:
        """Look at what the tables speak of."""
        self.database = database
        self.tables = tables
        self.odd = odd
        self.told: list[Level] = []
        self.is_empty = True
        self.compared = {level: self.facts_compared(edition, level) for level in Level}
        self.percentages = {level: self.facts_perfect(edition, level) for level in Level}

    def facts_compared(self, edition: Edition, level: Level) -> dict[str, Fact]:
        """Return the facts of a level that are compared: none if the tables have too few."""
        found = {fact.id: fact for fact in self.stated(edition, level) if not fact.is_attribute}
        return found if len(found) >= self.odd.answers else {}

    def facts_perfect(self, edition: Edition, level: Level) -> dict[str, Fact]:
        """Return the percentages of a level that can be perfect: none if there are too few."""
        stated = self.stated(edition, level)
        found = {fact.id: fact for fact in stated if fact.id in self.odd.best}
        return found if len(found) >= self.odd.percentages else {}

    def stated(self, edition: Edition, level: Level) -> Iterator[Fact]:
        """Yield the facts and attributes of a level of which the tables speak."""
        return (
            fact for table in self.tables for fact in table.listing.heading.stated(edition, level)
        )

    # --- Prints ---------------------------------------------------------------------------------

    def look(self, told: Sequence[Told] = ()) -> None:
        """Keep the prints of all units, and of what others told."""
        self.told = [level for level in Level if self.fill_beside(level, told)]
        queries = [self.prints(level, rows) for level in Level for rows in self.rows_of(level)]
        self.is_empty = not queries
        if queries:
            self.database.keep(PRINTS, sql.union(queries))

    def fill_beside(self, level: Level, told: Sequence[Told]) -> bool:
        """Make a table of what others told, if any of it can stand in a table, too."""
        facts = self.compared[level]
        rows = [
            {AT: NOT_IN_A_TABLE * TABLE + number, **cells}
            for number, each in enumerate(told)
            if each.level is level and (cells := cells_beside(each.answers, facts)) is not None
        ]
        if facts and rows:
            columns = [(AT, Type.BIG), *columns_of(facts.values())]
            self.database.fill(f"{BESIDE}_{level}", columns, rows)
        return bool(facts and rows)

    def rows_of(self, level: Level) -> Iterator[sql.Select]:
        """Yield the answers of a level: those in each table, and what others told."""
        compared = self.compared[level]
        facts = {**compared, **self.percentages[level]}
        if facts:
            for number, table in enumerate(self.tables):
                yield answers_in(table, level, facts.values(), number)
        if level in self.told:
            there = dict(columns_of(compared.values()))
            cells = [
                sql.column(name) if name in there else sql.named(sql.nothing(kind), name)
                for name, kind in columns_of(facts.values())
            ]
            who = [sql.column(AT), sql.named(sql.nothing(Type.TEXT), UNIT)]
            yield sql.select([*who, *cells], sql.table(f"{BESIDE}_{level}"))

    def prints(self, level: Level, rows: sql.Select) -> sql.Query:
        """Return the prints of some answers."""
        facts = self.compared[level].values()
        cells = [sql.column(name) for name, _ in columns_of(facts)]
        columns = [
            sql.column(AT),
            sql.column(UNIT),
            sql.named(sql.cast(sql.whole(level.height), Type.TINY), LEVEL),
            sql.named(words.print_of([sql.whole(level.height), *cells]), PRINT),
            sql.named(self.is_perfect(level), PERFECT),
        ]
        return sql.select(columns, sql.nested(rows, OWN))

    def is_perfect(self, level: Level) -> Sql:
        """Return whether enough percentages are stated, and all of them are perfect."""
        facts = self.percentages[level].values()
        best = {fact.id: self.odd.best[fact.id] * 10**fact.decimals for fact in facts}
        if not best:
            return sql.false()
        worse = [sql.unequal(sql.column(fact), sql.whole(most)) for fact, most in best.items()]
        return sql.all_of(
            sql.at_least(answered(facts), sql.whole(self.odd.percentages)),
            sql.equal(sql.flag(sql.any_of(*worse)), sql.whole(0)),
        )

    # --- Perfect --------------------------------------------------------------------------------

    def perfect(self) -> Group:
        """Return the units of tables whose percentages are perfect."""
        if self.is_empty:
            return Group((), 0)
        first = sql.ordered(self.perfect_ones([AT, UNIT]), sql.column(AT))
        rows = self.database.rows(first.limit(self.odd.shown, copy=False))
        counted = sql.select([sql.number_of_rows()], sql.nested(self.perfect_ones([AT]), OWN))
        ((count,),) = self.database.rows(counted)
        return Group(tuple((spot(at), str(unit)) for at, unit in rows), int(str(count)))

    def perfect_ones(self, columns: Sequence[str]) -> sql.Select:
        """Return the prints of units of tables whose percentages are perfect."""
        rows = sql.select([sql.column(name) for name in columns], sql.table(PRINTS))
        in_a_table = sql.at_least(sql.column(AT), sql.whole(0))
        return sql.where(rows, sql.column(PERFECT), in_a_table)

    def forget(self) -> None:
        """Let go of the prints."""
        if not self.is_empty:
            self.database.forget(PRINTS)

    # --- Alike ----------------------------------------------------------------------------------

    def alike(self) -> Iterator[Group]:
        """Yield each group of units with the same answers of which a table has any."""
        for level in [] if self.is_empty else self.levels_of_twins():
            rows = sorted(Twin(*found) for found in self.twins(level))
            for _, found in groupby(rows, lambda twin: twin.first):
                yield self.group([*found])

    def group(self, twins: Sequence["Twin"]) -> Group:
        """Return a group, by the first units of it."""
        places = [(spot(twin.at), twin.unit) for twin in twins]
        beside = [number for (table, number), _ in places if table == NOT_IN_A_TABLE]
        units = [(at, unit) for at, unit in places if at[0] != NOT_IN_A_TABLE]
        return Group(
            tuple(units[: self.odd.shown]),
            twins[0].units - len(beside),
            twins[0].answers,
            beside[0] if beside else None,
        )

    def twins(self, level: Level) -> Iterator[tuple[int, int, str, int, int]]:
        """Yield the first units of each group of a level: what a ``Twin`` is made of."""
        for first, at, unit, *counts in self.database.rows(self.groups(level)):
            units, answers = (int(str(count)) for count in counts)
            yield int(str(first)), int(str(at)), str(unit), units, answers

    def levels_of_twins(self) -> list[Level]:
        """Keep the units whose print others have, too, and return their levels."""
        prints = sql.select([sql.column(PRINT)], sql.table(PRINTS))
        is_common = sql.more(sql.number_of_rows(), sql.whole(1))
        common = words.having(sql.grouped(prints, sql.column(PRINT)), is_common)
        twins = sql.joined(
            sql.select([sql.column(name, OWN) for name in (AT, LEVEL)], sql.table(PRINTS, OWN)),
            sql.nested(common, "common"),
            sql.equal(sql.column(PRINT, OWN), sql.column(PRINT, "common")),
        )
        self.database.keep(TWINS, twins)
        levels = sql.distinct(sql.select([sql.column(LEVEL)], sql.table(TWINS)))
        heights = {height for (height,) in self.database.rows(levels)}
        return [level for level in Level if self.compared[level] and level.height in heights]

    def groups(self, level: Level) -> sql.Query:
        """Return the first units of each group of a level: its columns are those of a ``Twin``."""
        compared = self.database.keep(COMPARED, self.candidates(level))

        def within(value: Sql, *order: Sql) -> Sql:
            return windows.over(value, [sql.column(SAID)], order)

        columns = [
            *(sql.column(name) for name in (AT, UNIT, ANSWERS)),
            sql.named(within(sql.least_of(sql.column(AT))), FIRST),
            sql.named(within(sql.number_of_rows()), UNITS),
            sql.named(within(windows.row_number(), windows.rising(sql.column(AT))), NUMBER),
        ]
        enough = sql.at_least(sql.column(ANSWERS), sql.whole(self.odd.answers))
        numbered = sql.where(sql.select(columns, sql.table(compared)), enough)
        shown = [sql.column(name) for name in (FIRST, AT, UNIT, UNITS, ANSWERS)]
        return sql.where(
            sql.select(shown, sql.nested(numbered, OWN)),
            sql.more(sql.column(UNITS), sql.whole(1)),
            # One of them may be what others told.
            sql.at_most(sql.column(NUMBER), sql.whole(self.odd.shown + 1)),
        )

    def candidates(self, level: Level) -> sql.Query:
        """Return all that those say whose print others have, too, each as one text."""
        facts = self.compared[level].values()
        queries = []
        for rows in self.rows_of(level):
            columns = [
                *(sql.column(name, OWN) for name in (AT, UNIT)),
                sql.named(answered(facts), ANSWERS),
                sql.named(as_text(facts), SAID),
            ]
            same = sql.equal(sql.column(AT, OWN), sql.column(AT, TWINS))
            found = sql.select(columns, sql.nested(rows, OWN))
            queries.append(sql.joined(found, sql.table(TWINS), same))
        return sql.union(queries)


def spot(at: object) -> Spot:
    """Return the table and the row of a place."""
    return divmod(int(str(at)), TABLE)
