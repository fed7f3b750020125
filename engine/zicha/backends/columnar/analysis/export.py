"""What is written as a whole: the verdict of each unit on each indicator, every gap."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlglot import exp

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.counts import ASIDE
from zicha.backends.columnar.analysis.gaps import A, Gap, O, P
from zicha.backends.columnar.analysis.loads import mark, marked
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Duck
from zicha.backends.columnar.scores import score_name
from zicha.backends.columnar.sql import Sql
from zicha.model.facts import Level
from zicha.model.results import NOT_APPLICABLE, OPEN, WAIVED
from zicha.model.rules import GRADES

V, M = "v", "m"
OfLevel = tuple[Level, str, Sequence[Gap]]
"""A level, the table of its outcomes, and the gaps that its units may have."""
HUNDREDTHS = 10_000
"""Of a score from 0 to 1: two decimals of a percentage."""
PERCENT = exp.DataType.build("DECIMAL(5, 2)")


def verdicts(compiled: Compiled, placed: str, table: str) -> sql.Select:
    """Return a row for each unit: the verdict on each indicator, the worst and the best score."""
    codes = [indicator.code for indicator in compiled.rules.indicators]
    columns = [sql.column("unit", P)]
    columns += [sql.named(word(compiled, code), code) for code in codes]
    columns += [sql.named(percent(end), end) for end in ("worst", "best")]
    query = sql.select(columns, sql.table(placed, P))
    query = words.joined(query, sql.table(table, V), same(P, V))
    query = sql.joined_left(query, sql.nested(marked(codes), M), same(P, M))
    order = [words.rising(sql.column("level", P)), words.rising(sql.column("unit", P))]
    return words.ordered(query, *order)


def word(compiled: Compiled, code: str) -> Sql:
    """Return the verdict on an indicator; not applicable beats waived."""
    is_waived = sql.equal(sql.column(mark(code), M), sql.whole(1))
    if code not in compiled.points.judged:
        return sql.choice([(is_waived, sql.text(WAIVED))], sql.text(OPEN))
    best, worst = sql.column(f"{code}:best", V), sql.column(f"{code}:worst", V)
    grades = [(sql.whole(grade.rank), sql.text(str(grade))) for grade in GRADES]
    return sql.choice(
        [
            (sql.is_null(best), sql.text(NOT_APPLICABLE)),
            (is_waived, sql.text(WAIVED)),
            (sql.unequal(best.copy(), worst), sql.text(OPEN)),
        ],
        sql.looked_up(best.copy(), grades, sql.text(OPEN)),
    )


def percent(end: str) -> Sql:
    """Return a score in percent with two decimals, half up; null where nothing is possible."""
    points = sql.cast(sql.column(score_name(None, end), V), sql.Type.BIG)
    possible = sql.column(score_name(None, "possible"), V)
    there = sql.more(possible, sql.whole(0))
    # Rounded as whole numbers: twice the hundredths and one more, over two.
    twice = sql.total([sql.times(points, sql.whole(2 * HUNDREDTHS)), possible.copy()])
    hundredths = words.divided(twice, sql.times(possible.copy(), sql.whole(2)))
    exact = exp.Div(
        this=exp.Cast(this=hundredths, to=exp.DataType.build("DECIMAL(9, 0)")),
        expression=sql.whole(100),
    )
    return sql.choice([(there, exp.Cast(this=exact, to=PERCENT.copy()))])


def same(left: str, right: str) -> Sql:
    """Return whether two relations have the same unit."""
    return sql.equal(sql.column("unit", left), sql.column("unit", right))


# --- Gaps ---------------------------------------------------------------------------------------


def gap_rows(by_level: Sequence[OfLevel], placed: str) -> sql.Query:
    """Return every gap of every judged unit that it does not set aside, of its own level."""
    every = sql.union([*every_gap(by_level)])
    columns = [sql.column(name, "g") for name in ("unit", "level", "indicator", "item", "member")]
    columns += [sql.column(name, "g") for name in ("fact", "owner", "doer")]
    query = sql.select(columns, sql.nested(every, "g"))
    query = words.joined(query, sql.table(placed, P), same("g", P))
    on = sql.all_of(
        same("g", A), sql.equal(sql.column("indicator", "g"), sql.column("indicator", A))
    )
    query = sql.joined_left(query, sql.table(ASIDE, A), on)
    return words.where(query, sql.is_null(sql.column("unit", A)))


def every_gap(by_level: Sequence[OfLevel]) -> Iterator[sql.Query]:
    """Yield a query for each gap: the units that have it."""
    for level, outcomes, gaps in by_level:
        for gap in gaps:
            item = gap.item.item
            fact = item.facts[0] if len(item.facts) == 1 else None
            columns = [
                sql.column("unit", O),
                sql.named(sql.text(level.value), "level"),
                sql.named(sql.text(gap.rule.code), "indicator"),
                sql.named(sql.text(item.id), "item"),
                sql.named(text_or_null(gap.member), "member"),
                sql.named(text_or_null(fact), "fact"),
                sql.named(sql.text(item.owner), "owner"),
                sql.named(sql.text(item.doer.value), "doer"),
            ]
            yield words.where(sql.select(columns, sql.table(outcomes, O)), gap.is_there())


def text_or_null(text: str | None) -> Sql:
    """Return a text, or null of a text's type."""
    return sql.nothing(sql.Type.TEXT) if text is None else sql.text(text)


# --- Rows that were made elsewhere ----------------------------------------------------------------


def write_plain(
    path: Path, columns: Mapping[str, bool], rows: Sequence[Mapping[str, object]]
) -> None:
    """Write rows of text as these tables are written. ``columns``: which are percentages."""
    database = Duck()
    database.fill("plain", [(name, sql.Type.TEXT) for name in columns], rows)
    shown = [
        sql.named(exp.Cast(this=sql.column(name), to=PERCENT.copy()), name)
        if is_percent
        else sql.column(name)
        for name, is_percent in columns.items()
    ]
    database.write(sql.select(shown, sql.table("plain")), path)
