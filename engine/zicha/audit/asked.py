"""What a call of the audit names, as it was typed."""

from dataclasses import dataclass

from zicha.model.facts import Level


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
        return (*self.sources, *self.contexts, *self.observations, *named)
