"""``zicha facts``: the fact dictionary of an edition."""

import click

from zicha.commands.meant import apart, level_meant, level_option, named_nothing
from zicha.commands.printing import show
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode
from zicha.model.edition import Edition
from zicha.model.facts import Fact
from zicha.reports.listing import fact_page, fact_plain, facts_table
from zicha.reports.plain import json_text


def find_fact(edition: Edition, fact: str) -> Fact:
    """Return the fact of that id.

    Raises:
        InputError: there is none; names the nearest.
    """
    if fact not in edition.facts:
        labels = {each.id: each.label for each in edition.facts.values()}
        raise named_nothing(("no-fact-near", "no-fact"), "ID", {"fact": fact}, labels)
    return edition.facts[fact]


@click.command(cls=Command, help="help.facts")
@click.argument("fact", metavar="[ID]", required=False)
@level_option("--kind", help="help.kind")
@option("--edition", metavar="ID|DIR", help="help.edition")
@option(
    "--format", "form", type=click.Choice(("table", "json")), default="table", help="help.format"
)
@lang_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    fact: str | None,
    kind: str | None,
    edition: str | None,
    form: str,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """List facts."""
    if fact is not None:
        apart("ID", {"--kind": kind is not None})
    loaded, language = load_edition(edition), lang_in(context)
    if fact is not None:
        found = find_fact(loaded, fact)
        text = (
            json_text(fact_plain(found)) if form == "json" else fact_page(loaded, found, language)
        )
        show(text)
        return ExitCode.DONE
    level = level_meant("--kind", kind, loaded)
    listed = tuple(
        f for f in loaded.facts.values() if not f.is_attribute and level in (None, f.level)
    )
    if form == "json":
        show(json_text([fact_plain(f) for f in listed]))
    else:
        show(facts_table(loaded, listed, language))
    return ExitCode.DONE
