"""The view: what the units of a wide table are judged to be.

| column | holds |
|---|---|
| `unit`, `parent`, `level` | of the unit |
| `1.1.1`, ... for each indicator | `A` `B` `C` `D`, `open`, `not_applicable` |
| `1.1.1:best`, `1.1.1:worst` | the grades between which it lies; NULL: not applicable |
| `points_worst`, `points_best`, `points_possible` | sums of points, in parts of ``points_scale`` |
| `points_decided`, `points_decided_possible` | the same where the verdict is a grade |
| `conclusion:id` | whether it holds; NULL: not known |
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zicha.backends.columnar import sql, statements
from zicha.backends.columnar.engine import Columnar
from zicha.backends.columnar.scores import score_name
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.units import Units
from zicha.backends.columnar.view.script import Script
from zicha.backends.columnar.view.table import Given, PlainTable
from zicha.errors import InputError, Place, Problem, problem
from zicha.model.edition import Edition
from zicha.model.facts import Level
from zicha.model.results import SUMS
from zicha.model.rules import GRADES
from zicha.model.ruleset import RuleSet

DIALECTS = ("duckdb", "spark", "postgres", "clickhouse")
SETTINGS = {
    "clickhouse": {
        # Beside a row that none fits stand nulls, not zeros and empty texts.
        "join_use_nulls": 1,
        # A name means the column that is read, also where one of that name is made.
        "prefer_column_name_to_alias": 1,
    },
}
"""What a database has to be told for the view to mean what it means elsewhere."""
LIMITS = {
    "clickhouse": {
        "max_query_size": 10**7,
        "max_ast_elements": 10**6,
        "max_expanded_ast_elements": 10**7,
        "max_parser_depth": 10**4,
    },
}
"""What a database has to allow its sessions that make the view, or read it."""
LONGEST_NAME = {"postgres": 63}
"""Bytes that a database keeps of a name. Unit: bytes."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the view and the table that it reads are called, and in which database they are."""

    view: str = "self_inspection"
    table: str = "units"
    dialect: str = DIALECTS[0]


@dataclass(frozen=True, slots=True)
class View:
    """A view, and the statements that make it; ``columns``: those of the table that it reads.

    ``points_scale``: how many parts make a point.
    """

    statements: tuple[str, ...]
    columns: Sequence[Given]
    points_scale: int


def view_of(rules: RuleSet, edition: Edition, names: Names, levels: Sequence[Level]) -> View:
    """Return the view of an edition on the day of its rules. ``levels``: those of the units.

    Raises:
        InputError: the database cannot hold the rules.
    """
    engine = Columnar(rules, {fact.id: fact.level for fact in edition.facts.values()})
    table = PlainTable(engine.compiled, edition, names.table)
    script = Script(names.dialect)
    facts = {level: script.keep(f"facts_{level}", table.known(level)) for level in levels}
    judged = engine.judge_many(Units(script, facts))
    query = sql.select(list(shown_columns(rules)), sql.table(judged.verdicts))
    query = statements.with_parts(query, script.parts)
    query = statements.with_settings(query, SETTINGS.get(names.dialect, {}))
    view = statements.view(names.view, query)
    problems = [*problems_of(view, names.dialect)]
    if problems:
        raise InputError(problems)
    limits = LIMITS.get(names.dialect)
    every = [view] if limits is None else [statements.setting(limits), view]
    printed = tuple(statements.printed(each, names.dialect, pretty=True) for each in every)
    return View(printed, table.columns(levels), engine.compiled.points.scale)


def problems_of(statement: Sql, dialect: str) -> Iterator[Problem]:
    """Yield the names that a database would cut off, so that two of them may become one."""
    most = LONGEST_NAME.get(dialect)
    if most is None:
        return
    for name in sorted(statements.names_in(statement)):
        if len(name.encode()) > most:
            where = Place("--dialect")
            yield problem("sql-name-too-long", where, name=name, dialect=dialect, most=most)


def shown_columns(rules: RuleSet) -> Iterator[Sql]:
    """Yield the columns of the view."""
    yield from (sql.column(name) for name in ("unit", "parent", "level"))
    judged = {rule.indicator for rule in rules.rules}
    for indicator in rules.indicators:
        code = indicator.code
        is_judged = code in judged
        yield sql.named(verdict(code) if is_judged else sql.text("open"), code)
        for end, letter in (("best", GRADES[0]), ("worst", GRADES[-1])):
            grade = grade_of(f"{code}:{end}") if is_judged else sql.text(letter.value)
            yield sql.named(grade, f"{code}:{end}")
    for name in SUMS:
        yield sql.named(sql.column(score_name(None, name)), f"points_{name}")
    for conclusion in rules.conclusions:
        yield sql.named(sql.column(f"conclusion/{conclusion.id}"), f"conclusion:{conclusion.id}")


def grade_of(name: str) -> Sql:
    """Return the letter of a rank; of none null."""
    cases = [(sql.whole(grade.rank), sql.text(grade.value)) for grade in GRADES]
    return sql.looked_up(sql.column(name), cases, sql.nothing(Type.TEXT))


def verdict(code: str) -> Sql:
    """Return the verdict on an indicator in one word."""
    best, worst = f"{code}:best", f"{code}:worst"
    decided = sql.equal(sql.column(best), sql.column(worst))
    return sql.choice(
        [
            (sql.is_null(sql.column(best)), sql.text("not_applicable")),
            (decided, grade_of(best)),
        ],
        sql.text("open"),
    )
