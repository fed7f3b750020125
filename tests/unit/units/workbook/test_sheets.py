"""What stands in a cell is read as a person sees it there."""

from decimal import Decimal
from xml.sax.saxutils import quoteattr

import pytest

from support.packed import FILE, FIRST, SPREADSHEET, cells_in, parts_of, workbook
from support.packed import packed as packed_parts
from zicha.documents.document import Plain
from zicha.documents.tree import UnreadableError
from zicha.errors import Place, problem
from zicha.units.workbook.sheets import Cell, Sheet, read_sheets

STYLES = f"""<styleSheet xmlns="{SPREADSHEET}">
<numFmts>
<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0%"/>
<numFmt numFmtId="166" formatCode="0&quot;%&quot;"/><numFmt numFmtId="167" formatCode="[Red]0"/>
</numFmts>
<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>
<xf numFmtId="167"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="31"/></cellXfs>
</styleSheet>"""
GENERAL, OWN_DAY, OWN_PERCENT, PERCENT_IN_QUOTES, RED, DAY, PERCENT, CHINESE_DAY = range(8)


def rows(xml: str, **parts: str) -> dict[int, dict[int, Cell]]:
    """Return the cells of a sheet."""
    more = {"xl/styles.xml": STYLES, **{f"xl/{name}.xml": part for name, part in parts.items()}}
    return cells_in(workbook(xml, more))


def value(cell: str, **parts: str) -> Plain:
    """Return what stands in the one cell of a sheet."""
    return rows(f'<row r="1">{cell}</row>', **parts)[1][1].value


def number(text: str, style: int = GENERAL) -> Plain:
    """Return what stands in a cell with a number."""
    return value(f'<c r="A1" s="{style}"><v>{text}</v></c>')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60", 60),
        ("60.0", 60),
        ("92.5", Decimal("92.5")),
        ("92.549999999999997", Decimal("92.55")),
        ("1E-3", Decimal("0.001")),
        ("1.5E2", 150),
        ("-0", 0),
        ("1E300", "1E300"),
        ("999999999999999", 999999999999999),
        ("340602001001001001", "3.40602001001001E+17"),
        ("3.40602001001001E+17", "3.40602001001001E+17"),
        ("1000000000000000", 10**15),
        ("6_0", "6_0"),
        ("0x10", "0x10"),
        ("Infinity", "Infinity"),
        (" 60 ", 60),
        ("NaN", "NaN"),
        ("x", "x"),
    ],
)
def test_a_number_is_exact(text: str, expected: Plain) -> None:
    assert number(text) == expected


@pytest.mark.parametrize("style", [OWN_PERCENT, PERCENT])
def test_a_percentage_is_read_with_its_sign(style: int) -> None:
    assert number("0.925", style) == "92.5%"


@pytest.mark.parametrize("style", [PERCENT_IN_QUOTES, RED])
def test_signs_that_a_format_only_shows_change_no_number(style: int) -> None:
    assert number("0.5", style) == Decimal("0.5")


@pytest.mark.parametrize("style", [OWN_DAY, DAY, CHINESE_DAY])
def test_a_day_is_read_as_one(style: int) -> None:
    assert number("40724", style) == "2011-06-30"


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        ("40724.75", "2011-06-30"),
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("61", "1900-03-01"),
        ("109574", "2199-12-31"),
        ("109575", "2200-01-01"),
        ("99999999", 99999999),
    ],
)
def test_days_are_counted_as_excel_counts_them(serial: str, expected: Plain) -> None:
    assert number(serial, DAY) == expected


def test_days_may_be_counted_from_1904() -> None:
    cells = '<row><c s="5"><v>39262</v></c></row>'
    data = workbook(cells, {"xl/styles.xml": STYLES}, '<workbookPr date1904="1"/>')
    assert read_sheets(data, FILE)[0].rows == {1: {1: Cell("2011-06-30")}}


