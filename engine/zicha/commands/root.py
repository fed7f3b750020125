"""The program ``zicha``: its commands, and how anything that stops them ends."""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

import click
from click.shell_completion import shell_complete

import zicha
from zicha.commands.failing import ending
from zicha.commands.printing import show, show_aside
from zicha.commands.spoken import Group, Option, lang_of
from zicha.model.text import Lang

MODULES = {
    "form": "zicha.commands.form",
    "check": "zicha.commands.check",
    "audit": "zicha.commands.audit",
    "explain": "zicha.commands.explain",
    "indicators": "zicha.commands.indicators",
    "facts": "zicha.commands.facts",
    "rules": "zicha.commands.rules",
}
COMPLETION = "_ZICHA_COMPLETE"
"""The variable by which a shell asks what a call may go on with."""


def show_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's form
    """Print the version and end."""
    if value and not context.resilient_parsing:
        show(f"zicha {zicha.__version__}\n")
        context.exit()


VERSION = Option(
    ["--version"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    help="help.version",
    callback=show_version,
)
DEBUG = Option(["--debug"], is_flag=True, expose_value=False, help="help.debug")

root = Group(
    name="zicha",
    modules=MODULES,
    help="help.zicha",
    params=[DEBUG, VERSION],
    no_args_is_help=False,
)


def run(args: Sequence[str]) -> int:
    """Run a call and return its exit code; nothing escapes but ``--debug``'s tracebacks."""
    lang = lang_of(args)
    debug = "--debug" in args
    words = [word for word in args if word != "--debug"] or ["--help"]
    try:
        return called(words, lang)
    except BaseException as error:  # noqa: BLE001 - the one place where everything ends
        if debug and not isinstance(error, click.exceptions.Exit):
            show_aside(traceback.format_exc())
        return int(ending(error, lang))


def called(words: Sequence[str], lang: Lang) -> int:
    """Run a call, or tell a shell how it may go on; return the exit code.

    Click's own ``main`` would end the process where a pipe breaks, with a code of its own.
    """
    if asked := os.environ.get(COMPLETION):
        return shell_complete(root, {"obj": lang}, "zicha", COMPLETION, asked)
    with root.make_context("zicha", [*words], obj=lang) as context:
        return int(root.invoke(context) or 0)


def set_encoding(stream: TextIOWrapper) -> None:
    """Let a stream write the same bytes on every machine.

    A terminal keeps its encoding, so that it can be read; signs that it does not have are shown by
    their number. What goes to a file or another program is UTF-8 with plain line ends.
    """
    encoding = stream.encoding if stream.isatty() else "utf-8"
    stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")


def main() -> None:
    """Run the program.

    Python looks for garbage less often: an edition is large, and none of it is any.
    """
    gc.set_threshold(50_000, 50, 50)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            set_encoding(stream)
    sys.exit(run(sys.argv[1:]))
