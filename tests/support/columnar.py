"""Many units through the columnar engine at once, each in one database with the others."""

from collections.abc import Sequence

import duckdb

from zicha.backends.columnar.arrays.database import Arrays
from zicha.backends.columnar.database import Database, Duck, named_rows
from zicha.backends.columnar.encode import STEP
from zicha.backends.columnar.engine import Columnar
from zicha.model.facts import Knowledge, Value
from zicha.model.judgement import Judgement

KnownCase = tuple[Knowledge, frozenset[str]]
"""What is known of a unit, and the indicators that are set aside for it."""

NO_WAIVERS: frozenset[str] = frozenset()


def database() -> Duck:
    """Return an empty database."""
    return Duck(duckdb.connect(config={"threads": 1}))


def arrays() -> Arrays:
    """Return an empty database whose statements are worked out in memory, where they can be."""
    return Arrays(database())


def key(number: int, known: Knowledge) -> int:
    """Return the key of the unit of that number."""
    return number * STEP + min(level.height for level in known.levels)


def judged(
    engine: Columnar, cases: Sequence[KnownCase], base: Database | None = None
) -> list[Judgement]:
    """Return the judgement of each case. ``base``: an empty database, one in memory unless told."""
    base = arrays() if base is None else base
    results = engine.judge_many(engine.encode(base, cases))
    found = dict(engine.judgements(base, results))
    return [found[key(number, known)] for number, (known, _) in enumerate(cases)]


def row_of(engine: Columnar, known: Knowledge) -> dict[str, object]:
    """Return the row of one unit in the table of verdicts."""
    base = arrays()
    results = engine.judge_many(engine.encode(base, [(known, NO_WAIVERS)]))
    (row,) = (r for r in named_rows(base, results.verdicts) if r["unit"] == key(0, known))
    return row


def cells(engine: Columnar, **values: Value) -> dict[str, object]:
    """Return how values stand in the tables."""
    return engine.compiled.encoding.cells(Knowledge(engine.rules.on, frozenset(), values))
