"""How the fields of messages are read from what is known of a unit, as whole numbers.

A value that is not of its fact's type stops the evaluation: durable_rules would compare a text
with a number without a word.
"""

from collections.abc import Callable, Mapping

from zicha.backends.rete.encode import code_of
from zicha.errors import EngineError
from zicha.language.values import is_zero, least_value, operand_value, ratio_value
from zicha.language.walk import facts_of_subject
from zicha.model.facts import Knowledge, Level, Members, Value
from zicha.model.numbers import UNKNOWN_NUMBER, Interval, Number
from zicha.model.rules import FactValue, Operand, Ratio, Subject

Codes = tuple[int | None, ...]
Reading = Callable[[Knowledge], Codes]
"""Returns the whole numbers of neighbouring fields; None where nothing is known."""


def wrong_type(fact: str, value: object, wanted: str) -> EngineError:
    """Return what to raise for a value that is not of its fact's type."""
    return EngineError(f"rete: the value of {fact}, {value!r}, is no {wanted}")


def ends_of(value: Interval, scale: int) -> Codes:
    """Return the codes of what is known of a number."""
    low, high = value.low, value.high
    first = None if low is None else code_of(low, scale)
    if high is low:
        return first, first
    return first, None if high is None else code_of(high, scale)


def number_reading(subject: Subject, scale: int, lower_bounds: Mapping[str, Number]) -> Reading:
    """Return how to read the two ends of a number."""
    if isinstance(subject, FactValue):
        return fact_reading(subject.fact, scale)
    if isinstance(subject, Ratio):
        return ratio_reading(subject, scale, lower_bounds)
    return lambda known: ends_of(number_of(subject, known.values), scale)


def fact_reading(fact: str, scale: int) -> Reading:
    """Return how to read the two ends of a fact."""

    def read(known: Knowledge) -> Codes:
        value = known.values.get(fact, UNKNOWN_NUMBER)
        if not isinstance(value, Interval):
            raise wrong_type(fact, value, "number")
        return ends_of(value, scale)

    return read


def ratio_reading(ratio: Ratio, scale: int, lower_bounds: Mapping[str, Number]) -> Reading:
    """Return how to read the two ends of a ratio: unknown where its whole is 0."""

    def read(known: Knowledge) -> Codes:
        number_of(ratio.part, known.values)
        if is_zero(number_of(ratio.whole, known.values)):
            return None, None
        return ends_of(ratio_value(ratio, known.values, lower_bounds), scale)

    return read


def whole_reading(operand: Operand, lower_bounds: Mapping[str, Number]) -> Reading:
    """Return how to read a denominator: its exact value, and the least it can be."""

    def read(known: Knowledge) -> Codes:
        exact = number_of(operand, known.values).exact
        low = least_value(operand, known.values, lower_bounds)
        return (
            None if exact is None else code_of(exact, 1),
            None if low is None else code_of(low, 1),
        )

    return read


def number_of(operand: Operand, values: Mapping[str, Value]) -> Interval:
    """Return what is known of a fact, a sum or a difference, all of them numbers."""
    for fact in facts_of_subject(operand):
        value = values.get(fact, UNKNOWN_NUMBER)
        if not isinstance(value, Interval):
            raise wrong_type(fact, value, "number")
    return operand_value(operand, values)


def yes_reading(fact: str) -> Reading:
    """Return how to read a yes or no."""

    def read(known: Knowledge) -> Codes:
        value = known.values.get(fact)
        if value is None:
            return (None,)
        if not isinstance(value, bool):
            raise wrong_type(fact, value, "yes or no")
        return (int(value),)

    return read


def option_reading(fact: str, codes: Mapping[str, int]) -> Reading:
    """Return how to read a choice."""

    def read(known: Knowledge) -> Codes:
        value = known.values.get(fact)
        if value is None:
            return (None,)
        if not isinstance(value, str):
            raise wrong_type(fact, value, "choice")
        return (codes.get(value, 0),)

    return read


def member_reading(fact: str, member: str) -> Reading:
    """Return how to read one member of a set."""

    def read(known: Knowledge) -> Codes:
        value = known.values.get(fact)
        if value is None:
            return (None,)
        if not isinstance(value, Members):
            raise wrong_type(fact, value, "set")
        if member in value.present:
            return (1,)
        return (0,) if member in value.absent else (None,)

    return read


def days_reading(fact: str) -> Reading:
    """Return how to read how long ago a day was."""

    def read(known: Knowledge) -> Codes:
        value = known.values.get(fact, UNKNOWN_NUMBER)
        if not isinstance(value, Interval):
            raise wrong_type(fact, value, "date")
        day = value.exact
        return (None,) if day is None else (code_of(known.on.toordinal() - day, 1),)

    return read


def level_reading(level: Level) -> Reading:
    """Return how to read whether a unit of a level is given."""
    return lambda known: (int(level in known.levels),)


def posted_reading(_: Knowledge) -> Codes:
    """Return nothing: a tier posts the field later."""
    return (None,)
