"""What units of wide tables, and those read one by one with them, lack of what is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zicha.audit.missing import Missing
from zicha.audit.register import Register
from zicha.backends.columnar import looking
from zicha.backends.columnar.arrays.database import Arrays
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.needs import Needing, Needs
from zicha.backends.columnar.sql import Type
from zicha.backends.columnar.wide.missing import Asked, missing_counts
from zicha.backends.columnar.wide.observed import Observed
from zicha.backends.given import Given
from zicha.model.facts import Level

READ = "units_read"
"""The table of the units that were read one by one."""


@dataclass(slots=True)
class Lacking:
    """Counts into ``missing``. ``judging``: the database of the results."""

    register: Register
    judging: Database
    compiled: Compiled
    missing: Missing
    needs: Mapping[Level, Needs] = field(default_factory=dict)
    needed: dict[str, set[str]] = field(default_factory=dict)
    """Of units that were read one by one the facts that something depends on."""

    def find_needs(self, outcomes: Mapping[Level, str], observed: Observed | None) -> None:
        """Find which facts something depends on. ``observed``: the list of what inspectors saw."""
        needing = Needing(self.judging, self.compiled, outcomes)
        # Of a number that was seen in part the requirement may be settled.
        self.needs = needing.of_all(() if observed is None else observed.facts)
        days = self.register.gathered.population.days
        if days:
            rows = [{"wanted": unit} for unit in days]
            read = self.judging.fill(READ, (("wanted", Type.TEXT),), rows)
            self.needed = dict(needing.of_some(read))

    def count(
        self, units: Sequence[Given], observed: Observed | None, computed: Mapping[str, str]
    ) -> None:
        """Count what all units lack.

        Args:
            units: Those that were read one by one.
            observed: The list of what inspectors saw.
            computed: By fact a table of the units of which it was computed.
        """
        if isinstance(self.judging, Arrays):
            self.judging.lend_whole(each.table for each in self.needs.values() if each.table)
        for table in (sheet.table for sheet in self.register.sheets):
            for level, needs in self.needs.items():
                asked = Asked(computed, needs)
                for found in missing_counts(table, self.compiled, level, observed, asked):
                    self.missing.add_many(*found)
        self.count_given(units, computed)

    def count_given(self, units: Sequence[Given], computed: Mapping[str, str]) -> None:
        """Count what units read one by one lack. ``computed``: tables of units, by fact."""
        of_unit: dict[str, set[str]] = {}
        for fact, table in computed.items():
            for unit in looking.units_in(self.register.database, table):
                of_unit.setdefault(unit, set()).add(fact)
        for each in units:
            if each.unit in self.register.gathered.population.days:
                known = of_unit.get(each.unit, set())
                lacking = self.missing.lacking(each.level, each.known, known)
                self.missing.add(each.level, lacking, self.needed.get(each.unit, set()))
