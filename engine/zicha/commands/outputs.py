"""The files that a call wants written: whether they can be, before anything is judged."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from zicha.commands.folder import file_name
from zicha.documents.paths import is_file, is_folder, real
from zicha.errors import InputError, Place, Problem, problem
from zicha.reports.edited import why_kept
from zicha.reports.write import FORMATS, Content, write_report

WORD = ".docx"
WORKBOOK = ".xlsx"
UNIT_ID = "{id}"
"""Stands in the name of a file for the id of the unit."""


def place_of(output: str | Path) -> Place:
    """Return where the name of an output stands: in the call."""
    return Place(f"-o {output}")


def form_problems(output: str) -> Iterator[Problem]:
    """Yield what is wrong with the format that the name of an output asks for."""
    suffix, known = Path(output).suffix, " ".join(FORMATS)
    if suffix.lower() not in FORMATS:
        yield problem("unknown-format", place_of(output), suffix=suffix or output, known=known)


def output_problems(outputs: Sequence[str], *, several: bool) -> Iterator[Problem]:
    """Yield what is wrong with the outputs of a call for one unit or several."""
    for output in sorted({each for each in outputs if outputs.count(each) > 1}):
        yield problem("output-twice", place_of(output), file=output)
    for output in dict.fromkeys(outputs):
        yield from form_problems(output)
        if several and UNIT_ID not in output:
            yield problem("output-without-id", place_of(output))
        folder = Path(output).parent
        if not is_folder(folder):
            yield problem("no-folder", place_of(output), folder=folder)


def template_problems(template: str | None, outputs: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with an office's template before it is read."""
    if template is None:
        return
    place = Place(template)
    if not is_file(template):
        yield problem("template-missing", place)
    elif Path(template).suffix.lower() != WORD:
        yield problem("template-not-word", place)
    if not any(Path(output).suffix.lower() == WORD for output in outputs):
        yield problem("template-unused", place)


def ledger_problems(ledgers: Sequence[str], outputs: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with ledgers that are to go on, before they are read."""
    for ledger in ledgers:
        if not is_file(ledger):
            yield problem("source-missing", Place(ledger))
    if ledgers and not any(Path(output).suffix.lower() == WORKBOOK for output in outputs):
        yield problem("ledger-unused", Place(f"--ledger {ledgers[0]}"))


def path_for(output: str, unit: str) -> Path:
    """Return the file of one unit."""
    return Path(output.replace(UNIT_ID, file_name(unit)))


def overwriting(
    outputs: Sequence[str], units: Iterable[str], inputs: Sequence[str]
) -> Iterator[Problem]:
    """Yield a problem for each output that would take the place of what must not be lost.

    That is a file that the call reads, or one of this program's that somebody has worked in.
    """
    read = {real(name) for name in inputs}
    for unit in units:
        for output in outputs:
            path = path_for(output, unit)
            if real(path) in read:
                yield problem("output-is-input", place_of(output), file=path)
            else:
                yield from edited(path)


def edited(path: Path) -> Iterator[Problem]:
    """Yield a problem where somebody has, or may have, worked in the file that is to be written."""
    code = why_kept(path)
    if code is not None:
        yield problem(code, place_of(path))


def write_all(contents: Sequence[Content], outputs: Sequence[str]) -> None:
    """Write every report to every file asked for; where one cannot be written, the others are.

    Raises:
        InputError: a file cannot be written, or a template not be used.
    """
    problems: list[Problem] = []
    for output in outputs:
        for content in contents:
            path = path_for(output, content.report.unit.id)
            try:
                write_report(content, path)
            except OSError as error:
                why = error.strerror or error
                problems.append(problem("not-written", place_of(path), why=why))
    if problems:
        raise InputError(problems)
