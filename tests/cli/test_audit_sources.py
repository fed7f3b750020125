"""``zicha audit``: sources of every kind, and the lists and settings that go with them."""

import csv
import json
import os
import sys
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from support.cli import Zicha
from support.sources import (
    DISTRICT,
    OF_SAMPLE,
    UNITS,
    altered,
    audit,
    codes,
    community,
    given,
    ids,
    table,
    written,
)

HEAD = (
    "unit,name,kind,parent,town,population,date,office_area,meeting_rooms,dirty_spots,small_ads,"
    "sweeping_on_time,open_ditch,roads_paved,lamps_total,lamps_lit,green_cover,youth_facilities,"
    "cafes_count,cafe_signs,cafe_minors,counsellors,counsel_events,counsel_last,counsel_fees,"
    "counsel_grade,volunteers,volunteer_hours,volunteer_fields,support_rate,service_coverage,"
    "grave_accident"
)
LINES = (
    (
        "wanan,万安街道xx社区,community,street,new,5000,2011-06-30,520,4,0,2,是,否,是,60,58,38,"
        "library;counselling_room;parents_school;venue,2,是,0,2,6,2011-06-01,0,second,400,8000,"
        "elders,184/200,,"
    ),
    "street,万安街道,street,district,,,2011-06-30" + "," * 25,
    "district,示例区,district,,,,2011-06-30" + "," * 23 + ",92.5,否",
)
"""Wan'an with the units above it, as one table."""


def said(found: dict[str, object]) -> dict[str, object]:
    """Return an audit without what says where it came from."""
    return {key: value for key, value in found.items() if key not in ("facts_digest", "problems")}


