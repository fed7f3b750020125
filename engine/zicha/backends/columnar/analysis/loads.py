"""How many units have something to close, by whoever can close it."""

from collections.abc import Mapping, Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.counts import ASIDE
from zicha.backends.columnar.analysis.gaps import A, Gap, O, P
from zicha.backends.columnar.sql import Sql

ByBody = Mapping[str, Sequence[Gap]]
"""The gaps of a level by the department, or the level, that can close them."""


def without_waivers(by_body: ByBody, outcomes: str, placed: str) -> sql.Select:
    """Return one row: for each body how many units have a gap for it, of those without waivers."""
    columns = [
        sql.named(words.times_true(sql.any_of(*(gap.is_there() for gap in gaps))), body)
        for body, gaps in by_body.items()
    ]
    query = sql.joined(sql.select(columns, sql.table(outcomes, O)), sql.table(placed, P), same(P))
    aside = sql.grouped(sql.select([sql.column("unit")], sql.table(ASIDE)), sql.column("unit"))
    query = sql.joined_left(query, sql.nested(aside, A), same(A))
    return sql.where(query, sql.is_null(sql.column("unit", A)))


def with_waivers(by_body: ByBody, outcomes: str, placed: str) -> sql.Select:
    """Return the same of the units that set something aside, by their gaps that count."""
    flags = []
    for number, gaps in enumerate(by_body.values()):
        counts = [sql.all_of(counting(gap), gap.is_there()) for gap in gaps]
        flags.append(sql.named(sql.flag(sql.any_of(*counts)), f"body {number}"))
    aside = marked(sorted({gap.rule.code for gaps in by_body.values() for gap in gaps}))
    query = sql.joined(sql.select(flags, sql.table(outcomes, O)), sql.table(placed, P), same(P))
    query = sql.joined(query, sql.nested(aside, A), same(A))
    columns = [
        sql.named(words.sum_or_none(sql.column(f"body {number}")), body)
        for number, body in enumerate(by_body)
    ]
    return sql.select(columns, sql.nested(query, "flags"))


def counting(gap: Gap) -> Sql:
    """Return whether a unit does not set the indicator of a gap aside."""
    return sql.equal(sql.column(mark(gap.rule.code), A), sql.whole(0))


def mark(code: str) -> str:
    """Return the column that is 1 where an indicator is set aside."""
    return f"aside {code}"


def marked(codes: Sequence[str]) -> sql.Select:
    """Return a row for each unit that sets something aside, with a mark for each indicator."""
    columns = [sql.column("unit")]
    for code in codes:
        is_it = sql.equal(sql.column("indicator"), sql.text(code))
        columns.append(sql.named(words.most_of(sql.flag(is_it)), mark(code)))
    return sql.grouped(sql.select(columns, sql.table(ASIDE)), sql.column("unit"))


def same(other: str) -> Sql:
    """Return whether outcomes and another relation are of the same unit."""
    return sql.equal(sql.column("unit", O), sql.column("unit", other))
