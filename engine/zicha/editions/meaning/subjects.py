"""What a condition looks at: a fact, a sum, a difference, a ratio; and how it can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zicha.editions.meaning.manifest import UNIT
from zicha.editions.meaning.scope import Scope
from zicha.editions.shape.rules import (
    DifferenceShape,
    LeafShape,
    OperandShape,
    PerShape,
    RatioShape,
    SumShape,
)
from zicha.editions.spot import Spot
from zicha.language.walk import facts_of_subject
from zicha.model.facts import Fact, FactType
from zicha.model.numbers import Number
from zicha.model.rules import Difference, FactValue, Operand, Ratio, Subject, Sum, WhenZero

POPULATION = UNIT + "population"
SCALES = {"ratio": 1, "percentage": 100, "per_head": 1, "per_1000": 1000, "per_10000": 10000}
FINEST = 6
"""The most digits after the point that any number may have."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How the value of a subject is measured; ``name`` is what messages call it.

    ``steps``: whether values lie on the grid of ``decimals`` (a share may be any fraction).
    """

    name: str
    type: FactType
    unit: str | None = None
    decimals: int = 0
    low: Number | None = None
    high: Number | None = None
    options: tuple[str, ...] = ()
    steps: bool = True


@dataclass(frozen=True, slots=True)
class Measured:
    """A subject together with its measure.

    ``everywhere``: it has a value whatever its facts are; a ratio over 0 has none.
    """

    subject: Subject
    measure: Measure
    everywhere: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A subject that can be part of another one, with its measure."""

    operand: Operand
    measure: Measure


def subject_of(shape: LeafShape, key: str, spot: Spot, scope: Scope) -> Measured | None:
    """Return the subject that stands under a key; what is wrong in it is reported."""
    if key == "fact":
        assert shape.fact is not None
        fact = scope.fact(shape.fact, spot / key)
        return Measured(FactValue(fact.id), measure_of(fact)) if fact else None
    if key in ("sum", "difference"):
        terms = shape.sum if key == "sum" else shape.difference
        term = combined(key, terms or [], spot / key, scope)
        return Measured(term.operand, term.measure) if term else None
    ratio: RatioShape | PerShape = getattr(shape, key)
    return ratio_of(ratio, key, spot / key, scope)


def measure_of(fact: Fact) -> Measure:
    """Return how a fact is measured."""
    return Measure(
        name=fact.id,
        type=fact.type,
        unit=fact.unit,
        decimals=fact.decimals,
        low=fact.low,
        high=fact.high,
        options=fact.option_ids,
        steps=fact.type is not FactType.PERCENT,
    )


def operand_of(shape: OperandShape, spot: Spot, scope: Scope) -> Term | None:
    """Return a value to calculate with; it must be a number."""
    if isinstance(shape, SumShape):
        return combined("sum", shape.sum, spot / "sum", scope)
    if isinstance(shape, DifferenceShape):
        return combined("difference", shape.difference, spot / "difference", scope)
    fact = scope.fact(shape, spot)
    if fact is None:
        return None
    if not fact.type.is_number:
        spot.report("rule-term-no-number", fact=shape, type=fact.type)
        return None
    return Term(FactValue(fact.id), measure_of(fact))


def combined(key: str, shapes: Sequence[OperandShape], spot: Spot, scope: Scope) -> Term | None:
    """Return a sum or a difference; its terms must share a unit."""
    found = [operand_of(shape, spot / i, scope) for i, shape in enumerate(shapes)]
    terms = [term for term in found if term]
    if len(terms) < len(found):
        return None
    first = terms[0].measure
    for i, term in enumerate(terms):
        if term.measure.unit != first.unit:
            report_units(first, term.measure, spot / i)
    operands = tuple(term.operand for term in terms)
    for i, operand in enumerate(operands):
        check_once(operand, operands[:i], spot / i)
    measures = [term.measure for term in terms]
    if key == "sum":
        return Term(Sum(operands), sum_measure(measures))
    return Term(Difference(*operands), difference_measure(*measures))


def check_once(operand: Operand, before: Sequence[Operand], spot: Spot) -> None:
    """Report a value that is put together with itself: another one is meant."""
    if operand in before:
        spot.report("rule-term-twice", term=" / ".join(dict.fromkeys(facts_of_subject(operand))))


def report_units(first: Measure, second: Measure, spot: Spot) -> None:
    """Report two values whose units differ."""
    spot.report(
        "rule-units-differ",
        first=first.name,
        unit=first.unit,
        second=second.name,
        other=second.unit,
    )


def sum_measure(measures: list[Measure]) -> Measure:
    """Return how a sum is measured."""
    return combined_measure(
        "sum", measures, added([m.low for m in measures]), added([m.high for m in measures])
    )


def difference_measure(left: Measure, right: Measure) -> Measure:
    """Return how a difference is measured."""
    low = added([left.low, None if right.high is None else -right.high])
    high = added([left.high, None if right.low is None else -right.low])
    return combined_measure("difference", [left, right], low, high)


def combined_measure(
    name: str, measures: list[Measure], low: Number | None, high: Number | None
) -> Measure:
    """Return the measure of several values put together: as fine as the finest of them."""
    types = {measure.type for measure in measures}
    kind = types.pop() if len(types) == 1 else FactType.DECIMAL
    return Measure(
        name=name,
        type=kind,
        unit=measures[0].unit,
        decimals=max(measure.decimals for measure in measures),
        low=low,
        high=high,
        steps=all(measure.steps for measure in measures),
    )


def added(numbers: list[Number | None]) -> Number | None:
    """Return the exact sum; None where a number is missing."""
    total = Fraction(0)
    for number in numbers:
        if number is None:
            return None
        total += Fraction(number)
    return int(total) if total.denominator == 1 else total


def ratio_of(shape: RatioShape | PerShape, key: str, spot: Spot, scope: Scope) -> Measured | None:
    """Return a ratio; a percentage must be of two values with the same unit."""
    part = operand_of(shape.part, spot / "part", scope)
    whole_shape = POPULATION if shape.whole is None else shape.whole
    whole = operand_of(whole_shape, spot / "whole", scope)
    if shape.when_zero is WhenZero.NOT_APPLICABLE and not scope.own:
        (spot / "when_zero").report("rule-when-zero-inside")
    if part is None or whole is None:
        return None
    if key == "percentage" and part.measure.unit != whole.measure.unit:
        report_units(part.measure, whole.measure, spot / "whole")
    check_once(whole.operand, (part.operand,), spot / "whole")
    ratio = Ratio(part.operand, whole.operand, SCALES[key], shape.when_zero)
    never_zero = whole.measure.low is not None and whole.measure.low > 0
    return Measured(ratio, ratio_measure(key, part.measure, whole.measure), never_zero)


def ratio_measure(key: str, part: Measure, whole: Measure) -> Measure:
    """Return how a ratio is measured: any fraction, not below 0 where both its numbers are not."""
    lows = (part.low, whole.low)
    percentage = key == "percentage"
    return Measure(
        name=key,
        type=FactType.PERCENT if percentage else FactType.DECIMAL,
        unit="%" if percentage else f"{part.unit}/{whole.unit}",
        decimals=FINEST,
        low=0 if all(low is not None and low >= 0 for low in lows) else None,
        steps=False,
    )
