"""``zicha explain``: what an indicator requires, and how a unit's verdict comes about."""

import click

from zicha.assessment.explain import indicator_page
from zicha.assessment.gather import Asked, gather
from zicha.assessment.proof import proof_page
from zicha.commands.failing import show_problems
from zicha.commands.indicators import find_indicator
from zicha.commands.printing import show
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode


@click.command(cls=Command, help="help.explain")
@click.argument("code")
@click.argument("unit", required=False)
@option("--context", "contexts", metavar="UNIT", multiple=True, help="help.context")
@option("--edition", metavar="ID|DIR", help="help.edition")
@option("--on", metavar="DATE", help="help.on")
@option("--set", "settings", metavar="FACT=VALUE", multiple=True, help="help.set")
@option("--names", metavar="FILE", help="help.names")
@lang_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    code: str,
    unit: str | None,
    contexts: tuple[str, ...],
    edition: str | None,
    on: str | None,
    settings: tuple[str, ...],
    names: str | None,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Explain an indicator."""
    loaded, language = load_edition(edition), lang_in(context)
    indicator = find_indicator(loaded, code)
    if unit is None:
        show(indicator_page(loaded, indicator, language))
        return ExitCode.DONE
    gathered = gather(Asked((unit,), contexts, settings, on, names), loaded)
    show_problems(gathered.notes, language)
    page = proof_page(loaded, indicator, gathered, language)
    show(page)
    return ExitCode.DONE
