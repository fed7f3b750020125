"""How a call ends that cannot go on: one line a problem on standard error, and the exit code."""

import platform
from collections.abc import Iterator
from unicodedata import category

import click

import zicha
from zicha.commands.printing import show_aside
from zicha.commands.spoken import SuperfluousArguments, UnknownCommand
from zicha.errors import EngineError, ExitCode, InputError, Problem, ZichaError
from zicha.language.nearest import closest
from zicha.model.text import Lang
from zicha.words import joined, problem_line, say

WRITTEN = "--output"
"""What people who know other programs write for ``-o``, or the beginning of it."""
SHORT = len("--o")


def printable(line: str) -> str:
    """Return a line that moves nothing on a screen, whatever it quotes.

    Signs that cannot be seen are shown by their numbers.
    """
    unseen = ("C", "Zl", "Zp")
    return "".join(
        sign.encode("unicode_escape").decode() if category(sign).startswith(unseen) else sign
        for sign in line
    )


def complain(line: str) -> None:
    """Write one line to standard error, if anything can be written there."""
    show_aside(f"{printable(line)}\n")


def show_problems(problems: tuple[Problem, ...], lang: Lang) -> None:
    """Write problems, one line each."""
    for problem in problems:
        complain(problem_line(problem, lang))


def call_message(error: click.ClickException, lang: Lang) -> str:
    """Return what is wrong with a call, in the reader's language."""
    match error:
        case UnknownCommand():
            if error.is_later:
                return say(lang, "call.later", name=error.name)
            return said_near("call.no_command", error.name, error.near, lang)
        case click.NoSuchOption():
            return unknown_option(error, lang)
        case SuperfluousArguments():
            return say(lang, "call.superfluous", arguments=" ".join(error.arguments))
        case click.MissingParameter():
            return missing(error, lang)
        case click.BadParameter():
            return bad_value(error, lang)
        case click.BadOptionUsage():
            return say(lang, "call.bad_option", name=error.option_name)
        case _:
            return error.format_message()


def said_near(key: str, name: str, near: str, lang: Lang) -> str:
    """Return that there is no such word, with the one that may have been meant."""
    text = say(lang, key, name=name)
    return text + say(lang, "call.near", near=near) if near else text


def unknown_option(error: click.NoSuchOption, lang: Lang) -> str:
    """Return that there is no such option, with the command that has it, or the one meant."""
    name = error.option_name
    others = [] if error.ctx is None else [*commands_with(name, error.ctx)]
    if others:
        said = say(lang, "call.no_option", name=name)
        return said + say(lang, "call.of_other", others=joined(others, lang))
    if len(name) > SHORT and WRITTEN.startswith(name):
        return said_near("call.no_option", name, "-o", lang)
    words = {each.lstrip("-"): each for each in error.possibilities or ()}
    near = closest(name.lstrip("-"), words)
    return said_near("call.no_option", name, words.get(near or "", ""), lang)


def commands_with(name: str, context: click.Context) -> Iterator[str]:
    """Yield the names of the commands that have an option."""
    root = context.find_root().command
    if not isinstance(root, click.Group):
        return
    for word in root.list_commands(context):
        command = root.get_command(context, word)
        if command is not None and any(name in each.opts for each in command.params):
            yield word


def missing(error: click.MissingParameter, lang: Lang) -> str:
    """Return what is missing, by the name that the help has for it."""
    if isinstance(error.param, click.Option):
        return say(lang, "call.missing_option", name=error.param.opts[0])
    name = error.param.human_readable_name if error.param else ""
    return say(lang, "call.missing", name=name)


def bad_value(error: click.BadParameter, lang: Lang) -> str:
    """Return what is wrong with the value of an option."""
    name = error.param.opts[0] if error.param else ""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return say(lang, "call.bad_choice", name=name, choices=" ".join(map(str, kind.choices)))
    return say(lang, "call.bad_value", name=name)


def ending(error: BaseException, lang: Lang) -> ExitCode:
    """Say why the call ends, and return its exit code."""
    match error:
        case click.exceptions.Exit():
            return (
                ExitCode(error.exit_code) if error.exit_code in set(ExitCode) else ExitCode.INTERNAL
            )
        case click.ClickException():
            where = (
                error.ctx.command_path
                if isinstance(error, click.UsageError) and error.ctx
                else "zicha"
            )
            complain(say(lang, "call.error", message=call_message(error, lang), command=where))
            return ExitCode.BAD_INPUT
        case KeyboardInterrupt():
            # The terminal's own ^C stands on the line before.
            show_aside("\n")
            complain(say(lang, "call.stopped"))
            return ExitCode.INTERNAL
        case InputError():
            show_problems(error.problems, lang)
            return ExitCode.BAD_INPUT
        case ModuleNotFoundError() if error.name and not error.name.startswith("zicha"):
            complain(say(lang, "call.no_library", name=error.name.partition(".")[0]))
            return ExitCode.BAD_INPUT
        case EngineError():
            complain(say(lang, "call.engine", why=str(error)))
            return ExitCode.INTERNAL
        case ZichaError():
            complain(say(lang, "call.error", message=str(error), command="zicha"))
            return error.exit_code
        case _:
            return internal(error, lang)


def internal(error: BaseException, lang: Lang) -> ExitCode:
    """Say that the program itself failed, with what is needed to report it."""
    complain(
        say(
            lang,
            "call.internal",
            why=f"{type(error).__name__}: {error}",
            version=zicha.__version__,
            python=platform.python_version(),
            system=platform.system(),
        )
    )
    return ExitCode.INTERNAL
