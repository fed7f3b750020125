"""On which line of a CSV file each of its records begins: a database only counts records."""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from zicha.units.lines import SAID_SEPARATOR

QUOTE = '"'


@dataclass(frozen=True, slots=True)
class RecordLines:
    """The lines of records, the head being record 0.

    Kept are only the ``records`` from which on lines are another number of ``lines`` further than
    the first line: where an empty line was before, or a cell of several lines.
    """

    records: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()

    @classmethod
    def of(cls, path: str) -> "RecordLines":
        """Read a file once; where it cannot be read to its end, lines are counted on from there."""
        records, lines, shift = [], [], 0
        with (
            suppress(csv.Error),
            Path(path).open(encoding="utf-8-sig", errors="replace", newline="") as file,
        ):
            for record, line in enumerate(beginnings(file)):
                if line - record != shift:
                    shift = line - record
                    records.append(record)
                    lines.append(shift)
        return cls(tuple(records), tuple(lines))

    def line(self, record: int) -> int:
        """Return the line of a record."""
        at = bisect_right(self.records, record)
        return record + (self.lines[at - 1] if at else 1)


def beginnings(file: Iterable[str]) -> Iterator[int]:
    """Yield the line on which each record begins; empty lines are none, nor what separates cells.

    A text that goes on over the next line leaves an odd number of quotation marks on the first.
    """
    lines, line = iter(file), 1
    for text in lines:
        length = 1
        if line == 1 and SAID_SEPARATOR.fullmatch(text.rstrip("\r\n") + "\n"):
            line += 1
            continue
        if text.count(QUOTE) % 2:
            reader = csv.reader(chain([text], lines))
            next(reader)
            length = reader.line_num
        if text.strip("\r\n"):
            yield line
        line += length
