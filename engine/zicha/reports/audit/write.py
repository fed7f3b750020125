"""The formats of an audit, by the suffix of a file."""

from collections.abc import Callable, Iterator

from zicha.model.audit import Audit
from zicha.reports.audit.markdown import audit_markdown
from zicha.reports.audit.plain import audit_plain
from zicha.reports.audit.rows import audit_csv
from zicha.reports.plain import json_lines
from zicha.reports.write import BOM


def audit_json(audit: Audit) -> Iterator[str]:
    """Yield the audit as JSON, piece by piece."""
    yield from json_lines(audit_plain(audit))
    yield "\n"


def json_file(audit: Audit) -> Iterator[bytes]:
    """Yield the audit as a JSON file holds it."""
    for piece in audit_json(audit):
        yield piece.encode()


def markdown_file(audit: Audit) -> bytes:
    """Return the bulletin as a Markdown file holds it."""
    return audit_markdown(audit).encode()


def csv_file(audit: Audit) -> bytes:
    """Return the ranking as a CSV file holds it."""
    return (BOM + audit_csv(audit)).encode()


# The libraries of the formats below are loaded by whoever asks for one.


def html_file(audit: Audit) -> bytes:
    """Return the audit as one page."""
    from zicha.reports.audit.html import audit_html  # noqa: PLC0415

    return audit_html(audit).encode()


def excel_file(audit: Audit) -> bytes:
    """Return the audit as an Excel workbook."""
    from zicha.reports.audit.workbook import audit_workbook  # noqa: PLC0415

    return audit_workbook(audit)


def word_file(audit: Audit) -> bytes:
    """Return the bulletin as a Word document."""
    from zicha.reports.audit.word import audit_word  # noqa: PLC0415

    return audit_word(audit)


LISTED = 3000
"""Units of a level that a page lists, the first and the last, where there are more."""
IN_WORKBOOK = 30_000
"""The same of a workbook: with more it would be too large to be opened at an office."""
FORMATS: dict[str, Callable[[Audit], bytes | Iterator[bytes]]] = {
    ".docx": word_file,
    ".xlsx": excel_file,
    ".html": html_file,
    ".json": json_file,
    ".md": markdown_file,
    ".csv": csv_file,
}
