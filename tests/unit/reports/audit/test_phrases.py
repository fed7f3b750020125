"""What the formats of an audit say alike."""

from dataclasses import replace
from fractions import Fraction

import pytest

from support.audits import CHANGES, COMMON, DAY, MEMBER, UNITS, audit, empty, gap, peers_of
from zicha.model.audit import Absent, GapKey, Memory, Named, Rank, Received, Suspicion
from zicha.model.numbers import Number
from zicha.reports.audit import phrases


@pytest.mark.parametrize(
    ("worst", "best", "shown"),
    [
        (Fraction(673, 10), Fraction(80123, 1000), "67.30–80.12"),
        (Fraction(66665, 1000), 70, "66.67–70.00"),  # half up
        (50, 50, "50.00"),
        (Fraction(50001, 1000), Fraction(50002, 1000), "50.00"),  # prints alike
        (None, None, "—"),
    ],
)
def test_a_score_is_a_range_of_two_decimals(
    worst: Number | None, best: Number | None, shown: str
) -> None:
    assert phrases.spread(worst, best, "zh") == shown


def test_possible_places_are_shown_where_there_are_several() -> None:
    several = Rank(3, 2, 5, tied=False, overlaps_next=True, of=9)
    only = Rank(3, 3, 3, tied=False, overlaps_next=False, of=9)
    shown = [phrases.places(rank, "zh") for rank in (several, only, None)]
    assert shown == ["2–5", "", ""]


def test_a_unit_without_a_rank_has_a_dash_for_its_place() -> None:
    assert [phrases.place(unit.rank) for unit in UNITS] == ["1", "2", "2", "4", "—"]


def test_what_is_left_out_is_told_beside_the_totals() -> None:
    assert phrases.totals(audit()) == ("共评定单位5个：社区5个；另有1个单位的材料有误，未能评定。")
    assert phrases.totals(audit("en", left_out=0)) == "Units judged: 5 (社区: 5)."
    assert phrases.totals(empty()) == "没有评定任何单位；材料有误的单位2个。"


def test_several_days_are_the_first_and_the_last() -> None:
    later = DAY.replace(month=7)
    assert phrases.days(audit(dates=(later, DAY)), "zh") == "2011-06-30至2011-07-30"
    assert phrases.last_day(audit(dates=(later, DAY))) == later


def test_the_level_of_by_stands_first_among_the_groups() -> None:
    assert phrases.group_kinds(audit(by="street")) == ["street", "district"]
    assert phrases.group_kinds(audit(by="district")) == ["district", "street"]


def test_flags_name_their_units_and_lines_do_not() -> None:
    made = audit(holding={"red": 1, "line": 1}, holders={"red": ("a",), "line": ("a",)})
    assert list(phrases.marks(made, phrases.MARKS)) == ["红旗：1个（甲社区）"]


def test_what_is_said_of_flags_is_the_same_whatever_units_are_shown() -> None:
    made = audit(
        total={"community": 900},
        holding={"red": 600},
        holders={"red": ("x", "a")},
        names={"x": "远社区"},
    )
    for units in (UNITS, UNITS[:1], ()):
        found = phrases.marks(replace(made, units=units), phrases.MARKS, most=1)
        assert list(found) == ["红旗：600个（远社区等）"]


def test_of_more_units_than_are_named_the_first_stand_beside_a_flag() -> None:
    made = audit(holding={"red": 3}, holders={"red": ("b", "a", "c")})
    found = phrases.marks(made, phrases.MARKS, most=2)
    assert list(found) == ["红旗：3个（乙社区、甲社区等）"]


def test_units_that_share_their_name_are_told_apart_everywhere() -> None:
    apart = {"b": "一街道乙社区", "s1": "某区一街道"}
    made = audit(called=apart)
    assert phrases.names_of(made)["b"] == "一街道乙社区"
    assert phrases.names_of(made)["c"] == "丙社区"
    street, _, district = made.groups
    assert [phrases.called(each, made) for each in (street, district)] == ["某区一街道", "某区"]
    # Beside its own street the name of a community says enough.
    assert street.highest is not None
    ends = [phrases.end_of(each, street.highest, made) for each in (street, district)]
    assert ends == ["乙社区", "一街道乙社区"]


def test_units_of_one_name_that_have_not_reported_are_told_apart() -> None:
    found = Received(3, 1, (("y", "己社区"), ("z", "己社区")), ())
    made = audit(received=found, called={"y": "己社区（y）", "z": "己社区（z）"})
    assert phrases.received(made)[1] == "未报送：己社区（y）、己社区（z）。"


