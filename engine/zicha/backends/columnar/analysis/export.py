"""What is written as a whole: the verdict of each unit on each indicator, every gap."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlglot import exp

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.counts import ASIDE
from zicha.backends.columnar.analysis.gaps import A, Gap, O, P
from zicha.backends.columnar.analysis.loads import mark, marked
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database, Duck
from zicha.backends.columnar.scores import score_name
from zicha.backends.columnar.sql import Sql
from zicha.language.walk import fact_compared
from zicha.model.facts import Level
from zicha.model.results import GAP_COLUMNS, NOT_APPLICABLE, OPEN, VERDICTS, WAIVED
from zicha.words import formulas

V, M = "v", "m"
ENDS = ("worst", "best")
KINDS = "kinds"
"""The table of what the numbers of gaps mean."""
KIND_COLUMNS = (
    ("number", sql.Type.SMALL),
    *((name, sql.Type.WORD) for name in GAP_COLUMNS if name != "unit"),
)
OfLevel = tuple[Level, str, Sequence[Gap]]
"""A level, the table of its outcomes, and the gaps that its units may have."""
HUNDREDTHS = 10_000
"""Of a score from 0 to 1: two decimals of a percentage."""
PERCENT = exp.DataType.build("DECIMAL(5, 2)")


def verdicts(compiled: Compiled, placed: str, table: str, *, safe: bool = False) -> sql.Select:
    """Return a row for each unit: the verdict on each indicator, the worst and the best score.

    They are put in order as small numbers, and only then said in words: a hundred words a unit
    take far longer to sort, and more room. ``safe``: ids that a spreadsheet would take for formulas
    are marked as text.
    """
    codes = [indicator.code for indicator in compiled.rules.indicators]
    scores = [score_name(None, name) for name in (*ENDS, "possible")]
    columns = [sql.column("unit", P)]
    columns += [sql.named(numbered(compiled, code), code) for code in codes]
    columns += [sql.column(name, V) for name in scores]
    query = sql.select(columns, sql.table(placed, P))
    query = sql.joined(query, sql.table(table, V), same(P, V))
    query = sql.joined_left(query, sql.nested(marked(codes), M), same(P, M))
    order = [words.rising(sql.column("level", P)), words.rising(sql.column("unit", P))]
    unit = sql.column("unit")
    shown = [
        sql.named(marked_as_text(unit), "unit") if safe else unit,
        *(sql.named(word(code), code) for code in codes),
    ]
    shown += [sql.named(percent(end), end) for end in ENDS]
    return sql.select(shown, sql.nested(sql.ordered(query, *order), "ordered"))


def marked_as_text(value: Sql) -> Sql:
    """Return a text that no spreadsheet takes for a formula."""
    first = exp.Left(this=value.copy(), expression=sql.whole(1))
    marked_text = exp.DPipe(this=sql.text(formulas.MARK), expression=value.copy())
    return sql.choice([(sql.is_one_of(first, formulas.SIGNS), marked_text)], value)


def numbered(compiled: Compiled, code: str) -> Sql:
    """Return the verdict on an indicator as its number; not applicable beats waived."""
    number = {name: sql.whole(at) for at, name in enumerate(VERDICTS)}
    is_waived = sql.equal(sql.column(mark(code), M), sql.whole(1))
    if code not in compiled.points.judged:
        found = sql.choice([(is_waived, number[WAIVED])], number[OPEN])
    else:
        best, worst = sql.column(f"{code}:best", V), sql.column(f"{code}:worst", V)
        found = sql.choice(
            [
                (sql.is_null(best), number[NOT_APPLICABLE]),
                (is_waived, number[WAIVED]),
                (sql.unequal(best.copy(), worst), number[OPEN]),
            ],
            best.copy(),
        )
    return sql.cast(found, sql.Type.TINY)


def word(code: str) -> Sql:
    """Return the verdict of a number."""
    cases = [(sql.whole(at), sql.text(name)) for at, name in enumerate(VERDICTS)]
    return sql.looked_up(sql.column(code), cases, sql.text(OPEN))


def percent(end: str) -> Sql:
    """Return a score in percent with two decimals, half up; null where nothing is possible."""
    points = sql.cast(sql.column(score_name(None, end)), sql.Type.BIG)
    possible = sql.column(score_name(None, "possible"))
    there = sql.more(possible, sql.whole(0))
    # Rounded as whole numbers: twice the hundredths and one more, over two.
    twice = sql.total([sql.times(points, sql.whole(2 * HUNDREDTHS)), possible.copy()])
    hundredths = sql.quotient(twice, sql.times(possible.copy(), sql.whole(2)))
    exact = exp.Div(
        this=exp.Cast(this=hundredths, to=exp.DataType.build("DECIMAL(9, 0)")),
        expression=sql.whole(100),
    )
    return sql.choice([(there, exp.Cast(this=exact, to=PERCENT.copy()))])


def same(left: str, right: str) -> Sql:
    """Return whether two relations have the same unit."""
    return sql.equal(sql.column("unit", left), sql.column("unit", right))


# --- Gaps ---------------------------------------------------------------------------------------


def gap_rows(
    database: Database, by_level: Sequence[OfLevel], placed: str, *, safe: bool = False
) -> sql.Query:
    """Return every gap of every judged unit that it does not set aside, of its own level.

    Each unit becomes a row for each number of a gap that it has; the table `kinds` says what the
    numbers mean. Units are put in order with their numbers in a list: a row each, there would be
    many times as much to sort. ``safe``: as for verdicts.
    """
    kinds: list[Gap] = []
    lists = []
    for level, outcomes, gaps in by_level:
        if gaps:
            lists.append(gap_lists(level, gaps, len(kinds), (outcomes, placed)))
            kinds += gaps
    database.fill(KINDS, KIND_COLUMNS, [kind_row(gap, at) for at, gap in enumerate(kinds)])
    if not lists:
        return sql.none_of([sql.named(sql.nothing(sql.Type.TEXT), name) for name in GAP_COLUMNS])
    unit = sql.column("unit", "g")
    columns = [sql.named(marked_as_text(unit), "unit") if safe else unit]
    columns += [sql.column(name, "k") for name in GAP_COLUMNS if name != "unit"]
    query = sql.select(columns, sql.nested(gap_numbers(lists), "g"))
    at = sql.equal(sql.column("number", "g"), sql.column("number", "k"))
    query = sql.joined(query, sql.table(KINDS, "k"), at)
    waived = sql.all_of(
        sql.equal(sql.column("waiving", "g"), sql.column("unit", A)),
        sql.equal(sql.column("indicator", "k"), sql.column("indicator", A)),
    )
    query = sql.joined_left(query, sql.table(ASIDE, A), waived)
    return sql.where(query, sql.is_null(sql.column("unit", A)))


def gap_numbers(lists: Sequence[sql.Select]) -> sql.Select:
    """Return a row for each gap of each unit, by level and unit: its number, and ``waiving``."""
    units = sql.nested(sql.union(lists), "of_levels")
    names = ("unit", "waiving", "numbers")
    order = [words.rising(sql.column(name)) for name in ("height", "unit")]
    ordered = sql.ordered(sql.select([sql.column(name) for name in names], units), *order)
    number = sql.named(words.a_row_each(sql.column("numbers")), "number")
    columns = [sql.column("unit"), sql.column("waiving"), number]
    return sql.select(columns, sql.nested(ordered, "ordered"))


def gap_lists(level: Level, gaps: Sequence[Gap], first: int, tables: tuple[str, str]) -> sql.Select:
    """Return the judged units of a level, each with the numbers of its gaps as a list.

    ``first``: the number of the first gap. ``tables``: that of the outcomes, and that of who is
    judged. ``waiving``: the unit again, null where it sets nothing aside.
    """
    outcomes, placed = tables
    numbers = [
        sql.choice([(gap.is_there(), sql.cast(sql.whole(at), sql.Type.SMALL))])
        for at, gap in enumerate(gaps, first)
    ]
    columns = [
        sql.named(sql.whole(level.height), "height"),
        sql.named(sql.column("unit", O), "unit"),
        sql.named(sql.column("unit", A), "waiving"),
        sql.named(words.without_nulls(numbers), "numbers"),
    ]
    query = sql.joined(
        sql.select(columns, sql.table(outcomes, O)), sql.table(placed, P), same(O, P)
    )
    aside = sql.distinct(sql.select([sql.column("unit")], sql.table(ASIDE)))
    return sql.joined_left(query, sql.nested(aside, A), same(O, A))


def kind_row(gap: Gap, number: int) -> dict[str, object]:
    """Return what is said of a gap, whoever has it."""
    item = gap.item.item
    return {
        "number": number,
        "level": item.level.value,
        "indicator": gap.rule.code,
        "item": item.id,
        "member": gap.member,
        "fact": fact_compared(item.condition),
        "owner": item.owner,
        "doer": item.doer.value,
    }


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
