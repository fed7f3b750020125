"""Gaps by who can close them, in columns: what the share of gaps above a unit rests on.

An item is so many gaps at least and at most. What the items of a unit come to is kept by the level
that can put it right (`gaps/level:fewest`, `:most`): which of them is above a unit depends on
whose gaps they are. The same for each indicator (`code:gaps/level:...`), to leave out those that
are set aside.
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


def gap_name(doer: Level, end: str, code: str = "") -> str:
    """Return the column of the gaps that a level can close; of one indicator or of all."""
    return f"{code}:gaps/{doer.value}:{end}" if code else f"gaps/{doer.value}:{end}"


def side_name(side: str, end: str) -> str:
    """Return the column of the gaps that are the unit's ``own`` to close, or for those ``above``."""
    return f"gaps/{side}:{end}"


def gaps_of(plan: ItemPlan, end: str) -> Sql:
    """Return how many gaps an item is: of a set one a member, else one."""
    if plan.item.kind is ItemKind.SET:
        return fewest(plan) if end == "fewest" else most(plan)
    last = Code.UNMET if end == "fewest" else Code.OPEN
    return sql.flag(sql.at_most(sql.column(plan.name), sql.whole(last)))


class Gaps:
    """The gaps of all rules."""

    def __init__(self, plans: Sequence[RulePlan]) -> None:
        """Keep the rules."""
        self.plans = plans
        self.doers = {plan.code: {p.item.doer for p in plan.items} for plan in plans}

    def terms(self, plan: RulePlan, level: Level, doer: Level, end: str) -> list[Sql]:
        """Return the gaps of a rule's own items of a level that ``doer`` can close."""
        return [
            gaps_of(each, end)
            for each in plan.items
            if each.item.level is level and each.item.doer is doer
        ]

    def above(self, plan: RulePlan, level: Level, doer: Level) -> bool:
        """Return whether units above a level have gaps of the rule that ``doer`` can close."""
        return any(
            p.item.level.height > level.height and p.item.doer is doer for p in plan.items
        )

    def rule_total(
        self, plan: RulePlan, level: Level, column: tuple[Level, str], other: str | None
    ) -> Sql:
        """Return the gaps of a rule for a unit of a level, those taken over included."""
        doer, end = column
        terms = self.terms(plan, level, doer, end)
        if other is not None and self.above(plan, level, doer):
            terms.append(sql.or_else(sql.column(gap_name(doer, end, plan.code), other), 0))
        return sql.total(terms)

    def total(self, level: Level, column: tuple[Level, str], other: str | None) -> Sql:
        """Return the gaps of all rules for a unit of a level, those taken over included."""
        doer, end = column
        terms = [term for plan in self.plans for term in self.terms(plan, level, doer, end)]
        if other is not None:
            terms.append(sql.or_else(sql.column(gap_name(doer, end), other), 0))
        return sql.total(terms)

    def carried_columns(self, level: Level, other: str | None) -> Iterator[Sql]:
        """Yield what a unit of a level hands down: gaps of each rule, and of all."""
        for doer in LEVELS:
            for end in ENDS:
                every = self.total(level, (doer, end), other)
                yield sql.named(sql.cast(every, Type.BIG), gap_name(doer, end))
                for plan in self.plans:
                    if doer in self.doers[plan.code]:
                        one = self.rule_total(plan, level, (doer, end), other)
                        name = gap_name(doer, end, plan.code)
                        yield sql.named(sql.cast(one, Type.SMALL), name)

    def side_columns(self, level: Level) -> Iterator[Sql]:
        """Yield the gaps of a unit that are its own to close, and those for a level above it.

        They are made from what the unit hands down; those that are set aside are left out.
        """
        for side, doers in sides(level):
            for end in ENDS:
                every = sql.total([sql.column(gap_name(doer, end)) for doer in doers])
                aside = sql.total(list(self.set_aside(doers, end)))
                none = sql.is_null(sql.column(WAIVING))
                left = sql.minus(every, sql.choice([(none, sql.whole(0))], aside))
                yield sql.named(sql.cast(left, Type.BIG), side_name(side, end))

    def set_aside(self, doers: Sequence[Level], end: str) -> Iterator[Sql]:
        """Yield the gaps of each indicator that is set aside, else 0."""
        for plan in self.plans:
            here = [doer for doer in doers if doer in self.doers[plan.code]]
            if here:
                gaps = sql.total([sql.column(gap_name(doer, end, plan.code)) for doer in here])
                is_waived = sql.equal(sql.column(waived(plan.code)), sql.whole(1))
                yield sql.choice([(is_waived, gaps)], sql.whole(0))


def sides(level: Level) -> tuple[tuple[str, list[Level]], tuple[str, list[Level]]]:
    """Return who can close the gaps of a unit: its own level and those below, and those above."""
    return (
        ("own", [doer for doer in LEVELS if doer.height <= level.height]),
        ("above", [doer for doer in LEVELS if doer.height > level.height]),
    )
