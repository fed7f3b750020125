"""Gaps by who can close them, in columns: what the share of gaps above a unit rests on.

An item is so many gaps at least and at most. Those of an indicator are kept by the level that can
put them right (`code:gaps/level:fewest`, `:most`): which of them is above a unit depends on whose
gaps they are.
"""

from collections.abc import Iterator, Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.grades import RulePlan, fewest, most
from zicha.backends.columnar.items import Code, ItemPlan
from zicha.backends.columnar.scores import WAIVING, waived
from zicha.backends.columnar.sql import Sql, Type
from zicha.model.facts import LEVELS, Level
from zicha.model.rules import ItemKind

ENDS = ("fewest", "most")
OWN, ABOVE = "own", "above"
HEIGHT = "height"
"""The column of how high the level of a unit is."""


def gap_name(code: str, doer: Level, end: str) -> str:
    """Return the column of the gaps of an indicator that a level can close."""
    return f"{code}:gaps/{doer.value}:{end}"


def sum_name(doer: Level, end: str) -> str:
    """Return the column of the gaps of all indicators that a level can close."""
    return f"gaps/{doer.value}:{end}"


def side_name(side: str, end: str) -> str:
    """Return the column of the gaps that a unit itself, or only a level above it, can close."""
    return f"gaps/{side}:{end}"


def side_names() -> list[str]:
    """Return the columns of the gaps of a unit by side."""
    return [side_name(side, end) for end in ENDS for side in (OWN, ABOVE)]


def gap_names(plans: Sequence[RulePlan]) -> list[str]:
    """Return the columns of the gaps of every indicator."""
    return [
        gap_name(plan.code, doer, end) for plan in plans for doer in doers_of(plan) for end in ENDS
    ]


def gaps_of(plan: ItemPlan, end: str) -> Sql:
    """Return how many gaps an item is: of a set one a member, else one."""
    if plan.item.kind is ItemKind.SET:
        return fewest(plan) if end == "fewest" else most(plan)
    last = Code.UNMET if end == "fewest" else Code.OPEN
    return sql.flag(sql.at_most(sql.column(plan.name), sql.whole(last)))


def rule_columns(plan: RulePlan, level: Level, above: str | None) -> Iterator[Sql]:
    """Yield the gaps of a rule for a unit of a level, those taken over included."""
    for doer in doers_of(plan):
        items = [each for each in plan.items if each.item.doer is doer]
        own = [each for each in items if each.item.level is level]
        higher = any(each.item.level.height > level.height for each in items)
        for end in ENDS:
            name = gap_name(plan.code, doer, end)
            terms = [gaps_of(each, end) for each in own]
            if higher and above is not None:
                terms.append(sql.or_else(sql.column(name, above), 0))
            yield sql.named(sql.cast(sql.total(terms), Type.SMALL), name)


def doers_of(plan: RulePlan) -> list[Level]:
    """Return the levels that can close gaps of a rule."""
    found = {each.item.doer for each in plan.items}
    return [level for level in LEVELS if level in found]


def sum_columns(plans: Sequence[RulePlan], *, waivers: bool) -> Iterator[Sql]:
    """Yield the gaps of all indicators that are not set aside, by the level that can close them."""
    for doer in LEVELS:
        codes = [plan.code for plan in plans if doer in doers_of(plan)]
        for end in ENDS:
            every = sql.total([sql.column(gap_name(code, doer, end)) for code in codes])
            if waivers:
                aside = sql.total([set_aside(code, gap_name(code, doer, end)) for code in codes])
                none = sql.is_null(sql.column(WAIVING))
                every = sql.minus(every, sql.choice([(none, sql.whole(0))], aside))
            yield sql.named(every, sum_name(doer, end))


def set_aside(code: str, name: str) -> Sql:
    """Return the gaps of an indicator that is set aside, else 0."""
    return sql.times(sql.column(waived(code)), sql.column(name))


def side_columns() -> Iterator[Sql]:
    """Yield the gaps that are a unit's own to close, or for a level below, and those for above."""
    for end in ENDS:
        for side, test in ((OWN, sql.at_most), (ABOVE, sql.more)):
            terms = [
                sql.choice(
                    [(test(sql.whole(doer.height), sql.column(HEIGHT)), column)], sql.whole(0)
                )
                for doer, column in ((doer, sql.column(sum_name(doer, end))) for doer in LEVELS)
            ]
            yield sql.named(sql.total(terms), side_name(side, end))
