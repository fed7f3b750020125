"""How far a long call has come: a bar with rate and remaining time, on a terminal only."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from zicha.model.text import Lang
from zicha.words import say

Step = Callable[[int, int], None]
"""Called with how much is done, and of how much."""


def ignored(_done: int, _total: int) -> None:
    """Show nothing."""


class Progress:
    """The bars of a call, one a stage, on standard error.

    Where standard error is no terminal there are none: a log is no place for them.
    """

    def __init__(self, lang: Lang) -> None:
        """Nothing is under way."""
        self.lang = lang
        self.is_seen = sys.stderr is not None and sys.stderr.isatty()

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Step]:
        """Show how far a stage of ``total`` steps has come, while it is under way."""
        if not self.is_seen or total <= 0:
            yield ignored
            return
        begun = time.monotonic()
        with click.progressbar(
            length=total,
            label=say(self.lang, f"progress.{name}"),
            item_show_func=self.rate,
            bar_template="%(label)s [%(bar)s] %(info)s",
            show_pos=True,
            width=30,
            file=sys.stderr,
        ) as bar:

            def step(done: int, _total: int) -> None:
                seconds = time.monotonic() - begun
                bar.update(done - bar.pos, done / seconds if seconds else None)

            yield step

    def rate(self, each_second: float | None) -> str | None:
        """Return in words how many steps a second takes."""
        if each_second is None:
            return None
        return say(self.lang, "progress.rate", count=f"{each_second:,.0f}")
