"""``zicha check``: judge units, show gaps, write reports."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

import click

from zicha.assessment.assess import Assessment, Subject, assess, is_clean
from zicha.assessment.disagreement import disagreement
from zicha.assessment.gather import Asked, gather
from zicha.assessment.ledger import followed, ledger_notes
from zicha.assessment.proofs import proofs
from zicha.assessment.report import report
from zicha.backends.engines import ENGINES, Chosen, DisagreementError, choose
from zicha.commands.failing import show_problems
from zicha.commands.outputs import (
    ledger_problems,
    output_problems,
    overwriting,
    template_problems,
    write_all,
)
from zicha.commands.printing import show
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import EngineError, ExitCode, InputError, Severity
from zicha.language.asof import rules_on
from zicha.model.edition import Edition
from zicha.model.report import Report
from zicha.model.text import Lang
from zicha.reports.markdown import report_markdown
from zicha.reports.plain import json_text, report_plain
from zicha.reports.rows import report_csv
from zicha.reports.write import Content, write_json
from zicha.units.sources.ledger import read_ledgers
from zicha.words import say

FORMAT_NAMES = ("table", "json", "markdown", "csv")


def shown(reports: Sequence[Report], form: str, *, several: bool) -> str:
    """Return reports as they are printed."""
    if form == "json":
        plain = [report_plain(report) for report in reports]
        return json_text([*plain] if several else plain[0])
    if form == "csv":
        return report_csv(tuple(reports))
    if form == "markdown":
        return "\n".join(report_markdown(report) for report in reports)
    from zicha.reports.table import report_table  # noqa: PLC0415 - only a screen needs it

    return "\n".join(report_table(report) for report in reports)


def disagreed(error: DisagreementError, edition: Edition, subject: Subject, lang: Lang) -> str:
    """Return what is said of two engines that disagree; leaves a file that shows it again."""
    path = Path(f"disagreement-{subject.unit.id}.json")
    said = say(
        lang,
        "call.disagreement",
        first=error.first.engine,
        second=error.second.engine,
        unit=subject.unit.id,
        count=len(error.differences),
    )
    with suppress(OSError):  # where no file can be left, the rest is still to be said
        write_json(disagreement(error, edition, subject), path)
        said += say(lang, "call.kept", file=path)
    return said


def judged(
    edition: Edition, subjects: Sequence[Subject], engine: str, lang: Lang
) -> list[Assessment]:
    """Return the units judged by the engines chosen, which are made once for each day.

    Raises:
        EngineError: an engine failed, or two disagree.
        InputError: the engine does not work here.
    """
    chosen: dict[date, Chosen] = {}
    assessments = []
    for subject in subjects:
        if subject.on not in chosen:
            chosen[subject.on] = choose(rules_on(edition, subject.on), engine)
        try:
            assessments.append(assess(edition, chosen[subject.on], subject))
        except DisagreementError as error:
            raise EngineError(disagreed(error, edition, subject, lang)) from error
    return assessments


@click.command(cls=Command, help="help.check")
@click.argument("units", metavar="UNIT...", nargs=-1, required=True)
@option("--context", "contexts", metavar="UNIT", multiple=True, help="help.context")
@option("--edition", metavar="ID|DIR", help="help.edition")
@option("--on", metavar="DATE", help="help.on")
@option("--engine", type=click.Choice(ENGINES), default="auto", help="help.engine")
@option("--set", "settings", metavar="FACT=VALUE", multiple=True, help="help.set")
@option("--names", metavar="FILE", help="help.names")
@option("--format", "form", type=click.Choice(FORMAT_NAMES), default="table", help="help.format")
@option("-o", "outputs", metavar="FILE", multiple=True, help="help.output")
@option("--template", metavar="FILE.docx", help="help.template")
@option("--ledger", "ledgers", metavar="FILE.xlsx", multiple=True, help="help.ledger")
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
    ledgers: tuple[str, ...],
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Judge units and show what was found."""
    several = len(units) > 1
    problems = [
        *output_problems(outputs, several=several),
        *template_problems(template, outputs),
        *ledger_problems(ledgers, outputs),
    ]
    if problems:
        raise InputError(problems)
    loaded, language = load_edition(edition), lang_in(context)
    asked = Asked(units, contexts, settings, on, names)
    gathered = gather(asked, loaded)
    ledger = read_ledgers(ledgers)
    problems += (each for each in ledger.problems if each.severity is Severity.ERROR)
    read = (*asked.files, *ledgers, *(() if template is None else (template,)))
    problems += overwriting(outputs, (s.unit.id for s in gathered.subjects), read)
    if problems:
        raise InputError(problems)
    show_problems(gathered.notes, language)
    assessments = judged(loaded, gathered.subjects, engine, language)
    reports = [report(assessment, language, gathered.names) for assessment in assessments]
    if ledgers:
        reports = [followed(each, ledger.ledger) for each in reports]
        notes = [note for each in reports for note in ledger_notes(each, ledgers[0])]
        show_problems((*ledger.problems, *notes), language)
    form_of_office = None if template is None else Path(template)
    contents = [
        Content(each, partial(proofs, assessment, language), form_of_office)
        for each, assessment in zip(reports, assessments, strict=True)
    ]
    write_all(contents, outputs)
    show(shown(reports, form, several=several))
    return ExitCode.DONE if all(map(is_clean, assessments)) else ExitCode.FOUND
