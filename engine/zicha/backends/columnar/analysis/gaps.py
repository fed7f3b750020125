"""Which gaps units have: how many of each, and how many units' lists have it.

A gap is an unmet item, of a set each missing member. The table of a level's outcomes holds those
of its own units; a unit's list has also those of the units above it, but for the indicators that
it sets aside.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import words
from zicha.backends.columnar.analysis.counts import ASIDE
from zicha.backends.columnar.items import Code, ItemPlan
from zicha.backends.columnar.plans import RulePlan
from zicha.backends.columnar.sql import Sql, Type
from zicha.model.facts import LEVELS, Level
from zicha.model.results import GapKind
from zicha.model.rules import Includes, ItemKind

ByBody = Mapping[str, Sequence["Gap"]]
"""The gaps of a level by the department, or the level, that can close them."""
O, P, A = "o", "p", "a"  # noqa: E741 - outcomes, placed, aside


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap that units may have: an item of a rule, of a set one member."""

    rule: RulePlan
    item: ItemPlan
    member: str | None

    @property
    def kind(self) -> GapKind:
        """Return the gap without its columns."""
        return GapKind(self.rule.code, self.item.item, self.member)

    @property
    def name(self) -> str:
        """Return a name that no other gap has."""
        return self.item.name if self.member is None else self.item.member(self.member)

    def is_there(self, table: str = O) -> Sql:
        """Return whether a row of outcomes has it; null, where a member is not known, is no."""
        unmet = sql.equal(sql.column(self.item.name, table), sql.whole(Code.UNMET))
        if self.member is None:
            return unmet
        missing = sql.negation(sql.column(self.item.member(self.member), table))
        return sql.all_of(unmet, missing)


def gaps_of(plans: Sequence[RulePlan], level: Level) -> Iterator[Gap]:
    """Yield the gaps that units of a level may have of their own."""
    for rule in plans:
        for item in rule.items:
            if item.item.level is level:
                yield from (Gap(rule, item, member) for member in members_of(item))


def members_of(item: ItemPlan) -> tuple[str | None, ...]:
    """Return what may be missing: of a set its members, else the item as a whole."""
    condition = item.item.condition
    if item.item.kind is ItemKind.SET and isinstance(condition, Includes):
        return condition.members
    return (None,)


def holder(level: Level, table: str = P) -> Sql:
    """Return the unit of a level that a judged unit is, or is below."""
    is_itself = sql.equal(sql.column("level", table), sql.whole(level.height))
    if level is Level.COMMUNITY:
        return sql.choice([(is_itself, sql.column("unit", table))])
    return sql.choice([(is_itself, sql.column("unit", table))], sql.column(level.value, table))


# --- How many have each -------------------------------------------------------------------------


def listed(outcomes: str, placed: str, level: Level) -> sql.Select:
    """Return of each unit that has outcomes whether it is judged, and how many lists it is in."""
    query = sql.select(
        [
            sql.named(holder(level), "holder"),
            sql.named(sql.number_of_rows(), "lists"),
            sql.named(
                words.times_true(sql.equal(sql.column("level", P), sql.whole(level.height))),
                "judged",
            ),
        ],
        sql.table(placed, P),
    )
    counted = sql.grouped(query, holder(level))
    joined = sql.select(
        [sql.star(O), sql.column("lists", "l"), sql.column("judged", "l")], sql.table(outcomes, O)
    )
    on = sql.equal(sql.column("unit", O), sql.column("holder", "l"))
    return sql.joined(joined, sql.nested(counted, "l"), on)


def numbers(
    gaps: Sequence[Gap], by_body: ByBody, outcomes: str, placed: str, level: Level
) -> sql.Select:
    """Return one row: of each gap how many judged units have it, and how many lists.

    And of each body for how many units that set nothing aside it has something to close.
    """
    columns = [sql.named(words.sum_or_none(sql.column("judged", O)), "of")]
    for gap in gaps:
        columns.append(sql.named(counted(gap, "judged"), f"holders/{gap.name}"))
        if level is not Level.COMMUNITY:
            columns.append(sql.named(counted(gap, "lists"), f"lists/{gap.name}"))
    is_judged = sql.more(sql.column("judged", O), sql.whole(0))
    is_whole = sql.all_of(is_judged, sql.is_null(sql.column("unit", A)))
    for body, of_body in by_body.items():
        there = sql.any_of(*(gap.is_there() for gap in of_body))
        columns.append(sql.named(words.times_true(sql.all_of(is_whole.copy(), there)), body))
    query = sql.select(columns, sql.nested(listed(outcomes, placed, level), O))
    aside = sql.distinct(sql.select([sql.column("unit")], sql.table(ASIDE)))
    same = sql.equal(sql.column("unit", O), sql.column("unit", A))
    return sql.joined_left(query, sql.nested(aside, A), same)


