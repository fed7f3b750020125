"""What people type in a field: read where there is no doubt, refused where there is."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from zicha.documents.document import Path, Plain, shortest
from zicha.documents.scalars import MAX_DIGITS
from zicha.errors import Severity, ZichaError

YES = ("true", "yes", "是", "有", "√")
NO = ("false", "no", "否", "无", "×")
EMPTY_SET = "无"
MEMBER_SEPARATORS = re.compile("[;；、,，]")
"""What people write between the members of a set in one cell."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside are slips of the keyboard."""

TO_HALF_WIDTH = str.maketrans("０１２３４５６７８９．－−＋％，／　", "0123456789.--+%,/ ")  # noqa: RUF001
NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|[-+]?\.[0-9]+")
DAY = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?: 00:00(?::00)?)?")
DAY_IN_WORDS = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]")
PERCENT = "%"
SHOWN = 40

HERE: Path = ()
"""The value itself that was being read."""


class RefusedError(ZichaError):
    """What was typed cannot be taken: the problem's code and arguments.

    ``at``: where it stands within the value that was being read.
    """

    severity = Severity.ERROR

    def __init__(self, at: Path, code: str, /, **args: object) -> None:
        """Keep what the problem needs."""
        super().__init__(code)
        self.code, self.at, self.arguments = code, at, args


class LeftOutError(RefusedError):
    """What was typed is of no use any more: it is left out, and all else is read."""

    severity = Severity.WARNING


def half_width(text: str) -> str:
    """Return the text with full-width digits and signs as plain ones, without outer spaces."""
    return text.translate(TO_HALF_WIDTH).strip()


def shown(raw: Plain) -> str:
    """Return what was written, short enough for a message."""
    if raw is None or isinstance(raw, bool):
        return "null" if raw is None else str(raw).lower()
    if isinstance(raw, list | dict):
        return "[…]" if isinstance(raw, list) else "{…}"
    text = " ".join(str(raw).split())
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def exact(number: int | Decimal) -> int | Decimal:
    """Return a number in its one form: whole as an int, else without trailing zeros."""
    text = shortest(number)
    return Decimal(text) if "." in text else int(text)


def typed_bool(raw: Plain, at: Path = ()) -> bool:
    """Return a yes or no. Raises RefusedError for every other word."""
    if isinstance(raw, bool):
        return raw
    word = raw.strip().casefold() if isinstance(raw, str) else ""
    if word in YES:
        return True
    if word in NO:
        return False
    raise RefusedError(at, "value-not-bool", value=shown(raw))


def typed_number(
    raw: Plain, unit: str | None, aliases: tuple[str, ...] = (), english: str | None = None
) -> int | Decimal:
    """Return a number, typed plainly or with its own unit. Raises RefusedError for all else.

    ``aliases``: other words for the unit. ``english``: that of them for an English message.
    """
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return exact(raw)
    text = half_width(raw) if isinstance(raw, str) else ""
    found = NUMBER.match(text)
    if found is None:
        raise RefusedError(HERE, "value-not-number", value=shown(raw))
    digits = found[0].replace(",", "")
    if len(digits) > MAX_DIGITS:
        raise RefusedError(HERE, "number-too-long", text=shown(digits), most=MAX_DIGITS)
    rest = text[found.end() :]
    if rest and same_word(rest) not in {same_word(word) for word in (unit, *aliases) if word}:
        code = "value-with-words" if unit else "value-with-words-unitless"
        if unit == PERCENT:
            code = "value-with-words-percent"
        units = {"unit_zh": unit or "", "unit_en": english or unit or ""}
        raise RefusedError(HERE, code, value=shown(raw), **units)
    return exact(Decimal(digits))


def same_word(word: str) -> str:
    """Return a unit in one form, so that ㎡, m² and m2 are the same."""
    return unicodedata.normalize("NFKC", word).strip().casefold()


def typed_day(raw: Plain) -> date:
    """Return a day: year, month and day in full. Raises RefusedError where it is none."""
    text = half_width(raw) if isinstance(raw, str) else ""
    found = DAY.fullmatch(text) or DAY_IN_WORDS.fullmatch(text)
    if found is None:
        raise RefusedError(HERE, "day-not-read", value=shown(raw))
    year, month, day = int(found[1]), int(found[found.re.groups - 1]), int(found[found.re.groups])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RefusedError(HERE, "day-too-far", value=shown(raw), first=FIRST_YEAR, last=LAST_YEAR)
    try:
        return date(year, month, day)
    except ValueError:
        raise RefusedError(HERE, "day-not-in-calendar", value=shown(raw)) from None