def formatted(text: str, code: str) -> Plain:
    """Return what stands in a cell with a number, by the code of its format."""
    formats = f"<numFmts><numFmt numFmtId='164' formatCode={quoteattr(code)}/></numFmts>"
    cells = "<cellXfs><xf numFmtId='164'/></cellXfs>"
    styles = f'<styleSheet xmlns="{SPREADSHEET}">{formats}{cells}</styleSheet>'
    return value(f'<c s="0"><v>{text}</v></c>', styles=styles)


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("2", "[hh]:mm:ss", "48:00"),
        ("2.5", "[h]:mm", "60:00"),
        ("0.5", "h:mm", "12:00"),
        ("0.5", 'h"时"mm"分"', "12:00"),
        ("0.5", "[$-F400]h:mm:ss AM/PM", "12:00"),
        ("0.50001", "mm:ss", "12:00:01"),
        ("-0.25", "[mm]", "-6:00"),
        ("2", "[S]", "48:00"),
        ("40724.5", 'yyyy"年"m"月"d"日" h:mm', "2011-06-30"),
        ("40724", 'm"月"', "2011-06-30"),
        ("40724", "mmm", "2011-06-30"),
        ("40724", 'e"年"m"月"', "2011-06-30"),
        ("40724", "[$-804]aaaa", "2011-06-30"),
        ("92.5", "0.0!%", Decimal("92.5")),
        ("92.5", '0.0"%"', Decimal("92.5")),
        ("60", "General", 60),
        ("60", 'General"处"', 60),
        ("60", "G/通用格式", 60),
        ("60", "0.00E+00", 60),
        ("60", "##0.0e-0", 60),
        ("60", '0"m"', 60),
        ("60", "[Red]0_m", 60),
        ("7", "000", "007"),
        ("7.0", "000;-000", "007"),
        ("-7", "000", -7),
        ("7.5", "000", Decimal("7.5")),
        ("1234", "000", "1234"),
        ("7", "0", 7),
        ("7", "00.0", 7),
    ],
)
def test_a_format_says_what_a_number_stands_for(text: str, code: str, expected: Plain) -> None:
    assert formatted(text, code) == expected


@pytest.mark.parametrize("built_in", [18, 19, 20, 21, 32, 33, 45, 46, 47, 55])
def test_times_have_formats_of_their_own(built_in: int) -> None:
    cells = f"<cellXfs><xf numFmtId='{built_in}'/></cellXfs>"
    styles = f'<styleSheet xmlns="{SPREADSHEET}">{cells}</styleSheet>'
    assert value('<c s="0"><v>2</v></c>', styles=styles) == "48:00"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="str"><f>A2</f><v>x</v></c>', "x"),
        ('<c t="d"><v>2011-06-30T00:00:00</v></c>', "2011-06-30"),
        ('<c t="inlineStr"><is><t>a</t></is></c>', "a"),
        (
            '<c t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>',
            "a b",
        ),
        ('<c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>', "a\rb_x0041_"),
        ('<c t="s"><v></v></c>', None),
    ],
)
def test_a_cell_says_what_kind_of_value_it_has(cell: str, expected: Plain) -> None:
    assert value(cell) == expected


def test_texts_are_shared_and_may_be_in_pieces() -> None:
    strings = (
        f'<sst xmlns="{SPREADSHEET}"><si><t>东</t></si><si><r><t>东</t></r><r><t>京</t></r>'
        '<rPh sb="0" eb="1"><t>トウ</t></rPh></si></sst>'
    )
    assert value('<c t="s"><v>1</v></c>', sharedStrings=strings) == "东京"


@pytest.mark.parametrize("index", ["1", "7", "-1", "x", "9999999999"])
def test_a_text_that_is_not_there_is_damage(index: str) -> None:
    strings = f'<sst xmlns="{SPREADSHEET}"><si><t>a</t></si></sst>'
    with pytest.raises(UnreadableError) as error:
        value(f'<c t="s"><v>{index}</v></c>', sharedStrings=strings)
    assert error.value.problems == (problem("workbook-damaged", Place(FILE)),)


def test_only_cells_with_content_are_kept() -> None:
    xml = '<row r="2"><c r="B2" s="1"/><c r="C2"><v>1</v></c></row><row r="9"/>'
    assert rows(xml) == {2: {3: Cell(1)}}


def test_cells_that_do_not_say_where_they_stand_follow_each_other() -> None:
    xml = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert rows(xml) == {1: {1: Cell(1), 2: Cell(2)}, 2: {1: Cell(3)}}


def test_a_formula_is_known_by_the_value_that_it_came_to_last() -> None:
    xml = "<row><c><f>1+1</f><v>2</v></c><c><f>1/0</f></c></row>"
    assert rows(xml) == {1: {1: Cell(2, computed=True), 2: Cell(None, computed=True)}}


