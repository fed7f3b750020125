"""``zicha rules test``: the rules' own cases, through every engine."""

from collections.abc import Iterator

import click

from zicha.authoring.coverage import Hole, holes, untried
from zicha.authoring.run import CaseResult, Engines, load_cases, run_cases
from zicha.backends import rete
from zicha.backends.reference.engine import Reference
from zicha.commands.failing import complain
from zicha.commands.printing import show
from zicha.commands.rules import edition_of, folders_of
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode, Problem
from zicha.model.edition import Edition
from zicha.model.text import Lang
from zicha.reports.junit import TestLine, junit_xml
from zicha.words import problem_line, say


def engines_for(edition: Edition) -> list[Engines]:
    """Return every engine that works here."""
    found = [Engines(edition, Reference)]
    if rete.available():
        found.append(Engines(edition, rete.Rete))
    return found


def failure_text(result: CaseResult, lang: Lang) -> str:
    """Return what is not as a case says, one line each, and why the case expects it."""
    lines = [
        say(lang, "cases.difference", what=d.what, expected=d.expected, actual=d.actual)
        for d in result.differences
    ]
    if lines:
        lines.append(say(lang, "cases.why", why=result.case.why))
    return "\n".join(lines)


def test_lines(results: list[CaseResult], lang: Lang) -> list[TestLine]:
    """Return results as lines of a test report."""
    return [
        TestLine(
            suite=result.engine,
            name=f"{result.case.indicator or '-'} {result.case.name}",
            file=result.case.place.file,
            line=result.case.place.line,
            failure=failure_text(result, lang),
        )
        for result in results
    ]


def result_lines(results: list[CaseResult], lang: Lang) -> Iterator[str]:
    """Yield each failure, then how many cases passed in each engine."""
    for result in results:
        if not result.passed:
            yield say(
                lang,
                "cases.failed",
                place=result.case.place,
                indicator=result.case.indicator or "-",
                name=result.case.name,
                engine=result.engine,
            )
            yield "  " + failure_text(result, lang).replace("\n", "\n  ")
    for engine in dict.fromkeys(result.engine for result in results):
        mine = [result for result in results if result.engine == engine]
        passed = sum(result.passed for result in mine)
        failed = len(mine) - passed
        yield say(lang, "cases.sum", engine=engine, passed=passed, failed=failed)


def hole_lines(untried_items: list[Problem], found: list[Hole], lang: Lang) -> Iterator[str]:
    """Yield what no case shows."""
    for each in untried_items:
        yield problem_line(each, lang)
    for hole in found:
        what = say(lang, f"hole.{hole.what}", detail=hole.detail)
        yield say(lang, "hole.line", name=hole.name, what=what)
    yield say(lang, "hole.sum", count=len(untried_items) + len(found))


@click.command(cls=Command, help="help.rules.test")
@click.argument("edition", metavar="[DIR]", required=False)
@option("--edition", "named", metavar="ID|DIR", help="help.edition")
@option("--coverage", is_flag=True, help="help.rules.coverage")
@option(
    "--format", "form", type=click.Choice(("text", "junit")), default="text", help="help.format"
)
@lang_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    edition: str | None,
    named: str | None,
    coverage: bool,  # noqa: FBT001 - click's form
    form: str,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Run the cases of an edition."""
    chosen, language = edition_of(edition, named, context), lang_in(context)
    loaded = load_edition(chosen)
    folders = folders_of(chosen)
    prepared = load_cases(folders, loaded)
    engines = engines_for(loaded)
    results = [result for each in engines for result in run_cases(prepared, each)]
    if form == "junit":
        show(junit_xml(test_lines(results, language)))
    else:
        show("".join(f"{line}\n" for line in result_lines(results, language)))
    missing = untried(folders, loaded) if coverage else []
    found = holes(loaded, prepared, engines[0]) if coverage else []
    if coverage and form == "text":
        show("".join(f"{line}\n" for line in hole_lines(missing, found, language)))
    elif missing or found:
        complain(say(language, "hole.sum", count=len(missing) + len(found)))
    clean = bool(results) and not missing and not found and all(each.passed for each in results)
    if not results:
        complain(say(language, "cases.none"))
    return ExitCode.DONE if clean else ExitCode.FOUND
