"""Exact numbers. A binary float never appears among them.

``int`` and ``Decimal`` hold what people write, ``Fraction`` what is computed from counts.
Python compares the three with each other exactly; only sums and products are made as fractions.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Number = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """A number of which only the bounds are known; a known number has equal bounds.

    ``None`` stands for no bound on that side. Both bounds belong to the interval.
    """

    low: Number | None = None
    high: Number | None = None

    @property
    def exact(self) -> Number | None:
        """Return the number where it is known, else None."""
        return self.low if self.low is not None and self.low == self.high else None


UNKNOWN_NUMBER = Interval()


def exactly(number: Number) -> Interval:
    """Return the interval that holds one number."""
    return Interval(number, number)
