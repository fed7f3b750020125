"""Shares over the units below a unit, computed where it states none that counts.

``docs/units.md``, "Shares that are computed", says what this comes to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from zicha.backends.columnar import sql
from zicha.backends.columnar.columns import Count, Grid, NumberColumns
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.encoding import Encoding
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide.members import CHAINED
from zicha.model.edition import Edition
from zicha.model.facts import Fact, Level, ShareOf
from zicha.model.numbers import Interval

OWN, TALLY, UNIT = "own", "tally", "tallied unit"
GIVEN, YES, NO = "tallied", "tallied yes", "tallied no"
KEPT = ("yes:said", "no:said", "among:said")
"""What is kept of a computed share, under names that no fact has: answers, and of how many."""
SAID = ":said"
"""How the columns of what units say for shares end."""
WHOLE = 100
"""A share is in percent."""


def said_column(fact: str) -> str:
    """Return the column of a table of facts with what a unit says of a fact, for a share."""
    return f"{fact}{SAID}"


OUTSIDE = "share-outside"
DOUBTS = ("share-without-number", "share-too-many", OUTSIDE)
"""The hints that there are about shares."""


class Doubt(NamedTuple):
    """A hint about a share of a unit, and the facts that it is about."""

    unit: str
    code: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A share that is computed: its fact, and how."""

    fact: Fact
    of: ShareOf
    counted: Level

    @property
    def level(self) -> Level:
        """Return the level that holds the share."""
        return self.fact.level


def shares_of(edition: Edition) -> list[Share]:
    """Return the shares that an edition computes."""
    return [
        Share(fact, fact.share_of, edition.facts[fact.share_of.fact].level)
        for fact in edition.facts.values()
        if fact.share_of is not None and not fact.is_past
    ]


