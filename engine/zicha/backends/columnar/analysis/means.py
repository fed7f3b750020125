"""The means of groups, exact: made from sums of points of units that have as many possible.

The table `alike` has a row for all units of one level that have the same units above them, and as
many points possible in each category and in the whole:

| column | holds |
|---|---|
| `level` and the units above | which |
| `units` | how many they are |
| `score:possible`, `score/category:possible` | the points possible of each |
| `score:worst`, `:best`, `score/category:worst`, ... | the sums of their points |
"""

from collections.abc import Collection, Iterable

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.groups import BY, Tables, of_members, same_unit
from zicha.backends.columnar.analysis.rows import whole
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.scores import score_name
from zicha.model.results import MemberPoints, PointsOf

ALIKE = "alike"
ENDS = ("worst", "best")
POSSIBLE = "possible"


def alike(tables: Tables, compiled: Compiled) -> sql.Select:
    """Return the sums of points of units that have as many possible."""
    scopes = (None, *compiled.points.by_category)
    by = [sql.column(name, "p") for name in BY]
    by += [sql.column(score_name(scope, POSSIBLE), "v") for scope in scopes]
    columns = [*by, sql.named(sql.number_of_rows(), "units")]
    names = [score_name(scope, end) for scope in scopes for end in ENDS]
    columns += [sql.named(words.sum_or_none(sql.column(name, "v")), name) for name in names]
    query = sql.select(columns, sql.table(tables.placed, "p"))
    query = sql.joined(query, sql.table(tables.verdicts, "v"), same_unit("p", "v"))
    return sql.grouped(query, *(each.copy() for each in by))


def sums(
    table: str, level: str, category: str | None, only: Collection[str] | None = None
) -> sql.Select:
    """Return of each group of a level the sums of points of members that have as many possible.

    Args:
        table: The table `alike`.
        level: The level of the groups.
        category: Of which points; None for all.
        only: Some of the groups; None for all.
    """
    by = [sql.column(level), sql.column(score_name(category, POSSIBLE))]
    added = ("units", *(score_name(category, end) for end in ENDS))
    columns = [sql.named(by[0], "group_id"), sql.named(by[1], POSSIBLE)]
    columns += [sql.named(words.sum_or_none(sql.column(name)), name) for name in added]
    query = of_members(columns, table, level, only)
    return sql.grouped(query, *(each.copy() for each in by))


def members_of(rows: Iterable[tuple[object, ...]]) -> dict[str, MemberPoints]:
    """Return the points of the members of each group, by id, from the rows of `sums`."""
    found: dict[str, list[PointsOf]] = {}
    for group, possible, *numbers in rows:
        points = PointsOf(*map(whole, (*numbers, possible)))
        found.setdefault(str(group), []).append(points)
    return dict(sorted(found.items()))
