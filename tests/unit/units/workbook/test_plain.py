"""Cells that are found without their tags are those that are read tag by tag."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from support.cli import HUAIBEI, Zicha
from support.packed import FIRST, SPREADSHEET, Rows, by_tags, packed, parts_of, plainly, workbook
from zicha.documents.tree import UnreadableError
from zicha.errors import Problem
from zicha.units.workbook.plain import plain_cells

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


def test_what_stands_behind_the_cells_is_read_as_before() -> None:
    merged = '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells><sheetData>'
    assert plain_cells(sheet('<row r="1"><c r="A1"><v>5</v></c></row>' + merged)) is None
    found = plain_cells(sheet('<row r="1"><c r="A1"><v>5</v></c></row>'))
    assert found is not None
    assert found.cells == [("A", "1", "", "", "5")]
    assert found.rest == sheet("")


def test_all_sheets_of_a_form_are_read_so_but_the_first(zicha: Zicha, tmp_path: Path) -> None:
    # Its formulas count what is filled in.
    file = tmp_path / "form.xlsx"
    zicha("form", HUAIBEI, "-o", file)
    every = parts_of(file.read_bytes())
    parts = {name: part for name, part in every.items() if "worksheets/sheet" in name}
    lost = [name for name, part in parts.items() if plain_cells(part) is None]
    assert len(parts) > 5
    assert lost == [FIRST]
