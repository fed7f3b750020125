"""``zicha check -o``: files and formats, and what is refused before anything is judged."""

import csv
import io
import json
from pathlib import Path

import pytest

from support.cli import SAMPLE, Zicha, of_sample, sample

BOM = "\ufeff"


def unit_called(folder: Path, text: str) -> str:
    """Return the file of a community of the sample edition with more text."""
    file = folder / "unit.yaml"
    start = "unit: {id: a, name: 甲社区, kind: community, town: old}\ndate: 2011-06-30\n"
    file.write_text(start + text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(("suffix", "form"), [(".json", "json"), (".md", "markdown")])
def test_a_file_holds_what_the_format_prints(
    zicha: Zicha, tmp_path: Path, suffix: str, form: str
) -> None:
    file = tmp_path / f"report{suffix}"
    printed = zicha(*of_sample("huaibei", "--format", form)).out
    zicha(*of_sample("huaibei", "-o", str(file)))
    assert file.read_bytes().decode() == printed


def test_a_csv_file_begins_with_the_mark_that_excel_needs(zicha: Zicha, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    printed = zicha(*of_sample("huaibei", "--format", "csv", "-o", str(file))).out
    assert file.read_bytes().decode() == BOM + printed.replace("\r\n", "\n").replace("\n", "\r\n")


def test_the_table_is_printed_beside_the_files(zicha: Zicha, tmp_path: Path) -> None:
    plain = zicha(*of_sample("huaibei"))
    files = [tmp_path / "a.json", tmp_path / "b.md", tmp_path / "c.csv"]
    outputs = [word for file in files for word in ("-o", str(file))]
    assert zicha(*of_sample("huaibei", *outputs)) == plain
    assert sorted(tmp_path.iterdir()) == files


def test_several_units_go_to_a_file_each(zicha: Zicha, tmp_path: Path) -> None:
    words = ("--edition", str(SAMPLE), "-o", str(tmp_path / "{id}.json"))
    zicha("check", sample("wanan"), sample("huaibei"), *words)
    found = {
        file.name: json.loads(file.read_text("utf-8"))["unit"]["id"] for file in tmp_path.iterdir()
    }
    assert found == {"wanan.json": "wanan", "huaibei.json": "huaibei"}


def test_a_report_that_is_there_already_is_replaced(zicha: Zicha, tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text("old", encoding="utf-8")
    zicha(*of_sample("huaibei", "-o", str(file)))
    assert file.read_text("utf-8").startswith("# 创城自查报告")


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("report.pdf", "不认识的输出格式“.pdf”"),
        ("report", "不认识的输出格式"),
        ("nowhere/report.md", "文件夹“nowhere”不存在"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_anything_is_judged(
    zicha: Zicha, output: str, code: str
) -> None:
    ended = zicha("check", "missing.yaml", "-o", output)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"-o {output}: 错误: {code}")
    assert len(ended.err.splitlines()) == 1


def test_with_several_units_the_name_must_say_whose_report_it_is(zicha: Zicha) -> None:
    ended = zicha("check", sample("wanan"), sample("huaibei"), "-o", "report.md")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "-o report.md: 错误: 检查几个单位时，输出文件名必须含有 {id}；例如 -o 自查-{id}.md\n"
    )


def test_a_report_does_not_take_the_place_of_a_file_that_is_read(
    zicha: Zicha, tmp_path: Path
) -> None:
    unit = tmp_path / "a.json"
    unit.write_text('{"unit": {"id": "a", "kind": "community"}, "date": "2011-06-30"}', "utf-8")
    before = unit.read_bytes()
    words = ("check", str(unit), "--edition", str(SAMPLE), "-o", str(tmp_path / "{id}.json"))
    code, out, err = zicha(*words)
    assert (code, out) == (2, "")
    assert "不能用来写报告" in err
    assert unit.read_bytes() == before


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_printed(
    zicha: Zicha, tmp_path: Path
) -> None:
    file = tmp_path / "report.md"
    file.mkdir()
    code, out, err = zicha(*of_sample("huaibei", "-o", str(file)))
    assert (code, out) == (2, "")
    assert err.startswith(f"-o {file}: 错误: 文件写不进去")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_of_a_csv_is_taken_for_a_formula(zicha: Zicha, tmp_path: Path, sign: str) -> None:
    names = tmp_path / "names.yaml"
    names.write_text(f"社区居委会: '{sign}1+2'\n", encoding="utf-8")
    words = of_sample("wanan", "--format", "csv", "--names", str(names))
    (row,) = csv.DictReader(io.StringIO(zicha(*words).out))
    assert row["owner"] == f"'{sign}1+2"


def test_a_sign_within_a_cell_of_a_csv_stays_as_it_is(zicha: Zicha, tmp_path: Path) -> None:
    names = tmp_path / "names.yaml"
    names.write_text('社区居委会: "甲, \\"乙\\" = 丙"\n', encoding="utf-8")
    words = of_sample("wanan", "--format", "csv", "--names", str(names))
    (row,) = csv.DictReader(io.StringIO(zicha(*words).out))
    assert row["owner"] == '甲, "乙" = 丙'


def test_a_csv_has_a_row_a_gap_with_numbers_as_numbers(zicha: Zicha) -> None:
    rows = list(csv.DictReader(io.StringIO(zicha(*of_sample("huaibei", "--format", "csv")).out)))
    assert len(rows) == 7
    assert [rows[0][name] for name in ("unit", "indicator", "required", "actual", "shortfall")] == [
        "huaibei",
        "1.1.1",
        "300",
        "60",
        "240",
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("社区可自行整改", "地方要求", "报告引用")),
        ("en", ("the community itself", "local", "Quoted in a report")),
    ],
)
def test_what_stands_beside_numbers_in_a_csv_is_in_the_language_of_the_report(
    zicha: Zicha, lang: str, words: tuple[str, ...]
) -> None:
    out = zicha(*of_sample("huaibei", "--format", "csv", "--lang", lang)).out
    row = next(row for row in csv.DictReader(io.StringIO(out)) if row["item"] == "facilities")
    assert (row["level"], row["edition"], row["confidence"]) == words


def test_what_a_person_wrote_stays_in_its_cell_of_the_markdown(
    zicha: Zicha, tmp_path: Path
) -> None:
    text = "facts: {office_area: 1}\n"
    names = tmp_path / "names.yaml"
    names.write_text("区民政局: 'a|b'\n", encoding="utf-8")
    words = ("--edition", str(SAMPLE), "--format", "markdown", "--names", str(names))
    out = zicha("check", unit_called(tmp_path, text), *words).out
    assert "| a\\|b " in out
