"""``check --template``: an office's own Word form, or one line that says what is wrong."""

from pathlib import Path

import docx
import pytest

from support.cli import HUAIBEI, Zicha
from support.source import ROOT

EXAMPLE = ROOT / "examples/templates/自查报告模板.docx"


def test_the_report_is_written_in_the_offices_form(zicha: Zicha, tmp_path: Path) -> None:
    out = tmp_path / "自查报告.docx"
    ended = zicha("check", str(HUAIBEI), "-o", str(out), "--template", str(EXAMPLE))
    assert (ended.code, ended.err) == (1, "")
    assert docx.Document(str(out)).paragraphs[0].text == "xx社区（淮北）创建全国文明城市自查报告"


def test_a_template_that_is_not_there_is_named(zicha: Zicha, tmp_path: Path) -> None:
    out = tmp_path / "r.docx"
    ended = zicha("check", str(HUAIBEI), "-o", str(out), "--template", "没有.docx")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "没有.docx: 错误: 找不到 Word 模板；请检查 --template 后面的文件名\n"


def test_a_template_without_a_word_report_is_a_mistake(zicha: Zicha) -> None:
    ended = zicha("check", str(HUAIBEI), "--template", str(EXAMPLE))
    assert ended.code == 2
    assert "给了模板，但没有要求写 Word 报告" in ended.err


def test_a_template_is_never_written_over(zicha: Zicha, tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(EXAMPLE.read_bytes())
    ended = zicha("check", str(HUAIBEI), "-o", str(own), "--template", str(own))
    assert ended.code == 2
    assert own.read_bytes() == EXAMPLE.read_bytes()


def test_a_wrong_tag_is_said_in_one_line_and_nothing_is_written(
    zicha: Zicha, tmp_path: Path
) -> None:
    own, out = tmp_path / "own.docx", tmp_path / "r.docx"
    document = docx.Document()
    document.add_paragraph("{{ unit.nmae }}")
    document.save(str(own))
    ended = zicha("check", str(HUAIBEI), "-o", str(out), "--template", str(own))
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    assert "模板里的标记有误" in ended.err
    assert not out.exists()


@pytest.mark.parametrize("text", ["｛｛ unit.name ｝｝", "自查报告"])  # noqa: RUF001
def test_a_template_without_fields_is_refused(zicha: Zicha, tmp_path: Path, text: str) -> None:
    own, out = tmp_path / "own.docx", tmp_path / "r.docx"
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(own))
    ended = zicha("check", str(HUAIBEI), "-o", str(out), "--template", str(own))
    assert ended.code == 2
    assert ended.err.startswith(f"{own}: 错误: 模板里没有一个字段")
    assert not out.exists()
