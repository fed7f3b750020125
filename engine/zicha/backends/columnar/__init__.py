"""The columnar engine: rules compiled to SQL, run over all units at once.

DuckDB runs what reads and sorts, numpy what adds and chooses. This is the only room that knows
them, sqlglot and nanoarrow. Where they do not import, everything else works: ask ``available``
before importing ``zicha.backends.columnar.engine``. ``docs/decisions/0006-columnar.md`` says how
rules become statements.
"""

from importlib.util import find_spec


def available() -> bool:
    """Return whether the libraries of this room are there."""
    names = ("duckdb", "nanoarrow", "numpy", "sqlglot")
    return all(find_spec(name) is not None for name in names)
