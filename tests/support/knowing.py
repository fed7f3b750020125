"""Random knowledge of a unit: every state that a fact can be in, and how knowledge grows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from support.dictionary import is_share, within
from support.rulesets import DAY, Generated
from zicha.language.walk import bounds_of, conditions_in, facts_of_subject, leaves
from zicha.model.facts import LEVELS, Fact, FactType, Knowledge, Level, Members, Value, WhyUnknown
from zicha.model.numbers import Interval, Number, exactly
from zicha.model.rules import (
    Between,
    ByOption,
    Compare,
    Condition,
    Dated,
    Difference,
    FactValue,
    Operand,
    Ratio,
    Subject,
    Sum,
    WithinDays,
)

WHYS = (WhyUnknown.UNKNOWN, WhyUnknown.STALE, WhyUnknown.CONTRADICTION, WhyUnknown.LATER)
WHY_WEIGHTS = (3, 3, 3, 1)
UNKNOWN = 0.4
PARTLY = 0.2
STEPS: tuple[Number, ...] = (0, 0, 1, -1)
FINE_STEPS = (
    *STEPS,
    Decimal("0.01"),
    Decimal("-0.01"),
    Decimal("0.000001"),
    Decimal("-0.000001"),
)
SAMPLES = (3, 7, 9, 200)
"""How many were asked, where a percentage comes from counts: thirds, sevenths and ninths too."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The values at which the truth of conditions changes."""

    numbers: Mapping[str, list[Number]] = field(default_factory=dict)
    days: Mapping[str, list[int]] = field(default_factory=dict)
    derived: list[tuple[Subject, Number]] = field(default_factory=list)


def conditions_of(generated: Generated) -> Iterator[Condition]:
    """Yield every condition of the rules and of the conclusions."""
    for rule in generated.rules.rules:
        for item in rule.items():
            yield item.condition
            yield from (band for _, band in item.bands)
            yield from (clause.when for clause in item.applies)
    for conclusion in generated.rules.conclusions:
        yield from conditions_in(conclusion.when)


def marks_of(generated: Generated) -> Marks:
    """Return the values at which the truth of some condition changes."""
    numbers: dict[str, list[Number]] = {}
    days: dict[str, list[int]] = {}
    derived: list[tuple[Subject, Number]] = []
    for condition in conditions_of(generated):
        for leaf in leaves(condition):
            if isinstance(leaf, WithinDays):
                days.setdefault(leaf.fact, []).append(leaf.days)
            if isinstance(leaf, Compare | Between):
                values = [number for bound in bounds_of(leaf) for number in numbers_of(bound)]
                if isinstance(leaf.subject, FactValue):
                    numbers.setdefault(leaf.subject.fact, []).extend(values)
                else:
                    derived.extend((leaf.subject, value) for value in values)
    return Marks(numbers, days, derived)


def numbers_of(bound: Number | ByOption | Dated) -> Iterator[Number]:
    """Yield the numbers that a bound can be."""
    if isinstance(bound, ByOption):
        yield from (number for _, number in bound.numbers)
    elif not isinstance(bound, Dated):
        yield bound


