"""``zicha explain``: what an indicator requires, and why a unit's verdict is what it is."""

from pathlib import Path

import pytest

from support.cli import SAMPLE, Zicha, sample


def explained(zicha: Zicha, *words: str) -> str:
    """Return what is explained in the sample edition."""
    code, out, err = zicha("explain", *words, "--edition", str(SAMPLE))
    assert (code, err) == (0, "")
    return out


def proof(zicha: Zicha, code: str, unit: str, *more: str) -> list[str]:
    """Return the lines of a proof, from the verdict on."""
    out = explained(zicha, code, sample(unit), *more)
    return out[out.index("评定：") :].splitlines()


def test_without_a_unit_the_indicator_itself_is_explained(zicha: Zicha) -> None:
    out = explained(zicha, "1.1.1")
    assert out.startswith("1.1.1 社区用房\n")
    assert "评定过程" not in out


def test_every_requirement_has_its_source_remedy_owner_and_place(zicha: Zicha) -> None:
    out = explained(zicha, "1.1.1", "--lang", "en")
    lines = out[out.index("2. Meeting rooms") :].splitlines()
    assert lines[:4] == [
        "2. Meeting rooms: 2 items to 20 items (inclusive)",
        "   Source: XZ (local, local standard)",
        "   If unmet: There are … meeting rooms, … off; free or join rooms.",
        "   Owner: Community Residents' Committee, the community itself, within 30 days",
    ]
    assert lines[4].startswith("   Rule at ")


def test_every_dated_value_is_named_with_its_edition(zicha: Zicha) -> None:
    out = explained(zicha, "1.1.1")
    text = "不少于300㎡（老城区）、500㎡（新城区）（2008年版）；600㎡（2015年版）"
    assert text in out.replace("\n   ", "")


def test_every_dated_value_has_its_source(zicha: Zicha) -> None:
    out = explained(zicha, "1.1.1")
    assert "   依据：HB（2008年版，报告引用）；GJ#1（2015年版，国家文本）\n" in out


def test_a_proof_cites_the_source_of_the_value_that_counts(zicha: Zicha) -> None:
    assert "  依据：HB（2008年版，报告引用）" in proof(zicha, "1.1.1", "huaibei")


def test_a_denominator_of_0_is_named(zicha: Zicha) -> None:
    lines = proof(zicha, "3.1.1", "huaibei", "--set", "population=0")
    text = "".join(line.strip() for line in lines)
    assert "分母为零）" in text


def test_the_confidence_of_an_indicator_is_not_taken_for_that_of_its_requirements(
    zicha: Zicha,
) -> None:
    said = "指标本身的可信程度：报告引用（各项要求的依据和可信程度见下）"
    assert said in explained(zicha, "1.1.1").replace("\n  ", "")


def test_what_is_cited_is_said_in_words(zicha: Zicha) -> None:
    assert "所引资料\nGJ：国家测评体系转录本\n" in explained(zicha, "2.1.3")


def test_a_settled_verdict_is_one_grade(zicha: Zicha) -> None:
    assert proof(zicha, "1.1.1", "huaibei")[0] == "评定：D"


def test_an_open_verdict_names_the_grades_that_are_possible(zicha: Zicha) -> None:
    assert proof(zicha, "3.1.1", "huaibei")[0] == "评定：待定（B 至 D）"


def test_an_unmet_requirement_shows_the_proof_and_what_to_do(zicha: Zicha) -> None:
    assert proof(zicha, "1.1.1", "huaibei")[2:7] == [
        "1. 社区办公服务用房面积：不达标",
        "  [不成立] 社区办公服务用房面积：不少于300㎡（老城区）、500㎡（新城区）　（社",
        "    区办公服务用房面积 = 60㎡；城区 = 老城区）",
        "  依据：HB（2008年版，报告引用）",
        "  整改：现有用房60㎡，还差240㎡：请街道、区民政局协调。",
    ]


def test_a_derived_value_shows_what_it_comes_to(zicha: Zicha) -> None:
    # 400 * 1000 / 7766 = 51.506..., which is shown as 51.51
    assert "算得 51.51）" in "\n".join(proof(zicha, "3.1.1", "huaibei")).replace("\n    ", "")


def test_counted_faults_are_named_only_where_faults_are_counted(zicha: Zicha) -> None:
    counted = proof(zicha, "1.1.2", "huaibei")
    assert counted[2] == "1. 小区内脏乱差处数：不达标；问题数 1～不限"
    assert not any("问题数" in line for line in proof(zicha, "2.1.3", "huaibei"))


