"""Tables as people keep them: as CSV files and as workbooks."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl

Rows = Sequence[Sequence[object]]


def csv_table(path: Path, rows: Rows, separator: str = ",") -> str:
    """Write a CSV file as Excel does, and return its name."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    return str(path)


def workbook_table(path: Path, rows: Rows) -> str:
    """Write a workbook with one sheet, ``Sheet``, and return its name."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([*row])
    book.save(path)
    return str(path)


def workbook_of_sheets(path: Path, **sheets: Rows) -> str:
    """Write a workbook with several sheets, and return its name."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([*row])
    book.save(path)
    return str(path)
