"""One audit from end to end: read, judge, hold against the one before, say."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import zicha
from zicha.audit.analysis import Analysis
from zicha.audit.asked import SPARK, Asked
from zicha.audit.changes import JudgedBy, Now, changes, vanished, with_first_dues
from zicha.audit.compose import Composer, Names
from zicha.audit.followed import Items, followed_loads, held_gaps, keys_of, with_totals
from zicha.audit.gather import gather, is_large, read_source
from zicha.audit.given import raise_errors, read_given
from zicha.audit.judging import Judging, Step
from zicha.audit.ledger import (
    Since,
    ledger_notes,
    memories_since,
    not_listed,
    previous_since,
    since_in,
    taken_over,
)
from zicha.audit.missing import missing_facts
from zicha.audit.naming import beside, by_id, called, ends, mentioned
from zicha.audit.population import Candidate
from zicha.audit.received import received
from zicha.audit.roll import ReadRoll, Roll
from zicha.backends import columnar
from zicha.documents.paths import is_folder
from zicha.editions.load import load_edition
from zicha.errors import InputError, Place, Problem, problem
from zicha.language.asof import rules_on
from zicha.model.audit import (
    Audit,
    Changes,
    GroupStanding,
    Memory,
    Received,
    Standing,
    Suspicion,
    UnitGaps,
)
from zicha.model.conclusions import ConclusionKind
from zicha.model.edition import Edition
from zicha.model.facts import Level
from zicha.model.ledger import Followup
from zicha.model.results import Placed
from zicha.model.ruleset import RuleSet
from zicha.model.text import Lang
from zicha.scoring.vetoes import levels_of_vetoes
from zicha.units.sources.entry import Source
from zicha.units.sources.folder import listed
from zicha.units.sources.parallel import Reading
from zicha.words import say
from zicha.words.requirement import Speaker

HOLDERS = 11
"""Units that are named beside a conclusion: one more than any format has room for."""
Stage = Callable[[str, int], AbstractContextManager[Step]]
"""Shows how far a stage of so many steps has come, while it is under way."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of an audit is asked for.

    ``units``: at most so many of each level, first and last, and of groups the first; None for
    all. ``keys``: the gaps of every unit as keys, for the next audit. ``detail``: makes the gap
    list of one unit in words, None where no format shows any; ``details``: of at most so many
    units.
    """

    units: int | None = None
    keys: bool = False
    detail: Callable[[Candidate], UnitGaps] | None = None
    details: int | None = None


class Auditing:
    """One audit: what was read, what was found. Texts are made in one language at a time."""

    def __init__(self, asked: Asked, edition: Edition, stage: Stage) -> None:
        """Read all that a call names, and judge it.

        Raises:
            EngineError: an engine failed, or two disagree.
            InputError: what goes with the sources is wrong, or nothing can be judged.
        """
        self.asked = asked
        self.edition = edition
        self.stage = stage
        self.given = read_given(asked)
        raise_errors(self.given.problems)
        self.roll = self.judged()
        self.problems = (*self.given.problems, *self.given.notes, *self.roll.problems)

    def judged(self) -> Roll:
        """Read the units, and judge them.

        Raises:
            EngineError: an engine failed, or two disagree.
            InputError: nothing can be judged.
        """
        asked, on = self.asked, self.given.on
        large = [path for path in asked.sources if is_large(path)]
        rest = [path for path in asked.sources if path not in large]
        sources = [*self.read(rest)]
        if large or asked.engine == SPARK or asked.state is not None:
            # DuckDB and sqlglot are loaded where they are to judge.
            if not columnar.available():
                raise InputError([needs_database(asked.sources[0])])
            from zicha.audit.opening import wide_roll  # noqa: PLC0415

            return wide_roll(asked, self.edition, on, (large, sources))
        gathered = gather(asked, self.edition, on, sources)
        days = gathered.population.days
        if not days:
            nothing = problem("audit-nothing", Place(asked.sources[0]))
            given = (*self.given.problems, *self.given.notes)
            raise InputError([*given, *gathered.problems, nothing])
        with self.stage("judging", len(days)) as step:
            judging = Judging(gathered.population, asked.engine, step)
            return ReadRoll(asked, sources, gathered, judging)

    def read(self, paths: Iterable[str]) -> Iterator[Source]:
        """Yield what stands in each source."""
        for path in paths:
            with self.stage("reading", files_in(path)) as step:
                # The edition has a name or a folder, so that another process can load it.
                load = partial(load_edition, self.asked.edition)
                reading = Reading(load, None, step)
                yield read_source(path, self.edition, self.given.on, reading)

    @property
    def analysis(self) -> Analysis:
        """Return what there is to be said of all units."""
        return self.roll.analysis

    @property
    def is_clean(self) -> bool:
        """Return whether every applicable indicator of all is A or waived, and no veto stands.

        A veto stands that holds, or that nobody has looked into who is given.
        """
        worse = ("B", "C", "D", "open")
        counts = self.analysis.indicators().values()
        return not any(of_it[word] for of_it in counts for word in worse) and not self.has_veto

    @property
    def has_veto(self) -> bool:
        """Return whether a veto holds for any unit, or is open although its facts can be given."""
        holding = self.analysis.holding()
        vetoes = levels_of_vetoes(self.edition)
        asked = {veto: levels for veto, levels in vetoes.items() if levels}
        return any(holding[veto] for veto in vetoes) or self.analysis.leaves_open(asked)

    @property
    def rules(self) -> RuleSet:
        """Return the rules of the last day of the audit."""
        return rules_on(self.edition, self.last)

    @property
    def items(self) -> Items:
        """Return the items of the edition as the keys of their gaps begin."""
        return {
            f"{code}/{item.id}": item
            for code, rule in self.edition.rules.items()
            for item in rule.items()
        }

    @property
    def last(self) -> date:
        """Return the last day on which units were judged."""
        return self.roll.dates[-1]

    # --- What is said -----------------------------------------------------------------------------

    def audit(self, lang: Lang, names: Mapping[str, str], wanted: Wanted) -> Audit:
        """Return what every format shows.

        Args:
            lang: The language of every text.
            names: An office's own names for departments.
            wanted: How much of it is asked for.
        """
        speaker = Speaker(self.edition, lang, names)
        analysis, roll = self.analysis, self.roll
        say_it = Composer(analysis, self.rules, speaker, self.last)
        # What is otherwise since the audit before is asked of all.
        is_all = wanted.keys or self.given.previous is not None or self.given.ledger is not None
        most = None if is_all else wanted.units
        with analysis.at_once() as calls:
            asked_units = calls.submit(say_it.units, most)
            asked_groups = calls.submit(say_it.groups, roll.names, most)
            gaps = calls.submit(say_it.gaps)
            lacking = calls.submit(missing_facts, roll.missing, say_it)
            indicators = calls.submit(say_it.indicators)
        group_total, groups = asked_groups.result()
        units = asked_units.result()
        keys = analysis.gap_keys() if is_all else {}
        changed, memories = self.followed(units, keys, say_it)
        departments, doers = say_it.departments(), say_it.doers()
        details = self.details(units, wanted)
        followed = self.followup(keys, details)
        notes = [] if followed is None else ledger_notes(followed, self.asked.ledgers[0])
        if changed is not None or followed is not None:
            held = [*held_gaps(units, keys, memories, self.items)]
            departments = followed_loads(departments, held, lambda item: item.owner)
            doers = followed_loads(doers, held, lambda item: str(item.doer))
        odd = roll.suspicions(speaker)
        holders = self.holders()
        mentioned_ones = self.mentioned(units, groups, odd, holders)
        apart = {unit.id for unit in units} | {group.id for group in groups}
        return Audit(
            title=place_name(units, groups, lang),
            dates=roll.dates,
            edition=self.edition.id,
            edition_name=self.edition.name.to(lang),
            edition_digest=self.edition.digest,
            edition_warning=self.edition.warning.to(lang),
            facts_digest=roll.facts_digest,
            engine=roll.engine,
            version=zicha.__version__,
            lang=lang,
            by=None if self.asked.by is None else str(self.asked.by),
            total={str(level): number for level, number in analysis.totals.items()},
            group_total=group_total,
            left_out=roll.left_out,
            categories=say_it.categories(),
            conclusions=say_it.conclusions(),
            units=units,
            groups=groups,
            names={u: name for u, (name, _) in mentioned_ones.items() if u not in apart},
            called=self.called(mentioned_ones, changed, lang),
            holding=analysis.holding(),
            holders={each: tuple(u.unit for u in found) for each, found in holders.items()},
            indicators=indicators.result(),
            gaps=gaps.result(),
            has_every_gap=len(gaps.result()) == say_it.number_of_gaps,
            departments=departments,
            doers=doers,
            missing_facts=lacking.result(),
            suspicions=odd,
            received=self.received(),
            changes=changed,
            problems=(*self.problems, *notes),
            details=with_first_dues(details, {unit.id: unit.date for unit in units}, memories),
            followup=followed,
            gap_keys=keys,
            memories=memories,
        )

    def holders(self) -> Mapping[str, tuple[Placed, ...]]:
        """Return the first units for which each conclusion holds that singles units out."""
        every = self.rules.conclusions
        marking = [each.id for each in every if each.kind is not ConclusionKind.LINE]
        return self.analysis.holders(marking, HOLDERS)

    def mentioned(
        self,
        units: tuple[Standing, ...],
        groups: tuple[GroupStanding, ...],
        suspicions: tuple[Suspicion, ...],
        holders: Mapping[str, tuple[Placed, ...]],
    ) -> Names:
        """Return name and parent of all units that are mentioned, where they are given."""
        others = ends(groups).union(*(found.units for found in suspicions))
        others.update(each.unit for found in holders.values() for each in found)
        return mentioned(units, groups, others, self.roll.names)

    def called(self, names: Names, changed: Changes | None, lang: Lang) -> dict[str, str]:
        """Return what units are called that share their name with others."""
        waited_for = by_id(self.given.expected or (), lang)
        dropped = [] if changed is None else [(each.id, each.name) for each in changed.dropped]
        left = beside(dropped, names, lang)
        # Units above others may not have been judged themselves.
        counts = Counter(name for name, _ in names.values())
        shared = self.analysis.namesakes() | {name for name, count in counts.items() if count > 1}
        return {**waited_for, **left, **called(names, shared, self.roll.names, lang)}

    def received(self) -> Received | None:
        """Return who has not reported, where the call says who should."""
        if self.given.expected is None:
            return None
        return received(self.given.expected, self.roll.given(), self.roll.beside)

    def followed(
        self, units: tuple[Standing, ...], keys: Mapping[str, tuple[str, ...]], say_it: Composer
    ) -> tuple[Changes | None, dict[str, Memory]]:
        """Return what is otherwise since the audit before, and what the next one must know."""
        previous, since = self.given.previous, self.since
        if previous is None:
            return None, memories_since({}, keys, since)
        previous = previous_since(previous, since)
        now = {
            unit.id: Now(
                unit.name,
                unit.score.worst,
                None if unit.rank is None else unit.rank.place,
                keys.get(unit.id, ()),
                unit.date,
            )
            for unit in units
        }
        met = self.analysis.met(vanished(previous, now))
        days = {key: item.days for key, item in self.items.items()}
        rules = JudgedBy(self.edition.digest, days)
        there = (*self.roll.given(), *self.roll.beside)
        found, memories = changes(previous, now, rules, met, there)
        found = with_totals(found, units, self.items)
        memories = memories_since(memories, keys, since)
        return replace(found, labels=say_it.labels(keys_of(found), self.items)), memories

    @property
    def since(self) -> Since:
        """Return when gaps were found first, as the office's ledger has it."""
        return {} if self.given.ledger is None else since_in(self.given.ledger, self.items)

    def followup(
        self, keys: Mapping[str, tuple[str, ...]], details: tuple[UnitGaps, ...]
    ) -> Followup | None:
        """Return the office's ledger as the next one takes it over; None where none is given."""
        ledger = self.given.ledger
        if ledger is None:
            return None
        met = self.analysis.met(not_listed(ledger, keys))
        return taken_over(ledger, keys, met, (unit.id for unit in details))

    def details(self, units: tuple[Standing, ...], wanted: Wanted) -> tuple[UnitGaps, ...]:
        """Return the gap lists of units that are shown in full, the lowest ranks first."""
        if wanted.detail is None:
            return ()
        detail = wanted.detail
        shown = [*reversed(units)][: wanted.details]
        found = []
        with self.stage("detailing", len(shown)) as step:
            candidates = self.roll.candidates([unit.id for unit in shown])
            for number, candidate in enumerate(candidates, 1):
                found.append(detail(candidate))
                step(number, len(shown))
        return tuple(found)


def needs_database(source: str) -> Problem:
    """Return the problem of a table that only a database can judge, where there is none."""
    return problem("engine-needs-audit", Place(source), engine="columnar")


def files_in(path: str) -> int:
    """Return about how many files of a source are read."""
    return len(listed(path).files) if is_folder(path) else 1


def place_name(units: tuple[Standing, ...], groups: tuple[GroupStanding, ...], lang: Lang) -> str:
    """Return what the audit is of: the one unit above all, where there is one."""
    names = {(unit.kind, unit.id): unit.name for unit in units}
    names |= {(group.kind, group.id): group.name for group in groups}
    top = max((Level(kind).height for kind, _ in names), default=0)
    highest = [key for key in names if Level(key[0]).height == top]
    return names[highest[0]] if len(highest) == 1 else say(lang, "audit_place.everyone")
