"""Units with different days in one audit: each is judged on its own, by every engine alike."""

import json
from pathlib import Path

import pytest

from support.cli import Json, Zicha

UNIT = "unit: {{id: {id}, kind: {kind}{above}}}\ndate: {day}\nfacts: {facts}\n"
COMMUNITY = UNIT.format(
    id="c", kind="community", above=", parent: s", day="2011-06-30", facts="{office_area: 60}"
)
STREET = UNIT.format(
    id="s", kind="street", above=", parent: d", day="2011-06-29", facts="{tactile_laid: true}"
)
DISTRICT = UNIT.format(
    id="d", kind="district", above="", day="2011-06-28", facts="{grave_safety_accident: false}"
)


def audited(zicha: Zicha, folder: Path, engine: str) -> Json:
    """Return what an audit says of units, gaps and all else but the engine and its digests."""
    found = json.loads(zicha("audit", folder, "--engine", engine, "--format", "json").out)
    return {name: value for name, value in found.items() if name not in ("engine", "facts_digest")}


@pytest.mark.parametrize("above", [[STREET], [STREET, DISTRICT]])
def test_units_above_may_have_a_day_of_their_own(
    zicha: Zicha, tmp_path: Path, above: list[str]
) -> None:
    for number, text in enumerate((COMMUNITY, *above)):
        written = text if len(above) > 1 else text.replace(", parent: d", "")
        (tmp_path / f"{number}.yaml").write_text(written, encoding="utf-8")
    by_reference = audited(zicha, tmp_path, "reference")
    assert len(by_reference["units"]) == 1 + len(above)
    assert audited(zicha, tmp_path, "columnar") == by_reference


def test_units_judged_before_the_facts_above_them_are_named(zicha: Zicha, tmp_path: Path) -> None:
    # The street's fact is of 2011-07-02: on 2011-06-30 nobody knows it, and the community's items
    # on it are open, though the street gave it.
    street = STREET.replace("2011-06-29", "2011-07-02").replace(", parent: d", "")
    for name, text in (("c", COMMUNITY), ("s", street)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    err = zicha("audit", tmp_path, "--format", "json").err
    assert "有1个单位的检查日早于上级数据的日期" in err
    assert "第一个是 c（2011-06-30），上级 s 的数据最晚是 2011-07-02" in err
    assert "--on 2011-07-02" in err
    assert zicha("audit", tmp_path, "--on", "2011-07-02", "--format", "json").err == ""
    files = (tmp_path / "c.yaml", "--context", tmp_path / "s.yaml")
    assert "有1个单位的检查日早于上级数据的日期" in zicha("check", *files).err
    assert zicha("check", *files, "--on", "2011-07-02").err == ""
