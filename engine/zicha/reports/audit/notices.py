"""Rectification notices (整改通知单) as Word documents: for a unit, and for a department."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, groupby

from zicha.model.audit import Audit, UnitGaps
from zicha.model.report import Gap, SourceShown
from zicha.reports.audit import phrases
from zicha.reports.audit.bodies import Shared, units_text
from zicha.reports.phrases import source
from zicha.reports.word.fields import day_text
from zicha.reports.word.paper import Paper
from zicha.reports.word.style import (
    ANNEX,
    FINE,
    LETTERHEAD,
    LIST,
    NOTE,
    PLAIN,
    RULED,
    SIGNATURE,
    TITLE,
    begin_wide,
)
from zicha.reports.word.table import Column, Grid
from zicha.words import say
from zicha.words.sources import works_cited

Names = Sequence[tuple[str, float, bool]]
"""Columns: the name, the share of the width, and whether it is centred."""
COLUMNS = (
    ("number", 0.8, True),
    ("indicator", 1.1, True),
    ("problem", 4.7, False),
    ("demand", 6.4, False),
    ("owner", 2.4, False),
)
FOR_DEPARTMENT = (
    ("number", 0.8, True),
    ("indicator", 1.2, True),
    ("problem", 4.6, False),
    ("required", 3, False),
    ("units", 6, False),
)
SLIP = (
    ("number", 0.8, True),
    ("indicator", 1.2, True),
    ("problem", 6, False),
    ("done", 4.4, False),
    ("done_on", 1.8, True),
    ("answers", 1.8, True),
)
BESIDE = 12
"""So many units stand beside a requirement; more stand below it."""
ROOM = 8
"""The least height of what is filled in by hand. Unit: mm."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be closed by a day: its cells after the number, and what to do, on what basis.

    ``gaps``: how many gaps of units it stands for.
    """

    due: date
    cells: tuple[str, ...]
    beneath: str
    source: SourceShown
    gaps: int = 1

    @property
    def problem(self) -> tuple[str, str]:
        """Return the indicator and the problem."""
        return self.cells[0], self.cells[1]


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

    def entry(self, gap: Gap, cells: Sequence[str], measure: str, gaps: int = 1) -> Entry:
        """Return a gap as an entry of the list; ``cells``: what follows indicator and problem."""
        basis = source(gap.source, self.lang)
        beneath = self.phrase("beneath", measure=measure, source=basis)
        return Entry(gap.due, (gap.indicator, gap.label, *cells), beneath, gap.source, gaps)

    def begin(self, intro: str, entries: Sequence[Entry], **args: object) -> None:
        """Write the head, who it is for, what was found, and by when it is to be closed."""
        self.paper.write(self.phrase("title"), LETTERHEAD)
        self.paper.write(self.phrase("number", **self.number), RULED)
        self.paper.write("", PLAIN)
        self.paper.write(self.phrase("addressee", name=self.name), PLAIN)
        day = day_text(self.day, self.lang)
        args = {"day": day, "edition": self.audit.edition_name, **args}
        count = sum(entry.gaps for entry in entries)
        self.paper.write(self.phrase(intro, count=count, days=self.days(entries), **args))

    def days(self, entries: Sequence[Entry]) -> str:
        """Return how many gaps are to be closed by which day."""
        counts: dict[date, int] = {}
        for entry in entries:
            counts[entry.due] = counts.get(entry.due, 0) + entry.gaps
        each = [
            self.phrase(self.by(due, "by_day"), day=day_text(due, self.lang), count=count)
            for due, count in sorted(counts.items())
        ]
        return self.phrase("days_joint").join(each)

    def by(self, due: date, key: str) -> str:
        """Return the key of a sentence on a day by which to close gaps, which may be over."""
        return f"{key}_over" if due < self.day else key

    def sign(self, *, annexes: bool) -> None:
        """Write the annexes, who issues the notice, and the day."""
        for line in ("annex_list", "annex_slip") if annexes else ():
            self.paper.write(self.phrase(line), LIST)
        self.paper.write("", LIST)
        self.paper.write(self.phrase("signed"), SIGNATURE)
        self.paper.write(day_text(self.day, self.lang), SIGNATURE)
        if not annexes:
            self.paper.write("", PLAIN)
            self.warn()

    def warn(self) -> None:
        """Write how far the edition can be trusted."""
        self.paper.write(self.phrase("warning", warning=self.audit.edition_warning), FINE)

    def columns(self, names: Names) -> list[Column]:
        """Return the columns of a table."""
        return [
            Column(say(self.lang, f"notice.column.{name}"), share, centred)
            for name, share, centred in names
        ]

    def annexes(self, names: Names, entries: Sequence[Entry]) -> None:
        """Write the list, a table for each day, and the slip to be sent back."""
        begin_wide(self.paper.document)
        self.annex(1, "list")
        self.paper.write(self.phrase("list_of", name=self.name, **self.number), NOTE)
        self.warn()
        entries = sorted(entries, key=lambda entry: entry.due)
        numbers = count(1)
        for due, group in groupby(entries, key=lambda entry: entry.due):
            mine = list(group)
            self.paper.write("", FINE)
            day = day_text(due, self.lang)
            rows = [(str(next(numbers)), *entry.cells) for entry in mine]
            gaps = sum(entry.gaps for entry in mine)
            title = self.phrase(self.by(due, "until"), day=day, count=gaps)
            beneath = [entry.beneath for entry in mine]
            self.paper.add(Grid(self.columns(names), rows, title, beneath, fine=True))
        self.legend(entries)
        self.slip(entries)

    def legend(self, entries: Sequence[Entry]) -> None:
        """Write what the keys in the citations stand for."""
        works = works_cited((entry.source for entry in entries), self.lang)
        if works:
            joined = say(self.lang, "because.joint").join(works)
            self.paper.write("", FINE)
            self.paper.write(self.phrase("works", works=joined), FINE)

    def annex(self, number: int, name: str) -> None:
        """Write the head of an annex, on a new page."""
        text = say(self.lang, "word.annex", number=number)
        head = self.paper.document.add_paragraph(text, ANNEX)
        head.paragraph_format.page_break_before = True
        self.paper.write(self.phrase(name), TITLE)

    def slip(self, entries: Sequence[Entry]) -> None:
        """Write the slip to be sent back, on a page of its own."""
        self.annex(2, "slip")
        self.paper.write(self.phrase("slip_intro", name=self.name, **self.number))
        self.paper.write("", FINE)
        rows = [(str(n), *entry.problem, "", "", "") for n, entry in enumerate(entries, 1)]
        self.paper.add(Grid(self.columns(SLIP), rows, fine=True, least=ROOM))
        self.paper.write("", PLAIN)
        for line in ("responsible", "sealed", "dated"):
            self.paper.write(self.phrase(line), LIST)

    def finished(self) -> bytes:
        """Return the document's bytes."""
        return self.paper.finished(self.phrase("title"), "Zicha", self.day)


