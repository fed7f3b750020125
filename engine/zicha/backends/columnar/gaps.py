"""Gaps by who can close them, in columns: what the share of gaps above a unit rests on.

An item is so many gaps at least and at most. They are summed by the level that can put them right:
which of them is above a unit depends on whose gaps they are.

| column | holds |
|---|---|
| `gaps/level:fewest`, `:most` | gaps of all indicators that the level can close |
| `gaps/own:fewest`, ... `gaps/above:fewest`, ... | by side, of what is not set aside |
"""

from collections.abc import Iterator, Sequence

from zicha.backends.columnar import sql
from zicha.backends.columnar.items import ItemPlan
from zicha.backends.columnar.plans import Place, RulePlan
from zicha.backends.columnar.sql import Sql, Type
from zicha.backends.columnar.tallies import failing
from zicha.model.facts import LEVELS, Level
from zicha.model.rules import ItemKind

ENDS = ("fewest", "most")
OWN, ABOVE = "own", "above"
HEIGHT = "height"
"""The column of how high the level of a unit is."""


def sum_name(doer: Level, end: str) -> str:
    """Return the column of the gaps of all indicators that a level can close."""
    return f"gaps/{doer.value}:{end}"


def aside_name(doer: Level, end: str) -> str:
    """Return the column of those of them that are of indicators set aside."""
    return f"aside/{sum_name(doer, end)}"


def side_name(side: str, end: str) -> str:
    """Return the column of the gaps that a unit itself, or only a level above it, can close."""
    return f"gaps/{side}:{end}"


def sum_names() -> list[str]:
    """Return the columns of the gaps of all indicators."""
    return [sum_name(doer, end) for doer in LEVELS for end in ENDS]


def aside_names() -> list[str]:
    """Return the columns of the gaps that are set aside."""
    return [aside_name(doer, end) for doer in LEVELS for end in ENDS]


def gaps_of(plan: ItemPlan, end: str) -> Sql:
    """Return how many gaps an item is: of a set one a member, else one."""
    if plan.item.kind is ItemKind.SET:
        return sql.column(plan.fewest if end == "fewest" else plan.most)
    return failing(plan, end)


def sum_columns(plans: Sequence[RulePlan], place: Place) -> Iterator[Sql]:
    """Yield the gaps of all indicators for a unit, those taken over included."""
    items = [each for plan in plans for each in place.own(plan.items)]
    for doer in LEVELS:
        for end in ENDS:
            terms = [gaps_of(each, end) for each in items if each.item.doer is doer]
            name = sum_name(doer, end)
            if place.above is not None:
                terms.append(sql.or_else(sql.column(name, place.above), 0))
            yield sql.named(sql.cast(sql.total(terms), Type.SMALL), name)


def side_columns(*, waivers: bool) -> Iterator[Sql]:
    """Yield the gaps that are a unit's own to close, or for a level below, and those for above.

    ``waivers``: whether anything is set aside at all; then the columns of it are there.
    """
    for end in ENDS:
        for side, test in ((OWN, sql.at_most), (ABOVE, sql.more)):
            terms = []
            for doer in LEVELS:
                gaps = sql.column(sum_name(doer, end))
                if waivers:
                    gaps = sql.minus(gaps, sql.or_else(sql.column(aside_name(doer, end)), 0))
                here = test(sql.whole(doer.height), sql.column(HEIGHT))
                terms.append(sql.choice([(here, gaps)], sql.whole(0)))
            yield sql.named(sql.total(terms), side_name(side, end))
