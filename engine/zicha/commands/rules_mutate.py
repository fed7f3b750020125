"""``zicha rules mutate``: changes that no case notices."""

import click

from zicha.authoring.mutate import Mutant, mutate
from zicha.commands.failing import complain
from zicha.commands.printing import show
from zicha.commands.rules import edition_of, folders_of
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.errors import ExitCode
from zicha.model.text import Lang
from zicha.reports.plain import Json, json_text
from zicha.words import say


def mutant_line(mutant: Mutant, lang: Lang) -> str:
    """Return a mutant that no case noticed in one line: where, and what was changed to what."""
    return say(lang, "mutant.line", place=mutant.place, name=mutant.name, text=mutant.text)


@click.command(cls=Command, help="help.rules.mutate")
@click.argument("edition", metavar="[DIR]", required=False)
@option("--edition", "named", metavar="ID|DIR", help="help.edition")
@option("--jobs", type=click.IntRange(min=1), help="help.rules.jobs")
@option("--format", "form", type=click.Choice(("text", "json")), default="text", help="help.format")
@lang_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    edition: str | None,
    named: str | None,
    jobs: int | None,
    form: str,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Change the rules one place at a time and show what no case notices."""
    language = lang_in(context)
    mutated = mutate(folders_of(edition_of(edition, named, context)), jobs)
    found = mutated.mutants
    if mutated.failing:
        complain(say(language, "mutant.failing", count=mutated.failing))
    unnoticed = [mutant for mutant in found if mutant.killer is None]
    if form == "json":
        shown: list[Json] = [
            {
                "name": m.name,
                "kind": m.kind,
                "file": m.place.file,
                "line": m.place.line,
                "change": m.text,
                "killer": m.killer,
            }
            for m in found
        ]
        show(json_text(shown))
    else:
        lines = [mutant_line(mutant, language) for mutant in unnoticed]
        noticed = len(found) - len(unnoticed)
        lines.append(say(language, "mutant.sum", noticed=noticed, unnoticed=len(unnoticed)))
        show("".join(f"{line}\n" for line in lines))
    return ExitCode.FOUND if unnoticed or mutated.failing else ExitCode.DONE
