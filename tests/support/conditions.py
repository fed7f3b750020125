"""Random conditions over the facts of a dictionary."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random

from support.dictionary import within
from zicha.model.facts import Better, Fact, FactType
from zicha.model.numbers import Number
from zicha.model.rules import (
    AllOf,
    AnyOf,
    AtLeastN,
    Between,
    ByOption,
    Compare,
    Comparison,
    Condition,
    Difference,
    FactValue,
    Includes,
    Is,
    NoneOf,
    OneOf,
    Operand,
    Ratio,
    Subject,
    Sum,
    WhenZero,
    WithinDays,
)

UP = (Comparison.AT_LEAST, Comparison.MORE_THAN)
DOWN = (Comparison.AT_MOST, Comparison.LESS_THAN)
OPPOSITE = {Better.MORE: Better.LESS, Better.LESS: Better.MORE}
PERCENT_SCALE = 100
SCALES = (1, PERCENT_SCALE, PERCENT_SCALE, 1_000, 10_000)
PROPORTIONS = ("0.25", "0.3", "0.5", "0.75", "0.9", "0.925", "1", "1.5")
"""Bounds of a ratio before its scale: every one is exact in six decimals."""


class Conditions:
    """Draws conditions over some facts.

    With ``improving`` a condition never stops to hold when one of its facts improves: each fact
    is used in its better direction, and ``Conditions`` over neutral facts draw the rest.
    """

    def __init__(self, rng: Random, facts: Sequence[Fact], *, improving: bool = False) -> None:
        """Sort the facts by their types."""
        self.rng = rng
        self.improving = improving
        self.facts = facts
        self.of_type = {kind: [f for f in facts if f.type is kind] for kind in FactType}
        self.numbers = [f for f in facts if f.type.is_number]
        self.towns = [f for f in self.of_type[FactType.ENUM] if f.is_attribute]
        self.neutral = (
            Conditions(rng, [f for f in facts if f.better is Better.NEUTRAL]) if improving else self
        )

    # --- Connectives --------------------------------------------------------------------------

    def draw(self, depth: int) -> Condition:
        """Return a condition of at most that many connectives above a leaf."""
        if depth == 0 or self.rng.random() < 0.5:
            return self.leaf()
        parts = tuple(self.draw(depth - 1) for _ in range(self.rng.randint(2, 3)))
        form = self.rng.randrange(4)
        if form == 0:
            return AllOf(parts)
        if form == 1:
            return AnyOf(parts)
        if form == 2 and not self.improving:
            return NoneOf(parts)
        return AtLeastN(self.rng.randint(1, len(parts)), parts)

    # --- Leaves -------------------------------------------------------------------------------

    def leaf(self, *, own: bool = False) -> Condition:
        """Return a condition without parts; ``own``: it is the whole condition of an item."""
        of_type = self.of_type
        forms: list[Callable[[], Condition]] = [lambda: self.compare(own=own)] * 4
        if self.neutral.numbers:
            forms += [lambda: self.between(own=own), lambda: self.compare(own=own)]
        if of_type[FactType.BOOL]:
            forms.append(self.is_true)
        if of_type[FactType.ENUM]:
            forms += [self.is_option, self.one_of]
        if of_type[FactType.SET]:
            forms += [lambda: self.includes(every=True), lambda: self.includes(every=False)]
        if of_type[FactType.DATE]:
            forms.append(self.within_days)
        return self.rng.choice(forms)()

    def compare(self, *, own: bool = False) -> Compare:
        """Return a comparison of a fact or a derived value with a bound."""
        direction = self.rng.choice((Better.MORE, Better.LESS))
        subject = self.subject(direction, own=own)
        if subject is None:
            return self.neutral.compare(own=own)
        signs: Sequence[Comparison] = tuple(Comparison)
        if self.improving:
            signs = UP if direction is Better.MORE else DOWN
        bound = self.bound(self.magnitude(subject))
        return Compare(subject, self.rng.choice(signs), bound)

    def between(self, *, own: bool = False) -> Between:
        """Return a span, over neutral facts where conditions are to improve with their facts."""
        drawn = self.neutral
        subject = drawn.subject(Better.NEUTRAL, own=own)
        assert subject is not None
        low = drawn.magnitude(subject)
        return Between(subject, drawn.bound(low), drawn.bound(low + self.rng.randint(0, 9)))

    def is_true(self) -> Is:
        """Return what a bool fact is to be."""
        fact = self.rng.choice(self.of_type[FactType.BOOL])
        wanted = fact.better is Better.TRUE if self.improving else self.rng.random() < 0.5
        return Is(fact.id, wanted)

    def is_option(self) -> Is:
        """Return the one option that an enum fact is to have."""
        fact = self.rng.choice(self.of_type[FactType.ENUM])
        best = fact.option_ids[0]
        return Is(fact.id, best if self.improving else self.rng.choice(fact.option_ids))

    def one_of(self) -> OneOf:
        """Return the options that an enum fact may have: the best ones, or any."""
        fact = self.rng.choice(self.of_type[FactType.ENUM])
        count = self.rng.randint(1, len(fact.option_ids) - 1)
        if self.improving:
            return OneOf(fact.id, fact.option_ids[:count])
        return OneOf(fact.id, tuple(self.rng.sample(fact.option_ids, count)))

    def includes(self, *, every: bool) -> Includes:
        """Return members that a set is to have."""
        fact = self.rng.choice(self.of_type[FactType.SET])
        members = self.rng.sample(fact.option_ids, self.rng.randint(1, 3))
        return Includes(fact.id, tuple(members), every)

    def within_days(self) -> WithinDays:
        """Return how recent a date is to be."""
        fact = self.rng.choice(self.of_type[FactType.DATE])
        return WithinDays(fact.id, self.rng.choice((0, 30, 90)))

    # --- Values and bounds --------------------------------------------------------------------

    def usable(self, direction: Better) -> list[Fact]:
        """Return the numbers that may stand where more (or less) is better."""
        if not self.improving:
            return self.numbers
        return [f for f in self.numbers if f.better in (direction, Better.NEUTRAL)]

    def subject(self, direction: Better, *, own: bool) -> Subject | None:
        """Return what is compared; None without a number that may stand there."""
        facts = self.usable(direction)
        if not facts:
            return None
        form = self.rng.random()
        if form < 0.35:
            ratio = self.ratio(direction, own=own)
            return ratio or FactValue(self.rng.choice(facts).id)
        if form < 0.55:
            return self.derived(direction)
        return FactValue(self.rng.choice(facts).id)

    def derived(self, direction: Better) -> Operand:
        """Return a sum or a difference, or a fact where there is nothing to take away."""
        rng, facts = self.rng, self.usable(direction)
        if rng.random() < 0.5:
            less = self.usable(OPPOSITE.get(direction, direction))
            if less:
                return Difference(FactValue(rng.choice(facts).id), FactValue(rng.choice(less).id))
        terms = rng.sample(facts, min(len(facts), rng.randint(2, 3)))
        return Sum(tuple(FactValue(term.id) for term in terms))

    def ratio(self, direction: Better, *, own: bool) -> Ratio | None:
        """Return a share; None without a number that may be its whole."""
        rng = self.rng
        wholes = self.neutral.numbers
        if self.improving:
            wholes = [f for f in wholes if f.low is not None and f.low >= 0]
        if not wholes:
            return None
        facts = self.usable(direction)
        part: Operand = FactValue(rng.choice(facts).id)
        whole: Operand = FactValue(rng.choice(wholes).id)
        if rng.random() < 0.2:
            part = self.derived(direction)
        if rng.random() < 0.2:
            whole = Sum((whole, FactValue(rng.choice(wholes).id)))
        elif rng.random() < 0.1 and not self.improving:
            whole = Difference(whole, FactValue(rng.choice(wholes).id))
        zero = [w for w in WhenZero if own or w is not WhenZero.NOT_APPLICABLE]
        return Ratio(part, whole, rng.choice(SCALES), rng.choice(zero))

    def magnitude(self, subject: Subject) -> Number:
        """Return a number that the subject can well have."""
        rng = self.rng
        if isinstance(subject, Ratio):
            return Decimal(rng.choice(PROPORTIONS)) * subject.scale
        if isinstance(subject, FactValue):
            fact = next(f for f in self.facts if f.id == subject.fact)
            if fact.type is FactType.INT:
                return within(fact, rng.randint(0, 12))
            return within(fact, Decimal(rng.randint(10, 9999)) / 100)
        return rng.randint(0, 30)

    def bound(self, number: Number) -> Number | ByOption:
        """Return the number, or one for each option of a town."""
        if not self.towns or self.rng.random() < 0.8:
            return number
        town = self.rng.choice(self.towns)
        other = number + self.rng.randint(1, 9)
        numbers = [number, other]
        self.rng.shuffle(numbers)
        return ByOption(town.id, tuple(zip(town.option_ids, numbers, strict=True)))
