"""A database that runs nothing: it writes the statements down."""

from collections.abc import Iterator, Mapping, Sequence

from zicha.backends.columnar import sql, statements
from zicha.backends.columnar.database import Address, Columns
from zicha.backends.workers import InTurn
from zicha.errors import EngineError

NO_ROWS = "columnar: a view keeps no rows"


class Script:
    """The statements that judge units, in the order in which each is made from those before."""

    def __init__(self, dialect: str) -> None:
        """Begin with none."""
        self.dialect = dialect
        self.folder = None
        self.parts: dict[str, sql.Query] = {}

    def at_once(self) -> InTurn:
        """Return what makes calls one after the other."""
        return InTurn()

    def keep(self, name: str, query: sql.Query) -> str:
        """Write a query down under a name."""
        for first, rows in statements.worked_out_first(query):
            self.keep(first, rows)
        self.parts[name] = query
        return name

    def define(self, name: str, query: sql.Query) -> str:
        """Write a query down under a name."""
        return self.keep(name, query)

    def forget(self, *_names: str) -> None:
        """Leave what was written down: all of it is one statement."""

    def columns_of(self, table: str) -> dict[str, str]:
        """Return the columns of what was written down. Their types are the database's to find."""
        return dict.fromkeys(self.parts[table].named_selects, "")

    def rows(self, _query: sql.Query) -> list[tuple[object, ...]]:
        """Raise EngineError: nothing is run."""
        raise EngineError(NO_ROWS)

    def each_row(self, _query: sql.Query) -> Iterator[tuple[object, ...]]:
        """Raise EngineError: nothing is run."""
        raise EngineError(NO_ROWS)

    def fill(self, _name: str, _columns: Columns, _rows: Sequence[Mapping[str, object]]) -> str:
        """Raise EngineError: nothing is run."""
        raise EngineError(NO_ROWS)

    def open_file(self, _name: str, _path: Address, _numbered: str | None = None) -> str:
        """Raise EngineError: nothing is run."""
        raise EngineError(NO_ROWS)

    def write(self, _query: sql.Query, _path: Address) -> None:
        """Raise EngineError: nothing is run."""
        raise EngineError(NO_ROWS)
