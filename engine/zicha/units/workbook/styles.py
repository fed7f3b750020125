"""What a cell's number stands for: a number, a percentage, a day or a time, by its format."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from zicha.documents.document import Plain, shortest
from zicha.documents.scalars import DECIMAL, MAX_DIGITS
from zicha.units.typed import FIRST_YEAR, exact
from zicha.units.workbook.markup import Reader

EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
MARCH_1900 = 61
"""Excel has a 29 February 1900: days before are one further from its epoch."""
SECONDS = 24 * 60 * 60
"""How many make a day, which is 1 in Excel."""
EXACT_DIGITS = 15
EXACT_FORM = f".{EXACT_DIGITS}g"
"""Excel keeps fifteen digits; what a file has beyond them is the noise of binary numbers."""


class Kind(Enum):
    """What a number format makes of a number."""

    NUMBER = auto()
    PERCENT = auto()
    DAY = auto()
    TIME = auto()


class Format(NamedTuple):
    """What a number format makes of a number. ``digits``: how many a whole one shows at least."""

    kind: Kind
    digits: int = 0


PLAIN = Format(Kind.NUMBER)
# Formats that every workbook has without declaring them; 27 to 36 and 50 to 58 are Chinese.
BUILT_IN: dict[int, Format] = {
    **dict.fromkeys((9, 10), Format(Kind.PERCENT)),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)), Format(Kind.DAY)),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), Format(Kind.TIME)),
}
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
"""Hours, minutes or seconds that are counted on beyond a day: a person reads 48:00 there."""
NOT_SHOWN = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]|General|E[+-]', re.IGNORECASE)
"""What stands in a format for itself, for a space, for a colour, or for a number of any kind."""
DAY_LETTERS = re.compile(r"[yde]|a{3}", re.IGNORECASE)
TIME_LETTERS = re.compile(r"[hs]", re.IGNORECASE)
MONTH = re.compile("m", re.IGNORECASE)
"""A month; beside hours or seconds it is minutes."""


ZEROS = re.compile("0{2,}")
"""A format that fills up whole numbers with zeros, as codes are written: 007."""


def format_of(code: str) -> Format:
    """Return what a format code makes of a number."""
    zeros = ZEROS.fullmatch(code.partition(";")[0])
    return Format(kind_of(code), len(zeros[0]) if zeros else 0)


def kind_of(code: str) -> Kind:
    """Return what a format code makes of a number."""
    bare = NOT_SHOWN.sub("", code)
    if "%" in bare:
        return Kind.PERCENT
    if DAY_LETTERS.search(bare):
        return Kind.DAY
    if TIME_LETTERS.search(bare) or ELAPSED.search(code):
        return Kind.TIME
    return Kind.DAY if MONTH.search(bare) else Kind.NUMBER


class Styles(Reader):
    """The styles of a workbook. ``cells``: what each makes of a number."""

    def __init__(self) -> None:
        """Begin without styles."""
        super().__init__()
        self.declared: dict[int, Format] = {}
        self.cells: list[Format] = []
        self.in_cells = False
        self.known: dict[str | None, Format] = {}

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a format, or the style of cells."""
        if name == "numFmt":
            number = whole(attributes.get("numFmtId"))
            self.declared[number] = format_of(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells:
            number = whole(attributes.get("numFmtId"))
            found = self.declared.get(number) or BUILT_IN.get(number, PLAIN)
            self.cells.append(found)

    def end(self, name: str) -> None:
        """Leave the list of the styles of cells."""
        if name == "cellXfs":
            self.in_cells = False

    def format(self, style: str | None) -> Format:
        """Return what the style of a cell makes of its number."""
        found = self.known.get(style)
        if found is None:
            number = whole(style)
            found = self.cells[number] if number < len(self.cells) else PLAIN
            self.known[style] = found
        return found


def whole(text: str | None) -> int:
    """Return a number of a file's own bookkeeping; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() else 0


def number_value(text: str, form: Format, *, from_1904: bool) -> Plain:
    """Return the number in a cell as a person reads it there.

    Percentages, days, times and codes are text: ``92.5%``, ``2011-06-30``, ``48:00``, ``007``.
    """
    kind, digits = form
    is_short = len(text) <= EXACT_DIGITS and text.isascii() and text.isdigit()
    if kind is Kind.NUMBER and is_short and not digits:
        return int(text)
    number = exact_number(text)
    if number is None:
        return text
    if kind is Kind.PERCENT:
        return f"{shortest(number * 100)}%"
    if kind is Kind.TIME:
        return time(number)
    found = day(number, from_1904=from_1904) if kind is Kind.DAY else None
    return plain_value(number, digits) if found is None else found.isoformat()


def plain_value(number: Decimal, digits: int) -> Plain:
    """Return a number; a code as text with at least so many ``digits``.

    One so long that Excel may have lost digits of it is text with an exponent: it is refused.
    """
    kept = len(number.normalize().as_tuple().digits)
    if number.adjusted() >= EXACT_DIGITS and kept >= EXACT_DIGITS:
        return str(number)
    found = exact(number)
    is_code = digits > 0 and isinstance(found, int) and found >= 0
    return str(found).zfill(digits) if is_code else found


def exact_number(text: str) -> Decimal | None:
    """Return a number as a person typed it; None where it is none, or is beyond all measure."""
    if not DECIMAL.fullmatch(text.strip()):
        return None
    number = Decimal(format(float(text), EXACT_FORM))
    return number if number.is_finite() and abs(number.adjusted()) < MAX_DIGITS else None


def day(serial: Decimal, *, from_1904: bool) -> date | None:
    """Return the day of a serial number, whatever the time of day; None where there is none.

    Unit: days.
    """
    days = int(serial)
    epoch = EPOCH_1904 if from_1904 else EPOCH_1900
    if not from_1904 and days < MARCH_1900:
        days += 1
    try:
        found = epoch + timedelta(days)
    except OverflowError:
        return None
    return found if found.year >= FIRST_YEAR else None


def time(days: Decimal) -> str:
    """Return the hours and minutes of a time, counted on beyond a day, with seconds if any."""
    seconds = int((abs(days) * SECONDS).to_integral_value())
    minutes, rest = divmod(seconds, 60)
    sign = "-" if days < 0 else ""
    shown = f"{sign}{minutes // 60}:{minutes % 60:02}"
    return f"{shown}:{rest:02}" if rest else shown
