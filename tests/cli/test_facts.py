"""``zicha facts``: the fact dictionary."""

import json

import pytest

from support.cli import SAMPLE, Json, Zicha


def listed(zicha: Zicha, *words: str) -> Json:
    """Return what is listed of the sample edition, as JSON."""
    code, out, err = zicha("facts", *words, "--edition", str(SAMPLE), "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


def page(zicha: Zicha, fact: str, *words: str) -> list[str]:
    """Return the page of a fact of the sample edition."""
    return zicha("facts", fact, "--edition", str(SAMPLE), *words).out.splitlines()


def test_all_facts_are_listed_and_no_attribute_of_a_unit(zicha: Zicha) -> None:
    ids = [fact["id"] for fact in listed(zicha)]
    assert len(ids) == 27
    assert ids[:2] == ["office_area", "meeting_rooms"]
    assert not [name for name in ids if "." in name]


@pytest.mark.parametrize(
    ("kind", "ids"), [("district", ["service_coverage", "grave_accident"]), ("city", [])]
)
def test_a_kind_lists_the_facts_that_it_holds(zicha: Zicha, kind: str, ids: list[str]) -> None:
    assert [fact["id"] for fact in listed(zicha, "--kind", kind)] == ids


def test_a_number_has_all_that_the_contract_names(zicha: Zicha) -> None:
    assert listed(zicha, "support_rate") == {
        "id": "support_rate",
        "label": {"zh": "居民对创建工作的支持率", "en": "Residents who support the campaign"},
        "type": "percent",
        "unit": "%",
        "level": "community",
        "options": None,
        "option_labels": None,
        "range": [0, 100],
        "decimals": 2,
        "better": "more",
        "valid_days": 365,
        "min_sample": 100,
        "method": "问卷调查",
        "hint": {
            "zh": "随机问100位居民，同意的除以回答的",
            "en": "Ask 100 residents at random; yes divided by answers",
        },
        "note": None,
        "share_of": None,
        "withdrawn": None,
        "replaced_by": None,
    }


def test_a_share_that_is_computed_says_from_what(zicha: Zicha) -> None:
    found = json.loads(zicha("facts", "culture_guide_share", "--format", "json").out)
    assert found["share_of"] == {"fact": "culture_guide", "among": "communities_count"}


def test_the_page_of_a_share_says_that_it_may_be_left_empty(zicha: Zicha) -> None:
    out = zicha("facts", "culture_guide_share", "--lang", "en").out
    assert (
        '  Computed: May be left empty: an audit computes it from the answers to "The\n'
        '    community has a culture guide" and from "Communities in the district"; a\n'
        "    value that is stated and still counts stands.\n"
    ) in out


def test_a_choice_has_its_options_in_order(zicha: Zicha) -> None:
    found = listed(zicha, "counsel_grade")
    assert found["options"] == ["first", "second", "none"]
    assert found["option_labels"]["first"] == {"zh": "一级", "en": "Grade 1"}
    assert (found["range"], found["decimals"], found["better"]) == (None, None, "order")


def test_the_page_of_a_fact_says_how_it_is_found_out(zicha: Zicha) -> None:
    assert page(zicha, "support_rate") == [
        "居民对创建工作的支持率",
        "  编号：support_rate",
        "  类型：百分比",
        "  单位：%",
        "  可能取值：0 ～ 100",
        "  填报层级：社区",
        "  方法：问卷调查",
        "  怎么核实：随机问100位居民，同意的除以回答的",
        "  最少样本：100",
        "  有效天数：365",
        "  怎样更好：越多越好",
        "  指标：3.1.1",
    ]


def test_a_fact_that_is_past_says_what_has_taken_its_place(zicha: Zicha) -> None:
    assert page(zicha, "old_area", "--lang", "en")[2] == "  No longer asked: use office_area"


def test_the_table_keeps_every_id_in_one_piece(zicha: Zicha) -> None:
    ids = [fact["id"] for fact in json.loads(zicha("facts", "--format", "json").out)]
    lines = zicha("facts").out.splitlines()
    shown = [line.split("│")[1].strip() for line in lines if line.startswith("│")]
    assert [name for name in shown[1:] if name] == ids


def test_a_fact_that_is_none_names_the_nearest(zicha: Zicha) -> None:
    code, out, err = zicha("facts", "ofice_area")
    assert (code, out) == (2, "")
    assert err == (
        "ID: 错误: 没有编号为“ofice_area”的事实；是不是 社区办公服务用房面积 (office_area)？"
        "zicha facts 列出全部事实\n"
    )


def test_a_word_of_a_label_names_the_facts_that_have_it(zicha: Zicha) -> None:
    code, _, err = zicha("facts", "办公服务用房")
    assert code == 2
    assert "是不是 社区办公服务用房面积 (office_area)？" in err


def test_what_is_near_nothing_is_not_guessed_at(zicha: Zicha) -> None:
    _, _, err = zicha("facts", "xyzzy")
    assert err == "ID: 错误: 没有编号为“xyzzy”的事实；zicha facts 列出全部事实\n"


def test_an_attribute_of_a_unit_can_be_asked_for_by_its_level(zicha: Zicha) -> None:
    assert page(zicha, "community.population")[0] == "常住人口"
