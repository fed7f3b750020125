"""Numbers as readers see them. Only shown, never judged, in this form."""

from decimal import Decimal
from fractions import Fraction

from zicha.model.numbers import Number

SHOWN_DIGITS = 2
MOST_DIGITS = 6


def is_terminating(number: Fraction) -> bool:
    """Return whether a fraction can be written with at most six digits after the point."""
    return int(10**MOST_DIGITS) % number.denominator == 0


def rounded(number: Number, digits: int = SHOWN_DIGITS) -> Decimal:
    """Return the number rounded half up to so many digits after the point, however long it is."""
    numerator, denominator = number.as_integer_ratio()
    # In whole numbers: an audit rounds twenty scores of each of its units.
    whole = (2 * abs(numerator) * 10**digits + denominator) // (2 * denominator)
    return Decimal(f"{-whole if numerator < 0 else whole}E-{digits}")


def plain_text(number: Decimal) -> str:
    """Return a decimal without needless zeros or exponent."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_number(number: Number) -> str:
    """Return a number in full where six digits after the point hold it, else rounded to two."""
    if type(number) is int:
        return str(number)
    fraction = Fraction(number)
    digits = MOST_DIGITS if is_terminating(fraction) else SHOWN_DIGITS
    return plain_text(rounded(fraction, digits))


def percent_text(number: Number | None) -> str:
    """Return a score with two decimals, or a dash."""
    return "—" if number is None else format(rounded(number), ".2f")
