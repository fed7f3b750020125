"""Rows of the tables that a screen, a bulletin and a document show."""

from dataclasses import replace
from datetime import date

from support.audits import UNITS, audit, empty
from zicha.model.audit import Named
from zicha.reports.audit import tables
from zicha.reports.audit.html import audit_html
from zicha.reports.audit.markdown import audit_markdown
from zicha.reports.audit.table import audit_table
from zicha.reports.lines import WIDTH, width_of


def test_ties_share_a_place_and_show_the_places_that_are_possible() -> None:
    assert tables.ranking(audit(), "community", 20, 10).rows == (
        ("1", "", "甲社区", "一街道", "80.00–90.00", "0", "31"),
        ("2", "2–4", "乙社区", "一街道", "67.30–75.00", "2", "29"),
        ("2", "2–4", "丙社区", "二街道", "67.30–75.00", "1", "30"),
        ("4", "2–4", "丁<社区>", "二街道", "50.00–80.12", "0", "31"),
        ("—", "", "=戊社区", "二街道", "—", "0", "31"),
    )


def test_a_unit_for_which_a_veto_holds_is_marked_and_the_mark_explained() -> None:
    vetoed = replace(UNITS[1], conclusions={"accident": True})
    open_one = replace(UNITS[2], conclusions={"accident": None})
    conclusions = (Named("accident", "一票否决：重大事故", "veto"),)
    made = audit(units=(UNITS[0], vetoed, open_one), conclusions=conclusions)
    names = [row[2] for row in tables.ranking(made, "community", 20, 10).rows[:3]]
    assert names == ["甲社区", "乙社区 ※", "丙社区"]
    for text in (audit_table(made), audit_markdown(made), audit_html(made)):
        assert text.count("乙社区 ※") == 1
        assert "※：有一票否决项成立。" in text
    assert "※" not in audit_table(audit())


def test_the_middle_of_a_long_ranking_is_left_out_and_counted() -> None:
    rows = tables.ranking(audit(), "community", 1, 2).rows
    assert [row[2] for row in rows] == ["甲社区", "（中间2个略）", "丁<社区>", "=戊社区"]


def test_units_that_are_not_listed_are_counted_too() -> None:
    rows = tables.ranking(audit(total={"community": 1005}), "community", 3, 2).rows
    assert rows[3] == ("…", "", "（中间1000个略）", "", "", "", "")


def test_a_parent_that_is_not_among_the_units_is_shown_by_its_id() -> None:
    made = audit(units=(replace(UNITS[0], parent="x9"),), groups=())
    assert tables.ranking(made, "community", 20, 10).rows[0][3] == "x9"


def test_groups_have_their_means_and_extremes() -> None:
    table = tables.groups(audit(), "street", 1)
    assert table.rows == (("1", "一街道", "2", "73.65–82.50", "乙社区 67.30", "丁<社区> 50.00"),)
    assert table.more == 1


def test_a_common_gap_says_who_answers_and_what_closing_it_adds() -> None:
    assert tables.common_gaps(audit(), 9).rows == (
        (
            "6.4.5",
            "社区办公服务用房面积：不少于300㎡；仅整改此项即有望过线（总分达到90分：1个）",
            "区民政局",
            "2/5",
            "1.33",
        ),
        ("5.1.2", "未成年人设施：图书室：应具备", "团区委", "1/2", "0"),
    )


def test_missing_facts_say_why_they_are_unknown() -> None:
    assert tables.missing_facts(audit(), 9).rows == (
        ("路灯数", "社区", "3/5", "未填2、过期1", "3.33"),
    )


def test_work_has_the_last_day_on_which_it_is_due() -> None:
    assert tables.loads(audit().doers, "zh", 9).rows == (
        ("社区", "2", "2", "2011-12-27", "6.4.5"),
        ("街道", "1", "1", "", "5.1.2"),
    )


def test_work_has_the_first_day_too_where_it_is_another_than_the_last() -> None:
    first, second = audit().departments
    some = (replace(first, first_due=date(2011, 7, 3)), replace(second, first_due=second.due))
    made = tables.loads(some, "zh", 9)
    assert made.heads("zh")[2:5] == ["涉及单位", "最早期限", "最后期限"]
    assert [row[2:5] for row in made.rows] == [
        ("2", "2011-07-03", "2011-12-27"),
        ("1", "2011-09-28", "2011-09-28"),
    ]
    alike = (replace(first, first_due=first.due),)
    assert "最早期限" not in tables.loads(alike, "zh", 9).heads("zh")


def test_units_of_one_name_below_one_unit_have_their_ids_in_the_ranking() -> None:
    units = (UNITS[0], *(replace(unit, name="和平社区", parent="s2") for unit in UNITS[1:3]))
    made = audit(units=(*units, replace(UNITS[3], name="和平社区", parent="s1")))
    rows = tables.ranking(made, "community", 9, 9).rows[:4]
    assert [row[2:4] for row in rows] == [
        ("甲社区", "一街道"),
        ("和平社区（b）", "二街道"),
        ("和平社区（c）", "二街道"),
        ("和平社区", "一街道"),
    ]


def test_with_an_audit_before_loads_say_what_is_overdue() -> None:
    first, second = audit().departments
    late = (replace(first, overdue=2), replace(second, overdue=0))
    made = tables.loads(late, "zh", 9)
    assert made.heads("zh") == ["单位或部门", "问题", "逾期", "涉及单位", "最后期限", "主要指标"]
    assert [row[:4] for row in made.rows] == [
        ("区民政局", "2", "2", "2"),
        ("团区委", "1", "0", "1"),
    ]


def test_the_unit_with_a_relapse_stands_first_among_the_changes() -> None:
    made = audit()
    assert made.changes is not None
    assert tables.changes(made.changes, made, 9).rows == (
        ("乙社区", "70.00", "67.30", "1", "2", "1", "1", "1"),
        ("甲社区", "新报", "80.00", "", "1", "0", "0", "0"),
    )


def test_no_line_is_wider_than_the_screen() -> None:
    texts = (audit_table(audit()), audit_table(audit("en")), audit_table(empty()))
    assert [line for text in texts for line in text.split("\n") if width_of(line) > WIDTH] == []


def test_the_screen_has_its_sections_in_order() -> None:
    titles = (
        "创城自查汇总：某区",
        "表彰与警示",
        "社区排名（共5个）",
        "按街道汇总（最高、最低按最低得分）",
        "按区汇总（最高、最低按最低得分）",
        "共性问题（涉及单位多的在前；可加分是指标分值，不是百分制得分）",
        "责任部门",
        "由谁整改",
        "填报最不全的事项（影响分是指标分值，不是百分制得分）",
        "需要复核的填报（只作提示，不影响评定）",
        "与上次相比",
    )
    lines = audit_table(audit()).split("\n")
    assert [line for line in lines if line in titles] == list(titles)


def test_what_has_nothing_to_show_is_left_out_of_the_screen() -> None:
    assert audit_table(empty()).split("\n")[:5] == [
        "创城自查汇总：某区",
        "检查日 — · 全国文明城市测评体系",
        "─" * WIDTH,
        "没有评定任何单位；材料有误的单位2个。",
        "填报材料中的问题：错误1条、警告1条。",
    ]
