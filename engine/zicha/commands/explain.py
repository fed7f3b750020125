"""``zicha explain``: what an indicator or a conclusion asks, and what a unit comes to by it."""

import click

from zicha.assessment.concluded import concluded_page
from zicha.assessment.concluding import conclusion_page
from zicha.assessment.explain import indicator_page
from zicha.assessment.gather import Asked, Gathered, gather
from zicha.assessment.proof import proof_page
from zicha.commands.failing import show_problems
from zicha.commands.indicators import find_indicator
from zicha.commands.printing import show
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode, InputError, Place, problem
from zicha.model.conclusions import Conclusion
from zicha.model.edition import Indicator
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


def page(subject: Indicator | Conclusion, gathered: Gathered | None, speaker: Speaker) -> str:
    """Return all of an indicator or a conclusion, and of a unit, where one is given."""
    if isinstance(subject, Conclusion):
        if gathered is None:
            return conclusion_page(subject, speaker)
        return concluded_page(subject, gathered, speaker)
    return (
        indicator_page(subject, speaker)
        if gathered is None
        else proof_page(subject, gathered, speaker)
    )


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
    """Explain an indicator or a conclusion."""
    loaded, language = load_edition(edition), lang_in(context)
    conclusions = {each.id: each for each in loaded.conclusions}
    subject = conclusions.get(code) or find_indicator(
        loaded, code, {key: each.label for key, each in conclusions.items()}
    )
    asked = Asked(() if unit is None else (unit,), contexts, settings, on, names)
    if unit is None:
        raise_without_unit(asked)
    gathered = gather(asked, loaded)
    show_problems(gathered.notes, language)
    speaker = Speaker(loaded, language, gathered.names)
    show(page(subject, gathered if unit else None, speaker))
    return ExitCode.DONE
