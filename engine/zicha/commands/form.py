"""``zicha form``: an Excel form to fill in, empty or with what is known."""

from dataclasses import replace
from pathlib import Path

import click

from zicha.assessment.forms import FormCall, form_calls
from zicha.commands.failing import show_problems
from zicha.commands.folder import file_name, unwritten
from zicha.commands.meant import level_meant, level_option
from zicha.commands.outputs import edited, overwriting, place_of
from zicha.commands.printing import show
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.documents.paths import is_file, is_folder
from zicha.editions.load import load_edition
from zicha.errors import ExitCode, InputError, Problem, problem
from zicha.reports.form.asked import FormFor
from zicha.reports.form.draw import form_workbook

SUFFIX = ".xlsx"


def output_problems(call: FormCall, output: str) -> list[Problem]:
    """Return what is wrong with the file or folder that a call wants written."""
    if call.register is not None:
        no_folder = is_file(output) or Path(output).suffix.lower() == SUFFIX
        return [problem("form-not-a-folder", place_of(output))] if no_folder else []
    if Path(output).suffix.lower() != SUFFIX:
        suffix = Path(output).suffix or output
        return [problem("unknown-format", place_of(output), suffix=suffix, known=SUFFIX)]
    folder = Path(output).parent
    if not is_folder(folder):
        return [problem("no-folder", place_of(output), folder=folder)]
    read = [*call.contexts, *([] if call.unit is None else [call.unit])]
    return [*overwriting((output,), ("",), read)]


@click.command(cls=Command, help="help.form")
@click.argument("unit", required=False)
@level_option("--kind", help="help.form_kind")
@option("--units", "register", metavar="FILE", help="help.form_units")
@option("--context", "contexts", metavar="UNIT", multiple=True, help="help.form_context")
@option("--edition", metavar="ID|DIR", help="help.edition")
@option("--on", metavar="DATE", help="help.form_on")
@option("-o", "output", metavar="FILE.xlsx|FOLDER", required=True, help="help.form_output")
@lang_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    unit: str | None,
    kind: str | None,
    register: str | None,
    contexts: tuple[str, ...],
    edition: str | None,
    on: str | None,
    output: str,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Write forms, and print their files."""
    call = FormCall(unit, None, contexts, on, register)
    problems = output_problems(call, output)
    if problems:
        raise InputError(problems)
    language, loaded = lang_in(context), load_edition(edition)
    call = replace(call, kind=level_meant("--kind", kind, loaded))
    forms, notes = form_calls(call, loaded, language)
    show_problems(notes, language)
    paths = [path_of(each, output, is_folder=register is not None) for each in forms]
    filled_in = [found for path in paths for found in edited(path)]
    if filled_in:
        raise InputError(filled_in)
    for each, path in zip(forms, paths, strict=True):
        failed = unwritten(path, form_workbook(each))
        problems += failed
        if not failed:
            show(f"{path}\n")
    if problems:
        raise InputError(problems)
    return ExitCode.DONE


def path_of(form: FormFor, output: str, *, is_folder: bool) -> Path:
    """Return the file of a form: of several in a folder it is named after the unit."""
    if is_folder and form.unit is not None:
        return Path(output) / f"{file_name(form.unit.id)}{SUFFIX}"
    return Path(output)
