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


def test_a_code_that_is_none_names_the_nearest(zicha: Zicha) -> None:
    code, out, err = zicha("explain", "6.4.51")
    assert (code, out) == (2, "")
    assert err.startswith("CODE: 错误: 没有编号为“6.4.51”的指标；是不是 6.4.5？")


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
