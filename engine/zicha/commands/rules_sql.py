"""``zicha rules sql``: the edition as a view over a wide table, for another warehouse."""

from collections.abc import Sequence

import click

from zicha.backends.columnar.view.statement import DIALECTS, Names, View, view_of
from zicha.backends.columnar.view.table import definition
from zicha.commands.meant import level_meant, level_option
from zicha.commands.printing import show
from zicha.commands.spoken import Command, lang_in, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode, InputError
from zicha.language.asof import newest_day, rules_on
from zicha.model.edition import Edition
from zicha.model.facts import Level
from zicha.model.text import Lang
from zicha.units.day import asked_day
from zicha.words import say

NAMES = Names()
COMMENT = "-- "


def commented(text: str) -> str:
    """Return a text as lines of a comment."""
    return "".join(f"{COMMENT}{line}".rstrip() + "\n" for line in text.splitlines())


def script(made: View, lang: Lang, **about: str) -> str:
    """Return what is printed of a view: what it reads and gives, and the statements."""
    head = say(lang, "sql.head", scale=made.points_scale, count=len(made.columns), **about)
    return "\n".join([commented(head), *(f"{each};\n" for each in made.statements)])


def levels_of(edition: Edition, asked: Sequence[str]) -> list[Level]:
    """Return the levels that are asked for, without any all; the edition must have them.

    Raises:
        InputError: it lacks one.
    """
    wanted = {level_meant("--level", word, edition) for word in asked}
    return [level for level in edition.levels if not asked or level in wanted]


@click.command(cls=Command, help="help.rules_sql")
@option("--dialect", type=click.Choice(DIALECTS), default=DIALECTS[0], help="help.sql_dialect")
@option("--on", metavar="DATE", help="help.sql_on")
@option("--view", metavar="NAME", default=NAMES.view, help="help.sql_view")
@option("--table", metavar="NAME", default=NAMES.table, help="help.sql_table")
@level_option("--level", "levels", multiple=True, help="help.sql_level")
@option("--columns", "columns_only", is_flag=True, help="help.sql_columns")
@option("--edition", metavar="ID|DIR", help="help.edition")
@lang_option()
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    dialect: str,
    on: str | None,
    view: str,
    table: str,
    levels: tuple[str, ...],
    columns_only: bool,  # noqa: FBT001 - click's form
    edition: str | None,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Print the edition as SQL."""
    day, problems = asked_day(on)
    if problems:
        raise InputError(problems)
    loaded = load_edition(edition)
    rules = rules_on(loaded, day or newest_day(loaded))
    wanted = levels_of(loaded, levels)
    found = view_of(rules, loaded, Names(view, table, dialect), wanted)
    if columns_only:
        show(f"{definition(table, found.columns, dialect)};\n")
        return ExitCode.DONE
    about = {"edition": loaded.id, "day": rules.on.isoformat(), "view": view, "table": table}
    kinds = ", ".join(level.value for level in wanted)
    show(script(found, lang_in(context), dialect=dialect, kinds=kinds, **about))
    return ExitCode.DONE
