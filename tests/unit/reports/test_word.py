"""The Word document: read back as XML, and compared with the report."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from support.reported import HUAIBEI, Reported, reported
from zicha.reports.phrases import source
from zicha.reports.word.document import report_word
from zicha.words.sources import cited

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Table = list[list[str]]


def part(data: bytes, name: str) -> ET.Element:
    """Return a part of the package as a tree."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return ET.fromstring(package.read(name))  # noqa: S314 - written by this program


def text(element: ET.Element) -> str:
    """Return the text of an element, a line break as one."""
    found = [each for each in element.iter() if each.tag in {f"{W}t", f"{W}br"}]
    return "".join("\n" if each.tag == f"{W}br" else each.text or "" for each in found)


def tables(document: ET.Element) -> list[Table]:
    """Return every table as the texts of its rows."""
    return [
        [[text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in document.iter(f"{W}tbl")
    ]


def headed(document: ET.Element, *heads: str) -> Table:
    """Return the rows of all tables whose heads begin so."""
    found = [t for t in tables(document) if t[0][: len(heads)] == list(heads)]
    return [row for table in found for row in table[1:]]


def paragraphs(document: ET.Element) -> list[str]:
    """Return the texts of the paragraphs outside tables."""
    (body,) = document
    return [text(each) for each in body if each.tag == f"{W}p"]


@pytest.fixture
def data(given: Reported) -> bytes:
    return report_word(given.report)


@pytest.fixture
def document(data: bytes) -> ET.Element:
    return part(data, "word/document.xml")


def test_the_sections_stand_in_the_order_of_the_fields_reports() -> None:
    lines = paragraphs(part(report_word(reported(HUAIBEI).report), "word/document.xml"))
    wanted = [
        "xx社区（淮北）创建全国文明城市自查报告",
        "一、基本情况",
        "二、自查情况",
        "三、存在问题",
        "四、整改措施及时限",
        "五、需进一步核实的事项",
        "附件1",
        "附件2",
        "附件3",
        "附件4",
    ]
    assert [line for line in lines if line in wanted] == wanted


def test_every_gap_is_there_once_with_its_source(given: Reported, document: ET.Element) -> None:
    lang = given.report.lang
    heads = ("序", "指标", "问题") if lang == "zh" else ("No", "Code", "Problem")
    rows = headed(document, *heads)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    word = "依据" if lang == "zh" else "Source"
    assert sorted(pairs, key=lambda pair: int(pair[0][0])) == [
        (
            [
                str(number),
                gap.indicator,
                gap.label,
                gap.required_text,
                gap.actual_text,
                gap.shortfall_text,
            ],
            ["", f"{word} {source(gap.source, lang)}"],
        )
        for number, gap in enumerate(given.report.gaps, 1)
    ]


def test_gaps_stand_by_who_can_mend_them() -> None:
    lines = paragraphs(part(report_word(reported(HUAIBEI).report), "word/document.xml"))
    groups = ["（一）社区可自行整改（2个）", "（二）需街道解决（1个）", "（三）需区级解决（1个）"]
    assert [line for line in lines if line in groups] == groups


def test_every_measure_has_who_and_by_when() -> None:
    document = part(report_word(reported(HUAIBEI).report), "word/document.xml")
    rows = [[row[1], row[3], row[4]] for row in headed(document, "序", "问题", "整改措施")]
    assert rows == [
        ["社区办公服务用房面积", "区民政局", "2011年\n12月27日"],
        ["小区内脏乱差处数", "社区居委会", "2011年\n7月3日"],
        ["小区清扫保洁及时到位", "社区居委会", "2011年\n7月3日"],
        ["小区道路硬化平整", "街道办事处", "2011年\n7月30日"],
    ]


def test_all_that_is_to_be_verified_is_there(given: Reported, document: ET.Element) -> None:
    heads = ("序", "事项") if given.report.lang == "zh" else ("No", "Fact")
    rows = [row[:3] for row in headed(document, *heads)]
    entries = enumerate(given.report.to_verify, 1)
    assert rows == [[str(number), entry.label, entry.hint] for number, entry in entries]


def test_every_indicator_is_in_the_annex(given: Reported, document: ET.Element) -> None:
    heads = ("指标", "名称") if given.report.lang == "zh" else ("Code", "Name")
    rows = [row[:2] for row in headed(document, *heads)]
    assert rows == [[each.code, each.name] for each in given.report.indicators]


def test_every_source_is_in_the_annex(given: Reported, document: ET.Element) -> None:
    head = "出处" if given.report.lang == "zh" else "Work"
    rows = headed(document, head)
    for indicator in given.report.indicators:
        for item in indicator.items:
            shown = item.source
            work = [shown.work, shown.edition_label, shown.confidence_label]
            assert any(
                row[:3] == work and cited(shown.cite, given.report.lang) in row[3] for row in rows
            )


def test_how_far_the_edition_can_be_trusted_is_said_at_the_beginning_and_the_end(
    given: Reported, document: ET.Element
) -> None:
    said = [
        at for at, line in enumerate(paragraphs(document)) if given.report.edition_warning in line
    ]
    assert len(said) == 2
    whole = "\n".join(paragraphs(document))
    assert given.report.edition_digest in whole
    assert given.report.facts_digest in whole


def test_what_a_person_wrote_is_never_taken_for_xml(hostile: Reported) -> None:
    lines = paragraphs(part(report_word(hostile.report), "word/document.xml"))
    assert lines[0] == "=<script>alert(1)</script>&社区\n创建全国文明城市自查报告"


def test_a_title_of_more_than_a_line_has_the_name_in_a_line_of_its_own() -> None:
    made = reported(HUAIBEI).report
    titles = []
    for name in ("槐花园社区居委会", "槐花园社区居委会（示例）"):  # with the rest 20 and 24 signs
        named = replace(made, unit=replace(made.unit, name=name))
        titles.append(paragraphs(part(report_word(named), "word/document.xml"))[0])
    assert titles == [
        "槐花园社区居委会创建全国文明城市自查报告",
        "槐花园社区居委会（示例）\n创建全国文明城市自查报告",
    ]


def test_every_conclusion_and_waiver_ends_as_a_sentence() -> None:
    lines = paragraphs(part(report_word(reported(HUAIBEI).report), "word/document.xml"))
    begin, end = lines.index("（四）结论与豁免"), lines.index("三、存在问题")
    said = lines[begin + 1 : end]
    assert said
    assert [line for line in said if not line.endswith("。")] == []


def test_every_table_repeats_its_head_and_splits_no_row(document: ET.Element) -> None:
    for table in document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [r for r in rows if r.find(f"{W}trPr/{W}cantSplit") is None] == []
        heads = [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows]
        assert heads == [True] + [False] * (len(rows) - 1)


def test_the_page_is_that_of_an_official_document(document: ET.Element) -> None:
    (section,) = document.iter(f"{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    sides = {"w": 210, "h": 297}
    assert {s: round(int(size.get(f"{W}{s}", "0")) * 25.4 / 1440) for s in sides} == sides
    wanted = {"top": 37, "bottom": 35, "left": 28, "right": 26}
    assert {s: round(int(margins.get(f"{W}{s}", "0")) * 25.4 / 1440) for s in wanted} == wanted


def named_fonts(styles: ET.Element) -> Iterator[tuple[str | None, str | None]]:
    """Yield the name of every style with its Chinese font."""
    for style in styles.iter(f"{W}style"):
        name, fonts = style.find(f"{W}name"), style.find(f"{W}rPr/{W}rFonts")
        if name is not None and fonts is not None:
            yield name.get(f"{W}val"), fonts.get(f"{W}eastAsia")


def test_the_fonts_are_those_of_an_official_document_with_others_to_fall_back_on() -> None:
    data = report_word(reported(HUAIBEI).report)
    fonts = dict(named_fonts(part(data, "word/styles.xml")))
    used = [fonts[name] for name in ("Title", "heading 1", "heading 2", "Body Text")]
    assert used == ["方正小标宋简体", "黑体", "楷体", "仿宋"]
    known = {
        font.get(f"{W}name"): font.find(f"{W}altName") is not None
        for font in part(data, "word/fontTable.xml")
    }
    assert {name: known.get(name) for name in used} == dict.fromkeys(used, True)


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    data = report_word(reported(HUAIBEI).report)
    settings = part(data, "word/settings.xml")
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    sides = set()
    for name in ("word/footer1.xml", "word/footer2.xml"):
        footer = part(data, name)
        assert [f.get(f"{W}instr") for f in footer.iter(f"{W}fldSimple")] == [" PAGE "]
        sides |= {each.get(f"{W}val") for each in footer.iter(f"{W}jc")}
    assert sides == {"left", "right"}


def test_the_same_report_gives_the_same_bytes(given: Reported, data: bytes) -> None:
    assert report_word(given.report) == data


def test_what_leads_to_a_table_stays_on_its_page(document: ET.Element) -> None:
    (body,) = document
    leading = [above for above, each in pairwise(body) if each.tag == f"{W}tbl"]
    assert leading
    kept = [above.find(f"{W}pPr/{W}keepNext") is not None for above in leading]
    assert kept == [above.tag == f"{W}p" for above in leading]


def test_digests_are_not_drawn_apart() -> None:
    document = part(report_word(reported(HUAIBEI).report), "word/document.xml")
    (body,) = document
    (style,) = [
        each.find(f"{W}pPr/{W}pStyle")
        for each in body
        if each.tag == f"{W}p" and text(each).startswith("判定引擎：")
    ]
    assert style is not None
    assert style.get(f"{W}val") != "BodyText"


def test_every_style_that_is_spoken_of_is_there_and_few_others(
    data: bytes, document: ET.Element
) -> None:
    styles = part(data, "word/styles.xml")
    there = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    referring = [f"{W}{tag}" for tag in ("basedOn", "next", "link", "pStyle")]
    spoken_of = {
        each.get(f"{W}val")
        for tree in (styles, document)
        for each in tree.iter()
        if each.tag in referring
    }
    assert spoken_of <= there
    assert len(there) < 30


def test_a_document_has_no_part_that_it_does_not_need(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        related = b"".join(package.read(name) for name in names if name.endswith(".rels")).decode()
    assert not [n for n in names if re.search(r"stylesWith|numbering|customXml|thumbnail", n)]
    for name in names:
        if not name.endswith(".rels") and name != "[Content_Types].xml":
            assert name.rpartition("/")[2] in related
