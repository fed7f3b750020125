"""What somebody has worked in is not written over: a filled-in form, a ledger, a report."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from support.cli import HUAIBEI, SAMPLE, Zicha
from support.packed import packed
from support.source import ROOT
from support.sources import OF_SAMPLE, UNITS

TEMPLATE = ROOT / "examples/templates/自查报告模板.docx"
OF_FORM = ("form", "--edition", SAMPLE, "--kind", "community", "-o")


def saved_in_excel(path: Path) -> bytes:
    """Save a workbook as another program does; return its bytes."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["B60"] = "改过"
    book.save(path)
    return path.read_bytes()


def test_a_form_that_was_filled_in_stays(zicha: Zicha, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    assert zicha(*OF_FORM, path).code == 0
    assert zicha(*OF_FORM, path).code == 0
    filled = saved_in_excel(path)
    code, out, err = zicha(*OF_FORM, path)
    assert (code, out) == (2, "")
    assert err.startswith(f"-o {path}: 错误: 这个文件生成以后有人填写或改动过，没有覆盖")
    assert path.read_bytes() == filled


def test_of_a_list_no_form_is_written_where_one_was_filled_in(zicha: Zicha, tmp_path: Path) -> None:
    units, folder = tmp_path / "units.csv", tmp_path / "forms"
    units.write_text("编号,层级\na,社区\nb,社区\n", "utf-8")
    of_list = ("form", "--edition", SAMPLE, "--units", units, "-o", folder)
    assert zicha(*of_list).code == 0
    saved_in_excel(folder / "b.xlsx")
    (folder / "a.xlsx").unlink()
    code, _, err = zicha(*of_list)
    assert (code, err.count("\n")) == (2, 1)
    assert not (folder / "a.xlsx").exists()


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_report_that_was_worked_in_stays(zicha: Zicha, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"报告{suffix}"
    for _ in range(2):
        assert zicha("check", HUAIBEI, "-o", path).code == 1
    if suffix == ".xlsx":
        saved_in_excel(path)
    else:
        document = docx.Document(str(path))
        document.core_properties.modified = document.core_properties.modified.replace(year=2012)
        document.save(str(path))
    before = path.read_bytes()
    assert zicha("check", HUAIBEI, "-o", path).code == 2
    assert zicha("audit", HUAIBEI, "-o", path).code == 2
    assert path.read_bytes() == before


def test_what_an_own_template_became_stays_where_somebody_worked_in_it(
    zicha: Zicha, tmp_path: Path
) -> None:
    template, path = tmp_path / "模板.docx", tmp_path / "报告.docx"
    document = docx.Document(str(TEMPLATE))
    document.core_properties.created = datetime(2020, 3, 4, 10, 11, 12, tzinfo=UTC)
    document.core_properties.modified = datetime(2021, 5, 6, 7, 8, 9, tzinfo=UTC)
    document.save(str(template))
    call = ("check", HUAIBEI, "--template", template, "-o", path)
    for _ in range(2):
        assert zicha(*call).code == 1
    document = docx.Document(str(path))
    document.core_properties.modified = document.core_properties.modified.replace(year=2022)
    document.save(str(path))
    before = path.read_bytes()
    assert zicha(*call).code == 2
    assert path.read_bytes() == before


def test_a_notice_that_was_worked_in_stays_and_the_others_are_written(
    zicha: Zicha, tmp_path: Path
) -> None:
    folder = tmp_path / "notices"
    send = ("audit", UNITS, *OF_SAMPLE, "--notices", folder)
    assert zicha(*send).code == 1
    mine, other = folder / "huaibei.docx", folder / "wanan.docx"
    document = docx.Document(str(mine))
    document.core_properties.modified = document.core_properties.modified.replace(year=2012)
    document.save(str(mine))
    before = mine.read_bytes()
    other.unlink()
    code, _, err = zicha(*send)
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith(f"-o {mine}: 错误: 这个文件生成以后有人填写或改动过，没有覆盖")
    assert mine.read_bytes() == before
    assert other.is_file()


def with_other_bytes(data: bytes) -> bytes:
    """Return a packed file in which what is packed of its properties is damaged."""
    at = data.index(b"docProps/core.xml") + 30
    return data[:at] + bytes(40) + data[at + 40 :]


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "other bytes": with_other_bytes,
    "locked with a password": lambda _: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000),
    "no packed file": lambda _: b"PK",
}


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_file_that_cannot_be_opened_stays(
    zicha: Zicha, tmp_path: Path, suffix: str, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"报告{suffix}"
    assert zicha("check", HUAIBEI, "-o", path).code == 1
    before = damage(path.read_bytes())
    path.write_bytes(before)
    code, out, err = zicha("check", HUAIBEI, "-o", path)
    assert (code, out) == (2, "")
    assert err.startswith(f"-o {path}: 错误: 原有的这个文件打不开")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", packed({"a.txt": "none of this program's"})])
def test_a_file_that_nobody_can_have_worked_in_is_written_over(
    zicha: Zicha, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "报告.xlsx"
    path.write_bytes(content)
    assert zicha("check", HUAIBEI, "-o", path).code == 1
    assert path.read_bytes() != content
