"""Memory: when Python looks for garbage, and what the process gives back."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Keep Python from looking for garbage.

    Statements are tens of thousands of nodes, none of them garbage before they have run: looking
    through them again and again takes longer than making them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def give_back() -> None:
    """Give freed memory back to the system: glibc keeps what lies between what is still in use."""
    if sys.platform == "linux":
        # Other libraries of C have no such word.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
