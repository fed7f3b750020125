"""A database whose statements of sums and choices are worked out over arrays in memory.

What reads files, sorts or says other words is done by DuckDB, which reads the arrays as tables.
"""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

import numpy as np

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.arrays import arrow
from zicha.backends.columnar.arrays.appending import together
from zicha.backends.columnar.arrays.cells import column_of, rows_of
from zicha.backends.columnar.arrays.ids import IDS, Ids
from zicha.backends.columnar.arrays.lending import readable, type_of
from zicha.backends.columnar.arrays.ordering import taken_rows
from zicha.backends.columnar.arrays.queries import Queries, streamed_from
from zicha.backends.columnar.arrays.relations import (
    BeyondArrays,
    Relation,
    of_vectors,
    one_to_one,
)
from zicha.backends.columnar.arrays.said import Said, said_by
from zicha.backends.columnar.arrays.vectors import (
    Array,
    Texts,
    Vector,
)
from zicha.backends.columnar.database import Address, Columns, Duck
from zicha.backends.columnar.garbage import give_back, nothing_collected
from zicha.backends.workers import InTurn, ahead
from zicha.errors import EngineError
from zicha.model.facts import LEVELS

Cells = tuple[object, ...]
OWN = "own"
UNIT = "unit"
UNITS = frozenset((UNIT, "parent", *(level.value for level in LEVELS)))
"""Columns that hold ids of units, in whatever table."""
MANY = 100_000
"""Rows of which so much memory is let go that it is worth giving back."""
A_PART = 100_000
"""Rows of a table that are read, and let go of, at a time."""
A_FETCH = 5000
"""Unit: rows."""


Also = Callable[[Relation], None]


def nothing(_: Relation) -> None:
    """Do nothing beside."""


@dataclass(slots=True)
class Table:
    """Columns of so many rows.

    ``types``: of all columns, where it stands in the database, in whose words these are; then only
    those are here that were asked for.
    """

    vectors: dict[str, Vector]
    rows: int
    types: Mapping[str, str] | None = None
    lent: dict[str, Array] = field(default_factory=dict)
    masks: dict[int, Array] = field(default_factory=dict)


