"""Rectification notices: read back from the Word document."""

import io
from dataclasses import replace
from datetime import date
from unittest.mock import ANY

import docx
import pytest
from docx.document import Document
from docx.shared import Mm

from support.audits import MEMBER, UNITS, audit, gap
from zicha.model.audit import Audit, UnitGaps
from zicha.model.text import Lang
from zicha.reports.audit.bodies import Body, body_name, shared_gaps
from zicha.reports.audit.notices import notice_for_department, notice_word
from zicha.words.sources import works_cited

B, C = audit().details
INTRO = (
    "在以2011年6月30日为检查日的创城自查评定中，对照全国文明城市测评体系，发现你单位有1个可以自行"
    "整改的问题（清单见附件1）。请逐项整改：2011年12月27日前完成1个。整改完成后填写回执（附件2），"
    "报送一街道。"
)
BASIS = "依据：R3（地方要求，引用）"
SOON = date(2011, 7, 3)


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def department_notice(made: Audit, department: str) -> Document:
    shared = shared_gaps(made, {}).get(Body(department), ())
    return opened(notice_for_department(made, department, shared))


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def rows(document: Document, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def test_a_unit_is_told_what_it_can_close_itself() -> None:
    document = opened(notice_word(audit(), B, "一街道"))
    assert texts(document)[:5] == [
        "创建全国文明城市整改通知单",
        "编号：\u30142011\u30150630-b",
        "",
        "乙社区：",
        INTRO,
    ]
    assert rows(document, 0) == [
        ["2011年12月27日前完成（1个）"] * 5,
        ["序", "指标", "问题", "要求、现状和差距", "责任单位"],
        [
            "1",
            "6.4.5",
            "社区办公服务用房面积",
            "要求：不少于300㎡；现状：60㎡，差240㎡",
            "区民政局",
        ],
        ["1", *[f"措施：现有办公服务用房60㎡，还差240㎡：新建、置换或共用用房。　{BASIS}"] * 4],
    ]


def test_what_is_due_first_stands_first_in_a_table_of_its_own() -> None:
    gaps = (gap(), gap(indicator="6.4.1", due=SOON), gap(indicator="6.4.4", due=SOON))
    document = opened(notice_word(audit(), replace(B, gaps=gaps), None))
    heads = [table.rows[0].cells[0].text for table in document.tables]
    assert heads == ["2011年7月3日前完成（2个）", "2011年12月27日前完成（1个）", "序"]
    first, second, slip = ([row[:2] for row in rows(document, at)[1:]] for at in range(3))
    assert first[1:] == [["1", "6.4.1"], ["1", ANY], ["2", "6.4.4"], ["2", ANY]]
    assert second[1:] == [["3", "6.4.5"], ["3", ANY]]
    assert slip == [["1", "6.4.1"], ["2", "6.4.4"], ["3", "6.4.5"]]
    said = "请逐项整改：2011年7月3日前完成2个，2011年12月27日前完成1个。"
    assert any(said in text for text in texts(document))


def test_the_day_and_the_heads_are_repeated_on_every_page() -> None:
    body = opened(notice_word(audit(), B, None)).element.body
    repeated = body.xpath("w:tbl[1]/w:tr/w:trPr[w:tblHeader]")
    assert repeated == body.xpath("w:tbl[1]/w:tr[position() <= 2]/w:trPr")
    assert len(repeated) == 2


def test_a_gap_and_what_to_do_stay_on_one_page() -> None:
    (*_, problem, measure) = opened(notice_word(audit(), B, None)).tables[0].rows
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in problem.cells[1:])
    assert not measure.cells[1].paragraphs[0].paragraph_format.keep_with_next


def test_what_has_no_shortfall_is_not_said_to_fall_short() -> None:
    gaps = (gap(required_text="是", actual_text="否", shortfall_text=""),)
    document = opened(notice_word(audit(), replace(B, gaps=gaps), None))
    assert rows(document, 0)[2][3] == "要求：是；现状：否"


def test_what_others_have_to_close_and_what_is_open_is_only_counted() -> None:
    written = texts(opened(notice_word(audit(), B, "一街道")))
    assert "另有1个问题须由其他层级解决，不列入本单。" in written
    assert "另有3项指标因情况不明暂未评定，请尽快核实补报。" in written


