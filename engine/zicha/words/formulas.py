"""Texts that a spreadsheet must not take for formulas."""

from pathlib import Path

TEXT_TABLE = ".csv"
SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a formula begins with."""
MARK = "'"
"""What stands before a text, so that it is none."""


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return MARK + text if text.startswith(SIGNS) else text


def is_for_spreadsheets(path: Path | str) -> bool:
    """Return whether a file is one that spreadsheets open, and look for formulas in."""
    return str(path).lower().endswith(TEXT_TABLE)