def test_each_part_has_a_heading_with_its_own_grade_and_the_lowest_counts(zicha: Zicha) -> None:
    lines = proof(zicha, "1.1.3", "huaibei")
    said = [line for line in lines if line.startswith(("各部分", "第", "没有问题", "1项"))]
    assert said == [
        "各部分分别评分，以最低的一部分为准。",
        "第1部分：D",
        "1项不达标：D",
        "第2部分：A",
        "没有问题：A",
    ]


def test_requirements_in_parts_say_how_the_parts_combine(zicha: Zicha) -> None:
    lines = explained(zicha, "1.1.3").splitlines()
    start = lines.index("评分办法：共2部分，分别评分，以最低的一部分为准")
    assert lines[start + 1] == "第1部分：全部达到为 A，有一项未达到为 D"
    assert "第2部分：按问题数：A 不超过0个、B 不超过1个、C 不超过2个、更多为 D" in lines


def test_counted_faults_are_summed_at_the_end(zicha: Zicha) -> None:
    settled = proof(zicha, "1.1.2", "huaibei", "--set", "dirty_spots=3", "--set", "small_ads=0")
    assert settled[-1] == "问题数合计4个，超过2个：D"
    assert proof(zicha, "1.1.2", "huaibei")[-1] == "问题数合计 2～不限：C 至 D"


def test_that_an_indicator_may_not_apply_at_all_is_said(zicha: Zicha) -> None:
    lines = proof(zicha, "2.1.2", "huaibei", "--set", "cafes_count=")
    assert lines[:2] == [
        "评定：待定（A 至 D）",
        "这项指标是否适用还不清楚，所以从 A 到 D 都有可能。",
    ]


def test_a_scale_shows_every_band(zicha: Zicha) -> None:
    assert proof(zicha, "1.1.4", "huaibei")[3:9] == [
        "  A 档",
        "    [不成立] 绿化覆盖率：大于35%　（现状 33.5%）",
        "  B 档",
        "    [成立] 绿化覆盖率：大于30%　（现状 33.5%）",
        "  C 档",
        "    [成立] 绿化覆盖率：大于20%　（现状 33.5%）",
    ]


def test_what_does_not_apply_says_why(zicha: Zicha) -> None:
    lines = proof(zicha, "2.1.2", "huaibei")
    assert lines[0] == "评定：不适用"
    assert lines[2] == "1. 网吧都有禁入标志：不适用；辖区内没有网吧"


def test_a_waived_indicator_is_proved_all_the_same(zicha: Zicha) -> None:
    lines = proof(zicha, "1.1.3", "huaibei")
    assert lines[0].startswith("评定：豁免")
    assert "1. 小区道路硬化平整：不达标" in lines


def test_a_waiver_is_told_with_the_grade_beneath_it(zicha: Zicha) -> None:
    assert proof(zicha, "1.1.3", "huaibei")[:3] == [
        "评定：豁免",
        "豁免（有效）：道路改造施工中，区创城办批准，2011-06-01 至 2011-09-30",
        "不计豁免时：D",
    ]


def test_the_grade_beneath_a_waiver_may_be_open(zicha: Zicha) -> None:
    lines = proof(zicha, "1.1.3", "huaibei", "--set", "roads_paved=", "--set", "lamps_lit=20")
    assert (lines[0], lines[2]) == ("评定：豁免", "不计豁免时：待定（B 至 D）")


@pytest.mark.parametrize(
    ("on", "state"), [("2011-10-01", "已过期，不再计"), ("2011-05-31", "尚未生效")]
)
def test_a_waiver_that_does_not_count_is_told_too(zicha: Zicha, on: str, state: str) -> None:
    out = zicha("explain", "1.1.3", sample("huaibei"), "--on", on, "--edition", str(SAMPLE)).out
    lines = out[out.index("评定：") :].splitlines()
    assert not lines[0].startswith("评定：豁免")
    assert lines[1].startswith(f"豁免（{state}）：道路改造施工中")
    assert not any("不计豁免时" in line for line in lines)


def test_each_missing_member_has_its_remedy(zicha: Zicha) -> None:
    words = ("--set", "youth_facilities=library;counselling_room;venue")
    lines = proof(zicha, "2.1.1", "wanan", *words)
    assert [line for line in lines if "整改" in line] == [
        "  整改：缺绿色网吧：在社区用房里安排一间。",
        "  整改：缺家长学校：在社区用房里安排一间。",
    ]


