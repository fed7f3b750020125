"""Records of a CSV file by their numbers: a database reads a whole file to find a few of them.

The head is record 0; empty lines are none.
"""

import csv
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from zicha.units.lines import SAID_SEPARATOR

MARK, BACKSLASH, RETURN = b'"', b"\\", b"\r"
A_BLOCK = 1 << 20
"""Unit: bytes."""
LONGEST = 1 << 20
"""How far a text may go on over further lines.

Unit: bytes.
"""

Record = tuple[str | None, ...]
"""What stands in the cells of a record; None where that is nothing."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a file, of whole records: the number of the first of them, and its bytes."""

    first: int
    begin: int
    length: int


@dataclass(frozen=True, slots=True)
class Records:
    """Where the records of a file stand: in which of its blocks, in their order.

    ``are_lines``: each record is a line, and each line a record.
    """

    path: str
    blocks: tuple[Block, ...]
    are_lines: bool

    @classmethod
    def of(cls, path: str) -> "Records":
        """Pass over a file once."""
        found, first, begin, are_lines = [], 0, 0, True
        with Path(path).open("rb") as file:
            for block in blocks(file):
                found.append(Block(first, begin, len(block)))
                lines = plain_lines(block)
                are_lines = are_lines and lines is not None and (begin > 0 or begins_plainly(block))
                first += sum(1 for _ in texts(BytesIO(block))) if lines is None else lines
                begin += len(block)
        return cls(path, tuple(found), are_lines)

    def at(self, numbers: Collection[int]) -> dict[int, Record]:
        """Return some records by their numbers; those that are there.

        What is not UTF-8, or may be written otherwise than with quotation marks that are doubled,
        is left out.
        """
        firsts = [block.first for block in self.blocks]
        wanted: dict[int, set[int]] = {}
        for number in numbers:
            wanted.setdefault(bisect_right(firsts, number) - 1, set()).add(number)
        found: dict[int, Record] = {}
        with Path(self.path).open("rb") as file:
            for index in sorted(wanted.keys() & {*range(len(self.blocks))}):
                found |= records_of(file, self.blocks[index], wanted[index])
        return found


def records_of(file: BinaryIO, block: Block, numbers: Collection[int]) -> dict[int, Record]:
    """Return some records of a block by their numbers."""
    file.seek(block.begin)
    found: dict[int, Record] = {}
    for number, record in enumerate(texts(BytesIO(file.read(block.length))), block.first):
        if number in numbers and BACKSLASH not in record:
            with suppress(UnicodeDecodeError, csv.Error):
                found[number] = cells_of(record.decode("utf-8"))
    return found


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a file in blocks, each of whole records."""
    while block := file.read(A_BLOCK) + file.readline():
        # A look is sooner done than a count.
        yield block if MARK not in block else block + b"".join(closing(block.count(MARK), file))


def begins_plainly(block: bytes) -> bool:
    """Return whether the head is the first line: none before it says what separates cells."""
    first = block.partition(b"\n")[0].rstrip(RETURN) + b"\n"
    return SAID_SEPARATOR.fullmatch(first.decode("utf-8-sig", "replace")) is None


def plain_lines(block: bytes) -> int | None:
    """Return how many lines a block has; None where something is quoted, or a line is empty."""
    lines = block.replace(b"\r\n", b"\n") if RETURN in block else block
    if MARK in lines or RETURN in lines:
        return None
    found = lines.removesuffix(b"\n").split(b"\n")
    return None if b"" in found else len(found)


def texts(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each record as it is written.

    A text that goes on over the next line leaves an odd number of quotation marks.
    """
    rest = iter(lines)
    for line in rest:
        record = line + b"".join(closing(line.count(MARK), rest))
        if record.strip(b"\r\n"):
            yield record


def closing(marks: int, lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield lines until quotation marks are closed; ``marks``: so many stand before.

    What goes on for long is not closed at all: a mark is a sign for inches somewhere.
    """
    length = 0
    while marks % 2 and length < LONGEST and (line := next(lines, b"")):
        marks += line.count(MARK)
        length += len(line)
        yield line


def cells_of(record: str) -> Record:
    """Return what stands in the cells of a record."""
    (cells,) = csv.reader([record.rstrip("\r\n")], strict=True)
    return tuple(cell or None for cell in cells)
