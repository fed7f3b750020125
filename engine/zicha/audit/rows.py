"""The tables that are written as a whole, from judgements that were made one by one."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from zicha.audit.judged import JudgedUnit
from zicha.gaps.closing import GapFound
from zicha.language.walk import fact_compared
from zicha.model.results import GAP_COLUMNS, Placed
from zicha.model.rules import Includes
from zicha.model.ruleset import RuleSet
from zicha.scoring.parts import Sums
from zicha.words.formulas import is_for_spreadsheets, safe
from zicha.words.numbers import rounded

Row = dict[str, object]


def verdict_row(unit: JudgedUnit, sums: Sums) -> Row:
    """Return the verdict on each indicator, the worst and the best score with two decimals."""
    row: Row = {"unit": unit.placed.unit}
    row |= {verdict.code: verdict.word for verdict in unit.verdicts}
    for end in ("worst", "best"):
        row[end] = percent(sums[end], sums["possible"])
    return row


def percent(points: int, possible: int) -> str | None:
    """Return a score in percent as it is written; None where nothing is possible."""
    return str(rounded(Fraction(100 * points, possible))) if possible else None


def gap_rows(placed: Placed, gaps: Iterable[GapFound]) -> Iterator[Row]:
    """Yield the gaps of a unit's own level."""
    for gap in gaps:
        item = gap.item
        if item.level is placed.level:
            fact = fact_compared(item.condition)
            values = (gap.indicator, item.id, gap.member, fact, item.owner, item.doer.value)
            yield dict(zip(GAP_COLUMNS, (placed.unit, placed.level.value, *values), strict=True))


def write_rows(path: Path, columns: Mapping[str, bool], rows: list[Row]) -> None:
    """Write rows as a Parquet or CSV file. ``columns``: which of them are percentages."""
    if is_for_spreadsheets(path):
        rows = [{**row, "unit": safe(str(row["unit"]))} for row in rows]
    # Only who wants such a file waits for the library.
    from zicha.backends.columnar.analysis.export import write_plain  # noqa: PLC0415

    write_plain(path, columns, rows)


def order_of_gaps(rules: RuleSet) -> dict[tuple[str, str, str | None], int]:
    """Return where each gap that there may be stands in the order of the rules."""
    found: dict[tuple[str, str, str | None], int] = {}
    for rule in rules.rules:
        for item in rule.items():
            condition = item.condition
            members = condition.members if isinstance(condition, Includes) else ()
            for member in (*members, None):
                found[rule.indicator, item.id, member] = len(found)
    return found
