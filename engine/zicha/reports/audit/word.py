"""The bulletin of an audit as a Word document, in the form of an official document."""

from zicha.model.audit import Audit
from zicha.reports.audit import phrases
from zicha.reports.audit.bulletin import Style, bulletin
from zicha.reports.audit.tables import Table
from zicha.reports.word.paper import Paper
from zicha.reports.word.style import BODY, FIRST, PLAIN, SECOND, SIGNATURE, TITLE
from zicha.reports.word.table import Column

STYLES: dict[Style, str] = {
    "title": TITLE,
    "addressee": PLAIN,
    "first": FIRST,
    "second": SECOND,
    "text": BODY,
    "space": PLAIN,
    "signature": SIGNATURE,
}


def write_table(paper: Paper, table: Table) -> None:
    """Write a table with the shares of its columns."""
    columns = [
        Column(head, field.share, field.centred)
        for head, field in zip(table.heads(paper.lang), table.fields, strict=True)
    ]
    paper.rows(columns, table.rows)


def audit_word(audit: Audit) -> bytes:
    """Return the bulletin as a Word document."""
    paper = Paper(audit.lang)
    for piece in bulletin(audit):
        if isinstance(piece, Table):
            write_table(paper, piece)
        else:
            paper.write(piece.text, STYLES[piece.style])
    return paper.finished(phrases.title(audit), "Zicha", phrases.last_day(audit))
