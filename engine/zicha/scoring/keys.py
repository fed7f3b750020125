"""Scores as whole numbers that order and tell apart all scores there can be."""

from fractions import Fraction

from zicha.errors import EngineError

DIGITS = 12
"""Of a score from 0 to 1: enough to tell all scores apart that have fewer than a million parts."""
ROOM = 18
"""Digits that 64 bits hold."""


class Keys:
    """The keys of scores: ``points * 10^digits div possible``.

    Two scores of no more than ``possible`` parts differ by at least ``1 / possible^2``; with that
    many digits their keys differ, too.
    """

    def __init__(self, possible: int) -> None:
        """Find how many digits there can be.

        Raises:
            EngineError: there are so many parts that 64 bits cannot tell all scores apart.
        """
        most = max(1, possible)
        digits = min(DIGITS, ROOM - len(str(most)))
        if digits < 0 or 10**digits <= most**2:
            message = f"{possible} parts of points are too many to rank exactly"
            raise EngineError(message)
        self.whole: int = 10**digits

    def key(self, points: int, possible: int) -> int:
        """Return the key of a score."""
        return points * self.whole // possible

    def percent(self, total: int, count: int) -> Fraction:
        """Return the mean of so many scores, from the sum of their keys.

        Unit: percent; it is at most ``10^-10`` percent below the exact mean.
        """
        return Fraction(100 * total, self.whole * count)
