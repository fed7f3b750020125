"""Units rolled up below one of a level above: sums over the units of the lowest level there."""

from collections.abc import Mapping
from dataclasses import dataclass

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.counts import COUNTED
from zicha.backends.columnar.analysis.keys import key as key_of
from zicha.backends.columnar.analysis.ranks import RANKED
from zicha.backends.columnar.analysis.rows import whole
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Row
from zicha.backends.columnar.scores import SUMS, score_name
from zicha.backends.columnar.sql import Sql
from zicha.model.facts import LEVELS
from zicha.model.results import VERDICTS, GroupResult, MeanOf, Outermost
from zicha.scoring.keys import Keys

HOLDS, FAILS = "holds", "fails"


@dataclass(frozen=True, slots=True)
class Tables:
    """Where the judged units are, the verdicts on them, and the keys of what they take over."""

    placed: str
    verdicts: str
    chains: str


def members(placed: str, level: str) -> sql.Select:
    """Return the units that a group of a level counts, each with the id of its group."""
    lowest = words.over(words.least_of(sql.column("level")), [sql.column(level)])
    columns = [
        sql.column("unit"),
        sql.column("level"),
        sql.named(sql.column(level), "group_id"),
        sql.named(lowest, "lowest"),
    ]
    every = sql.select(columns, sql.table(placed))
    every = words.where(every, words.is_not_null(sql.column(level)))
    is_lowest = sql.equal(sql.column("level"), sql.column("lowest"))
    return words.where(sql.everything(sql.nested(every, "every")), is_lowest)


def group_sums(level: str, tables: Tables, compiled: Compiled, keys: Keys) -> sql.Select:
    """Return a row for each group of a level, by id.

    Its columns: `group_id`, `level` of the members, `members`; `scored` and the sums of keys
    `key_worst`, `key_best` over those with a score, `highest` and `lowest` their numbers in
    `ranked`; the sums of points by name; of each category `scored/code`, `worst/code`,
    `best/code`; the verdicts; of each conclusion `holds/id` and `fails/id`.
    """
    by = [sql.column("group_id", "m"), sql.column("level", "m")]
    columns = [*by, sql.named(words.number_of_rows(), "members")]
    columns.append(sql.named(words.times_true(words.is_not_null(col("number", "r"))), "scored"))
    columns += [named_sum(col(f"key_{end}", "r"), f"key_{end}") for end in ("worst", "best")]
    columns.append(sql.named(words.least_of(col("number", "r")), "highest"))
    columns.append(sql.named(words.most_of(col("number", "r")), "lowest"))
    columns += [named_sum(col(score_name(None, name), "v"), name) for name in SUMS]
    for category in compiled.points.by_category:
        possible = score_name(category, "possible")
        there = sql.more(col(possible, "v"), sql.whole(0))
        columns.append(sql.named(words.times_true(there), f"scored/{category}"))
        for end in ("worst", "best"):
            key = key_of(keys, score_name(category, end), possible)
            columns.append(named_sum(key, f"{end}/{category}"))
    columns += [named_sum(col(name, "c"), name) for name in VERDICTS]
    for conclusion in compiled.rules.conclusions:
        truth = col(compiled.conclusions.name(conclusion.id), "v")
        columns.append(sql.named(words.times_true(truth), f"{HOLDS}/{conclusion.id}"))
        is_false = sql.negation(truth.copy())
        columns.append(sql.named(words.times_true(is_false), f"{FAILS}/{conclusion.id}"))
    query = sql.select(columns, sql.nested(members(tables.placed, level), "m"))
    query = words.joined(query, sql.table(tables.verdicts, "v"), same_unit("m", "v"))
    query = words.joined(query, sql.table(COUNTED, "c"), same_unit("m", "c"))
    query = sql.joined_left(query, sql.table(RANKED, "r"), same_unit("m", "r"))
    found = words.grouped(query, *(each.copy() for each in by))
    return words.ordered(found, words.rising(by[0].copy()))


def col(name: str, table: str) -> Sql:
    """Return a column of a table."""
    return sql.column(name, table)


def named_sum(value: Sql, name: str) -> Sql:
    """Return the sum of a group under a name."""
    return sql.named(words.sum_or_none(value), name)


def same_unit(left: str, right: str) -> Sql:
    """Return whether two relations have the same unit."""
    return sql.equal(sql.column("unit", left), sql.column("unit", right))


def result(row: Row, extremes: Mapping[int, Outermost], compiled: Compiled) -> GroupResult:
    """Return a group from its row. ``extremes``: units of the ranking by their numbers."""

    def mean(scored: str, worst: str, best: str) -> MeanOf:
        return MeanOf(whole(row[scored]), whole(row[worst]), whole(row[best]))

    highest, lowest = (
        None if row[end] is None else extremes[whole(row[end])] for end in ("highest", "lowest")
    )
    return GroupResult(
        group=str(row["group_id"]),
        level=LEVELS[whole(row["level"])],
        members=whole(row["members"]),
        score=mean("scored", "key_worst", "key_best"),
        sums={name: whole(row[name]) for name in SUMS},
        categories={
            code: mean(f"scored/{code}", f"worst/{code}", f"best/{code}")
            for code in compiled.points.by_category
        },
        counts={name: whole(row[name]) for name in VERDICTS},
        conclusions={
            c.id: (whole(row[f"{HOLDS}/{c.id}"]), whole(row[f"{FAILS}/{c.id}"]))
            for c in compiled.rules.conclusions
        },
        highest=highest,
        lowest=lowest,
    )
