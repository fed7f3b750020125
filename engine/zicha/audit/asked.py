"""What a call of the audit names, as it was typed."""

import re
from dataclasses import dataclass

from zicha.model.facts import Level

SPARK = "spark"
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
"""How the address of a file on other storage begins; a drive of Windows has one letter."""


def is_address(name: str) -> bool:
    """Return whether a file is named by an address (``hdfs://...``), which only Spark knows."""
    return ADDRESS.match(name) is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """Sources and what goes with them. ``by``: the level whose groups stand first."""

    sources: tuple[str, ...]
    edition: str | None = None
    contexts: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    on: str | None = None
    observations: tuple[str, ...] = ()
    waivers: str | None = None
    expected: str | None = None
    previous: str | None = None
    ledgers: tuple[str, ...] = ()
    names: str | None = None
    state: str | None = None
    engine: str = "auto"
    master: str | None = None
    by: Level | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Return the files that are read, and not written."""
        single = (self.waivers, self.expected, self.previous, self.names)
        named = tuple(name for name in single if name is not None)
        return (*self.sources, *self.contexts, *self.observations, *self.ledgers, *named)
