"""All units of an audit that has wide tables: who is above whom, and who is judged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.placed import COLUMNS, PLACED
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide.table import WideTable
from zicha.model.edition import Edition
from zicha.model.facts import LEVELS, Level

MEMBERS, CHAINED = "members", "chained"
OWN = "own"
WHO = ("unit", "name", "level", "parent", "size", "day")
"""What a list of rows says of a unit, and this table, too."""
STEPS = len(LEVELS) - 1
"""The most units that can be above another."""
TYPES = (
    ("unit", Type.TEXT),
    ("name", Type.TEXT),
    ("level", Type.TINY),
    ("parent", Type.TEXT),
    ("size", Type.BIG),
    ("day", Type.TEXT),
    ("judged", Type.TINY),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A unit that was read one by one. ``judged``: whether it is to be judged.

    ``day``: the day on which it is, in the form 2011-06-30.
    """

    unit: str
    name: str
    level: Level
    parent: str | None
    size: int | None
    day: str | None
    judged: bool


class Misplaced(NamedTuple):
    """A unit whose parent is of no higher level; the table it is in, and the row."""

    table: str
    row: int
    unit: str
    level: Level
    parent: str
    parent_level: Level


class Orphans(NamedTuple):
    """A parent that is not given: how many units name it, and the first row that does."""

    parent: str
    units: int
    table: str
    row: int


