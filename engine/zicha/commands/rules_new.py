"""``zicha rules new``: the beginning of a new indicator."""

import click

from zicha.authoring.scaffold.plan import plan
from zicha.commands.folder import write_file
from zicha.commands.printing import show
from zicha.commands.rules import folders_of
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.place import shown
from zicha.errors import ExitCode
from zicha.words import say


@click.command(cls=Command, help="help.rules_new")
@click.argument("code")
@option("--edition", metavar="ID|DIR", help="help.edition")
@lang_option()
@click.pass_context
def command(
    context: click.Context,
    code: str,
    edition: str | None,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Write the beginning of an indicator."""
    language = lang_in(context)
    texts = plan(folders_of(edition), code)
    for path, text in texts.items():
        write_file(path, text)
    lines = [say(language, "new.written", file=shown(path)) for path in texts]
    show("\n".join([*lines, say(language, "new.next")]) + "\n")
    return ExitCode.DONE
