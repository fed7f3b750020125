"""``zicha audit --previous``: what is new, closed and back again, over several audits."""

import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from support.cli import Json, Zicha
from support.source import ROOT
from support.sources import OF_SAMPLE, audit, community, given, written

TEMPLATE = ROOT / "examples/templates/自查报告模板.docx"
GOOD = {
    "office_area": 320,
    "meeting_rooms": 3,
    "roads_paved": True,
    "lamps_total": 60,
    "lamps_lit": 60,
}
"""What ``a`` states where nothing of 1.1.1 and 1.1.3 is wrong with it."""


class Office:
    """An office that audits one folder again and again, each time with the audit before."""

    def __init__(self, zicha: Zicha, folder: Path) -> None:
        """Nothing was audited yet."""
        self.zicha, self.folder, self.number = zicha, folder, 0

    def audit(self, *more: str | Path, **facts: Json) -> Json:
        """Return the audit of a community that states some facts otherwise than well."""
        community(self.folder / "units", "a", {**GOOD, **facts}, town="old")
        before = self.folder / f"{self.number}.json"
        after = self.folder / f"{self.number + 1}.json"
        previous = ("--previous", before) if self.number else ()
        self.number += 1
        return audit(self.zicha, self.folder / "units", *previous, "-o", after, *more)


@pytest.fixture
def office(zicha: Zicha, tmp_path: Path) -> Office:
    return Office(zicha, tmp_path)


def change(found: Json) -> dict[str, Json]:
    """Return what is otherwise for the one unit, as far as its gaps go."""
    [unit] = found["changes"]["units"]
    return {key: unit[key] for key in ("new", "closed", "back", "unsettled")}


def test_without_an_audit_before_there_are_no_changes(office: Office) -> None:
    assert office.audit()["changes"] is None


def test_what_was_closed_and_is_there_again_is_back_and_not_new(office: Office) -> None:
    office.audit(office_area=60)
    closed = office.audit()
    assert change(closed) == {
        "new": [],
        "closed": ["1.1.1/office_area"],
        "back": [],
        "unsettled": [],
    }
    again = office.audit(office_area=299, roads_paved=False)
    assert change(again) == {
        "new": ["1.1.3/roads"],
        "closed": [],
        "back": ["1.1.1/office_area"],
        "unsettled": [],
    }


def test_a_closed_gap_is_remembered_over_an_audit_that_says_nothing_of_it(office: Office) -> None:
    office.audit(office_area=60)
    office.audit()
    quiet = office.audit()
    assert quiet["changes"]["units"] == []
    assert quiet["units"][0]["closed"] == ["1.1.1/office_area"]
    assert change(office.audit(office_area=60))["back"] == ["1.1.1/office_area"]


def test_a_gap_that_is_unknown_now_is_not_closed(office: Office) -> None:
    office.audit(office_area=60)
    unknown = office.audit(office_area=None)
    assert change(unknown)["unsettled"] == ["1.1.1/office_area"]
    assert change(unknown)["closed"] == []
    # It comes again: that is neither new nor a relapse.
    assert office.audit(office_area=60)["changes"]["units"] == []


def test_a_gap_that_is_waived_now_is_not_closed(office: Office, tmp_path: Path) -> None:
    waived = written(
        tmp_path / "waivers.csv",
        "unit,indicator,reason,approved_by,from,expires\na,1.1.1,在谈,区创城办,2011-06-01,2011-07-01\n",
    )
    office.audit(office_area=60)
    assert change(office.audit("--waivers", waived, office_area=60))["unsettled"] == [
        "1.1.1/office_area"
    ]


def test_the_scores_and_places_of_both_audits_are_told(office: Office) -> None:
    # Of 9 points possible 1.1.3 earns one all the time, and 1.1.1 one when its gap is closed.
    office.audit(office_area=60)
    [unit] = office.audit()["changes"]["units"]
    assert (unit["worst_before"], unit["worst"]) == (11.11, 22.22)
    assert (unit["rank_before"], unit["rank"], unit["is_new"]) == (1, 1, False)


def test_units_that_come_and_go_are_named(office: Office, tmp_path: Path) -> None:
    office.audit()
    community(tmp_path / "units", "b", GOOD)
    come = office.audit()
    assert [(u["id"], u["is_new"], u["new"]) for u in come["changes"]["units"]] == [("b", True, [])]
    (tmp_path / "units/b.yaml").unlink()
    assert office.audit()["changes"]["gone"] == ["b"]


def test_other_rules_are_told(office: Office, tmp_path: Path) -> None:
    office.audit(office_area=60)
    file = tmp_path / "1.json"
    before = json.loads(file.read_text("utf-8"))
    assert office.audit(office_area=60)["changes"]["rules_changed"] is False
    before["edition"]["digest"] = "0" * 64
    written(tmp_path / "2.json", json.dumps(before))
    assert office.audit(office_area=60)["changes"]["rules_changed"] is True


