"""Random rule sets and knowledge, from a seed: for laws, for the agreement of engines.

``case(seed)`` is the whole of it: the same seed always gives the same case.
"""

from dataclasses import dataclass
from random import Random

from support.knowing import knowledge
from support.rulesets import Generated, rule_set
from zicha.model.facts import Knowledge
from zicha.model.ruleset import RuleSet

WAIVED = 0.15


@dataclass(frozen=True, slots=True)
class Case:
    """Rules, what is known of one unit, and the indicators that are set aside for it."""

    generated: Generated
    known: Knowledge
    waived: frozenset[str]

    @property
    def rules(self) -> RuleSet:
        """Return the rules."""
        return self.generated.rules


def waived(rng: Random, rules: RuleSet) -> frozenset[str]:
    """Return the indicators that are set aside."""
    return frozenset(i.code for i in rules.indicators if rng.random() < WAIVED)


def case(seed: int) -> Case:
    """Return the random case of a seed."""
    rng = Random(seed)
    generated = rule_set(rng)
    return Case(generated, knowledge(rng, generated), waived(rng, generated.rules))
