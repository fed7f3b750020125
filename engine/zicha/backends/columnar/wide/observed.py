"""What was seen of units of a wide table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Observed:
    """A table of `unit`, `fact`, `seen` (open on the day, added up or not), and its facts."""

    table: str
    facts: tuple[str, ...]
