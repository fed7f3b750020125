"""``zicha rules``: what rule authors run."""

import click

from zicha.commands.spoken import Group, SuperfluousArguments
from zicha.editions.place import EditionFolders, edition_folders
from zicha.errors import InputError, Problem

MODULES = {
    "lint": "zicha.commands.rules_lint",
    "test": "zicha.commands.rules_cases",
    "mutate": "zicha.commands.rules_mutate",
    "new": "zicha.commands.rules_new",
    "schema": "zicha.commands.rules_schema",
    "docs": "zicha.commands.rules_docs",
    "sql": "zicha.commands.rules_sql",
}

LATER = ("prove", "diff", "impact", "export", "import")
"""What rule authors will be able to run."""

command = Group(
    name="rules", modules=MODULES, later=LATER, help="help.rules", no_args_is_help=False
)


def edition_of(argument: str | None, option: str | None, context: click.Context) -> str | None:
    """Return the edition that a call names, by its argument or by the option.

    Raises:
        SuperfluousArguments: by both.
    """
    if argument is not None and option is not None:
        raise SuperfluousArguments(["--edition", option], context)
    return argument if option is None else option


def folders_of(name_or_dir: str | None) -> EditionFolders:
    """Return the folders of an edition.

    Raises:
        InputError: there is no such edition.
    """
    folders = edition_folders(name_or_dir)
    if isinstance(folders, Problem):
        raise InputError([folders])
    return folders
