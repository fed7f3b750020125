"""The gap list as CSV rows, for spreadsheets and programs."""

import csv
import io
from collections.abc import Iterable, Sequence

from zicha.model.report import Gap, Report
from zicha.reports.plain import plain
from zicha.words import say
from zicha.words.formulas import safe

COLUMNS = (
    "unit",
    "indicator",
    "item",
    "fact",
    "label",
    "operator",
    "required",
    "actual",
    "shortfall",
    "measure_unit",
    "points",
    "points_together",
    "owner",
    "level",
    "due",
    "remedy",
    "source",
    "edition",
    "confidence",
)


def cell(value: object) -> str | int | float:
    """Return a value of a report as a cell: numbers as numbers, all else as safe text."""
    shown = plain(value)
    if shown is None:
        return ""
    if isinstance(shown, bool):
        return "true" if shown else "false"
    if isinstance(shown, int | float):
        return shown
    if isinstance(shown, list):
        return safe(";".join(str(entry) for entry in shown))
    return safe(str(shown))


def gap_row(report: Report, gap: Gap) -> list[str | int | float]:
    """Return one gap as the cells of ``COLUMNS``."""
    values = (
        report.unit.id,
        gap.indicator,
        gap.item,
        gap.fact,
        gap.label,
        gap.operator,
        gap.required,
        gap.actual,
        gap.shortfall,
        gap.unit,
        gap.points,
        gap.points_together,
        gap.owner,
        say(report.lang, f"level.{gap.level}"),
        gap.due,
        gap.remedy,
        gap.source.cite,
        gap.source.edition_label,
        gap.source.confidence_label,
    )
    return [cell(value) for value in values]


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> str:
    """Return rows as CSV below a line of column names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue()


def report_csv(reports: tuple[Report, ...]) -> str:
    """Return the gaps of one or several units as CSV with a line of column names."""
    return csv_text(COLUMNS, (gap_row(report, gap) for report in reports for gap in report.gaps))
