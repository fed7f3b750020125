"""A wide table of units: which rows are to be read one by one, and what is known of the others."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from zicha.backends.columnar import sql
from zicha.backends.columnar.columns import Choice
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Address, Database
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.wide import words
from zicha.backends.columnar.wide.cells import Days, Lists, Truths, cells_of
from zicha.backends.columnar.wide.heading import Heading
from zicha.backends.columnar.wide.known import Dates, Settled, bearing_on
from zicha.backends.columnar.wide.layers import Layers
from zicha.backends.columnar.wide.listing import ROW, Listing, Taken
from zicha.backends.columnar.wide.observed import Observed
from zicha.backends.columnar.wide.typed import TextColumns, typed
from zicha.errors import EngineError
from zicha.model.edition import Edition
from zicha.model.facts import Fact, FactType, Level

OWN, OUT = "own", "out"
ASIDE_ROW = "aside row"
ROW_DAY = "row day"
UNIT = "unit of row"

OddRow = tuple[int, tuple[object, ...]]
"""The number of a row, from 1 below the head, and what stands in its columns, in their order."""


class WideTable:
    """One file of many units. First ``list_rows``, then ``rows_to_read``, then what is known.

    ``asked``: the day for which the audit was asked; without it each row has its own. ``only``: a
    table of the units of which facts are wanted, None for all.
    """

    def __init__(
        self,
        database: Database,
        edition: Edition,
        path: Address,
        asked: date | None = None,
        name: str = "wide",
    ) -> None:
        """Look at the columns; nothing is read yet. ``name``: that of its tables begins so."""
        self.database = database
        self.edition = edition
        self.path = path
        self.asked = asked
        self.name = name
        view = database.open_file(name, path)
        self.types = database.columns_of(view)
        self._listing: Listing | None = None
        self._aside: set[int] = set()
        self.only: str | None = None

    @property
    def head(self) -> tuple[str, ...]:
        """Return the names of the columns in their order."""
        return tuple(self.types)

    @property
    def listed(self) -> str:
        """Return the name of the list of its rows (``Listing.query`` has its columns)."""
        return f"{self.name}_listed"

    @property
    def aside(self) -> str:
        """Return the name of the table of rows that are not taken from here."""
        return f"{self.name}_aside"

    @property
    def listing(self) -> Listing:
        """Return how its rows are listed."""
        if self._listing is None:
            message = "columnar: the rows of a table are asked for before they were listed"
            raise EngineError(message)
        return self._listing

    def is_empty(self, column: str) -> bool:
        """Return whether a column of text says nothing in any row."""
        given = sql.unequal(sql.column(column), sql.text(""))
        rows = sql.where(sql.select([sql.number_of_rows()], sql.table(self.name)), given)
        return self.database.rows(rows)[0][0] == 0

    # --- Its rows -----------------------------------------------------------------------------

    def list_rows(self, heading: Heading, folder: Address) -> str:
        """Keep who is in the table, a row each, and whether it is odd; return the list's name.

        Columns of text are brought to the types of what they say first, in a file of their own in
        ``folder``, so that they are taken apart once.
        """
        numbered = self.database.open_file(f"{self.name}_numbered", self.path, ROW)
        taken = Taken(numbered, heading, self.types)
        texts = TextColumns.of(heading, self.edition, self.types)
        if texts.every:
            path = f"{folder}/{self.name}.parquet"
            self.database.write(typed(self.name, self.types, texts, heading), path)
            view = self.database.open_file(f"{self.name}_typed", path, ROW)
            types = self.database.columns_of(view)
            taken = Taken(view, heading, types, frozenset(texts.numbers))
        self._listing = Listing(taken, self.edition, self.asked)
        return self.database.keep(self.listed, self._listing.query())

    def rows_to_read(self) -> list[OddRow]:
        """Return the rows that have to be read one by one, and take them from here no more.

        They are odd, or the table has another unit of the same id.
        """
        listed = sql.table(self.listed, OWN)
        odd = sql.where(sql.select([sql.column("row", OWN)], listed), sql.column("odd", OWN))
        keys = sql.select([sql.column("key")], sql.table(self.listed))
        several = words.having(
            sql.grouped(keys, sql.column("key")), sql.more(sql.number_of_rows(), sql.whole(1))
        )
        return self.taken_out(sql.union([odd, self.rows_with("key", sql.nested(several, OUT))]))

    def rows_like(self, keys: Iterable[str]) -> list[OddRow]:
        """Return the other rows whose units have one of some keys, and take them from here no more.

        Asked with the keys of units of other sources, and of rows that were read one by one: what
        stands in those may turn out to be the id of another.
        """
        rows = [{"key": key} for key in keys]
        table = self.database.fill(f"{self.name}_keys", [("key", Type.TEXT)], rows)
        return self.taken_out(self.rows_with("key", sql.table(table, OUT)))

    def leave_out(self, units: Iterable[str]) -> None:
        """Take some units from here no more: those that are wrong by what is above them."""
        rows = [{"unit": unit} for unit in units]
        table = self.database.fill(f"{self.name}_left_out", [("unit", Type.TEXT)], rows)
        self.set_aside(self.rows_with("unit", sql.table(table, OUT)))

    def rows_with(self, column: str, some: Sql) -> sql.Select:
        """Return the numbers of the rows whose column is one of those in a relation, ``OUT``."""
        rows = sql.select([sql.column("row", OWN)], sql.table(self.listed, OWN))
        return sql.joined(rows, some, sql.equal(sql.column(column, OWN), sql.column(column, OUT)))

    def set_aside(self, rows: sql.Query) -> str | None:
        """Note that rows are not taken from here; return the table of those that still were."""
        found = {int(str(row)) for (row,) in self.database.rows(rows)} - self._aside
        if not found:
            return None
        self._aside |= found
        for name, some in ((self.aside, self._aside), (f"{self.name}_new", found)):
            self.database.fill(name, [("row", Type.BIG)], [{"row": row} for row in sorted(some)])
        return f"{self.name}_new"

    def taken_out(self, rows: sql.Query) -> list[OddRow]:
        """Return rows as they stand in the file, those that were still taken from here."""
        table = self.set_aside(rows)
        return [] if table is None else self.cells_of_rows(table)

    def cells_of_rows(self, table: str) -> list[OddRow]:
        """Return rows of which the numbers are in a table, as they stand in the file."""
        columns = [sql.column(name, OWN) for name in (ROW, *self.types)]
        query = sql.joined(
            sql.select(columns, sql.table(f"{self.name}_numbered", OWN)),
            sql.table(table, OUT),
            sql.equal(sql.column(ROW, OWN), sql.column("row", OUT)),
        )
        found = self.database.rows(sql.ordered(query, sql.column(ROW, OWN)))
        return [(int(str(number)), tuple(cells)) for number, *cells in found]

    def numbers_of(self, units: Iterable[str]) -> dict[str, int]:
        """Return the numbers of the rows of some units, of those that are taken from here."""
        ids = sorted({*units})
        numbers = sql.where(
            self.kept_rows(["row", "unit"]), sql.is_one_of(sql.column("unit", OWN), ids)
        )
        return {str(unit): int(str(row)) for row, unit in self.database.rows(numbers)}

    def rows_of(self, units: Iterable[str]) -> list[OddRow]:
        """Return the rows of some units, which still are taken from here: each has one.

        They are found by what stands in the file: a database passes over all other rows as it
        reads, and so in several threads, which it cannot where rows are numbered.
        """
        row_of = self.numbers_of(units)
        if not row_of:
            return []
        ids = sorted(row_of)
        heading, taken = self.listing.heading, self.listing.taken
        columns = [sql.named(taken.text_of(heading.unit), UNIT), *map(sql.column, self.types)]
        rows = sql.select(columns, sql.table(self.name))
        found = self.database.rows(sql.where(rows, sql.is_one_of(taken.said(heading.unit), ids)))
        return sorted(
            (row_of[str(unit)], tuple(cells)) for unit, *cells in found if str(unit) in row_of
        )

    def kept_rows(self, columns: Sequence[str]) -> sql.Select:
        """Return columns of the list, of the rows that are taken from here."""
        named = [sql.column(name, OWN) for name in columns]
        return self.without_aside(sql.select(named, sql.table(self.listed, OWN)), "row")

    def without_aside(self, query: sql.Select, row: str) -> sql.Select:
        """Return a query on ``OWN`` without the rows that are not taken from here."""
        if not self._aside:
            return query
        aside = sql.select([sql.named(sql.column("row"), ASIDE_ROW)], sql.table(self.aside))
        beside = sql.joined_left(
            query,
            sql.nested(aside, OUT),
            sql.equal(sql.column(row, OWN), sql.column(ASIDE_ROW, OUT)),
        )
        return sql.where(beside, sql.is_null(sql.column(ASIDE_ROW, OUT)))

    # --- What is known ------------------------------------------------------------------------

    def settled(
        self, compiled: Compiled, level: Level, observed: Observed | None = None
    ) -> Settled:
        """Return what is known of the facts of a level that rules or computed shares read."""
        dictionary = self.edition.facts
        read = {fact for fact in compiled.facts_read(level) if dictionary[fact].level is level}
        shares = [each.share_of for each in dictionary.values() if each.share_of is not None]
        read |= {f for s in shares for f in s.facts if dictionary[f].level is level}
        wanted = bearing_on(self.edition, read)
        facts = [f for f in dictionary.values() if f.id in wanted and f.level is level]
        heading = self.listing.heading
        own = {f.id: day_name(f.id) for f in facts if heading.day_of(f) is not None}
        row = None if heading.date is None else ROW_DAY
        layers = self.stated(compiled, level, facts)
        settled = Settled(layers, self.edition, facts, Dates(compiled.rules.on, own, row))
        settled.settle(observed)
        return settled

    def stated(self, compiled: Compiled, level: Level, facts: Sequence[Fact]) -> Layers:
        """Return what the rows of a level state of some facts."""
        taken, heading = self.listing.taken, self.listing.heading
        at: dict[tuple[str, ...], str] = {}
        columns = [
            sql.column(ROW),
            sql.named(taken.text_of(heading.unit), "unit"),
            sql.named(taken.text_of(heading.parent), "parent"),
        ]
        if heading.date is not None:
            columns.append(sql.named(taken.stated_day(), ROW_DAY))
        for fact in facts:
            for key, value in self.values(compiled, fact):
                at[key] = "/".join(key)
                columns.append(sql.named(value, at[key]))
            day = heading.day_of(fact)
            if day is not None:
                value = Days(taken.column(day)).value()
                columns.append(sql.named(value, day_name(fact.id)))
        rows = sql.where(sql.select(columns, sql.table(taken.view)), self.listing.is_of(level))
        if self._aside:
            rows = self.without_aside(sql.select([sql.star(OWN)], sql.nested(rows, OWN)), ROW)
        if self.only is not None:
            wanted = sql.equal(sql.column("unit", OWN), sql.column("unit", OUT))
            own = sql.select([sql.star(OWN)], sql.nested(rows, OWN))
            rows = sql.joined(own, sql.table(self.only, OUT), wanted)
        return Layers(rows, at)

    def values(self, compiled: Compiled, fact: Fact) -> Iterator[tuple[tuple[str, ...], Sql]]:
        """Yield what cells state of a fact, or of each member of it."""
        taken, heading = self.listing.taken, self.listing.heading
        name = heading.column_of(fact)
        if fact.type is FactType.SET:
            members = heading.members_of(fact)
            for member in fact.option_ids:
                said = [] if name is None else [Lists(taken.column(name), fact).value(member)]
                said += [Truths(taken.column(members[member])).value()] if member in members else []
                if said:
                    yield (fact.id, member), words.or_else(*said)
        elif name is not None:
            column = compiled.encoding.of_fact.get(fact.id)
            codes = column.code if isinstance(column, Choice) else no_code
            cells = cells_of(taken.column(name), fact, {o: codes(o) for o in fact.option_ids})
            assert not isinstance(cells, Lists), "the members of a list are read one by one"
            yield (fact.id,), cells.value()


def day_name(fact: str) -> str:
    """Return the column with the day of what is stated of a fact."""
    return f"{fact}@"


def no_code(_: str) -> int:
    """Return the code of an option that no rule asks for."""
    return 0
