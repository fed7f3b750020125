"""``zicha indicators``: the sub-indicators of an edition."""

from collections.abc import Mapping, Sequence

import click

from zicha.assessment.explain import indicator_page
from zicha.commands.meant import apart, level_meant, level_option, named_nothing
from zicha.commands.printing import show
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode, InputError, Place, problem
from zicha.language import nearest
from zicha.model.edition import Edition, Indicator
from zicha.model.text import Lang, Text
from zicha.reports.coverage import CoverageRow, coverage_plain, coverage_table
from zicha.reports.listing import (
    indicator_plain,
    indicators_table,
    of_kind,
    sources_plain,
    sources_table,
)
from zicha.reports.plain import json_text
from zicha.words.requirement import Speaker


def find_indicator(
    edition: Edition, code: str, others: Mapping[str, Text] | None = None
) -> Indicator:
    """Return the indicator of that code; ``others``: what else could have been meant, by id.

    Raises:
        InputError: there is none; names the nearest.
    """
    labels = {indicator.code: indicator.name for indicator in edition.indicators}
    if within := edition.within(code):
        place = Place("CODE")
        raise InputError(
            [problem("no-indicator-group", place, code=code, within=nearest.listed(within))]
        )
    if code not in labels:
        every = labels | dict(others or {})
        codes = "no-indicator-near", "no-indicator"
        raise named_nothing(codes, "CODE", {"code": code}, every)
    return edition.indicator(code)


def coverage_of(
    edition: Edition, indicators: Sequence[Indicator], named: str | None
) -> list[CoverageRow]:
    """Return what stands behind indicators of the edition that a call has named.

    Raises:
        InputError: a case cannot be read.
    """
    # Only this needs cases and an engine.
    from zicha.authoring.coverage import runs_of  # noqa: PLC0415
    from zicha.authoring.matrix import matrix  # noqa: PLC0415
    from zicha.authoring.run import Engines, load_cases  # noqa: PLC0415
    from zicha.backends.reference.engine import Reference  # noqa: PLC0415
    from zicha.commands.rules import folders_of  # noqa: PLC0415

    cases = load_cases(folders_of(named), edition)
    return matrix(edition, indicators, runs_of(cases, Engines(edition, Reference)))


def listed(edition: Edition, indicators: tuple[Indicator, ...], form: str, lang: Lang) -> str:
    """Return indicators as a list."""
    if form == "json":
        return json_text([indicator_plain(indicator) for indicator in indicators])
    return indicators_table(edition, indicators, lang)


def page(edition: Edition, indicator: Indicator, form: str, lang: Lang) -> str:
    """Return all of one indicator."""
    if form == "json":
        return json_text(indicator_plain(indicator))
    return indicator_page(indicator, Speaker(edition, lang, {}))


@click.command(cls=Command, help="help.indicators")
@click.argument("code", required=False)
@level_option("--kind", help="help.kind")
@option("--coverage", is_flag=True, help="help.coverage")
@option("--sources", is_flag=True, help="help.sources")
@option("--edition", metavar="ID|DIR", help="help.edition")
@option(
    "--format", "form", type=click.Choice(("table", "json")), default="table", help="help.format"
)
@lang_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    code: str | None,
    kind: str | None,
    coverage: bool,  # noqa: FBT001 - click's form
    sources: bool,  # noqa: FBT001 - click's form
    edition: str | None,
    form: str,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """List indicators."""
    if sources:
        given = {"CODE": code is not None, "--kind": kind is not None, "--coverage": coverage}
        apart("--sources", given)
    if code is not None:
        apart("CODE", {"--kind": kind is not None})
    loaded, language = load_edition(edition), lang_in(context)
    every = loaded.indicators if code is None else (find_indicator(loaded, code),)
    chosen = of_kind(every, level_meant("--kind", kind, loaded))
    if coverage:
        rows = coverage_of(loaded, chosen, edition)
        show(json_text(coverage_plain(rows)) if form == "json" else coverage_table(rows, language))
        return ExitCode.FOUND if any(row.holes for row in rows) else ExitCode.DONE
    if sources:
        plain = form == "json"
        show(json_text(sources_plain(loaded)) if plain else sources_table(loaded, language))
    elif code is not None:
        show(page(loaded, every[0], form, language))
    else:
        show(listed(loaded, chosen, form, language))
    return ExitCode.DONE
