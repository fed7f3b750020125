"""The fields of messages: what of a unit each one carries, as a whole number.

A field that would carry something unknown is left out. One registry numbers the fields of all
messages, so that a value is read and encoded once a unit, however many indicators look at it.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import NamedTuple

from zicha.backends.rete.readings import (
    Reading,
    days_reading,
    level_reading,
    member_reading,
    number_reading,
    option_reading,
    posted_reading,
    whole_reading,
    yes_reading,
)
from zicha.model.facts import Knowledge, Level
from zicha.model.numbers import Number
from zicha.model.rules import Operand, Subject

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
        return self._place(("posted", key), 1, posted_reading)

    def number(self, subject: Subject) -> Ends:
        """Return the fields of a number: the least and the greatest that it can be."""
        scale = self.scales[subject]
        reading = number_reading(subject, scale, self.lower_bounds)
        first = self._place(("number", subject), 2, reading)
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
        return self._place(("level", level), 1, level_reading(level))

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