class Members:
    """The units of wide tables, with those that were read one by one."""

    def __init__(
        self,
        database: Database,
        edition: Edition,
        tables: Sequence[WideTable],
        others: Iterable[Member] = (),
    ) -> None:
        """Keep all units in one table, `members`: its columns are ``TYPES``."""
        self.database = database
        self.edition = edition
        self.tables = tables
        rows = [
            {
                "unit": each.unit,
                "name": each.name,
                "level": each.level.height,
                "parent": each.parent,
                "size": each.size,
                "day": each.day,
                "judged": int(each.judged),
            }
            for each in others
        ]
        self.others = database.fill("other_members", TYPES, rows)
        self.gather()

    def gather(self) -> None:
        """Keep all units: once more after some were left out of a table."""
        queries: list[sql.Query] = [sql.everything(sql.table(self.others))]
        for table in self.tables:
            kept = sql.nested(table.kept_rows(WHO), OWN)
            judged = sql.named(sql.cast(sql.whole(1), Type.TINY), "judged")
            queries.append(sql.select([*(sql.column(name) for name in WHO), judged], kept))
        self.database.keep(MEMBERS, sql.union(queries))

    # --- Parents that cannot be, or are not there ---------------------------------------------

    def misplaced(self) -> Iterator[Misplaced]:
        """Yield the units of wide tables whose parent is of no higher level."""
        for table in self.tables:
            rows = self.beside_parent(table, ["row", "unit", "level", "parent"])
            wrong = sql.at_most(sql.column("level", "upper"), sql.column("level", OWN))
            for row, unit, height, parent, upper in self.database.rows(sql.where(rows, wrong)):
                yield Misplaced(
                    table.name,
                    int(str(row)),
                    str(unit),
                    LEVELS[int(str(height))],
                    str(parent),
                    LEVELS[int(str(upper))],
                )

    def orphans(self) -> Iterator[Orphans]:
        """Yield the parents that units of wide tables name, and that are not given."""
        for table in self.tables:
            rows = sql.where(
                self.beside_parent(table, ["parent", "row"]),
                sql.is_null(sql.column("level", "upper")),
                sql.negation(sql.is_null(sql.column("parent", OWN))),
            )
            parent = sql.column("parent")
            columns = [parent, sql.number_of_rows(), sql.least_of(sql.column("row"))]
            counted = sql.grouped(sql.select(columns, sql.nested(rows, OWN)), sql.column("parent"))
            for name, units, row in self.database.rows(sql.ordered(counted, sql.column("parent"))):
                yield Orphans(str(name), int(str(units)), table.name, int(str(row)))

    def beside_parent(self, table: WideTable, columns: Sequence[str]) -> sql.Select:
        """Return columns of a table's list, and the level of the unit above, where it is given."""
        kept = sql.nested(table.kept_rows(list(dict.fromkeys([*columns, "parent"]))), OWN)
        upper = sql.named(sql.column("level", "upper"), "upper level")
        named = [*(sql.column(name, OWN) for name in columns), upper]
        return sql.joined_left(
            sql.select(named, kept),
            sql.table(MEMBERS, "upper"),
            sql.equal(sql.column("parent", OWN), sql.column("unit", "upper")),
        )

    # --- What is above each -------------------------------------------------------------------

    def chain(self) -> str:
        """Keep all units with what is above them at each level, and return the table's name.

        A parent that is not given counts as a unit of the next level of the edition; one that is
        of no higher level as none.
        """
        query = sql.select([sql.star(OWN), *self.step(1)], sql.table(MEMBERS, OWN))
        query = beside_upper(query, sql.column("parent", OWN))
        for step in range(2, STEPS + 1):
            inner = sql.nested(query, OWN)
            query = sql.select([sql.star(OWN), *self.step(step)], inner)
            query = beside_upper(query, sql.column(f"next {step - 1}", OWN))
        columns = [sql.column(name) for name, _ in TYPES]
        columns += [sql.named(self.at(level), level.value) for level in LEVELS[1:]]
        self.database.keep(CHAINED, sql.select(columns, sql.nested(query, OWN)))
        # It has all of them: they need not be there twice.
        self.database.forget(MEMBERS)
        members = sql.select([sql.column(name) for name, _ in TYPES], sql.table(CHAINED))
        self.database.define(MEMBERS, members)
        return CHAINED

    def step(self, step: int) -> list[Sql]:
        """Return what one step up leads to: a unit, its level, and the next unit above."""
        below = sql.column("level", OWN) if step == 1 else sql.column(f"level {step - 1}", OWN)
        named = sql.column("parent", OWN) if step == 1 else sql.column(f"next {step - 1}", OWN)
        upper = sql.column("level", "upper")
        is_above = sql.more(sql.column("level", "upper"), below.copy())
        is_missing = sql.all_of(
            sql.is_null(sql.column("level", "upper")), sql.negation(sql.is_null(named.copy()))
        )
        level = sql.choice([(is_above, upper), (is_missing, self.level_above(below))])
        following = sql.choice([(is_above.copy(), sql.column("parent", "upper"))])
        return [
            sql.named(named, f"unit {step}"),
            sql.named(level, f"level {step}"),
            sql.named(following, f"next {step}"),
        ]

    def level_above(self, below: Sql) -> Sql:
        """Return the next level above that the edition has, null above the highest."""
        above = ((level, self.edition.level_above(level)) for level in LEVELS)
        heights = [
            (sql.whole(level.height), sql.cast(sql.whole(upper.height), Type.TINY))
            for level, upper in above
            if upper is not None
        ]
        return sql.looked_up(below.copy(), heights, sql.nothing(Type.TINY))

    def at(self, level: Level) -> Sql:
        """Return the unit above that is of a level, null where none is."""
        return sql.choice(
            [
                (
                    sql.equal(sql.column(f"level {step}"), sql.whole(level.height)),
                    sql.column(f"unit {step}"),
                )
                for step in range(1, STEPS + 1)
            ]
        )

    def place(self) -> str:
        """Give the units that are judged, all that is kept of them, a name: `placed`."""
        chained = self.chain()
        columns = [sql.column(name) for name, _ in COLUMNS]
        is_judged = sql.equal(sql.column("judged"), sql.whole(1))
        query = sql.where(sql.select(columns, sql.table(chained)), is_judged)
        return self.database.define(PLACED, query)


def beside_upper(query: sql.Select, parent: Sql) -> sql.Select:
    """Return a query with the unit above beside it, where that is given."""
    upper = sql.table(MEMBERS, "upper")
    return sql.joined_left(query, upper, sql.equal(parent, sql.column("unit", "upper")))
