"""``zicha audit``: the files it writes, and what is refused before anything is read."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from docx import Document
from openpyxl import load_workbook

from support.cli import Zicha
from support.source import ROOT
from support.sources import (
    DAY,
    DISTRICT,
    OF_SAMPLE,
    UNITS,
    altered,
    audit,
    community,
    given,
    table,
    written,
)

BOM = "\ufeff"
SUFFIXES = (".html", ".docx", ".xlsx", ".json", ".md", ".csv")
TEMPLATE = ROOT / "examples/templates/自查报告模板.docx"
GAP_COLUMNS = ["unit", "level", "indicator", "item", "member", "fact", "owner", "doer"]


def read_back(table: Path) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns and the rows of a Parquet or CSV file."""
    read = duckdb.read_parquet if table.suffix == ".parquet" else duckdb.read_csv
    found = read(str(table))
    return found.columns, found.fetchall()


def text_of(document: Path) -> str:
    """Return all text of a Word document, paragraphs before tables."""
    found = Document(str(document))
    cells = [cell.text for t in found.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in found.paragraphs), *cells])


# --- Files --------------------------------------------------------------------------------------


def test_all_formats_are_written_beside_the_screen(zicha: Zicha, tmp_path: Path) -> None:
    files = [tmp_path / f"a{suffix}" for suffix in SUFFIXES]
    words = [word for file in files for word in ("-o", file)]
    code, out, err = zicha("audit", UNITS, *OF_SAMPLE, *words)
    assert (code, err) == (1, "")
    assert out == zicha("audit", UNITS, *OF_SAMPLE).out
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert all(file.stat().st_size for file in files)


def two_districts(folder: Path) -> Path:
    """Return a table of two districts, each with a street of one name and 25 communities.

    A grave accident is known of the first; every name of a community is there twice.
    """
    rows = ["d1,甲区,district,,true", "d2,乙区,district,,false"]
    rows += ["s1,人民街道,street,d1,", "s2,人民街道,street,d2,"]
    rows += [
        f"c{street}{n:02},{n}号社区,community,s{street}," for street in (1, 2) for n in range(25)
    ]
    return table(folder / "units.csv", "unit,name,kind,parent,grave_accident", *rows)


def test_what_a_file_says_does_not_depend_on_what_else_is_written(
    zicha: Zicha, tmp_path: Path
) -> None:
    units = two_districts(tmp_path)
    words = ("audit", units, *OF_SAMPLE, "--on", DAY)
    for folder in ("alone", "together"):
        (tmp_path / folder).mkdir()
    alone = [zicha(*words, "-o", tmp_path / "alone" / f"a{suffix}").out for suffix in SUFFIXES]
    outputs = [tmp_path / "together" / f"a{suffix}" for suffix in SUFFIXES]
    together = zicha(*words, *(word for file in outputs for word in ("-o", file))).out
    assert {*alone} == {together}
    for file in outputs:
        assert file.read_bytes() == (tmp_path / "alone" / file.name).read_bytes()


def test_a_bulletin_of_many_units_tells_of_vetoes(zicha: Zicha, tmp_path: Path) -> None:
    # The district with the accident, its street and its 25 communities.
    bulletin = zicha(
        "audit", two_districts(tmp_path), *OF_SAMPLE, "--on", DAY, "--format", "markdown"
    ).out
    assert "一票否决：重大安全事故：27个（甲区人民街道0号社区、甲区人民街道1号社区" in bulletin


def test_units_of_one_name_are_told_apart(zicha: Zicha, tmp_path: Path) -> None:
    words = ("audit", two_districts(tmp_path), *OF_SAMPLE, "--on", DAY)
    bulletin = zicha(*words, "--format", "markdown").out
    groups = [line.split("|")[2].strip() for line in bulletin.splitlines() if "人民街道 " in line]
    assert {"甲区人民街道", "乙区人民街道"} <= {*groups}
    page = tmp_path / "a.html"
    zicha(*words, "-o", page)
    assert '<option value="s2">乙区人民街道</option>' in page.read_text("utf-8")
    assert '<th scope="row">乙区人民街道24号社区</th>' in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("suffix", "form", "begin"),
    [(".json", "json", ""), (".md", "markdown", ""), (".csv", "csv", BOM)],
)
def test_a_file_holds_what_the_format_prints(
    zicha: Zicha, tmp_path: Path, suffix: str, form: str, begin: str
) -> None:
    file = tmp_path / f"a{suffix}"
    printed = zicha("audit", UNITS, *OF_SAMPLE, "--format", form, "-o", file).out
    assert file.read_bytes().decode().replace("\r\n", "\n") == begin + printed.replace("\r\n", "\n")


def test_the_ranking_as_csv_has_a_line_a_unit(zicha: Zicha) -> None:
    out = zicha("audit", UNITS, *OF_SAMPLE, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["unit"], row["rank"], row["worst"], row["best"]) for row in rows] == [
        ("wanan", "1", "88.89", "88.89"),
        ("huaibei", "2", "18.86", "33"),
        ("street", "1", "100", "100"),
        ("district", "1", "100", "100"),
    ]


