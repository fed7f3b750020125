"""How many times as long others take for a unit: zen-engine, durable_rules, a plain Python loop.

    python benches/rivals.py [UNITS]      600,000 unless told

The columnar engine judges the units all at once, the others a sample of the same units one after
another. zen and the loop say only what becomes of the items; beside them ours leaves out the
conclusions, but not grades and sums of points. durable_rules (without its host, driven by our rete
engine) gives outcomes, grades and conclusions; so does ours beside it. All are ready made; nothing
is read or encoded within the time. The many units are 6,000 invented ones, each repeated under
other names.
"""

# ruff: noqa: S608
# Its statements are made of names of tables and of numbers.

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "engine"), str(ROOT / "tests"), str(ROOT / "benches")]

import duckdb  # noqa: E402 - after the path is set

from engines import yardstick  # noqa: E402
from invented import ON, Invented, Inventor  # noqa: E402
from plain_loop import PlainLoop  # noqa: E402
from timing import Figure, median_each, one_ms  # noqa: E402
from zicha.backends import rete  # noqa: E402
from zicha.backends.columnar.arrays.database import Arrays  # noqa: E402
from zicha.backends.columnar.database import Duck  # noqa: E402
from zicha.backends.columnar.engine import Columnar  # noqa: E402
from zicha.backends.columnar.given import given_tables, waiver_table  # noqa: E402
from zicha.backends.columnar.units import Units  # noqa: E402
from zicha.backends.reference.engine import Reference  # noqa: E402
from zicha.editions.load import load_edition  # noqa: E402
from zicha.language.asof import rules_on  # noqa: E402
from zicha.model.facts import LEVELS, Knowledge  # noqa: E402
from zicha.model.ruleset import RuleSet  # noqa: E402

COUNT = 600_000
INVENTED = 6_000
SAMPLE = 100
RUNS = 3
TARGETS = {"zen-engine": 100.0, "durable_rules": 100.0, "plain Python loop": 15.0}

T = TypeVar("T")


def repeated(connection: duckdb.DuckDBPyConnection, table: str, times: int) -> str:
    """Repeat the rows of a table under other names of units, and return the table of them."""
    names = [name for name in ("unit", "parent") if name in connection.table(table).columns]
    renamed = ", ".join(f"{name} || '#' || n AS {name}" for name in names)
    connection.execute(
        f"CREATE TABLE many_{table} AS SELECT * REPLACE ({renamed})"
        f" FROM {table}, range({times}) t(n)"
    )
    return f"many_{table}"


class Crowd:
    """Many units in one database."""

    def __init__(self, engine: Columnar, units: Sequence[Invented], times: int) -> None:
        """Repeat some units so many times."""
        self.count = times * len(units)
        self.connection = duckdb.connect()
        self.base = Duck(self.connection)
        given = given_tables(self.base, engine.compiled, [unit.given for unit in units])
        self.tables = {
            level: repeated(self.connection, name, times) for level, name in given.items()
        }
        waivers = waiver_table(self.base, {unit.given.unit: unit.waived for unit in units})
        self.waivers = repeated(self.connection, waivers, times)

    def each_ms(self, engine: Columnar) -> float:
        """Return the time that an engine takes for one of all units, in milliseconds."""

        def judge() -> None:
            # Each time anew: else it would have the facts at hand.
            engine.judge_many(Units(Arrays(self.base), self.tables, self.waivers))

        return min(one_ms(judge) for _ in range(RUNS)) / self.count


class Rivals:
    """The others, and the units that they judge."""

    def __init__(self, rules: RuleSet, sample: Sequence[Knowledge]) -> None:
        """Make the reference, which says how rightly they judge."""
        self.rules, self.sample = rules, sample
        self.reference = Reference(rules)

    def figures(self, whole: float, ours: float) -> Iterator[Figure]:
        """Yield how many times as long each takes as the columnar engine, in milliseconds.

        ``ours``: its time without conclusions.
        """
        loop = PlainLoop(self.rules)
        items = self.reference.items.items()
        every = [(code, index) for code, found in items for index in range(len(found))]
        said = [[str(o) for o in loop.outcomes(known)] for known in self.sample]
        name = yardstick("loop", every, self.rules, self.reference, list(self.sample), said)
        yield from self.figure("plain Python loop", name, loop.outcomes, self.sample, ours)
        if find_spec("zen") is not None:
            yield from self.zen(ours)
        if rete.available():
            judge = rete.Rete(self.rules).judge
            yield from self.figure("durable_rules", "our rete", judge, self.sample, whole)

    def zen(self, ours: float) -> Iterator[Figure]:
        """Yield the figures of zen-engine."""
        from zen_loop import ZenLoop  # noqa: PLC0415 - a yardstick that need not be there

        zen = ZenLoop(self.rules)
        contexts = [zen.context(known) for known in self.sample]
        said = [zen.outcomes(context) for context in contexts]
        sample = list(self.sample)
        name = yardstick("zen", zen.supported, self.rules, self.reference, sample, said)
        yield from self.figure("zen-engine", name, zen.outcomes, contexts, ours)

    def figure(
        self,
        rival: str,
        name: str,
        judge: Callable[[T], object],
        inputs: Sequence[T],
        ours: float,
    ) -> Iterator[Figure]:
        """Yield the time of one unit, and how many times that of ours it is."""
        each = median_each(judge, inputs)
        yield Figure(f"{rival}, one unit ({name})", each)
        yield Figure(f"{rival} over columnar", each / ours, "x", TARGETS[rival], at_least=True)


def figures(count: int = COUNT) -> Iterator[Figure]:
    """Yield the figures."""
    edition = load_edition(None)
    rules = rules_on(edition, ON)
    units = list(Inventor(edition, rules, "rivals").units(INVENTED))
    levels = {fact.id: fact.level for fact in edition.facts.values()}
    engine = Columnar(rules, levels, every_fault=False)
    crowd = Crowd(engine, units, max(1, round(count / len(units))))
    whole = crowd.each_ms(engine)
    yield Figure(f"columnar, one of {crowd.count:,} units", 1000 * whole, "µs")
    plain = Columnar(replace(rules, conclusions=()), levels, every_fault=False)
    ours = crowd.each_ms(plain)
    yield Figure("columnar, the same without conclusions", 1000 * ours, "µs")
    crowd.connection.close()
    complete = [unit.known for unit in units if len(unit.chain) == len(LEVELS)]
    yield from Rivals(rules, complete[:SAMPLE]).figures(whole, ours)


def main() -> None:
    """Print the figures."""
    for figure in figures(*(int(word) for word in sys.argv[1:])):
        print(*figure.line(), sep="  ")


if __name__ == "__main__":
    main()
