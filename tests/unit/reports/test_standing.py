"""What every format says of a unit beside its score, and whose a fact is."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pytest

from support.reported import HUAIBEI, reported
from zicha.assessment.assess import Assessment, assess
from zicha.assessment.gather import Asked, gather
from zicha.assessment.proofs import proofs
from zicha.assessment.report import report
from zicha.backends.engines import choose
from zicha.editions.load import load_edition
from zicha.language.asof import rules_on
from zicha.model.report import Report
from zicha.model.text import Lang
from zicha.reports import phrases
from zicha.reports.html import report_html
from zicha.reports.markdown import report_markdown
from zicha.reports.table import report_table
from zicha.reports.word.document import report_word
from zicha.reports.workbook import report_workbook

REPORT = reported(HUAIBEI).report
ACCIDENT = replace(
    REPORT.conclusions[0], id="accident", kind="veto", label="一票否决：重大事故", holds=True
)
CASE = replace(ACCIDENT, id="case", label="一票否决：重大案件", holds=None)
LINE = replace(ACCIDENT, id="line", kind="line", label="达到90分")
UNASKED = replace(CASE, id="other", label="一票否决：市里的事")
ASKED = replace(REPORT.to_verify[0], conclusions=("case",))
VETOED = replace(REPORT, conclusions=(LINE, ACCIDENT, CASE, UNASKED), to_verify=(ASKED,))
HOLDS = "注意：一票否决：重大事故，成立"
TO_VERIFY = "注意：是否成立待核实：一票否决：重大案件"


def word_lines(made: Report) -> list[str]:
    """Return the paragraphs of the Word document."""
    return [each.text for each in docx.Document(io.BytesIO(report_word(made))).paragraphs]


def sheet_lines(made: Report) -> list[str]:
    """Return the texts of the first sheet, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(made)))
    rows = book.worksheets[0].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


def page_lines(made: Report) -> list[str]:
    """Return the lines of the page without their tags."""
    page = unescape(report_html(made, {}))
    return [line.partition(">")[2].partition("<")[0] for line in page.splitlines()]


FORMATS: dict[str, Callable[[Report], list[str]]] = {
    "screen": lambda made: report_table(made).splitlines(),
    "markdown": lambda made: [line.strip("*") for line in report_markdown(made).splitlines()],
    "word": word_lines,
    "sheet": sheet_lines,
    "page": page_lines,
}


def place(lines: list[str], *wanted: str) -> int:
    """Return where the first line stands that has all of some texts in it."""
    return next(at for at, line in enumerate(lines) if all(each in line for each in wanted))


@pytest.mark.parametrize("name", FORMATS)
def test_vetoes_stand_beside_the_score(name: str) -> None:
    # In Word they are sentences of a text.
    lines = [line.removesuffix("。") for line in FORMATS[name](VETOED)]
    first = lines.index(HOLDS)
    assert lines[first:].index(TO_VERIFY) <= 2
    assert place(lines[first:], "低分是待核实的项目") < 8


def test_a_veto_that_cannot_be_settled_here_and_a_score_line_are_not_announced() -> None:
    assert phrases.vetoes(VETOED) == [HOLDS, TO_VERIFY]


@pytest.mark.parametrize("name", FORMATS)
def test_a_score_that_nothing_can_change_is_one_number(name: str) -> None:
    exact = replace(VETOED.score, worst=Fraction(88), best=Fraction(88))
    text = "\n".join(FORMATS[name](replace(VETOED, score=exact)))
    assert "88.00" in text
    assert "88.00 ～ 88.00" not in text
    assert "低分是待核实的项目" not in text


@pytest.fixture
def assessment(tmp_path: Path) -> Assessment:
    """Return a community of a street of which nothing is known, judged."""
    files: list[Path] = []
    for unit in (
        "{id: c, name: C, kind: community, parent: s, population: 5000}",
        "{id: s, name: S, kind: street}",
    ):
        files.append(tmp_path / f"{len(files)}.yaml")
        files[-1].write_text(f"unit: {unit}\ndate: 2011-06-30\nfacts: {{}}\n", "utf-8")
    edition = load_edition(None)
    gathered = gather(Asked((str(files[0]),), (str(files[1]),)), edition)
    (subject,) = gathered.subjects
    chosen = choose(rules_on(edition, subject.on), "reference")
    return assess(edition, chosen, subject)


