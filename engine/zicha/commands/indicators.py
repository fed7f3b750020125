"""``zicha indicators``: the sub-indicators of an edition."""

import click

from zicha.assessment.explain import indicator_page
from zicha.commands.printing import show
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode, InputError, Place, problem
from zicha.language.nearest import nearest
from zicha.model.edition import Edition, Indicator
from zicha.model.facts import LEVELS, Level
from zicha.reports.listing import indicator_plain, indicators_table, of_kind, sources_table
from zicha.reports.plain import json_text
from zicha.words.requirement import Speaker


def find_indicator(edition: Edition, code: str) -> Indicator:
    """Return the indicator of that code.

    Raises:
        InputError: there is none; names the nearest.
    """
    codes = [indicator.code for indicator in edition.indicators]
    if code not in codes:
        near = nearest(code, codes) or codes[0]
        raise InputError([problem("no-indicator", Place("CODE"), code=code, nearest=near)])
    return edition.indicator(code)


@click.command(cls=Command, help="help.indicators")
@click.argument("code", required=False)
@option("--kind", type=click.Choice([level.value for level in LEVELS]), help="help.kind")
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
    if coverage:
        raise InputError([problem("not-built", Place("--coverage"), what="--coverage")])
    loaded, language = load_edition(edition), lang_in(context)
    if sources:
        show(sources_table(loaded, language))
        return ExitCode.DONE
    if code is not None:
        found = find_indicator(loaded, code)
        text = (
            json_text(indicator_plain(found))
            if form == "json"
            else indicator_page(found, Speaker(loaded, language, {}))
        )
        show(text)
        return ExitCode.DONE
    listed = of_kind(loaded.indicators, None if kind is None else Level(kind))
    if form == "json":
        show(json_text([indicator_plain(i) for i in listed]))
    else:
        show(indicators_table(loaded, listed, language))
    return ExitCode.DONE
