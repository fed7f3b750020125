"""The bulletin of an audit as Markdown."""

from zicha.model.audit import Audit
from zicha.model.text import Lang
from zicha.reports.audit.bulletin import SPACE, Piece, Style, bulletin
from zicha.reports.audit.tables import Table
from zicha.reports.markdown import table_of
from zicha.reports.phrases import judged

MARKS: dict[Style, str] = {"title": "# ", "first": "## ", "second": "### "}


def table_text(table: Table, lang: Lang) -> str:
    """Return a table."""
    return table_of(table.rows, table.heads(lang))


def piece_text(piece: Piece | Table, lang: Lang) -> str:
    """Return a paragraph or a table."""
    if isinstance(piece, Table):
        return table_text(piece, lang)
    return MARKS.get(piece.style, "") + piece.text


def audit_markdown(audit: Audit) -> str:
    """Return the bulletin as Markdown."""
    pieces = [piece_text(piece, audit.lang) for piece in bulletin(audit) if piece != SPACE]
    pieces += ["---", judged(audit)]
    return "\n\n".join(pieces) + "\n"
