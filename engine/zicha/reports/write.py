"""Writes reports to files: whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from zicha.model.report import Report
from zicha.reports.markdown import report_markdown
from zicha.reports.plain import json_text, plain, report_plain
from zicha.reports.rows import report_csv

BOM = "\ufeff"
"""Excel takes a CSV file for UTF-8 only where it begins with this mark."""


def write_json(value: object, path: Path) -> None:
    """Write plain values as a JSON file.

    Raises:
        OSError: the file cannot be written.
    """
    write_whole(path, json_text(plain(value)))


def json_file(report: Report) -> str:
    """Return the report as a JSON file holds it."""
    return json_text(report_plain(report))


def csv_file(report: Report) -> str:
    """Return the gaps as a CSV file holds them."""
    return BOM + report_csv((report,))


FORMATS: dict[str, Callable[[Report], str]] = {
    ".json": json_file,
    ".md": report_markdown,
    ".csv": csv_file,
}
PLANNED = (".html", ".docx", ".xlsx")
"""Formats that the contract names and that are not built yet."""


def write_whole(path: Path, text: str) -> None:
    """Write a text so that the file appears whole or not at all.

    Raises:
        OSError: the folder is missing or may not be written.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_report(report: Report, path: Path) -> None:
    """Write a report in the format that the suffix of ``path`` names.

    Raises:
        KeyError: there is no such format.
        OSError: the file cannot be written.
    """
    write_whole(path, FORMATS[path.suffix.lower()](report))
