"""Calls that run at the same time, or one after the other where that is all there is."""

import time
from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import islice
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE = 0.02
"""Unit: seconds."""


class InTurn(Executor):
    """Makes each call as it is asked for."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Make a call, and return what it found. Raises what the call raises."""
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class AtOnce(ThreadPoolExecutor):
    """Makes calls in threads, and knows which."""

    def __init__(self, threads: int, begin: Callable[[], None]) -> None:
        """Begin without calls. ``begin``: is called in every thread before the first."""
        super().__init__(threads, initializer=begin)
        self._calls: list[Future[object]] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Make a call as soon as a thread is free."""
        future = super().submit(fn, *args, **kwargs)
        self._calls.append(future)  # type: ignore[arg-type]  # it is only read
        return future

    def finish(self) -> None:
        """Wait for all calls, or until one fails. Raises what that one raises."""
        done, _ = futures.wait(self._calls, return_when=futures.FIRST_EXCEPTION)
        for call in done:
            call.result()

    def give_up(self, interrupt: Callable[[], None]) -> None:
        """Make no further call, and end those under way. ``interrupt``: ends what they wait for.

        A call that is between two waits does not notice an interruption, so there are several.
        """
        self.shutdown(wait=False, cancel_futures=True)
        while not all(call.done() for call in self._calls):
            interrupt()
            time.sleep(PATIENCE)


def ahead(some: Iterator[T], calls: Executor) -> Iterator[T]:
    """Yield what an iterator gives; the next is made while the one before is used."""
    made: list[T] = []

    def make() -> None:
        made.extend(islice(some, 1))

    # What calls return is kept till all have ended: so this one returns nothing.
    coming = calls.submit(make)
    while coming.result() is None and made:
        found = made.pop()
        coming = calls.submit(make)
        yield found
