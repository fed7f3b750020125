"""What units of wide tables, and those read one by one with them, lack of what is needed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from zicha.audit.missing import Missing
from zicha.audit.register import Register
from zicha.backends.columnar import looking, sql
from zicha.backends.columnar.columns import NumberColumns
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database
from zicha.backends.columnar.needs import Needing
from zicha.backends.columnar.sql import Type
from zicha.backends.columnar.wide.facts import FactTables
from zicha.backends.given import Given
from zicha.model.facts import Level

READ = "units_read"
"""The table of the units that were read one by one."""
Sums = Mapping[Level, tuple[str, sql.Query]]
"""By level the name of a table, and the query of what is to stand in it."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Counts into ``missing``. ``judging``: the database of the results."""

    register: Register
    judging: Database
    compiled: Compiled
    missing: Missing

    def sums(
        self,
        facts: FactTables,
        tables: Mapping[Level, str],
        computed: Collection[str],
        outcomes: Mapping[Level, str],
    ) -> Sums:
        """Return what has to be summed up, over the facts of each level and their outcomes.

        Args:
            facts: What made the facts.
            tables: By level the table or view of them.
            computed: The facts that were computed over the units below.
            outcomes: By level the table of outcomes.
        """
        observed = facts.beside.observed
        # Of a number that was seen in part the requirement may be settled.
        partly = () if observed is None else observed.facts
        needing = Needing(self.compiled)
        found: dict[Level, tuple[str, sql.Query]] = {}
        for level, table in tables.items():
            lacks, needs = facts.lacks[level], needing.of_level(level, partly)
            if lacks.facts and level in outcomes:
                numbers = lacks.numbers(table, outcomes[level], needs, self.numbers_in(computed))
                found[level] = f"lacking_{level}", numbers
        return found

    def numbers_in(self, facts: Collection[str]) -> dict[str, NumberColumns]:
        """Return the columns of some facts that are numbers."""
        found = {fact: self.compiled.encoding.of_fact[fact] for fact in facts}
        return {f: columns for f, columns in found.items() if isinstance(columns, NumberColumns)}

    def count(self, facts: FactTables, sums: Sums) -> None:
        """Count what units of tables lack. ``sums``: those that are kept."""
        for level, (name, _) in sums.items():
            rows = self.judging.rows(sql.everything(sql.table(name)))
            for found in facts.lacks[level].counts(rows):
                self.missing.add_many(*found)

    def count_given(
        self,
        units: Sequence[Given],
        computed: Mapping[str, str],
        outcomes: Mapping[Level, str],
    ) -> None:
        """Count what units read one by one lack.

        Args:
            units: Those units.
            computed: By fact a table of the units of which it was computed.
            outcomes: By level the table of outcomes.
        """
        days = self.register.gathered.population.days
        if not days:
            return
        of_unit: dict[str, set[str]] = {}
        for fact, table in computed.items():
            for unit in looking.units_in(self.register.database, table):
                of_unit.setdefault(unit, set()).add(fact)
        rows = [{"wanted": unit} for unit in days]
        read = self.judging.fill(READ, (("wanted", Type.TEXT),), rows)
        needed = dict(Needing(self.compiled).of_some(self.judging, outcomes, read))
        for each in units:
            if each.unit in days:
                known = of_unit.get(each.unit, set())
                lacking = self.missing.lacking(each.level, each.known, known)
                self.missing.add(each.level, lacking, needed.get(each.unit, set()))
