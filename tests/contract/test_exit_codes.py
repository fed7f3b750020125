"""The exit codes that scripts rely on, of several the highest."""

import json
from pathlib import Path

import pytest

from support.cli import ALL_FACILITIES, SAMPLE, Zicha, of_sample, sample
from support.sources import written

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


def test_a_fault_of_the_program_is_3(zicha: Zicha, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zicha.commands.check.gather", lambda *_: 1 // 0)
    assert zicha(*CLEAN).code == 3


LISTED = ("indicators", "--edition", str(SAMPLE), "--format", "json")
WAIVED_THROUGHOUT = """\
unit: {{id: {unit}, name: 甲社区, kind: community, parent: {parent}}}
date: {on}
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
def test_a_waived_indicator_does_not_keep_a_unit_from_being_clean(
    zicha: Zicha, tmp_path: Path, engine: str
) -> None:
    # One facility is lacking (2.1.1), all else is met.
    text = Path(sample("wanan")).read_text("utf-8")
    unit = written(tmp_path / "wanan.yaml", text)
    words = (unit, "--edition", SAMPLE, "--engine", engine)
    assert (zicha("check", *words).code, zicha("audit", *words).code) == (1, 1)
    written(unit, text + "waivers:\n" + WAIVER.format(code="2.1.1"))
    assert (zicha("check", *words).code, zicha("audit", *words).code) == (0, 0)


def waived_throughout(
    zicha: Zicha, folder: Path, unit: str, parent: str, on: str = "2011-06-30"
) -> Path:
    """Return the file of a community that sets every indicator of the sample edition aside."""
    codes = [each["code"] for each in json.loads(zicha(*LISTED).out)]
    waivers = "".join(WAIVER.format(code=each) for each in codes)
    begin = WAIVED_THROUGHOUT.format(unit=unit, parent=parent, on=on)
    return written(folder / f"{unit}.yaml", begin + waivers)


@pytest.mark.parametrize("engine", ["reference", "columnar"])
@pytest.mark.parametrize(
    ("grave", "code"), [("", 1), ("{grave_accident: true}", 1), ("{grave_accident: false}", 0)]
)
def test_a_veto_that_nobody_looked_into_is_not_clean_in_an_audit_either(
    zicha: Zicha, tmp_path: Path, engine: str, grave: str, code: int
) -> None:
    unit = waived_throughout(zicha, tmp_path, "c", "d")
    above = written(
        tmp_path / "d.yaml",
        f"unit: {{id: d, kind: district}}\ndate: 2011-06-30\nfacts: {grave}\n",
    )
    words = (str(unit), "--context", str(above), "--edition", str(SAMPLE), "--engine", engine)
    assert zicha("audit", *words).code == code
    assert zicha("check", *words).code == code
    # Without the district's file there is nobody to ask.
    alone = (str(unit), "--edition", str(SAMPLE), "--engine", engine)
    assert zicha("check", *alone).code == 0
    assert zicha("audit", *alone).code == 0


@pytest.mark.parametrize(
    ("way", "days"),
    [
        (("--engine", "reference"), ("2011-06-30",)),
        (("--engine", "columnar"), ("2011-06-30",)),
        (("--engine", "columnar"), ("2011-06-30", "2011-06-29")),
        (("--state", "kept.db"), ("2011-06-30",)),
    ],
    ids=str,
)
def test_nobody_can_be_asked_about_a_veto_where_the_district_is_only_named(
    zicha: Zicha,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: tuple[str, str],
    days: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    street = "unit: {id: s, kind: street, parent: d}\ndate: 2011-06-01\n"
    district = "unit: {id: d, kind: district}\ndate: 2011-06-01\n"
    words: list[str | Path] = [
        *(waived_throughout(zicha, tmp_path, f"c{n}", "s", on) for n, on in enumerate(days)),
        *("--edition", SAMPLE, "--context", written(tmp_path / "s.yaml", street)),
    ]
    assert zicha("check", *words).code == 0
    assert zicha("audit", *words, *way).code == 0
    # One that is given could be asked, and was not.
    words += ["--context", written(tmp_path / "d.yaml", district)]
    assert zicha("check", *words).code == 1
    assert zicha("audit", *words, *way).code == 1
