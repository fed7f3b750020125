"""Files of tables, and columns of them that cannot be read as they stand."""

import duckdb

CHINA = "Asia/Shanghai"
"""The time of China: it has one, in which a moment that is the same everywhere has its day."""


def plain_types(table: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return a table whose columns can be read as they stand.

    Fractions of four bytes become the shortest decimals that they stand for: as fractions of eight
    bytes they would have digits that nobody wrote, 312.3999938964844. Moments with a time zone
    become those of China.
    """
    plain = {
        "FLOAT": "CAST(CAST({0} AS VARCHAR) AS DOUBLE)",
        "TIMESTAMP WITH TIME ZONE": f"timezone('{CHINA}', {{0}})",
    }
    kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    quoted = {name: '"' + name.replace('"', '""') + '"' for name in kinds}
    read = [
        f"{plain[kind].format(quoted[name])} AS {quoted[name]}"
        for name, kind in kinds.items()
        if kind in plain
    ]
    return table.project(f"* REPLACE ({', '.join(read)})") if read else table


def texts(connection: duckdb.DuckDBPyConnection, address: str) -> duckdb.DuckDBPyRelation:
    """Return a CSV file, all its columns as text.

    What is not said of how it is written DuckDB finds out by trying, on 20,000 rows, all that there
    may be.
    """
    return connection.read_csv(
        address, header=True, all_varchar=True, delimiter=",", quotechar='"', escapechar='"'
    )
