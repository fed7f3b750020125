"""Bounds that every possible value passes, or none: they tell no two values apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from zicha.authoring.lint.boundaries import numbers_of
from zicha.authoring.lint.material import Material
from zicha.authoring.possible import possible_range
from zicha.editions.meaning.coverage import pairs_of
from zicha.editions.spot import Spot
from zicha.errors import Problem, Severity, problem
from zicha.language.walk import conditions_in, leaves, premises_of
from zicha.model.conclusions import GapsAbove, Premise, ScoreReaches
from zicha.model.edition import Edition
from zicha.model.numbers import Interval, Number
from zicha.model.rules import (
    Between,
    Compare,
    Comparison,
    Condition,
    Difference,
    FactValue,
    Leaf,
    OneOf,
    Ratio,
    Subject,
    Sum,
)
from zicha.words.numbers import shown_number

PERCENT = Interval(0, 100)
"""What a score or a share of the gaps can be."""
AT_THE_LEAST = (Comparison.AT_LEAST, Comparison.LESS_THAN)
"""Comparisons that decide nothing at the least value: all pass the first, none the second."""
AT_THE_MOST = (Comparison.AT_MOST, Comparison.MORE_THAN)
"""Comparisons that decide nothing at the greatest value."""


@dataclass(frozen=True, slots=True)
class Idle:
    """A bound that decides nothing, of what, and all that this can be; as a reader sees them."""

    bound: str
    subject: str
    possible: str


def idle_bounds(material: Material) -> Iterator[Problem]:
    """Yield bounds that every possible value passes, or none; of a whole rule, once."""
    seen: set[tuple[str, Idle]] = set()
    for placed in material.items():
        conditions = [each for each in placed.conditions if each is not placed.rest]
        for idle in idle_in(conditions, material.edition):
            if (placed.indicator, idle) not in seen:
                seen.add((placed.indicator, idle))
                yield found(placed.item.id, placed.spot, idle)
    for conclusion in material.edition.conclusions:
        spot = material.spots.conclusions[conclusion.id]
        conditions = list(conditions_in(conclusion.when))
        for idle in (*idle_in(conditions, material.edition), *idle_lines(conclusion.when)):
            yield found(conclusion.id, spot, idle)


def found(name: str, spot: Spot, idle: Idle) -> Problem:
    """Return the finding of a bound in an item or a conclusion."""
    return problem(
        "bound-idle",
        spot.place,
        Severity.WARNING,
        item=name,
        bound=idle.bound,
        subject=idle.subject,
        possible=idle.possible,
    )


def idle_in(conditions: list[Condition], edition: Edition) -> Iterator[Idle]:
    """Yield the bounds of conditions that decide nothing, each once."""
    every = (leaf for condition in conditions for leaf in leaves(condition))
    yield from dict.fromkeys(idle for leaf in every for idle in of_leaf(leaf, edition))


def of_leaf(leaf: Leaf, edition: Edition) -> Iterator[Idle]:
    """Yield the bounds of a leaf that decide nothing."""
    match leaf:
        case Compare(subject, comparison, bound):
            possible = possible_range(subject, edition)
            for number in numbers_of(bound):
                if is_idle(comparison, number, possible):
                    yield Idle(shown_number(number), shown(subject), shown_range(possible))
        case Between(subject):
            possible = possible_range(subject, edition)
            for low, high in pairs_of(leaf):
                if takes_all(low, high, possible):
                    both = f"[{shown_number(low)}, {shown_number(high)}]"
                    yield Idle(both, shown(subject), shown_range(possible))
        case OneOf(fact, options):
            every = edition.facts[fact].option_ids
            if set(options) == set(every):
                yield Idle(f"[{', '.join(options)}]", fact, " / ".join(every))


def idle_lines(premise: Premise) -> Iterator[Idle]:
    """Yield lines of a score, and shares of the gaps, that decide nothing."""
    for each in premises_of(premise):
        match each:
            case ScoreReaches(line=line) if is_idle(Comparison.AT_LEAST, line, PERCENT):
                yield Idle(shown_number(line), "score", shown_range(PERCENT))
            case GapsAbove(percent) if is_idle(Comparison.MORE_THAN, percent, PERCENT):
                yield Idle(shown_number(percent), "gaps_above", shown_range(PERCENT))


def is_idle(comparison: Comparison, bound: Number, possible: Interval) -> bool:
    """Return whether a comparison with a bound is the same for all that there can be."""
    low, high = possible.low, possible.high
    is_below = low is not None and (bound < low or (bound == low and comparison in AT_THE_LEAST))
    is_above = high is not None and (bound > high or (bound == high and comparison in AT_THE_MOST))
    return is_below or is_above


def takes_all(low: Number, high: Number, possible: Interval) -> bool:
    """Return whether everything that there can be lies between two numbers."""
    if possible.low is None or possible.high is None:
        return False
    return low <= possible.low and possible.high <= high


def shown(subject: Subject) -> str:
    """Return a subject as a formula over its facts."""
    match subject:
        case FactValue(fact):
            return fact
        case Sum(terms):
            return f"({' + '.join(shown(term) for term in terms)})"
        case Difference(left, right):
            return f"({shown(left)} - {shown(right)})"
        case Ratio(part, whole):
            return f"{shown(part)} / {shown(whole)}"


def shown_range(possible: Interval) -> str:
    """Return a range; an end that is open is left out."""
    low, high = ("" if end is None else shown_number(end) for end in (possible.low, possible.high))
    return f"{low} … {high}".strip()
