"""The tables that a screen, a bulletin and a document show, as texts; with how wide each may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zicha.model.audit import (
    Audit,
    Changes,
    CommonGap,
    Extreme,
    GroupStanding,
    MissingFact,
    Standing,
    UnitChange,
    WorkLoad,
)
from zicha.model.text import Lang
from zicha.reports.audit import phrases
from zicha.reports.grid import REST, WHOLE
from zicha.words import say
from zicha.words.numbers import percent_text

ELLIPSIS = "…"
CODES = 3
"""So many of the indicators behind gaps are named."""


class Field(NamedTuple):
    """A column: its name, the most it takes of a screen, its share of a page's width."""

    name: str
    most: int
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts below named columns. ``more``: how many further rows there are."""

    fields: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0

    def heads(self, lang: Lang) -> list[str]:
        """Return the heads of the columns."""
        return [say(lang, f"audit.column.{field.name}") for field in self.fields]


PLACE = Field("place", 6, 1, centred=True)
GAPS = Field("gaps", WHOLE, 1, centred=True)
RANKING = (
    PLACE,
    Field("places", 9, 2.1, centred=True),
    Field("unit", REST, 3.5),
    Field("parent", 14, 2.6),
    Field("score", 13, 2.8, centred=True),
    GAPS,
    Field("open", WHOLE, 1, centred=True),
)
GROUPS = (
    PLACE,
    Field("unit", REST, 3),
    Field("members", WHOLE, 1.1, centred=True),
    Field("mean", 13, 2.6, centred=True),
    Field("highest", 16, 2.6),
    Field("lowest", 16, 2.6),
)
COMMON = (
    Field("indicator", WHOLE, 1, centred=True),
    Field("problem", REST, 5.6),
    Field("owner", 12, 2),
    Field("holders", 11, 1.7, centred=True),
    Field("gain", 8, 1.1, centred=True),
)
LOADS = (
    Field("load", REST, 4),
    GAPS,
    Field("units", WHOLE, 1.2, centred=True),
    Field("due", WHOLE, 1.8, centred=True),
    Field("indicators", 24, 2.8),
)
FIRST_DUE = Field("first_due", WHOLE, 1.8, centred=True)
"""The first day, where some have others to keep than the last."""
LATE = Field("late", WHOLE, 1, centred=True)
"""What is overdue, where there is an audit before."""
MISSING = (
    Field("fact", REST, 4.6),
    Field("level", 9, 1.3, centred=True),
    Field("unknown", 11, 1.7, centred=True),
    Field("why", 22, 2.8),
    Field("at_stake", 8, 1.2, centred=True),
)
CHANGES = (
    Field("unit", REST, 4),
    Field("was", 11, 1.5, centred=True),
    Field("is", 11, 1.5, centred=True),
    Field("place_was", 8, 1.2, centred=True),
    Field("place_is", 8, 1.2, centred=True),
    Field("new", WHOLE, 1, centred=True),
    Field("closed", WHOLE, 1, centred=True),
    Field("back", WHOLE, 1, centred=True),
)


def of(part: int, whole: int) -> str:
    """Return a part of a whole."""
    return f"{part}/{whole}"


def standing_row(
    unit: Standing, parent: str, audit: Audit, *, has_id: bool = False
) -> tuple[str, ...]:
    """Return a unit as a row of the ranking. ``has_id``: with its id behind its name."""
    return (
        phrases.place(unit.rank),
        phrases.places(unit.rank, audit.lang),
        phrases.marked_name(unit, audit, has_id=has_id),
        parent,
        phrases.score_text(unit.score, audit.lang),
        str(unit.gaps),
        str(unit.counts.get("open", 0)),
    )


def ranking(audit: Audit, kind: str, first: int, last: int) -> Table:
    """Return the ``first`` and the ``last`` units of a level; all where there are not many more."""
    units, lang, names = phrases.units_of(audit, kind), audit.lang, phrases.names_of(audit)
    alike = phrases.alike_below_one(units)
    rows = [
        standing_row(unit, phrases.name_of(unit.parent, names), audit, has_id=unit.id in alike)
        for unit in units
    ]
    if len(rows) > first + last:
        rows = rows[:first] + rows[len(rows) - last :]
    hidden = audit.total.get(kind, len(units)) - len(rows)
    if hidden > 0:
        left_out = say(lang, "audit.left_out_rows", count=hidden)
        rows.insert(first, (ELLIPSIS, "", left_out, "", "", "", ""))
    return Table(RANKING, tuple(rows))


def extreme(group: GroupStanding, found: Extreme | None, audit: Audit) -> str:
    """Return the highest or lowest unit of a group."""
    if found is None:
        return ""
    name, score = phrases.end_of(group, found, audit), percent_text(found.worst)
    return say(audit.lang, "audit.extreme", name=name, score=score)


def group_row(group: GroupStanding, audit: Audit) -> tuple[str, ...]:
    """Return the units below one as a row."""
    return (
        phrases.place(group.rank),
        phrases.called(group, audit),
        str(group.members),
        phrases.score_text(group.score, audit.lang),
        extreme(group, group.highest, audit),
        extreme(group, group.lowest, audit),
    )


def groups(audit: Audit, kind: str, most: int) -> Table:
    """Return the groups of a level, at most so many."""
    found = phrases.groups_of(audit, kind)
    rows = tuple(group_row(group, audit) for group in found[:most])
    return Table(GROUPS, rows, audit.group_total[kind] - len(rows))


def common_row(gap: CommonGap, audit: Audit, *, lifting: bool) -> tuple[str, ...]:
    """Return a common gap as a row, with the lines that closing it lifts units over if wanted."""
    lang, asked = audit.lang, phrases.requirement(gap, audit.lang)
    lifted = phrases.lifts(gap, audit) if lifting else ""
    return (
        gap.indicator,
        say(lang, "audit.lifted", asked=asked, lifts=lifted) if lifted else asked,
        gap.owner,
        of(gap.holders, gap.of),
        phrases.points_text(gap.points),
    )


def common_gaps(audit: Audit, most: int, *, lifting: bool = True) -> Table:
    """Return the commonest gaps, at most so many."""
    rows = tuple(common_row(gap, audit, lifting=lifting) for gap in audit.gaps[:most])
    return Table(COMMON, rows, len(audit.gaps) - len(rows))


def levers(audit: Audit, most: int) -> Table:
    """Return the gaps that, closed alone, lift most units over a line."""
    rows = [common_row(gap, audit, lifting=True) for gap in phrases.levers(audit, most)]
    return Table(COMMON, tuple(rows))


def load_row(load: WorkLoad, lang: Lang, *, has_first: bool) -> tuple[str, ...]:
    """Return what one department, or one level, has to close as a row."""
    late = () if load.overdue is None else (str(load.overdue),)
    first = (day_or_none(load.first_due),) if has_first else ()
    return (
        load.label,
        str(load.gaps),
        *late,
        str(load.units),
        *first,
        day_or_none(load.due),
        say(lang, "value.joint").join(load.indicators[:CODES]),
    )


def day_or_none(day: date | None) -> str:
    """Return a day, nothing where there is none."""
    return "" if day is None else day.isoformat()


def load_fields(found: Sequence[WorkLoad]) -> tuple[Field, ...]:
    """Return the columns of what there is to close: with what is overdue where that is known."""
    label, gaps, units, *rest = LOADS
    late = [LATE] if any(load.overdue is not None for load in found) else []
    first = [FIRST_DUE] if any(map(phrases.has_several_days, found)) else []
    return (label, gaps, *late, units, *first, *rest)


def loads(found: Sequence[WorkLoad], lang: Lang, most: int) -> Table:
    """Return who has to close how much, at most so many."""
    fields = load_fields(found)
    rows = tuple(load_row(load, lang, has_first=FIRST_DUE in fields) for load in found[:most])
    return Table(fields, rows, len(found) - len(rows))


def missing_row(fact: MissingFact, lang: Lang) -> tuple[str, ...]:
    """Return a fact that units do not know as a row."""
    return (
        fact.label,
        fact.level_label,
        of(fact.units, fact.of),
        phrases.reasons(fact.reasons, lang),
        phrases.points_text(fact.points),
    )


def missing_facts(audit: Audit, most: int) -> Table:
    """Return the facts missing most, at most so many."""
    rows = tuple(missing_row(fact, audit.lang) for fact in audit.missing_facts[:most])
    return Table(MISSING, rows, len(audit.missing_facts) - len(rows))


def change_row(change: UnitChange, audit: Audit) -> tuple[str, ...]:
    """Return what is otherwise for one unit as a row."""
    before = "" if change.rank_before is None else str(change.rank_before)
    return (
        phrases.called(change, audit),
        say(audit.lang, "audit.new_unit") if change.is_new else percent_text(change.worst_before),
        percent_text(change.worst),
        before,
        "" if change.rank is None else str(change.rank),
        *(str(len(keys)) for keys in (change.new, change.closed, change.back)),
    )


def weight(change: UnitChange) -> int:
    """Return how much is otherwise for a unit; what came back weighs more than all else."""
    return 1000 * len(change.back) + len(change.new) + len(change.closed)


def changes(found: Changes, audit: Audit, most: int) -> Table:
    """Return the units for which most is otherwise, at most so many."""
    units = sorted(found.units, key=weight, reverse=True)
    rows = tuple(change_row(unit, audit) for unit in units[:most])
    return Table(CHANGES, rows, len(units) - len(rows))