def test_the_workbook_ranks_all_units_and_lists_all_gaps(zicha: Zicha, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    zicha("audit", UNITS, *OF_SAMPLE, "-o", file)
    book = load_workbook(file)
    found = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    assert {"万安街道xx社区", "xx社区（淮北）", "1.1.1", "区民政局"} <= found


def test_the_page_needs_no_network(zicha: Zicha, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    zicha("audit", UNITS, *OF_SAMPLE, "-o", file)
    page = file.read_text("utf-8")
    assert "xx社区（淮北）" in page
    assert "http://" not in page
    assert "https://" not in page


def test_the_bulletin_is_a_word_document(zicha: Zicha, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    zicha("audit", UNITS, *OF_SAMPLE, "-o", file)
    assert "关于示例区创城自查情况的通报" in text_of(file)


# --- Tables of everything -----------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_the_verdicts_have_a_row_a_unit_and_a_column_a_code(
    zicha: Zicha, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"v{suffix}"
    zicha("audit", UNITS, *OF_SAMPLE, "--verdicts", file)
    columns, rows = read_back(file)
    codes = [each["code"] for each in audit(zicha, UNITS)["indicators"]]
    assert columns == ["unit", *codes, "worst", "best"]
    found = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
    assert set(found) == {"wanan", "huaibei", "street", "district"}
    # The five facilities of wanan lack one; the roads of huaibei are waived.
    assert (found["wanan"]["1.1.1"], found["wanan"]["2.1.1"]) == ("A", "D")
    assert (found["huaibei"]["1.1.1"], found["huaibei"]["1.1.3"]) == ("D", "waived")
    scores = [Decimal(str(found["huaibei"][end])) for end in ("worst", "best")]
    assert scores == [Decimal("18.86"), Decimal(33)]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_the_gaps_have_a_row_each(zicha: Zicha, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"g{suffix}"
    zicha("audit", UNITS, *OF_SAMPLE, "--gaps", file)
    columns, rows = read_back(file)
    assert columns == GAP_COLUMNS
    assert [row for row in rows if row[0] == "wanan"] == [
        (
            "wanan",
            "community",
            "2.1.1",
            "facilities",
            "internet_room",
            "youth_facilities",
            "社区居委会",
            "community",
        )
    ]


# --- Notices ------------------------------------------------------------------------------------


def test_each_unit_with_gaps_has_a_notice(zicha: Zicha, tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    zicha("audit", UNITS, *OF_SAMPLE, "--notices", folder)
    assert sorted(file.name for file in folder.iterdir()) == ["huaibei.docx", "wanan.docx"]
    said = text_of(folder / "huaibei.docx")
    # Of its seven gaps two are the district's to close: its office and its green cover.
    assert "发现你单位有5个可以自行整改的问题" in said
    assert "另有2个问题须由其他层级解决" in said
    assert "2011年7月3日前完成" in said  # three days for dirty spots
    assert "240" not in said


def test_where_a_notice_cannot_be_written_the_others_are(zicha: Zicha, tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    (folder / "huaibei.docx").mkdir(parents=True)
    code, _, err = zicha("audit", UNITS, *OF_SAMPLE, "--notices", folder)
    assert code == 2
    assert [line for line in err.splitlines() if "huaibei.docx: 错误" in line] != []
    assert (folder / "wanan.docx").is_file()


@pytest.mark.parametrize("unit", ["区" * 83, "区" * 100, "con"])
def test_a_notice_may_be_to_a_unit_whose_id_is_no_name_of_a_file(
    zicha: Zicha, tmp_path: Path, unit: str
) -> None:
    units = given(tmp_path / "units", "wanan", "street", "district")
    altered(units / "wanan.yaml", "id: wanan", f"id: {unit}")
    folder = tmp_path / "notices"
    assert zicha("audit", units, *OF_SAMPLE, "--notices", folder).code == 1
    (notice,) = folder.iterdir()
    assert unit[:3] in notice.name


def test_an_office_has_notices_of_its_own(zicha: Zicha, tmp_path: Path) -> None:
    folder = tmp_path / "notices"
    words = ("--notices", folder, "--template", TEMPLATE)
    assert zicha("audit", UNITS, *OF_SAMPLE, *words).code == 1
    assert sorted(file.name for file in folder.iterdir()) == ["huaibei.docx", "wanan.docx"]
    said = text_of(folder / "huaibei.docx")
    assert "xx社区（淮北）" in said
    assert "{{" not in said


# --- What cannot be -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "a.pdf"], "-o a.pdf: 错误: 不认识的输出格式“.pdf”"),
        (["-o", "no/a.json"], "-o no/a.json: 错误: 文件夹“no”不存在"),
        (["--verdicts", "v.txt"], "--verdicts v.txt: 错误: “.txt”不是这里能写的格式"),
        (["--gaps", "no/g.csv"], "--gaps no/g.csv: 错误: 文件夹“no”不存在"),
        (["-o", "a.csv", "--verdicts", "./a.csv"], "-o a.csv: 错误: a.csv 要写两次"),
        (["-o", "units/a.xlsx"], "-o units/a.xlsx: 错误: 这个文件要写进来源文件夹“units”"),
        (["--previous", "x.json", "-o", "x.json"], "-o x.json: 错误: x.json 是本次要读取的文件"),
        (["--notices", "x.json"], "--notices x.json: 错误: 这是一个文件，不是文件夹"),
        (["--template", "x.docx"], "x.docx: 错误: 给了通知单模板，却没有 --notices"),
        (["--notices", "n", "--template", "no.docx"], "no.docx: 错误: 找不到 Word 模板"),
        (["--notices", "n", "--template", "x.json"], "x.json: 错误: "),
        (
            ["--notices", "n", "--notices-by", "department", "--template", "x.docx"],
            "x.docx: 错误: 给了通知单模板，但模板只用于按单位写的通知单",
        ),
        (["--master", "local[2]"], "--master local[2]: 错误: --master 只用于 Spark"),
    ],
)
def test_what_cannot_be_written_is_said_before_anything_is(
    zicha: Zicha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    given(tmp_path / "units", "wanan")
    for name in ("x.json", "x.docx"):
        written(tmp_path / name, "")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    code, out, err = zicha("audit", "units", *OF_SAMPLE, *words)
    assert (code, out) == (2, "")
    assert said in err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_page_may_lie_in_the_folder_of_the_units(zicha: Zicha, tmp_path: Path) -> None:
    folder = given(tmp_path / "units", "wanan")
    assert zicha("audit", folder, *OF_SAMPLE, "-o", folder / "a.html").code == 1
    assert zicha("audit", folder, *OF_SAMPLE, "-o", folder / "a.html").code == 1


def test_a_template_that_is_none_is_said(zicha: Zicha, tmp_path: Path) -> None:
    folder, template = given(tmp_path / "units", "wanan"), tmp_path / "t.docx"
    with ZipFile(template, "w") as packed:
        packed.writestr("x", "")
    words = ("--notices", tmp_path / "n", "--template", template)
    code, out, err = zicha("audit", folder, *OF_SAMPLE, *words)
    assert (code, out) == (2, "")
    assert str(template) in err


def test_a_folder_where_a_file_should_be_is_said(zicha: Zicha, tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    (tmp_path / "v.csv").mkdir()
    code, out, err = zicha("audit", UNITS, *OF_SAMPLE, "-o", tmp_path / "a.json")
    assert (code, out) == (2, "")
    assert "a.json" in err
    code, out, err = zicha("audit", UNITS, *OF_SAMPLE, "--verdicts", tmp_path / "v.csv")
    assert (code, out) == (2, "")
    assert "v.csv" in err


# --- Engines ------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["rete", "columnar"])
def test_every_engine_gives_the_same(zicha: Zicha, tmp_path: Path, engine: str) -> None:
    if engine == "rete":
        from zicha.backends import rete  # noqa: PLC0415 - it may not import

        if not rete.available():
            pytest.skip("durable_rules is not installed")
    found = []
    for each in ("reference", engine):
        verdicts, gaps = tmp_path / f"{each}-v.csv", tmp_path / f"{each}-g.csv"
        words = ("--engine", each, "--verdicts", verdicts, "--gaps", gaps, "--format", "json")
        told = json.loads(zicha("audit", DISTRICT, *words).out)
        assert told.pop("engine") == each
        tables = [file.read_bytes() for file in (verdicts, gaps)]
        found.append((json.dumps(told), tables))
    assert found[0] == found[1]


@pytest.mark.parametrize("engine", ["reference", "columnar"])
def test_an_id_is_no_formula_where_spreadsheets_look_for_them(
    zicha: Zicha, tmp_path: Path, engine: str
) -> None:
    folder = tmp_path / "units"
    for name in ("=1+1", "+3", "@x"):
        community(folder, name, {"office_area": 60}, town="old")
    for suffix, ids in ((".csv", ["'+3", "'=1+1", "'@x"]), (".parquet", ["+3", "=1+1", "@x"])):
        files = [tmp_path / f"{name}{suffix}" for name in ("v", "g")]
        written = ("--verdicts", files[0], "--gaps", files[1])
        zicha("audit", folder, *OF_SAMPLE, "--engine", engine, *written)
        for file in files:
            with duckdb.connect() as connection:
                read = connection.read_csv if suffix == ".csv" else connection.read_parquet
                found = read(str(file)).project("unit").distinct().order("unit").fetchall()
                assert found == [(unit,) for unit in ids]


def test_with_a_gap_closed_everywhere_nothing_is_left_of_it(zicha: Zicha, tmp_path: Path) -> None:
    folder = community(tmp_path / "units", "a", {"office_area": 60}, town="old").parent
    file = tmp_path / "g.csv"
    zicha("audit", folder, *OF_SAMPLE, "--set", "office_area=300", "--gaps", file)
    assert file.read_text("utf-8").splitlines() == [",".join(GAP_COLUMNS)]
