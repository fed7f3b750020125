"""What a form asks: this level's facts, each once, what is at stake most first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from support.forms import DAY, FORMED, IN_LIVING, LIVING, MINORS, PEACE, UNIT_SHEET, uses
from support.small_edition import fact, option
from zicha.model.facts import Better, FactType, Level, Members, ShareOf, Stated
from zicha.model.text import Text
from zicha.model.unit import Unit
from zicha.reports.form.asked import FormFor
from zicha.reports.form.content import NOTHING, Page, Question, Wanted, content_of

TRUTHS = Wanted("choice", ("是", "否"))
PARTS = Wanted("choice", ("是", "否", "不清楚"))

SHARE = replace(
    fact("school_share", FactType.PERCENT, Better.MORE, "有家长学校的比例"),
    level=Level.DISTRICT,
    unit="%",
    hint=Text(zh="算一算。", en="Work it out."),
    share_of=ShareOf("parents_school", "communities"),
)
COUNT = replace(
    fact("communities", FactType.INT, Better.NEUTRAL, "社区数"), level=Level.DISTRICT, unit="处"
)
WITH_SHARE = replace(
    FORMED,
    facts={**FORMED.facts, COUNT.id: COUNT, SHARE.id: SHARE},
    rules={**FORMED.rules, "6.4.2": uses("6.4.2", *IN_LIVING, SHARE.id)},
)


def pages_of(asked: FormFor) -> dict[str, Page]:
    """Return the pages of a form by name."""
    content = content_of(asked)
    return {page.name: page for page in (content.unit, *content.pages)}


def form_for(unit: Unit | None = PEACE, kind: Level = Level.COMMUNITY) -> FormFor:
    """Return what a form in Chinese is made for."""
    return FormFor(FORMED, kind, "zh", unit)


def knowing(**facts: Stated) -> FormFor:
    """Return the form of a unit that states some facts."""
    return form_for(replace(PEACE, facts=facts))


def ids(asked: FormFor, page: str) -> list[str]:
    """Return the ids of the questions of a page."""
    return [question.id for question in pages_of(asked)[page].questions]


def question(asked: FormFor, question_id: str) -> Question:
    """Return a question."""
    pages = pages_of(asked).values()
    return next(each for page in pages for each in page.questions if each.id == question_id)


def test_a_form_asks_what_rules_use_by_category_and_only_of_its_own_level() -> None:
    assert ids(form_for(), LIVING) == ["points", "board_updated", "ranking"]
    assert ids(form_for(), MINORS) == [
        "office_area",
        "dirty_spots",
        "support_rate",
        "lamps",
        "lamps_lit",
        "parents_school",
        "parents_school_log",
        "youth_facilities",
        "youth_facilities__library",
        "youth_facilities__parents_school",
        "youth_facilities__venue",
    ]


def test_what_a_share_is_computed_from_is_asked_beside_it() -> None:
    asked = replace(form_for(kind=Level.DISTRICT, unit=None), edition=WITH_SHARE)
    assert ids(asked, LIVING) == ["communities", "school_share"]


def test_a_share_that_is_computed_may_be_left_empty_and_says_so() -> None:
    asked = replace(form_for(kind=Level.DISTRICT, unit=None), edition=WITH_SHARE)
    found = question(asked, "school_share")
    assert (found.is_needed, found.hint) == (
        False,
        "算一算。可以留空：批量核查时按收到的“有家长学校”算出，总数用“社区数”；填了且未过期的，以填报的为准。",
    )


def test_facts_that_are_past_are_not_asked() -> None:
    every = [each.id for page in pages_of(form_for()).values() for each in page.questions]
    assert {"gramophones", "office_space"} & set(every) == set()


def test_what_is_at_stake_most_stands_first_in_its_category() -> None:
    asked = replace(form_for(), stakes={"ranking": 3, "board_updated": 2, "lamps": 9})
    assert ids(asked, LIVING) == ["ranking", "board_updated", "points"]
    assert ids(asked, MINORS)[0] == "lamps"


def test_a_fact_that_no_rule_uses_is_asked_only_where_the_unit_states_it() -> None:
    unused = replace(FORMED, rules={"6.4.2": FORMED.rules["6.4.2"]})
    asked = replace(form_for(), edition=unused)
    assert list(pages_of(asked)) == [UNIT_SHEET, LIVING]
    unit = replace(PEACE, facts={"lamps": Stated(8, DAY)})
    assert ids(replace(asked, unit=unit), "其他") == ["lamps"]


def test_the_unit_itself_is_asked_for_first() -> None:
    assert pages_of(form_for())[UNIT_SHEET].questions[:5] == (
        Question(
            "unit.id",
            "单位编号",
            Wanted("text"),
            "peace",
            hint="由创城办统一编定，会用作报告的文件名。",
            has_more=False,
        ),
        Question(
            "unit.name",
            "单位名称",
            Wanted("text"),
            "和平社区",
            hint="报告里用的名称。",
            has_more=False,
        ),
        Question(
            "unit.kind", "层级", NOTHING, "社区", hint="这张表只问这一级的数据。", has_more=False
        ),
        Question(
            "unit.parent",
            "上级单位编号",
            Wanted("text"),
            "street-1",
            hint="所属街道（区、市）的编号；没有可以不填。",
            has_more=False,
            is_optional=True,
        ),
        Question(
            "date",
            "填报日期",
            Wanted("date"),
            DAY,
            hint="核实的日子；各项数据没有另写日期的，都按这一天算。",
            has_more=False,
        ),
    )


def test_a_number_says_its_unit_its_bounds_and_until_when_it_counts() -> None:
    stated = Stated(Decimal("60.5"), date(2011, 5, 20), "房产证.jpg", note="租用")
    assert question(knowing(office_area=stated), "office_area") == Question(
        "office_area",
        "办公服务用房面积",
        Wanted("number", (), 0, 100_000, "㎡", "0 ～ 100000"),
        Decimal("60.5"),
        unit="㎡",
        evidence="房产证.jpg",
        day=date(2011, 5, 20),
        note="租用",
        earliest=date(2010, 5, 26),
    )


def test_a_percentage_lies_from_0_to_100_and_may_be_given_as_counts() -> None:
    stated = Stated(92, DAY, count=(184, 200))
    assert question(knowing(support_rate=stated), "support_rate") == Question(
        "support_rate",
        "支持率",
        Wanted("number", (), 0, 100, "%", "0 ～ 100"),
        unit="%",
        count=(184, 200),
        earliest=date(2010, 6, 30),
        has_counts=True,
    )


@pytest.mark.parametrize(
    ("fact", "value", "wanted", "answer"),
    [
        ("parents_school_log", True, TRUTHS, "是"),
        ("parents_school_log", False, TRUTHS, "否"),
        ("ranking", "none", Wanted("choice", ("一级", "未评定")), "未评定"),
        ("board_updated", DAY, Wanted("date"), DAY),
    ],
)
def test_an_answer_is_shown_as_it_is_chosen(
    fact: str,
    value: bool | str | date,  # noqa: FBT001 - a value
    wanted: Wanted,
    answer: str | date,
) -> None:
    found = question(knowing(**{fact: Stated(value, DAY)}), fact)
    assert (found.wanted, found.answer) == (wanted, answer)


def test_the_day_of_a_value_stands_there_only_where_it_is_not_that_of_the_form() -> None:
    assert question(knowing(lamps=Stated(8, DAY)), "lamps").day is None
    assert question(replace(knowing(lamps=Stated(8, DAY)), on=date(2011, 9, 1)), "lamps").day == DAY


def test_a_form_in_english_says_all_in_english() -> None:
    asked = replace(knowing(lamps=Stated(8, DAY)), lang="en")
    assert question(asked, "lamps") == Question(
        "lamps",
        "Lamps",
        Wanted("int", (), 0, None, "lamps", "at least 0"),
        8,
        unit="lamps",
    )


# --- Sets, and what says the same ---------------------------------------------------------------


def parts(asked: FormFor) -> list[tuple[str, object, Wanted]]:
    """Return label, answer and what is wanted of the members of the set."""
    questions = pages_of(asked)[MINORS].questions
    return [(each.label, each.answer, each.wanted) for each in questions if each.is_part]


def test_a_set_asks_for_each_member_but_the_one_that_a_fact_asks_for() -> None:
    assert question(form_for(), "youth_facilities").wanted == NOTHING
    assert parts(form_for()) == [
        ("图书室", None, PARTS),
        ("家长学校", None, NOTHING),
        ("活动场所", None, PARTS),
    ]
    elsewhere = question(form_for(), "youth_facilities__parents_school")
    assert elsewhere.hint == "与“有家长学校”是同一件事，请在那一行填。"


def test_a_member_that_the_unit_states_is_shown_and_its_fact_points_there() -> None:
    members = Members(frozenset({"parents_school"}), frozenset({"venue"}))
    asked = knowing(youth_facilities=Stated(members, DAY))
    assert parts(asked) == [
        ("图书室", None, PARTS),
        ("家长学校", "是", PARTS),
        ("活动场所", "否", PARTS),
    ]
    school = question(asked, "parents_school")
    assert (school.wanted, school.hint) == (NOTHING, "与“家长学校”是同一件事，请在那一行填。")


def test_where_the_unit_states_both_both_are_shown() -> None:
    members = Members(frozenset({"parents_school"}), frozenset())
    asked = knowing(
        youth_facilities=Stated(members, DAY), parents_school=Stated(value=False, date=DAY)
    )
    assert question(asked, "parents_school").answer == "否"
    assert ("家长学校", "是", PARTS) in parts(asked)


def test_a_member_is_asked_where_the_fact_that_says_the_same_is_not() -> None:
    rooms = FORMED.facts["youth_facilities"]
    other = replace(rooms, options=(option("hall", "礼堂", "Hall", "patrols"),))
    edition = replace(FORMED, facts={**FORMED.facts, rooms.id: other})
    assert parts(replace(form_for(), edition=edition)) == [("礼堂", None, PARTS)]


# --- What was seen, waivers ---------------------------------------------------------------------


def test_only_counts_of_which_fewer_is_better_are_offered_as_seen() -> None:
    assert content_of(form_for()).observed == {"dirty_spots": "卫生死角处数"}
    assert content_of(form_for(None, Level.STREET)).observed == {}


def test_every_indicator_can_be_waived() -> None:
    assert content_of(form_for()).waivable == {
        "5.1.1": "5.1.1 5.1.1",
        "6.4.2": "6.4.2 6.4.2",
        "6.4.5": "6.4.5 6.4.5",
    }
