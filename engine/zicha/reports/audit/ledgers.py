"""The sheets of an audit's workbook on what is to be done: gaps, work, what is missing or odd."""

from collections.abc import Iterator, Sequence

from zicha.model.audit import (
    KINDS_OF_CHANGE,
    Audit,
    CommonGap,
    GapKey,
    UnitChange,
    WorkLoad,
)
from zicha.model.ledger import Followup, Ledger
from zicha.model.text import Lang
from zicha.reports import phrases as report_phrases
from zicha.reports.audit import phrases
from zicha.reports.audit.tabs import Row, Tab, column
from zicha.reports.ledger import (
    LedgerForm,
    Listed,
    gone_sheet,
    keyed,
    ledger_cells,
    ledger_sheet,
    written_columns,
)
from zicha.reports.sheets import Book, Column
from zicha.words import say
from zicha.words.problems import problem_hint, problem_message

KEPT = 5
"""The columns of gaps that stay on the screen."""


def common_tab(audit: Audit) -> Tab:
    """Return the commonest gaps."""
    lang = audit.lang
    columns = (
        column(lang, "indicator", 8, "code"),
        column(lang, "name", 22),
        column(lang, "requirement", 28),
        column(lang, "required", 18),
        column(lang, "holders_only", 8, "centre"),
        column(lang, "of", 8, "centre"),
        column(lang, "in_lists", 10, "centre"),
        column(lang, "gain_points", 11, "score"),
        column(lang, "most_lifted", 11, "centre"),
        column(lang, "lifts", 26),
        column(lang, "owner", 16),
        column(lang, "doer", 15),
        column(lang, "measure", 46),
        column(lang, "source", 26),
    )
    rows = (common_cells(gap, audit) for gap in audit.gaps)
    return Tab(say(lang, "audit.sheet.common"), columns, rows, kept=3)


def common_cells(gap: CommonGap, audit: Audit) -> Row:
    """Return a common gap as cells."""
    return (
        gap.indicator,
        gap.indicator_name,
        gap.label,
        gap.required_text,
        gap.holders,
        gap.of,
        gap.units,
        gap.points,
        phrases.most_lifted(gap),
        phrases.lifts(gap, audit),
        gap.owner,
        gap.level_label,
        gap.remedy,
        report_phrases.source(gap.source, audit.lang),
    )


def load_tab(name: str, found: Sequence[WorkLoad], lang: Lang) -> Tab:
    """Return who has to close how much, and how much is overdue where that is known."""
    is_known = any(load.overdue is not None for load in found)
    late = (column(lang, "late", 9, "centre"),) if is_known else ()
    has_first = any(map(phrases.has_several_days, found))
    first = (column(lang, "first_due", 13, "date"),) if has_first else ()
    columns = (
        column(lang, "load", 30),
        column(lang, "gaps", 9, "centre"),
        *late,
        column(lang, "units", 11, "centre"),
        *first,
        column(lang, "due", 13, "date"),
        column(lang, "indicators", 44),
    )
    joint = say(lang, "value.joint")
    rows = (
        (
            each.label,
            each.gaps,
            *((each.overdue,) if late else ()),
            each.units,
            *((each.first_due,) if first else ()),
            each.due,
            joint.join(each.indicators),
        )
        for each in found
    )
    return Tab(say(lang, f"audit.sheet.{name}"), columns, rows, kept=1)


def gap_columns(lang: Lang) -> dict[str, Column]:
    """Return the columns of the ledger of all units, by the names that a unit's ledger has."""
    return {
        "unit": column(lang, "unit", 18),
        "parent": column(lang, "parent", 12),
        "kind": column(lang, "kind", 6, "centre"),
        "indicator": column(lang, "indicator", 8, "code"),
        "problem": column(lang, "requirement", 24),
        "required": column(lang, "required", 14),
        "actual": column(lang, "actual", 12),
        "shortfall": column(lang, "shortfall", 12),
        "owner": column(lang, "owner", 14),
        "level": column(lang, "doer", 13),
        "due": column(lang, "due_day", 12, "date"),
        "measure": column(lang, "measure", 36),
        "gain_points": column(lang, "gain_points", 11, "score"),
        **written_columns(lang),
        "source": column(lang, "source", 16),
    }


def gap_sheets(book: Book, audit: Audit) -> None:
    """Write the gaps of all units whose details are shown, and what is no longer listed."""
    followup = audit.followup or Followup(Ledger({}))
    if not (audit.details or followup.ledger.rows or followup.ledger.added):
        return
    lang = audit.lang
    form = LedgerForm(gap_columns(lang), followup.ledger.heads, phrases.last_day(audit), lang)
    name = say(lang, "audit.sheet.gaps")
    ledger_sheet(book, name, form, listed_gaps(audit, followup), KEPT)
    gone_sheet(book, form, followup.gone, KEPT)


