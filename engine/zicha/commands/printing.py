"""What a program reads goes to standard output, whole or as far as it is wanted."""

import os
import sys

import click


def show(text: str) -> None:
    """Write a text to standard output; where its reader has gone away, the rest is not wanted."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        let_go()


def let_go() -> None:
    """Let nothing more reach standard output: what is left would fail again at the very end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
