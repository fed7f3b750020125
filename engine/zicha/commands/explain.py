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
from zicha.errors import ExitCode, InputError, Place, problem
from zicha.words.requirement import Speaker


def raise_without_unit(asked: Asked) -> None:
    """Refuse what says something of a unit where none is named.

    Raises:
        InputError: a context, a setting or a day is given.
    """
    given = {"--context": asked.contexts, "--set": asked.settings, "--on": asked.on}
    problems = [
        problem("option-without-unit", Place(option), option=option)
        for option, value in given.items()
        if value
    ]
    if problems:
        raise InputError(problems)


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
    asked = Asked(() if unit is None else (unit,), contexts, settings, on, names)
    if unit is None:
        raise_without_unit(asked)
    gathered = gather(asked, loaded)
    show_problems(gathered.notes, language)
    speaker = Speaker(loaded, language, gathered.names)
    if unit is None:
        show(indicator_page(indicator, speaker))
    else:
        show(proof_page(indicator, gathered, speaker))
    return ExitCode.DONE
