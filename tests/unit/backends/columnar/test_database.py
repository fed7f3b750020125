"""DuckDB as the engine sets it up."""

from zicha.backends.columnar.database import Duck


def test_it_draws_no_bar_into_what_a_call_prints() -> None:
    # Where Python runs a command line DuckDB switches its bar on by itself.
    duck = Duck()
    rows = duck.connection.execute("SELECT current_setting('enable_progress_bar')").fetchall()
    assert rows == [(False,)]
