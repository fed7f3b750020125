"""From the numbers of an audit to what every format shows: labels, means, ranges."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from zicha.audit.analysis import Analysis
from zicha.audit.ranking import places_of_groups
from zicha.language.walk import fact_compared
from zicha.model.audit import (
    CategoryStanding,
    CommonGap,
    Extreme,
    GroupStanding,
    IndicatorCounts,
    Named,
    Peers,
    Rank,
    Standing,
    WorkLoad,
)
from zicha.model.edition import Edition
from zicha.model.facts import LEVELS, Level
from zicha.model.numbers import Number
from zicha.model.report import Score
from zicha.model.results import (
    VERDICTS,
    GapCount,
    GroupResult,
    Load,
    MeanOf,
    Outermost,
    PeerResult,
    Place,
    UnitResult,
)
from zicha.model.rules import Item
from zicha.model.ruleset import RuleSet
from zicha.words import say
from zicha.words.conditions import bound_free
from zicha.words.remedy import general_remedy
from zicha.words.requirement import Speaker
from zicha.words.sources import source_shown

COMMONEST = 40
"""Gaps that are shown as the commonest, with what closing each adds."""
FEW = 20_000
"""Units of which every gap is shown: one of a district may lift more of them than the commonest."""
Names = Mapping[str, tuple[str, str | None]]
"""Name and parent of the units that are given, by id."""
CODES = 5
"""Indicators that are named beside what a body has to close."""


@dataclass(frozen=True, slots=True)
class Composer:
    """Says in one language what an analysis found. ``last``: the last day of the audit."""

    analysis: Analysis
    rules: RuleSet
    speaker: Speaker
    last: date

    @property
    def edition(self) -> Edition:
        """Return the edition by which units were judged."""
        return self.speaker.edition

    @property
    def scale(self) -> int:
        """Return how many parts make a point."""
        return self.analysis.scale

    def kind(self, level: Level) -> str:
        """Return what a level is called."""
        return self.edition.levels[level].to(self.speaker.lang)

    def points(self, parts: int) -> Fraction:
        """Return points from their parts.

        Unit: points.
        """
        return Fraction(parts, self.scale)

    # --- Scores ---------------------------------------------------------------------------------

    def score(self, sums: Mapping[str, int]) -> Score:
        """Return the score of sums of points."""
        possible, decided = sums["possible"], sums["decided_possible"]
        return Score(
            worst=percent(sums["worst"], possible),
            best=percent(sums["best"], possible),
            decided=percent(sums["decided"], decided),
            decided_share=Fraction(decided, possible) if possible else None,
            points_worst=self.points(sums["worst"]),
            points_best=self.points(sums["best"]),
            points_possible=self.points(possible),
        )

    def mean_score(self, group: GroupResult) -> Score:
        """Return the means of the scores of a group's members, with the sums of their points."""
        worst, best = self.means(group.score)
        return replace(self.score(group.sums), worst=worst, best=best)

    def means(self, of: MeanOf) -> tuple[Number | None, Number | None]:
        """Return the means of scores.

        Unit: percent.
        """
        if not of.scored:
            return None, None
        return 100 * of.worst / of.scored, 100 * of.best / of.scored

    # --- Units ----------------------------------------------------------------------------------

    def units(self, most: int | None) -> tuple[Standing, ...]:
        """Return the units by level and place; of each level at most so many, first and last."""
        found = self.analysis.units(most)
        shown = None
        if most is not None:
            found = [*found]
            shown = [result.placed.unit for result in found]
        peers = self.analysis.peers(shown)
        return tuple(self.standing(result, peers.get(result.placed.unit)) for result in found)

    def standing(self, unit: UnitResult, peers: PeerResult | None) -> Standing:
        """Return one unit among the others."""
        placed = unit.placed
        return Standing(
            id=placed.unit,
            name=placed.name,
            kind=str(placed.level),
            kind_label=self.kind(placed.level),
            parent=placed.parent,
            date=placed.day,
            street=placed.above.get(Level.STREET),
            district=placed.above.get(Level.DISTRICT),
            city=placed.above.get(Level.CITY),
            score=self.score(unit.sums),
            counts=unit.counts,
            categories=tuple(
                CategoryStanding(
                    code,
                    percent(sums["worst"], sums["possible"]),
                    percent(sums["best"], sums["possible"]),
                )
                for code, sums in unit.categories.items()
            ),
            conclusions=unit.conclusions,
            rank=rank(unit.place, self.analysis.ranked.get(placed.level, 0)),
            peers=self.peers(peers, placed.size),
            gaps=unit.gaps,
            own_gaps=unit.own_gaps,
        )

    def peers(self, found: PeerResult | None, size: int | None) -> Peers | None:
        """Return how a unit stands among those alike."""
        if found is None or size is None:
            return None
        return Peers(
            band=found.band,
            size=size,
            smallest=found.smallest,
            largest=found.largest,
            place=found.place,
            of=found.among,
            mean_worst=self.analysis.keys.percent(found.keys, found.among),
        )

    # --- Groups ---------------------------------------------------------------------------------

    def groups(
        self, name: Callable[[Iterable[str]], Names], most: int | None
    ) -> tuple[dict[str, int], tuple[GroupStanding, ...]]:
        """Return how many groups of each level there are, and those that are shown.

        Those of a level stand in the order of their ranks. ``name``: returns name and parent of
        those of some units that are given; ``most``: of each level so many, the first; None for
        all.
        """
        total: dict[str, int] = {}
        found: list[GroupStanding] = []
        for level in LEVELS[1:]:
            places = places_of_groups(self.analysis.members(level))
            if places:
                total[level.value] = len(places)
                found += self.groups_of(level, places, [*places][:most], name)
        return total, tuple(found)

    def groups_of(
        self,
        level: Level,
        places: Mapping[str, Place | None],
        shown: Sequence[str],
        name: Callable[[Iterable[str]], Names],
    ) -> Iterator[GroupStanding]:
        """Yield some groups of a level. ``places``: those of all groups of the level."""
        names = name(shown)
        only = None if len(shown) == len(places) else shown
        results = {each.group: each for each in self.analysis.groups(level, only)}
        scored = sum(place is not None for place in places.values())
        for group in shown:
            yield self.group(results[group], level, names, rank(places[group], scored))

    def group(
        self, found: GroupResult, level: Level, names: Names, place: Rank | None
    ) -> GroupStanding:
        """Return one group."""
        name, parent = names.get(found.group, (found.group, None))
        return GroupStanding(
            id=found.group,
            name=name,
            kind=str(level),
            kind_label=self.kind(level),
            parent=parent,
            given=found.group in names,
            members=found.members,
            members_kind=str(found.level),
            members_kind_label=self.kind(found.level),
            score=self.mean_score(found),
            highest=self.extreme(found.highest),
            lowest=self.extreme(found.lowest),
            counts=found.counts,
            categories=tuple(
                CategoryStanding(code, *self.means(mean)) for code, mean in found.categories.items()
            ),
            conclusions={
                each: (holds, fails, found.members - holds - fails)
                for each, (holds, fails) in found.conclusions.items()
            },
            rank=place,
        )

    def extreme(self, found: Outermost | None) -> Extreme | None:
        """Return a unit at an end of a group."""
        if found is None:
            return None
        return Extreme(found.unit, found.name, self.analysis.keys.percent(found.key, 1))

    # --- Indicators and gaps --------------------------------------------------------------------

    def indicators(self) -> tuple[IndicatorCounts, ...]:
        """Return how many units have each verdict on each indicator."""
        found = self.analysis.indicators()
        return tuple(
            IndicatorCounts(
                indicator.code,
                indicator.name.to(self.speaker.lang),
                indicator.category,
                {word: found[indicator.code][word] for word in VERDICTS},
            )
            for indicator in self.edition.indicators
        )

    def gaps(self) -> tuple[CommonGap, ...]:
        """Return the commonest gaps; of no more than some thousand units all gaps."""
        is_few = sum(self.analysis.totals.values()) <= FEW
        most = self.number_of_gaps if is_few else COMMONEST
        return tuple(self.gap(count) for count in self.analysis.worth(most))

    @property
    def number_of_gaps(self) -> int:
        """Return how many gaps there are of all units, each counted once."""
        return len(self.analysis.gaps())

    def gap(self, count: GapCount) -> CommonGap:
        """Return one common gap in words."""
        item, member, speaker = count.gap.item, count.gap.member, self.speaker
        label, required = (
            self.label(item, member),
            speaker.required(item, bound_free(item.condition)),
        )
        if member is not None:
            required = say(speaker.lang, "required.member")
        code = count.gap.indicator
        return CommonGap(
            indicator=code,
            indicator_name=self.edition.indicator(code).name.to(speaker.lang),
            item=item.id,
            member=member,
            fact=fact_compared(item.condition),
            label=label,
            required_text=required,
            owner=speaker.owner(item.owner),
            level=str(item.doer),
            level_label=self.kind(item.doer),
            holders=count.holders,
            of=count.of,
            units=count.lists,
            points=self.points(count.points),
            lifts=count.lifts,
            remedy=general_remedy(speaker, item),
            source=source_shown(item.source, speaker, dated=item.dated),
        )

    def label(self, item: Item, member: str | None) -> str:
        """Return what is asked for: of a set the member, too."""
        speaker, found = self.speaker, bound_free(item.condition)
        label = speaker.label(item, found)
        if member is None or found.fact is None:
            return label
        name = speaker.member(found.fact, member)
        return say(speaker.lang, "gap.member", label=label, member=name)

    def labels(self, keys: Iterable[str], items: Mapping[str, Item]) -> dict[str, str]:
        """Return what is behind the keys of gaps, with the code of the indicator."""
        found = {}
        for key in keys:
            code, name, *member = key.split("/", 2)
            item = items.get(f"{code}/{name}")
            if item is not None:
                label = self.label(item, member[0] if member else None)
                found[key] = say(self.speaker.lang, "audit.gap_named", code=code, label=label)
        return found

    # --- Who has what to do ---------------------------------------------------------------------

    def departments(self) -> tuple[WorkLoad, ...]:
        """Return what each department has to close."""
        loads = self.analysis.departments()
        return tuple(self.load(load, self.speaker.owner(load.body)) for load in loads)

    def doers(self) -> tuple[WorkLoad, ...]:
        """Return what units of each level have to close."""
        return tuple(self.load(load, self.kind(Level(load.body))) for load in self.analysis.doers())

    def load(self, load: Load, label: str) -> WorkLoad:
        """Return what one body has to close."""
        days = [count.gap.item.days for count in load.counts]
        codes = dict.fromkeys(count.gap.indicator for count in load.counts)
        return WorkLoad(
            key=load.body,
            label=label,
            gaps=load.gaps,
            units=load.units,
            indicators=tuple(codes)[:CODES],
            due=self.last + timedelta(days=max(days)),
            first_due=self.last + timedelta(days=min(days)),
        )

    # --- What there is ----------------------------------------------------------------------------

    def categories(self) -> tuple[Named, ...]:
        """Return the categories."""
        lang = self.speaker.lang
        return tuple(Named(c.code, c.name.to(lang)) for c in self.edition.categories)

    def conclusions(self) -> tuple[Named, ...]:
        """Return the conclusions."""
        lang = self.speaker.lang
        return tuple(Named(c.id, c.label.to(lang), str(c.kind)) for c in self.rules.conclusions)


@lru_cache(maxsize=2**16)
def percent(parts: int, possible: int) -> Number | None:
    """Return a part in percent of what is possible; None where nothing is.

    Many units have the same score of a category: it is held once.

    Unit: percent.
    """
    return Fraction(100 * parts, possible) if possible else None


def rank(place: Place | None, of: int) -> Rank | None:
    """Return the rank of a unit."""
    if place is None:
        return None
    return Rank(
        place=place.place,
        best_place=place.best,
        worst_place=place.worst,
        tied=place.equal > 1,
        overlaps_next=place.overlaps_next,
        of=of,
    )