def listed_gaps(audit: Audit, followup: Followup) -> Iterator[Listed]:
    """Yield every gap; of units that are not shown as it stood before. Then what was added."""
    ledger = followup.ledger
    names, kinds = phrases.names_of(audit), phrases.kind_labels(audit)
    parents = {unit.id: phrases.name_of(unit.parent, names) for unit in audit.units}
    for unit in audit.details:
        who = {
            "unit": phrases.called(unit, audit),
            "parent": parents.get(unit.id),
            "kind": kinds.get(unit.kind, unit.kind),
        }
        for gap in unit.gaps:
            cells = {**who, **ledger_cells(0, gap, unit.id, audit.lang)}
            yield Listed(cells, ledger.row(unit.id, str(GapKey.of(gap))))
    for row in followup.unlisted:
        yield Listed(keyed(row), row)
    for row in ledger.added:
        yield Listed(keyed(row), row, is_gap=False)


def missing_tab(audit: Audit) -> Tab:
    """Return the facts missing most."""
    lang, joint = audit.lang, say(audit.lang, "value.joint")
    columns = (
        column(lang, "fact", 40),
        column(lang, "level", 10, "centre"),
        column(lang, "unknown_only", 10, "centre"),
        column(lang, "of", 8, "centre"),
        column(lang, "why", 30),
        column(lang, "at_stake_points", 11, "score"),
        column(lang, "indicators", 24),
        column(lang, "id", 24),
    )
    rows = (
        (
            each.label,
            each.level_label,
            each.units,
            each.of,
            phrases.reasons(each.reasons, lang),
            each.points,
            joint.join(each.indicators),
            each.fact,
        )
        for each in audit.missing_facts
    )
    return Tab(say(lang, "audit.sheet.missing"), columns, rows, kept=1)


def suspicions_tab(audit: Audit) -> Tab:
    """Return the answers worth a second look."""
    lang, names = audit.lang, phrases.names_of(audit)
    columns = (
        column(lang, "suspicion", 60),
        column(lang, "units", 11, "centre"),
        column(lang, "which", 60),
        column(lang, "facts", 40),
    )
    joint = say(lang, "value.joint")
    rows = (
        (
            each.message,
            each.count,
            joint.join(phrases.name_of(unit, names) for unit in each.units),
            joint.join(each.facts),
        )
        for each in audit.suspicions
    )
    return Tab(say(lang, "audit.sheet.suspicions"), columns, rows)


def changes_tab(audit: Audit) -> Tab:
    """Return what is otherwise since the audit before, unit by unit."""
    lang = audit.lang
    columns = (
        column(lang, "unit", 26),
        column(lang, "was", 10, "score"),
        column(lang, "is", 10, "score"),
        column(lang, "place_was", 10, "centre"),
        column(lang, "place_is", 10, "centre"),
        *(column(lang, name, 34) for name in KINDS_OF_CHANGE),
        column(lang, "id", 18),
    )
    joint = say(lang, "value.joint")
    labels = audit.changes.labels if audit.changes else {}
    rows = [
        (
            changed_name(each, audit),
            each.worst_before,
            each.worst,
            each.rank_before,
            each.rank,
            *(
                joint.join(labels.get(key, key) for key in getattr(each, name))
                for name in KINDS_OF_CHANGE
            ),
            each.id,
        )
        for each in (audit.changes.units if audit.changes else ())
    ]
    return Tab(say(lang, "audit.sheet.changes"), columns, [*rows, *dropped_rows(audit)], kept=1)


def dropped_rows(audit: Audit) -> Iterator[Row]:
    """Yield the units that are not in this audit, with the gaps that they left open."""
    found = audit.changes
    if found is None:
        return
    for unit in found.dropped:
        name = say(audit.lang, "audit.named_dropped", name=phrases.called(unit, audit))
        left = say(audit.lang, "value.joint").join(
            found.labels.get(key, key) for key in unit.memory.unsettled
        )
        gaps = (left if kind == "unsettled" else "" for kind in KINDS_OF_CHANGE)
        yield (name, None, None, None, None, *gaps, unit.id)


def changed_name(change: UnitChange, audit: Audit) -> str:
    """Return what a unit is called, and whether it is new."""
    name = phrases.called(change, audit)
    return say(audit.lang, "audit.named_new", name=name) if change.is_new else name


def not_received_tab(audit: Audit) -> Tab:
    """Return who did not report, and who was not expected to."""
    lang, names = audit.lang, phrases.names_of(audit)
    columns = (
        column(lang, "unit", 30),
        column(lang, "id", 20),
        column(lang, "received", 20, "centre"),
    )
    found = audit.received
    missing = found.missing if found else ()
    unexpected = found.unexpected if found else ()
    rows = [
        *((name, unit, say(lang, "audit.is_missing")) for unit, name in missing),
        *((names.get(unit, unit), unit, say(lang, "audit.is_unexpected")) for unit in unexpected),
    ]
    return Tab(say(lang, "audit.sheet.received"), columns, rows)


def problems_tab(audit: Audit) -> Tab:
    """Return what is wrong in the sources, with what to do about it."""
    lang = audit.lang
    columns = (
        column(lang, "severity", 8, "centre"),
        column(lang, "file", 40),
        column(lang, "message", 60),
        column(lang, "remedy", 60),
    )
    rows = (
        (
            say(lang, f"severity.{each.severity}"),
            str(each.place),
            problem_message(each, lang),
            problem_hint(each, lang),
        )
        for each in audit.problems
    )
    return Tab(say(lang, "audit.sheet.problems"), columns, rows)
