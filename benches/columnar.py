"""How long the columnar engine takes for many units of the shipped edition.

    python benches/columnar.py [UNITS]      2,000 and 60,000 unless told

The units are random: communities, streets, districts and cities in the proportions of the country,
a tenth and more of their facts unknown, counts of which only observations are known, a tenth of
them with waivers. Making them is not counted.
"""

import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date

import duckdb

from country import SHARE_OF, marks_of
from timing import Figure
from zicha.backends.columnar.arrays.database import Arrays
from zicha.backends.columnar.columns import Choice, Count, Day, FactColumns, Grid, Share
from zicha.backends.columnar.database import Duck
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.units import Units
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.facts import LEVELS, Level

ON = date(2011, 6, 30)
KEYS = 10_000_000
"""Keys of one level: those of the next begin after them."""
UNKNOWN = 0.12
SEED = 0.2011
TARGETS = {60_000: 2.5, 600_000: 10.0}
"""Of a whole audit, in seconds: judging is its largest part."""


def cells(columns: FactColumns, mark: float) -> Iterator[tuple[str, str]]:
    """Yield the columns of a fact, each with the SQL of a random value."""
    first = columns.columns[0].name
    match columns:
        case Grid(_, scale):
            # On the bound, below or above it.
            yield first, f"2 * floor({scale} * ({mark} + floor(random() * 9 - 3) * {mark} / 10))"
        case Count():
            yield first, "greatest(0, floor(random() * 6 - 3))"
        case Share():
            yield first, "floor(random() * 120)"
        case Choice(_, options):
            yield first, f"floor(random() * {len(options) + 1})"
        case Day():
            yield first, "floor(random() * 400)"
        case _:
            yield from ((column.name, "random() < 0.85") for column in columns.columns)


def fill(connection: duckdb.DuckDBPyConnection, engine: Columnar, level: Level, count: int) -> str:
    """Make the table of a level, and return its name."""
    compiled, marks = engine.compiled, marks_of(engine.rules)
    wanted = {column.name: column.type.value for column in compiled.own_columns(level)}
    parents = max(1, round(count * SHARE_OF.get(above(level), 0) / SHARE_OF[level]))
    parent = "NULL" if level is Level.CITY else f"{KEYS * (level.height + 1)} + n % {parents}"
    columns = [f"n + {KEYS * level.height} AS unit", f"CAST({parent} AS BIGINT) AS parent"]
    observed = []
    for fact, each in compiled.encoding.of_fact.items():
        for name, value in cells(each, marks.get(fact, 10)):
            if name in wanted:
                known = f"CASE WHEN random() >= {UNKNOWN} THEN {value} END"
                columns.append(f'CAST({known} AS {wanted[name]}) AS "{name}"')
                if isinstance(each, Count):
                    high = f'CASE WHEN random() >= {UNKNOWN} THEN "{name}" END'
                    observed.append(f'{high} AS "{each.columns[1].name}"')
    connection.execute(
        f"CREATE TABLE units_{level} AS FROM (FROM range({count}) t(n) SELECT {', '.join(columns)})"
        f" SELECT {', '.join(['*', *observed])}"
    )
    return f"units_{level}"


def above(level: Level) -> Level:
    """Return the next level above; the highest stands for itself."""
    return LEVELS[min(level.height + 1, len(LEVELS) - 1)]


def waivers(connection: duckdb.DuckDBPyConnection, engine: Columnar, count: int) -> str:
    """Make the table of what is set aside: two indicators of every tenth community."""
    codes = [indicator.code for indicator in engine.rules.indicators]
    connection.execute(
        "CREATE TABLE waivers AS SELECT unit, list_extract($1, 1 + (unit + k) % $2) AS indicator "
        "FROM (SELECT 10 * n AS unit FROM range($3) t(n)), (VALUES (0), (7)) v(k)",
        [codes, len(codes), count // 10],
    )
    return "waivers"


def generated(connection: duckdb.DuckDBPyConnection, engine: Columnar, count: int) -> Units:
    """Return random units of all levels."""
    connection.execute("SELECT setseed($1)", [SEED])
    counts = {level: max(1, round(count * share)) for level, share in SHARE_OF.items()}
    tables = {level: fill(connection, engine, level, number) for level, number in counts.items()}
    return Units(
        Arrays(Duck(connection)), tables, waivers(connection, engine, counts[Level.COMMUNITY])
    )


def judged(engine: Columnar, count: int) -> Iterator[Figure]:
    """Yield how long so many units take, by the clock and of the processor."""
    with duckdb.connect() as connection:
        units = generated(connection, engine, count)
        wall, busy = time.perf_counter(), time.process_time()
        engine.judge_many(units)
        wall, busy = time.perf_counter() - wall, time.process_time() - busy
    name = f"columnar, {count:,} units of the shipped edition"
    yield Figure(name, wall, "s", TARGETS.get(count))
    yield Figure(f"{name}, of the processor", busy, "s")


def figures(counts: Sequence[int] = (2_000, 60_000)) -> Iterator[Figure]:
    """Yield the figures."""
    edition = load_edition(None)
    levels = {fact.id: fact.level for fact in edition.facts.values()}
    engine = Columnar(rules_on(edition, ON), levels, every_fault=False)
    for count in counts:
        yield from judged(engine, count)


def main() -> None:
    """Print the figures, and the most memory that all of it took."""
    counts = [int(word) for word in sys.argv[1:]]
    for figure in figures(counts) if counts else figures():
        print(*figure.line(), sep="  ")
    print(f"memory at most, making the units included  {memory():.2f} GB")


def memory() -> float:
    """Return the most memory that the process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main()
