"""The report as Markdown, where it goes beyond what the golden files hold."""

import subprocess
import sys
from dataclasses import replace

from support.reported import HUAIBEI, reported
from zicha.model.report import Report
from zicha.reports.markdown import report_markdown

REPORT = reported(HUAIBEI).report


def rows(report: Report, head: str) -> list[list[str]]:
    """Return the cells of the table whose head begins so."""
    lines = iter(report_markdown(report).splitlines())
    next(line for line in lines if line.startswith(f"| {head} "))
    next(lines)
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def test_a_category_without_a_score_has_one_dash() -> None:
    first, *others = REPORT.categories
    score = replace(first.score, worst=None, best=None)
    report = replace(REPORT, categories=(replace(first, score=score), *others))
    assert rows(report, "类别")[0][2] == "—"


def test_grades_stand_as_in_the_other_formats_the_worst_first() -> None:
    first, *others = REPORT.indicators
    unsure = replace(first, grade_worst="C", grade_best="A")
    found = rows(replace(REPORT, indicators=(unsure, *others)), "指标")
    assert found[0][3] == "C ～ A"


def test_what_is_to_be_verified_is_told_in_the_signs_of_its_language() -> None:
    entry = replace(REPORT.to_verify[0], last="90%", indicators=("1.1.1", "1.1.2"))
    why, codes = rows(replace(REPORT, to_verify=(entry,)), "事项")[0][2:4]
    assert (why[-5:], codes) == ("（90%）", "1.1.1、1.1.2")


TABLES = (
    "from zicha.reports.markdown import table_of",
    "from zicha.reports.grid import grid",
    "from zicha.reports.markdown import table_of",
)


def test_a_table_is_the_same_whatever_else_was_shown_before() -> None:
    ways = (TABLES[:1], TABLES[1:])
    show = "print(table_of([['1', '2']], ['a', 'bb']))"
    found = [
        subprocess.run(
            [sys.executable, "-c", "\n".join((*way, show))],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for way in ways
    ]
    assert found == ["| a | bb |\n|---|----|\n| 1 | 2  |\n"] * 2
