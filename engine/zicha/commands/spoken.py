"""Click in the reader's language: help texts are keys of the message catalogue."""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

import click

from zicha.commands.printing import show
from zicha.language.nearest import nearest
from zicha.model.text import LANGUAGES, Lang
from zicha.words import say

DEFAULT: Lang = "zh"
Function = Callable[..., Any]
Decorator = Callable[[Function], Function]


def lang_of(args: Sequence[str]) -> Lang:
    """Return the language that a call asks for: ``--lang``, else ``ZICHA_LANG``, else Chinese."""
    asked = os.environ.get("ZICHA_LANG", DEFAULT)
    for word, following in pairwise([*args, ""]):
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return "en" if asked == "en" else DEFAULT


def lang_in(context: click.Context) -> Lang:
    """Return the language of a running call."""
    found = context.find_root().obj
    return found if found in LANGUAGES else DEFAULT


class Option(click.Option):
    """An option whose help is a key of the message catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help in the reader's language."""
        record = super().get_help_record(ctx)
        if record is None or self.help is None:
            return record
        return record[0], say(lang_in(ctx), self.help)


class UnknownCommand(click.UsageError):
    """There is no command of that name."""

    def __init__(self, name: str, near: str, ctx: click.Context, *, is_later: bool) -> None:
        """Keep the name that was called, and the nearest that there is.

        ``is_later``: it is not built yet.
        """
        super().__init__(name, ctx)
        self.name, self.near, self.is_later = name, near, is_later


class SuperfluousArguments(click.UsageError):
    """There are more arguments than the command takes."""

    def __init__(self, arguments: Sequence[str], ctx: click.Context) -> None:
        """Keep the arguments that are too many."""
        super().__init__(" ".join(arguments), ctx)
        self.arguments = tuple(arguments)


def show_help(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's form
    """Print the help and end."""
    if value and not context.resilient_parsing:
        show(f"{context.get_help()}\n")
        context.exit()


class Call(click.Context):
    """A running call; its help page is measured in columns of the screen."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return a new help page."""
        from zicha.commands.pages import HelpPage  # noqa: PLC0415 - only where help is shown

        return HelpPage(width=self.terminal_width, max_width=self.max_content_width)


class Command(click.Command):
    """A command whose help is a key of the message catalogue."""

    context_class = Call
    allow_extra_args = True  # refused below, in the reader's language

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's form
        """Add ``--help`` with its own words."""
        kwargs["add_help_option"] = False
        super().__init__(*args, **kwargs)
        self.params.append(
            Option(
                ["--help"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                help="help.help",
                callback=show_help,
            )
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of a call. Raises UsageError for what the command does not take."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            # Not every one knows whose help is to be read.
            error.ctx = error.ctx or ctx
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise SuperfluousArguments(rest, ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        lang = lang_in(ctx)
        words = {
            self.options_metavar: say(lang, "help.some_options"),
            getattr(self, "subcommand_metavar", None): say(lang, "help.some_command"),
        }
        pieces = [words.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say(lang, "help.usage"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(lang_in(ctx), str(self.help)).strip())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section(say(lang_in(ctx), "help.options")):
                formatter.write_dl(records)


@click.pass_context
def help_without_command(context: click.Context) -> None:
    """Show the help where no command is called."""
    if context.invoked_subcommand is None:
        show(f"{context.get_help()}\n")


class Group(Command, click.Group):
    """Several commands: the module of each is read only when it is called."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - click's form
        modules: dict[str, str],
        later: Sequence[str] = (),
        **kwargs: Any,  # noqa: ANN401 - click's form
    ) -> None:
        """Keep where each command is written, and which are not built yet: ``later``."""
        kwargs |= {"callback": help_without_command, "invoke_without_command": True}
        super().__init__(*args, **kwargs)
        lang = click.Choice(LANGUAGES)
        self.params.insert(0, Option(["--lang"], type=lang, expose_value=False, help="help.lang"))
        self.modules, self.later = modules, later

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's form
        """Return the names of the commands in their order."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's form
        """Return a command, reading its module."""
        if cmd_name not in self.modules:
            return None
        command: click.Command = import_module(self.modules[cmd_name]).command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands; a command's line is there without reading its module."""
        super().format_options(ctx, formatter)
        lang = lang_in(ctx)
        with formatter.section(say(lang, "help.commands")):
            formatter.write_dl([(name, say(lang, f"help.short.{name}")) for name in self.modules])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called. Raises UsageError for one that is not there."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            near = nearest(name, self.modules)
            raise UnknownCommand(name, near, ctx, is_later=name in self.later)
        return name, command, args[1:]


def option(*declarations: str, **attributes: Any) -> Decorator:  # noqa: ANN401 - click's form
    """Declare an option whose help is a key."""
    return click.option(*declarations, cls=Option, **attributes)


def lang_option() -> Decorator:
    """Declare ``--lang``, which every command has."""
    return option("--lang", type=click.Choice(LANGUAGES), default=None, help="help.lang")
