"""The bulletin: what it says, as Markdown and as a Word document."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import docx
import pytest

from support.audits import CHANGES, UNITS, audit, empty
from zicha.model.audit import Audit
from zicha.reports.audit.bulletin import Piece, bulletin, highest_groups
from zicha.reports.audit.markdown import audit_markdown
from zicha.reports.audit.tables import Table
from zicha.reports.audit.word import audit_word


def headings(made: Audit) -> list[str]:
    """Return the headings of a bulletin."""
    pieces = [p for p in bulletin(made) if isinstance(p, Piece)]
    return [piece.text for piece in pieces if piece.style in {"title", "first", "second"}]


def texts(made: Audit) -> list[str]:
    """Return the paragraphs of a bulletin."""
    return [p.text for p in bulletin(made) if isinstance(p, Piece) and p.style == "text"]


def test_it_goes_from_the_whole_to_what_is_asked() -> None:
    assert headings(audit()) == [
        "关于某区创城自查情况的通报",
        "一、总体情况",
        "二、排名情况",
        "三、存在的主要问题",
        "四、整改要求",
        "（一）压实部门责任",
        "（二）分级抓好整改",
        "（三）及时核实补报",
        "（四）防止问题反弹",
    ]


def test_without_a_relapse_the_comparison_is_called_by_what_it_is() -> None:
    units = tuple(replace(unit, back=()) for unit in CHANGES.units)
    made = audit(changes=replace(CHANGES, units=units))
    assert headings(made)[-1] == "（四）与上次对比"


def test_days_are_written_alike() -> None:
    (told,) = [text for text in texts(audit()) if "相比" in text]
    assert told.startswith("与2011年3月31日相比：")


def test_it_says_the_first_day_too_where_it_is_another_than_the_last() -> None:
    first, second = audit().doers
    made = audit(doers=(replace(first, first_due=date(2011, 7, 3)), second))
    assert (
        "由社区整改的问题2个，涉及单位2个，最早的应于2011年7月3日前、最迟的应于2011年12月27日前完成。"
        "由街道整改的问题1个，涉及单位1个。"
    ) in texts(made)


def test_it_says_who_has_to_do_what_until_when() -> None:
    assert (
        "由社区整改的问题2个，涉及单位2个，最迟于2011年12月27日前完成。"
        "由街道整改的问题1个，涉及单位1个。"
    ) in texts(audit())


def told_of_the_district(made: Audit) -> str:
    """Return what the bulletin says of the highest group."""
    (told,) = [text for text in texts(made) if text.startswith("某区有")]
    return told


def test_it_names_the_first_and_the_last_of_the_highest_group_and_what_is_open() -> None:
    assert told_of_the_district(audit()) == (
        "某区有社区5个，平均得分66.15–80.00分；"
        "按最低得分，目前居首的是乙社区（67.30–75.00分，29项指标待定），"
        "居末的是丁<社区>（50.00–80.12分，31项指标待定）。"
        "低分是待核实的项目全部不达标时的得分，高分是全部达标时的得分。"
    )


def test_of_a_unit_of_which_nothing_is_open_only_the_score_is_said() -> None:
    units = (replace(UNITS[1], counts={"open": 0}), *UNITS[2:])
    assert "居首的是乙社区（67.30分），居末" in told_of_the_district(audit(units=units))


def test_where_all_stand_alike_nobody_is_first_or_last() -> None:
    whole = audit().groups[2]
    lone = replace(whole, members=1, lowest=whole.highest)
    told = told_of_the_district(audit(groups=(lone,)))
    assert told.startswith("某区有社区1个，平均得分66.15–80.00分。低分是")


def test_what_is_to_be_found_out_names_the_level_of_those_who_know() -> None:
    assert "下列事项未知的单位最多，请有关单位尽快核实补报：路灯数（3个社区）。" in texts(audit())


def test_every_department_is_listed() -> None:
    load = audit().departments[0]
    departments = tuple(replace(load, label=f"第{n}局") for n in range(12))
    (table,) = [
        piece
        for piece in bulletin(audit(departments=departments))
        if isinstance(piece, Table) and piece.rows[0][0] == "第0局"
    ]
    assert (len(table.rows), table.more) == (12, 0)


def test_groups_that_are_left_out_are_counted() -> None:
    street = next(group for group in audit().groups if group.kind == "street")
    streets = tuple(replace(street, id=f"s{n}", parent="q") for n in range(13))
    made = audit(groups=streets, group_total={"street": 13})
    assert "按街道汇总，前10名如下，其余3个略（最高、最低按最低得分）：" in texts(made)
    assert "按街道汇总如下（最高、最低按最低得分）：" in texts(audit())


def test_of_many_suspicions_it_says_how_many_there_are() -> None:
    odd = tuple(replace(audit().suspicions[0], message=f"疑点{n}") for n in range(4))
    (told,) = [text for text in texts(audit(suspicions=odd)) if "疑点0" in text]
    assert told.startswith("有4类填报需要复核，请有关单位说明情况，主要是：疑点0（")
    assert "疑点3" not in told


def test_what_has_nothing_to_say_is_no_heading_and_the_rest_is_numbered_on() -> None:
    made = audit(departments=(), changes=None)
    assert headings(made)[5:] == ["（一）分级抓好整改", "（二）及时核实补报"]


def test_a_bulletin_on_no_unit_has_its_four_parts_and_no_day() -> None:
    assert headings(empty())[1:] == [
        "一、总体情况",
        "二、排名情况",
        "三、存在的主要问题",
        "四、整改要求",
    ]
    assert texts(empty())[0] == "没有评定任何单位；材料有误的单位2个。"
    assert "1980" not in audit_markdown(empty())


def test_a_group_of_which_nothing_applies_has_no_mean() -> None:
    lone = replace(audit().groups[2], highest=None, lowest=None)
    assert "某区有社区5个，没有适用的指标，不计分。" in texts(audit(groups=(lone,)))[2]


def test_the_markdown_has_its_headings_and_tables() -> None:
    lines = audit_markdown(audit()).split("\n")
    assert [line for line in lines if line.startswith("## ")] == [
        "## 一、总体情况",
        "## 二、排名情况",
        "## 三、存在的主要问题",
        "## 四、整改要求",
    ]
    assert sum(line.startswith("|--") for line in lines) == 4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_document_has_all_that_the_bulletin_says(lang: str) -> None:
    made = audit(lang)  # type: ignore[arg-type]
    document = docx.Document(io.BytesIO(audit_word(made)))
    written = [paragraph.text for paragraph in document.paragraphs]
    assert written == [piece.text for piece in bulletin(made) if isinstance(piece, Piece)]
    tables = [[[c.text for c in row.cells] for row in t.rows] for t in document.tables]
    assert tables == [
        [table.heads(made.lang), *map(list, table.rows)]
        for table in bulletin(made)
        if isinstance(table, Table)
    ]


def test_the_document_is_well_formed_and_bears_the_day_of_the_audit() -> None:
    with zipfile.ZipFile(io.BytesIO(audit_word(audit()))) as package:
        ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - written by this program
        assert b"2011-06-30T00:00:00Z" in package.read("docProps/core.xml")


def test_the_highest_groups_are_named_though_those_below_stand_first() -> None:
    made = audit()
    street = next(group for group in made.groups if group.kind == "street")
    streets = [replace(street, id=f"s{n}", name=f"第{n}街道", parent="nobody") for n in range(5)]
    district = replace(street, id="d", name="某区", kind="district", parent=None)
    found = highest_groups(replace(made, groups=(*streets, district)))
    assert found[0] == district


def test_without_gaps_it_says_how_many_indicators_are_open() -> None:
    made = audit(gaps=())
    assert "已知情况中未发现不达标的项目，尚有1项指标待定。" in texts(made)
    settled = tuple(replace(each, counts={"open": 0}) for each in made.indicators)
    assert "未发现不达标的项目。" in texts(replace(made, indicators=settled))
