"""Rules with the names of their columns."""

from dataclasses import dataclass

from zicha.backends.columnar.items import ItemPlan
from zicha.model.facts import Level
from zicha.model.rules import Grading, Rule


@dataclass(frozen=True, slots=True)
class PartPlan:
    """Items that are graded together."""

    name: str
    grading: Grading
    items: tuple[ItemPlan, ...]

    def column(self, name: str) -> str:
        """Return the name of one of its columns."""
        return f"{self.name}:{name}"


@dataclass(frozen=True, slots=True)
class RulePlan:
    """A rule, its parts and its items."""

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

    @property
    def grades(self) -> tuple[str, str]:
        """Return the columns of its best and its worst grade."""
        return f"{self.code}:best", f"{self.code}:worst"


def plan_of(rule: Rule, cap: int | None = None) -> RulePlan:
    """Return a rule with the names of its columns. ``cap``: see ``ItemPlan``."""
    code = rule.indicator
    plans = [ItemPlan(item, f"{code}/{number}", cap) for number, item in enumerate(rule.items())]
    parts = []
    start = 0
    for number, part in enumerate(rule.parts):
        end = start + len(part.items)
        parts.append(PartPlan(f"{code}/part{number}", part.grading, tuple(plans[start:end])))
        start = end
    return RulePlan(rule, tuple(parts), tuple(plans))


@dataclass(frozen=True, slots=True)
class Place:
    """Where items are looked at: from a unit of a level.

    ``above``: the relation of what the unit above comes to (its columns are null where there is
    no such unit); None where no unit is above any.
    """

    level: Level
    above: str | None

    def own(self, items: tuple[ItemPlan, ...]) -> list[ItemPlan]:
        """Return the items that are judged by the facts of the unit itself."""
        return [each for each in items if each.item.level is self.level]

    def takes_over(self, items: tuple[ItemPlan, ...]) -> bool:
        """Return whether some of the items are judged at a unit above."""
        higher = any(each.item.level.height > self.level.height for each in items)
        return higher and self.above is not None

    def has(self, items: tuple[ItemPlan, ...]) -> bool:
        """Return whether any of the items may apply to the unit."""
        return bool(self.own(items)) or self.takes_over(items)