def test_the_context_and_the_settings_of_the_call_count(zicha: Zicha) -> None:
    above = ("--context", sample("street"), "--context", sample("district"))
    lines = proof(zicha, "1.1.1", "wanan", *above, "--set", "service_coverage=80")
    assert "3. 社区综合服务设施覆盖率：不达标" in lines


def test_an_office_s_own_names_stand_in_the_whole_page(zicha: Zicha, tmp_path: Path) -> None:
    names = tmp_path / "names.yaml"
    names.write_text("区民政局: 甲区民政局\n", encoding="utf-8")
    out = explained(zicha, "1.1.1", sample("huaibei"), "--names", str(names))
    assert "责任部门：甲区民政局\n" in out
    assert "   责任：甲区民政局，需区级解决，180天内\n" in out


def test_an_indicator_without_a_rule_is_open_and_says_so(zicha: Zicha, tmp_path: Path) -> None:
    edition = without_rule(tmp_path, "3.yaml")
    out = zicha("explain", "3.1.1", sample("wanan"), "--edition", edition).out
    assert "尚未编写规则：评定为待定。" in out
    assert out.endswith("评定：待定（A 至 D）\n")


def without_rule(folder: Path, file: str) -> str:
    """Return the sample edition without one of its rule files."""
    for path in sorted(SAMPLE.rglob("*.yaml")):
        if path.name != file or path.parent.name != "rules":
            copy = folder / path.relative_to(SAMPLE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (folder / "rules" / file.replace(".yaml", ".cases.yaml")).unlink()
    return str(folder)


def test_a_group_is_no_indicator_and_its_indicators_are_named(zicha: Zicha) -> None:
    code, out, err = zicha("explain", "6.4")
    assert (code, out) == (2, "")
    assert err == (
        "CODE: 错误: “6.4”是一类或一组指标，不是一项；请写其中的一项："
        "6.4.1 / 6.4.2 / 6.4.3 / 6.4.4 / 6.4.5 / 6.4.6\n"
    )


def test_a_code_that_is_none_names_the_nearest(zicha: Zicha) -> None:
    code, out, err = zicha("explain", "6.4.51")
    assert (code, out) == (2, "")
    assert err.startswith("CODE: 错误: 没有编号为“6.4.51”的指标；是不是 社区管理服务与用房 (6.4.5)")


def test_a_conclusion_is_explained_by_its_id(zicha: Zicha) -> None:
    lines = explained(zicha, "may_apply").splitlines()
    assert lines[0] == "may_apply 具备申报条件"
    assert lines[2:6] == [
        "类型：前置条件",
        "条件：（第2类得分（不计豁免）不低于85分；没有（“一票否决：重大安全事故”成",
        "  立））全部",
        "依据：OWN（本版，重建）",
    ]
    assert lines[6] == "成立时：达到85分，且没有重大事故"
    assert lines[7].startswith("规则位置：")
    assert lines[-2:] == ["所引资料", "OWN：本程序自拟"]


def test_a_conclusion_about_a_unit_says_what_decided(zicha: Zicha) -> None:
    out = explained(zicha, "red_flag", sample("huaibei"))
    assert out.endswith(
        "评定过程：xx社区（淮北），2011-06-30\n结论：不成立\n总分最高33.00分，低于90分。\n"
    )


def test_an_id_of_a_conclusion_that_is_mistyped_names_the_nearest(zicha: Zicha) -> None:
    _, _, err = zicha("explain", "red_flags", "--edition", str(SAMPLE))
    assert "(red_flag)？" in err


@pytest.mark.parametrize(
    "words", [("--set", "office_area=1"), ("--context", "a.yaml"), ("--on", "2011-06-30")]
)
def test_what_says_something_of_a_unit_needs_one(zicha: Zicha, words: tuple[str, ...]) -> None:
    code, out, err = zicha("explain", "1.1.1", *words, "--edition", str(SAMPLE))
    assert (code, out) == (2, "")
    assert err == f"{words[0]}: 错误: {words[0]} 要和单位文件一起用；在指标编号后面加上单位文件\n"


def test_a_unit_that_cannot_be_read_explains_nothing(zicha: Zicha) -> None:
    code, out, _ = zicha("explain", "1.1.1", "missing.yaml", "--edition", str(SAMPLE))
    assert (code, out) == (2, "")
