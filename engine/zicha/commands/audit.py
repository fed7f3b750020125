"""``zicha audit``: judge many units, rank them, roll them up, write what the office needs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click

from zicha.assessment.names import read_names
from zicha.audit.asked import Asked
from zicha.audit.run import Auditing
from zicha.audit.state import naming_state
from zicha.commands.audit_outputs import FORMAT_NAMES, NOTICES_BY, Outputs, Writer, shown
from zicha.commands.details import Details
from zicha.commands.failing import show_problems
from zicha.commands.meant import level_meant, level_option
from zicha.commands.outputs import ledger_problems
from zicha.commands.printing import show
from zicha.commands.progress import Progress
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode, InputError, Place, Problem, Severity, problem
from zicha.model.facts import LEVELS
from zicha.model.text import Lang

ENGINES = ("auto", "reference", "rete", "columnar", "spark")


def call_problems(asked: Asked, outputs: Outputs) -> list[Problem]:
    """Return what is wrong with a call before anything is read."""
    found = [*outputs.problems(asked.files, remote=asked.engine == "spark")]
    if asked.master is not None and asked.engine != "spark":
        found.append(problem("audit-master-unused", Place(f"--master {asked.master}")))
    found += ledger_problems(asked.ledgers, outputs.files)
    if asked.state is not None and asked.engine == "spark":
        found.append(problem("audit-state-spark", Place(f"--state {asked.state}")))
    return found


@click.command(cls=Command, help="help.audit")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@option("--context", "contexts", metavar="UNIT", multiple=True, help="help.audit_context")
@option("--edition", metavar="ID|DIR", help="help.edition")
@option("--on", metavar="DATE", help="help.audit_on")
@option("--engine", type=click.Choice(ENGINES), default="auto", help="help.audit_engine")
@option("--master", metavar="URL", help="help.master")
@option("--set", "settings", metavar="FACT=VALUE", multiple=True, help="help.audit_set")
@level_option("--by", among=LEVELS[1:], help="help.by")
@option("--previous", metavar="FILE.json", help="help.previous")
@option("--observations", metavar="FILE", multiple=True, help="help.observations")
@option("--waivers", metavar="FILE", help="help.waivers")
@option("--expected", metavar="FILE", help="help.expected")
@option("--state", metavar="FILE", help="help.state")
@option("--names", metavar="FILE", help="help.names")
@option("--format", "form", type=click.Choice(FORMAT_NAMES), default="table", help="help.format")
@option("-o", "outputs_", metavar="FILE", multiple=True, help="help.audit_output")
@option("--verdicts", metavar="FILE.parquet|.csv", help="help.verdicts")
@option("--gaps", metavar="FILE.parquet|.csv", help="help.all_gaps")
@option("--notices", metavar="FOLDER", help="help.notices")
@option("--notices-by", type=click.Choice(NOTICES_BY), default="unit", help="help.notices_by")
@option("--template", metavar="FILE.docx", help="help.audit_template")
@option("--ledger", "ledgers", metavar="FILE.xlsx", multiple=True, help="help.audit_ledger")
@lang_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    sources: tuple[str, ...],
    contexts: tuple[str, ...],
    edition: str | None,
    on: str | None,
    engine: str,
    master: str | None,
    settings: tuple[str, ...],
    by: str | None,
    previous: str | None,
    observations: tuple[str, ...],
    waivers: str | None,
    expected: str | None,
    state: str | None,
    names: str | None,
    form: str,
    outputs_: tuple[str, ...],
    verdicts: str | None,
    gaps: str | None,
    notices: str | None,
    notices_by: str,
    template: str | None,
    ledgers: tuple[str, ...],
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Judge many units and show what was found."""
    asked = Asked(
        sources=sources,
        edition=edition,
        contexts=contexts,
        settings=settings,
        on=on,
        observations=observations,
        waivers=waivers,
        expected=expected,
        previous=previous,
        ledgers=ledgers,
        state=state,
        engine=engine,
        master=master,
    )
    outputs = Outputs(form, outputs_, verdicts, gaps, notices, notices_by, template)
    if problems := call_problems(asked, outputs):
        raise InputError(problems)
    with thawing(), naming_state(asked.state):
        return audited(asked, outputs, names, by, lang_in(context))


@contextmanager
def thawing() -> Iterator[None]:
    """Have what is frozen meanwhile looked through for garbage again, in the end."""
    try:
        yield
    finally:
        gc.unfreeze()


def audited(asked: Asked, outputs: Outputs, names: str | None, by: str | None, lang: Lang) -> int:
    """Audit, write and show; return the exit code. ``by``: the level whose groups stand first.

    Raises:
        EngineError: an engine failed, or two disagree.
        InputError: nothing can be judged, or something not be written.
    """
    edition = load_edition(asked.edition)
    # From here on it is passed over where garbage is looked for.
    gc.freeze()
    asked = replace(asked, by=level_meant("--by", by, edition, LEVELS[1:]))
    own_names, problems = read_names(names, edition)
    if problems:
        raise InputError(problems)
    details = Details(edition, lang, own_names)
    auditing = Auditing(asked, edition, Progress(lang).stage)
    audit = auditing.audit(lang, own_names, outputs.wanted(details))
    try:
        Writer(outputs, auditing, details).write(audit)
    finally:
        show_problems(audit.problems, lang)
    show(shown(audit, outputs.form))
    if any(each.severity is Severity.ERROR for each in auditing.problems):
        return ExitCode.BAD_INPUT
    return ExitCode.DONE if auditing.is_clean else ExitCode.FOUND
