"""How long it takes from the rules of a day to the text of the statements, nothing being run."""

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from timing import Figure
from zicha.backends.columnar import sql
from zicha.backends.columnar.database import Columns
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.units import Units
from zicha.backends.workers import InTurn
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.facts import LEVELS, Level

ON = date(2011, 6, 30)
TARGET = 300.0
RUNS = 7


class Printer:
    """A database that prints the statements and runs none; a table is named by its level."""

    dialect = "duckdb"

    def __init__(self, engine: Columnar) -> None:
        """Know the columns that the tables of facts would have."""
        self.compiled = engine.compiled
        self.characters = 0

    def at_once(self) -> InTurn:
        """Return what makes calls one after the other."""
        return InTurn()

    def keep(self, name: str, query: sql.Query) -> str:
        """Print the statement."""
        self.characters += len(sql.created(name, query).sql(dialect=self.dialect, copy=False))
        return name

    def columns_of(self, table: str) -> dict[str, str]:
        """Return the columns that a table of facts may have."""
        own = self.compiled.own_columns(Level(table))
        return dict.fromkeys(("unit", "parent", *(column.name for column in own)), "")

    def fill(self, name: str, _columns: Columns, _rows: Sequence[Mapping[str, object]]) -> str:
        """Do nothing."""
        return name


def figures() -> Iterator[Figure]:
    """Yield the figure."""
    edition = load_edition(None)
    rules, levels = rules_on(edition, ON), {f.id: f.level for f in edition.facts.values()}
    printed, took = [], []
    for _ in range(RUNS):
        start = time.process_time()
        engine = Columnar(rules, levels, every_fault=False)
        printer = Printer(engine)
        tables = {level: level.value for level in LEVELS}
        engine.judge_many(Units(printer, tables, "waivers"))  # type: ignore[arg-type]
        printed.append(printer.characters)
        took.append(1000 * (time.process_time() - start))
    name = f"edition compiled to SQL, {printed[0] // 1000} kB, of the processor"
    yield Figure(name, statistics.median(took), target=TARGET)


if __name__ == "__main__":
    for figure in figures():
        print(*figure.line(), sep="  ")
