"""Writes reports to files: whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from zicha.model.report import Proofs, Report
from zicha.reports.markdown import report_markdown
from zicha.reports.plain import json_text, plain, report_plain
from zicha.reports.rows import report_csv

BOM = "\ufeff"
"""Excel takes a CSV file for UTF-8 only where it begins with this mark."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file is made from.

    ``proofs`` are asked for by the one format that shows them; ``template``: an office's own Word
    template.
    """

    report: Report
    proofs: Callable[[], Proofs]
    template: Path | None = None


def json_file(content: Content) -> bytes:
    """Return the report as a JSON file holds it."""
    return json_text(report_plain(content.report)).encode()


def markdown_file(content: Content) -> bytes:
    """Return the report as a Markdown file holds it."""
    return report_markdown(content.report).encode()


def csv_file(content: Content) -> bytes:
    """Return the gaps as a CSV file holds them."""
    return (BOM + report_csv((content.report,))).encode()


# The libraries of the formats below are loaded by whoever asks for one: a check that prints to
# the screen does not wait for them.


def html_file(content: Content) -> bytes:
    """Return the report as one page."""
    from zicha.reports.html import report_html  # noqa: PLC0415

    return report_html(content.report, content.proofs()).encode()


def excel_file(content: Content) -> bytes:
    """Return the report as an Excel workbook."""
    from zicha.reports.workbook import report_workbook  # noqa: PLC0415

    return report_workbook(content.report)


def word_file(content: Content) -> bytes:
    """Return the report as a Word document, in this program's form or the office's own.

    Raises:
        InputError: the template cannot be used.
    """
    if content.template is not None:
        from zicha.reports.word.template import filled  # noqa: PLC0415

        return filled(content.template, content.report)
    from zicha.reports.word.document import report_word  # noqa: PLC0415

    return report_word(content.report)


FORMATS: dict[str, Callable[[Content], bytes]] = {
    ".html": html_file,
    ".docx": word_file,
    ".xlsx": excel_file,
    ".json": json_file,
    ".md": markdown_file,
    ".csv": csv_file,
}


def write_json(value: object, path: Path) -> None:
    """Write plain values as a JSON file.

    Raises:
        OSError: the file cannot be written.
    """
    write_whole(path, json_text(plain(value)))


def write_whole(path: Path, content: bytes | str | Iterable[bytes]) -> None:
    """Write a file so that it appears whole or not at all; a long one may come in pieces.

    Raises:
        OSError: the folder is missing or may not be written.
    """
    # A name of its own: with that of the file it might be longer than a name can be.
    temporary = path.with_name(f".{uuid4().hex}")
    try:
        with temporary.open("wb") as file:
            file.writelines(pieces(content))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def pieces(content: bytes | str | Iterable[bytes]) -> Iterable[bytes]:
    """Return the content of a file in pieces."""
    if isinstance(content, str):
        return (content.encode(),)
    return (content,) if isinstance(content, bytes) else content


def write_report(content: Content, path: Path) -> None:
    """Write a report in the format that the suffix of ``path`` names.

    Raises:
        InputError: the template cannot be used.
        KeyError: there is no such format.
        OSError: the file cannot be written.
    """
    write_whole(path, FORMATS[path.suffix.lower()](content))
