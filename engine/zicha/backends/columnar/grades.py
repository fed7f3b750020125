"""From outcomes to grade ranges, in columns: what the items of a rule come to, and its grades.

What the items of one level come to is a row of small numbers, so that a unit takes over from the
unit above it what was judged there, instead of judging it again. For each part of a rule:

| column | holds | where nothing is there |
|---|---|---|
| `code/part:least` | the least outcome | 3, does not apply |
| `...:fewest`, `...:most` | faults, no further than what makes the worst grade | 0 |
| `...:fatal` | the least outcome of fatal items | 3 |
| `...:best`, `...:worst` | grades of a scale | worst |

and for a rule `code:sure`: 1 where an item certainly applies.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from zicha.backends.columnar import sql
from zicha.backends.columnar.items import WORST, Code, ItemPlan
from zicha.backends.columnar.sql import Sql
from zicha.model.facts import Level
from zicha.model.rules import Grading, ItemKind, Rule

FaultLimits = Sequence[tuple[int, int]]
"""The rank of a grade, and the most faults that it allows; best first."""

NONE = int(Code.NO_UNIT)
"""The least outcome where nothing applies."""


class Joining(Enum):
    """How what two levels come to is brought together."""

    LEAST = "least"
    SUM = "sum"
    GREATEST = "greatest"


@dataclass(frozen=True, slots=True)
class Tally:
    """A number that the items of a rule come to: how it is found and brought together.

    ``of_items``: its value for the items of one level. ``neutral``: where there is none.
    """

    name: str
    joining: Joining
    neutral: int
    of_items: Callable[[Sequence[ItemPlan]], Sql]


@dataclass(frozen=True, slots=True)
class PartPlan:
    """Items that are graded together."""

    name: str
    grading: Grading
    items: tuple[ItemPlan, ...]

    def tallies(self, cap: int) -> Iterator[Tally]:
        """Yield what its items come to; faults are counted to ``cap``."""
        yield Tally(f"{self.name}:least", Joining.LEAST, NONE, least_outcome)
        if self.grading is Grading.BANDS:
            for end in ("best", "worst"):
                yield Tally(f"{self.name}:{end}", Joining.LEAST, WORST, partial(scale_end, end=end))
        if self.grading is Grading.FAULTS:
            yield Tally(f"{self.name}:fewest", Joining.SUM, 0, lambda i: sum_of(i, fewest, cap))
            yield Tally(f"{self.name}:most", Joining.SUM, 0, lambda i: sum_of(i, most, cap))
            if any(plan.item.fatal for plan in self.items):
                yield Tally(f"{self.name}:fatal", Joining.LEAST, NONE, least_fatal)


@dataclass(frozen=True, slots=True)
class RulePlan:
    """A rule, and the names of its columns."""

    rule: Rule
    parts: tuple[PartPlan, ...]
    items: tuple[ItemPlan, ...]

    @property
    def code(self) -> str:
        """Return the code of the indicator."""
        return self.rule.indicator

    @property
    def doubtable(self) -> bool:
        """Return whether it can be in doubt that the indicator applies."""
        return any(plan.doubtable for plan in self.items)

    @property
    def sure(self) -> str:
        """Return the column of whether an item certainly applies."""
        return f"{self.code}:sure"

    def tallies(self, cap: int) -> Iterator[tuple[tuple[ItemPlan, ...], Tally]]:
        """Yield what the items come to, each with the items that it is about."""
        for part in self.parts:
            for tally in part.tallies(cap):
                yield part.items, tally
        if self.doubtable:
            yield self.items, Tally(self.sure, Joining.GREATEST, 0, any_sure)


def plan_of(rule: Rule) -> RulePlan:
    """Return a rule with the names of its columns."""
    code = rule.indicator
    plans = [ItemPlan(item, f"{code}/{number}") for number, item in enumerate(rule.items())]
    parts = []
    start = 0
    for number, part in enumerate(rule.parts):
        end = start + len(part.items)
        parts.append(PartPlan(f"{code}/part{number}", part.grading, tuple(plans[start:end])))
        start = end
    return RulePlan(rule, tuple(parts), tuple(plans))


# --- What the items of one level come to --------------------------------------------------------


def least_outcome(plans: Sequence[ItemPlan]) -> Sql:
    """Return the least outcome: of what does not apply it is more than that of what does."""
    return sql.least(*(sql.column(plan.name) for plan in plans))


def least_fatal(plans: Sequence[ItemPlan]) -> Sql:
    """Return the least outcome of fatal items."""
    fatal = [plan for plan in plans if plan.item.fatal]
    return least_outcome(fatal) if fatal else sql.whole(NONE)


def scale_end(plans: Sequence[ItemPlan], end: str) -> Sql:
    """Return the best or the worst grade of a scale, which is the only item of its part."""
    (plan,) = plans
    return sql.column(plan.best if end == "best" else plan.worst)


def any_sure(plans: Sequence[ItemPlan]) -> Sql:
    """Return 1 where an item certainly applies."""
    return sql.flag(sql.any_of(*(certainly_applies(plan) for plan in plans)))


def certainly_applies(plan: ItemPlan) -> Sql:
    """Return whether an item certainly applies."""
    if not plan.doubtable:
        return sql.true()
    applies = sql.less(sql.column(plan.name), sql.whole(NONE))
    return sql.all_of(applies, sql.column(plan.sure))


def fewest(plan: ItemPlan) -> Sql:
    """Return the fewest faults of an item; also the fewest gaps, but of a count."""
    if plan.item.kind in (ItemKind.SET, ItemKind.COUNT):
        return sql.column(plan.fewest)
    return sql.flag(sql.equal(sql.column(plan.name), sql.whole(Code.UNMET)))


def most(plan: ItemPlan) -> Sql:
    """Return the most faults of an item; null without upper bound."""
    if plan.item.kind in (ItemKind.SET, ItemKind.COUNT):
        return sql.column(plan.most)
    return sql.flag(sql.at_most(sql.column(plan.name), sql.whole(Code.OPEN)))


def sum_of(plans: Sequence[ItemPlan], faults: Callable[[ItemPlan], Sql], cap: int) -> Sql:
    """Return the faults of items, each no more than ``cap``; a null one is that much."""
    return sql.total([capped(plan, faults(plan), cap) for plan in plans])


def capped(plan: ItemPlan, faults: Sql, cap: int) -> Sql:
    """Return faults, no more than ``cap``."""
    if plan.item.kind not in (ItemKind.SET, ItemKind.COUNT):
        return faults
    return sql.choice([(sql.less(faults, sql.whole(cap)), faults.copy())], sql.whole(cap))


# --- Together with what the unit above comes to -------------------------------------------------


def tally_columns(plan: RulePlan, level: Level, cap: int, above: str | None) -> Iterator[Sql]:
    """Yield what the items of a rule come to for a unit of a level.

    ``above``: the relation of what the unit above comes to (its columns are null where there is
    no such unit); None where no unit is above any.
    """
    for items, tally in plan.tallies(cap):
        own = [item for item in items if item.item.level is level]
        higher = any(item.item.level.height > level.height for item in items)
        found = [tally.of_items(own)] if own else []
        if higher and above is not None:
            found.append(sql.or_else(sql.column(tally.name, above), tally.neutral))
        yield sql.named(joined(tally, found), tally.name)


def joined(tally: Tally, found: Sequence[Sql]) -> Sql:
    """Return what two levels come to together."""
    if not found:
        return sql.whole(tally.neutral)
    if tally.joining is Joining.SUM:
        return sql.total(found)
    return sql.least(*found) if tally.joining is Joining.LEAST else sql.greatest(*found)


# --- Grades -------------------------------------------------------------------------------------


def grade_of_faults(faults: Sql, limits: FaultLimits) -> Sql:
    """Return the rank of the grade that a number of faults leaves."""
    cases = [(sql.at_most(faults.copy(), sql.whole(m)), sql.whole(rank)) for rank, m in limits]
    return sql.choice(cases, sql.whole(WORST))


def grade_columns(plan: RulePlan, limits: FaultLimits) -> Iterator[Sql]:
    """Yield the ranks of the best and the worst grade; null where the indicator does not apply."""
    ranges = [part_range(part, limits) for part in plan.parts]
    applies = [applicable(part) for part in plan.parts]
    for end, name, whole in ((0, "best", 0), (1, "worst", WORST)):
        if len(ranges) == 1:
            cases = [(applies[0].copy(), ranges[0][end])]
        else:
            found = [
                sql.choice([(applicable(part), grades[end])], sql.whole(-1))
                for part, grades in zip(plan.parts, ranges, strict=True)
            ]
            cases = [(sql.any_of(*(a.copy() for a in applies)), sql.greatest(*found))]
        if plan.doubtable:
            unsure = sql.equal(sql.column(plan.sure), sql.whole(0))
            some = sql.any_of(*(a.copy() for a in applies))
            cases.insert(0, (sql.all_of(some, unsure), sql.whole(whole)))
        yield sql.named(sql.cast(sql.choice(cases), sql.Type.TINY), f"{plan.code}:{name}")


def applicable(part: PartPlan) -> Sql:
    """Return whether an item of a part applies."""
    return sql.less(sql.column(f"{part.name}:least"), sql.whole(NONE))


def part_range(part: PartPlan, limits: FaultLimits) -> tuple[Sql, Sql]:
    """Return the ranks of the best and the worst grade of a part that applies."""

    def tally(name: str) -> Sql:
        return sql.column(f"{part.name}:{name}")

    if part.grading is Grading.BANDS:
        return tally("best"), tally("worst")
    worst, unmet, still_open = sql.whole(WORST), sql.whole(Code.UNMET), sql.whole(Code.OPEN)
    if part.grading is Grading.ALL:
        return (
            sql.choice([(sql.equal(tally("least"), unmet), worst)], sql.whole(0)),
            sql.choice([(sql.at_most(tally("least"), still_open), worst.copy())], sql.whole(0)),
        )
    best = grade_of_faults(tally("fewest"), limits)
    lowest = grade_of_faults(tally("most"), limits)
    if any(plan.item.fatal for plan in part.items):
        best = sql.choice([(sql.equal(tally("fatal"), unmet), worst)], best)
        lowest = sql.choice([(sql.at_most(tally("fatal"), still_open), worst.copy())], lowest)
    return best, lowest
