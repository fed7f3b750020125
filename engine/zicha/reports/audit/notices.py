"""Rectification notices (整改通知单) as Word documents: for a unit, and for a department."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zicha.model.audit import Audit, UnitGaps
from zicha.model.report import Gap
from zicha.reports.audit import phrases
from zicha.reports.word.fields import day_text
from zicha.reports.word.paper import Paper
from zicha.reports.word.style import BODY, CELL, PLAIN, SIGNATURE, TITLE
from zicha.reports.word.table import Column
from zicha.words import say

UNITS = 20
"""So many units stand beside a gap of a department."""
COLUMNS = (
    ("number", 0.75),
    ("indicator", 1.15),
    ("problem", 2.2),
    ("required", 1.5),
    ("actual", 1.1),
    ("shortfall", 1.1),
    ("measure", 3.0),
    ("owner", 1.4),
    ("due", 2.4),
)
FOR_DEPARTMENT = (
    ("number", 0.75),
    ("indicator", 1.15),
    ("problem", 2.3),
    ("required", 1.6),
    ("units", 3.6),
    ("measure", 3.0),
    ("due", 2.4),
)
SLIP = (("number", 0.75), ("problem", 3.4), ("done", 4.4), ("done_on", 1.6), ("answers", 1.3))
BLANK = "\n\n"
"""Room to write in by hand."""
NARROW = 1.3
"""A column of this share or less is centred."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One requirement that units do not meet: the units by name, each with its own gap."""

    units: tuple[tuple[str, Gap], ...]

    @property
    def gap(self) -> Gap:
        """Return the gap of the first unit, for what all have in common."""
        return self.units[0][1]

    @property
    def due(self) -> date:
        """Return the day on which the first of them is due."""
        return min(gap.due for _, gap in self.units)


class Notice:
    """A notice in the making. ``key``: what its number ends in."""

    def __init__(self, audit: Audit, name: str, key: str) -> None:
        """Begin the notice to ``name``."""
        self.audit, self.name = audit, name
        self.paper, self.lang = Paper(audit.lang), audit.lang
        day = phrases.last_day(audit)
        self.day = day
        self.number = {"year": day.year, "day": f"{day:%m%d}", "key": key}

    def phrase(self, key: str, /, **args: object) -> str:
        """Return a sentence of a notice."""
        return say(self.lang, f"notice.{key}", **args)

    def begin(self, intro: str, **args: object) -> None:
        """Write the title, the number, who it is for, and what was found."""
        self.paper.write(self.phrase("title"), TITLE)
        self.paper.write(self.phrase("number", **self.number), SIGNATURE)
        self.paper.write(self.phrase("addressee", name=self.name), PLAIN)
        day = day_text(self.day, self.lang)
        args = {"day": day, "edition": self.audit.edition_name, **args}
        self.paper.write(self.phrase(intro, **args), BODY)

    def table(self, names: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]) -> None:
        """Write a table; narrow columns are centred."""
        columns = [
            Column(say(self.lang, f"notice.column.{name}"), share, share <= NARROW)
            for name, share in names
        ]
        self.paper.rows(columns, rows)

    def sign(self) -> None:
        """Write how far the edition can be trusted, who issues the notice, and the day."""
        self.paper.write("", PLAIN)
        self.paper.write(self.phrase("signed"), SIGNATURE)
        self.paper.write(day_text(self.day, self.lang), SIGNATURE)
        self.paper.write(self.phrase("warning", warning=self.audit.edition_warning), CELL)

    def slip(self, problems: Sequence[str]) -> None:
        """Write the slip to be sent back, on a page of its own."""
        head = self.paper.document.add_paragraph(self.phrase("slip"), TITLE)
        head.paragraph_format.page_break_before = True
        self.paper.write(self.phrase("slip_intro", name=self.name, **self.number), BODY)
        rows = [[str(n), problem, BLANK, "", ""] for n, problem in enumerate(problems, 1)]
        self.table(SLIP, rows)
        self.paper.write("", PLAIN)
        for line in ("responsible", "sealed", "dated"):
            self.paper.write(self.phrase(line), PLAIN)

    def finished(self) -> bytes:
        """Return the document's bytes."""
        return self.paper.finished(self.phrase("title"), "Zicha", self.day)


def gap_row(number: int, gap: Gap) -> list[str]:
    """Return a gap as a row of a unit's notice."""
    return [
        str(number),
        gap.indicator,
        gap.label,
        gap.required_text,
        gap.actual_text,
        gap.shortfall_text,
        gap.remedy,
        gap.owner,
        gap.due.isoformat(),
    ]


