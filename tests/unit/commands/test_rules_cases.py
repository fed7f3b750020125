"""``rules test`` and ``rules mutate`` as an author calls them."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from support import tiny_edition
from zicha.commands.root import run

BOTH_BANDS = """cases:
  - indicator: '1.1.2'
    name: 覆盖率35，评B
    why: NK#2, 35 is not more than 35
    kind: community
    on: '2016-06-30'
    facts: {cover: 35}
    expect: {grade: B}
  - indicator: '1.1.2'
    name: 覆盖率36，评A
    why: NK#2, 36 > 35
    kind: community
    on: '2016-06-30'
    facts: {cover: 36}
    expect: {grade: A}
"""
WRONG = BOTH_BANDS.replace("expect: {grade: A}", "expect: {grade: C}")


def edition(folder: Path, cases: str) -> str:
    tiny_edition.write(folder, {**tiny_edition.FILES, "rules/1.cases.yaml": cases})
    return str(folder)


def test_cases_that_pass_end_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "test", edition(tmp_path, BOTH_BANDS), "--lang", "en"]) == 0
    assert "reference: 2 cases pass, 0 fail" in capsys.readouterr().out


def test_a_case_that_fails_shows_what_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "test", edition(tmp_path, WRONG), "--lang", "en"]) == 1
    lines = capsys.readouterr().out.split("\n")
    place = f"{tmp_path}/rules/1.cases.yaml:9:5"
    assert lines[0] == f"{place}: case fails 1.1.2 覆盖率36，评A (reference)"
    assert lines[1:3] == ["  grade: expected C, found A", "  why: NK#2, 36 > 35"]


def cases_of_office(facts: str, expect: str) -> str:
    return f"""cases:
  - indicator: '1.1.1'
    name: 一个案例
    why: NK#1
    kind: community
    on: '2016-06-30'
    unit: {{town: old}}
    facts: {facts}
    expect: {expect}
"""


OLD = "{area: {value: 300, date: '2013-06-30'}}"
LATER = "{area: {value: 300, date: '2016-07-01'}}"


@pytest.mark.parametrize(("facts", "reason"), [(OLD, "stale"), (LATER, "later"), ("{}", "unknown")])
def test_a_case_may_expect_why_an_item_is_open(facts: str, reason: str, tmp_path: Path) -> None:
    right = cases_of_office(facts, f"{{items: {{office: open}}, reason: {reason}}}")
    assert run(["rules", "test", edition(tmp_path, right)]) == 0
    wrong = cases_of_office(facts, "{items: {office: open}, reason: contradiction}")
    assert run(["rules", "test", edition(tmp_path, wrong)]) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_case_that_fails_says_why_an_item_is_open_in_words_of_the_files(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expect = "{items: {office: met}, grade: A, gaps: [{item: office}], reason: level}"
    cases = cases_of_office(OLD, expect)
    assert run(["rules", "test", edition(tmp_path, cases), "--lang", lang]) == 1
    words = {"zh": ("：应为 ", "，实际 "), "en": (": expected ", ", found ")}[lang]
    found = capsys.readouterr().out.split("\n")[1:5]
    assert [tuple(re.split("|".join(words), line)) for line in found] == [
        ("  item office", "met", "open (stale)"),
        ("  grade", "A", "[A, D]"),
        ("  gaps", "office", "-"),
        ("  reason", "level", "stale, unknown"),
    ]


def test_coverage_ends_with_1_where_something_is_untried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["rules", "test", edition(tmp_path, BOTH_BANDS), "--coverage", "--lang", "en"]
    assert run(call) == 1
    assert "1.1.2: no case with the grade C" in capsys.readouterr().out


def test_junit_names_each_case_in_each_engine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "test", edition(tmp_path, WRONG), "--format", "junit"]) == 1
    root = ET.fromstring(capsys.readouterr().out)  # noqa: S314 - this program's own output
    suite = root.find("testsuite[@name='reference']")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failed = [case.get("name") for case in suite if case.find("failure") is not None]
    assert failed == ["1.1.2 覆盖率36，评A"]


def test_a_case_with_a_fact_that_is_none_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = BOTH_BANDS.replace("{cover: 35}", "{covers: 35}")
    assert run(["rules", "test", edition(tmp_path, cases), "--lang", "en"]) == 2
    assert f"{tmp_path}/rules/1.cases.yaml:7:13" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "fact", "said"),
    [
        ("community", "accident", "write it in context under district, or make the case one of"),
        ("district", "cover", "make the case one of kind: community, and write it under facts"),
    ],
)
def test_a_fact_of_another_level_is_told_where_it_stands_in_a_case(
    kind: str, fact: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = BOTH_BANDS.replace("kind: community", f"kind: {kind}")
    cases = cases.replace("{cover: 36}", "{}").replace("{cover: 35}", f"{{{fact}: 35}}")
    assert run(["rules", "test", edition(tmp_path, cases), "--lang", "en"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{tmp_path}/rules/1.cases.yaml:7:13: error: ")
    assert said in line
    assert "--context" not in line


def test_mutate_shows_the_line_that_no_case_guards(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["rules", "mutate", edition(tmp_path, BOTH_BANDS), "--jobs", "1", "--lang", "en"]
    assert run(call) == 1
    out = capsys.readouterr().out
    line = tiny_edition.RULES.split("\n").index("          B: {more_than: 30}") + 1
    assert f"rules/1.yaml:{line}:15: no case notices, in 1.1.2, more_than: 30 -> 30.1" in out
    assert "more_than: 35 -> 34.9" not in out


def test_mutate_as_json_lists_every_mutant_with_what_noticed_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["rules", "mutate", edition(tmp_path, BOTH_BANDS), "--jobs", "1", "--format", "json"]
    assert run(call) == 1
    mutants = json.loads(capsys.readouterr().out)
    killers = {m["change"]: m["killer"] for m in mutants if m["name"] == "1.1.2"}
    assert killers["more_than: 35 -> 34.9"] == "覆盖率35，评B"
    assert killers["more_than: 30 -> 30.1"] is None


def test_mutate_says_where_cases_fail_before_any_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["rules", "mutate", edition(tmp_path, WRONG), "--jobs", "1", "--lang", "en"]
    assert run(call) == 1
    assert capsys.readouterr().err.startswith("1 case fails before anything is changed")
