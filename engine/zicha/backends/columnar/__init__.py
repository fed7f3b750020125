"""The columnar engine: rules compiled to SQL, which DuckDB runs over all units at once.

This is the only room that knows DuckDB and sqlglot. Where they do
not import, everything else works: ask ``available`` before importing
``zicha.backends.columnar.engine``. ``docs/decisions/0006-columnar.md`` says how rules become
statements.
"""

from importlib.util import find_spec


def available() -> bool:
    """Return whether DuckDB and sqlglot are there."""
    return all(find_spec(name) is not None for name in ("duckdb", "sqlglot"))
