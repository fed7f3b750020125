"""A unit's report with what an office wrote in its ledger before: states, proof, days."""

from dataclasses import replace

from zicha.errors import Place, Problem, Severity, problem
from zicha.model.audit import GapKey
from zicha.model.judgement import Outcome
from zicha.model.ledger import STATES, Followup, Gone, Ledger, LedgerRow, Now
from zicha.model.report import Gap, Report
from zicha.model.results import WAIVED

SETTLED = (Outcome.MET, Outcome.UNMET)
"""Of a set whose other members are missing, one that is not is there."""


def followed(report: Report, ledger: Ledger) -> Report:
    """Return a report whose gaps are due as the ledger has them, and what was written there."""
    unit = report.unit.id
    mine = ledger.of(unit)
    rows = {str(GapKey.of(gap)): gap for gap in report.gaps}
    gaps = tuple(due_as_before(gap, mine.row(unit, key)) for key, gap in rows.items())
    gone = tuple(Gone(row, now_of(row, report)) for row in mine.without(rows, unit))
    return replace(report, gaps=gaps, followup=Followup(mine, gone))


def due_as_before(gap: Gap, row: LedgerRow | None) -> Gap:
    """Return a gap, due on the day that stands in the ledger."""
    return gap if row is None or row.due is None else replace(gap, due=row.due)


def now_of(row: LedgerRow, report: Report) -> Now:
    """Return why a gap is no longer listed."""
    code, item_id, *member = row.gap.split("/", 2)
    for indicator in report.indicators:
        if indicator.code == code and indicator.verdict != WAIVED:
            for item in indicator.items:
                if item.id == item_id and item.outcome in SETTLED[: 1 + len(member)]:
                    return "met"
    return "unsettled"


def ledger_notes(report: Report, file: str) -> list[Problem]:
    """Return what an office should know of its ledger: what it calls done and is not."""
    followup = report.followup
    if followup is None:
        return []
    unit, place = report.unit.id, Place(file)
    rows = [followup.ledger.row(unit, str(GapKey.of(gap))) for gap in report.gaps]
    count = sum(row is not None and row.state == STATES[-1] for row in rows)
    found = []
    if not followup.ledger.rows:
        found.append(problem("ledger-other-unit", place, Severity.WARNING, unit=unit))
    if count:
        found.append(problem("ledger-not-done", place, Severity.HINT, unit=unit, count=count))
    if followup.gone:
        args = {"unit": unit, "count": len(followup.gone)}
        found.append(problem("ledger-gone", place, Severity.HINT, **args))
    return found
