"""Findings as lines, as JSON and as SARIF: the same ones in the same order."""

import json

import zicha
from zicha.errors import Place, Severity, problem
from zicha.model.findings import Ignored
from zicha.reports.findings import Findings, findings_json, findings_sarif, findings_text

PLACE = Place("rules/a b/1.yaml", 7, 3)
ERROR = problem("edition-fact-unknown", Place("rules/1.yaml", 2, 5), fact="aria", nearest="area")
DOUBT = problem("hint-short", PLACE, Severity.WARNING, fact="area", least=12)
HINT = problem("item-without-clause", Place("rules/c.yaml"), Severity.HINT, item="kit")
LEAVE = Ignored(DOUBT, "它很短", Place("rules/a b/1.yaml", 6, 1))
FINDINGS = Findings([ERROR, HINT], [LEAVE], "en")


def test_the_text_has_one_line_a_finding_and_counts_them() -> None:
    assert findings_text(FINDINGS) == (
        'rules/1.yaml:2:5 error edition-fact-unknown there is no fact "aria"; try area, or'
        " declare it in facts first\n"
        'rules/a b/1.yaml:7:3 ignored hint-short the hint of "area" has fewer than 12'
        " characters; reason: 它很短\n"
        'rules/c.yaml hint item-without-clause the item "kit" covers no clause of its indicator;'
        " write covers with the clause that it asks for; where there is none, add it to measured\n"
        "errors: 1, warnings: 0, hints: 1, set aside: 1\n"
    )


def test_the_text_is_chinese_where_it_is_asked_for() -> None:
    assert findings_text(Findings([DOUBT], [], "zh")) == (
        "rules/a b/1.yaml:7:3 警告 hint-short “area”的核实方法不到12个字符；"
        "写明到哪里看、数什么、查多少\n"
        "错误0个，警告1个，提示0个，已搁置0个\n"
    )


def test_json_is_an_array_with_the_reason_of_what_is_set_aside() -> None:
    found = json.loads(findings_json(FINDINGS))
    assert found[0] == {
        "code": "edition-fact-unknown",
        "severity": "error",
        "file": "rules/1.yaml",
        "line": 2,
        "column": 5,
        "message": 'there is no fact "aria"',
        "hint": "try area, or declare it in facts first",
        "example": None,
        "ignored": None,
    }
    assert [(each["code"], each["ignored"]) for each in found] == [
        ("edition-fact-unknown", None),
        ("hint-short", "它很短"),
        ("item-without-clause", None),
    ]


def test_json_of_nothing_is_an_empty_array() -> None:
    assert json.loads(findings_json(Findings([], [], "zh"))) == []


def test_sarif_names_the_tool_and_each_kind_of_finding_once() -> None:
    log = json.loads(findings_sarif(Findings([DOUBT, HINT, DOUBT], [], "zh")))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["language"] == "zh-CN"
    assert run["tool"]["driver"] == {
        "name": "zicha",
        "version": zicha.__version__,
        "rules": [{"id": "hint-short"}, {"id": "item-without-clause"}],
    }


def test_sarif_gives_place_level_and_what_is_set_aside() -> None:
    (run,) = json.loads(findings_sarif(FINDINGS))["runs"]
    error, aside, hint = run["results"]
    assert error == {
        "ruleId": "edition-fact-unknown",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": 'there is no fact "aria"; try area, or declare it in facts first'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "rules/1.yaml"},
                    "region": {"startLine": 2, "startColumn": 5},
                }
            }
        ],
    }
    assert aside["level"] == "warning"
    assert aside["suppressions"] == [{"kind": "inSource", "justification": "它很短"}]
    assert aside["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "rules/a%20b/1.yaml"
    }
    assert hint["level"] == "note"
    assert hint["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "rules/c.yaml"}}}
    ]
