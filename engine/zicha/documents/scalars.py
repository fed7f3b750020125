"""What an unquoted word means: YAML 1.2's core words, numbers exactly as written."""

import re
from decimal import Decimal

from zicha.errors import UNUSABLE, Place, Problem, problem

MAX_DIGITS = 60
"""The most digits of a number written out in full."""

WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
INTEGER = re.compile(r"[-+]?[0-9]+")
BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

Scalar = None | bool | int | Decimal | str


def plain_scalar(text: str, place: Place) -> tuple[Scalar, Problem | None]:
    """Return the meaning of an unquoted word, or the problem of a number that is none."""
    if text in WORDS:
        return WORDS[text], None
    if INTEGER.fullmatch(text) or DECIMAL.fullmatch(text):
        return number(text, place)
    if BASED.fullmatch(text):
        whole = int(text, 0)
        return (None, too_long(text, place)) if whole >= 10**MAX_DIGITS else (whole, None)
    if NOT_FINITE.fullmatch(text):
        return None, problem("number-not-finite", place, text=text)
    return text, None


def number(text: str, place: Place) -> tuple[Scalar, Problem | None]:
    """Return a number exactly as written: whole as an int, with a point or exponent a Decimal.

    An exponent such as 1e999999999 is refused by its size before anything writes it out.
    """
    mantissa, _, exponent = text.lower().partition("e")
    longest = MAX_DIGITS
    too_big = len(exponent.lstrip("+-")) > len(str(longest)) or abs(int(exponent or 0)) > longest
    if too_big or len(mantissa.lstrip("+-").replace(".", "")) > longest:
        return None, too_long(text, place)
    if INTEGER.fullmatch(text):
        return int(text), None
    exact = Decimal(text)
    return (exact or exact.copy_abs()), None


def too_long(text: str, place: Place) -> Problem:
    """Return the problem of a number with too many digits, shown by its beginning."""
    shown = text if len(text) <= MAX_DIGITS // 3 else text[: MAX_DIGITS // 3] + "…"
    return problem("number-too-long", place, text=shown, most=MAX_DIGITS)


def as_written(text: str, value: Scalar) -> str | None:
    """Return the text of a number that its value alone does not give back (007, 1e3)."""
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return text if is_number and str(value) != text else None


def unusable(text: str) -> re.Match[str] | None:
    """Return the first character that belongs in no text, if there is one."""
    return UNUSABLE.search(text)


def code_point(character: str) -> str:
    """Return the name of a character that cannot be shown: U+0007."""
    return f"U+{ord(character):04X}"
