"""Opens the database in which an audit of wide tables is judged: DuckDB here, or Spark."""

import atexit
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from zicha.audit.asked import SPARK, Asked
from zicha.audit.gather import gather, is_read_by_lines
from zicha.audit.register import Register, same_day
from zicha.audit.sheet import Sheet
from zicha.audit.wide import WideRoll
from zicha.backends.columnar.database import Database, Duck
from zicha.errors import EngineError, InputError, Place, problem
from zicha.model.edition import Edition
from zicha.units.sources.entry import Source

COLUMNAR = "columnar"
ONE_BY_ONE = ("reference", "rete")


def wide_roll(
    asked: Asked, edition: Edition, on: date | None, given: tuple[Sequence[str], Sequence[Source]]
) -> WideRoll:
    """Return the units of wide tables and of sources read one by one, judged.

    Raises:
        EngineError: the evaluation failed, or the reference judges otherwise.
        InputError: nothing can be judged, or the engine asked for cannot judge tables.
    """
    if asked.engine in ONE_BY_ONE:
        raise InputError([problem("audit-engine-large", Place("--engine"), engine=asked.engine)])
    tables, sources = given
    if asked.engine == SPARK:
        look_first(asked, edition, on, given)
    register = Register(asked, edition, on, database_for(asked))
    engine = SPARK if asked.engine == SPARK else COLUMNAR
    return WideRoll(register, tables, sources, engine)


def look_first(
    asked: Asked, edition: Edition, on: date | None, given: tuple[Sequence[str], Sequence[Source]]
) -> None:
    """Look at what can be seen without Spark, which takes long to start.

    Raises:
        InputError: no table can be used, and what is read one by one has no day, or several.
    """
    tables, sources = given
    if any(is_read_by_lines(path) or not Path(path).is_file() for path in tables):
        return
    try:
        heads = [Sheet(Duck(), edition, path, on, 0).read for path in tables]
    except EngineError:
        # Spark may be able to read it.
        return
    if not any(head.is_usable for head in heads):
        plain = replace(asked, settings=(), observations=(), waivers=None)
        found = gather(plain, edition, on, sources)
        wrong = [*chain.from_iterable(head.problems for head in heads), *found.problems]
        same_day(found.population.days.values(), Place(asked.sources[0]), wrong)


def database_for(asked: Asked) -> Database:
    """Return the database that a call asks for; Spark's ends with the program.

    Raises:
        InputError: pyspark is not installed, or Spark does not start.
    """
    if asked.engine != SPARK:
        return Duck()
    from zicha.backends import spark  # noqa: PLC0415 - only who asks for it waits for it

    if not spark.available():
        raise InputError([problem("engine-needs-spark", Place("--engine"))])
    from zicha.backends.spark.database import Spark  # noqa: PLC0415
    from zicha.backends.spark.session import running  # noqa: PLC0415
    from zicha.backends.spark.storage import scratch  # noqa: PLC0415

    closing = ExitStack()
    atexit.register(closing.close)
    session = closing.enter_context(running(asked.master))
    return Spark(session, closing.enter_context(scratch(session)))
