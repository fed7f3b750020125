"""Units that are not judged and stand above one that is: contexts, and the gaps that they hold."""

from collections import Counter
from collections.abc import Iterator, Sequence

from zicha.audit.judged import JudgedUnit
from zicha.gaps.closing import unmet
from zicha.model.facts import Level
from zicha.model.results import GapKind
from zicha.model.ruleset import RuleSet

Key = tuple[str, str, str]
"""What tells a gap from all others."""


class Beside:
    """Such units. ``holders``: those that have a gap, by its key; ``totals``: how many there are.

    A gap of any day on which one of them is looked at is its own, whatever the units below waive.
    """

    def __init__(self, rules: RuleSet, judged: Sequence[JudgedUnit]) -> None:
        """Find them, and what they do not meet."""
        ids = {unit.placed.unit for unit in judged}
        self.holders: dict[Key, set[str]] = {}
        units: set[tuple[Level, str]] = set()
        for unit in judged:
            above = unit.placed.above
            there = {lv: above[lv] for lv in unit.given & above.keys() if above[lv] not in ids}
            units.update(there.items())
            if there:
                for kind in unmet_of(rules, unit):
                    if kind.item.level in there:
                        self.holders.setdefault(kind.key, set()).add(there[kind.item.level])
        self.totals = Counter(level for level, _ in units)

    def of(self, key: Key) -> set[str]:
        """Return the units that have a gap."""
        return self.holders.get(key, set())


def unmet_of(rules: RuleSet, unit: JudgedUnit) -> Iterator[GapKind]:
    """Yield all that a unit, or one above it, does not meet, waived or not."""
    for rule in rules.rules:
        items = [*rule.items()]
        for index, member in unmet(rule, unit.judgement.items[rule.indicator]):
            yield GapKind(rule.indicator, items[index], member)
