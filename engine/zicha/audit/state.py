"""The file that an audit keeps for the next one, where it turns out to be damaged."""

from collections.abc import Iterator
from contextlib import contextmanager

from zicha.errors import EngineError, InputError, Place, problem

DAMAGED = "Corrupt database file"
"""What DuckDB says. No other file of an audit is a database."""


@contextmanager
def naming_state(path: str | None) -> Iterator[None]:
    """Name the file of ``--state``, if there is one, where a part of it cannot be read.

    That may show late: a database reads what it needs when it needs it.

    Raises:
        InputError: the file is damaged.
    """
    try:
        yield
    except EngineError as error:
        if path is None or DAMAGED not in str(error):
            raise
        damaged = problem("audit-state-damaged", Place(f"--state {path}"))
        raise InputError([damaged]) from error
