"""How many units have something to close, by whoever can close it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.counts import ASIDE
from zicha.backends.columnar.analysis.gaps import A, ByBody, Gap, O, P
from zicha.backends.columnar.database import Row
from zicha.backends.columnar.sql import Sql

DEPARTMENT, DOER = "department/", "doer/"
"""How the columns of bodies begin."""


@dataclass(frozen=True, slots=True)
class Work:
    """What units of a level have to close, by column: gaps, and units that give a body work.

    ``every``: numbers of gaps with waivers left out of account, and, for each body, of the units
    without waivers that have a gap of it. ``aside``: numbers of the gaps that are waived.
    ``with_waivers``: for each body, how many units with waivers have a gap of it.
    """

    every: Row
    aside: Row = field(default_factory=dict)
    with_waivers: Row = field(default_factory=dict)


def department(gap: Gap) -> str:
    """Return the column of the department that can close a gap."""
    return f"{DEPARTMENT}{gap.item.item.owner}"


def doer(gap: Gap) -> str:
    """Return the column of the level that can close a gap."""
    return f"{DOER}{gap.item.item.doer}"


def name(column: str) -> str:
    """Return who a column is of."""
    return column.split("/", 1)[1]


def by_body(gaps: Iterable[Gap]) -> dict[str, list[Gap]]:
    """Return gaps by who can close them: departments, and levels."""
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        for body in (department(gap), doer(gap)):
            found.setdefault(body, []).append(gap)
    return found


def with_waivers(bodies: ByBody, outcomes: str, placed: str) -> sql.Select:
    """Return one row: for each body how many units have a gap for it that counts.

    Of the units that set something aside; of the others ``gaps.numbers`` says it.
    """
    flags = []
    for number, gaps in enumerate(bodies.values()):
        counts = [sql.all_of(counting(gap), gap.is_there()) for gap in gaps]
        flags.append(sql.named(sql.flag(sql.any_of(*counts)), f"body {number}"))
    aside = marked(sorted({gap.rule.code for gaps in bodies.values() for gap in gaps}))
    query = sql.joined(sql.select(flags, sql.table(outcomes, O)), sql.table(placed, P), same(P))
    query = sql.joined(query, sql.nested(aside, A), same(A))
    columns = [
        sql.named(words.sum_or_none(sql.column(f"body {number}")), body)
        for number, body in enumerate(bodies)
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
