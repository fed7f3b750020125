"""How the document looks: page, fonts and paragraphs of an official document.

Source: GB/T 9704-2012, 5 and 7 (page, text block, fonts, headings, page number).
"""

from typing import NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from zicha.model.text import Lang
from zicha.words import say

PAGE = {"width": 210, "height": 297, "top": 37, "bottom": 35, "left": 28, "right": 26}
"""Unit: mm."""
FOOTER = 26
"""From the lower edge of the paper to the page number, 7 mm below the text. Unit: mm."""
WIDE = {"top": 19, "bottom": 21, "left": 17, "right": 17}
"""The margins of an annex that is a form to work with, not a text. Unit: mm."""
LINE = 28
"""Between lines: 22 lines fill the page. Unit: pt."""
FINE_LINE = 11.5
"""Between lines of small type. Unit: pt."""
BLACK, RED = RGBColor(0, 0, 0), RGBColor(0xD0, 0, 0)
RULE = (
    f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="8" w:color="{RED}"/>'
    "</w:pBdr>"
)
AFTER_RULE = ("w:spacing", "w:ind", "w:jc")
"""What stands after a border among the properties of a paragraph."""
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
REFERRING = ("w:basedOn", "w:next", "w:link")
"""What a style says of others."""
THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")

TITLE, FIRST, SECOND = "Title", "Heading 1", "Heading 2"
BODY, NOTE, SIGNATURE, ANNEX = "Body Text", "Zicha Note", "Zicha Signature", "Zicha Annex"
LIST, PLAIN = "Zicha List", "Zicha Plain"
LETTERHEAD, RULED = "Zicha Letterhead", "Zicha Ruled"
CELL, HEAD, NUMBER = "Zicha Cell", "Zicha Head", "Footer"
FINE, FINE_HEAD = "Zicha Fine", "Zicha Fine Head"
STRONG = (TITLE, FIRST, SECOND, ANNEX, HEAD, FINE_HEAD, LETTERHEAD)
"""Bold in English, which has no fonts of its own for headings."""


class Look(NamedTuple):
    """How a style looks: its font's name among the words, size and spacing in points.

    ``line`` 0: as high as the text needs. ``indent``: of the first line, in characters.
    ``ruled``: with a red line below, as between the head of an official letter and its text.
    """

    font: str
    size: float
    line: float = LINE
    indent: int = 0
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    together: bool = False
    red: bool = False
    ruled: bool = False


CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
BOTH = WD_ALIGN_PARAGRAPH.JUSTIFY
LOOKS = {
    TITLE: Look("title", 22, 36, align=CENTRE, together=True),
    LETTERHEAD: Look("title", 28, 44, align=CENTRE, together=True, red=True),
    RULED: Look("body", 16, align=CENTRE, together=True, ruled=True),
    FIRST: Look("first", 16, indent=2, together=True),
    SECOND: Look("second", 16, indent=2, together=True),
    BODY: Look("body", 16, indent=2, align=BOTH),
    NOTE: Look("second", 12, align=CENTRE),
    LIST: Look("body", 16, indent=2, together=True),
    PLAIN: Look("body", 16),
    SIGNATURE: Look("body", 16, align=RIGHT, together=True),
    ANNEX: Look("first", 16, together=True),
    CELL: Look("body", 10.5, 0),
    HEAD: Look("first", 10.5, 0, align=CENTRE, together=True),
    FINE: Look("body", 9, FINE_LINE),
    FINE_HEAD: Look("first", 9, FINE_LINE, together=True),
    NUMBER: Look("number", 14, 0),
}


def set_fonts(style: ParagraphStyle, east: str, latin: str) -> None:
    """Give a style its fonts, and take those of the theme out of the way."""
    style.font.name = latin
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    assert fonts is not None
    for theme in THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), east)
    fonts.set(qn("w:cs"), latin)


