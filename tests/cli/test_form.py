"""``zicha form``: forms are made, filled in, checked and made again."""

import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from support.cli import HUAIBEI, SAMPLE, Zicha, sample
from support.forms import put
from zicha.editions.load import load_edition
from zicha.units.read import read_unit_file

ANSWER = "填写"
NO_KIND = (
    "--kind: 错误: 没有说明要哪一级的表；"
    "请加上 --kind（社区 (community) / 街道 (street) / 区 (district) / 市 (city) 之一），"
    "或者给出单位文件"
)


def answer(path: Path, answers: Mapping[str, object]) -> None:
    """Fill in rows of a form by their ids."""
    book = openpyxl.load_workbook(path)
    rows = {str(sheet.cell(n, 1).value): (sheet, n) for sheet in book for n in range(4, 90)}
    for row_id, value in answers.items():
        sheet, number = rows[row_id]
        heads = [head.value for head in sheet[3]]
        put(sheet, (number, heads.index(ANSWER) + 1), value)
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())


def texts(path: Path) -> set[str]:
    """Return every text of a workbook."""
    book = openpyxl.load_workbook(path)
    return {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value}


def test_an_empty_form_is_filled_in_and_checked(zicha: Zicha, tmp_path: Path) -> None:
    form = tmp_path / "表.xlsx"
    assert zicha("form", "--kind", "community", "-o", str(form)) == (0, f"{form}\n", "")
    answer(form, {"unit.id": "peace", "date": "2011年6月30日", "office_area": "60㎡"})
    made = zicha("check", str(form), "--format", "json")
    report = json.loads(made.out)
    assert (made.code, made.err) == (1, "")
    assert (report["unit"]["id"], report["date"]) == ("peace", "2011-06-30")
    assert [each["actual"] for each in report["gaps"]] == [60]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_of_a_unit_is_checked_as_the_unit_itself(
    zicha: Zicha, tmp_path: Path, lang: str
) -> None:
    form = tmp_path / "form.xlsx"
    zicha("form", str(HUAIBEI), "-o", str(form), "--lang", lang)
    reports = [json.loads(zicha("check", str(f), "--format", "json").out) for f in (HUAIBEI, form)]
    for report in reports:
        del report["facts_digest"]
    assert reports[0] == reports[1]


