"""A gap says where it was seen: the places that somebody has to go to."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from support.cli import Json, Zicha

UNIT = """unit: {id: a, name: 甲社区, kind: community, town: old, population: 100, households: 50}
date: 2011-06-30
facts: {dirty_spots: 0}
observations:
  - {fact: dirty_spots, count: 2, place: 3号楼北侧, photo: p1.jpg, date: 2011-06-28}
  - {fact: dirty_spots, count: 4, place: 南门, fixed: 2011-06-29, date: 2011-06-28}
  - {fact: dirty_spots, count: 5, place: 7号楼, note: 门口}
  - {fact: dirty_spots, count: 1, place: 北门, date: 2012-05-01}
"""


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(UNIT, "utf-8")
    return path


def gap_of(report: Json) -> Json:
    (found,) = (gap for gap in report["gaps"] if gap["fact"] == "dirty_spots")
    return found


def test_a_gap_lists_what_was_seen_and_is_not_put_right(zicha: Zicha, unit: Path) -> None:
    gap = gap_of(json.loads(zicha("check", unit, "--format", "json").out))
    first = {"count": 2, "place": "3号楼北侧", "date": "2011-06-28", "photo": "p1.jpg"}
    second = {"count": 5, "place": "7号楼", "date": "2011-06-30", "photo": None}
    assert gap["seen"] == [{**first, "note": None}, {**second, "note": "门口"}]
    assert gap["actual"] == 7


@pytest.mark.parametrize(
    ("lang", "places"),
    [
        ("zh", "现场发现的地点：3号楼北侧 2处（照片 p1.jpg）、7号楼 5处（门口）。"),
        ("en", " Seen on site: 3号楼北侧 (2 places, photo p1.jpg), 7号楼 (5 places: 门口)."),
    ],
)
def test_what_to_do_names_the_places(zicha: Zicha, unit: Path, lang: str, places: str) -> None:
    out = zicha("check", unit, "--format", "json", "--lang", lang).out
    assert gap_of(json.loads(out))["remedy"].endswith(places)


def test_what_was_seen_after_the_day_does_not_count_and_is_said(zicha: Zicha, unit: Path) -> None:
    err = zicha("check", unit).err
    assert err.startswith(f"{unit}:8:52: 提示: 发现日期 2012-05-01 晚于检查日 2011-06-30")
    assert err.count("\n") == 1
    later = zicha("check", unit, "--on", "2012-05-01", "--format", "json")
    assert later.err == ""
    assert [seen["place"] for seen in gap_of(json.loads(later.out))["seen"]][-1] == "北门"


@pytest.mark.parametrize(
    ("places", "end"),
    [(20, "、20号楼 1处。"), (21, "、20号楼 1处等21处。"), (22, "、20号楼 1处等22处。")],
)
def test_of_many_places_the_sentence_names_twenty(
    zicha: Zicha, tmp_path: Path, places: int, end: str
) -> None:
    lines = [f"  - {{fact: dirty_spots, place: {n}号楼}}" for n in range(1, places + 1)]
    path = tmp_path / "many.yaml"
    path.write_text(
        UNIT.partition("observations")[0] + "observations:\n" + "\n".join(lines), "utf-8"
    )
    gap = gap_of(json.loads(zicha("check", path, "--format", "json").out))
    assert gap["remedy"].endswith(end)
    assert len(gap["seen"]) == places


def test_the_ledger_says_what_was_seen_apart_from_what_was_stated(
    zicha: Zicha, tmp_path: Path
) -> None:
    # Spots: stated in 2009, which is too old, so that the three seen count. Bills: six stated and
    # one seen are six at least; the number stated is the value. Rubbish: seen only.
    unit, file = tmp_path / "unit.yaml", tmp_path / "ledger.xlsx"
    unit.write_text(
        "unit: {id: a, name: 甲社区, kind: community}\n"
        "date: 2011-06-30\n"
        "facts:\n"
        "  dirty_spots: {value: 2, date: 2009-05-01, evidence: 台账}\n"
        "  small_ads_estate: 6\n"
        "observations:\n"
        "  - {fact: dirty_spots, count: 1, date: 2011-06-01}\n"
        "  - {fact: dirty_spots, count: 2, date: 2011-06-02}\n"
        "  - {fact: small_ads_estate, count: 1, date: 2011-06-03}\n"
        "  - {fact: green_damaged, count: 1, date: 2011-06-04}\n",
        "utf-8",
    )
    zicha("check", unit, "-o", file)
    head, *rows = openpyxl.load_workbook(file)["事实"].iter_rows(values_only=True)
    at = {str(name): number for number, name in enumerate(head)}
    found = {
        str(row[at["编号"]]): tuple(
            row[at[name]] for name in ("现状数值", "填报日期", "依据材料", "说明")
        )
        for row in rows
    }
    spots, bills, green = (datetime(2011, 6, day) for day in (2, 30, 4))  # noqa: DTZ001
    assert found["dirty_spots"] == (
        "至少3处",
        spots,
        "现场发现；单位填的是2处（2009-05-01，过期）",
        None,
    )
    assert found["small_ads_estate"][:2] == (6, bills)
    assert found["green_damaged"] == ("至少1处", green, "现场发现", None)
