"""Many units through the columnar engine at once, each in one database with the others."""

from collections.abc import Sequence

import duckdb

from zicha.backends.columnar.database import Duck
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


def key(number: int, known: Knowledge) -> int:
    """Return the key of the unit of that number."""
    return number * STEP + min(level.height for level in known.levels)


def judged(engine: Columnar, cases: Sequence[KnownCase]) -> list[Judgement]:
    """Return the judgement of each case."""
    base = database()
    results = engine.judge_many(engine.encode(base, cases))
    found = dict(engine.judgements(base, results))
    return [found[key(number, known)] for number, (known, _) in enumerate(cases)]


def row_of(engine: Columnar, known: Knowledge) -> dict[str, object]:
    """Return the row of one unit in the table of verdicts."""
    base = database()
    results = engine.judge_many(engine.encode(base, [(known, NO_WAIVERS)]))
    found = base.connection.table(results.verdicts)
    (row,) = found.filter(f"unit = {key(0, known)}").fetchall()
    return dict(zip(found.columns, row, strict=True))


def cells(engine: Columnar, **values: Value) -> dict[str, object]:
    """Return how values stand in the tables."""
    return engine.compiled.encoding.cells(Knowledge(engine.rules.on, frozenset(), values))
