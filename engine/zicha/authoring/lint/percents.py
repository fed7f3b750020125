"""Percentages that may have been meant as fractions of one: at_least: 0.9 asks for 0.9 %."""

from collections.abc import Iterable, Iterator

from zicha.authoring.lint.boundaries import numbers_of
from zicha.authoring.lint.material import Material
from zicha.editions.spot import Spot
from zicha.errors import Problem, Severity, problem
from zicha.language.walk import bounds_of, conditions_in, leaves, premises_of
from zicha.model.conclusions import GapsAbove, Premise, ScoreReaches
from zicha.model.edition import Edition
from zicha.model.facts import FactType
from zicha.model.numbers import Number
from zicha.model.rules import Between, Compare, Condition, FactValue, Ratio, Subject
from zicha.words.numbers import shown_number

HUNDRED = 100


def small_percentages(material: Material) -> Iterator[Problem]:
    """Yield percentages above 0 and at most 1, which may have been meant as shares of one."""
    edition = material.edition
    for placed in material.items():
        numbers = percentages_in(placed.conditions, edition)
        yield from found(placed.item.id, placed.spot, numbers)
    for conclusion in edition.conclusions:
        numbers = [
            *percentages_in(conditions_in(conclusion.when), edition),
            *lines(conclusion.when),
        ]
        yield from found(conclusion.id, material.spots.conclusions[conclusion.id], numbers)


def percentages_in(conditions: Iterable[Condition], edition: Edition) -> list[Number]:
    """Return the numbers that percentages are compared with."""
    every = (leaf for condition in conditions for leaf in leaves(condition))
    return [
        number
        for leaf in every
        if isinstance(leaf, Compare | Between) and is_percentage(leaf.subject, edition)
        for bound in bounds_of(leaf)
        for number in numbers_of(bound)
    ]


def is_percentage(subject: Subject, edition: Edition) -> bool:
    """Return whether a value is a share in percent; differences of such may well be small."""
    if isinstance(subject, FactValue):
        return edition.facts[subject.fact].type is FactType.PERCENT
    return isinstance(subject, Ratio) and subject.scale == HUNDRED


def lines(premise: Premise) -> Iterator[Number]:
    """Yield the score lines and shares of the gaps of a conclusion."""
    for each in premises_of(premise):
        match each:
            case ScoreReaches(line=percent) | GapsAbove(percent):
                yield percent


def found(name: str, spot: Spot, numbers: Iterable[Number]) -> Iterator[Problem]:
    """Yield a finding for each small number of an item or a conclusion, once."""
    for number in dict.fromkeys(numbers):
        if 0 < number <= 1:
            whole = shown_number(number * HUNDRED)
            args = {"item": name, "bound": shown_number(number), "percent": whole}
            yield problem("percent-as-fraction", spot.place, Severity.HINT, **args)
