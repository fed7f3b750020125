"""One unit as engines that judge many are given it."""

from dataclasses import dataclass

from zicha.model.facts import Knowledge, Level


@dataclass(frozen=True, slots=True)
class Given:
    """A unit by its id, with the nearest unit above it that is given, and what is known of it.

    ``known`` may hold facts of the units above, too: they stand in the rows of those.
    """

    unit: str
    parent: str | None
    level: Level
    known: Knowledge
    waived: frozenset[str] = frozenset()
