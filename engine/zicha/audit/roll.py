"""All that one audit found out, whether its units were read one by one or stand in a table."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from zicha.audit.analysis import Analysis
from zicha.audit.asked import Asked
from zicha.audit.compose import Names
from zicha.audit.gather import Gathered
from zicha.audit.judging import Judging
from zicha.audit.missing import Missing
from zicha.audit.population import Candidate
from zicha.audit.suspicions import suspicions
from zicha.documents.document import Plain, digest
from zicha.errors import Problem
from zicha.model.audit import Suspicion
from zicha.units.sources.entry import Entry, Source
from zicha.words.requirement import Speaker


class Roll(Protocol):
    """The units of one audit, judged."""

    @property
    def analysis(self) -> Analysis:
        """Return what there is to be said of all of them."""

    @property
    def engine(self) -> str:
        """Return the name of the engine that judged."""

    @property
    def dates(self) -> tuple[date, ...]:
        """Return the days on which units were judged, in order."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with what was given."""

    @property
    def left_out(self) -> int:
        """Return how many units could not be judged."""

    @property
    def missing(self) -> Missing:
        """Return which facts the units do not know."""

    @property
    def facts_digest(self) -> str:
        """Return the SHA-256 over all that was given of the units."""

    def given(self) -> Iterable[str]:
        """Return the ids of all units that have sent something."""

    @property
    def beside(self) -> Collection[str]:
        """Return the ids of units that are there as contexts only."""

    def names(self, ids: Iterable[str]) -> Names:
        """Return name and parent of those of some units that are given."""

    def candidates(self, ids: Sequence[str]) -> Iterator[Candidate]:
        """Yield some judged units in their order, with what is known of each."""

    def suspicions(self, speaker: Speaker) -> tuple[Suspicion, ...]:
        """Return which answers are worth a second look."""


def digests_of(entries: Iterable[Entry]) -> dict[str, Plain]:
    """Return by id the digest of what is said of each unit; of one given several times, of all."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        if entry.bare is not None:
            found.setdefault(entry.bare.id, set()).add(entry.digest)
    return {unit: " ".join(sorted(digests)) for unit, digests in found.items()}


class ReadRoll:
    """Units that were read one by one."""

    def __init__(
        self, asked: Asked, sources: Iterable[Source], gathered: Gathered, judging: Judging
    ) -> None:
        """Keep what was read, and judge it.

        Raises:
            EngineError: an engine failed, or two disagree.
            InputError: the engine does not work here.
        """
        self.asked = asked
        self.sources = tuple(sources)
        self.gathered = gathered
        self.judging = judging
        self.analysis = judging.analysis()
        self.engine = judging.name
        self.missing = judging.missing
        self.dates = tuple(sorted(set(gathered.population.days.values())))
        self.problems = gathered.problems
        self.left_out = gathered.refused

    @property
    def facts_digest(self) -> str:
        """Return the SHA-256 over all that was given of the units."""
        units = digests_of(entry for source in self.sources for entry in source.entries)
        contexts = digests_of(self.gathered.contexts)
        lists: list[Plain] = [
            f"{unit.id} {unit.observations} {unit.waivers}"
            for _, unit in sorted(self.gathered.population.units.items())
            if unit.observations or unit.waivers
        ]
        settings: list[Plain] = [*sorted(self.asked.settings)]
        return digest({"units": units, "contexts": contexts, "lists": lists, "settings": settings})

    def given(self) -> Iterable[str]:
        """Return the ids of all units that have sent something."""
        return self.gathered.given()

    @property
    def beside(self) -> Collection[str]:
        """Return the ids of units that are there as contexts only."""
        return self.gathered.beside

    def names(self, ids: Iterable[str]) -> Names:
        """Return name and parent of those of some units that are given."""
        units = self.gathered.population.units
        return {each: (units[each].name, units[each].parent) for each in ids if each in units}

    def candidates(self, ids: Sequence[str]) -> Iterator[Candidate]:
        """Yield some judged units in their order, with what is known of each."""
        population = self.gathered.population
        return (population.candidate(population.units[unit]) for unit in ids)

    def suspicions(self, speaker: Speaker) -> tuple[Suspicion, ...]:
        """Return which answers are worth a second look."""
        hints = {unit: [*found.values()] for unit, found in self.judging.hints.items()}
        return suspicions(self.gathered.population, hints, speaker)