def demand(notice: Notice, gap: Gap) -> str:
    """Return what is required, what is, and by how much it falls short."""
    known = {"required": gap.required_text, "actual": gap.actual_text}
    if not gap.shortfall_text:
        return notice.phrase("demand", **known)
    return notice.phrase("demand_short", **known, shortfall=gap.shortfall_text)


def gap_entry(notice: Notice, gap: Gap) -> Entry:
    """Return a gap as an entry of a unit's list."""
    return notice.entry(gap, (demand(notice, gap), gap.owner), gap.remedy)


def notice_word(audit: Audit, unit: UnitGaps, parent: str | None) -> bytes:
    """Return the notice to one unit: the gaps that it can close itself, others only counted.

    Args:
        audit: The audit.
        unit: The unit with its gap list.
        parent: The name of the unit above, to which the slip goes; None where there is none.
    """
    gaps = [gap for gap in unit.gaps if gap.level == unit.kind]
    notice = Notice(audit, unit.name, unit.id)
    entries = [gap_entry(notice, gap) for gap in gaps]
    to = parent or notice.phrase("issuer")
    notice.begin("intro" if gaps else "clean", entries, to=to)
    if len(unit.gaps) > len(gaps):
        notice.paper.write(notice.phrase("elsewhere", count=len(unit.gaps) - len(gaps)))
    if unit.to_verify:
        notice.paper.write(notice.phrase("to_verify", count=unit.to_verify))
    notice.sign(annexes=bool(gaps))
    if gaps:
        notice.annexes(COLUMNS, entries)
    return notice.finished()


def shared_entry(shared: Shared, notice: Notice, remedies: dict[str, str]) -> Entry:
    """Return one requirement as an entry; its remedy without any one unit's numbers.

    Many units stand below it, across the table.
    """
    gap, count = shared.gap, len(shared.holders)
    measure = gap.remedy if count == 1 else remedies.get(shared.key, gap.remedy)
    units = units_text(shared, notice.audit)
    if count <= BESIDE:
        return notice.entry(gap, (gap.required_text, units), measure, count)
    counted = notice.phrase("units_counted", count=count)
    entry = notice.entry(gap, (gap.required_text, counted), measure, count)
    return replace(entry, beneath=notice.phrase("units_beneath", units=units, then=entry.beneath))


def notice_for_department(audit: Audit, name: str, shared: Sequence[Shared]) -> bytes:
    """Return the notice to a department: its gaps in all units.

    Args:
        audit: The audit.
        name: What the department is called.
        shared: What it answers for, of the ``shared_gaps``.
    """
    units = {holder.unit.id for each in shared for holder in each.holders}
    kinds = {each.key for each in shared}
    notice = Notice(audit, name, name)
    remedies = {str(phrases.common_key(gap)): gap.remedy for gap in audit.gaps}
    entries = [shared_entry(each, notice, remedies) for each in shared]
    intro = "intro_department" if shared else "clean_department"
    to = notice.phrase("issuer")
    notice.begin(intro, entries, kinds=len(kinds), units=len(units), to=to)
    notice.sign(annexes=bool(shared))
    if shared:
        notice.annexes(FOR_DEPARTMENT, entries)
    return notice.finished()
