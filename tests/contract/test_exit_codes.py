"""The exit codes that scripts rely on, of several the highest."""

import json
from pathlib import Path

import pytest

from support.cli import ALL_FACILITIES, SAMPLE, Zicha, of_sample, sample

CLEAN = of_sample("wanan", "--set", ALL_FACILITIES)
ABOVE = ("--context", sample("street"), "--context", sample("district"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, CLEAN),
        (0, (*CLEAN, "--format", "json")),
        (0, ("explain", "6.4.5")),
        (0, ("indicators",)),
        (0, ("indicators", "--coverage", "--edition", str(SAMPLE))),
        (0, ("facts", "office_area")),
        (0, ("--version",)),
        (0, ("check", "--help")),
        (1, of_sample("wanan")),
        (1, (*CLEAN, "--set", "roads_paved=")),
        (1, (*CLEAN, *ABOVE, "--set", "grave_accident=true")),
        (1, (*CLEAN, *ABOVE, "--set", "grave_accident=")),
        (2, ("check", "missing.yaml")),
        (2, ("check",)),
        (2, (*CLEAN, "--on", "2011-13-01")),
        (2, (*CLEAN, "--engine", "spark")),
        (2, ("explain", "99.9.9")),
        (2, ("facts", "nothing_of_that_name")),
        (2, ("no-such-command",)),
        (2, ("check", "--no-such-option", "a.yaml")),
    ],
    ids=str,
)
def test_the_code_is_what_scripts_rely_on(zicha: Zicha, code: int, words: tuple[str, ...]) -> None:
    assert zicha(*words).code == code


def test_a_waived_indicator_does_not_keep_a_unit_from_being_clean(zicha: Zicha) -> None:
    waived = of_sample("huaibei", "--format", "json")
    assert '"1.1.3"' in zicha(*waived).out
    assert zicha(*waived).code == 1


def test_a_fault_of_the_program_is_3(zicha: Zicha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zicha.commands.check.gather", lambda *_: 1 // 0)
    assert zicha(*CLEAN).code == 3


LISTED = ("indicators", "--edition", str(SAMPLE), "--format", "json")
WAIVED_THROUGHOUT = """\
unit: {id: c, name: 甲社区, kind: community, parent: d}
date: 2011-06-30
waivers:
"""
WAIVER = """\
  - indicator: '{code}'
    reason: 正在建设
    approved_by: 区创城办
    from: 2011-01-01
    expires: 2011-12-31
"""


@pytest.mark.parametrize("engine", ["reference", "columnar"])
@pytest.mark.parametrize(
    ("grave", "code"), [("", 1), ("{grave_accident: true}", 1), ("{grave_accident: false}", 0)]
)
def test_a_veto_that_nobody_looked_into_is_not_clean_in_an_audit_either(
    zicha: Zicha, tmp_path: Path, engine: str, grave: str, code: int
) -> None:
    codes = [each["code"] for each in json.loads(zicha(*LISTED).out)]
    unit, above = tmp_path / "c.yaml", tmp_path / "d.yaml"
    unit.write_text(
        WAIVED_THROUGHOUT + "".join(WAIVER.format(code=each) for each in codes), encoding="utf-8"
    )
    above.write_text(
        f"unit: {{id: d, kind: district}}\ndate: 2011-06-30\nfacts: {grave}\n", encoding="utf-8"
    )
    words = (str(unit), "--context", str(above), "--edition", str(SAMPLE), "--engine", engine)
    assert zicha("audit", *words).code == code
    assert zicha("check", *words).code == code
    # Without the district's file there is nobody to ask.
    alone = (str(unit), "--edition", str(SAMPLE), "--engine", engine)
    assert zicha("check", *alone).code == 0