def test_check_reports_may_stand_in_the_place_of_the_audit_before(
    zicha: Zicha, tmp_path: Path
) -> None:
    folder = given(tmp_path / "units", "wanan", "huaibei")
    reports = tmp_path / "reports.json"
    files = sorted(folder.iterdir())
    written(reports, zicha("check", *files, *OF_SAMPLE, "--format", "json").out)
    found = audit(zicha, folder, "--previous", reports)
    assert found["changes"]["date"] == "2011-06-30"
    # A report has no rank; nothing else is otherwise.
    assert [
        (u["id"], u["rank_before"], u["new"], u["closed"]) for u in found["changes"]["units"]
    ] == [("wanan", None, [], []), ("huaibei", None, [], [])]


def test_the_screen_names_what_is_back(office: Office, zicha: Zicha, tmp_path: Path) -> None:
    office.audit(office_area=60)
    office.audit()
    office.audit(office_area=60)
    out = zicha("audit", tmp_path / "units", *OF_SAMPLE, "--previous", tmp_path / "2.json").out
    assert "反弹" in out


@pytest.mark.parametrize("text", ["", "{}", "[1]", "unit: a", '{"schema": "zicha/audit/2"}'])
def test_another_file_is_refused_before_anything_is_read(
    zicha: Zicha, tmp_path: Path, text: str
) -> None:
    folder = given(tmp_path / "units", "wanan")
    file = written(tmp_path / "before.json", text)
    code, out, err = zicha("audit", folder, *OF_SAMPLE, "--previous", file)
    assert (code, out) == (2, "")
    assert err.startswith(f"{file}")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("template", [False, True])
def test_a_notice_that_is_written_alone_says_what_is_overdue(
    office: Office, tmp_path: Path, *, template: bool
) -> None:
    # Found on 30 June, 30 days to close it; no page or workbook is asked for beside it.
    office.audit("--on", "2011-06-30", meeting_rooms=1)
    own = ("--template", TEMPLATE) if template else ()
    office.audit("--on", "2011-08-15", "--notices", tmp_path / "n", *own, meeting_rooms=1)
    (notice,) = (tmp_path / "n").glob("*.docx")
    document = Document(str(notice))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(each.text for each in document.paragraphs), *cells])
    assert ("2011年7月30日" if template else "逾期（应于2011年7月30日前完成）1个") in text


def test_a_gap_stays_due_when_it_was_and_is_overdue_after_that(
    office: Office, tmp_path: Path
) -> None:
    first = office.audit("--on", "2011-06-30", meeting_rooms=1)
    assert [unit["since"] for unit in first["units"]] == [{}]
    page, book = tmp_path / "page.html", tmp_path / "notices"
    second = office.audit("--on", "2011-08-15", "-o", page, "--notices", book, meeting_rooms=1)
    assert [unit["since"] for unit in second["units"]] == [{"1.1.1/meeting_rooms": "2011-06-30"}]
    assert second["changes"]["units"][0]["overdue"] == ["1.1.1/meeting_rooms"]
    # 30 days after 30 June.
    shown = page.read_text("utf-8")
    assert "2011-07-30 <strong>已逾期</strong>" in shown
    (notice,) = book.glob("*.docx")
    text = "\n".join(each.text for each in Document(str(notice)).paragraphs)
    assert "逾期（应于2011年7月30日前完成）1个" in text
    # A third audit does not begin anew either.
    third = office.audit("--on", "2011-09-15", meeting_rooms=1)
    assert third["units"][0]["since"] == {"1.1.1/meeting_rooms": "2011-06-30"}


def test_a_unit_that_is_not_there_any_more_is_named_with_the_gaps_that_it_left(
    zicha: Zicha, tmp_path: Path
) -> None:
    heads = "编号,名称,层级,填报日期,社区办公服务用房面积\n"
    both = written(
        tmp_path / "1.csv", heads + "a,甲社区,社区,2011-06-30,320\nb,乙社区,社区,2011-06-30,60\n"
    )
    one = written(tmp_path / "2.csv", heads + "a,甲社区,社区,2011-09-30,320\n")
    before, book = tmp_path / "1.json", tmp_path / "2.xlsx"
    zicha("audit", both, "-o", before)
    out = zicha("audit", one, "--previous", before, "-o", book).out
    assert "本次没有的单位：乙社区。" in out
    *_, last = load_workbook(book)["变化"].iter_rows(values_only=True)
    assert (last[0], last[-1]) == ("乙社区（本次没有）", "b")
    assert "6.4.5 社区办公服务用房面积" in last
