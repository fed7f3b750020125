"""The ranking as CSV rows, for spreadsheets and programs."""

from zicha.model.audit import Audit, Standing
from zicha.reports.audit.plain import rank_plain
from zicha.reports.plain import percentage
from zicha.reports.rows import cell, csv_text

COLUMNS = (
    "unit",
    "name",
    "kind",
    "parent",
    "street",
    "district",
    "city",
    "rank",
    "rank_best",
    "rank_worst",
    "ranked",
    "worst",
    "best",
    "gaps",
    "own_gaps",
)


def unit_cells(unit: Standing, verdicts: list[str]) -> list[str | int | float]:
    """Return a unit as the cells of ``COLUMNS``, then how many indicators have each verdict."""
    rank = rank_plain(unit.rank)
    values = (
        unit.id,
        unit.name,
        unit.kind,
        unit.parent,
        unit.street,
        unit.district,
        unit.city,
        rank["rank"],
        rank["rank_best"],
        rank["rank_worst"],
        rank["ranked"],
        percentage(unit.score.worst),
        percentage(unit.score.best),
        unit.gaps,
        unit.own_gaps,
        *(unit.counts[verdict] for verdict in verdicts),
    )
    return [value if isinstance(value, float) else cell(value) for value in values]


def audit_csv(audit: Audit) -> str:
    """Return the units in the order of their ranks as CSV with a line of column names."""
    verdicts = list(audit.units[0].counts) if audit.units else []
    rows = (unit_cells(unit, verdicts) for unit in audit.units)
    return csv_text([*COLUMNS, *verdicts], rows)