def test_a_form_of_a_form_loses_nothing(zicha: Zicha, tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    zicha("form", str(HUAIBEI), "-o", str(first))
    zicha("form", str(first), "-o", str(second))
    assert first.read_bytes() == second.read_bytes()


def test_a_form_of_another_edition_asks_what_that_one_asks(zicha: Zicha, tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    zicha("form", sample("huaibei"), "--edition", str(SAMPLE), "-o", str(form))
    edition = load_edition(str(SAMPLE))
    unit = read_unit_file(form, edition).unit
    assert unit is not None
    assert unit.facts == getattr(read_unit_file(sample("huaibei"), edition).unit, "facts", None)


def test_a_unit_above_is_named_as_the_parent(zicha: Zicha, tmp_path: Path) -> None:
    form, street = tmp_path / "form.xlsx", tmp_path / "street.yaml"
    street.write_text("unit: {id: s-1, kind: street}\ndate: 2011-06-30\n", "utf-8")
    call = ("form", "--kind", "community", "--context", str(street), "-o", str(form))
    assert zicha(*call).code == 0
    assert "s-1" in texts(form)


def test_an_office_makes_a_form_for_each_of_its_units(zicha: Zicha, tmp_path: Path) -> None:
    listed, out = tmp_path / "名单.csv", tmp_path / "forms"
    listed.write_text("编号,名称,层级,常住人口\na,甲社区,,7766\nb,乙街道,街道,\n", "utf-8")
    call = ("form", "--units", str(listed), "--kind", "community", "--on", "2011-06-30")
    made = zicha(*call, "-o", str(out))
    files = [out / "a.xlsx", out / "b.xlsx"]
    assert made == (0, "".join(f"{file}\n" for file in files), "")
    assert sorted(out.iterdir()) == files
    units = [read_unit_file(file, load_edition(None)).unit for file in files]
    assert [(u.name, u.kind.value) for u in units if u] == [
        ("甲社区", "community"),
        ("乙街道", "street"),
    ]


def test_the_same_call_gives_the_same_bytes(zicha: Zicha, tmp_path: Path) -> None:
    forms = [tmp_path / "1.xlsx", tmp_path / "2.xlsx"]
    for form in forms:
        zicha("form", "--kind", "city", "-o", str(form))
    assert forms[0].read_bytes() == forms[1].read_bytes()


# --- What is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ("-o", "a.xlsx"),
            NO_KIND,
        ),
        (
            ("--kind", "community", "-o", "a.docx"),
            "-o a.docx: 错误: 不认识的输出格式“.docx”；可用的后缀：.xlsx",
        ),
        (
            ("--kind", "community", "-o", "nowhere/a.xlsx"),
            "-o nowhere/a.xlsx: 错误: 文件夹“nowhere”不存在；请先建好并确认有权进入，或换一个位置",
        ),
        (
            (str(HUAIBEI), "--kind", "street", "-o", "a.xlsx"),
            "--kind: 错误: “huaibei-r3”的层级是社区，与 --kind 不同；请去掉 --kind",
        ),
        (
            ("--units", "a.csv", "-o", "a.xlsx"),
            "-o a.xlsx: 错误: 用 --units 时，-o 要写文件夹；每个单位的表以编号命名，放进这个文件夹",
        ),
        (
            (str(HUAIBEI), "--units", "a.csv", "-o", "a"),
            "--units: 错误: --units 不能与单位文件或 --context 同时用；名单里写明各单位的上级即可",
        ),
    ],
)
def test_a_call_that_cannot_be_meant_is_refused(
    zicha: Zicha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert zicha("form", *words) == (2, "", f"{line}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_context_that_is_not_above_is_refused(zicha: Zicha, tmp_path: Path) -> None:
    other = tmp_path / "a.yaml"
    other.write_text("unit: {id: a, kind: community}\ndate: 2011-06-30\n", "utf-8")
    call = ("form", "--kind", "community", "--context", str(other))
    line = f"{other}:1:1: 错误: “a”不是 community 的上级；请去掉这个 --context\n"
    assert zicha(*call, "-o", str(tmp_path / "a.xlsx")) == (2, "", line)


def test_a_form_never_takes_the_place_of_the_file_it_is_made_from(
    zicha: Zicha, tmp_path: Path
) -> None:
    form = tmp_path / "form.xlsx"
    zicha("form", str(HUAIBEI), "-o", str(form))
    before = form.read_bytes()
    made = zicha("form", str(form), "-o", str(form))
    assert (made.code, made.out) == (2, "")
    assert form.read_bytes() == before


def test_problems_of_a_form_are_said_with_sheet_and_cell(zicha: Zicha, tmp_path: Path) -> None:
    form = tmp_path / "表.xlsx"
    zicha("form", str(HUAIBEI), "-o", str(form))
    answer(form, {"office_area": "约60", "unit.id": None})
    made = zicha("check", str(form))
    assert (made.code, made.out) == (2, "")
    first, second = made.err.splitlines()
    assert first == f"{form}:单位!F4: 错误: “单位编号”没有填；请补上"
    assert second.startswith(f"{form}:人文环境!F") or "约60" in second


def test_an_old_workbook_is_answered_in_one_line(zicha: Zicha, tmp_path: Path) -> None:
    form = tmp_path / "表.xls"
    shutil.copy(HUAIBEI, form)
    line = f"{form}: 错误: 不能读取 .xls 文件；请打开后另存为 .xlsx\n"
    assert zicha("check", str(form)) == (2, "", line)
