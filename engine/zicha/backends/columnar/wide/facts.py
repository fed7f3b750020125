"""The facts of all units, level by level, as the engine judges them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zicha.backends.columnar import sql
from zicha.backends.columnar.columns import Column
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.encoded import Encoder
from zicha.backends.columnar.wide.known import Settled
from zicha.backends.columnar.wide.missing import Lacks
from zicha.backends.columnar.wide.observed import Observed
from zicha.backends.columnar.wide.shares import SAID, said_column, shares_of
from zicha.backends.columnar.wide.table import WideTable
from zicha.model.facts import Level

PART = "part"


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with wide tables: units that were read one by one, as a table for each level.

    ``observed``: what was seen of the units of the wide tables.
    """

    tables: Mapping[Level, str] = field(default_factory=dict)
    observed: Observed | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Some units of a level: a relation, and the columns that it has, each as it is made.

    ``settled``: what is known of them, where they stand in a wide table.
    """

    source: Sql
    columns: dict[str, Sql]
    settled: Settled | None = None


class FactTables:
    """The facts of the units of wide tables and of those beside them."""

    def __init__(
        self,
        database: Database,
        compiled: Compiled,
        tables: Sequence[WideTable],
        beside: Beside | None = None,
    ) -> None:
        """Encode by the rules of one day."""
        self.database = database
        self.compiled = compiled
        self.tables = tables
        self.beside = Beside() if beside is None else beside
        self.lacks: dict[Level, Lacks] = {}
        """Of each level that is kept what tells what units of wide tables lack."""

    def keep(self, written: Collection[Level] = ()) -> dict[Level, str]:
        """Keep the facts of each level that has units, and return the names of tables and views.

        ``written``: the levels that are tables, since something is written into them. All others
        are read once, as items are judged.
        """
        with self.database.at_once() as calls:
            found = {
                level: calls.submit(self.keep_level, level, is_table=level in written)
                for level in self.levels()
            }
        return {level: table.result() for level, table in found.items()}

    def keep_level(self, level: Level, *, is_table: bool) -> str:
        """Keep the facts of the units of a level, and return their name."""
        parts = [*self.parts(level)]
        lacks = self.lacks[level] = self.told_by(level, parts)
        for part in parts:
            if part.settled is not None:
                part.columns.update(lacks.told_by(part.settled, self.compiled))
        names = list(dict.fromkeys(name for part in parts for name in part.columns))
        every = (*self.compiled.own_columns(level), *lacks.columns())
        by_name = {column.name: column for column in every}
        queries = [
            sql.select([named_or(part, name, by_name) for name in names], part.source)
            for part in parts
        ]
        keep = self.database.keep if is_table else self.database.define
        return keep(f"facts_{level}", sql.union(queries))

    def told_by(self, level: Level, parts: Sequence[Part]) -> Lacks:
        """Return what tells what the units of a level lack."""
        tables = [part.settled for part in parts if part.settled is not None]
        is_mixed = len(tables) < len(parts)
        return Lacks.of(level, tables, self.compiled, is_mixed=is_mixed)

    def answers(self, levels: Iterable[Level]) -> dict[Level, str]:
        """Keep what all units of some levels say for shares, and return the names of the tables."""
        found: dict[Level, str] = {}
        for level in levels:
            queries = []
            for part in self.parts(level):
                names = [name for name in part.columns if name.endswith(SAID)]
                columns = [sql.named(part.columns[name], name) for name in ("unit", *names)]
                if names:
                    queries.append(sql.select(columns, part.source))
            if queries:
                found[level] = self.database.keep(f"answers_{level}", sql.union(queries))
        return found

    def levels(self) -> list[Level]:
        """Return the levels that have units, in their order."""
        heights = {
            height
            for table in self.tables
            for (height,) in self.database.rows(sql.distinct(table.kept_rows(["level"])))
        }
        return [x for x in Level if x.height in heights or x in self.beside.tables]

    def parts(self, level: Level) -> Iterator[Part]:
        """Yield the units of a level, source by source."""
        for table in self.tables:
            settled = table.settled(self.compiled, level, self.beside.observed)
            columns = self.encoded(level, settled)
            yield Part(sql.nested(settled.layers.query, PART), columns, settled)
        if level in self.beside.tables:
            name = self.beside.tables[level]
            columns = {each: sql.column(each) for each in self.telling(level, name)}
            yield Part(sql.table(name), columns)

    def encoded(self, level: Level, settled: Settled) -> dict[str, Sql]:
        """Return the columns of a wide table's units."""
        encoder = Encoder(settled.layers, self.compiled.rules.on)
        facts = self.compiled.levels or {}
        columns = {"unit": sql.column("unit"), "parent": sql.column("parent")}
        for fact in self.compiled.facts_read(level):
            if facts[fact] is level:
                of_fact = self.compiled.encoding.of_fact[fact]
                columns |= encoder.columns(settled.edition.facts[fact], of_fact)
        return columns | said(level, settled)

    def telling(self, level: Level, table: str) -> list[str]:
        """Return the columns of a table without those that only repeat what stands for them."""
        there = self.database.columns_of(table)
        doubtful = [c for c in self.compiled.own_columns(level) if is_spare(c) and c.name in there]
        if not doubtful:
            return list(there)
        counts = [words.or_else(sql.sum_of(sql.flag(differs(c))), sql.whole(0)) for c in doubtful]
        (found,) = self.database.rows(sql.select(counts, sql.table(table)))
        spare = {c.name for c, count in zip(doubtful, found, strict=True) if not count}
        return [name for name in there if name not in spare]


def said(level: Level, settled: Settled) -> dict[str, Sql]:
    """Return what units say for shares that are computed over them, and of them."""
    found: dict[str, Sql] = {}
    layers = settled.layers
    for share in shares_of(settled.edition):
        if share.counted is level:
            answer = layers.known(share.of.fact, kind=Type.TRUTH)
            cases = [(answer, sql.whole(1)), (sql.negation(answer.copy()), sql.whole(0))]
            value = sql.cast(sql.choice(cases), Type.BIG)
            found[said_column(share.of.fact)] = value
        if share.level is level:
            for fact in (share.of.among, share.fact.id):
                found[said_column(fact)] = layers.known(fact, kind=Type.BIG)
    return found


def is_spare(column: Column) -> bool:
    """Return whether something stands for a column where a table does not have it."""
    return column.twin is not None or column.instead is not None


def differs(column: Column) -> Sql:
    """Return whether a column says something else than what stands for it."""
    value = sql.column(column.name)
    if column.twin is None:
        return sql.unequal(value, sql.whole(column.instead or 0))
    twin = sql.column(column.twin)
    return sql.any_of(
        sql.unequal(value, twin),
        sql.all_of(sql.is_null(value), sql.negation(sql.is_null(sql.column(column.twin)))),
    )


def named_or(part: Part, name: str, columns: Mapping[str, Column]) -> Sql:
    """Return a column of a part, or what stands for it where it has none."""
    if name in part.columns:
        return sql.named(part.columns[name], name)
    column = columns.get(name, Column(name, Type.BIG))
    if column.twin in part.columns:
        return sql.named(part.columns[column.twin or ""].copy(), name)
    instead = sql.nothing(column.type) if column.instead is None else sql.whole(column.instead)
    return sql.named(sql.cast(instead, column.type), name)
