"""An office's own Word template: filled in, or refused in one line that says what to do."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from support.reported import HUAIBEI, Reported, reported
from support.source import ROOT
from zicha.errors import InputError
from zicha.reports.word import template
from zicha.reports.word.fields import Field, fields
from zicha.reports.word.template import filled
from zicha.words import problem_line

EXAMPLE = ROOT / "examples/templates/自查报告模板.docx"
Make = Callable[[str], Path]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """Return what makes a template of one paragraph."""

    def make(paragraph: str) -> Path:
        path = tmp_path / "模板.docx"
        document = docx.Document()
        document.add_paragraph(paragraph)
        document.save(str(path))
        return path

    return make


def lines(data: bytes) -> list[str]:
    """Return the paragraphs of a document."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def refusal(path: Path, report: Reported) -> str:
    """Return the line with which a template is refused."""
    with pytest.raises(InputError) as refused:
        filled(path, report.report)
    (found,) = refused.value.problems
    line = problem_line(found, "zh")
    assert "\n" not in line
    return line.replace(f"{path}: ", "")


def test_the_example_is_filled_in_with_every_gap_and_fact(given: Reported) -> None:
    document = docx.Document(io.BytesIO(filled(EXAMPLE, given.report)))
    categories, gaps, verify = document.tables
    assert len(categories.rows) - 1 == len(given.report.categories)
    assert [row.cells[1].text for row in gaps.rows][1:] == [g.label for g in given.report.gaps]
    labels = [entry.label for entry in given.report.to_verify]
    assert [row.cells[1].text for row in verify.rows][1:] == labels


def test_a_field_is_replaced_by_its_text(made: Make) -> None:
    path = made("{{ unit.name }}：{{ score.range }}，{{ gaps[0].required }}")
    assert lines(filled(path, reported(HUAIBEI).report)) == [
        "xx社区（淮北）：19.56 ～ 97.52，不少于300㎡"
    ]


def test_what_a_person_wrote_is_text_not_xml_and_not_a_tag(made: Make, hostile: Reported) -> None:
    path = made("{{ unit.name }} {{ facts[1].evidence }}")
    assert lines(filled(path, hostile.report))[0].startswith("=<script>alert(1)</script>&社区 ")
    assert "{{ 7 * 7 }}" in lines(filled(path, hostile.report))[0]


def test_an_unknown_field_is_named(made: Make) -> None:
    assert refusal(made("{{ unit.nmae }}"), reported(HUAIBEI)).startswith(
        "错误: 模板里的标记有误：'dict object' has no attribute 'nmae'"
    )


@pytest.mark.parametrize(
    "tag",
    [
        "{% for gap in gaps %}",
        "{{ unit.name }",
        "{{ 1 / 0 }}",
        "{{ unit.name.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ range(10 ** 9) }}",
        "{{ unit.update({'name': 'x'}) }}",
        "{{ nothing() }}",
        "{{ gaps[99].label }}",
        "{% include 'x' %}",
    ],
)
def test_a_wrong_or_forbidden_tag_is_refused(tag: str, made: Make) -> None:
    line = refusal(made(tag), reported(HUAIBEI))
    assert line.startswith("错误: 模板里的标记有误：")
    assert line.endswith("一个标记要一次输完，中间不换字体")


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04 cut off"])
def test_what_is_no_word_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(content)
    assert refusal(path, reported(HUAIBEI)).startswith("错误: 模板打不开，不是完好的 Word 文件")


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "a")
    assert refusal(path, reported(HUAIBEI)).startswith("错误: 模板打不开，不是完好的 Word 文件")


def test_a_template_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template, "MEGABYTE", 1000)
    path = tmp_path / "模板.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 50_001)
    assert refusal(path, reported(HUAIBEI)).startswith("错误: 模板太大（展开后超过50MB）")


def names(field: Field, prefix: str = "") -> set[str]:
    """Return every name that a template can write, of a list those of its entries."""
    if isinstance(field, dict):
        inner = (names(value, f"{prefix}{key}.") for key, value in field.items())
        return set().union(*inner)
    if isinstance(field, list):
        inner = (names(value, prefix) for value in field)
        return set().union(*inner) if field else set()
    return {prefix.removesuffix(".")}


def test_the_page_names_every_field(hostile: Reported) -> None:
    page = (ROOT / "docs/templates.md").read_text("utf-8")
    found = names(fields(hostile.report)) | names(fields(reported(HUAIBEI).report))
    last = {name.rpartition(".")[2] for name in found}
    assert (
        sorted(name for name in last if f"`{name}`" not in page and f".{name}`" not in page) == []
    )


def test_the_same_report_gives_the_same_bytes(given: Reported) -> None:
    assert filled(EXAMPLE, given.report) == filled(EXAMPLE, given.report)