def test_who_has_nobody_above_sends_the_slip_to_the_issuer() -> None:
    written = texts(opened(notice_word(audit(), B, None)))
    assert any(text.endswith("报送发出本通知单的单位。") for text in written)


def test_the_slip_has_a_row_a_gap_and_room_to_sign() -> None:
    document = opened(notice_word(audit(), B, "一街道"))
    assert rows(document, 1) == [
        ["序", "指标", "问题", "整改情况", "完成日期", "责任人"],
        ["1", "6.4.5", "社区办公服务用房面积", "", "", ""],
    ]
    height = document.tables[1].rows[1].height
    assert height is not None
    assert height > Mm(7.9)
    assert texts(document)[-3:] == [
        "负责人（签字）：",
        "单位（盖章）：",
        "日期：　　　　年　　月　　日",
    ]


def test_below_its_list_a_notice_says_what_is_cited() -> None:
    made = audit()
    written = texts(opened(notice_word(made, B, None)))
    assert written.count("所引资料：R3：淮北社区自查报告") == 1
    assert "所引资料：R3：淮北社区自查报告" in texts(department_notice(made, "区民政局"))


def test_keys_are_explained_once_and_together_where_they_never_stand_alone() -> None:
    one = replace(audit().gaps[0].source, cite="NK#1;NK#2", work="甲书")
    both = replace(one, cite="NK#3;D58", work="甲书、乙书")
    other = replace(one, cite="D58", work="乙书")
    unknown = replace(one, cite="X1", work="")
    assert works_cited([one, both, unknown], "zh") == ["NK：甲书", "NK、D58：甲书、乙书"]
    assert works_cited([one, both, other, one], "zh") == ["NK：甲书", "D58：乙书"]


def test_a_unit_without_gaps_is_told_so_and_gets_no_slip() -> None:
    document = opened(notice_word(audit(), replace(B, gaps=(), to_verify=0), "一街道"))
    assert "没有发现你单位可以自行整改的问题。" in texts(document)[4]
    assert document.tables == []
    assert not any("附件" in text for text in texts(document))


def test_a_department_is_told_of_its_gaps_in_all_units() -> None:
    document = department_notice(audit(), "区民政局")
    assert rows(document, 0) == [
        ["2011年12月27日前完成（2个）"] * 5,
        ["序", "指标", "问题", "要求", "涉及单位"],
        [
            "1",
            "6.4.5",
            "社区办公服务用房面积",
            "不少于300㎡",
            "一街道：乙社区（差240㎡）；二街道：丙社区（差180㎡）",
        ],
        ["1", *[f"措施：现有办公服务用房…㎡，还差…㎡：新建、置换或共用用房。　{BASIS}"] * 4],
    ]
    assert "由你单位负责的问题1类2个，涉及单位2个" in texts(document)[4]


def test_where_all_fall_short_alike_it_is_said_once() -> None:
    details = (B, replace(C, gaps=B.gaps[:1]))
    document = department_notice(audit(details=details), "区民政局")
    assert rows(document, 0)[2][4] == "一街道：乙社区；二街道：丙社区（均差240㎡）"


def test_a_single_unit_has_the_remedy_with_its_own_numbers() -> None:
    document = department_notice(audit(details=(B,)), "区民政局")
    (problem, measure) = rows(document, 0)[2:]
    assert (problem[4], measure[1]) == ("乙社区（差240㎡）", f"措施：{gap().remedy}　{BASIS}")


def test_a_missing_member_is_not_told_twice() -> None:
    document = department_notice(audit(), "团区委")
    assert rows(document, 0)[2][2:5] == ["未成年人设施：图书室", "应具备", "乙社区"]


def lacking(count: int) -> tuple[UnitGaps, ...]:
    """Return so many communities without the member."""
    return tuple(UnitGaps(f"u{n}", f"第{n}社区", "community", (MEMBER,), 0) for n in range(count))


