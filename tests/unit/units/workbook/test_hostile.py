"""Files that are not what they seem are refused in one line, within bounds of memory and time."""

import time
import tracemalloc
from pathlib import Path

import pytest

from support.forms import FILE, FORMED, answered, form_of, read, unit_of
from support.packed import FIRST, MAIN, SPREADSHEET, packed, parts_of, relation, relations, workbook
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, Problem, problem
from zicha.units.read import UnitFile, read_unit_file
from zicha.units.workbook.package import FORM
from zicha.units.workbook.sheets import read_sheets

MOST_MEMORY = 200_000_000
MOST_SECONDS = 30
BILLION_LAUGHS = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def refused(data: bytes) -> Problem:
    """Return the one problem of a file that cannot be read."""
    unit, problems = read(data)
    assert unit is None
    (found,) = problems
    return found


def with_part(name: str, part: str | bytes) -> bytes:
    """Return a form in which one part is another."""
    return packed({**parts_of(form_of()), name: part})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook-foreign"),
        ("单位编号,单位名称\n".encode(), "workbook-foreign"),
        (b"<html><table></table></html>", "workbook-foreign"),
        (packed({"a.txt": "no workbook"}), "workbook-foreign"),
        (OLE + bytes(2000), "workbook-old"),
        (OLE + bytes(2000) + "EncryptedPackage".encode("utf-16-le"), "workbook-locked"),
        (b"PK\x03\x04" + bytes(100), "workbook-damaged"),
        (form_of()[:5000], "workbook-damaged"),
        (form_of()[:-30], "workbook-damaged"),
        (workbook(""), "form-not-found"),
    ],
)
def test_a_file_that_is_no_form_is_named_for_what_it_is(data: bytes, code: str) -> None:
    assert refused(data) == problem(code, Place(FILE))


