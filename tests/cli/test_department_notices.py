"""``zicha audit --notices-by department``: a notice for each responsible body."""

from pathlib import Path

from docx import Document

from support.cli import Zicha
from support.sources import OF_SAMPLE, UNITS, written


def text_of(document: Path) -> str:
    """Return all text of a Word document, paragraphs before tables."""
    found = Document(str(document))
    cells = [cell.text for t in found.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in found.paragraphs), *cells])


def test_each_department_has_a_notice(zicha: Zicha, tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    words = ("--notices", folder, "--notices-by", "department")
    zicha("audit", UNITS, *OF_SAMPLE, *words)
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        [
            "区园林局.docx",
            "区民政局.docx",
            "社区居委会（xx社区（淮北））.docx",
            "社区居委会（万安街道xx社区）.docx",
        ]
    )
    said = text_of(folder / "区民政局.docx")
    assert "xx社区（淮北）" in said
    assert "万安街道xx社区" not in said


def test_each_district_has_departments_of_its_own(zicha: Zicha, tmp_path: Path) -> None:
    rows = [
        "unit,name,kind,parent,office_area",
        "q1,人民区,district,,",
        "q2,人民区,district,,",
        "c1,和平社区,community,q1,60",
        "c2,胜利社区,community,q2,80",
    ]
    table = written(tmp_path / "units.csv", "\n".join(rows))
    folder = tmp_path / "notices"
    words = ("--notices", folder, "--notices-by", "department", "--on", "2011-06-30")
    assert zicha("audit", table, *OF_SAMPLE, *words).code == 1
    files = {file.name: text_of(file) for file in folder.iterdir()}
    # Districts of one name are told apart by their ids.
    mine, other = "区民政局（人民区（q1））.docx", "区民政局（人民区（q2））.docx"
    assert {mine, other} <= files.keys()
    assert ("和平社区" in files[mine], "胜利社区" in files[mine]) == (True, False)
    assert ("和平社区" in files[other], "胜利社区" in files[other]) == (False, True)


def test_what_is_not_due_yet_is_not_told_to_be_overdue(zicha: Zicha, tmp_path: Path) -> None:
    heads = "编号,名称,层级,上级,填报日期,社区健身点损坏器材件数,辖区内健身点数\n"
    first = "a,甲社区,社区,j,2024-03-31,2,1\nb,乙社区,社区,j,2024-03-31,0,1\n"
    then = "a,甲社区,社区,j,2024-06-30,2,1\nb,乙社区,社区,j,2024-06-30,1,1\n"
    before, folder = tmp_path / "before.json", tmp_path / "notices"
    zicha("audit", written(tmp_path / "first.csv", heads + first), "-o", before)
    words = ("--previous", before, "--notices", folder, "--notices-by", "department")
    zicha("audit", written(tmp_path / "then.csv", heads + then), *words)
    (letter,) = map(text_of, folder.iterdir())
    # Broken equipment is to be mended within three days.
    assert "逾期（应于2024年4月3日前完成）1个，2024年7月3日前完成1个。" in letter


def test_departments_that_an_office_calls_the_same_have_one_notice(
    zicha: Zicha, tmp_path: Path
) -> None:
    names = written(tmp_path / "names.yaml", "区民政局: 综合办\n区园林局: 综合办\n")
    folder = tmp_path / "notices"
    words = ("--notices", folder, "--notices-by", "department", "--names", names)
    assert zicha("audit", UNITS, *OF_SAMPLE, *words).code == 1
    own = ["社区居委会（xx社区（淮北））.docx", "社区居委会（万安街道xx社区）.docx"]
    assert sorted(file.name for file in folder.iterdir()) == sorted([*own, "综合办.docx"])


def test_districts_of_one_name_that_are_left_out_have_their_ids(
    zicha: Zicha, tmp_path: Path
) -> None:
    rows = [
        "unit,name,kind,parent,office_area,service_coverage",
        "q1,人民区,district,,,many",
        "q2,人民区,district,,,many",
        "c1,和平社区,community,q1,60,",
        "c2,胜利社区,community,q2,80,",
    ]
    table = written(tmp_path / "units.csv", "\n".join(rows))
    code, out, _ = zicha("audit", table, *OF_SAMPLE, "--on", "2011-06-30", "--format", "markdown")
    assert code == 2
    assert ("人民区（q1）" in out, "人民区（q2）" in out) == (True, True)


def test_a_department_may_be_called_what_no_file_can_be(zicha: Zicha, tmp_path: Path) -> None:
    names = written(tmp_path / "names.yaml", "区民政局: 民政/退役军人局\n")
    folder = tmp_path / "notices"
    words = ("--notices", folder, "--notices-by", "department", "--names", names)
    assert zicha("audit", UNITS, *OF_SAMPLE, *words).code == 1
    assert (folder / "民政-退役军人局.docx").is_file()