def test_some_hundred_units_are_all_named_below_the_requirement() -> None:
    document = department_notice(audit(details=lacking(300)), "团区委")
    names = "、".join(f"第{n}社区" for n in range(300))
    (problem, measure) = rows(document, 0)[2:]
    assert problem[4] == "300个，名单见下"
    assert measure[1].split("\n") == [f"涉及单位：{names}", f"措施：{MEMBER.remedy}　{BASIS}"]


def test_more_are_cut_counted_and_it_is_said_where_all_stand() -> None:
    document = department_notice(audit(details=lacking(301)), "团区委")
    assert (
        rows(document, 0)[3][1]
        .split("\n")[0]
        .endswith("第299社区等301个（没有列出的见发文单位汇总工作簿的“全部差距”表）")
    )


def test_twelve_units_stand_beside_the_requirement() -> None:
    document = department_notice(audit(details=lacking(12)), "团区委")
    assert rows(document, 0)[2][4] == "、".join(f"第{n}社区" for n in range(12))


@pytest.mark.parametrize(("count", "kept"), [(60, True), (300, False)])
def test_a_row_longer_than_a_page_may_be_split(count: int, *, kept: bool) -> None:
    document = department_notice(audit(details=lacking(count)), "团区委")
    assert bool(document.element.body.xpath("w:tbl[1]/w:tr[4]/w:trPr/w:cantSplit")) is kept


def test_units_due_on_other_days_stand_apart_and_only_those_overdue_are_told_so() -> None:
    late = gap(due=date(2011, 6, 29))
    details = (replace(B, gaps=(late,)), replace(C, gaps=(gap(due=SOON),)))
    document = department_notice(audit(details=details), "区民政局")
    assert (rows(document, 0)[0][0], rows(document, 0)[2][4]) == (
        "已逾期，应于2011年6月29日前完成（1个）",
        "乙社区（差240㎡）",
    )
    assert (rows(document, 1)[0][0], rows(document, 1)[2][4]) == (
        "2011年7月3日前完成（1个）",
        "丙社区（差240㎡）",
    )
    said = "逾期（应于2011年6月29日前完成）1个，2011年7月3日前完成1个。"
    assert said in texts(document)[4]
    assert "问题1类2个，涉及单位2个" in texts(document)[4]


def test_units_of_one_name_are_each_told() -> None:
    details = (B, replace(B, id="b2"), C)
    document = department_notice(audit(details=details), "区民政局")
    units = "一街道：乙社区（差240㎡）；乙社区（差240㎡）；二街道：丙社区（差180㎡）"
    assert rows(document, 0)[2][4] == units
    assert "由你单位负责的问题1类3个，涉及单位3个" in texts(document)[4]


def test_a_gap_that_the_street_has_too_is_the_streets() -> None:
    street = UnitGaps("s1", "一街道", "street", (MEMBER,), 0)
    document = department_notice(audit(details=(B, street)), "团区委")
    assert rows(document, 0)[2][4] == "一街道"


def of_streets(*streets: str) -> Audit:
    """Return an audit with b and c, both called 乙社区, below some streets."""
    units = {unit.id: unit for unit in UNITS}
    moved = [
        replace(units[key], name="乙社区", street=of, parent=of)
        for key, of in zip("bc", streets, strict=True)
    ]
    called = {"b": "一街道乙社区（b）", "c": "一街道乙社区（c）"}
    return audit(units=(units["a"], *moved), details=(B, replace(C, name=B.name)), called=called)


@pytest.mark.parametrize(
    ("streets", "text"),
    [
        (("s1", "s2"), "一街道：乙社区（差240㎡）；二街道：乙社区（差180㎡）"),
        (("s1", "s1"), "一街道乙社区（b）（差240㎡）、一街道乙社区（c）（差180㎡）"),
    ],
)
def test_units_of_one_name_are_told_apart(streets: tuple[str, str], text: str) -> None:
    assert rows(department_notice(of_streets(*streets), "区民政局"), 0)[2][4] == text


def test_units_of_one_name_below_one_street_are_told_apart_beside_another_street() -> None:
    made = of_streets("s1", "s1")
    other = replace(UNITS[4], street="s2", parent="s2")
    third = UnitGaps("e", "戊社区", "community", B.gaps[:1], 0)
    made = replace(made, units=(*made.units, other), details=(*made.details, third))
    assert rows(department_notice(made, "区民政局"), 0)[2][4] == (
        "一街道：一街道乙社区（b）（差240㎡）、一街道乙社区（c）（差180㎡）；"
        "二街道：戊社区（差240㎡）"
    )


