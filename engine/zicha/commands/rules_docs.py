"""``zicha rules docs``: the handbook of an edition."""

from pathlib import Path
from typing import cast

import click

from zicha.authoring.handbook.book import handbook_files
from zicha.commands.folder import write_folder
from zicha.commands.spoken import Command, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode
from zicha.model.text import LANGUAGES, Lang

FOLDER = "docs/indicators"


@click.command(cls=Command, help="help.rules_docs")
@option("-o", "folder", metavar="FOLDER", default=FOLDER, help="help.docs_output")
@option("--edition", metavar="ID|DIR", help="help.edition")
@option("--lang", type=click.Choice(LANGUAGES), default=None, help="help.docs_lang")
def command(folder: str, edition: str | None, lang: str | None) -> int:
    """Write the handbook."""
    languages = LANGUAGES if lang is None else (cast("Lang", lang),)
    write_folder(Path(folder), handbook_files(load_edition(edition), languages))
    return ExitCode.DONE