def set_style(document: Document, name: str, look: Look, lang: Lang) -> None:
    """Give one style its look; one that is not there yet is made."""
    styles = document.styles
    known = {style.name for style in styles}
    style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    set_fonts(style, say(lang, f"font.{look.font}"), say(lang, "font.latin"))
    style.font.size = Pt(look.size)
    style.font.bold = lang == "en" and name in STRONG
    style.font.italic = False
    style.font.color.rgb = RED if look.red else BLACK
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    # Among English words a Chinese name would be drawn apart.
    form.alignment = WD_ALIGN_PARAGRAPH.LEFT if lang == "en" and look.align == BOTH else look.align
    form.keep_with_next = look.together
    form.widow_control = True
    if look.line:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    else:
        form.line_spacing = 1.0
    if look.indent and lang == "zh":
        form.first_line_indent = Pt(look.indent * look.size)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)  # the default title is underlined
    if look.ruled:
        style.element.get_or_add_pPr().insert_element_before(parse_xml(RULE), *AFTER_RULE)


def number_page(footer: _Footer, align: WD_ALIGN_PARAGRAPH) -> None:
    """Put the page number between dashes, as official documents have it."""
    footer.is_linked_to_previous = False
    paragraph: Paragraph = footer.paragraphs[0]
    paragraph.style = NUMBER
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    paragraph.add_run("— ")
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))  # noqa: SLF001 - python-docx has no fields
    paragraph.add_run(" —")


def set_page(document: Document) -> None:
    """Give the document its page: A4, margins, numbers outside on odd and even pages."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE["width"]), Mm(PAGE["height"])
    section.top_margin, section.bottom_margin = Mm(PAGE["top"]), Mm(PAGE["bottom"])
    section.left_margin, section.right_margin = Mm(PAGE["left"]), Mm(PAGE["right"])
    section.footer_distance = Mm(FOOTER)
    document.settings.odd_and_even_pages_header_footer = True
    number_page(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    number_page(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def begin_wide(document: Document) -> None:
    """Begin a page with narrow margins; those that follow have them, too."""
    section = document.add_section()
    section.top_margin, section.bottom_margin = Mm(WIDE["top"]), Mm(WIDE["bottom"])
    section.left_margin, section.right_margin = Mm(WIDE["left"]), Mm(WIDE["right"])
    section.footer_distance = Mm(WIDE["bottom"] - PAGE["bottom"] + FOOTER)


def text_width(document: Document) -> float:
    """Return the width of the text at the end of a document.

    Unit: mm.
    """
    section = document.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return 0.0 if page is None else Length(page - (left or 0) - (right or 0)).mm


def set_language(document: Document, lang: Lang) -> None:
    """Tell the spelling checker and the line breaker which language the text is in.

    Latin letters and digits count as English in a Chinese text, too: else a line may be broken
    within a number.
    """
    tongue = "en-US" if lang == "zh" else "en-GB"
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), tongue)
        element.set(qn("w:eastAsia"), "zh-CN")
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), tongue)
        element.set(qn("w:eastAsia"), "zh-CN")


def set_styles(document: Document, lang: Lang) -> None:
    """Give the document its styles, and take out those that it does not need."""
    for name, look in LOOKS.items():
        set_style(document, name, look, lang)
    keep_styles(document)
    set_language(document, lang)


def keep_styles(document: Document) -> None:
    """Keep the styles that are set here, the defaults, and what these refer to.

    The library begins with 160, of which each paragraph would look for its own, and Word would
    offer them all.
    """
    every = {style.style_id: style.element for style in document.styles}
    wanted = [
        style.style_id
        for style in document.styles
        if style.name in LOOKS or style.element.get(qn("w:default")) == "1"
    ]
    kept: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in every and name not in kept:
            kept.add(name)
            wanted += [
                each.get(qn("w:val")) for tag in REFERRING for each in every[name].iter(qn(tag))
            ]
    for name, element in every.items():
        if name not in kept:
            element.getparent().remove(element)


def font_table(lang: Lang) -> str:
    """Return the table of fonts, with those to take where one is not on the machine."""
    fonts = []
    for role in ("title", "first", "second", "body", "number"):
        name, others = say(lang, f"font.{role}"), say(lang, f"font.{role}_else")
        fonts.append(
            f'<w:font w:name="{name}"><w:altName w:val="{others}"/>'
            '<w:family w:val="auto"/></w:font>'
        )
    unique = "".join(dict.fromkeys(fonts))
    return f"{DECLARATION}\n<w:fonts {nsdecls('w')}>{unique}</w:fonts>"
