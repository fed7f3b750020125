"""The reference engine: items, then grades, then conclusions, by walking the rules."""

from collections.abc import Mapping

from zicha.backends.reference.conclude import conclude
from zicha.backends.reference.items import item_result
from zicha.backends.reference.trace import ItemTrace, trace_item
from zicha.model.facts import Knowledge
from zicha.model.judgement import GradeRange, ItemResult, Judgement
from zicha.model.ruleset import RuleSet
from zicha.scoring.grades import indicator_range


class Reference:
    """Judges by walking the tree of every rule."""

    name = "reference"

    def __init__(self, rules: RuleSet) -> None:
        """Keep the rules, and the items of each in one row; nothing is compiled."""
        self.rules = rules
        self.items = {rule.indicator: tuple(rule.items()) for rule in rules.rules}

    def outcomes(self, known: Knowledge) -> dict[str, tuple[ItemResult, ...]]:
        """Return the result of every item, by indicator."""
        bounds = self.rules.lower_bounds
        return {
            indicator: tuple([item_result(item, known, bounds) for item in items])
            for indicator, items in self.items.items()
        }

    def trace(self, known: Knowledge) -> dict[str, tuple[ItemTrace, ...]]:
        """Return the result of every item with what it rests on, by indicator."""
        bounds = self.rules.lower_bounds
        return {
            indicator: tuple([trace_item(item, known, bounds) for item in items])
            for indicator, items in self.items.items()
        }

    def grades(self, results: Mapping[str, tuple[ItemResult, ...]]) -> dict[str, GradeRange]:
        """Return the grade range of every indicator."""
        limits = self.rules.fault_limits
        return {
            rule.indicator: indicator_range(rule, results[rule.indicator], limits)
            for rule in self.rules.rules
        }

    def judge(self, known: Knowledge, waived: frozenset[str] = frozenset()) -> Judgement:
        """Return outcomes, grade ranges and conclusions."""
        items = self.outcomes(known)
        grades = self.grades(items)
        conclusions = conclude(self.rules, known, items, grades, waived)
        return Judgement(self.name, items, grades, conclusions)
