"""The bulletin of an audit as Markdown."""

from tabulate import tabulate

from zicha.model.audit import Audit
from zicha.model.text import Lang
from zicha.reports.audit.bulletin import SPACE, Piece, Style, bulletin
from zicha.reports.audit.tables import Table
from zicha.reports.markdown import cell
from zicha.reports.phrases import judged

MARKS: dict[Style, str] = {"title": "# ", "first": "## ", "second": "### "}


def table_text(table: Table, lang: Lang) -> str:
    """Return a table."""
    rows = [[cell(text) for text in row] for row in table.rows]
    return tabulate(rows, headers=table.heads(lang), tablefmt="github", disable_numparse=True)


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
