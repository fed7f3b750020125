"""The report as an Excel workbook: summary, rectification ledger, indicators, facts, to verify."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from zicha.model.report import FactShown, Gap, IndicatorShown, Report, Shown
from zicha.model.text import Lang
from zicha.reports import phrases
from zicha.reports.sheets import DONE, UNDER_WAY, Book, Cell, Column, column
from zicha.reports.summary import summary_sheet
from zicha.words import say
from zicha.words.sources import cited

STATES = ("open", "doing", "done")
STATE = 12
"""The column of the ledger that holds the state of the work."""


def ledger_columns(lang: Lang) -> tuple[Column, ...]:
    """Return the columns of the ledger."""
    return (
        column(lang, "number", 5, "centre"),
        column(lang, "indicator", 8, "code"),
        column(lang, "name", 18),
        column(lang, "problem", 22),
        column(lang, "required", 16),
        column(lang, "actual", 12),
        column(lang, "shortfall", 12),
        column(lang, "owner", 14),
        column(lang, "level", 15),
        column(lang, "due", 12, "date"),
        column(lang, "measure", 46),
        column(lang, "gain_points", 11, "score"),
        column(lang, "progress", 10, "centre"),
        column(lang, "proof", 20),
        column(lang, "source", 26),
    )


def ledger_row(number: int, gap: Gap, lang: Lang) -> tuple[Cell, ...]:
    """Return one gap as a row of the ledger; its evidence is for the office to fill in."""
    return (
        number,
        gap.indicator,
        gap.indicator_name,
        gap.label,
        gap.required_text,
        gap.actual_text,
        gap.shortfall_text,
        gap.owner,
        say(lang, f"level.{gap.level}"),
        gap.due,
        gap.remedy,
        gap.points_together,
        say(lang, "progress.open"),
        None,
        phrases.source(gap.source, lang),
    )


def ledger_sheet(book: Book, report: Report) -> None:
    """Write the gaps in the form of a rectification ledger, with the state to be chosen."""
    lang = report.lang
    sheet = book.sheet(say(lang, "sheet.ledger"))
    rows = (ledger_row(number, gap, lang) for number, gap in enumerate(report.gaps, 1))
    count = book.table(sheet, ledger_columns(lang), rows, kept=4)
    if count:
        offer_states(book, sheet, count)


def offer_states(book: Book, sheet: Worksheet, count: int) -> None:
    """Let the state of each gap be chosen from a list, and colour what is under way or done."""
    words = [say(book.lang, f"progress.{state}") for state in STATES]
    sheet.data_validation(1, STATE, count, STATE, {"validate": "list", "source": words})
    for word, colour in zip(words[1:], (UNDER_WAY, DONE), strict=True):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": book.colour(colour),
        }
        sheet.conditional_format(1, STATE, count, STATE, rule)


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
    ledger_sheet(book, report)
    indicators_sheet(book, report)
    items_sheet(book, report)
    facts_sheet(book, report)
    verify_sheet(book, report)
    return book.finished()
