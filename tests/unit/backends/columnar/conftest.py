"""These tests need DuckDB and sqlglot, which a plain installation does not bring."""

from zicha.backends import columnar

if not columnar.available():
    collect_ignore_glob = ["test_*.py"]