def counted(gap: Gap, column: str) -> Sql:
    """Return the sum of a column over the rows that have a gap."""
    weight = sql.choice([(gap.is_there(), sql.column(column, O))], sql.whole(0))
    return words.sum_or_none(weight)


def set_aside(gaps: Sequence[Gap], outcomes: str, placed: str, level: Level) -> sql.Select:
    """Return one row: of each gap how many judged units, and lists, set its indicator aside."""
    columns = []
    for gap in gaps:
        is_it = sql.equal(sql.column("indicator", A), sql.text(gap.rule.code))
        there = sql.all_of(is_it, gap.is_there())
        itself = sql.equal(sql.column("unit", A), sql.column("unit", O))
        both = sql.all_of(there.copy(), itself)
        columns.append(sql.named(words.times_true(both), f"holders/{gap.name}"))
        if level is not Level.COMMUNITY:
            columns.append(sql.named(words.times_true(there), f"lists/{gap.name}"))
    return aside_with(columns, outcomes, placed, level)


def aside_with(columns: Sequence[Sql], outcomes: str, placed: str, level: Level) -> sql.Select:
    """Return columns of the waived indicators of units, with the outcomes of a level beside."""
    query = sql.select(columns, sql.table(ASIDE, A))
    on = sql.equal(sql.column("unit", A), sql.column("unit", P))
    query = sql.joined(query, sql.table(placed, P), on)
    return sql.joined(
        query, sql.table(outcomes, O), sql.equal(holder(level), sql.column("unit", O))
    )


# --- How many each unit has ---------------------------------------------------------------------


def closed_by(gaps: Sequence[Gap], doer: Level) -> list[Gap]:
    """Return the gaps that a level can close."""
    return [gap for gap in gaps if gap.item.item.doer is doer]


def sums(gaps: Sequence[Gap], outcomes: str, shown: sql.Query | None = None) -> sql.Select:
    """Return of each unit how many gaps of its own level it has, by who can close them.

    Waivers are left out of account. ``shown``: the units that are asked for, None for all.
    """
    columns = [sql.column("unit", O)]
    for doer in LEVELS:
        total = sql.total([sql.flag(gap.is_there()) for gap in closed_by(gaps, doer)])
        columns.append(sql.named(sql.cast(total, Type.SMALL), doer.value))
    query = sql.select(columns, sql.table(outcomes, O))
    if shown is None:
        return query
    same = sql.equal(sql.column("unit", O), sql.column("holder", P))
    return sql.joined(query, sql.nested(shown, P), same)


def holders(level: Level, placed: str, shown: str) -> sql.Select:
    """Return the units of a level that some units are, or are below. ``shown``: their table."""
    query = sql.select([sql.named(holder(level), "holder")], sql.table(placed, P))
    same = sql.equal(sql.column("unit", P), sql.column("unit", shown))
    return sql.distinct(sql.joined(query, sql.table(shown, shown), same))


def aside_sums(gaps: Sequence[Gap], outcomes: str, placed: str, level: Level) -> sql.Select:
    """Return of each unit how many gaps of a level it sets aside, by who can close them."""
    columns = [sql.column("unit", A)]
    for doer in LEVELS:
        by_code: dict[str, list[Sql]] = {}
        for gap in closed_by(gaps, doer):
            by_code.setdefault(gap.rule.code, []).append(sql.flag(gap.is_there()))
        cases = [(sql.text(code), sql.total(flags)) for code, flags in by_code.items()]
        of_pair = sql.looked_up(sql.column("indicator", A), cases, sql.whole(0))
        columns.append(sql.named(words.sum_or_none(of_pair), doer.value))
    return sql.grouped(aside_with(columns, outcomes, placed, level), sql.column("unit", A))
