"""All that an office asks of the units of one audit, from the tables of its results."""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from zicha.backends.columnar import sql
from zicha.backends.columnar.analysis import (
    counts,
    export,
    followed,
    gaps,
    groups,
    lifts,
    loads,
    means,
    peers,
    standings,
    words,
)
from zicha.backends.columnar.analysis.counts import ASIDE, COUNTED
from zicha.backends.columnar.analysis.gaps import Gap
from zicha.backends.columnar.analysis.gaps_found import CommonGaps
from zicha.backends.columnar.analysis.groups import Tables
from zicha.backends.columnar.analysis.ranks import rank_tables
from zicha.backends.columnar.analysis.rows import row_of, whole
from zicha.backends.columnar.analysis.standings import GAPS_OF, SET_ASIDE_OF, SHOWN, Standings
from zicha.backends.columnar.compile import Compiled
from zicha.backends.columnar.database import Database, Row
from zicha.backends.columnar.given import WAIVERS
from zicha.backends.columnar.placed import PLACED
from zicha.backends.columnar.units import Judged
from zicha.model.facts import LEVELS, Level
from zicha.model.results import (
    GapCount,
    GroupResult,
    Load,
    MeanOf,
    MemberPoints,
    PeerResult,
    Placed,
    UnitResult,
)
from zicha.scoring.keys import Keys
from zicha.words import formulas


