"""``zicha check``: what is judged, how the call ends, and where its output goes."""

import json
from pathlib import Path

import pytest

from support.cli import ALL_FACILITIES, HUAIBEI, SAMPLE, WANAN, Zicha, of_sample, sample, spawned
from support.sources import written

DISTRICT = ("--context", sample("street"), "--context", sample("district"))


def test_a_unit_with_a_gap_ends_with_1_and_nothing_on_standard_error(zicha: Zicha) -> None:
    code, out, err = zicha(*of_sample("wanan"))
    assert (code, err) == (1, "")
    assert out.startswith("创城自查报告：万安街道xx社区\n")


def test_a_unit_that_meets_everything_ends_with_0(zicha: Zicha) -> None:
    code, out, err = zicha(*of_sample("wanan", "--set", ALL_FACILITIES))
    assert (code, err) == (0, "")
    assert "未发现不达标的项目。" in out


def test_a_veto_that_holds_ends_with_1_and_stands_at_the_head(zicha: Zicha) -> None:
    mended = of_sample("wanan", "--set", ALL_FACILITIES, *DISTRICT)
    assert zicha(*mended).code == 0
    code, out, _ = zicha(*mended, "--set", "grave_accident=true")
    assert code == 1
    assert out.split("─\n", 1)[1].startswith("注意：一票否决：重大安全事故，成立\n")


def test_one_open_indicator_ends_with_1(zicha: Zicha) -> None:
    words = of_sample("wanan", "--set", ALL_FACILITIES, "--set", "roads_paved=")
    assert zicha(*words).code == 1


def test_the_unit_may_come_on_standard_input() -> None:
    given = Path(sample("wanan")).read_bytes()
    words = ("check", "-", "--edition", str(SAMPLE), "--format", "json")
    piped = spawned(*words, given=given)
    named = spawned(*of_sample("wanan", "--format", "json"))
    assert (piped.returncode, piped.stderr) == (1, b"")
    assert piped.stdout == named.stdout


def test_a_json_unit_on_standard_input_is_read_too() -> None:
    unit = {"unit": {"id": "a", "kind": "community"}, "date": "2011-06-30", "facts": {}}
    words = ("check", "-", "--edition", str(SAMPLE), "--format", "json")
    ended = spawned(*words, given=json.dumps(unit).encode())
    assert ended.returncode == 1
    assert json.loads(ended.stdout)["unit"]["id"] == "a"


def test_a_problem_on_standard_input_names_it() -> None:
    given = b"unit: {id: a}\ndate: 2011-06-30\n"
    ended = spawned("check", "-", given=given)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode() == "-:1:7: 错误: 缺少“kind”；请补上这一项\n"


def test_several_units_are_a_json_array_in_the_order_given(zicha: Zicha) -> None:
    words = ("check", sample("wanan"), sample("huaibei"), "--edition", str(SAMPLE))
    code, out, _ = zicha(*words, "--format", "json")
    assert code == 1
    assert [report["unit"]["id"] for report in json.loads(out)] == ["wanan", "huaibei"]


def test_one_unit_is_a_json_object(zicha: Zicha) -> None:
    assert json.loads(zicha(*of_sample("wanan", "--format", "json")).out)["unit"]["id"] == "wanan"


def test_a_unit_that_is_named_twice_is_there_twice(zicha: Zicha) -> None:
    words = ("check", sample("wanan"), sample("wanan"), "--edition", str(SAMPLE))
    reports = json.loads(zicha(*words, "--format", "json").out)
    assert [report["unit"]["id"] for report in reports] == ["wanan", "wanan"]


def test_several_units_end_with_the_highest_code(zicha: Zicha) -> None:
    words = ("--edition", str(SAMPLE), "--set", ALL_FACILITIES)
    assert zicha("check", sample("wanan"), *words).code == 0
    assert zicha("check", sample("wanan"), sample("huaibei"), *words).code == 1


