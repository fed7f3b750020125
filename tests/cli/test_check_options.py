"""Options of ``zicha check`` that change what is known, by what is judged, and who judges."""

import json
from pathlib import Path

import pytest

from support.cli import HAN, SAMPLE, Json, Zicha, of_sample, sample, spawned
from support.source import ROOT

WITHOUT_DURABLE_RULES = """
import sys
sys.modules["durable_rules_engine"] = None
from zicha.commands.root import main
main()
"""


def report(zicha: Zicha, unit: str, *more: str) -> Json:
    """Return the report of a unit of the sample edition."""
    ended = zicha(*of_sample(unit, "--format", "json", *more))
    assert ended.err == ""
    return json.loads(ended.out)


def item(found: Json, code: str, name: str) -> Json:
    """Return an item of a report."""
    indicator = next(i for i in found["indicators"] if i["code"] == code)
    return next(i for i in indicator["items"] if i["id"] == name)


def written(folder: Path, name: str, text: str) -> str:
    """Return a new file with a text."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_without_the_district_its_facts_do_not_apply(zicha: Zicha) -> None:
    found = item(report(zicha, "wanan"), "1.1.1", "service_coverage")
    assert (found["outcome"], found["reason"]) == ("not_applicable", "level")


def test_the_facts_of_a_context_are_judged_with_the_unit(zicha: Zicha) -> None:
    above = ("--context", sample("street"), "--context", sample("district"))
    found = item(report(zicha, "wanan", *above), "1.1.1", "service_coverage")
    assert (found["outcome"], found["actual"]) == ("met", 92.5)


def test_the_order_of_the_contexts_does_not_matter(zicha: Zicha) -> None:
    street, district = ("--context", sample("street")), ("--context", sample("district"))
    assert report(zicha, "wanan", *street, *district) == report(zicha, "wanan", *district, *street)


def test_a_context_that_is_no_ancestor_is_refused(zicha: Zicha, tmp_path: Path) -> None:
    text = "unit: {id: other, kind: street}\ndate: 2011-06-30\n"
    foreign = written(tmp_path, "other.yaml", text)
    code, out, err = zicha(*of_sample("wanan", "--context", foreign))
    assert (code, out) == (2, "")
    assert err.startswith(f"{foreign}:1:1: 错误: ")


def test_each_of_several_units_is_judged_in_its_own_context(zicha: Zicha, tmp_path: Path) -> None:
    community = "unit: {{id: {id}, kind: community, parent: {parent}}}\ndate: 2011-06-30\n"
    district = "unit: {id: other, kind: district}\ndate: 2011-06-30\nfacts: {service_coverage: 50}"
    mine = written(tmp_path, "a.yaml", community.format(id="a", parent="district"))
    theirs = written(tmp_path, "b.yaml", community.format(id="b", parent="other"))
    above = ("--context", sample("district"), "--context", written(tmp_path, "d.yaml", district))
    words = ("--edition", str(SAMPLE), "--format", "json")
    reports = json.loads(zicha("check", mine, theirs, *above, *words).out)
    found = [item(each, "1.1.1", "service_coverage")["actual"] for each in reports]
    assert found == [92.5, 50]


def test_a_context_above_none_of_several_units_is_refused_once(
    zicha: Zicha, tmp_path: Path
) -> None:
    text = "unit: {id: other, kind: street}\ndate: 2011-06-30\n"
    words = ("--context", written(tmp_path, "other.yaml", text), "--edition", str(SAMPLE))
    code, _, err = zicha("check", sample("wanan"), sample("huaibei"), *words)
    assert code == 2
    assert all("other" in line for line in err.splitlines())


def test_a_setting_takes_the_place_of_a_fact(zicha: Zicha) -> None:
    found = item(report(zicha, "huaibei", "--set", "office_area=320"), "1.1.1", "office_area")
    assert (found["outcome"], found["actual"]) == ("met", 320)


def test_a_setting_without_value_makes_the_fact_unknown(zicha: Zicha) -> None:
    found = item(report(zicha, "huaibei", "--set", "office_area="), "1.1.1", "office_area")
    assert (found["outcome"], found["actual"]) == ("open", None)


def test_an_attribute_can_be_set(zicha: Zicha) -> None:
    words = ("--set", "office_area=300", "--set", "town=new")
    found = item(report(zicha, "huaibei", *words), "1.1.1", "office_area")
    assert (found["required"], found["shortfall"]) == (500, 200)


def test_a_fact_of_a_level_above_is_set_on_the_unit_that_is_given(zicha: Zicha) -> None:
    above = ("--context", sample("street"), "--context", sample("district"))
    found = item(
        report(zicha, "wanan", *above, "--set", "service_coverage=90"), "1.1.1", "service_coverage"
    )
    assert (found["outcome"], found["shortfall"]) == ("unmet", 0)


def test_a_fact_of_a_level_above_that_is_not_given_cannot_be_set(zicha: Zicha) -> None:
    code, out, err = zicha(*of_sample("wanan", "--set", "service_coverage=90"))
    assert (code, out) == (2, "")
    assert err.startswith("--set service_coverage: 错误: ")


def test_units_of_one_call_are_no_context_of_each_other_and_that_is_said(zicha: Zicha) -> None:
    words = ("--edition", str(SAMPLE), "--format", "json")
    alone = report(zicha, "wanan")
    code, out, err = zicha("check", sample("wanan"), sample("street"), *words, "--lang", "en")
    assert code == 1
    assert [each["unit"]["id"] for each in json.loads(out)] == ["wanan", "street"]
    assert json.loads(out)[0]["score"] == alone["score"]
    assert err.startswith(f"{sample('street')}:1:1: hint: ")
    assert "--context" in err


def test_a_fact_of_a_community_is_set_where_its_district_is_judged_in_the_same_call(
    zicha: Zicha,
) -> None:
    words = ("--edition", str(SAMPLE), "--set", "office_area=320", "--format", "json")
    found = zicha("check", sample("huaibei"), sample("district"), *words)
    assert found.err == ""
    community, district = json.loads(found.out)
    office = item(community, "1.1.1", "office_area")
    assert (office["actual"], district["unit"]["kind"]) == (320, "district")


def test_a_fact_of_a_community_cannot_be_set_for_a_district_alone(zicha: Zicha) -> None:
    words = ("--edition", str(SAMPLE), "--set", "office_area=320", "--lang", "en")
    code, out, err = zicha("check", sample("district"), *words)
    assert (code, out) == (2, "")
    assert err.startswith("--set office_area: error: ")
    assert "--context" not in err


def test_a_setting_changes_the_digest_of_the_facts(zicha: Zicha) -> None:
    plain = report(zicha, "wanan")["facts_digest"]
    assert report(zicha, "wanan", "--set", "office_area=520")["facts_digest"] != plain


@pytest.mark.parametrize("setting", ["ofice_area=1", "office_area", "office_area=约60", "=3"])
def test_a_setting_that_is_wrong_is_one_line(zicha: Zicha, setting: str) -> None:
    code, out, err = zicha(*of_sample("wanan", "--set", setting))
    assert (code, out) == (2, "")
    assert err.startswith("--set ")
    assert len(err.splitlines()) == 1


def test_the_day_of_the_call_decides_which_value_counts(zicha: Zicha) -> None:
    before = item(report(zicha, "wanan", "--on", "2011-07-30"), "1.1.1", "office_area")
    after = item(report(zicha, "wanan", "--on", "2015-01-01"), "1.1.1", "office_area")
    assert before["required"] == 500
    assert (after["outcome"], after["required"], after["reason"]) == ("open", 600, "stale")


def test_a_day_that_is_none_is_one_line(zicha: Zicha) -> None:
    code, out, err = zicha(*of_sample("wanan", "--on", "2011-02-30"))
    assert (code, out) == (2, "")
    assert err.startswith("--on: 错误: ")


@pytest.mark.parametrize("form", ["table", "json", "markdown", "csv"])
def test_an_office_s_own_name_stands_in_every_format(
    zicha: Zicha, tmp_path: Path, form: str
) -> None:
    names = written(tmp_path, "names.yaml", "社区居委会: 甲社区居民委员会\n")
    assert "社区居委会" in zicha(*of_sample("wanan", "--format", form)).out
    named = zicha(*of_sample("wanan", "--format", form, "--names", names)).out
    assert "甲社区居民委员会" in named
    assert "社区居委会" not in named


def test_an_office_s_own_name_stands_in_what_to_do_too(zicha: Zicha, tmp_path: Path) -> None:
    names = written(tmp_path, "names.yaml", "区民政局: 区民政和退役军人事务局\n")
    shipped = str(ROOT / "examples" / "huaibei-r3.yaml")
    found = json.loads(zicha("check", shipped, "--names", names, "--format", "json").out)
    (gap,) = (gap for gap in found["gaps"] if gap["indicator"] == "6.4.5")
    assert gap["owner"] == "区民政和退役军人事务局"
    assert "区民政和退役军人事务局协调" in gap["remedy"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("区民政: 甲\n", "names.yaml:1:1: 错误: 指标版本中没有“区民政”这个部门；是不是 区民政局？"),
        ("区民政局: 3\n", "names.yaml:1:7: 错误: “区民政局”的本地名称应当是文字"),
        ("- 区民政局\n", "names.yaml:1:1: 错误: 部门名称对照表应当是“部门: 本地名称”的列表"),
    ],
)
def test_a_mapping_of_names_that_is_wrong_is_one_line(
    zicha: Zicha, tmp_path: Path, text: str, line: str
) -> None:
    names = written(tmp_path, "names.yaml", text)
    code, out, err = zicha(*of_sample("wanan", "--names", names))
    assert (code, out) == (2, "")
    assert err.removeprefix(f"{tmp_path}/").startswith(line)
    assert len(err.splitlines()) == 1


def test_the_reference_judges_alone_where_it_is_named(zicha: Zicha) -> None:
    assert report(zicha, "wanan", "--engine", "reference")["engine"] == "reference"


def test_an_engine_of_audits_alone_is_not_offered(zicha: Zicha) -> None:
    assert "spark" not in zicha("check", "--help").out
    assert zicha("check", "missing.yaml", "--engine", "spark") == (
        2,
        "",
        "错误：--engine 只能是 auto reference rete columnar 之一（用 zicha check --help 看说明）\n",
    )


def test_without_durable_rules_the_reference_judges_and_the_report_says_so() -> None:
    ended = spawned(*of_sample("wanan"), program=WITHOUT_DURABLE_RULES)
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert ended.stdout.decode().count("判定引擎：参照引擎（reference）") == 1


def test_without_durable_rules_the_engine_rete_is_a_wrong_call() -> None:
    words = of_sample("wanan", "--engine", "rete", "--lang", "en")
    ended = spawned(*words, program=WITHOUT_DURABLE_RULES)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode() == (
        "--engine: error: durable_rules is not installed here, so the engine rete cannot judge; "
        "leave --engine out, or use --engine reference: the results are the same\n"
    )


def test_an_edition_that_is_none_is_one_line(zicha: Zicha) -> None:
    code, out, err = zicha("check", sample("wanan"), "--edition", "national-2012")
    assert (code, out) == (2, "")
    assert "national-2011" in err
    assert len(err.splitlines()) == 1


def test_the_language_of_the_surroundings_is_used_where_the_call_names_none(
    zicha: Zicha, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZICHA_LANG", "en")
    assert zicha(*of_sample("wanan")).out.startswith("Self-inspection report: ")
    assert HAN.search(zicha(*of_sample("wanan", "--lang", "zh")).out)


@pytest.mark.parametrize("words", [("--lang", "en", "check"), ("check", "--lang=en")])
def test_the_language_may_stand_before_and_after_the_command(
    zicha: Zicha, words: tuple[str, ...]
) -> None:
    ended = zicha(*words, sample("wanan"), "--edition", str(SAMPLE))
    assert ended.out.startswith("Self-inspection report: ")