def test_gaps_that_lift_most_units_over_a_line_are_found_among_all() -> None:
    first, second = COMMON
    few = replace(first, lifts={"line": 2, "other": 2})
    most = replace(second, lifts={"line": 3})
    none = replace(second, lifts={"line": 0})
    made = audit(gaps=(none, few, most))
    assert phrases.levers(made, 9) == [most, few]
    assert phrases.levers(made, 1) == [most]
    # Among the commonest alone nobody knows whether another lifts more.
    assert phrases.levers(replace(made, has_every_gap=False), 9) == []


def test_of_many_units_the_first_and_the_last_of_each_level_are_listed() -> None:
    street = replace(UNITS[0], id="s", kind="street")
    listed = phrases.listed((*UNITS, street), 3)
    assert [unit.id for unit in listed] == ["a", "b", "e", "s"]
    assert phrases.listed(UNITS, 5) == [*UNITS]


def test_many_names_are_cut() -> None:
    assert phrases.joined(["甲", "乙", "丙"], "zh", most=2) == "甲、乙等"
    assert phrases.joined(["甲", "乙"], "zh", most=2) == "甲、乙"


def test_a_suspicion_without_names_says_how_many_units_it_is_of() -> None:
    found = Suspicion("contradiction", "互相矛盾", (), 2987, ("lamps_lit",))
    assert phrases.suspicion(found, {}, "zh") == "互相矛盾（2987个）"
    assert phrases.suspicion(found, {}, "en") == "互相矛盾 (2987)"


def test_a_suspicion_of_more_units_than_are_named_says_so() -> None:
    names = phrases.names_of(audit())
    assert [phrases.suspicion(each, names, "zh") for each in audit().suspicions] == [
        "填报完全相同（2个：乙社区、丙社区）",
        "百分比全部为100%（30个：甲社区等）",
    ]


def test_lines_are_named_that_closing_a_gap_brings_within_reach() -> None:
    assert [phrases.lifts(each, audit()) for each in COMMON] == ["总分达到90分：1个", ""]


def test_who_did_not_report_is_named() -> None:
    assert phrases.received(audit()) == [
        "应报送6个，已报送5个，未报送1个。",
        "未报送：己社区。",
        "不在应报送名单中而已报送的1个：=戊社区。",
    ]
    assert phrases.received(audit(received=Received(5, 5, (), ()))) == [
        "应报送5个，已报送5个，未报送0个。"
    ]
    assert phrases.received(empty()) == []


def test_changes_are_added_up() -> None:
    assert phrases.changed(audit()) == [
        "与2011-03-31相比：新增问题1个，销号1个，反弹1个，情况不明1个，逾期未整改0个。",
        "新报送的单位1个，本次没有的单位1个。",
        "注意：两次所用的指标版本不同，变化不一定是单位自身造成的。",
    ]
    assert phrases.changed(empty()) == []


def test_units_that_are_not_there_any_more_are_named() -> None:
    gone = tuple(Absent(f"z{n}", f"己{n}社区", Memory()) for n in range(11))
    before = Absent("y", "早社区", Memory())
    found = replace(CHANGES, gone=tuple(unit.id for unit in gone), absent=(before, *gone))
    called = {"z0": "己0社区（z0）"}
    names = "、".join(["己0社区（z0）", *(f"己{n}社区" for n in range(1, 10))])
    assert phrases.changed(audit(changes=found, called=called))[1:3] == [
        "新报送的单位1个，本次没有的单位11个。",
        f"本次没有的单位：{names}等。",
    ]


def test_the_key_of_a_gap_has_the_missing_member_of_a_set() -> None:
    assert GapKey.of(gap()) == GapKey("6.4.5", "office_area")
    assert GapKey.of(MEMBER) == GapKey("5.1.2", "facilities", "library")


def test_a_common_gap_has_the_key_of_the_gaps_that_it_counts() -> None:
    keys = [str(phrases.common_key(each)) for each in COMMON]
    assert keys == ["6.4.5/office_area", "5.1.2/facilities/library"]


def test_problems_are_counted_by_how_much_they_weigh() -> None:
    assert phrases.problems_line(audit()) == "填报材料中的问题：错误1条、警告1条。"
    assert phrases.problems_line(audit(problems=())) == ""


def test_an_edition_may_call_a_level_by_another_name() -> None:
    village = replace(UNITS[0], kind_label="村")
    made = audit(units=(village,), groups=(), total={"community": 1})
    assert phrases.kind_labels(made) == {"community": "村"}


def test_a_conclusion_without_a_name_is_named_by_its_code() -> None:
    made = audit(conclusions=(Named("red", "红旗", "flag"),))
    assert phrases.lifts(COMMON[0], made) == "line：1个"


def test_one_size_is_said_once() -> None:
    peers = peers_of(1)
    assert phrases.sizes(peers, "zh") == "5000–7766"
    assert phrases.sizes(replace(peers, largest=5000), "zh") == "5000"