def test_with_one_bad_file_nothing_is_judged(zicha: Zicha, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("unit: {id: a, kind: community}\ndate: 2011-06-31\n", encoding="utf-8")
    written = tmp_path / "{id}.md"
    words = ("--edition", str(SAMPLE), "-o", str(written))
    code, out, err = zicha("check", sample("wanan"), str(bad), *words)
    assert (code, out) == (2, "")
    assert err.splitlines() == [f"{bad}:2:7: 错误: 日历上没有“2011-06-31”这一天；请核对月份和日子"]
    assert list(tmp_path.iterdir()) == [bad]


def test_problems_of_all_files_are_shown_together(zicha: Zicha, tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = f"unit: {{id: {name}, kind: town}}\ndate: 2011-06-30\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    err = zicha("check", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")).err
    assert [line.split(":")[0] for line in err.splitlines()] == [
        str(tmp_path / "a.yaml"),
        str(tmp_path / "b.yaml"),
    ]


# A file that is named after one would overwrite that of the other where a is A.
@pytest.mark.parametrize("again", ["wanan", "WanAn"])
def test_two_units_with_the_same_id_are_refused(zicha: Zicha, tmp_path: Path, again: str) -> None:
    text = Path(sample("wanan")).read_text("utf-8")
    other = written(tmp_path / "other.yaml", text.replace("id: wanan,", f"id: {again},"))
    code, out, err = zicha("check", sample("wanan"), str(other), "--edition", str(SAMPLE))
    assert (code, out) == (2, "")
    assert f"单位编号“{again}”重复" in err


@pytest.mark.parametrize("name", ["missing.yaml", "unit.txt"])
def test_a_file_that_cannot_be_read_is_one_line(zicha: Zicha, tmp_path: Path, name: str) -> None:
    code, out, err = zicha("check", str(tmp_path / name))
    assert (code, out) == (2, "")
    assert err.startswith(f"{tmp_path / name}: 错误: ")
    assert len(err.splitlines()) == 1


def test_what_is_only_worth_a_look_goes_to_standard_error_and_stops_nothing(
    zicha: Zicha, tmp_path: Path
) -> None:
    unit = tmp_path / "gbk.yaml"
    unit.write_bytes("unit: {id: a, name: 社区, kind: 社区}\ndate: 2011-06-30\n".encode("gbk"))
    code, out, err = zicha("check", str(unit), "--edition", str(SAMPLE), "--format", "json")
    assert code == 1
    assert json.loads(out)["unit"]["name"] == "社区"
    assert err.startswith(f"{unit}:1:1: 提示: ")


def test_the_community_of_report_3_lacks_240_square_metres_and_is_not_swept_on_time(
    zicha: Zicha,
) -> None:
    out = zicha("check", str(HUAIBEI), "--format", "json").out
    gaps = {gap["fact"]: gap for gap in json.loads(out)["gaps"]}
    area = gaps["office_area"]
    assert (area["required"], area["actual"], area["shortfall"]) == (300, 60, 240)
    assert area["source"]["cite"] == "R3"
    assert area["remedy"]
    assert gaps["sweeping_on_time"]["actual"] is False


def test_the_community_of_report_2_lacks_one_facility(zicha: Zicha) -> None:
    gaps = json.loads(zicha("check", str(WANAN), "--format", "json").out)["gaps"]
    assert [(gap["fact"], gap["shortfall"]) for gap in gaps] == [
        ("youth_facilities", "green_internet_room")
    ]


def test_a_name_of_several_lines_is_one_line_in_every_report(zicha: Zicha, tmp_path: Path) -> None:
    unit = {"id": "a", "name": "甲社区\n## 乙\r\n", "kind": "community"}
    file = tmp_path / "unit.json"
    file.write_text(json.dumps({"unit": unit, "date": "2011-06-30"}), encoding="utf-8")
    words = ("check", str(file), "--edition", str(SAMPLE))
    assert zicha(*words).out.splitlines()[0] == "创城自查报告：甲社区 ## 乙"
    markdown = zicha(*words, "--format", "markdown").out.splitlines()
    assert markdown[0] == "# 创城自查报告：甲社区 ## 乙"


def test_what_a_message_quotes_cannot_move_anything_on_the_screen(zicha: Zicha) -> None:
    err = zicha(*of_sample("wanan", "--set", "office_area=\x1b[2J\u202e5")).err
    assert "“\\x1b[2J\\u202e5”" in err
    assert len(err.splitlines()) == 1