def verified(assessment: Assessment, lang: Lang) -> set[str]:
    """Return what is to be verified."""
    return {entry.label for entry in report(assessment, lang, {}).to_verify}


def test_a_fact_of_another_level_says_whose_it_is(assessment: Assessment) -> None:
    labels = verified(assessment, "zh")
    assert {"常住人口（街道填报）", "社区公布的服务项目数"} <= labels
    assert "常住人口" not in labels


def test_a_fact_of_another_level_says_whose_it_is_in_english(assessment: Assessment) -> None:
    assert "Street: Resident population" in verified(assessment, "en")


def test_a_proof_says_whose_a_fact_is(assessment: Assessment) -> None:
    lines = {line.text for tree in proofs(assessment, "zh").values() for line in tree}
    assert [line for line in lines if "常住人口（街道填报） = " in line] != []
    assert [line for line in lines if "常住人口 = " in line] == []


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "sheet"])
def test_without_gaps_it_says_how_much_is_open(name: str) -> None:
    clean, unsure = (
        "未发现不达标的项目。",
        f"已知情况中未发现不达标的项目，尚有{REPORT.counts['open']}项指标待定。",
    )
    lines = FORMATS[name](replace(REPORT, gaps=()))
    settled = FORMATS[name](replace(REPORT, gaps=(), counts={**REPORT.counts, "open": 0}))
    assert (unsure in lines, clean in lines) == (True, False)
    assert (unsure in settled, clean in settled) == (False, True)


def headed(made: Report) -> list[str]:
    """Return the heads of the ledger and of what is to be verified."""
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(made)))
    return [str(cell.value) for at in (1, 5) for cell in book.worksheets[at][1]]


@pytest.mark.parametrize("name", FORMATS)
def test_points_are_told_from_the_percentage_once(name: str) -> None:
    lines = headed(REPORT) if name == "sheet" else FORMATS[name](REPORT)
    said = [line for line in lines if "指标分值" in line]
    assert len(said) == 2
    assert ["影响分" in line for line in said] == [False, True]


@pytest.mark.parametrize("name", FORMATS)
def test_points_are_told_from_the_percentage_in_english_too(name: str) -> None:
    made = replace(REPORT, lang="en")
    lines = headed(made) if name == "sheet" else FORMATS[name](made)
    assert len([line for line in lines if re.search("[Pp]oints( are)? of the ind", line)]) == 2


def graded(*verdicts: str) -> list[str]:
    """Return the Word document of a unit whose indicators have these verdicts, and then none."""
    made = tuple(
        replace(each, verdict=verdict)
        for each, verdict in zip(REPORT.indicators, verdicts, strict=False)
    )
    return word_lines(replace(REPORT, indicators=made))


def test_where_all_are_graded_a_nothing_is_said_of_others() -> None:
    others = "其余指标中，目前还没有确认达标的要求。"
    unmet = replace(REPORT.indicators[0], verdict="D", items=())
    assert others not in graded("A", "A", "not_applicable")
    assert others in word_lines(replace(REPORT, indicators=(unmet,)))


def test_many_graded_a_are_counted_by_category() -> None:
    (told,) = [line for line in graded(*["A"] * 40) if "已评定为A" in line]
    assert told.startswith("已评定为A的指标40项：1.1.1 ")
    (told,) = [line for line in graded(*["A"] * 41) if "已评定为A" in line]
    assert told.startswith("已评定为A的指标41项，名单见附件1，按类别：1 廉洁高效的政务环境10项，2 ")


def test_a_score_of_one_number_is_no_range() -> None:
    made = replace(REPORT, score=replace(REPORT.score, worst=100, best=100))
    assert "按目前掌握的情况，自查得分为100.00分（满分100分）。" in word_lines(made)


def test_a_choice_is_said_without_its_label() -> None:
    (told,) = [line for line in word_lines(REPORT) if "主要情况" in line]
    assert "主要情况：老城区，常住人口为7766人，" in told