class SqlAnalysis:
    """Reads the tables of one audit."""

    def __init__(
        self, database: Database, compiled: Compiled, judged: Judged, chains: str = PLACED
    ) -> None:
        """Make the tables that everything else is read from.

        ``chains``: a table as `placed` is, but above each unit are the keys of the outcomes that it
        takes over; they are others than the ids of those units where there are several days.

        Raises:
            EngineError: points are finer than can be told apart exactly.
        """
        self.database = database
        self.compiled = compiled
        self.judged = judged
        self.chains = chains
        self.keys = Keys(compiled.points.most)
        self.tables = Tables(PLACED, judged.verdicts, chains)
        with database.at_once() as calls:
            calls.submit(self.count)
            calls.submit(self.rank)

    def count(self) -> None:
        """Make the tables of what is set aside and of how many verdicts units have."""
        verdicts = self.judged.verdicts
        self.database.keep(ASIDE, counts.pairs(WAIVERS, verdicts, self.compiled))
        self.database.keep(COUNTED, counts.counted(self.compiled, verdicts))

    def rank(self) -> None:
        """Make the tables of places."""
        rank_tables(self.database, PLACED, self.judged.verdicts, self.keys)
        self.database.keep(peers.PEERS, peers.peers())

    @contextmanager
    def at_once(self) -> Iterator[Executor]:
        """Return an executor that asks several things at the same time."""
        self.prepare()
        with self.database.at_once() as calls:
            yield calls

    def prepare(self) -> None:
        """Make the tables that several answers share, unless they are there."""
        self.set_aside  # noqa: B018 - it is made
        with self.database.at_once() as calls:
            for name in ("rolled", "alike", "ranked", "totals", "ranks_of_indicators"):
                calls.submit(getattr, self, name)
            calls.submit(getattr, self.common, "work")

    @property
    def scale(self) -> int:
        """Return how many parts make a point."""
        return self.judged.points_scale

    def row(self, query: sql.Query) -> Row:
        """Return the only row of a query by column."""
        return row_of(self.database, query)

    def named_rows(self, query: sql.Query) -> Iterator[Row]:
        """Yield the rows of a query by column."""
        names = query.named_selects
        for values in self.database.rows(query):
            yield dict(zip(names, values, strict=True))

    @cached_property
    def levels(self) -> list[Level]:
        """Return the levels that have outcomes."""
        return [level for level in LEVELS if level in self.judged.outcomes]

    def gaps_of(self, level: Level) -> list[Gap]:
        """Return the gaps that units of a level may have."""
        return [*gaps.gaps_of(self.compiled.plans, level)]

    # --- How many -------------------------------------------------------------------------------

    @cached_property
    def totals(self) -> dict[Level, int]:
        """Return how many units of each level are judged."""
        return self.number_in(PLACED)

    @cached_property
    def ranked(self) -> dict[Level, int]:
        """Return how many units of each level have a place."""
        return self.number_in("ranked")

    def number_in(self, table: str) -> dict[Level, int]:
        """Return how many units of each level a table has."""
        columns = [sql.column("level"), sql.named(sql.number_of_rows(), "units")]
        query = sql.grouped(sql.select(columns, sql.table(table)), sql.column("level"))
        found = {LEVELS[whole(level)]: whole(units) for level, units in self.database.rows(query)}
        return {level: found[level] for level in LEVELS if level in found}

    # --- Units and groups -----------------------------------------------------------------------

    def units(self, most: int | None = None) -> Iterator[UnitResult]:
        """Yield the judged units by level and place: of each level ``most``, first and last."""
        reader = Standings(self.compiled, self.tables, self.levels, set_aside=self.has_aside)
        shown = None
        if most is not None:
            test = standings.Shown(most).test(self.ranked)
            shown = self.database.keep(SHOWN, reader.shown(test))
        for level in self.levels:
            self.sum_gaps(level, shown)
        query = reader.query(shown)
        names = query.named_selects
        for row in self.database.each_row(query):
            yield reader.result(dict(zip(names, row, strict=True)))

    def sum_gaps(self, level: Level, shown: str | None) -> None:
        """Keep how many gaps of a level units have. ``shown``: a table of them, None for all."""
        own, table = self.gaps_of(level), self.judged.outcomes[level]
        some = None if shown is None else gaps.holders(level, self.chains, shown)
        self.database.keep(f"{GAPS_OF}_{level}", gaps.sums(own, table, some))
        if self.has_aside:
            aside = gaps.aside_sums(own, table, self.chains, level)
            self.database.keep(f"{SET_ASIDE_OF}_{level}", aside)

    def peers(self, units: Collection[str] | None = None) -> dict[str, PeerResult]:
        """Return of units that say their size how each stands among those alike."""
        names = ("unit", "band", "smallest", "largest", "place", "among", "keys")
        query = sql.select([sql.column(name) for name in names], sql.table(peers.PEERS))
        if units is not None:
            query = sql.where(query, sql.is_one_of(sql.column("unit"), units))
        return {
            str(unit): PeerResult(*(whole(value) for value in rest))
            for unit, *rest in self.database.rows(query)
        }

    def members(self, level: Level) -> dict[str, MemberPoints]:
        """Return the points of the members of each group of a level."""
        return self.members_in(level, None)

    def members_in(
        self, level: Level, category: str | None, only: Collection[str] | None = None
    ) -> dict[str, MemberPoints]:
        """Return the points of the members of groups in a category; in all for None."""
        query = means.sums(self.alike, level.value, category, only)
        return means.members_of(self.database.rows(query))

    def means(
        self, level: Level, category: str | None, only: Collection[str] | None
    ) -> dict[str, MeanOf]:
        """Return the means of groups in a category; in all for None."""
        found = self.members_in(level, category, only)
        return {group: MeanOf.of(members) for group, members in found.items()}

    def groups(self, level: Level, only: Collection[str] | None = None) -> list[GroupResult]:
        """Return the groups of a level; ``only``: some of them."""
        names = [n for n in self.rolled if n not in (*groups.BY, *groups.ENDS)]
        sums = groups.group_sums(level.value, names, only)
        found = self.database.keep(f"{groups.SUMS_OF}_{level}", sums)
        query = groups.with_outermost(found, names, PLACED)
        scopes = (None, *self.compiled.points.by_category)
        scores = {scope: self.means(level, scope, only) for scope in scopes}
        return [groups.result(row, self.compiled, scores) for row in self.named_rows(query)]

    @cached_property
    def rolled(self) -> list[str]:
        """Make the table that groups of all levels are made from; return its columns."""
        query = groups.rolled(self.tables, self.compiled)
        names: list[str] = query.named_selects
        self.database.keep(groups.ROLLED, query)
        return names

    @cached_property
    def alike(self) -> str:
        """Make the table that the means of groups of all levels are made from."""
        return self.database.keep(means.ALIKE, means.alike(self.tables, self.compiled))

    # --- Indicators -----------------------------------------------------------------------------

    @cached_property
    def set_aside(self) -> list[counts.SetAside]:
        """Return how many units set each indicator aside, by its ranks."""
        return counts.set_aside(self.database)

    @property
    def has_aside(self) -> bool:
        """Return whether any unit sets an indicator aside."""
        return bool(self.set_aside)

    def indicators(self) -> dict[str, dict[str, int]]:
        """Return of each indicator how many units have each verdict."""
        return {code: ranks.verdicts() for code, ranks in self.ranks_of_indicators.items()}

    @cached_property
    def ranks_of_indicators(self) -> dict[str, counts.IndicatorRanks]:
        """Count how many units have which ranks of each indicator."""
        row = self.row(counts.indicator_counts(self.compiled, self.judged.verdicts))
        return counts.ranks_of(row, self.compiled, self.set_aside)

    def holding(self) -> dict[str, int]:
        """Return of each conclusion for how many units it holds."""
        conclusions = self.compiled.rules.conclusions
        if not conclusions:
            return {}
        columns = [
            sql.named(words.times_true(sql.column(self.compiled.conclusions.name(c.id))), c.id)
            for c in conclusions
        ]
        row = self.row(sql.select(columns, sql.table(self.judged.verdicts)))
        return {c.id: whole(row[c.id]) for c in conclusions}

    def holders(self, conclusions: Collection[str], most: int) -> dict[str, tuple[Placed, ...]]:
        """Return of some conclusions the first units for which each holds."""
        truths = {each: self.compiled.conclusions.name(each) for each in conclusions}
        queries = standings.holding(self.tables, truths, most)
        return {each: standings.units(self.named_rows(query)) for each, query in queries}

    def namesakes(self) -> frozenset[str]:
        """Return the names that several units have."""
        return frozenset(str(name) for (name,) in self.database.rows(standings.namesakes(PLACED)))

    def leaves_open(self, asked: Mapping[str, frozenset[Level]]) -> bool:
        """Return whether a conclusion is open for a unit although units of all levels are given."""
        truths = {self.compiled.conclusions.name(each): levels for each, levels in asked.items()}
        query = standings.open_ones(self.tables, self.judged.outcomes, truths)
        return bool(asked) and bool(self.row(query)["units"])

    # --- Gaps -----------------------------------------------------------------------------------

    @cached_property
    def common(self) -> CommonGaps:
        """Return what counts the gaps of all units."""
        return CommonGaps(self.database, self.judged, self.by_level(), self.chains, self.has_aside)

    def gaps(self) -> list[GapCount]:
        """Return every gap that some unit has, the commonest first."""
        return [count for _, count in self.common.found]

    def worth(self, most: int) -> list[GapCount]:
        """Return the commonest gaps, with what closing each of them adds."""
        asked, of = self.common.found[:most], (self.chains, self.judged.verdicts)
        about = (self.row, self.compiled, self.judged.outcomes, of)
        with self.database.at_once() as calls:
            found = [
                calls.submit(lifts.worth, asked[at : at + lifts.A_QUERY], *about)
                for at in range(0, len(asked), lifts.A_QUERY)
            ]
        return [count for some in found for count in some.result()]

    def departments(self) -> list[Load]:
        """Return what each department has to close."""
        return self.common.loads(loads.department)

    def doers(self) -> list[Load]:
        """Return what units of each level have to close."""
        return self.common.loads(loads.doer)

    def widths(self) -> dict[str, int]:
        """Return of each indicator the width of its range, in parts, over all units."""
        earned = self.compiled.points.earned
        return {code: r.width(earned[code]) for code, r in self.ranks_of_indicators.items()}

    # --- From one audit to the next -------------------------------------------------------------

    def gap_keys(self) -> dict[str, tuple[str, ...]]:
        """Return the gap list of each unit as keys, sorted."""
        return followed.gap_keys(self.database, self.by_level(), self.chains)

    def met(self, wanted: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        """Return by unit which of some keys are certainly no gaps: what they ask for is met."""
        return followed.met(self.database, self.by_level(), self.chains, wanted)

    def by_level(self) -> list[export.OfLevel]:
        """Return of each level the table of outcomes, and the gaps that there may be."""
        return [(lv, self.judged.outcomes[lv], self.gaps_of(lv)) for lv in self.levels]

    # --- What is written as a whole -------------------------------------------------------------

    def write_verdicts(self, path: Path | str) -> None:
        """Write the verdict of each unit on each indicator."""
        query = export.verdicts(
            self.compiled, PLACED, self.judged.verdicts, safe=formulas.is_for_spreadsheets(path)
        )
        self.database.write(query, path)

    def write_gaps(self, path: Path | str) -> None:
        """Write every gap of every unit."""
        query = export.gap_rows(
            self.database, self.by_level(), PLACED, safe=formulas.is_for_spreadsheets(path)
        )
        self.database.write(query, path)
