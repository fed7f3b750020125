"""``zicha check``: judge units, show gaps, write reports."""

from pathlib import Path
from typing import cast

import click

from zicha.assessment.assess import Assessment, Subject, assess, is_clean
from zicha.assessment.disagreement import disagreement
from zicha.assessment.engines import ENGINES, DisagreementError, choose
from zicha.assessment.gather import Asked, gather
from zicha.assessment.report import report
from zicha.commands.failing import show_problems
from zicha.commands.printing import show
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import EngineError, ExitCode, InputError, Place, Problem, problem
from zicha.language.asof import rules_on
from zicha.model.edition import Edition
from zicha.model.report import Report
from zicha.reports.markdown import report_markdown
from zicha.reports.plain import json_text, report_plain
from zicha.reports.rows import report_csv
from zicha.reports.write import FORMATS, PLANNED, write_json, write_report

FORMAT_NAMES = ("table", "json", "markdown", "csv")


def output_problems(
    outputs: tuple[str, ...], template: str | None, *, several: bool
) -> list[Problem]:
    """Return what is wrong with the files that a call wants written, before anything is judged."""
    found = []
    if template is not None:
        found.append(problem("not-built", Place("--template"), what="--template"))
    for name in outputs:
        path, place = Path(name), Place(f"-o {name}")
        if path.suffix.lower() in PLANNED:
            found.append(
                problem("format-not-built", place, suffix=path.suffix, known=" ".join(FORMATS))
            )
        elif path.suffix.lower() not in FORMATS:
            found.append(
                problem(
                    "unknown-format", place, suffix=path.suffix or name, known=" ".join(FORMATS)
                )
            )
        if several and "{id}" not in name:
            found.append(problem("output-without-id", place))
        if not path.parent.is_dir():
            found.append(problem("no-folder", place, folder=str(path.parent)))
    return found


def shown(reports: tuple[Report, ...], form: str) -> str:
    """Return reports as they are printed."""
    if form == "json":
        plain = [report_plain(report) for report in reports]
        return json_text(plain[0] if len(plain) == 1 else [*plain])
    if form == "csv":
        return report_csv(reports)
    if form == "markdown":
        return "\n".join(report_markdown(report) for report in reports)
    from zicha.reports.table import report_table  # noqa: PLC0415 - only a screen needs it

    return "\n".join(report_table(report) for report in reports)


def write_all(reports: tuple[Report, ...], outputs: tuple[str, ...]) -> None:
    """Write every report to every file asked for.

    Raises:
        InputError: a file cannot be written.
    """
    for name in outputs:
        for each in reports:
            path = Path(name.replace("{id}", each.unit.id))
            try:
                write_report(each, path)
            except OSError as error:
                raise InputError(
                    [problem("not-written", Place(f"-o {path}"), why=error.strerror or error)]
                ) from error


def judged(edition: Edition, subject: Subject, engine: str) -> Assessment:
    """Return a unit judged by the engines chosen.

    Raises:
        EngineError: an engine failed; two that disagree leave a file that shows it again.
    """
    try:
        return assess(edition, choose(rules_on(edition, subject.on), engine), subject)
    except DisagreementError as error:
        path = Path(f"disagreement-{subject.unit.id}.json")
        write_json(disagreement(error, edition, subject), path)
        message = f"{path}: {error}"
        raise EngineError(message) from error


@click.command(cls=Command, help="help.check")
@click.argument("units", metavar="UNIT...", nargs=-1, required=True)
@option("--context", "contexts", metavar="UNIT", multiple=True, help="help.context")
@option("--edition", metavar="ID|DIR", help="help.edition")
@option("--on", metavar="DATE", help="help.on")
@option("--engine", type=click.Choice((*ENGINES, "spark")), default="auto", help="help.engine")
@option("--set", "settings", metavar="FACT=VALUE", multiple=True, help="help.set")
@option("--names", metavar="FILE", help="help.names")
@option("--format", "form", type=click.Choice(FORMAT_NAMES), default="table", help="help.format")
@option("-o", "outputs", metavar="FILE", multiple=True, help="help.output")
@option("--template", metavar="FILE.docx", help="help.template")
@lang_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    units: tuple[str, ...],
    contexts: tuple[str, ...],
    edition: str | None,
    on: str | None,
    engine: str,
    settings: tuple[str, ...],
    names: str | None,
    form: str,
    outputs: tuple[str, ...],
    template: str | None,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Judge units and show what was found."""
    problems = output_problems(outputs, template, several=len(units) > 1)
    if engine in ("columnar", "spark"):
        problems.append(problem("engine-not-built", Place("--engine"), engine=engine))
    if problems:
        raise InputError(problems)
    loaded = load_edition(edition)
    gathered = gather(Asked(units, contexts, settings, on, names), loaded)
    language = lang_in(context)
    show_problems(gathered.notes, language)
    assessments = [judged(loaded, subject, engine) for subject in gathered.subjects]
    reports = tuple(report(assessment, language, gathered.names) for assessment in assessments)
    write_all(reports, outputs)
    show(shown(reports, form))
    clean = all(is_clean(assessment) for assessment in assessments)
    return cast("int", ExitCode.DONE if clean else ExitCode.FOUND)
