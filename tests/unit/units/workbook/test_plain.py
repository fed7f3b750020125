"""Cells that are found without their tags are those that are read tag by tag."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cli import HUAIBEI, Zicha
from support.packed import (
    FILE,
    FIRST,
    SPREADSHEET,
    Rows,
    by_tags,
    packed,
    parts_of,
    plainly,
    workbook,
)
from zicha.documents.tree import UnreadableError
from zicha.errors import Problem
from zicha.units.workbook.plain import plain_cells
from zicha.units.workbook.sheets import Cell, read_sheets

TEXTS = {
    "xl/sharedStrings.xml": f'<sst xmlns="{SPREADSHEET}"><si><t>a</t></si><si><t/></si></sst>',
    "xl/styles.xml": f'<styleSheet xmlns="{SPREADSHEET}"><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>',
}
PIECES = (
    *('<row r="1">', '<row r="2" ht="17.25" x14ac:dyDescent="0.25">', "<row>", "</row>"),
    *('<row r="3"/>', '<row r="0">', '<row r="01">', '<row r="1" r="1">', '<row r="1" a="&lt;">'),
    *('<c r="A1"><v>5</v></c>', '<c r="B1" s="1"/>', '<c r="C1" s="2" t="s"><v>0</v></c>'),
    *('<c r="A2" s="1"><v>40700.5</v></c>', '<c r="A2" t="b"><v>1</v></c>', '<c r="A2" />'),
    *('<c r="B2" t="e"><v>#N/A</v></c>', '<c r="B2" t="str"><v>x y</v></c>', "<c><v>1</v></c>"),
    *('<c r="D1" t="s"><v>9</v></c>', '<c r="D1" t="s"><v></v></c>', '<c r="D1"><v/></c>'),
    *('<c r="D1" t="s"><v>1</v></c>', '<c r="E1"><f>1+1</f><v>2</v></c>', "<!-- x -->", "\n"),
    *('<c r="E1" t="inlineStr"><is><t>x</t></is></c>', '<c t="n" r="E1"><v>7</v></c>', "<?x y?>"),
    *('<c r="E1"><v>1&lt;</v></c>', '<c r="E1"><v>五</v></c>', "</sheetData><sheetData>", "x"),
    *('<dataValidations><c r="A1"/></dataValidations>', '<mergeCell ref="A1:A2"/>'),
)
"""What stands among the cells of a sheet; most of it as programs write it."""
WELL = st.lists(st.sampled_from(PIECES[9:19]), max_size=6).map("".join)
ROW = st.builds(lambda row, cells: row + cells + "</row>", st.sampled_from(PIECES[:2]), WELL)


def sheet(xml: str) -> bytes:
    """Return a sheet with some rows."""
    return f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{xml}</sheetData></worksheet>'.encode()


def read_both_ways(part: bytes) -> None:
    """Read a sheet in both ways: both give the same, or refuse it alike."""
    data = packed({**parts_of(workbook("", TEXTS)), FIRST: part})
    assert answer(plainly, data) == answer(by_tags, data)


def answer(read: Callable[[bytes], Rows], data: bytes) -> Rows | tuple[Problem, ...]:
    """Return the cells of a file, or what is wrong with it."""
    try:
        return read(data)
    except UnreadableError as error:
        return tuple(error.problems)


@given(st.lists(ROW | st.sampled_from(PIECES), max_size=8).map("".join))
def test_any_pieces_are_read_alike(xml: str) -> None:
    read_both_ways(sheet(xml))


@given(
    st.lists(ROW, min_size=1, max_size=3).map("".join),
    st.integers(0, 400),
    st.sampled_from([*' "<>/=&;rcvst1A', "<!--", "-->", "<sheetData>", "<?", "]]>", "\u4e94"]),
    st.integers(0, 3),
)
def test_a_sheet_that_was_changed_somewhere_is_read_alike(
    xml: str, at: int, piece: str, gone: int
) -> None:
    text = sheet(xml).decode()
    read_both_ways((text[: at % len(text)] + piece + text[at % len(text) + gone :]).encode())


FIVE = '<row r="1"><c r="A1" s="1"><v>5</v></c></row>'


def test_cells_are_found_as_they_are_written() -> None:
    found = plain_cells(sheet(FIVE))
    assert found is not None
    assert list(found.cells) == [("A", "1", "1", "", "5")]
    assert found.rest == sheet("")


@pytest.mark.parametrize(
    "xml",
    [
        # What no program writes: two attributes of one name, a cell of another row, no number.
        '<row r="1" r="1"/>',
        '<row r="1" ht="1" ht="2"/>',
        '<row r="1"><c r="A2"><v>5</v></c></row>',
        '<row r="01"/>',
        "<row/>",
        # Cells elsewhere, or none that count.
        f"</sheetData><x>{FIVE}</x><sheetData>",
        f"</sheetData><!-- <sheetData>{FIVE} --><sheetData>",
        f"</sheetData><?x <sheetData>{FIVE}?><?y?><sheetData>",
    ],
)
def test_what_is_written_otherwise_is_read_tag_by_tag(xml: str) -> None:
    assert plain_cells(sheet(FIVE + xml)) is None
    read_both_ways(sheet(FIVE + xml))


@pytest.mark.parametrize(
    "around", ["<dataValidations/>", FIVE.replace("5", "6"), "<c><v>1</v></c>"]
)
def test_what_stands_around_the_cells_is_read_alike(around: str) -> None:
    before = sheet(FIVE).replace(b"<sheetData>", around.encode() + b"<sheetData>")
    assert plain_cells(before) is None
    read_both_ways(before)
    read_both_ways(sheet(FIVE).replace(b"</sheetData>", b"</sheetData>" + around.encode()))


def test_cells_that_are_merged_are_so_behind_plain_ones() -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    part = sheet('<row r="1"><c r="A1"><v>5</v></c></row><row r="2"><c r="B2"><v>6</v></c></row>')
    part = part.replace(b"</sheetData>", merged)
    assert plain_cells(part) is not None
    data = packed({**parts_of(workbook("")), FIRST: part})
    (found,) = read_sheets(data, FILE, spread=True)
    assert found.rows == {1: {1: Cell(5)}, 2: {1: Cell(5, merged=True), 2: Cell(6)}}


def test_all_sheets_of_a_form_are_read_so_but_the_first(zicha: Zicha, tmp_path: Path) -> None:
    # Its formulas count what is filled in.
    file = tmp_path / "form.xlsx"
    zicha("form", HUAIBEI, "-o", file)
    every = parts_of(file.read_bytes())
    parts = {name: part for name, part in every.items() if "worksheets/sheet" in name}
    lost = [name for name, part in parts.items() if plain_cells(part) is None]
    assert len(parts) > 5
    assert lost == [FIRST]