def notice_word(audit: Audit, unit: UnitGaps, parent: str | None, *, whole: bool = False) -> bytes:
    """Return the notice to one unit.

    Args:
        audit: The audit.
        unit: The unit with its gap list.
        parent: The name of the unit above, to which the slip goes; None where there is none.
        whole: List the gaps, too, that only another level can close.
    """
    gaps = [gap for gap in unit.gaps if whole or gap.level == unit.kind]
    notice = Notice(audit, unit.name, unit.id)
    to = parent or notice.phrase("issuer")
    intro = "intro_whole" if whole else "intro"
    notice.begin(intro if gaps else "clean", count=len(gaps), to=to)
    if gaps:
        notice.table(COLUMNS, [gap_row(number, gap) for number, gap in enumerate(gaps, 1)])
    if len(unit.gaps) > len(gaps):
        elsewhere = len(unit.gaps) - len(gaps)
        notice.paper.write(notice.phrase("elsewhere", count=elsewhere))
    if unit.to_verify:
        notice.paper.write(notice.phrase("to_verify", count=unit.to_verify))
    notice.sign()
    if gaps:
        notice.slip([gap.label for gap in gaps])
    return notice.finished()


def own_gaps(audit: Audit) -> Iterator[tuple[UnitGaps, Gap]]:
    """Yield the gaps of every unit without those that a unit above it has, too: they are its."""
    keys = {
        unit.id: {str(phrases.gap_key(unit.id, gap)) for gap in unit.gaps} for unit in audit.details
    }
    above = {unit.id: (unit.street, unit.district, unit.city) for unit in audit.units}
    for unit in audit.details:
        ancestors = set(above.get(unit.id, ())) - {None, unit.id}
        inherited = set().union(*(keys.get(ancestor or "", set()) for ancestor in ancestors))
        for gap in unit.gaps:
            if str(phrases.gap_key(unit.id, gap)) not in inherited:
                yield unit, gap


def shared_gaps(audit: Audit, department: str) -> list[Shared]:
    """Return what a department answers for, those of most units first."""
    found: dict[str, list[tuple[str, Gap]]] = {}
    for unit, gap in own_gaps(audit):
        if gap.owner == department:
            found.setdefault(str(phrases.gap_key(unit.id, gap)), []).append((unit.name, gap))
    shared = [Shared(tuple(units)) for units in found.values()]
    return sorted(shared, key=lambda each: -len(each.units))


def units_text(shared: Shared, notice: Notice) -> str:
    """Return which units do not meet a requirement, and by how much each falls short."""
    is_member = phrases.gap_key("", shared.gap).member is not None
    shorts = {name: "" if is_member else gap.shortfall_text for name, gap in shared.units}
    of_all = set(shorts.values())
    each = [
        notice.phrase("short", name=name, shortfall=short) if short and len(of_all) > 1 else name
        for name, short in shorts.items()
    ]
    names = say(notice.lang, "value.joint").join(each[:UNITS])
    if len(each) > UNITS:
        names = notice.phrase("and_more", names=names, count=len(each))
    (short, *others) = of_all
    if others or not short:
        return names
    return notice.phrase("short" if len(each) == 1 else "all_short", name=names, shortfall=short)


def shared_row(number: int, shared: Shared, notice: Notice, remedies: dict[str, str]) -> list[str]:
    """Return one requirement as a row; its remedy without any one unit's numbers."""
    gap = shared.gap
    general = remedies.get(str(phrases.gap_key("", gap)), gap.remedy)
    return [
        str(number),
        gap.indicator,
        gap.label,
        gap.required_text,
        units_text(shared, notice),
        gap.remedy if len(shared.units) == 1 else general,
        shared.due.isoformat(),
    ]


def notice_for_department(audit: Audit, department: str) -> bytes:
    """Return the notice to a department, named as gaps name their owners: its gaps in all units."""
    shared = shared_gaps(audit, department)
    units = {unit.id for unit, gap in own_gaps(audit) if gap.owner == department}
    notice = Notice(audit, department, department)
    intro = "intro_department" if shared else "clean_department"
    notice.begin(intro, count=len(shared), units=len(units), to=notice.phrase("issuer"))
    if shared:
        remedies = {str(phrases.common_key(gap)): gap.remedy for gap in audit.gaps}
        rows = [shared_row(n, each, notice, remedies) for n, each in enumerate(shared, 1)]
        notice.table(FOR_DEPARTMENT, rows)
    notice.sign()
    if shared:
        notice.slip([each.gap.label for each in shared])
    return notice.finished()
