"""What a program reads goes to standard output, whole or as far as it is wanted.

Everything else goes to standard error, and whether it arrives there changes nothing.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TextIO

import click

from zicha.errors import InputError, Place, problem

OUTPUT = Place("stdout")
A_CHUNK = 1000
"""Unit: pieces."""


def show(text: str | Iterable[str]) -> None:
    """Write a text to standard output; where its reader has gone away, the rest is not wanted.

    A long text may come in pieces.

    Raises:
        InputError: it cannot be written, because a disk is full for example.
    """
    try:
        for piece in (text,) if isinstance(text, str) else chunks(text):
            click.echo(piece, nl=False)
    except BrokenPipeError:
        let_go(sys.stdout)
    except OSError as error:
        let_go(sys.stdout)
        why = error.strerror or error
        raise InputError([problem("not-shown", OUTPUT, why=why)]) from error


def chunks(pieces: Iterable[str]) -> Iterator[str]:
    """Yield many short pieces as few long ones: each that is written is waited for."""
    left = iter(pieces)
    while some := [*islice(left, A_CHUNK)]:
        yield "".join(some)


def show_aside(text: str) -> None:
    """Write a text to standard error; what cannot be written there is nobody's to read."""
    try:
        click.echo(text, nl=False, err=True)
    except OSError:
        let_go(sys.stderr)


def let_go(stream: TextIO) -> None:
    """Let nothing more reach a stream: what is left would fail again at the very end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
