"""The Word and Excel reports go through LibreOffice and back without loss."""

import io
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest

from support.reported import HUAIBEI, reported
from zicha.reports.word.document import report_word
from zicha.reports.workbook import report_workbook

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")


def converted(data: bytes, suffix: str, to: str, folder: Path) -> Path:
    """Return a file as LibreOffice writes it."""
    source, out = folder / f"report{suffix}", folder / "out"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    call = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
    call += ["--outdir", str(out), str(source)]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    (made,) = out.iterdir()
    return made


def texts(path: Path | io.BytesIO) -> list[list[list[str]]]:
    """Return the texts of every table of a Word document."""
    source = str(path) if isinstance(path, Path) else path
    return [
        [["".join(p.text for p in c.paragraphs) for c in row.cells] for row in table.rows]
        for table in docx.Document(source).tables
    ]


def cells(source: Path | io.BytesIO) -> dict[str, list[tuple[object, ...]]]:
    """Return the values of every sheet but the first, whose cells are joined."""
    book = openpyxl.load_workbook(source)
    return {s.title: list(s.iter_rows(values_only=True)) for s in book.worksheets[1:]}


def test_the_word_report_keeps_every_table(tmp_path: Path) -> None:
    data = report_word(reported(HUAIBEI).report)
    made = converted(data, ".docx", "docx", tmp_path)
    assert texts(made) == texts(io.BytesIO(data))


def test_the_excel_report_keeps_every_cell(tmp_path: Path) -> None:
    data = report_workbook(reported(HUAIBEI).report)
    made = converted(data, ".xlsx", "xlsx", tmp_path)
    assert cells(made) == cells(io.BytesIO(data))
