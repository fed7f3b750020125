"""Texts that a spreadsheet must not take for formulas."""

SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a formula begins with."""
MARK = "'"
"""What stands before a text, so that it is none."""


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return MARK + text if text.startswith(SIGNS) else text
