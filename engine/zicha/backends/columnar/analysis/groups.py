"""Units rolled up below one of a level above: sums over the units of the lowest level there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.counts import COUNTED
from zicha.backends.columnar.analysis.ranks import RANKED
from zicha.backends.columnar.analysis.rows import whole
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Row
from zicha.backends.columnar.scores import score_name
from zicha.backends.columnar.sql import Sql
from zicha.model.facts import LEVELS
from zicha.model.results import SUMS, VERDICTS, GroupResult, MeanOf, Outermost

Means = Mapping[str | None, Mapping[str, MeanOf]]
"""The means of groups by category, those of the whole under None."""

HOLDS, FAILS = "holds", "fails"
ROLLED = "rolled"
SUMS_OF = "group_sums"
BY = ("level", *(level.value for level in LEVELS[1:]))
"""What the units have in common that are rolled up together."""
ENDS = {"highest": sql.least_of, "lowest": words.most_of}
"""The ends of a group, each with how its number in the ranking is found."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Where the judged units are, the verdicts on them, and the keys of what they take over."""

    placed: str
    verdicts: str
    chains: str


def rolled(tables: Tables, compiled: Compiled) -> sql.Select:
    """Return sums over the units of one level that have the same units above them.

    So each unit is read once, and the groups of all levels are made from few rows. The columns:
    `level` and the units above; `members`; `highest` and `lowest`, the numbers in `ranked` of those
    with a score; the sums of points by name; the verdicts; of each conclusion `holds/id` and
    `fails/id`.
    """
    by = [col(name, "p") for name in BY]
    columns = [*by, sql.named(sql.number_of_rows(), "members")]
    columns += [sql.named(of(col("number", "r")), name) for name, of in ENDS.items()]
    columns += [named_sum(col(score_name(None, name), "v"), name) for name in SUMS]
    columns += [named_sum(col(name, "c"), name) for name in VERDICTS]
    for conclusion in compiled.rules.conclusions:
        truth = col(compiled.conclusions.name(conclusion.id), "v")
        columns.append(sql.named(words.times_true(truth), f"{HOLDS}/{conclusion.id}"))
        is_false = sql.negation(truth.copy())
        columns.append(sql.named(words.times_true(is_false), f"{FAILS}/{conclusion.id}"))
    query = sql.select(columns, sql.table(tables.placed, "p"))
    query = sql.joined(query, sql.table(tables.verdicts, "v"), same_unit("p", "v"))
    query = sql.joined(query, sql.table(COUNTED, "c"), same_unit("p", "c"))
    query = sql.joined_left(query, sql.table(RANKED, "r"), same_unit("p", "r"))
    return sql.grouped(query, *(each.copy() for each in by))


def group_sums(level: str, names: Sequence[str], only: Collection[str] | None = None) -> sql.Select:
    """Return a row for each group of a level: its members are the units of the lowest level.

    ``names``: the columns of `rolled` that are summed up; ``only``: some of the groups.
    """
    by = [sql.column(level), sql.column("level")]
    columns = [sql.named(by[0], "group_id"), by[1]]
    columns += [sql.named(of(sql.column(name)), name) for name, of in ENDS.items()]
    columns += [named_sum(sql.column(name), name) for name in names]
    query = of_members(columns, ROLLED, level, only)
    return sql.grouped(query, *(each.copy() for each in by))


def of_members(
    columns: Sequence[Sql], table: str, level: str, only: Collection[str] | None
) -> sql.Select:
    """Return columns of a table's rows of the members of each group of a level."""
    lowest = words.over(sql.least_of(sql.column("level")), [sql.column(level)])
    below = sql.where(
        sql.select([sql.star(), sql.named(lowest, "lowest_level")], sql.table(table)),
        words.is_not_null(sql.column(level))
        if only is None
        else sql.is_one_of(sql.column(level), only),
    )
    is_lowest = sql.equal(sql.column("level"), sql.column("lowest_level"))
    return sql.where(sql.select(columns, sql.nested(below, "below")), is_lowest)


def with_outermost(found: str, names: Sequence[str], placed: str) -> sql.Select:
    """Return the rows of groups, by id, with who is the first and the last of each.

    ``found``: their table; ``names``: all other columns that are passed on.
    """
    columns = [col(name, "g") for name in ("group_id", "level", *ENDS, *names)]
    for end in ENDS:
        columns += [
            sql.named(col(name, f"{alias} {end}"), f"{end}/{name}")
            for name, alias in (("unit", "r"), ("name", "p"), ("key_worst", "r"))
        ]
    query = sql.select(columns, sql.table(found, "g"))
    for end in ENDS:
        ranked, who = f"r {end}", f"p {end}"
        at = sql.all_of(
            sql.equal(col("level", "g"), col("level", ranked)),
            sql.equal(col(end, "g"), col("number", ranked)),
        )
        query = sql.joined_left(query, sql.table(RANKED, ranked), at)
        query = sql.joined_left(query, sql.table(placed, who), same_unit(ranked, who))
    return sql.ordered(query, words.rising(col("group_id", "g")))


def col(name: str, table: str) -> Sql:
    """Return a column of a table."""
    return sql.column(name, table)


def named_sum(value: Sql, name: str) -> Sql:
    """Return the sum of a group under a name."""
    return sql.named(words.sum_or_none(value), name)


def same_unit(left: str, right: str) -> Sql:
    """Return whether two relations have the same unit."""
    return sql.equal(sql.column("unit", left), sql.column("unit", right))


def result(row: Row, compiled: Compiled, means: Means) -> GroupResult:
    """Return a group from its row, and from the means of all groups."""
    group = str(row["group_id"])
    return GroupResult(
        group=group,
        level=LEVELS[whole(row["level"])],
        members=whole(row["members"]),
        score=means[None][group],
        sums={name: whole(row[name]) for name in SUMS},
        categories={code: means[code][group] for code in compiled.points.by_category},
        counts={name: whole(row[name]) for name in VERDICTS},
        conclusions={
            c.id: (whole(row[f"{HOLDS}/{c.id}"]), whole(row[f"{FAILS}/{c.id}"]))
            for c in compiled.rules.conclusions
        },
        highest=outermost(row, "highest"),
        lowest=outermost(row, "lowest"),
    )


def outermost(row: Row, end: str) -> Outermost | None:
    """Return the first or the last unit of a group; None where none has a score."""
    if row[end] is None:
        return None
    unit, name, key = (row[f"{end}/{what}"] for what in ("unit", "name", "key_worst"))
    return Outermost(str(unit), str(name), whole(key))
