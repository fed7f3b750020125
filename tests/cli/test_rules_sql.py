"""``zicha rules sql``: what is printed can be run as it is."""

from pathlib import Path

import duckdb
import pytest

from support import tiny_edition
from support.cli import SAMPLE, Zicha

OF_SAMPLE = ("rules", "sql", "--edition", str(SAMPLE))


def test_what_is_printed_makes_a_table_and_a_view_that_can_be_read(zicha: Zicha) -> None:
    call = (*OF_SAMPLE, "--on", "2011-06-30", "--table", "entries")
    table, view = zicha(*call, "--columns"), zicha(*call, "--view", "judged")
    assert (table.code, table.err, view.code, view.err) == (0, "", 0, "")
    with duckdb.connect() as connection:
        connection.execute(table.out)
        connection.execute("INSERT INTO entries (unit, kind) VALUES ('c1', 'community')")
        connection.execute(view.out)
        found = connection.sql("SELECT unit, parent, level FROM judged").fetchall()
    assert found == [("c1", None, "community")]


def test_the_comment_says_which_edition_day_database_and_names_it_is_for(zicha: Zicha) -> None:
    call = ("--on", "2011-06-30", "--dialect", "postgres", "--level", "street")
    first, *lines = zicha("--lang", "en", *OF_SAMPLE, *call).out.splitlines()
    assert "judged on 2011-06-30, for postgres" in first
    assert "--   kind    street" in lines


def test_every_line_before_the_statement_is_a_comment_in_both_languages(zicha: Zicha) -> None:
    for lang in ("zh", "en"):
        head, _, _ = zicha("--lang", lang, *OF_SAMPLE).out.partition("CREATE ")
        assert {line[:2] for line in head.splitlines()} == {"--", ""}


def test_without_a_day_the_newest_values_count(zicha: Zicha) -> None:
    assert zicha("rules", "sql", "--level", "city").out.splitlines()[0].count("2023-01-01") == 1


def tiny(folder: Path) -> str:
    """Return the folder of an edition of communities and districts."""
    return str(tiny_edition.write(folder))


def test_an_edition_of_two_levels_has_units_of_these(zicha: Zicha, tmp_path: Path) -> None:
    lines = zicha("--lang", "en", "rules", "sql", "--edition", tiny(tmp_path)).out.splitlines()
    assert "--   kind    community, district" in lines


@pytest.mark.parametrize("call", [("rules", "sql", "--level"), ("form", "-o", "x.xlsx", "--kind")])
def test_a_level_that_the_edition_lacks_is_bad_input(
    zicha: Zicha, call: tuple[str, ...], tmp_path: Path
) -> None:
    found = zicha("--lang", "en", *call, "street", "--edition", tiny(tmp_path))
    known = "Community (community) / District (district)"
    said = f'{call[-1]}: error: there is no level "street"; it may be: {known}\n'
    assert (found.code, found.out, found.err) == (2, "", said)


@pytest.mark.parametrize("words", [("--on", "someday"), ("--dialect", "oracle"), ("--level", "x")])
def test_what_is_no_day_database_or_level_is_bad_input(
    zicha: Zicha, words: tuple[str, str]
) -> None:
    found = zicha(*OF_SAMPLE, *words)
    assert (found.code, found.out) == (2, "")
    assert words[0] in found.err
