"""The fields of messages: what of a unit each one carries, as a whole number.

A field that would carry something unknown is left out. One registry numbers the fields of all
messages, so that a value is read and encoded once a unit, however many indicators look at it.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import NamedTuple

from zicha.backends.rete.encode import code_of
from zicha.errors import EngineError
from zicha.language.values import is_zero, lower_bound, operand_value, ratio_value
from zicha.language.walk import facts_of_subject
from zicha.model.facts import Knowledge, Level, Members, Value
from zicha.model.numbers import UNKNOWN_NUMBER, Interval, Number
from zicha.model.rules import FactValue, Operand, Ratio, Subject

Codes = tuple[int | None, ...]
Reading = Callable[[Knowledge], Codes]
"""Returns the whole numbers of neighbouring fields; None where nothing is known."""

KIND = "k"
"""The field that says what a message is about."""
RESERVED = ("id", "sid", KIND, "$s")
"""Names that mean something to durable_rules, or to every message of this room."""

FNV_BASIS, FNV_PRIME, WORD = 2166136261, 16777619, 0xFFFFFFFF


def name_hash(name: str) -> int:
    """Return what durable_rules tells field names apart by: 32 bits of FNV-1a, and nothing else."""
    value = FNV_BASIS
    for byte in name.encode():
        value = (value ^ byte) * FNV_PRIME & WORD
    return value


def field_names() -> Iterator[str]:
    """Yield names of our own, none with the hash of another or of a reserved one."""
    taken = {name_hash(name) for name in RESERVED}
    number = 0
    while True:
        name = f"f{number}"
        number += 1
        if name_hash(name) not in taken:
            taken.add(name_hash(name))
            yield name


class Ends(NamedTuple):
    """The two fields of a number that is known by its bounds, and its scale."""

    low: int
    high: int
    scale: int


class Option(NamedTuple):
    """The field of a choice, and the code of every option that some rule mentions."""

    field: int
    codes: dict[str, int]


class Fields:
    """Every field that the messages of one engine may carry.

    ``scales``: of every number that is compared, the scale on which all its bounds lie.
    """

    def __init__(self, scales: Mapping[Subject, int], lower_bounds: Mapping[str, Number]) -> None:
        """Start without any field."""
        self.scales = scales
        self.lower_bounds = lower_bounds
        self.names: list[str] = []
        self._fresh = field_names()
        self._places: dict[Hashable, int] = {}
        self._readings: list[Reading] = []
        self._options: dict[str, dict[str, int]] = {}

    def _place(self, key: Hashable, width: int, reading: Reading) -> int:
        """Return the first field of what ``key`` names, entering it where it is new."""
        if key not in self._places:
            self._places[key] = len(self.names)
            self.names += [next(self._fresh) for _ in range(width)]
            self._readings.append(reading)
        return self._places[key]

    def posted(self, key: Hashable) -> int:
        """Return the field of something that is not read from facts but posted by a tier."""
        return self._place(("posted", key), 1, lambda _: (None,))

    def number(self, subject: Subject) -> Ends:
        """Return the fields of a number: the least and the greatest that it can be."""
        scale = self.scales[subject]
        first = self._place(("number", subject), 2, number_reading(subject, scale, self.lower_bounds))
        return Ends(first, first + 1, scale)

    def whole(self, operand: Operand) -> tuple[int, int]:
        """Return the fields of a denominator: its value where known, and the least it can be."""
        first = self._place(("whole", operand), 2, whole_reading(operand, self.lower_bounds))
        return first, first + 1

    def yes(self, fact: str) -> int:
        """Return the field of a yes or no: 1 or 0."""
        return self._place(("yes", fact), 1, yes_reading(fact))

    def option(self, fact: str, *options: str) -> Option:
        """Return the field of a choice; options that no rule mentions share the code 0."""
        codes = self._options.setdefault(fact, {})
        for option in options:
            codes.setdefault(option, len(codes) + 1)
        return Option(self._place(("option", fact), 1, option_reading(fact, codes)), codes)

    def member(self, fact: str, member: str) -> int:
        """Return the field of one member of a set: 1 there, 0 not there."""
        return self._place(("member", fact, member), 1, member_reading(fact, member))

    def days_back(self, fact: str) -> int:
        """Return the field of how many days a date lies before the day of the assessment."""
        return self._place(("days", fact), 1, days_reading(fact))

    def given(self, level: Level) -> int:
        """Return the field of whether a unit of a level is given: 1 or 0."""
        return self._place(("level", level), 1, lambda known: (int(level in known.levels),))

    def text(self, field: int, value: int) -> str:
        """Return a field with its value as it stands in a message."""
        return field_text(self.names[field], value)

    def texts(self, known: Knowledge) -> list[str]:
        """Return every field as it stands in a message; empty where nothing is known."""
        codes = [code for reading in self._readings for code in reading(known)]
        return [
            "" if code is None else field_text(name, code)
            for name, code in zip(self.names, codes, strict=True)
        ]


def field_text(name: str, value: int) -> str:
    """Return a field with its value, as one more of a message."""
    return f',"{name}":{value}'


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
    """Return how to read a denominator: its exact value, and the least it can be.

    Where its lower end is not known, the range that the dictionary declares says the least.
    """
    least = lower_bound(operand, lower_bounds)

    def read(known: Knowledge) -> Codes:
        value = number_of(operand, known.values)
        low = least if value.low is None else value.low
        exact = value.exact
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
