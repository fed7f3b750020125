"""``zicha rules lint``: everything wrong or doubtful in an edition."""

import click

from zicha.authoring.lint.check import lint
from zicha.commands.printing import show
from zicha.commands.rules import edition_of
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.place import edition_folders
from zicha.errors import ExitCode, InputError, Problem, Severity
from zicha.reports.findings import Findings, findings_json, findings_sarif, findings_text

TEXT = "text"
FORMATS = {TEXT: findings_text, "json": findings_json, "sarif": findings_sarif}


@click.command(cls=Command, help="help.rules_lint")
@click.argument("folder", metavar="[DIR]", required=False)
@option("--edition", metavar="ID|DIR", help="help.edition")
@option("--format", "form", type=click.Choice(tuple(FORMATS)), default=TEXT, help="help.format")
@lang_option()
@click.pass_context
def command(
    context: click.Context,
    folder: str | None,
    edition: str | None,
    form: str,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Check an edition; hints alone are no finding."""
    folders = edition_folders(edition_of(folder, edition, context))
    if isinstance(folders, Problem):
        if form == TEXT:
            raise InputError([folders])
        # Whoever reads findings as data has to find this one there, too.
        show(FORMATS[form](Findings([folders], [], lang_in(context))))
        return ExitCode.BAD_INPUT
    problems, ignored = lint(folders)
    show(FORMATS[form](Findings(problems, ignored, lang_in(context))))
    found = any(each.severity is not Severity.HINT for each in problems)
    return ExitCode.FOUND if found else ExitCode.DONE
