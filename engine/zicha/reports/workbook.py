"""The report as an Excel workbook: summary, rectification ledger, indicators, facts, to verify."""

from collections.abc import Iterator

from zicha.model.audit import GapKey
from zicha.model.ledger import Followup, Ledger
from zicha.model.report import FactShown, IndicatorShown, Report, Shown
from zicha.model.text import Lang
from zicha.reports.ledger import (
    LedgerForm,
    Listed,
    gone_sheet,
    keyed,
    ledger_cells,
    ledger_columns,
    ledger_sheet,
)
from zicha.reports.sheets import Book, Cell, column
from zicha.reports.summary import summary_sheet
from zicha.words import say
from zicha.words.sources import cited


def ledger_sheets(book: Book, report: Report) -> None:
    """Write the gaps in the form of a rectification ledger, and what is no longer listed."""
    lang, unit = report.lang, report.unit
    followup = report.followup or Followup(Ledger({}))
    ledger = followup.ledger
    listed = [
        Listed(ledger_cells(number, gap, unit.id, lang), ledger.row(unit.id, str(GapKey.of(gap))))
        for number, gap in enumerate(report.gaps, 1)
    ]
    form = LedgerForm(ledger_columns(lang), ledger.heads, report.date, lang)
    rows = [*listed, *(Listed(keyed(row), row, is_gap=False) for row in ledger.added)]
    ledger_sheet(book, say(lang, "sheet.ledger"), form, rows)
    gone_sheet(book, form, followup.gone)


def indicators_sheet(book: Book, report: Report) -> None:
    """Write every indicator with its verdict."""
    lang = report.lang
    names = {category.code: category.name for category in report.categories}
    columns = (
        column(lang, "indicator", 8, "code"),
        column(lang, "name", 40),
        column(lang, "category", 37),
        column(lang, "verdict", 10, "centre"),
        column(lang, "worst_grade", 9, "centre"),
        column(lang, "best_grade", 9, "centre"),
        column(lang, "points", 9, "score"),
        column(lang, "points_possible", 9, "number"),
        column(lang, "reason", 40),
    )
    rows = (
        (
            each.code,
            each.name,
            names[each.category],
            say(lang, f"verdict.{each.verdict}"),
            each.grade_worst,
            each.grade_best,
            each.points,
            each.points_possible,
            each.because,
        )
        for each in report.indicators
    )
    book.table(book.sheet(say(lang, "sheet.indicators")), columns, rows)


def item_rows(indicator: IndicatorShown, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    """Yield the requirements of an indicator as rows."""
    for item in indicator.items:
        yield (
            indicator.code,
            item.label,
            item.required_text,
            item.actual_text,
            say(lang, f"outcome.{item.outcome}"),
            item.because,
            cited(item.source.cite, lang),
            item.source.edition_label,
            item.source.confidence_label,
            item.source.work,
        )


def items_sheet(book: Book, report: Report) -> None:
    """Write every requirement with its outcome and source."""
    lang = report.lang
    columns = (
        column(lang, "indicator", 8, "code"),
        column(lang, "item", 32),
        column(lang, "required", 24),
        column(lang, "actual", 14),
        column(lang, "outcome", 10, "centre"),
        column(lang, "reason", 24),
        column(lang, "source", 14),
        column(lang, "edition", 14),
        column(lang, "confidence", 12),
        column(lang, "work", 40),
    )
    rows = (row for indicator in report.indicators for row in item_rows(indicator, lang))
    book.table(book.sheet(say(lang, "sheet.items")), columns, rows)


def fact_value(fact: FactShown) -> Cell:
    """Return a value as a cell: a number or a day where it is known for certain, else in words."""
    value: Shown = fact.value
    if fact.at_least or value is None or isinstance(value, bool | str | tuple):
        return fact.value_text
    return value


def facts_sheet(book: Book, report: Report) -> None:
    """Write what is known, and on what evidence."""
    lang = report.lang
    columns = (
        column(lang, "fact", 34),
        column(lang, "level_of_fact", 10, "centre"),
        column(lang, "value", 18, "number"),
        column(lang, "unit", 8, "centre"),
        column(lang, "day", 12, "date"),
        column(lang, "evidence", 48),
        column(lang, "remark", 36),
        column(lang, "note", 16),
        column(lang, "id", 24),
    )
    sheet = book.sheet(say(lang, "sheet.facts"))
    book.table(sheet, columns, (fact_row(fact, lang) for fact in report.facts))
    for at, fact in enumerate(report.facts, 1):
        value = fact_value(fact)
        if isinstance(value, str):
            book.put(sheet, (at, 2), value)
        elif hasattr(value, "isoformat"):
            book.put(sheet, (at, 2), value, "date")


def fact_row(fact: FactShown, lang: Lang) -> tuple[Cell, ...]:
    """Return one fact as a row."""
    return (
        fact.label,
        fact.level_label,
        fact_value(fact),
        fact.unit_label,
        fact.date,
        fact.evidence,
        fact.note,
        "" if fact.reason is None else say(lang, f"why.{fact.reason}"),
        fact.fact,
    )


def verify_sheet(book: Book, report: Report) -> None:
    """Write what is still to be found out, most at stake first."""
    lang = report.lang
    columns = (
        column(lang, "number", 5, "centre"),
        column(lang, "fact", 36),
        column(lang, "how", 70),
        column(lang, "why", 12, "centre"),
        column(lang, "last", 22),
        column(lang, "indicator", 18),
        column(lang, "at_stake_points", 11, "score"),
        column(lang, "id", 24),
    )
    rows = (
        (
            number,
            entry.label,
            entry.hint,
            say(lang, f"why.{entry.reason}"),
            entry.last,
            say(lang, "value.joint").join(entry.concerns),
            entry.points,
            entry.fact,
        )
        for number, entry in enumerate(report.to_verify, 1)
    )
    book.table(book.sheet(say(lang, "sheet.verify")), columns, rows)


def report_workbook(report: Report) -> bytes:
    """Return the report as an Excel workbook."""
    title = say(report.lang, "table.title", name=report.unit.name)
    book = Book(title, report.date, report.lang)
    summary_sheet(book, report)
    ledger_sheets(book, report)
    indicators_sheet(book, report)
    items_sheet(book, report)
    facts_sheet(book, report)
    verify_sheet(book, report)
    return book.finished()
