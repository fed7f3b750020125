"""The columns of a fact: how what is known of it stands in a table. NULL is not known.

| fact | columns | holds |
|---|---|---|
| yes or no | `f` | true or false |
| choice | `f:option` | 1 for the first option that a rule names, 2 for the next; 0 for others |
| set | `f:has/m` for each member that a rule names | true: there, false: not there |
| date | `f:back` | days before the day of the assessment, negative after it |
| number that is only compared | `f:low`, `f:high` | codes on a grid, see `Grid` |
| count of faults | `f:low`, `f:high` | the number |
| number in a sum, difference or ratio | `f:low`, `f:high`, `f:of` | parts, of how many to a unit |

A number is known by its two ends: from observations alone there is no `high`. Whoever fills a
table may leave out a column: without `f:high` every number is known exactly, without `f:of` it is
a whole one, without any other column nothing is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import lcm
from typing import NamedTuple

from zicha.backends.columnar.sql import Type
from zicha.errors import EngineError
from zicha.model.facts import Members, Value
from zicha.model.numbers import Interval, Number

FARTHEST = 2**62
"""Codes on a grid stay within this distance of 0."""
LARGEST = 2**63 - 1
"""The largest number that a column holds."""

Cell = bool | int | None


class Column(NamedTuple):
    """A column: its name and type, and what stands for it where a table does not have it.

    ``twin``: a column that has the same; ``instead``: a number; without either, nothing is known.
    """

    name: str
    type: Type
    twin: str | None = None
    instead: int | None = None


def wrong_type(fact: str, value: object, wanted: str) -> EngineError:
    """Return what to raise for a value that is not of its fact's type."""
    return EngineError(f"columnar: the value of {fact}, {value!r}, is no {wanted}")


@dataclass(frozen=True, slots=True)
class YesNo:
    """A fact that is true or false."""

    fact: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return its column."""
        return (Column(self.fact, Type.TRUTH),)

    def cells(self, value: Value, _on: date) -> Sequence[Cell]:
        """Return what stands in its column."""
        if not isinstance(value, bool):
            raise wrong_type(self.fact, value, "yes or no")
        return (value,)


@dataclass(frozen=True, slots=True)
class Choice:
    """A fact that is one of several options; ``options``: those that some rule names."""

    fact: str
    options: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return its column."""
        return (Column(f"{self.fact}:option", Type.SMALL),)

    def code(self, option: str) -> int:
        """Return the code of an option; all that no rule names share 0."""
        return self.options.index(option) + 1 if option in self.options else 0

    def cells(self, value: Value, _on: date) -> Sequence[Cell]:
        """Return what stands in its column."""
        if not isinstance(value, str):
            raise wrong_type(self.fact, value, "choice")
        return (self.code(value),)


@dataclass(frozen=True, slots=True)
class Membership:
    """A set; ``members``: those that some rule names."""

    fact: str
    members: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return a column for each member."""
        return tuple(Column(self.name_of(member), Type.TRUTH) for member in self.members)

    def name_of(self, member: str) -> str:
        """Return the column of a member."""
        return f"{self.fact}:has/{member}"

    def cells(self, value: Value, _on: date) -> Sequence[Cell]:
        """Return what stands in its columns."""
        if not isinstance(value, Members):
            raise wrong_type(self.fact, value, "set")
        return [
            True if member in value.present else False if member in value.absent else None
            for member in self.members
        ]


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    fact: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return its column."""
        return (Column(f"{self.fact}:back", Type.SMALL),)

    def cells(self, value: Value, on: date) -> Sequence[Cell]:
        """Return what stands in its column."""
        if not isinstance(value, Interval):
            raise wrong_type(self.fact, value, "date")
        day = value.exact
        return (None if day is None else on.toordinal() - int(day),)


@dataclass(frozen=True, slots=True)
class Grid:
    """A number that is only compared, on a grid where every bound that it meets lies.

    ``scale``: grid points to a unit. An even code, ``2 * value * scale``, stands for a grid point,
    the odd code above it for all that lies before the next one. Such codes compare with every
    bound as the numbers do, however many digits they have.
    """

    fact: str
    scale: int

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of its two ends."""
        low, high = f"{self.fact}:low", f"{self.fact}:high"
        return Column(low, Type.BIG), Column(high, Type.BIG, twin=low)

    def code(self, number: Number | None) -> int | None:
        """Return the code of a number: what lies beyond the farthest code becomes that code."""
        if number is None:
            return None
        numerator, denominator = number.as_integer_ratio()
        point, rest = divmod(numerator * self.scale, denominator)
        return max(-FARTHEST, min(FARTHEST, 2 * point + (rest > 0)))

    def is_beyond(self, bound: Number) -> bool:
        """Return whether a bound is too far from 0 to be told from what lies beyond it."""
        code = self.code(bound)
        return code is not None and abs(code) >= FARTHEST

    def cells(self, value: Value, _on: date) -> Sequence[Cell]:
        """Return what stands in its columns."""
        known = ends_of(self.fact, value)
        return self.code(known.low), self.code(known.high)


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number that is counted, added or shared out."""

    fact: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of its two ends."""
        low, high = f"{self.fact}:low", f"{self.fact}:high"
        return Column(low, Type.BIG), Column(high, Type.BIG, twin=low)

    def cells(self, value: Value, _on: date) -> Sequence[Cell]:
        """Return what stands in its columns."""
        known = ends_of(self.fact, value)
        low, high, of = parts_of(self.fact, known)
        if of not in (None, 1):
            raise wrong_type(self.fact, value, "whole number")
        return low, high


@dataclass(frozen=True, slots=True)
class Share:
    """A number that is added, taken away or shared out, as parts of a whole: exact fractions."""

    fact: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of its two ends, and of how many of their parts make a unit."""
        low, high, of = (f"{self.fact}:{end}" for end in ("low", "high", "of"))
        return (
            Column(low, Type.BIG),
            Column(high, Type.BIG, twin=low),
            Column(of, Type.BIG, instead=1),
        )

    def cells(self, value: Value, _on: date) -> Sequence[Cell]:
        """Return what stands in its columns."""
        return parts_of(self.fact, ends_of(self.fact, value))


FactColumns = YesNo | Choice | Membership | Day | Grid | Count | Share
NumberColumns = Grid | Count | Share


def ends_of(fact: str, value: Value) -> Interval:
    """Return what is known of a number."""
    if not isinstance(value, Interval):
        raise wrong_type(fact, value, "number")
    return value


def parts_of(fact: str, known: Interval) -> tuple[int | None, int | None, int | None]:
    """Return both ends of a number as parts, and how many of them make a unit."""
    ends = [None if end is None else end.as_integer_ratio() for end in (known.low, known.high)]
    of = lcm(*(end[1] for end in ends if end is not None))
    low, high = (None if end is None else end[0] * (of // end[1]) for end in ends)
    if max(abs(low or 0), abs(high or 0), of) > LARGEST:
        message = f"columnar: the value of {fact} is too large to be added exactly"
        raise EngineError(message)
    return low, high, of