class Shares:
    """The computed shares of units, written into the tables of facts.

    The units below are those in `chained`; what they say, and how many a unit says there are,
    stands in ``said_column``. Shares are those of the day for which the tables were made.
    """

    def __init__(
        self,
        database: Database,
        edition: Edition,
        encoding: Encoding,
        tables: Mapping[Level, str],
        answers: Mapping[Level, str] | None = None,
    ) -> None:
        """Compute in the tables of facts of a day.

        ``answers``: tables of what all units say, where those of facts have some units only.
        """
        self.database = database
        self.edition = edition
        self.encoding = encoding
        self.tables = tables
        self.answers = {**tables, **(answers or {})}

    def compute(self) -> dict[str, str]:
        """Compute every share that the rules read.

        Returns:
            By fact a table of the units of which it was computed, as ``computed_share`` reads it.
        """
        found: dict[str, str] = {}
        for share in shares_of(self.edition):
            columns = self.encoding.of_fact.get(share.fact.id)
            tables_there = share.level in self.tables and share.counted in self.answers
            if columns is not None and tables_there:
                assert isinstance(columns, NumberColumns)
                found[share.fact.id] = self.note_computed(share, columns)
                self.write(share, columns)
        return found

    # --- What is worth a look ---------------------------------------------------------------------

    def doubtful(self) -> Iterator[Doubt]:
        """Yield what keeps shares from being computed, or speaks against those that are stated.

        The same as ``zicha.units.computed.compute`` hints at, by share and unit.
        """
        for share in shares_of(self.edition):
            if share.level in self.tables and share.counted in self.answers:
                rows = sql.ordered(self.doubts(share), sql.column("unit"))
                for unit, *doubts in self.database.rows(rows):
                    facts = (share.fact.id, share.of.among)
                    both = (share.fact.id, share.of.fact)
                    for code, doubt in zip(DOUBTS, doubts, strict=True):
                        if doubt:
                            yield Doubt(str(unit), code, both if code == OUTSIDE else facts)

    def doubts(self, share: Share) -> sql.Select:
        """Return the units of which a share is doubtful, with a column for each doubt."""
        table = self.tables[share.level]
        stated, declared = (
            sql.column(said_column(fact), OWN) for fact in (share.fact.id, share.of.among)
        )
        given, yes, no = (sql.column(name, TALLY) for name in (GIVEN, YES, NO))
        none_stated = sql.all_of(sql.is_null(stated), sql.is_null(declared))
        unnumbered = sql.all_of(none_stated, sql.more(given, sql.whole(0)))
        too_many = sql.more(given.copy(), declared.copy())
        # Multiplied out: as far from an end as a digit less or more in the last place.
        whole = sql.whole(WHOLE * 10**share.fact.decimals)
        below = sql.at_most(
            sql.times(sql.total([stated.copy(), sql.whole(1)]), declared.copy()),
            sql.times(whole, yes),
        )
        above = sql.at_least(
            sql.times(sql.minus(stated.copy(), sql.whole(1)), declared.copy()),
            sql.times(whole.copy(), sql.minus(declared.copy(), no)),
        )
        outside = sql.all_of(
            sql.at_most(given.copy(), declared.copy()),
            sql.more(sql.total([yes.copy(), no.copy()]), sql.whole(0)),
            sql.any_of(below, above),
        )
        tests = dict(zip(DOUBTS, (unnumbered, too_many, outside), strict=True))
        columns = [sql.named(test, code) for code, test in tests.items()]
        beside = sql.joined_left(
            sql.select(
                [sql.named(sql.column("unit", OWN), "unit"), *columns], sql.table(table, OWN)
            ),
            sql.nested(self.tallies(share), TALLY),
            sql.equal(sql.column("unit", OWN), sql.column(UNIT, TALLY)),
        )
        found = sql.select([sql.star()], sql.nested(beside, "doubtful"))
        return sql.where(found, sql.any_of(*(sql.column(code) for code in DOUBTS)))

    # --- Its ends ---------------------------------------------------------------------------------

    def tallies(self, share: Share) -> sql.Query:
        """Return the units above those that are counted, each with what these say."""
        said = sql.column(said_column(share.of.fact), "said")
        below = sql.joined_left(
            sql.select(
                [sql.column(share.level.value, OWN), sql.named(said, "said")],
                sql.table(CHAINED, OWN),
            ),
            sql.table(self.answers[share.counted], "said"),
            sql.equal(sql.column("unit", OWN), sql.column("unit", "said")),
        )
        of_level = sql.equal(sql.column("level", OWN), sql.whole(share.counted.height))
        owner = sql.column(share.level.value)
        columns = [sql.named(owner, UNIT), sql.named(sql.number_of_rows(), GIVEN)]
        for name, answer in ((YES, 1), (NO, 0)):
            is_it = sql.flag(sql.equal(sql.column("said"), sql.whole(answer)))
            columns.append(sql.named(sql.cast(sql.sum_of(is_it), Type.BIG), name))
        rows = sql.nested(sql.where(below, of_level), TALLY)
        return sql.grouped(sql.select(columns, rows), sql.column(share.level.value))

    def note_computed(self, share: Share, columns: NumberColumns) -> str:
        """Keep of which units a share is computed, and from what; return the table's name."""
        table = self.tables[share.level]
        low = columns.columns[0].name
        test = self.is_computed(share, self.database.columns_of(table), low)
        found = [sql.column(name, TALLY) for name in (YES, NO)]
        found.append(sql.column(said_column(share.of.among), OWN))
        kept = [sql.named(each, name) for each, name in zip(found, KEPT, strict=True)]
        beside = sql.joined_left(
            sql.select([sql.column("unit", OWN), *kept], sql.table(table, OWN)),
            sql.nested(self.tallies(share), TALLY),
            sql.equal(sql.column("unit", OWN), sql.column(UNIT, TALLY)),
        )
        return self.database.keep(f"computed_{share.fact.id}", sql.where(beside, test))

    def write(self, share: Share, columns: NumberColumns) -> None:
        """Write a share into the table of facts of its level."""
        table = self.tables[share.level]
        there = self.database.columns_of(table)
        ends = [column.name for column in columns.columns]
        made = dict(zip(ends, self.ends(share, columns), strict=False))
        taken = [name for name in there if name not in made]
        result = [sql.column(name, OWN) for name in taken]
        for column in columns.columns:
            stated = self.stated(column.name, column.twin, column.instead, there)
            is_computed = self.is_computed(share, there, ends[0])
            cell = sql.choice([(is_computed, made[column.name])], stated)
            result.append(sql.named(sql.cast(cell, Type.BIG), column.name))
        beside = sql.joined_left(
            sql.select(result, sql.table(table, OWN)),
            sql.nested(self.tallies(share), TALLY),
            sql.equal(sql.column("unit", OWN), sql.column(UNIT, TALLY)),
        )
        self.database.keep(f"{table}_with_shares", beside)
        self.database.keep(table, sql.everything(sql.table(f"{table}_with_shares")))

    def stated(
        self, name: str, twin: str | None, instead: int | None, there: Mapping[str, str]
    ) -> Sql:
        """Return what the table has of a number, or what stands for it."""
        if name in there:
            return sql.column(name, OWN)
        if twin in there:
            return sql.column(twin or "", OWN)
        return sql.nothing(Type.BIG) if instead is None else sql.whole(instead)

    def is_computed(self, share: Share, there: Mapping[str, str], low: str) -> Sql:
        """Return whether a share is computed: nothing is stated, and the units below suffice."""
        declared = said_column(share.of.among)
        tests = [
            sql.at_most(sql.column(GIVEN, TALLY), sql.column(declared, OWN)),
            sql.more(sql.total([sql.column(YES, TALLY), sql.column(NO, TALLY)]), sql.whole(0)),
        ]
        if low in there:
            tests.append(sql.is_null(sql.column(low, OWN)))
        return sql.all_of(*tests)

    def ends(self, share: Share, columns: NumberColumns) -> tuple[Sql, Sql, Sql]:
        """Return both ends of a share, as its columns have them, and of how many parts."""
        assert not isinstance(columns, Count), "a percentage is no count"

        def declared() -> Sql:
            return sql.column(said_column(share.of.among), OWN)

        low = sql.times(sql.whole(WHOLE), sql.column(YES, TALLY))
        most = sql.minus(declared(), sql.column(NO, TALLY))
        high = sql.times(sql.whole(WHOLE), most)
        if not isinstance(columns, Grid):
            return low, high, declared()
        scale = columns.scale
        return on_grid(low, declared(), scale), on_grid(high, declared(), scale), declared()


def computed_share(database: Database, table: str, unit: str) -> Interval | None:
    """Return a share that was computed of a unit, None where it was not.

    ``table``: one of those that ``Shares.compute`` made. Those of facts keep of a number only on
    which side of each bound it lies.

    Unit: percent.
    """
    query = sql.select([sql.column(name) for name in KEPT], sql.table(table))
    is_it = sql.equal(sql.column("unit"), sql.text(unit))
    for row in database.rows(sql.where(query, is_it)):
        yes, no, declared = (int(str(cell)) for cell in row)
        return Interval(
            Fraction(WHOLE * yes, declared), Fraction(WHOLE * (declared - no), declared)
        )
    return None


def on_grid(parts: Sql, of: Sql, scale: int) -> Sql:
    """Return the code of a fraction on the grid of bounds; neither part of it is negative."""
    whole = parts if scale == 1 else sql.times(parts, sql.whole(scale))
    point = sql.times(sql.whole(2), sql.quotient(whole, of))
    above = sql.flag(sql.more(sql.rest(whole.copy(), of.copy()), sql.whole(0)))
    return sql.total([point, above])
