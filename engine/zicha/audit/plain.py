"""The analysis of judgements that were made one by one, in plain Python.

It says what the figures of an audit mean; the analysis in SQL must give the same.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from zicha.audit.beside import Beside
from zicha.audit.judged import JudgedUnit
from zicha.audit.ranking import Ranked, outermost, peers_of, places_of
from zicha.audit.rows import Row, gap_rows, order_of_gaps, verdict_row, write_rows
from zicha.backends.workers import InTurn
from zicha.gaps.closing import GapFound, gap_list, met_members
from zicha.model.conclusions import ConclusionKind, ScoreReaches
from zicha.model.facts import Level
from zicha.model.results import (
    GAP_COLUMNS,
    SUMS,
    VERDICTS,
    GapCount,
    GapKind,
    GroupResult,
    Load,
    MeanOf,
    MemberPoints,
    PeerResult,
    Place,
    Placed,
    PointsOf,
    UnitResult,
    commonest_first,
    loads_of,
)
from zicha.model.ruleset import RuleSet
from zicha.scoring.keys import Keys
from zicha.scoring.parts import Parts


class PlainAnalysis:
    """Answers about units that were judged one by one."""

    def __init__(self, rules: RuleSet, units: Sequence[JudgedUnit]) -> None:
        """Keep the judgements.

        Raises:
            EngineError: points are so fine that not all scores could be told apart.
        """
        self.rules = rules
        self.parts = Parts(rules)
        self.keys = Keys(self.parts.whole)
        self.judged = sorted(units, key=lambda u: (u.placed.level.height, u.placed.unit))
        self.sums = {u.placed.unit: self.parts.sums(u.verdicts) for u in self.judged}

    def at_once(self) -> InTurn:
        """Return what asks it several things, one after the other."""
        return InTurn()

    @property
    def scale(self) -> int:
        """Return how many parts make a point."""
        return self.parts.scale

    @cached_property
    def categories(self) -> dict[str, str]:
        """Return the category of each indicator."""
        return {indicator.code: indicator.category for indicator in self.rules.indicators}

    @cached_property
    def totals(self) -> dict[Level, int]:
        """Return how many units of each level are judged."""
        return dict(Counter(unit.placed.level for unit in self.judged))

    @cached_property
    def ranking(self) -> dict[Level, list[Ranked]]:
        """Return the units of each level that have a score, in their order."""
        found: dict[Level, list[Ranked]] = {}
        for unit in self.judged:
            sums = self.sums[unit.placed.unit][None]
            if sums["possible"]:
                keys = [self.keys.key(sums[end], sums["possible"]) for end in ("worst", "best")]
                found.setdefault(unit.placed.level, []).append(Ranked(unit.placed, *keys))
        return {level: sorted(units, key=lambda unit: unit.order) for level, units in found.items()}

    @property
    def ranked(self) -> dict[Level, int]:
        """Return how many units of each level have a place."""
        return {level: len(units) for level, units in self.ranking.items()}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Return the place of each unit that has one."""
        return {
            ranked.placed.unit: place
            for units in self.ranking.values()
            for ranked, place in zip(
                units, places_of([(each.worst, each.best) for each in units]), strict=True
            )
        }

    # --- Units ----------------------------------------------------------------------------------

    @cached_property
    def numbers(self) -> dict[str, tuple[int, int]]:
        """Return the number of each unit that has a place, and how many of its level have one."""
        return {
            ranked.placed.unit: (number, len(units))
            for units in self.ranking.values()
            for number, ranked in enumerate(units, 1)
        }

    @cached_property
    def in_order(self) -> list[JudgedUnit]:
        """Return the units by level and place; those without a place are the last."""
        last = (len(self.judged) + 1, 0)

        def order(unit: JudgedUnit) -> tuple[int, int, str]:
            number, _ = self.numbers.get(unit.placed.unit, last)
            return unit.placed.level.height, number, unit.placed.unit

        return sorted(self.judged, key=order)

    def units(self, most: int | None = None) -> list[UnitResult]:
        """Return the units by level and place; of each level at most so many, first and last."""
        found = self.in_order
        if most is not None:
            half = most // 2
            found = [
                unit
                for unit in found
                if (at := self.numbers.get(unit.placed.unit)) is not None
                and (at[0] <= most - half or at[0] > at[1] - half)
            ]
        return [self.result(unit) for unit in found]

    def result(self, unit: JudgedUnit) -> UnitResult:
        """Return one unit among the others."""
        sums = self.sums[unit.placed.unit]
        gaps = self.lists[unit.placed.unit]
        return UnitResult(
            placed=unit.placed,
            place=self.places.get(unit.placed.unit),
            sums=sums[None],
            categories={code: of_it for code, of_it in sums.items() if code is not None},
            counts=unit.counts,
            conclusions={
                c.id: unit.judgement.conclusions.get(c.id) for c in self.rules.conclusions
            },
            gaps=len(gaps),
            own_gaps=sum(gap.item.doer is unit.placed.level for gap in gaps),
        )

    def peers(self, units: Collection[str] | None = None) -> dict[str, PeerResult]:
        """Return of units that have a score and say their size how each stands in its band."""
        found: dict[str, PeerResult] = {}
        for of_level in self.ranking.values():
            found |= peers_of(of_level)
        return {unit: peer for unit, peer in found.items() if units is None or unit in units}

    # --- Groups ---------------------------------------------------------------------------------

    def members(self, level: Level) -> dict[str, MemberPoints]:
        """Return the points of the members of each group of a level, by its id."""
        return {
            group: self.points_of(units, None) for group, units in self.members_below(level).items()
        }

    def members_below(self, level: Level) -> dict[str, list[JudgedUnit]]:
        """Return the members of each group of a level: the units of the lowest level below it."""
        below: dict[str, list[JudgedUnit]] = {}
        for unit in self.judged:
            if level in unit.placed.above:
                below.setdefault(unit.placed.above[level], []).append(unit)
        found = {}
        for group, units in sorted(below.items()):
            lowest = min(unit.placed.level.height for unit in units)
            found[group] = [unit for unit in units if unit.placed.level.height == lowest]
        return found

    def groups(self, level: Level, only: Collection[str] | None = None) -> list[GroupResult]:
        """Return the groups of a level; ``only``: some of them."""
        return [
            self.group(group, members[0].placed.level, members)
            for group, members in self.members_below(level).items()
            if only is None or group in only
        ]

    def group(self, group: str, level: Level, members: Sequence[JudgedUnit]) -> GroupResult:
        """Return what the members of a group come to."""
        ids = {unit.placed.unit for unit in members}
        ranked = [unit for unit in self.ranking.get(level, []) if unit.placed.unit in ids]
        sums = [self.sums[unit] for unit in ids]
        truths = [unit.judgement.conclusions for unit in members]
        counts = Counter[str]()
        for unit in members:
            counts.update(unit.counts)
        return GroupResult(
            group=group,
            level=level,
            members=len(members),
            score=MeanOf.of(self.points_of(members, None)),
            sums={name: sum(each[None][name] for each in sums) for name in SUMS},
            categories={c: MeanOf.of(self.points_of(members, c)) for c in self.parts.categories},
            counts={name: counts[name] for name in VERDICTS},
            conclusions={
                c.id: tuple_of([truth.get(c.id) for truth in truths])
                for c in self.rules.conclusions
            },
            highest=outermost(ranked[0]) if ranked else None,
            lowest=outermost(ranked[-1]) if ranked else None,
        )

    def points_of(self, units: Iterable[JudgedUnit], category: str | None) -> list[PointsOf]:
        """Return the points of some units in a category; in all for None."""
        sums = (self.sums[unit.placed.unit][category] for unit in units)
        return [PointsOf(1, e["worst"], e["best"], e["possible"]) for e in sums]

    # --- Indicators -----------------------------------------------------------------------------

    def indicators(self) -> dict[str, dict[str, int]]:
        """Return of each indicator how many units have each verdict."""
        found = {i.code: dict.fromkeys(VERDICTS, 0) for i in self.rules.indicators}
        for unit in self.judged:
            for verdict in unit.verdicts:
                found[verdict.code][verdict.word] += 1
        return found

    def widths(self) -> dict[str, int]:
        """Return of each indicator the width of its range, in parts, over all units."""
        found = dict.fromkeys((i.code for i in self.rules.indicators), 0)
        for unit in self.judged:
            for verdict in unit.verdicts:
                if verdict.counts:
                    found[verdict.code] += self.parts.width(verdict)
        return found

    def holding(self) -> dict[str, int]:
        """Return of each conclusion for how many units it holds."""
        truths = [unit.judgement.conclusions for unit in self.judged]
        return {c.id: sum(t.get(c.id) is True for t in truths) for c in self.rules.conclusions}

    def holders(self, conclusions: Collection[str], most: int) -> dict[str, tuple[Placed, ...]]:
        """Return of some conclusions the first units for which each holds."""
        return {
            each: tuple(
                unit.placed for unit in self.in_order if unit.judgement.conclusions.get(each)
            )[:most]
            for each in conclusions
        }

    def namesakes(self) -> frozenset[str]:
        """Return the names that several units have."""
        counts = Counter(unit.placed.name for unit in self.judged)
        return frozenset(name for name, count in counts.items() if count > 1)

    def leaves_open(self, asked: Mapping[str, frozenset[Level]]) -> bool:
        """Return whether a conclusion is open for a unit although units of all levels are given."""
        return any(
            unit.judgement.conclusions.get(each) is None and levels <= unit.given
            for unit in self.judged
            for each, levels in asked.items()
        )

    # --- Gaps -----------------------------------------------------------------------------------

    @cached_property
    def lists(self) -> dict[str, tuple[GapFound, ...]]:
        """Return the gap list of each unit."""
        return {unit.placed.unit: self.list_of(unit) for unit in self.judged}

    def list_of(self, unit: JudgedUnit) -> tuple[GapFound, ...]:
        """Return the gap list of a unit."""
        codes = frozenset(verdict.code for verdict in unit.verdicts if verdict.counts)
        return gap_list(self.rules, unit.judgement.items, codes)

    @cached_property
    def beside(self) -> Beside:
        """Return the units that are not judged and stand above one that is."""
        return Beside(self.rules, self.judged)

    @cached_property
    def counted(self) -> list[GapCount]:
        """Return every gap, with what closing it everywhere adds, the commonest first."""
        found: dict[tuple[str, str, str], GapCount] = {}
        for unit in self.judged:
            for gap in self.lists[unit.placed.unit]:
                kind = GapKind(gap.indicator, gap.item, gap.member)
                before = found.get(kind.key) or self.not_counted(kind)
                lifts = Counter(before.lifts)
                lifts.update(self.lifted(unit, gap))
                found[kind.key] = replace(
                    before,
                    holders=before.holders + (gap.item.level is unit.placed.level),
                    lists=before.lists + 1,
                    points=before.points + int(gap.points * self.scale),
                    lifts=dict(lifts),
                )
        return sorted(found.values(), key=commonest_first)

    def not_counted(self, kind: GapKind) -> GapCount:
        """Return a gap that units hold which are not judged, before those are counted that are."""
        level = kind.item.level
        of = self.totals.get(level, 0) + self.beside.totals[level]
        return GapCount(kind, len(self.beside.of(kind.key)), of, 0)

    def lifted(self, unit: JudgedUnit, gap: GapFound) -> Iterator[str]:
        """Yield the lines that closing one gap alone brings back within reach of a unit."""
        category = self.categories[gap.indicator]
        for conclusion in self.rules.conclusions:
            when = conclusion.when
            if conclusion.kind is not ConclusionKind.LINE or not isinstance(when, ScoreReaches):
                continue
            if when.waivers and when.category in (None, category):
                sums = self.sums[unit.placed.unit][when.category]
                wanted = when.line * sums["possible"]
                best = 100 * sums["best"]
                if best < wanted <= best + 100 * gap.points * self.scale:
                    yield conclusion.id

    def gaps(self) -> list[GapCount]:
        """Return every gap that is in some unit's list, the commonest first."""
        return self.counted

    def worth(self, most: int) -> list[GapCount]:
        """Return the commonest gaps, with what closing each of them adds."""
        return self.counted[:most]

    def departments(self) -> list[Load]:
        """Return what each department has to close."""
        return self.loads({count.gap.key: count.gap.item.owner for count in self.counted})

    def doers(self) -> list[Load]:
        """Return what units of each level have to close."""
        return self.loads({count.gap.key: str(count.gap.item.doer) for count in self.counted})

    def loads(self, body_of: Mapping[tuple[str, str, str], str]) -> list[Load]:
        """Return what bodies have to close, by the body of each gap."""
        units = Counter[str]()
        for unit in self.judged:
            own = [g for g in self.lists[unit.placed.unit] if g.item.level is unit.placed.level]
            units.update({body_of[GapKind(g.indicator, g.item, g.member).key] for g in own})
        counts: dict[str, list[GapCount]] = {}
        others: dict[str, set[str]] = {}
        for count in self.counted:
            body = body_of[count.gap.key]
            counts.setdefault(body, []).append(count)
            others.setdefault(body, set()).update(self.beside.of(count.gap.key))
        units.update({body: len(holders) for body, holders in others.items()})
        return loads_of(counts, units)

    def gap_keys(self) -> dict[str, tuple[str, ...]]:
        """Return the gap list of each unit as keys."""
        return {
            unit: tuple(sorted(GapKind(g.indicator, g.item, g.member).text for g in gaps))
            for unit, gaps in self.lists.items()
        }

    def met(self, wanted: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        """Return by unit which of some keys are certainly no gaps: what they ask for is met."""
        return {
            unit.placed.unit: wanted[unit.placed.unit] & self.met_keys(unit)
            for unit in self.judged
            if unit.placed.unit in wanted
        }

    def met_keys(self, unit: JudgedUnit) -> frozenset[str]:
        """Return the keys of all that a unit has met."""
        return frozenset(
            GapKind(rule.indicator, item, member).text
            for rule in self.rules.rules
            for item, result in zip(rule.items(), unit.judgement.items[rule.indicator], strict=True)
            for member in met_members(item, result)
        )

    # --- What is written as a whole -------------------------------------------------------------

    def write_verdicts(self, path: Path | str) -> None:
        """Write a row for each unit: its verdict on each indicator, its worst and best score."""
        codes = [indicator.code for indicator in self.rules.indicators]
        columns = {"unit": False, **dict.fromkeys(codes, False), "worst": True, "best": True}
        rows = [verdict_row(unit, self.sums[unit.placed.unit][None]) for unit in self.judged]
        write_rows(Path(path), columns, rows)

    def write_gaps(self, path: Path | str) -> None:
        """Write a row for each gap of each unit's own level."""
        rows: list[Row] = []
        order = order_of_gaps(self.rules)
        for unit in self.judged:
            gaps = self.lists[unit.placed.unit]
            in_order = sorted(gaps, key=lambda g: order[g.indicator, g.item.id, g.member])
            rows += gap_rows(unit.placed, in_order)
        write_rows(Path(path), dict.fromkeys(GAP_COLUMNS, False), rows)


def tuple_of(truths: Sequence[bool | None]) -> tuple[int, int]:
    """Return how often something is true, and how often it is false."""
    return truths.count(True), truths.count(False)