def below(*districts: str | None) -> Audit:
    """Return an audit whose units b and c stand below some districts."""
    units = {unit.id: unit for unit in UNITS}
    moved = [replace(units[key], district=of) for key, of in zip("bc", districts, strict=True)]
    return audit(units=(units["a"], *moved))


@pytest.mark.parametrize(
    ("districts", "bodies"),
    [
        (("q1", "q2"), {"q1": "乙社区（差240㎡）", "q2": "丙社区（差180㎡）"}),
        (("q1", None), {"q1": "乙社区（差240㎡）", None: "丙社区（差180㎡）"}),
        (("q1", "q1"), {None: "一街道：乙社区（差240㎡）；二街道：丙社区（差180㎡）"}),
    ],
)
def test_each_district_has_departments_of_its_own(
    districts: tuple[str | None, str | None], bodies: dict[str | None, str]
) -> None:
    made = below(*districts)
    shared = shared_gaps(made, {"区民政局": "district"})
    mine = {body.of: each for body, each in shared.items() if body.department == "区民政局"}
    assert mine.keys() == bodies.keys()
    for of, units in bodies.items():
        name = body_name(made, Body("区民政局", of), {"q1": "安平区"})
        assert name == {"q1": "区民政局（安平区）", "q2": "区民政局（q2）", None: "区民政局"}[of]
        document = opened(notice_for_department(made, name, mine[of]))
        assert f"{name}：" in texts(document)
        assert rows(document, 0)[2][4] == units


def test_a_city_beside_its_one_district_makes_no_second_one() -> None:
    city = replace(UNITS[2], id="s", kind="city", street=None, district=None)
    office = UnitGaps("s", "望城", "city", C.gaps[:1], 0)
    made = audit(units=(*below("q1", "q1").units, city), details=(B, C, office))
    shared = shared_gaps(made, {"区民政局": "district"})
    assert {body.of for body in shared if body.department == "区民政局"} == {None}


def test_each_community_has_a_committee_of_its_own() -> None:
    made = below("q1", "q1")
    shared = shared_gaps(made, {"区民政局": "community"})
    mine = {body: each for body, each in shared.items() if body.department == "区民政局"}
    names = {body.of: body_name(made, body, {"b": "乙社区", "c": "丙社区"}) for body in mine}
    assert names == {"b": "区民政局（乙社区）", "c": "区民政局（丙社区）"}
    told = {
        body.of: [holder.unit.id for each in of for holder in each.holders]
        for body, of in mine.items()
    }
    assert told == {"b": ["b"], "c": ["c"]}


def test_the_department_of_a_unit_answers_for_its_own_gaps_too() -> None:
    district = replace(UNITS[2], id="q2", kind="district", street=None, district=None)
    units = (*below("q1", "q2").units, district)
    office = UnitGaps("q2", "河东区", "district", (replace(C.gaps[0], item="other"),), 0)
    made = audit(units=units, details=(B, C, office))
    shared = shared_gaps(made, {"区民政局": "district"})
    told = {
        body.of: {holder.unit.id for each in found for holder in each.holders}
        for body, found in shared.items()
        if body.department == "区民政局"
    }
    assert told == {"q1": {"b"}, "q2": {"c", "q2"}}


def test_a_department_without_gaps_is_told_so() -> None:
    document = department_notice(audit(), "区体育局")
    assert "没有发现由你单位负责的问题。" in texts(document)[4]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_notice_has_the_same_bytes(lang: Lang) -> None:
    made = audit(lang)
    assert notice_word(made, B, "x") == notice_word(made, B, "x")
    shared = shared_gaps(made, {})[Body("团区委")]
    first, second = (notice_for_department(made, "团区委", shared) for _ in range(2))
    assert first == second


def test_a_unit_that_was_judged_need_not_be_among_those_shown() -> None:
    made = audit(units=UNITS[:1])
    assert rows(opened(notice_word(made, B, None)), 0)[2][1] == "6.4.5"