def test_names_may_have_a_prefix() -> None:
    parts = parts_of(workbook('<row r="1"><c r="A1"><v>1</v></c></row>'))
    plain = parts[FIRST].decode()
    for name in ("worksheet", "sheetData", "row", "c", "v"):
        plain = plain.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        plain = plain.replace(f"</{name}>", f"</x:{name}>")
    prefixed = plain.replace("xmlns=", "xmlns:x=").encode()
    (sheet,) = read_sheets(packed_parts({**parts, FIRST: prefixed}), FILE)
    assert sheet.rows == {1: {1: Cell(1)}}


@pytest.mark.parametrize(
    ("column", "cell"), [(1, "S!A3"), (26, "S!Z3"), (27, "S!AA3"), (703, "S!AAA3")]
)
def test_a_place_is_named_as_the_workbook_shows_it(column: int, cell: str) -> None:
    assert Sheet(FILE, "S", 2, {}).place(3, column) == Place(FILE, 3, column, cell, 2)


def merging(*references: str, spread: bool = True) -> dict[int, list[Plain]]:
    """Return what stands in columns A and B of four rows; in A only the first has anything."""
    cells = [("A1", "p"), ("B1", "x"), ("B2", "y"), ("B3", "z"), ("B5", "w")]
    every = "".join(
        f'<row r="{name[1]}"><c r="{name}" t="str"><v>{text}</v></c></row>' for name, text in cells
    )
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in references)
    data = workbook(f"{every}<mergeCells>{merged}</mergeCells>", {})
    (sheet,) = read_sheets(data, FILE, spread=spread)
    return {
        row: [found[n].value if n in found else None for n in (1, 2)]
        for row, found in sheet.rows.items()
    }


PLAIN: dict[int, list[Plain]] = {1: ["p", "x"], 2: [None, "y"], 3: [None, "z"], 5: [None, "w"]}


@pytest.mark.parametrize(
    ("references", "otherwise"),
    [
        (("A1:A2",), {2: ["p", "y"]}),
        (("A1:A4",), {2: ["p", "y"], 3: ["p", "z"]}),
        (("A1:A1000000",), {2: ["p", "y"], 3: ["p", "z"], 5: ["p", "w"]}),
        (("B2:B3",), {}),
        (("A1:B2",), {2: ["p", "y"]}),
        (("A2:A3",), {}),
        (("A1:B1",), {}),
        (("A1:A3", "A1:A9"), {2: ["p", "y"], 3: ["p", "z"]}),
        (("A1:A2", "A2:A5"), {2: ["p", "y"]}),
        (("A1", "", "A1:", ":A3", "A3:A1", "AAAA1:AAAA3", "a1:a3", "A0:A-1"), {}),
    ],
)
def test_merged_cells_stand_in_each_row_that_has_nothing_else_there(
    references: tuple[str, ...], otherwise: dict[int, list[Plain]]
) -> None:
    assert merging(*references) == {**PLAIN, **otherwise}


def test_cells_of_a_form_are_read_where_they_stand() -> None:
    assert merging("A1:A5", spread=False) == PLAIN


@pytest.mark.parametrize("behind", ["conditionalFormatting", "dataValidations"])
def test_what_stands_behind_the_cells_says_nothing_of_them(behind: str) -> None:
    more = f"<{behind}><rule><f>1</f><formula1>2</formula1></rule></{behind}>"
    merged = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    sheet = f"<sheetData>{row}</sheetData>{merged}{more}"
    xml = f'<worksheet xmlns="{SPREADSHEET}">{sheet}</worksheet>'
    (found,) = read_sheets(
        packed_parts({**parts_of(workbook("")), FIRST: xml.encode()}), FILE, spread=True
    )
    assert found.rows == {1: {1: Cell(1)}, 2: {1: Cell(1, merged=True), 2: Cell(2)}}


def test_what_stands_behind_the_cells_has_to_be_whole() -> None:
    xml = f'<worksheet xmlns="{SPREADSHEET}"><sheetData/><dataValidations><a></dataValidations>'
    with pytest.raises(UnreadableError):
        read_sheets(packed_parts({**parts_of(workbook("")), FIRST: xml.encode()}), FILE)
