"""What several formats of an audit say, and how they number, name and shorten."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Protocol

from zicha.model.audit import (
    KINDS_OF_CHANGE,
    Audit,
    CategoryStanding,
    CommonGap,
    Extreme,
    GapKey,
    GroupStanding,
    Peers,
    Rank,
    Standing,
    Suspicion,
    WorkLoad,
)
from zicha.model.numbers import Number
from zicha.model.report import Score
from zicha.model.text import Lang
from zicha.words import say
from zicha.words.numbers import percent_text, plain_text, rounded

NAMES = 10
"""So many names stand in a sentence."""


class Named(Protocol):
    """What has an id and a name: a unit, a group, a gap list."""

    @property
    def id(self) -> str:
        """Return the id."""

    @property
    def name(self) -> str:
        """Return the name."""


MARKS = ("flag", "veto", "prerequisite", "escalation")
"""The kinds of conclusions that single a unit out; the score lines are too many for that."""
FLAGS = ("flag", "veto")
"""Those that a bulletin and a ranking have room for."""
ENDS = 20
"""So many units of a level from the top and from the bottom are known to every format."""


def spread(worst: Number | None, best: Number | None, lang: Lang) -> str:
    """Return a range in percent, as one number where both ends print alike."""
    low, high = percent_text(worst), percent_text(best)
    return low if low == high else say(lang, "audit.range", low=low, high=high)


def score_text(score: Score | CategoryStanding, lang: Lang) -> str:
    """Return the range of a score in percent."""
    return spread(score.worst, score.best, lang)


def points_text(points: Number) -> str:
    """Return points with two decimals at most: sums over many units have many more."""
    return plain_text(rounded(points))


def place(rank: Rank | None) -> str:
    """Return the place of a unit; a dash where it has none."""
    return percent_text(None) if rank is None else str(rank.place)


def places(rank: Rank | None, lang: Lang) -> str:
    """Return the places that the open facts leave possible, where there are several."""
    if rank is None or rank.best_place == rank.worst_place:
        return ""
    return say(lang, "audit.range", low=rank.best_place, high=rank.worst_place)


def names_of(audit: Audit) -> dict[str, str]:
    """Return what all units that the audit mentions are called, by id.

    Those that share their name with others are told apart by the units above them.
    """
    named: dict[str, str] = {}
    if audit.received is not None:
        named.update(audit.received.missing)
    named.update(audit.names)
    named.update((each.id, each.name) for each in audit.details)
    named.update((each.id, each.name) for each in audit.groups)
    named.update((each.id, each.name) for each in audit.units)
    named.update(audit.called)
    return named


def called(unit: Named, audit: Audit) -> str:
    """Return what a unit is called where the unit above it does not stand beside it."""
    return audit.called.get(unit.id, unit.name)


def name_of(unit: str | None, names: Mapping[str, str]) -> str:
    """Return the name of a unit, its id where no name is known; empty for none."""
    return "" if unit is None else names.get(unit, unit)


def joined(names: Sequence[str], lang: Lang, most: int = NAMES) -> str:
    """Return names in one line; where there are more than ``most``, only the first of them."""
    text = say(lang, "value.joint").join(names[:most])
    return text if len(names) <= most else say(lang, "audit.and_more", names=text)


def kind_labels(audit: Audit) -> dict[str, str]:
    """Return the levels that occur with their names, as the edition calls them."""
    labels = {kind: kind for kind in audit.total}
    for group in audit.groups:
        labels[group.kind] = group.kind_label
        labels[group.members_kind] = group.members_kind_label
    labels.update((unit.kind, unit.kind_label) for unit in audit.units)
    return labels


def ranked_kinds(audit: Audit) -> list[str]:
    """Return the levels of the units that are shown, in their order."""
    return list(dict.fromkeys(unit.kind for unit in audit.units))


def group_kinds(audit: Audit) -> list[str]:
    """Return the levels of the groups, that of ``by`` first."""
    kinds = list(dict.fromkeys(group.kind for group in audit.groups))
    return sorted(kinds, key=lambda kind: kind != audit.by)


def units_of(audit: Audit, kind: str) -> list[Standing]:
    """Return the units of a level that are shown, in the order of their ranks."""
    return [unit for unit in audit.units if unit.kind == kind]


def end_of(group: GroupStanding, end: Extreme, audit: Audit) -> str:
    """Return what the unit at an end of a group is called; beside its own street its name does."""
    return end.name if group.is_right_above else called(end, audit)


def listed(units: Sequence[Standing], most: int) -> list[Standing]:
    """Return units, in their order, of each level at most so many: the first and the last."""
    found: list[Standing] = []
    for _, group in groupby(units, key=lambda unit: unit.kind):
        of_level = [*group]
        half = most // 2
        is_all = len(of_level) <= most
        found += of_level if is_all else of_level[: most - half] + of_level[-half:]
    return found


def ends(audit: Audit) -> dict[str, Standing]:
    """Return the first and the last units of each level, by id: whatever else is shown."""
    return {unit.id: unit for unit in listed(audit.units, 2 * ENDS)}


def groups_of(audit: Audit, kind: str) -> list[GroupStanding]:
    """Return the groups of a level."""
    return [group for group in audit.groups if group.kind == kind]


def judged_count(audit: Audit) -> int:
    """Return how many units were judged."""
    return sum(audit.total.values())


def days(audit: Audit, lang: Lang) -> str:
    """Return the day of the audit, or its first and last."""
    if not audit.dates:
        return percent_text(None)
    first, last = min(audit.dates).isoformat(), max(audit.dates).isoformat()
    return first if first == last else say(lang, "audit.days", first=first, last=last)


def last_day(audit: Audit) -> date:
    """Return the day that stands on documents: the last on which units were judged."""
    return max(audit.dates, default=date(1980, 1, 1))  # the earliest that a file can bear


def title(audit: Audit) -> str:
    """Return the title of what is shown."""
    return say(audit.lang, "audit.title", name=audit.title)


def subtitle(audit: Audit) -> str:
    """Return the day and the edition."""
    return say(
        audit.lang, "audit.subtitle", days=days(audit, audit.lang), edition=audit.edition_name
    )


def totals(audit: Audit) -> str:
    """Return how many units were judged, by level, and how many could not be."""
    lang, labels = audit.lang, kind_labels(audit)
    each = [
        say(lang, "audit.total_of", kind=labels[kind], count=count)
        for kind, count in audit.total.items()
        if count
    ]
    if not each:
        return say(lang, "audit.nothing", left_out=audit.left_out)
    by_kind = say(lang, "value.joint").join(each)
    count = judged_count(audit)
    if audit.left_out:
        left_out = audit.left_out
        return say(lang, "audit.totals_but", count=count, kinds=by_kind, left_out=left_out)
    return say(lang, "audit.totals", count=count, kinds=by_kind)


def conclusion_names(audit: Audit) -> dict[str, str]:
    """Return what each conclusion is called."""
    return {each.code: each.name for each in audit.conclusions}


def marks(audit: Audit, kinds: Collection[str], most: int = NAMES) -> Iterator[str]:
    """Yield what holds for how many units, and for which, of conclusions of some kinds."""
    names = names_of(audit)
    for conclusion in audit.conclusions:
        count = audit.holding.get(conclusion.code, 0)
        if count and conclusion.kind in kinds:
            holders = [name_of(unit, names) for unit in audit.holders.get(conclusion.code, ())]
            args = {"count": count, "names": joined(holders, audit.lang, most)}
            yield say(audit.lang, "audit.mark", label=conclusion.name, **args)


def is_vetoed(unit: Standing, audit: Audit) -> bool:
    """Return whether a veto holds for a unit."""
    return any(c.kind == "veto" and unit.conclusions.get(c.code) for c in audit.conclusions)


def marked_name(unit: Standing, audit: Audit, *, has_id: bool = False) -> str:
    """Return the name of a unit, with a mark where a veto holds for it; with its id if wanted."""
    lang, name = audit.lang, unit.name
    if has_id and name != unit.id:
        name = say(lang, "audit.called_by_id", name=name, id=unit.id)
    return say(lang, "audit.vetoed", name=name) if is_vetoed(unit, audit) else name


def alike_below_one(units: Sequence[Standing]) -> set[str]:
    """Return the units that share their name with another below the same unit."""
    counts = Counter((unit.name, unit.parent) for unit in units)
    return {unit.id for unit in units if counts[unit.name, unit.parent] > 1}


def ranking_meaning(audit: Audit, units: Iterable[Standing]) -> list[str]:
    """Return how a ranking of units is to be read, and what its mark means where it occurs."""
    lines = [say(audit.lang, "audit.places_meaning")]
    if any(is_vetoed(unit, audit) for unit in units):
        lines.append(say(audit.lang, "audit.vetoed_meaning"))
    return lines


def requirement(gap: CommonGap, lang: Lang) -> str:
    """Return what is asked, with the fact that it is asked of."""
    return say(lang, "audit.requirement", label=gap.label, required=gap.required_text)


def lifts(gap: CommonGap, audit: Audit) -> str:
    """Return over which lines closing it lifts how many units; empty where it lifts none."""
    names = conclusion_names(audit)
    each = [
        say(audit.lang, "audit.lift", line=names.get(line, line), count=count)
        for line, count in gap.lifts.items()
        if count
    ]
    return say(audit.lang, "because.joint").join(each)


def most_lifted(gap: CommonGap) -> int:
    """Return how many units closing it lifts over one line, that with the most of them."""
    return max(gap.lifts.values(), default=0)


def levers(audit: Audit, most: int) -> list[CommonGap]:
    """Return the gaps that, closed alone, lift most units over a line; at most so many.

    Nothing where only the commonest gaps are known: another one may lift more.
    """
    lifting = [gap for gap in audit.gaps if audit.has_every_gap and most_lifted(gap)]
    return sorted(lifting, key=lambda gap: (-most_lifted(gap), -sum(gap.lifts.values())))[:most]


def alike(audit: Audit) -> list[tuple[Standing, Peers]]:
    """Return units that are alike in size beside each other, best first."""
    pairs = [(unit, unit.peers) for unit in audit.units if unit.peers is not None]
    kinds = {kind: at for at, kind in enumerate(ranked_kinds(audit))}
    return sorted(pairs, key=lambda pair: (kinds[pair[0].kind], pair[1].band, pair[1].place))


def sizes(peers: Peers, lang: Lang) -> str:
    """Return from how many to how many residents alike units have."""
    low, high = peers.smallest, peers.largest
    return str(low) if low == high else say(lang, "audit.range", low=low, high=high)


def reasons(counts: Mapping[str, int], lang: Lang) -> str:
    """Return why a fact is not known, with how often."""
    each = [
        say(lang, "audit.reason", why=say(lang, f"why.{why}"), count=count)
        for why, count in counts.items()
        if count
    ]
    return say(lang, "value.joint").join(each)


def suspicion(found: Suspicion, names: Mapping[str, str], lang: Lang) -> str:
    """Return what looks odd, and in which units."""
    units = [name_of(unit, names) for unit in found.units]
    if not units:
        return say(lang, "audit.suspicion_unnamed", message=found.message, count=found.count)
    shown = joined(units, lang)
    if found.count > len(units) <= NAMES:
        shown = say(lang, "audit.and_more", names=shown)
    args = {"message": found.message, "count": found.count, "names": shown}
    return say(lang, "audit.suspicion", **args)


def received(audit: Audit) -> list[str]:
    """Return who was expected to report, who did not, and who was not expected."""
    found, lang = audit.received, audit.lang
    if found is None:
        return []
    counts = {"expected": found.expected, "received": found.received}
    lines = [say(lang, "audit.received", **counts, missing=len(found.missing))]
    if found.missing:
        names = joined([audit.called.get(unit, name) for unit, name in found.missing], lang)
        lines.append(say(lang, "audit.not_received", names=names))
    if found.unexpected:
        names_by_id = names_of(audit)
        names = joined([name_of(unit, names_by_id) for unit in found.unexpected], lang)
        lines.append(say(lang, "audit.unexpected", count=len(found.unexpected), names=names))
    return lines


def changed(audit: Audit, day: str = "") -> list[str]:
    """Return what is otherwise since the audit before, in sums. ``day``: as letters write it."""
    found, lang = audit.changes, audit.lang
    if found is None:
        return []
    day = day or found.date or say(lang, "audit.before")
    sums = {name: found.totals.get(name, 0) for name in KINDS_OF_CHANGE}
    joiners = sum(unit.is_new for unit in found.units)
    lines = [say(lang, "audit.changed", day=day, **sums)]
    if joiners or found.gone:
        lines.append(say(lang, "audit.came_and_went", came=joiners, gone=len(found.gone)))
    if found.dropped:
        names = joined([called(unit, audit) for unit in found.dropped], lang)
        lines.append(say(lang, "audit.dropped", names=names))
    if found.rules_changed:
        lines.append(say(lang, "audit.rules_changed"))
    return lines


def common_key(gap: CommonGap) -> GapKey:
    """Return a common gap as gaps of units are known; it is no one unit's."""
    return GapKey(gap.indicator, gap.item, gap.member)


def has_several_days(load: WorkLoad) -> bool:
    """Return whether what a body has to close is due on several days."""
    return load.first_due is not None and load.first_due != load.due


def problems_line(audit: Audit) -> str:
    """Return how many problems the sources have; empty where there are none."""
    if not audit.problems:
        return ""
    counts = Counter(found.severity for found in audit.problems)
    each = [
        say(audit.lang, "audit.problem_count", severity=say(audit.lang, f"severity.{s}"), count=n)
        for s, n in sorted(counts.items())
    ]
    return say(audit.lang, "audit.problems", counts=say(audit.lang, "value.joint").join(each))
