"""Options that take a level take any word for it, as files of units do."""

from pathlib import Path

import pytest

from support.cli import Zicha
from zicha.editions.load import load_edition
from zicha.model.facts import Level

CALLS = (
    ("facts", "--kind"),
    ("indicators", "--kind"),
    ("audit", "examples/district", "--by"),
    ("rules", "sql", "--columns", "--level"),
)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
@pytest.mark.parametrize("word", ["街道", "镇", "Street", "street"])
def test_a_level_may_be_what_people_call_it(zicha: Zicha, call: tuple[str, ...], word: str) -> None:
    code, out, err = zicha(*call, word)
    # One fact of the example lies ahead, which is a hint.
    said = [line for line in err.splitlines() if "（minors_place_known）" not in line]
    assert (code in {0, 1}, said) == (True, [])
    assert out == zicha(*call, "street").out
    assert out != zicha(*call, "district").out


def test_a_form_is_that_of_the_level_whatever_it_is_called(zicha: Zicha, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.xlsx" for name in "ab"]
    for file, word in zip(files, ("community", "村"), strict=True):
        assert zicha("form", "--kind", word, "-o", file) == (0, f"{file}\n", "")
    first, second = (file.read_bytes() for file in files)
    assert first == second


@pytest.mark.parametrize("call", [*CALLS, ("form", "-o", "x.xlsx", "--kind")], ids=" ".join)
def test_what_is_no_level_is_said_with_those_there_are(zicha: Zicha, call: tuple[str, ...]) -> None:
    community = "" if call[-1] == "--by" else "社区 (community) / "
    known = f"{community}街道 (street) / 区 (district) / 市 (city)"
    said = f"{call[-1]}: 错误: 没有“组团”这个层级；可以写：{known}\n"
    assert zicha(*call, "组团") == (2, "", said)


def test_groups_are_not_those_of_the_lowest_level(zicha: Zicha) -> None:
    code, out, err = zicha("audit", "examples/district", "--by", "社区")
    assert (code, out) == (2, "")
    assert "没有“社区”这个层级" in err


@pytest.mark.parametrize(
    ("level", "name", "called"),
    [
        ("street", "铁佛镇", "镇"),
        ("street", "望舒街道", "街道"),
        ("street", "苗族民族乡", "民族乡"),
        ("community", "徐楼村", "村"),
        ("community", "徐楼村社区", "社区"),
        ("district", "濉溪县", "县"),
        ("district", "烈山区", "区"),
    ],
)
def test_a_report_calls_a_unit_by_the_end_of_its_name(level: str, name: str, called: str) -> None:
    edition = load_edition(None)
    assert edition.kind_of(Level(level), name, "zh") == called
    assert edition.kind_of(Level(level), name, "en") == edition.levels[Level(level)].en
