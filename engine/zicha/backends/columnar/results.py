"""From the rows of the result tables to the results of this program."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database, Row, named_rows
from zicha.backends.columnar.items import Code, ItemPlan
from zicha.backends.columnar.units import Judged
from zicha.errors import EngineError
from zicha.model.facts import Level
from zicha.model.judgement import (
    NOT_APPLICABLE,
    GradeRange,
    ItemResult,
    Judgement,
    Outcome,
    WhyNotApplicable,
)
from zicha.model.rules import GRADES, Includes, ItemKind

NO_UNIT = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.LEVEL)
ZERO = ItemResult(Outcome.NOT_APPLICABLE, why=WhyNotApplicable.WHEN_ZERO)
OUTCOMES = {Code.UNMET: Outcome.UNMET, Code.OPEN: Outcome.OPEN, Code.MET: Outcome.MET}
PLAIN_FAULTS = {Outcome.UNMET: (1, 1), Outcome.OPEN: (0, 1), Outcome.MET: (0, 0)}


def judgements(
    database: Database, compiled: Compiled, judged: Judged, name: str
) -> Iterator[tuple[object, Judgement]]:
    """Yield every unit that has a verdict, by its key, with the judgement of it."""
    outcomes = {
        row["unit"]: (level, row)
        for level, table in judged.outcomes.items()
        for row in named_rows(database, table)
    }
    for row in named_rows(database, judged.verdicts):
        items = item_results(compiled, chain_of(row["unit"], outcomes))
        grades, concluded = grades_of(compiled, row), conclusions_of(compiled, row)
        yield row["unit"], Judgement(name, items, grades, concluded)


def chain_of(unit: object, outcomes: Mapping[object, tuple[Level, Row]]) -> dict[Level, Row]:
    """Return the outcomes of a unit and of those above it, by level."""
    chain: dict[Level, Row] = {}
    while unit in outcomes and outcomes[unit][0] not in chain:
        level, row = outcomes[unit]
        chain[level] = row
        unit = row["parent"]
    return chain


def item_results(
    compiled: Compiled, chain: Mapping[Level, Row]
) -> dict[str, tuple[ItemResult, ...]]:
    """Return the results of all items, by indicator."""
    return {
        plan.code: tuple(
            [
                item_result(each, chain[each.item.level]) if each.item.level in chain else NO_UNIT
                for each in plan.items
            ]
        )
        for plan in compiled.plans
    }


def number(row: Row, name: str) -> int:
    """Return a whole number of a row.

    Raises:
        EngineError: there is none, so the evaluation is incomplete.
    """
    value = row[name]
    if not isinstance(value, int):
        message = f"columnar: {name} has no value"
        raise EngineError(message)
    return value


def item_result(plan: ItemPlan, row: Row) -> ItemResult:
    """Return the result of an item whose unit is given."""
    code = number(row, plan.name)
    if code >= Code.FIRST_CLAUSE:
        clause = code - Code.FIRST_CLAUSE
        why = WhyNotApplicable.APPLIES
        return ItemResult(Outcome.NOT_APPLICABLE, why=why, applies=clause)
    if code == Code.ZERO:
        return ZERO
    outcome = OUTCOMES[Code(code)]
    doubted = plan.doubtable and not row[plan.sure]
    result = ItemResult(outcome, PLAIN_FAULTS[outcome], may_not_apply=doubted)
    match plan.item.kind:
        case ItemKind.PLAIN:
            return result
        case ItemKind.BANDS:
            best, worst = GRADES[number(row, plan.best)], GRADES[number(row, plan.worst)]
            return result._replace(faults=(0, 0), grades=(best, worst))
        case ItemKind.SET:
            return with_members(plan, with_faults(plan, result, row), row)
        case ItemKind.COUNT:
            return with_faults(plan, result, row)


def with_faults(plan: ItemPlan, result: ItemResult, row: Row) -> ItemResult:
    """Return the result with its fewest and most faults."""
    most = None if row[plan.most] is None else number(row, plan.most)
    return result._replace(faults=(number(row, plan.fewest), most))


def as_counted(compiled: Compiled, judgement: Judgement) -> Judgement:
    """Return what another engine says, with faults as far as the columns tell them apart."""
    items = {
        plan.code: tuple(
            [
                capped(each, found)
                for each, found in zip(plan.items, judgement.items[plan.code], strict=True)
            ]
        )
        for plan in compiled.plans
    }
    return replace(judgement, items=items)


def capped(plan: ItemPlan, result: ItemResult) -> ItemResult:
    """Return the result of an item with no more faults of a count than its columns tell apart."""
    cap = plan.cap
    is_counted = plan.item.kind is ItemKind.COUNT and result.why is None
    if cap is None or not is_counted:
        return result
    fewest, most = result.faults
    return result._replace(faults=(min(fewest, cap), cap if most is None else min(most, cap)))


def with_members(plan: ItemPlan, result: ItemResult, row: Row) -> ItemResult:
    """Return the result with the required members that are absent, and those not known."""
    if result.outcome is Outcome.MET:
        return result
    condition = plan.item.condition
    assert isinstance(condition, Includes)
    there = {member: row[plan.member(member)] for member in condition.members}
    return result._replace(
        missing=tuple([member for member in condition.members if there[member] is False]),
        unknown=tuple([member for member in condition.members if there[member] is None]),
    )


def grades_of(compiled: Compiled, row: Row) -> dict[str, GradeRange]:
    """Return the grade range of every indicator with a rule."""
    return {plan.code: grade_range(row, plan.code) for plan in compiled.plans}


def grade_range(row: Row, code: str) -> GradeRange:
    """Return the grade range of an indicator."""
    if row[f"{code}:best"] is None:
        return NOT_APPLICABLE
    return GradeRange(GRADES[number(row, f"{code}:best")], GRADES[number(row, f"{code}:worst")])


def conclusions_of(compiled: Compiled, row: Row) -> dict[str, bool | None]:
    """Return what is concluded, by id."""
    found: dict[str, bool | None] = {}
    for conclusion in compiled.rules.conclusions:
        holds = row[compiled.conclusions.name(conclusion.id)]
        found[conclusion.id] = None if holds is None else bool(holds)
    return found
