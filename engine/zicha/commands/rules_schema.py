"""``zicha rules schema``: JSON Schemas of all files."""

from pathlib import Path

import click

from zicha.authoring.schema import schema_files
from zicha.commands.folder import write_folder
from zicha.commands.spoken import Command, lang_option, option
from zicha.editions.load import load_edition
from zicha.errors import ExitCode

FOLDER = "docs/schema"


@click.command(cls=Command, help="help.rules_schema")
@option("-o", "folder", metavar="FOLDER", default=FOLDER, help="help.schema_output")
@option("--edition", metavar="ID|DIR", help="help.edition")
@lang_option()
def command(
    folder: str,
    edition: str | None,
    lang: str | None,  # noqa: ARG001 - read from the call before
) -> int:
    """Write the schemas."""
    write_folder(Path(folder), schema_files(load_edition(edition)))
    return ExitCode.DONE
