"""How figures are taken: medians of many runs, printed beside their targets."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

T = TypeVar("T")
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure in ``unit``; ``target`` is the most that it should be, if one is set.

    ``at_least``: the target is the least that it should be.
    """

    name: str
    value: float
    unit: str = "ms"
    target: float | None = None
    at_least: bool = False

    def line(self) -> tuple[str, str, str, str]:
        """Return the figure as a row: name, value, target, and how they stand."""
        if self.target is None:
            return self.name, f"{self.value:.3g} {self.unit}", "", ""
        missed = "UNDER" if self.at_least else "OVER"
        fits = self.value >= self.target if self.at_least else self.value <= self.target
        sign = ">= " if self.at_least else ""
        target = f"{sign}{self.target:g} {self.unit}"
        return self.name, f"{self.value:.3g} {self.unit}", target, "ok" if fits else missed


def median_ms(call: Callable[[], object], runs: int) -> float:
    """Return the median time of a call in milliseconds, after one that is not counted."""
    call()
    return statistics.median(one_ms(call) for _ in range(runs))


def one_ms(call: Callable[[], object]) -> float:
    """Return the time of one call in milliseconds."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def median_each(call: Callable[[T], object], inputs: Iterable[T]) -> float:
    """Return the median time of a call over several inputs in milliseconds.

    Of each input the fastest of some runs counts: what is slower is other work on the machine.
    """
    each = list(inputs)
    call(each[0])
    return statistics.median(
        min(one_ms(partial(call, given)) for _ in range(ROUNDS)) for given in each
    )