def test_a_word_file_with_another_suffix_is_no_workbook() -> None:
    parts = {
        "_rels/.rels": relations(relation("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": "<w:document xmlns:w='x'/>",
    }
    assert refused(packed(parts)) == problem("workbook-foreign", Place(FILE))


def test_parts_that_are_locked_by_themselves_are_named_so() -> None:
    data = bytearray(form_of())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert refused(bytes(data)) == problem("workbook-locked", Place(FILE))


@pytest.mark.parametrize("name", [MAIN, FIRST, "xl/sharedStrings.xml", "xl/styles.xml"])
@pytest.mark.parametrize(
    "part", [BILLION_LAUGHS + "<x>&c;</x>", "<open>", "", "no XML", b"\xff\xfe\x00\x01"]
)
def test_a_part_that_is_no_plain_xml_is_refused(name: str, part: str | bytes) -> None:
    assert refused(with_part(name, part)) == problem("workbook-damaged", Place(FILE))


def test_a_part_that_is_named_and_missing_is_refused() -> None:
    parts = parts_of(form_of())
    del parts[FIRST]
    assert refused(packed(parts)) == problem("workbook-damaged", Place(FILE))


def test_a_part_whose_content_was_changed_is_refused() -> None:
    data = bytearray(form_of())
    start = data.index(b"xl/worksheets/sheet1.xml") + 200
    data[start : start + 40] = bytes(40)
    assert refused(bytes(data)) == problem("workbook-damaged", Place(FILE))


# --- Bounds -------------------------------------------------------------------------------------


def in_memory(data: bytes) -> Problem:
    """Return the problem of a file that is refused within the bound of memory."""
    tracemalloc.start()
    try:
        found = refused(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY
    return found


def in_time(data: bytes) -> Problem:
    """Return the problem of a file that is refused within the bound of time."""
    begun = time.perf_counter()
    found = refused(data)
    assert time.perf_counter() - begun < MOST_SECONDS
    return found


def sheet_of(rows: str) -> str:
    """Return a sheet of some rows."""
    return f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>'


def test_a_bomb_of_one_part_is_not_unpacked() -> None:
    assert in_memory(with_part(FIRST, bytes(300_000_000))) == problem(
        "workbook-too-large", Place(FILE), most=50
    )


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = with_part(FIRST, bytes(300_000_000))
    size = (300_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    assert in_memory(data.replace(size, (1000).to_bytes(4, "little"))) == problem(
        "workbook-damaged", Place(FILE)
    )


def test_a_file_within_a_file_is_not_opened() -> None:
    data = packed({**parts_of(answered({"lamps": 8})), "xl/bomb.zip": packed({"x": bytes(10**8)})})
    assert set(unit_of(data).facts) == {"lamps"}


def test_a_million_empty_rows_are_passed_over() -> None:
    rows = "".join(f'<row r="{n}" s="1"/>' for n in range(1, 1_000_001))
    assert in_time(workbook(rows)) == problem("form-not-found", Place(FILE))


def test_more_empty_cells_than_a_form_can_have_are_refused() -> None:
    rows = '<row><c s="1"/><c s="1"/><c s="1"/></row>' * 1_100_000
    assert in_time(workbook(rows)) == problem(
        "workbook-too-many-cells", Place(FILE), most=4_000_000
    )


def test_more_values_than_there_may_be_by_merging_are_refused() -> None:
    bounds = FORM._replace(values=6)
    rows = "<row><c><v>1</v></c></row>" + '<row><c r="B1"><v>1</v></c></row>' * 3
    merged = '<mergeCells><mergeCell ref="A1:A9"/></mergeCells>'
    with pytest.raises(UnreadableError) as error:
        read_sheets(workbook(rows + merged), FILE, bounds, spread=True)
    assert error.value.problems == (problem("workbook-too-many-cells", Place(FILE), most=6),)


def test_cells_that_are_merged_again_and_again_take_no_time() -> None:
    rows = '<row><c r="B1"><v>1</v></c></row>' * 20_000
    merged = '<mergeCell ref="B1:B1000000"/>' * 200_000
    begun = time.perf_counter()
    read_sheets(workbook(rows + merged), FILE, spread=True)
    assert time.perf_counter() - begun < MOST_SECONDS


def test_more_values_than_a_workbook_may_have_are_refused() -> None:
    bounds = FORM._replace(values=3)
    row = "<row><c><v>1</v></c></row>"
    assert len(read_sheets(workbook(row * 3), FILE, bounds)[0].rows) == 3
    with pytest.raises(UnreadableError) as error:
        read_sheets(workbook(row * 4), FILE, bounds)
    assert error.value.problems == (problem("workbook-too-many-cells", Place(FILE), most=3),)


def test_a_cell_at_the_far_end_of_a_sheet_takes_no_room() -> None:
    rows = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert in_time(workbook(rows)) == problem("form-not-found", Place(FILE))


# --- By the suffix ------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".xls", ".et", ".xlsm", ".XLS", ".ods", ".xlsb"])
def test_a_workbook_of_another_kind_is_to_be_saved_as_xlsx(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(OLE)
    found = problem("workbook-suffix", Place(str(path)), suffix=suffix.lower())
    assert read_unit_file(path, FORMED) == UnitFile(None, None, [found])


def test_another_suffix_is_answered_with_those_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    found = problem("file-suffix", Place(str(path)), suffix=".pdf", known=".yaml .yml .json .xlsx")
    assert read_unit_file(path, FORMED) == UnitFile(None, None, [found])


def test_a_name_without_a_suffix_is_to_be_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "表"
    found = problem("file-without-suffix", Place(str(path)), form=f"{path}.xlsx")
    assert read_unit_file(path, FORMED) == UnitFile(None, None, [found])


@pytest.mark.parametrize("suffix", [".csv", ".CSV", ".parquet"])
def test_a_table_is_no_file_of_one_unit(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"表-单位{suffix}"
    path.write_bytes("事项,填写\n".encode("gbk"))
    found = problem("file-suffix-table", Place(str(path)), suffix=suffix.lower())
    assert read_unit_file(path, FORMED) == UnitFile(None, None, [found])


def test_what_stands_beside_an_open_workbook_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "~$表.xlsx"
    path.write_bytes(b"\x03abc" + bytes(161))
    found = problem("workbook-lock", Place(str(path)))
    assert read_unit_file(path, FORMED) == UnitFile(None, None, [found])


def test_a_form_that_is_too_large_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(5_000_001))
    found = problem("file-too-large", Place(str(path)), most=5)
    assert read_unit_file(path, FORMED) == UnitFile(None, None, [found])


def test_a_missing_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    found = problem("file-missing", Place(str(path)))
    assert read_unit_file(path, FORMED) == UnitFile(None, None, [found])


def test_macros_in_a_file_are_never_looked_at() -> None:
    data = packed({**parts_of(answered({"lamps": 8})), "xl/vbaProject.bin": b"Sub Auto_Open()"})
    assert set(unit_of(data).facts) == {"lamps"}


def test_a_form_that_is_cut_off_anywhere_is_refused() -> None:
    data = form_of()
    for end in range(0, len(data), 997):
        assert refused(data[:end]).code in {"workbook-damaged", "workbook-foreign"}
