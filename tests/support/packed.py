"""Excel files taken apart and put together, as no program would write them."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from zicha.units.workbook import sheets
from zicha.units.workbook.sheets import Cell, Sheet, read_sheets

FILE = "a.xlsx"
MAIN = "xl/workbook.xml"
FIRST = "xl/worksheets/sheet1.xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Rows = dict[int, dict[int, Cell]]


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a file of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    """Return a file in which a piece of one part is another."""
    parts = parts_of(data)
    assert parts[name].count(old.encode()) == 1
    return packed({**parts, name: parts[name].replace(old.encode(), new.encode())})


def relation(key: str, kind: str, target: str, mode: str = "") -> str:
    """Return that a part names another."""
    return f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}" {mode}/>'


def relations(*entries: str) -> str:
    """Return the parts that a part names."""
    return f'<Relationships xmlns="{PACKAGE}">{"".join(entries)}</Relationships>'


def workbook(rows: str, more: Mapping[str, bytes | str] | None = None, head: str = "") -> bytes:
    """Return the least workbook: one sheet, named S, with those rows.

    ``more``: other parts; ``head``: what stands before the list of sheets.
    """
    sheets = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    parts: dict[str, bytes | str] = {
        "_rels/.rels": relations(relation("rId1", "officeDocument", MAIN)),
        MAIN: f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}">{head}{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            relation("rId1", "worksheet", "worksheets/sheet1.xml"),
            relation("rId2", "sharedStrings", "/xl/sharedStrings.xml"),
            relation("rId3", "styles", "styles.xml"),
            relation("rId4", "externalLink", "http://example.org/x.xlsx", 'TargetMode="External"'),
        ),
        FIRST: f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SPREADSHEET}"/>',
        "xl/styles.xml": f'<styleSheet xmlns="{SPREADSHEET}"/>',
    }
    return packed(parts | dict(more or {}))


def cells_in(data: bytes) -> Rows:
    """Return the cells of the one sheet of a file, in whichever way it is read."""
    found = plainly(data)
    assert by_tags(data) == found
    return found


def plainly(data: bytes) -> Rows:
    """Return the cells of the one sheet of a file, as the program reads it."""
    (sheet,) = read_sheets(data, FILE)
    return rows_of(sheet)


def by_tags(data: bytes) -> Rows:
    """Return the cells of the one sheet of a file, read tag by tag."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sheets, "plain_cells", lambda _: None)
        return plainly(data)


def rows_of(sheet: Sheet) -> Rows:
    """Return the cells of a sheet."""
    return {number: dict(cells) for number, cells in sheet.rows.items()}