class Knowing:
    """Draws values for the facts of one rule set."""

    def __init__(self, rng: Random, generated: Generated) -> None:
        """Look up where the truth of conditions changes."""
        self.rng = rng
        self.facts = generated.facts
        self.marks = marks_of(generated)

    # --- One value ----------------------------------------------------------------------------

    def value(self, fact: Fact) -> Value:
        """Return a value that the fact can have, wholly known."""
        rng = self.rng
        if fact.type is FactType.BOOL:
            return rng.random() < 0.5
        if fact.type is FactType.ENUM:
            return rng.choice(fact.option_ids)
        if fact.type is FactType.SET:
            present = frozenset(m for m in fact.option_ids if rng.random() < 0.7)
            return Members(present, frozenset(fact.option_ids) - present)
        if fact.type is FactType.DATE:
            return exactly(self.day(fact))
        return exactly(self.number(fact))

    def day(self, fact: Fact) -> int:
        """Return a day at the end of a span that is asked for, next to it, or anywhere near."""
        back = self.rng.choice([*self.marks.days.get(fact.id, ()), 10, 200])
        on = DAY - timedelta(days=back + self.rng.choice((-1, 0, 0, 1)))
        return min(on, DAY).toordinal()

    def number(self, fact: Fact) -> Number:
        """Return a number: mostly a bound of some condition, or next to one."""
        rng = self.rng
        marks = self.marks.numbers.get(fact.id)
        if not marks or rng.random() < 0.02:
            return self.possible(fact, rng.choice((0, rng.randint(0, 14), rng.randint(0, 100))))
        mark = rng.choice(marks)
        if fact.type is FactType.PERCENT and rng.random() < 0.2:
            sample = rng.choice(SAMPLES)
            return self.possible(fact, Fraction(100 * round(mark * sample / 100), sample))
        return self.possible(fact, plus(mark, rng.choice(FINE_STEPS)))

    def possible(self, fact: Fact, number: Number) -> Number:
        """Return the number as the fact can have it: whole where it counts, within its range."""
        if fact.type is FactType.INT:
            number = round(number)
        return within(fact, number)

    def partly(self, fact: Fact) -> Value:
        """Return what may be known of a fact that is not wholly known."""
        rng = self.rng
        if fact.type is FactType.SET:
            named = [m for m in fact.option_ids if rng.random() < 0.6]
            present = frozenset(m for m in named if rng.random() < 0.6)
            return Members(present, frozenset(named) - present)
        low = self.number(fact)
        if is_share(fact) or rng.random() < 0.3:
            return Interval(low, within(fact, low + rng.randint(1, 9)))
        return Interval(low, None)

    # --- All facts ----------------------------------------------------------------------------

    def draw(self) -> Knowledge:
        """Return what is known of a unit: all, or with gaps of every kind."""
        levels = self.levels()
        values: dict[str, Value] = {}
        why: dict[str, WhyUnknown] = {}
        wholly = self.rng.random() < 0.15
        for fact in self.facts.values():
            if fact.level in levels:
                self.draw_fact(fact, values, why, wholly=wholly)
        self.aim(values)
        return Knowledge(DAY, levels, values, why)

    def levels(self) -> frozenset[Level]:
        """Return the level of a unit, and those above it that are given."""
        own = self.rng.choices(LEVELS, (15, 1, 2, 2))[0]
        above = [level for level in LEVELS if level.height > own.height]
        return frozenset([own, *(level for level in above if self.rng.random() < 0.75)])

    def draw_fact(
        self,
        fact: Fact,
        values: dict[str, Value],
        why: dict[str, WhyUnknown],
        *,
        wholly: bool,
    ) -> None:
        """Put the fact into one of the states that it can be in."""
        rng = self.rng
        if not wholly and rng.random() < UNKNOWN:
            why[fact.id] = rng.choices(WHYS, WHY_WEIGHTS)[0]
        elif not wholly and rng.random() < PARTLY and can_be_partly_known(fact):
            values[fact.id] = self.partly(fact)
        else:
            values[fact.id] = self.value(fact)

    # --- Bounds of derived values -------------------------------------------------------------

    def aim(self, values: dict[str, Value]) -> None:
        """Change known facts so that some derived values stand at a bound, or next to it."""
        for subject, bound in self.marks.derived:
            if self.rng.random() < 0.5:
                if isinstance(subject, Ratio):
                    self.aim_ratio(subject, Fraction(bound), values)
                else:
                    step = self.rng.choice(FINE_STEPS)
                    self.aim_operand(subject, Fraction(bound) + Fraction(step), values)
                    self.loosen(subject, values)

    def aim_ratio(self, ratio: Ratio, bound: Fraction, values: dict[str, Value]) -> None:
        """Let part over whole be the bound, or a little more or less."""
        share = bound / ratio.scale
        times = self.rng.randint(1, 3)
        step = self.rng.choice(STEPS)
        self.aim_operand(ratio.whole, Fraction(share.denominator * times), values)
        self.aim_operand(ratio.part, Fraction(share.numerator * times) + Fraction(step), values)
        if self.rng.random() < 0.2:
            # Nothing of what is certainly something: a share that is known all the same.
            self.aim_operand(ratio.part, Fraction(0), values)
            self.loosen(ratio.whole, values)

    def loosen(self, operand: Operand, values: dict[str, Value]) -> None:
        """Let some of the facts of an operand be known as ranges that begin or end where they are.

        What is known of the operand then begins or ends at its bound, too, or next to it.
        """
        for name in dict.fromkeys(facts_of_subject(operand)):
            fact, known = self.facts[name], values.get(name)
            if can_be_partly_known(fact) and isinstance(known, Interval) and known.low is not None:
                step = self.rng.randint(1, 3)
                low, high = within(fact, known.low - step), within(fact, known.low + step)
                ends = (known.low, None), (low, known.low), (known.low, high)
                if self.rng.random() < 0.2:
                    values[name] = Interval(*self.rng.choice(ends))

    def aim_operand(self, operand: Operand, wanted: Fraction, values: dict[str, Value]) -> None:
        """Let an operand be a number, by its last known fact."""
        if isinstance(operand, FactValue):
            if operand.fact in values:
                values[operand.fact] = exactly(self.written(self.facts[operand.fact], wanted))
            return
        others = operand.terms[:-1] if isinstance(operand, Sum) else (operand.right,)
        rest = sum((exact(other, values) for other in others), Fraction(0))
        if isinstance(operand, Difference):
            self.aim_operand(operand.left, wanted + rest, values)
        else:
            self.aim_operand(operand.terms[-1], wanted - rest, values)

    def written(self, fact: Fact, number: Fraction) -> Number:
        """Return the number as a person can write it: six decimals, or a percentage of counts."""
        if fact.type is FactType.PERCENT:
            return self.possible(fact, number)
        rounded = Decimal(round(number * 1_000_000)) / 1_000_000
        whole = number.denominator == 1
        return self.possible(fact, int(number) if whole else rounded)


def plus(number: Number, step: Number) -> Number:
    """Return the exact sum of a bound and a step, written as a person would."""
    total = Fraction(number) + Fraction(step)
    if total.denominator == 1:
        return int(total)
    return Decimal(total.numerator) / Decimal(total.denominator)


def can_be_partly_known(fact: Fact) -> bool:
    """Return whether something can be known of a fact short of its value."""
    return is_share(fact) or (
        fact.type in (FactType.SET, FactType.INT, FactType.DECIMAL) and not fact.is_attribute
    )


def exact(operand: Operand, values: Mapping[str, Value]) -> Fraction:
    """Return the number that a fact is known to be, else 0."""
    value = values.get(operand.fact) if isinstance(operand, FactValue) else None
    if isinstance(value, Interval) and value.exact is not None:
        return Fraction(value.exact)
    return Fraction(0)


def knowledge(rng: Random, generated: Generated) -> Knowledge:
    """Return random knowledge of a unit that the rules judge."""
    return Knowing(rng, generated).draw()
