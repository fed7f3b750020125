"""A Word document in the making, in the form of an official document."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph

from zicha.model.text import Lang
from zicha.reports.word.packing import repacked
from zicha.reports.word.style import BODY, font_table, set_page, set_styles
from zicha.reports.word.table import Column, Grid, add_table, printable

FONTS = "word/fontTable.xml"
UNUSED = ("/stylesWithEffects", "/numbering", "/customXml", "/thumbnail")
"""Parts that the library begins with, and that nothing here refers to; one of them has 440 kB."""


@cache
def blank(lang: Lang) -> bytes:
    """Return an empty document in its form: its styles take longer than the text of a notice."""
    document = docx.Document()
    set_page(document)
    set_styles(document, lang)
    for relations in (document.part.rels, document.part.package.rels):
        for name, relation in [*relations.items()]:
            if relation.reltype.endswith(UNUSED):
                del relations[name]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class Paper:
    """The document in the making."""

    def __init__(self, lang: Lang) -> None:
        """Begin an empty document in its form."""
        self.lang = lang
        self.document: Document = docx.Document(io.BytesIO(blank(lang)))
        self.above: Paragraph | None = None

    def write(self, text: str, style: str = BODY) -> None:
        """Add a paragraph."""
        self.above = self.document.add_paragraph(printable(text), style)

    def rows(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Add a table."""
        self.add(Grid(columns, rows))

    def add(self, grid: Grid) -> None:
        """Add a table of another form; what leads to it stays on its page."""
        if self.above is not None:
            self.above.paragraph_format.keep_with_next = True
            self.above = None
        add_table(self.document, grid)

    def finished(self, title: str, author: str, day: date) -> bytes:
        """Return the document's bytes; ``day`` stands in it as the day of its making."""
        properties = self.document.core_properties
        properties.title, properties.author = printable(title), printable(author)
        properties.last_modified_by, properties.revision = "Zicha", 1
        properties.comments, properties.keywords = "", ""
        properties.created = properties.modified = datetime.combine(day, time())
        properties.language = "zh-CN" if self.lang == "zh" else "en-GB"
        out = io.BytesIO()
        self.document.save(out)
        return repacked(out.getvalue(), {FONTS: font_table(self.lang)})
