"""Rows in the order of some numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from zicha.backends.columnar.arrays.vectors import ROW, Array

BITS = 64


@dataclass(frozen=True, slots=True)
class Digits:
    """A number of each row, none of which is below 0 or has more than so many bits."""

    data: Array
    bits: int


def order_of(keys: Sequence[Array]) -> Array:
    """Return rows in the order of some numbers, the first before the next.

    Those that are equal in all stay as they come. Numbers are sorted that hold the row in their
    lowest bits: it takes an eighth of the time that sorting rows by numbers takes.
    """
    rows = len(keys[0])
    room = BITS - rows.bit_length()
    order = np.arange(rows, dtype=ROW)
    for digits in reversed([*joined(keys, room)]):
        order = order.take(rows_by(digits.data.take(order), rows))
    return order


def rows_by(number: Array, rows: int) -> Array:
    """Return rows in the order of one number; it is spoilt."""
    bits = np.uint64(rows.bit_length())
    number <<= bits
    number |= np.arange(rows, dtype=np.uint64)
    number.sort()
    number &= (np.uint64(1) << bits) - np.uint64(1)
    return number.astype(ROW)


def joined(keys: Sequence[Array], room: int) -> Iterator[Digits]:
    """Yield numbers of so many bits that are in the order of some keys, the first before others."""
    before: Digits | None = None
    for each in (part for key in keys for part in parts_of(key, room)):
        if before is not None and before.bits + each.bits <= room:
            together = (before.data << np.uint64(each.bits)) | each.data
            before = Digits(together, before.bits + each.bits)
            continue
        if before is not None:
            yield before
        before = each
    if before is not None:
        yield before


def parts_of(key: Array, room: int) -> Iterator[Digits]:
    """Yield a key in parts of so many bits, the highest first."""
    low, high = (int(key.min()), int(key.max())) if len(key) else (0, 0)
    bits = (high - low).bit_length()
    # Beyond the ends numbers go round, and come out right.
    above = key.astype(np.int64).view(np.uint64) - np.uint64(low % (1 << BITS))
    if bits > room:
        yield Digits(above >> np.uint64(room), bits - room)
        yield Digits(above & np.uint64((1 << room) - 1), room)
    elif bits:
        yield Digits(above, bits)