def workbook(file: Path, lines: list[list[str]]) -> Path:
    """Return a new workbook with a table of texts."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append([cell or None for cell in line])
    book.save(file)
    return file


# --- Sources ------------------------------------------------------------------------------------


def test_yaml_json_and_forms_may_lie_in_one_folder(zicha: Zicha, tmp_path: Path) -> None:
    folder = given(tmp_path / "units", "wanan", "street")
    told = {"unit": {"id": "district", "name": "示例区", "kind": "district"}, "date": "2011-06-30"}
    told["facts"] = {"service_coverage": 92.5, "grave_accident": False}
    within = folder / "district"
    within.mkdir()
    written(within / "district.json", json.dumps(told, ensure_ascii=False))
    form = folder / "huaibei.xlsx"
    assert zicha("form", UNITS / "huaibei.yaml", *OF_SAMPLE, "-o", form).code == 0
    mixed, plain = audit(zicha, folder), audit(zicha, UNITS)
    assert mixed["problems"] == []
    assert said(mixed)["units"] == said(plain)["units"]
    assert said(mixed)["gaps"] == said(plain)["gaps"]


def test_forms_of_a_list_of_units_are_a_source(zicha: Zicha, tmp_path: Path) -> None:
    listed = table(tmp_path / "list.csv", "id,name,kind", "a,甲,community", "b,乙,community")
    forms = tmp_path / "forms"
    assert zicha("form", "--units", listed, *OF_SAMPLE, "-o", forms).code == 0
    found = audit(zicha, forms, "--on", "2011-06-30")
    # Nothing is filled in, so nothing is decided.
    assert [(u["id"], u["name"], u["score"]["decided"]) for u in found["units"]] == [
        ("a", "甲", None),
        ("b", "乙", None),
    ]


def test_a_wide_table_says_what_the_files_say(zicha: Zicha, tmp_path: Path) -> None:
    folder = given(tmp_path / "units", "wanan", "street", "district")
    by_table = audit(zicha, table(tmp_path / "units.csv", HEAD, *LINES))
    assert by_table["problems"] == []
    assert said(by_table) == said(audit(zicha, folder))


def test_a_workbook_with_a_wide_table_says_the_same(zicha: Zicha, tmp_path: Path) -> None:
    lines = list(csv.reader([HEAD, *LINES]))
    by_sheet = audit(zicha, workbook(tmp_path / "units.xlsx", lines))
    by_text = audit(zicha, table(tmp_path / "units.csv", HEAD, *LINES))
    assert said(by_sheet) == said(by_text)


def test_a_parquet_file_with_the_table_says_the_same(zicha: Zicha, tmp_path: Path) -> None:
    source = table(tmp_path / "units.csv", HEAD, *LINES)
    packed = tmp_path / "units.parquet"
    duckdb.read_csv(str(source), all_varchar=True, header=True, quotechar='"', sep=",").to_parquet(
        str(packed)
    )
    by_file, by_text = audit(zicha, packed), audit(zicha, source)
    assert (by_file.pop("engine"), by_text.pop("engine")) == ("columnar", "reference")
    assert json.dumps(said(by_file)) == json.dumps(said(by_text))


def test_a_line_of_a_table_that_is_wrong_leaves_out_its_unit(zicha: Zicha, tmp_path: Path) -> None:
    source = table(
        tmp_path / "units.csv",
        "unit,kind,date,office_area",
        "a,community,2011-06-30,约60",
        "b,community,2011-06-30,60㎡",
    )
    code, out, err = zicha("audit", source, *OF_SAMPLE, "--format", "json")
    found = json.loads(out)
    assert code == 2
    assert (ids(found["units"]), found["left_out"]) == (["b"], 1)
    assert err.startswith(f"{source}:2:")


def test_several_sources_are_one_audit(zicha: Zicha, tmp_path: Path) -> None:
    communities = given(tmp_path / "communities", "wanan", "huaibei")
    above = given(tmp_path / "above", "street", "district")
    together = audit(zicha, communities, above)
    assert said(together) == said(audit(zicha, UNITS))
    assert together["facts_digest"] == audit(zicha, above, communities)["facts_digest"]


def test_a_unit_of_two_sources_is_given_twice(zicha: Zicha, tmp_path: Path) -> None:
    again = given(tmp_path / "again", "wanan")
    altered(again / "wanan.yaml", "office_area: 520", "office_area: 521")
    found = audit(zicha, UNITS, again)
    assert codes(found) == [("error", "unit-given-twice")] * 2
    assert "wanan" not in ids(found["units"])


# --- Units above that are not judged ------------------------------------------------------------


def test_a_context_is_taken_over_from_and_not_judged(zicha: Zicha, tmp_path: Path) -> None:
    folder = given(tmp_path / "units", "wanan", "huaibei")
    above = ("--context", UNITS / "street.yaml", "--context", UNITS / "district.yaml")
    found, whole = audit(zicha, folder, *above), audit(zicha, UNITS)
    assert found["total"] == {"community": 2}
    assert found["problems"] == []
    assert found["units"] == whole["units"][:2]
    assert found["groups"] == whole["groups"]


# --- Settings -----------------------------------------------------------------------------------


def test_a_setting_is_of_every_unit_of_its_level(zicha: Zicha) -> None:
    found = audit(zicha, UNITS, "--set", "office_area=500", "--set", "service_coverage=95")
    assert "1.1.1/office_area" not in {gap["key"] for gap in found["gaps"]}
    [counts] = [each["counts"] for each in found["indicators"] if each["code"] == "1.1.1"]
    # Of the street and the district nothing but the coverage of 95 percent is asked for.
    assert (counts["A"], counts["D"], counts["open"]) == (4, 0, 0)


def test_an_attribute_is_set_for_every_unit(zicha: Zicha) -> None:
    # In a new town 500 square metres are asked for, and wanan has 520.
    found = audit(zicha, UNITS, "--set", "town=new", "--set", "office_area=400")
    [gap] = [gap for gap in found["gaps"] if gap["key"] == "1.1.1/office_area"]
    assert (gap["units"], gap["of"]) == (2, 2)


@pytest.mark.parametrize(
    ("setting", "said_of_it"),
    [
        ("nope=3", "没有“nope”这项数据"),
        ("office_area=约60", "约60"),
        ("office_area", "office_area"),
    ],
)
def test_a_setting_that_cannot_be_stops_the_audit(
    zicha: Zicha, setting: str, said_of_it: str
) -> None:
    code, out, err = zicha("audit", UNITS, *OF_SAMPLE, "--set", setting)
    assert (code, out) == (2, "")
    assert said_of_it in err


def test_a_setting_of_a_level_that_is_not_given_stops_the_audit(
    zicha: Zicha, tmp_path: Path
) -> None:
    folder = given(tmp_path / "units", "wanan")
    code, out, err = zicha("audit", folder, *OF_SAMPLE, "--set", "service_coverage=95")
    assert (code, out) == (2, "")
    assert "--set service_coverage" in err


# --- Lists --------------------------------------------------------------------------------------


def test_what_an_inspector_found_counts_with_the_units(zicha: Zicha, tmp_path: Path) -> None:
    seen = table(
        tmp_path / "seen.csv",
        "unit,fact,count,place,date",
        "wanan,dirty_spots,2,3号楼北侧,2011-06-28",
        "WANAN,dirty_spots,1,菜场,2011-06-29",
    )
    found = audit(zicha, UNITS, "--observations", seen)
    [gap] = [gap for gap in found["gaps"] if gap["key"] == "1.1.2/dirty_spots"]
    assert (gap["holders"], gap["of"]) == (2, 2)
    suspected = [s for s in found["suspicions"] if s["code"] == "observed-more"]
    assert [(s["units"], s["facts"]) for s in suspected] == [(["wanan"], ["dirty_spots"])]


def test_an_observation_that_is_wrong_is_left_out_and_the_others_count(
    zicha: Zicha, tmp_path: Path
) -> None:
    seen = table(
        tmp_path / "seen.csv",
        "unit,fact,count,date",
        "wanan,office_area,2,2011-06-28",
        "wnaan,dirty_spots,2,2011-06-28",
        "wanan,dirty_spots,2,2011-06-28",
    )
    code, out, err = zicha("audit", UNITS, *OF_SAMPLE, "--observations", seen, "--format", "json")
    assert code == 2
    assert [line.split(" ")[0] for line in err.splitlines()] == [f"{seen}:2:2:", f"{seen}:3:1:"]
    assert "1.1.2/dirty_spots" in json.loads(out)["units"][0]["gap_keys"]


def test_waivers_of_a_table_set_indicators_aside(zicha: Zicha, tmp_path: Path) -> None:
    waived = table(
        tmp_path / "waivers.csv",
        "unit,indicator,reason,approved_by,from,expires",
        "huaibei,1.1.1,租房在谈,区创城办,2011-06-01,2011-06-30",
        "wanan,2.1.1,在建,区创城办,2011-05-01,2011-06-29",
    )
    units = {u["id"]: u for u in audit(zicha, UNITS, "--waivers", waived)["units"]}
    # One of huaibei stands in its own file; that of wanan has run out the day before.
    assert units["huaibei"]["counts"]["waived"] == 2
    assert units["wanan"]["counts"]["waived"] == 0


def test_a_wrong_line_of_who_is_expected_does_not_count_and_the_others_do(
    zicha: Zicha, tmp_path: Path
) -> None:
    folder = given(tmp_path / "units", "wanan")
    lines = ("unit,name", "wanan,甲", ",乙社区", "c,丙社区")
    expected = table(tmp_path / "expected.csv", *lines)
    code, out, err = zicha("audit", folder, *OF_SAMPLE, "--expected", expected)
    assert code == 2
    assert "应报送2个，已报送1个，未报送1个。" in out
    assert f"{expected}:3" in err


@pytest.mark.parametrize("lines", [("name", "甲"), ("甲社区",), ("",)])
def test_what_is_no_list_of_units_stops_the_audit(
    zicha: Zicha, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    folder = given(tmp_path / "units", "wanan")
    expected = table(tmp_path / "expected.csv", *lines)
    code, out, _ = zicha("audit", folder, *OF_SAMPLE, "--expected", expected)
    assert (code, out) == (2, "")


def test_who_was_expected_and_has_not_reported_is_named(zicha: Zicha, tmp_path: Path) -> None:
    folder = given(tmp_path / "units", "wanan", "street", "district")
    written(folder / "huaibei.yaml", "unit: {id: huaibei, kind: community}\ndate: 2011-06-31\n")
    expected = table(tmp_path / "expected.csv", "unit,name", "wanan,甲", "huaibei,乙", "c,丙社区")
    found = audit(zicha, folder, "--expected", expected)
    # What huaibei sent cannot be read, but it has sent something.
    assert found["received"] == {
        "expected": 3,
        "received": 2,
        "missing": [{"id": "c", "name": "丙社区"}],
        "unexpected": ["district", "street"],
    }
    assert "未报送：丙社区。" in zicha("audit", folder, *OF_SAMPLE, "--expected", expected).out


@pytest.mark.parametrize("kept", [False, True])
def test_a_unit_that_is_given_as_a_context_is_there(
    zicha: Zicha, tmp_path: Path, *, kept: bool
) -> None:
    every, some = (given(tmp_path / name, "wanan", "street") for name in ("every", "some"))
    given(every, "district")
    assert zicha("audit", every, *OF_SAMPLE, "-o", tmp_path / "before.json").code == 1
    expected = table(tmp_path / "expected.csv", "unit,name", "wanan,甲", "district,区", "c,丙")
    found = audit(
        zicha,
        some,
        *("--context", UNITS / "district.yaml"),
        *("--expected", expected, "--previous", tmp_path / "before.json"),
        *(("--state", tmp_path / "kept.duckdb") if kept else ()),
    )
    assert found["received"] == {
        "expected": 3,
        "received": 2,
        "missing": [{"id": "c", "name": "丙"}],
        "unexpected": ["street"],
    }
    assert found["changes"]["gone"] == []


# --- How it is shown ----------------------------------------------------------------------------


def test_the_level_asked_for_stands_first(zicha: Zicha) -> None:
    out = zicha("audit", UNITS, *OF_SAMPLE, "--by", "district").out
    assert out.index("按区汇总") < out.index("按街道汇总")
    assert audit(zicha, UNITS, "--by", "district")["by"] == "district"


def test_departments_have_the_names_of_the_office(zicha: Zicha, tmp_path: Path) -> None:
    names = written(tmp_path / "names.yaml", "区民政局: 区民政和退役军人事务局\n")
    found = audit(zicha, UNITS, "--names", names)
    [load] = [load for load in found["departments"] if load["key"] == "区民政局"]
    assert load["label"] == "区民政和退役军人事务局"
    assert {gap["owner"] for gap in found["gaps"] if gap["indicator"] == "1.1.1"} == {
        "区民政和退役军人事务局"
    }


def test_identical_answers_are_a_hint_and_no_verdict(zicha: Zicha, tmp_path: Path) -> None:
    folder = given(tmp_path / "units", "wanan", "street", "district")
    again = written(folder / "b.yaml", (folder / "wanan.yaml").read_text("utf-8"))
    altered(again, "id: wanan", "id: b")
    found = audit(zicha, folder)
    [suspected] = [each for each in found["suspicions"] if each["code"] == "copied"]
    assert (suspected["units"], suspected["count"]) == (["b", "wanan"], 2)
    assert [(u["id"], u["rank"], u["tied"]) for u in found["units"][:2]] == [
        ("b", 1, True),
        ("wanan", 1, True),
    ]


def test_an_office_of_one_unit_that_knows_nothing_is_no_fault(zicha: Zicha, tmp_path: Path) -> None:
    code, out, err = zicha("audit", community(tmp_path, "a", {}), *OF_SAMPLE)
    assert (code, err) == (1, "")
    assert "共评定单位1个：社区1个。" in out


def test_english_is_english_throughout(zicha: Zicha) -> None:
    code, out, err = zicha("audit", DISTRICT, "--lang", "en")
    assert code == 1
    (hint,) = err.splitlines()
    assert "(minors_place_known) is dated 2011-07-05, which is after 2011-06-30" in hint
    lines = out.splitlines()
    assert lines[0] == "Audit: 云澄市（示例）"
    assert lines[4] == "Units judged: 10 (Community: 6, Street: 2, District: 1, City: 1)."


def test_an_address_of_other_storage_is_for_spark(zicha: Zicha) -> None:
    code, out, err = zicha("audit", "hdfs://host/units.parquet")
    assert (code, out) == (2, "")
    assert err.startswith("hdfs://host/units.parquet: ")
    assert "--engine spark" in err


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are no bytes there")
@pytest.mark.parametrize("suffix", [".json", ".html", ".xlsx", ".csv", ".md"])
def test_a_name_of_a_file_in_another_encoding_is_shown_by_its_numbers(
    zicha: Zicha, tmp_path: Path, suffix: str
) -> None:
    folder = given(tmp_path / "units", "wanan", "street", "district")
    name = os.fsdecode("乙.yaml".encode("gbk"))
    (folder / name).write_text("unit: {id: x}\n", "utf-8")
    out = tmp_path / f"out{suffix}"
    code, _, err = zicha("audit", folder, *OF_SAMPLE, "-o", out)
    assert (code, out.is_file()) == (2, True)
    assert "\\udcd2\\udcd2.yaml" in err
