"""An audit of wide tables: their units are judged within the database, without being read here.

Rows that are not written plainly, and whatever else was read one by one, are judged with them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import zicha
from zicha.audit.asked import is_address
from zicha.audit.compose import Names
from zicha.audit.gather import is_parquet
from zicha.audit.lacking import Lacking, Sums
from zicha.audit.listed import Listed
from zicha.audit.missing import Missing
from zicha.audit.population import Candidate
from zicha.audit.register import Register
from zicha.audit.roll import digests_of
from zicha.audit.second_look import Together, second_look
from zicha.audit.statements import columnar_on, judging_on
from zicha.audit.suspicions import contradictions, copied, hinted, perfect
from zicha.backends.columnar import looking
from zicha.backends.columnar.analysis.analyse import SqlAnalysis
from zicha.backends.columnar.arrays.database import Arrays
from zicha.backends.columnar.database import Duck
from zicha.backends.columnar.given import given_tables
from zicha.backends.columnar.kept import Kept, Others
from zicha.backends.columnar.placed import PLACED
from zicha.backends.columnar.run import Run
from zicha.backends.columnar.units import Judged, Units, outcomes_name
from zicha.backends.columnar.wide.facts import Beside, FactTables
from zicha.backends.columnar.wide.members import MEMBERS
from zicha.backends.columnar.wide.shares import (
    Doubt,
    Share,
    Shares,
    computed_share,
    shares_of,
)
from zicha.backends.engines import DisagreementError, differences
from zicha.backends.given import Given
from zicha.backends.reference.engine import Reference
from zicha.documents.document import Plain, digest
from zicha.errors import Problem
from zicha.model.audit import Suspicion
from zicha.model.facts import Level
from zicha.model.hints import HintFound
from zicha.model.numbers import Interval
from zicha.model.unit import Unit
from zicha.units.digest import file_digest
from zicha.units.known import knowledge
from zicha.units.sources.entry import Source
from zicha.units.sources.findings import with_findings
from zicha.words.requirement import Speaker

CHECKED = 10
"""Units that the reference judges, too."""
ONE_READS = 122_880
"""Rows of a table that only one core reads."""
READ_AT_ONCE = 500
"""Units that are read from the tables again at the same time, to be said in full."""


class WideRoll:
    """Units of wide tables, with those that were read one by one, judged together."""

    def __init__(
        self, register: Register, tables: Sequence[str], sources: Sequence[Source], engine: str
    ) -> None:
        """Read the tables of a call, and judge all units.

        Raises:
            EngineError: the evaluation failed, or the reference judges otherwise.
            InputError: nothing can be judged.
        """
        self.register = register
        self.engine = engine
        self.database = register.database
        self.edition = register.edition
        self.hints: dict[str, tuple[HintFound, ...]] = {}
        self.missing = Missing(self.edition)
        self.own_waivers: dict[str, frozenset[str]] = {}
        self.shares: dict[tuple[str, str], Interval | None] = {}
        with TemporaryDirectory() as folder:
            register.open(tables, self.database.folder or folder)
            self.listed = Listed(register)
            register.read(sources)
            if isinstance(self.database, Duck):
                # The rows of Parquet files bear their numbers, those of others do not.
                self.database.expect(
                    looking.number_of_rows(self.database, MEMBERS),
                    in_order=any(not is_parquet(sheet.path) for sheet in register.sheets),
                )
            self.listed.read()
            with self.database.at_once() as calls:
                odd = self.judge_all(calls)
            self.odd = odd.result()

    def judge_all(self, calls: Executor) -> Future[Together]:
        """Judge all units, while the database looks through the tables for what is odd.

        Returns:
            What is odd about the answers of units.
        """
        register = self.register
        # Only one core reads a table of few rows, several read one of many.
        is_small = looking.number_of_rows(self.database, MEMBERS) <= ONE_READS
        odd = calls.submit(self.look_around) if is_small else None
        self.judging = judging_on(self.database)
        self.columnar = columnar_on(self.edition, register.day)
        given = [*self.given_units()]
        waivers = self.listed.waiver_table(self.own_waivers)
        self.observed = self.listed.observed()
        facts = self.fact_tables(given)
        answers = facts.answers({share.counted for share in shares_of(self.edition)})
        kept = self.kept(answers)
        shares = self.make_facts(facts, answers)
        for sheet in register.sheets:
            sheet.table.only = None
        self.note_doubts(shares.doubtful())
        lacking = Lacking(register, self.judging, self.columnar.compiled, self.missing)
        is_whole = kept is None or kept.is_new
        made = {level: outcomes_name(level) for level in self.facts} if is_whole else {}
        sums = lacking.sums(facts, self.facts, self.computed_of, made)
        items = self.judge_items(waivers, sums)
        odd = odd or calls.submit(self.look_around)
        self.judge(items)
        checked = calls.submit(self.check)
        self.judged = self.with_kept(kept, checked)
        if not is_whole:
            sums = self.kept_sums(lacking, facts, answers)
        lacking.count(facts, sums)
        lacking.count_given(given, self.computed_of, self.judged.outcomes)
        if isinstance(self.judging, Arrays):
            self.judging.in_step(PLACED, self.judged.verdicts)
        self.analysis = SqlAnalysis(self.judging, self.columnar.compiled, self.judged)
        self.analysis.prepare()
        return odd

    # --- Facts ----------------------------------------------------------------------------------

    def kept(self, answers: Mapping[Level, str]) -> Kept | None:
        """Open what is kept from one audit to the next, and find what has to be judged.

        ``answers``: tables of what units say for the shares over them.
        """
        path, tables = self.register.asked.state, [s.table for s in self.register.sheets]
        if path is None or not isinstance(self.database, Duck):
            return None
        about = f"{zicha.__version__} {self.edition.digest} {self.register.day}"
        kept = Kept(self.database, Path(path), about)
        seen = None if self.observed is None else self.observed.table
        others = Others(self.texts(), seen, answers)
        needed = kept.look(tables, others, {share.level for share in shares_of(self.edition)})
        for table in tables:
            table.only = needed
        return kept

    def texts(self) -> dict[str, str]:
        """Return of each unit read one by one a text that is another where anything is."""
        entries = [entry for source in self.register.sources for entry in source.entries]
        entries += self.register.gathered.contexts
        digests = digests_of(entries)
        noted = (self.noted(unit) for unit in self.register.units.values())
        # What is said may be the same and not count: of a unit that is left out there is no day.
        return {u.id: f"{digests.get(u.id)} {u.parent} {u.on} {u.observations}" for u in noted}

    def fact_tables(self, units: Sequence[Given]) -> FactTables:
        """Return what makes the facts. ``units``: those that were read one by one."""
        compiled, database = self.columnar.compiled, self.database
        tables = [sheet.table for sheet in self.register.sheets]
        beside = given_tables(database, compiled, units, shares=shares_of(self.edition))
        return FactTables(database, compiled, tables, Beside(beside, self.observed))

    def make_facts(self, facts: FactTables, answers: Mapping[Level, str]) -> Shares:
        """Keep the facts of units as the engine judges them, with the shares of units below."""
        self.facts = facts.keep({share.level for share in shares_of(self.edition)})
        encoding = self.columnar.compiled.encoding
        shares = Shares(self.database, self.edition, encoding, self.facts, answers)
        self.computed_of = shares.compute()
        return shares

    def judge_items(self, waivers: str, sums: Sums) -> Run:
        """Judge the items of all units.

        Args:
            waivers: The table of what they set aside.
            sums: What is kept beside the outcomes.
        """
        aside = waivers if looking.number_of_rows(self.database, waivers) else None
        return self.columnar.judge_items(Units(self.judging, self.facts, aside, sums=sums))

    def kept_sums(self, lacking: Lacking, facts: FactTables, answers: Mapping[Level, str]) -> Sums:
        """Keep what units lack where some of them were judged in the audit before.

        For it the facts of all are made, once more.
        """
        self.make_facts(facts, answers)
        sums = lacking.sums(facts, self.facts, self.computed_of, self.judged.outcomes)
        for name, query in sums.values():
            self.database.keep(name, query)
        return sums

    def judge(self, items: Run) -> None:
        """Judge all units, their items being judged."""
        self.judged = self.of_judged(self.columnar.judge_units(items))

    def look_around(self) -> Together:
        """Return what is odd about the answers of units."""
        duck = self.database if isinstance(self.database, Duck) else None
        with nullcontext() if duck is None else duck.leaving_a_core():
            found = second_look(self.register)
            self.register.note_small()
        return found

    def note_doubts(self, doubts: Iterable[Doubt]) -> None:
        """Note what is odd about the shares of judged units."""
        days, units = self.register.gathered.population.days, self.register.units
        for unit, code, facts in doubts:
            if unit in days or unit not in units:
                self.hints[unit] = (*self.hints.get(unit, ()), HintFound(code, facts=facts))

    def given_units(self) -> Iterator[Given]:
        """Yield the units that were read one by one, with what is known of each."""
        days = self.register.gathered.population.days
        for unit in self.register.units.values():
            noted = self.noted(unit)
            known, hints = knowledge(noted, (), self.edition, self.register.day)
            self.hints[unit.id] = hints
            if unit.id in days:
                self.own_waivers[unit.id] = noted.waived(self.register.day)
            yield Given(unit.id, self.register.above(unit), unit.kind, known)

    def noted(self, unit: Unit) -> Unit:
        """Return a unit with what the lists of the call say of it."""
        seen, waived = self.listed.observations, self.listed.waivers
        return with_findings(unit, seen.get(unit.id, ()), waived.get(unit.id, ()))

    def of_judged(self, found: Judged) -> Judged:
        """Return results without the verdicts on units that are only taken over from."""
        days = self.register.gathered.population.days
        if all(unit in days for unit in self.register.units):
            return found
        table = looking.judged_verdicts(self.judging, found.verdicts)
        return Judged(found.points_scale, found.outcomes, table)

    # --- One unit ---------------------------------------------------------------------------------

    def candidates(self, ids: Sequence[str]) -> Iterator[Candidate]:
        """Yield some judged units in their order, with what is known of each."""
        for first in range(0, len(ids), READ_AT_ONCE):
            yield from self.read_again(ids[first : first + READ_AT_ONCE])

    def read_again(self, ids: Sequence[str]) -> Iterator[Candidate]:
        """Yield some judged units, all of which are read from the tables at once."""
        chains = looking.chains_of(self.database, ids)
        every = {unit for chain in chains.values() for unit in chain} | {*ids}
        units = self.units_of(every)
        aside = looking.waived_by(self.database, ids)
        day = self.register.day
        for unit_id in ids:
            unit = units[unit_id]
            ancestors = tuple(units[upper] for upper in chains[unit_id] if upper in units)
            computed = self.computed((unit, *ancestors))
            known, hints = knowledge(unit, ancestors, self.edition, day, computed)
            waived = aside.get(unit_id, frozenset())
            yield Candidate(unit, ancestors, day, known, hints, waived, computed)

    def units_of(self, ids: Iterable[str]) -> dict[str, Unit]:
        """Return some units as readers one by one have them."""
        found = {
            unit: self.noted(self.register.units[unit])
            for unit in ids
            if unit in self.register.units
        }
        rest = sorted({*ids} - found.keys())
        for sheet in self.register.sheets if rest else ():
            entries = [entry for entry in sheet.units(rest) if entry.unit is not None]
            found |= {e.unit.id: self.noted(e.unit) for e in entries if e.unit is not None}
        return found

    def computed(self, units: Iterable[Unit]) -> dict[str, Interval]:
        """Return the shares of some units that were computed over the units below them."""
        found: dict[str, Interval] = {}
        for share in shares_of(self.edition):
            for unit in units:
                if unit.kind is share.level:
                    value = self.share_of(unit.id, share)
                    if value is not None:
                        found[share.fact.id] = value
        return found

    def share_of(self, unit: str, share: Share) -> Interval | None:
        """Return a share of one unit; None where it was not computed.

        It is looked up once: many units are below one that has it.
        """
        key = unit, share.fact.id
        if key not in self.shares:
            table = self.computed_of.get(share.fact.id)
            found = None if table is None else computed_share(self.database, table, unit)
            self.shares[key] = found
        return self.shares[key]

    def check(self) -> None:
        """Judge some units by the reference, too.

        Raises:
            DisagreementError: it judges one of them otherwise.
        """
        some = looking.some_units(self.judging, self.judged.verdicts, CHECKED)
        candidates = {each.unit.id: each for each in self.candidates(some)}
        above = {upper.id for each in candidates.values() for upper in each.ancestors}
        judged = looking.results_of(self.judging, self.judged, [*candidates, *sorted(above)])
        reference = Reference(self.columnar.rules)
        for unit, found in self.columnar.judgements(self.judging, judged):
            if str(unit) in candidates:
                candidate = candidates[str(unit)]
                plain = self.columnar.as_counted(reference.judge(candidate.known, candidate.waived))
                if differences(plain, found):
                    raise DisagreementError(plain, found)

    def with_kept(self, kept: Kept | None, checked: Future[None]) -> Judged:
        """Return the results with those that are kept from the audit before."""
        if kept is None:
            return self.judged
        checked.result()
        assert isinstance(self.judging, Arrays), "a file is kept of DuckDB only"
        tables = [self.judged.verdicts, *self.judged.outcomes.values()]
        self.judging.lend_whole(tables)
        merged = kept.merged(self.judged)
        if kept.is_new:
            return self.judged
        # From now on all are read from the file.
        self.judging.forget(*tables)
        return merged

    # --- What is said -----------------------------------------------------------------------------

    @property
    def dates(self) -> tuple[date, ...]:
        """Return the day on which units were judged."""
        return (self.register.day,)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with what was given."""
        return (*self.register.problems_in_order(), *self.listed.problems)

    @property
    def left_out(self) -> int:
        """Return how many units could not be judged."""
        return self.register.left_out

    @property
    def facts_digest(self) -> str:
        """Return the SHA-256 over all that was given: of tables over their bytes."""
        asked = self.register.asked
        lists = [*asked.observations, *([] if asked.waivers is None else [asked.waivers])]
        tables = [sheet.path for sheet in self.register.sheets]
        files: list[Plain] = [*sorted(self.digest_of(path) for path in (*tables, *lists))]
        units = digests_of(entry for source in self.register.sources for entry in source.entries)
        contexts = digests_of(self.register.gathered.contexts)
        return digest({"files": files, "units": units, "contexts": contexts})

    def digest_of(self, path: str) -> str:
        """Return the SHA-256 over the bytes of a file, or of an address what stands for them."""
        if not is_address(path):
            return file_digest(path)
        table = next(sheet.table for sheet in self.register.sheets if sheet.path == path)
        return digest({"rows": [*map(str, looking.print_of_rows(self.database, table))]})

    def given(self) -> Iterable[str]:
        """Return the ids of all units that have sent something."""
        beside = self.beside
        return (unit for unit in looking.given_ids(self.database) if unit not in beside)

    @property
    def beside(self) -> Collection[str]:
        """Return the ids of units that are there as contexts only."""
        return self.register.gathered.beside

    def names(self, ids: Iterable[str]) -> Names:
        """Return name and parent of those of some units that are given."""
        found = looking.members_among(self.database, ids)
        return {unit: (name, parent) for unit, (name, _, parent) in found.items()}

    def suspicions(self, speaker: Speaker) -> tuple[Suspicion, ...]:
        """Return which answers are worth a second look."""
        return (
            *copied(self.odd.copied, speaker),
            *perfect(self.odd.perfect, speaker),
            *hinted(self.hints, speaker),
            *contradictions(self.missing, speaker),
        )