class Arrays:
    """Tables as arrays in memory, beside those of DuckDB."""

    folder = None

    def __init__(self, duck: Duck | None = None) -> None:
        """Begin without arrays. ``duck``: whose tables are read, too."""
        self.duck = Duck() if duck is None else duck
        self.dialect = self.duck.dialect
        self.texts = Texts()
        self.has_ids = False
        self.held: dict[str, Table] = {}
        self.steps: dict[str, str] = {}
        # Python works out one thing at a time: two at once would only wait for each other.
        self.lock = threading.RLock()

    # --- What a database does ---------------------------------------------------------------------

    def at_once(self) -> AbstractContextManager[Executor]:
        """Return what makes calls one after the other: Python works out one thing at a time."""
        return nullcontext(InTurn())

    def keep(self, name: str, query: sql.Query) -> str:
        """Keep the rows of a query as a table."""
        said = said_by(query)
        found = self.worked_out(query, said, self.stream_of(query, said))
        if found is None:
            self.lend(said)
            self.duck.keep(name, query)
        self.let_go(name)
        if found is not None:
            self.hold(name, Table(found.vectors(), found.rows))
        return name

    def keep_with(self, name: str, query: sql.Query, beside: tuple[str, sql.Query]) -> None:
        """Keep the rows of a query as a table, and sums over what it reads, which is read once.

        ``beside``: the name of their table, and a query of one row over the rows that the other
        reads and those that it makes. There may be a row for some of them, and one for others:
        whoever reads the table adds up.
        """
        of_sums, summing = beside
        said = said_by(query).with_that_of(said_by(summing))
        sums: list[Relation] = []

        def add_up(part: Relation) -> None:
            self.hold(name, Table(part.vectors(), part.rows))
            sums.append(self.found(summing, said))

        stream = self.stream_of(query, said)
        found = None if stream is None else self.worked_out(query, said, stream, add_up)
        self.let_go(name)
        if found is None:
            self.keep(name, query)
            self.keep(of_sums, summing)
            return
        self.hold(name, Table(found.vectors(), found.rows))
        self.let_go(of_sums)
        whole = together(sums)
        self.hold(of_sums, Table(whole.vectors(), whole.rows))

    def hold(self, name: str, table: Table) -> None:
        """Hold a table, in place of one of its name."""
        with self.lock:
            self.held[name] = table

    def let_go(self, name: str) -> Table | None:
        """Hold a table no more, nor let DuckDB read it; return what there was."""
        with self.lock:
            self.duck.take_back(name)
            return self.held.pop(name, None)

    def define(self, name: str, query: sql.Query) -> str:
        """Give the rows of a query a name."""
        return self.keep(name, query)

    def forget(self, *names: str) -> None:
        """Let go of tables."""
        for name in names:
            table = self.let_go(name)
            if table is None or table.types is not None:
                self.duck.forget(name)

    def rows(self, query: sql.Query) -> list[Cells]:
        """Return the rows of a query."""
        said = said_by(query)
        found = self.worked_out(query, said) if self.reads_arrays(said) else None
        if found is None:
            self.lend(said)
            return self.duck.rows(query)
        return [*rows_of(found.vectors().values(), 0, found.rows, self.texts)]

    def each_row(self, query: sql.Query) -> Iterator[Cells]:
        """Yield the rows of a query."""
        said = said_by(query)
        found = self.worked_out(query, said)
        if found is None:
            self.lend(said)
            yield from self.duck.each_row(query)
            return
        columns = found.vectors().values()
        for start in range(0, found.rows, A_FETCH):
            yield from rows_of(columns, start, min(found.rows, start + A_FETCH), self.texts)

    def columns_of(self, table: str) -> dict[str, str]:
        """Return the columns of a table, each with its type."""
        held = self.held.get(table)
        if held is None or held.types is not None:
            return self.duck.columns_of(table)
        return {name: type_of(vector) for name, vector in held.vectors.items()}

    def fill(self, name: str, columns: Columns, rows: Sequence[Mapping[str, object]]) -> str:
        """Make a table of some rows."""
        if any(kind is sql.Type.WORD for _, kind in columns):
            # Numbers of words are the database's.
            self.let_go(name)
            return self.duck.fill(name, columns, rows)
        found = {
            column: column_of([row.get(column) for row in rows], kind, self.texts)
            for column, kind in columns
        }
        self.let_go(name)
        self.hold(name, Table(found, len(rows)))
        return name

    def open_file(self, name: str, path: Address, numbered: str | None = None) -> str:
        """Give a file a name to be read under."""
        return self.duck.open_file(name, path, numbered)

    def write(self, query: sql.Query, path: Address) -> None:
        """Write the rows of a query as a file."""
        self.lend(said_by(query))
        self.duck.write(query, path)

    # --- Arrays -----------------------------------------------------------------------------------

    def worked_out(
        self, query: sql.Query, said: Said, stream: str | None = None, also: Also = nothing
    ) -> Relation | None:
        """Return the rows of a query, worked out; None where a database has to do it.

        ``stream``: a table of the database that is read a part at a time; ``also``: is called with
        the rows that are made of each part, while that is there.

        Raises:
            EngineError: there is not enough memory.
        """
        if not said.is_known:
            return None
        try:
            with self.lock, nothing_collected(), np.errstate(all="ignore"):
                self.texts.meet(said.texts)
                if stream is None:
                    found = self.found(query, said)
                else:
                    found = together([*self.found_in_parts(query, said, stream, also)])
                if found.rows > MANY or any(t.rows > MANY for t in self.read_by(said)):
                    give_back()
                return found
        except (BeyondArrays, RecursionError):
            # What is made of a thousand choices, one within the other, is too deep for Python.
            return None
        except MemoryError as error:
            message = "columnar: out of memory"
            raise EngineError(message) from error

    def found(self, query: sql.Query, said: Said) -> Relation:
        """Return the rows of a query."""
        relation = Queries(lambda name: self.table(name, said), self.texts).relation(query)
        return of_vectors(relation.vectors(), relation.rows)

    def found_in_parts(
        self, query: sql.Query, said: Said, stream: str, also: Also
    ) -> Iterator[Relation]:
        """Yield the rows of a query for some rows after the other of a table that it streams."""
        types = self.duck.columns_of(stream)
        names = said.of(types)
        with self.duck.at_once() as calls:
            # The database reads the next part while Python works this one out.
            for rows, vectors in ahead(self.loaded(stream, types, names, A_PART), calls):
                columns = dict(zip(names, vectors, strict=True))
                self.held[stream] = Table(columns, rows, types)
                try:
                    found = self.found(query, said)
                    also(found)
                    yield found
                finally:
                    del self.held[stream]

    def stream_of(self, query: sql.Query, said: Said) -> str | None:
        """Return the table of the database that a query reads row by row; None for no such one."""
        name = streamed_from(query) if said.is_known else None
        return None if name is None or name in self.held else name

    def read_by(self, said: Said) -> list[Table]:
        """Return the tables here that a query reads."""
        return [self.held[name] for name in said.tables & self.held.keys()]

    def reads_arrays(self, said: Said) -> bool:
        """Return whether a query reads a table that is nowhere but here."""
        return any(table.types is None for table in self.read_by(said))

    def table(self, name: str, said: Said) -> Relation:
        """Return a table; what a query reads of it comes from the database where it is there."""
        table = self.held.get(name)
        if table is None:
            table = self.held[name] = Table({}, 0, types=self.duck.columns_of(name))
        if table.types is not None:
            wanted = {*said.of(table.types), *table.vectors}
            if wanted > table.vectors.keys():
                # Those that are asked for later, too: columns that are read apart do not fit.
                every = arrow.READABLE.issuperset(table.types.values())
                names = [c for c in table.types if every or c in wanted]
                ((table.rows, vectors),) = self.loaded(name, table.types, names, sys.maxsize)
                table.vectors = self.stepped(name, dict(zip(names, vectors, strict=True)))
        return of_vectors(table.vectors, table.rows)

    def in_step(self, name: str, other: str) -> None:
        """Read a table of the database in the order of the units of another, which is here.

        Where the two are joined nothing has to be looked for.
        """
        self.steps[name] = other

    def stepped(self, name: str, vectors: dict[str, Vector]) -> dict[str, Vector]:
        """Return what is read of a table in the order in which it is wanted, where there is one."""
        other = self.held.get(self.steps.get(name, ""))
        if other is None or UNIT not in vectors or UNIT not in other.vectors:
            return vectors
        at = one_to_one(other.vectors[UNIT], vectors[UNIT])
        return vectors if at is None else {n: taken_rows(v, at) for n, v in vectors.items()}

    def loaded(
        self, name: str, types: Mapping[str, str], names: Sequence[str], least: int
    ) -> Iterator[tuple[int, list[Vector]]]:
        """Yield columns of a table of the database, together: its rows may come in any order.

        ``least``: how many rows come at a time, or some more.

        Raises:
            BeyondArrays: a column is of a type that is not read.
        """
        wanted = [self.type_read(each, types[each]) for each in names]
        if not names or not (arrow.READABLE | {arrow.CODED}).issuperset(wanted):
            raise BeyondArrays
        columns = [
            sql.named(sql.column("code", each), each)
            if kind == arrow.CODED
            else sql.column(each, OWN)
            for each, kind in zip(names, wanted, strict=True)
        ]
        query = sql.select(columns, sql.table(name, OWN))
        for each, kind in zip(names, wanted, strict=True):
            if kind == arrow.CODED:
                on = sql.equal(sql.column(each, OWN), sql.column("unit", each))
                if each != UNIT:
                    # Far fewer, to be found sooner.
                    on = sql.all_of(on, sql.equal(sql.column("is_above", each), sql.whole(1)))
                query = sql.joined_left(query, sql.table(IDS, each), on)
        with self.duck.relation(query) as relation:
            yield from arrow.read_in_parts(relation, wanted, self.texts, least)

    def type_read(self, name: str, kind: str) -> str:
        """Return as what a column of the database is read."""
        is_id = self.has_ids and kind == arrow.TEXT and name in UNITS
        return arrow.CODED if is_id else kind

    def number_ids(self, ids: sql.Query) -> None:
        """Let the database say the codes of ids of units, which it finds sooner than Python.

        Before any text has a code. ``ids``: a query of every `unit` that is given or named, once;
        `is_above` is 1 for those that others name as the one above.
        """
        at = words.over(words.row_number(), (), [words.rising(sql.column("unit"))])
        code = sql.minus(at, sql.whole(1))
        columns = [sql.column("unit"), sql.column("is_above")]
        columns.append(sql.named(sql.cast(code, sql.Type.SMALL), "code"))
        self.duck.keep(IDS, sql.select(columns, sql.nested(ids, OWN)))
        self.texts = Texts(Ids(self.duck))
        self.has_ids = True

    # --- What DuckDB reads of them ----------------------------------------------------------------

    def lend(self, said: Said) -> None:
        """Let DuckDB read the arrays that a statement reads, within this thread."""
        with self.lock:
            for name in said.tables & self.held.keys():
                table = self.held[name]
                if table.types is None:
                    # A table without any column is none.
                    names = said.of(table.vectors) or [*table.vectors][:1]
                    self.duck.lend(name, {each: self.lent(table, each) for each in names})

    def lend_whole(self, names: Iterable[str]) -> None:
        """Let DuckDB read whole tables, within this thread."""
        for name in names:
            self.lend(said_by(sql.everything(sql.table(name))))

    def lent(self, table: Table, name: str) -> Array:
        """Return a column as DuckDB reads it.

        Raises:
            EngineError: a number has more than 64 bits.
        """
        if name not in table.lent:
            column = table.vectors[name]
            table.lent[name] = readable(name, column, self.texts, table.masks)
        return table.lent[name]
