"""Engines in process: one community of 173 facts against a generated edition of 121 rules."""

from collections.abc import Iterator
from importlib.util import find_spec

from plain_loop import PlainLoop
from support.big_edition import big_edition
from timing import Figure, median_each, median_ms
from zicha.backends import rete
from zicha.backends.reference.engine import Reference
from zicha.model.facts import Knowledge
from zicha.model.judgement import ItemResult
from zicha.model.ruleset import RuleSet

UNITS = 200
SEED = 20_110_630


def zen_figures(rules: RuleSet, reference: Reference, units: list[Knowledge]) -> Iterator[Figure]:
    """Yield the time of zen-engine, if it is installed."""
    if find_spec("zen") is None:
        return
    from zen_loop import ZenLoop  # noqa: PLC0415 - a yardstick that need not be there

    zen = ZenLoop(rules)
    contexts = [zen.context(known) for known in units]
    found = [zen.outcomes(context) for context in contexts]
    name = yardstick("zen-engine", zen.supported, rules, reference, units, found)
    yield Figure(name, median_each(zen.outcomes, contexts))


def yardstick(  # noqa: PLR0913, PLR0917 - what is compared with what
    name: str,
    items: list[tuple[str, int]],
    rules: RuleSet,
    reference: Reference,
    units: list[Knowledge],
    found: list[list[str]],
) -> str:
    """Return the name of a yardstick with how much of the rules it judges, and how rightly."""
    total = sum(len(tuple(rule.items())) for rule in rules.rules)
    wrong = sum(
        differing(items, reference.outcomes(known), outcomes)
        for known, outcomes in zip(units, found, strict=True)
    )
    share = 100 * wrong / (len(items) * len(units))
    return f"{name}, {len(items)} of {total} items, {share:.2f} % of outcomes otherwise"


def differing(
    supported: list[tuple[str, int]], wanted: dict[str, tuple[ItemResult, ...]], found: list[str]
) -> int:
    """Return how many outcomes are not the reference's."""
    pairs = zip(supported, found, strict=True)
    return sum(str(wanted[code][index].outcome) != outcome for (code, index), outcome in pairs)


def figures() -> Iterator[Figure]:
    """Yield the figures, the yardsticks after the engines."""
    rules, make = big_edition(SEED)
    units = [make(seed) for seed in range(UNITS)]
    reference = Reference(rules)
    outcomes = median_each(reference.outcomes, units)
    yield Figure("reference, outcomes alone", outcomes, target=0.3)
    yield Figure("reference, full trace", median_each(reference.trace, units), target=2)
    if rete.available():
        yield Figure("rete, rule sets built", median_ms(lambda: rete.Rete(rules), 7), target=100)
        engine = rete.Rete(rules)
        yield Figure("rete, one community", median_each(engine.judge, units), target=5)
    loop = PlainLoop(rules)
    every = [
        (code, index) for code, items in reference.items.items() for index in range(len(items))
    ]
    found = [[str(o) for o in loop.outcomes(known)] for known in units]
    plain = median_each(loop.outcomes, units)
    yield Figure(yardstick("plain Python loop", every, rules, reference, units, found), plain)
    yield from zen_figures(rules, reference, units)
    yield Figure("reference over plain loop", outcomes / plain, unit="x")
