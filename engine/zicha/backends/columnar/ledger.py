"""The results of one audit: judged day by day, and then one result of all."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlglot import exp

from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.units import Judged
from zicha.errors import EngineError

VERDICTS = "verdicts"
VERDICTS_OF, OUTCOMES_OF = "verdicts_of", "outcomes_of"


class Kept(NamedTuple):
    """Whose rows count: verdicts of those that are ``judged``, outcomes of all ``known``."""

    judged: Sequence[str]
    known: Sequence[str]


class Ledger:
    """Several judgings of one database as one result."""

    def __init__(self, database: Database, name: str = "part") -> None:
        """Begin with nothing judged. ``name``: a word in the names of its tables."""
        self.database = database
        self.name = name
        self.parts: list[Judged] = []

    def add(self, judged: Judged, units: Kept | None = None) -> None:
        """Keep what one judging came to, before the next takes its tables.

        ``units``: whose rows count; those of all units unless told.
        """
        number = len(self.parts) + 1
        if units is not None:
            for table, ids in ((VERDICTS_OF, units.judged), (OUTCOMES_OF, units.known)):
                rows = [{"unit": unit} for unit in ids]
                self.database.fill(table, (("unit", sql.Type.TEXT),), rows)

        def kept(table: str, counting: str) -> str:
            query = sql.select([sql.star()], sql.table(table))
            if units is not None:
                query = query.where(is_in(counting), copy=False)
            return self.database.keep(f"{table} {self.name} {number}", query)

        outcomes = {level: kept(table, OUTCOMES_OF) for level, table in judged.outcomes.items()}
        verdicts = kept(judged.verdicts, VERDICTS_OF)
        self.parts.append(Judged(judged.points_scale, outcomes, verdicts))

    def whole(self) -> Judged:
        """Return the result of all judgings.

        Raises:
            EngineError: nothing was judged.
        """
        if not self.parts:
            message = "columnar: nothing was judged"
            raise EngineError(message)
        if len(self.parts) == 1:
            return self.parts[0]
        first = self.parts[0]
        levels = dict.fromkeys(level for part in self.parts for level in part.outcomes)
        outcomes = {
            level: self.joined(
                f"outcomes_{level}", [p.outcomes[level] for p in self.parts if level in p.outcomes]
            )
            for level in levels
        }
        verdicts = self.joined(VERDICTS, [part.verdicts for part in self.parts])
        return Judged(first.points_scale, outcomes, verdicts)

    def joined(self, name: str, tables: Sequence[str]) -> str:
        """Keep the rows of several tables as one, in the columns that all of them have.

        Facts that are handed down stand only where units below were judged together with these.
        """
        every = [self.database.columns_of(table) for table in tables]
        shared = [column for column in every[0] if all(column in of_it for of_it in every)]
        queries = [sql.select([sql.column(c) for c in shared], sql.table(t)) for t in tables]
        return self.database.keep(name, sql.union(queries))


def is_in(table: str) -> sql.Sql:
    """Return whether the unit of a row is in a table."""
    wanted = sql.select([sql.column("unit")], sql.table(table))
    return exp.In(this=sql.column("unit"), query=exp.Subquery(this=wanted))
