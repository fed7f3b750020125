"""How knowledge grows: a fact is learned, all are known, one improves, all are at their best."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from support.dictionary import is_share, within
from support.knowing import Knowing, can_be_partly_known
from support.rulesets import DAY, Generated
from zicha.model.facts import Better, Fact, FactType, Knowledge, Members, Value
from zicha.model.numbers import Interval, Number, exactly

FAR = 1_000_000
"""Farther than any bound of a generated rule."""


def settled(known: Value | None, fact: Fact, drawn: Value) -> Value:
    """Return a value that the fact can turn out to have, by what is known of it."""
    if isinstance(known, Members) and isinstance(drawn, Members):
        present = (drawn.present | known.present) - known.absent
        return Members(present, frozenset(fact.option_ids) - present)
    if isinstance(known, Interval) and isinstance(drawn, Interval):
        low, high, number = known.low, known.high, drawn.low
        assert number is not None
        if low is not None and number < low:
            number = low
        if high is not None and number > high:
            number = high
        return exactly(number)
    return drawn if known is None else known


def is_wholly_known(fact: Fact, value: Value | None) -> bool:
    """Return whether nothing is left to learn of a fact."""
    if isinstance(value, Interval):
        return value.exact is not None
    if isinstance(value, Members):
        return len(value.present) + len(value.absent) == len(fact.option_ids)
    return value is not None


def completed(rng: Random, generated: Generated, known: Knowledge) -> Knowledge:
    """Return the knowledge with every fact in play wholly known."""
    knowing = Knowing(rng, generated)
    values = {
        fact.id: settled(known.values.get(fact.id), fact, knowing.value(fact))
        for fact in generated.facts.values()
        if fact.level in known.levels
    }
    return replace(known, values=values, why={})


def learned(rng: Random, generated: Generated, known: Knowledge) -> Knowledge:
    """Return the knowledge with one more thing known of one fact; the same if all is known."""
    left = [
        fact
        for fact in generated.facts.values()
        if fact.level in known.levels and not is_wholly_known(fact, known.values.get(fact.id))
    ]
    if not left:
        return known
    knowing = Knowing(rng, generated)
    fact = rng.choice(left)
    before = known.values.get(fact.id)
    value = settled(before, fact, knowing.value(fact))
    if can_be_partly_known(fact) and rng.random() < 0.5:
        value = partly_settled(rng, before, value)
    why = {other: reason for other, reason in known.why.items() if other != fact.id}
    return replace(known, values={**known.values, fact.id: value}, why=why)


def partly_settled(rng: Random, before: Value | None, after: Value) -> Value:
    """Return something between what was known of a fact and its value."""
    if isinstance(after, Members):
        known = before if isinstance(before, Members) else Members()
        some = frozenset(m for m in after.present | after.absent if rng.random() < 0.5)
        return Members(known.present | (after.present & some), known.absent | (after.absent & some))
    assert isinstance(after, Interval)
    assert after.low is not None
    least = before.low if isinstance(before, Interval) else None
    most = before.high if isinstance(before, Interval) else None
    lower = after.low - rng.randint(0, 2)
    return Interval(lower if least is None else max(least, lower), most)


# --- Better and worse -------------------------------------------------------------------------


def improved(rng: Random, generated: Generated, known: Knowledge) -> Knowledge:
    """Return the knowledge with one known fact improved; the same if none can improve."""
    facts = [generated.facts[fact] for fact in known.values]
    steps = {fact.id: step_up(rng, fact, known.values[fact.id]) for fact in facts}
    better = {fact: value for fact, value in steps.items() if value != known.values[fact]}
    if not better:
        return known
    fact_id = rng.choice(sorted(better))
    return replace(known, values={**known.values, fact_id: better[fact_id]})


def step_up(rng: Random, fact: Fact, value: Value) -> Value:
    """Return a value that is better than the one that is known; a neutral fact stays."""
    if isinstance(value, Members):
        if fact.better is not Better.SUPERSET:
            return value
        gained = frozenset(m for m in value.absent if rng.random() < 0.5)
        return Members(value.present | gained, value.absent - gained)
    if isinstance(value, Interval):
        return step_up_number(rng, fact, value)
    if fact.better is Better.ORDER:
        place = fact.option_ids.index(str(value))
        return fact.option_ids[rng.randint(0, place)]
    return best_value(fact) if fact.better in (Better.TRUE, Better.FALSE) else value


def step_up_number(rng: Random, fact: Fact, value: Interval) -> Interval:
    """Return a better number, within the range of the fact; a day is never after the assessment.

    A range stays as wide as it is: nothing is learned of it.
    """
    if fact.better not in (Better.MORE, Better.LESS):
        return value
    step: int | Fraction = rng.randint(1, 20) if fact.better is Better.MORE else -rng.randint(1, 20)
    ends = [end for end in (value.low, value.high) if end is not None]
    if fact.type is FactType.DATE:
        step = min(step, *(DAY.toordinal() - int(end) for end in ends))
    else:
        moves = [Fraction(within(fact, Fraction(end) + step)) - Fraction(end) for end in ends]
        step = min(moves, key=abs)
    low, high = (moved(end, step) for end in (value.low, value.high))
    return Interval(low, high)


def moved(end: Number | None, step: Number) -> Number | None:
    """Return an end of a range moved by a step, exactly."""
    if end is None:
        return None
    total = Fraction(end) + Fraction(step)
    return int(total) if total.denominator == 1 else total


def observed(generated: Generated, known: Knowledge) -> Knowledge:
    """Return the knowledge as a unit can have it: of a count that was observed no greatest value.

    Only of a share that is computed both ends of a range are known.
    """

    def kept(fact: Fact, value: Value) -> Value:
        if isinstance(value, Interval) and value.exact is None and not is_share(fact):
            return Interval(value.low, None)
        return value

    values = {name: kept(generated.facts[name], value) for name, value in known.values.items()}
    return replace(known, values=values)


def best_value(fact: Fact) -> Value:
    """Return the best value that a fact can have; of a neutral fact any."""
    if fact.type is FactType.SET:
        return Members(frozenset(fact.option_ids))
    if fact.type is FactType.ENUM:
        return fact.option_ids[0]
    if fact.type is FactType.BOOL:
        return fact.better is not Better.FALSE
    if fact.type is FactType.DATE:
        return exactly(DAY.toordinal())
    return exactly(within(fact, -FAR if fact.better is Better.LESS else FAR))


def worst_value(fact: Fact) -> Value:
    """Return the worst value that a fact can have; of a neutral fact any."""
    if fact.type is FactType.SET:
        return Members(frozenset(), frozenset(fact.option_ids))
    if fact.type is FactType.ENUM:
        return fact.option_ids[-1]
    if fact.type is FactType.BOOL:
        return fact.better is Better.FALSE
    if fact.type is FactType.DATE:
        return exactly(DAY.toordinal() - FAR // 2)
    return exactly(within(fact, -FAR if fact.better is Better.MORE else FAR))
