"""The gaps of all units together: how many hold each, in how many lists it is, whose work it is."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from zicha.backends.columnar.analysis import gaps, loads
from zicha.backends.columnar.analysis.beside import Beside, beside
from zicha.backends.columnar.analysis.export import OfLevel
from zicha.backends.columnar.analysis.gaps import Gap
from zicha.backends.columnar.analysis.loads import Work, by_body
from zicha.backends.columnar.analysis.rows import row_of, whole
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.placed import PLACED
from zicha.backends.columnar.units import Judged
from zicha.model.facts import Level
from zicha.model.results import GapCount, Load, commonest_first, loads_of


class CommonGaps:
    """Counts the gaps of one audit.

    A gap is that of the unit whose facts it is about: of one that is judged, or of one that is not
    and stands above one that is.
    """

    def __init__(
        self,
        database: Database,
        judged: Judged,
        by_level: Sequence[OfLevel],
        chains: str,
        has_aside: bool,  # noqa: FBT001 - the analysis alone makes it
    ) -> None:
        """Keep where the results are.

        Args:
            database: That of the tables.
            judged: The results.
            by_level: Of each level the table of outcomes, and the gaps that there may be.
            chains: The table of what stands above units, by the keys of their outcomes.
            has_aside: Whether any unit sets an indicator aside.
        """
        self.database = database
        self.judged = judged
        self.by_level = by_level
        self.chains = chains
        self.has_aside = has_aside

    @cached_property
    def found(self) -> list[tuple[Gap, GapCount]]:
        """Return every gap that some unit has, the commonest first."""
        found = [each for of_level in self.by_level for each in self.found_of(of_level)]
        return sorted(found, key=lambda each: commonest_first(each[1]))

    def found_of(self, of_level: OfLevel) -> Iterator[tuple[Gap, GapCount]]:
        """Yield the gaps that units of a level have."""
        level, _, own = of_level
        work, others = self.work[level], self.beside[level]
        of = whole(work.every["of"]) + len(others.units)
        for gap in own:
            holders, lists = (
                whole(work.every.get(f"{name}/{gap.name}", 0))
                - whole(work.aside.get(f"{name}/{gap.name}", 0))
                for name in ("holders", "lists")
            )
            if level is Level.COMMUNITY:
                lists = holders
            if lists:
                holders += len(others.holders.get(gap.name, ()))
                yield gap, GapCount(gap.kind, holders, of, lists)

    @cached_property
    def beside(self) -> dict[Level, Beside]:
        """Return of each level the units that are not judged and stand above one that is."""
        return {
            level: beside(self.database, self.chains, level, outcomes, own)
            for level, outcomes, own in self.by_level
        }

    @cached_property
    def work(self) -> dict[Level, Work]:
        """Count what there is to close at each level."""
        with self.database.at_once() as calls:
            found = {each[0]: calls.submit(self.work_of, each) for each in self.by_level}
        return {level: work.result() for level, work in found.items()}

    def work_of(self, of_level: OfLevel) -> Work:
        """Count what there is to close at a level."""
        level, table, own = of_level
        bodies = by_body(own)
        every = row_of(self.database, gaps.numbers(own, bodies, table, self.chains, level))
        if not (self.has_aside and own):
            return Work(every)
        aside = row_of(self.database, gaps.set_aside(own, table, self.chains, level))
        # Every gap is somebody's.
        with_waivers = row_of(self.database, loads.with_waivers(bodies, table, PLACED))
        return Work(every, aside, with_waivers)

    def loads(self, body_of: Callable[[Gap], str]) -> list[Load]:
        """Return what bodies have to close. ``body_of``: the column of the body of a gap."""
        of_body: dict[str, list[GapCount]] = {}
        others: dict[str, set[str]] = {}
        for gap, count in self.found:
            of_body.setdefault(body_of(gap), []).append(count)
            holders = self.beside[gap.item.item.level].holders.get(gap.name, ())
            others.setdefault(body_of(gap), set()).update(holders)
        return loads_of(
            {loads.name(body): found for body, found in of_body.items()},
            {loads.name(b): self.units_with_work[b] + len(others[b]) for b in of_body},
        )

    @cached_property
    def units_with_work(self) -> Counter[str]:
        """Count the judged units for which each body has something to close."""
        units: Counter[str] = Counter()
        for level, _, own in self.by_level:
            for row in (self.work[level].every, self.work[level].with_waivers):
                units.update({body: whole(row.get(body, 0)) for body in by_body(own)})
        return units
