"""The rules of one day: all that an engine is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zicha.model.conclusions import Conclusion
from zicha.model.numbers import Number
from zicha.model.rules import Grade, Rule


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator as the score counts it, with or without a rule."""

    code: str
    category: str
    points: Number


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that count on one day, every dated value settled.

    ``fault_limits``: the most faults for each grade, best first; more is the worst grade.
    ``shares``: the share of an indicator's points that a grade earns. ``lower_bounds`` and
    ``upper_bounds``: the least and the greatest possible value of the facts that have one.
    ``conclusions``: each after those that it reads.
    """

    on: date
    rules: tuple[Rule, ...]
    indicators: tuple[Scored, ...]
    shares: Mapping[Grade, Number]
    fault_limits: tuple[tuple[Grade, int], ...]
    lower_bounds: Mapping[str, Number] = field(default_factory=dict)
    upper_bounds: Mapping[str, Number] = field(default_factory=dict)
    conclusions: tuple[Conclusion, ...] = ()
