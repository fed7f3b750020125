"""What others rely on of ``zicha audit``: its JSON with the schema, its bytes."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from support.cli import SAMPLE, Json, Zicha, spawned
from support.source import ROOT
from support.sources import DISTRICT, OF_SAMPLE, UNITS, audit, given, table, written

SCHEMA = json.loads((ROOT / "docs/audit.schema.json").read_text("utf-8"))
FORMATS = ("table", "json", "markdown", "csv")
FILES = ("a.html", "a.docx", "a.xlsx", "a.json", "a.md", "a.csv")


def faults(found: Json) -> list[str]:
    """Return where an audit is not as the schema says."""
    errors = Draft202012Validator(SCHEMA).iter_errors(found)
    return [f"{error.json_path}: {error.message}" for error in errors]


def unit(found: Json, name: str) -> Json:
    """Return a unit of an audit."""
    return next(each for each in found["units"] if each["id"] == name)


# --- The fields -----------------------------------------------------------------------------------


def test_the_keys_that_scripts_rely_on_are_there(zicha: Zicha) -> None:
    found = audit(zicha, UNITS)
    assert {"units", "groups", "indicators", "gaps", "problems"} <= set(found)
    promised = {"id", "name", "parent", "score", "rank", "counts", "conclusions"}
    assert all(promised <= set(each) for each in (*found["units"], *found["groups"]))
    assert all({"code", "counts"} <= set(each) for each in found["indicators"])


def test_a_unit_has_its_score_its_place_and_its_gaps(zicha: Zicha) -> None:
    # Of 9 points wanan misses the one of 2.1.1, for want of the green internet room.
    found = unit(audit(zicha, UNITS), "wanan")
    score = {"worst": 88.89, "best": 88.89, "decided": 88.89, "decided_share": 1}
    points = {"points_worst": 8, "points_best": 8, "points_possible": 9}
    assert found["score"] == {**score, **points}
    places = ("rank", "rank_best", "rank_worst", "ranked", "tied", "overlaps_next")
    assert [found[key] for key in places] == [1, 1, 1, 2, False, False]
    assert found["counts"] == {
        "A": 7,
        "B": 0,
        "C": 0,
        "D": 1,
        "open": 0,
        "not_applicable": 0,
        "waived": 0,
    }
    assert found["gap_keys"] == ["2.1.1/facilities/internet_room"]
    assert (found["gaps"], found["own_gaps"]) == (1, 1)
    assert found["conclusions"] == {
        "minors_line": False,
        "accident": False,
        "may_apply": False,
        "red_flag": False,
        "to_the_top": False,
    }


def test_a_group_has_the_means_of_its_lowest_members(zicha: Zicha) -> None:
    # (88.888… + 18.857…) / 2 and (88.888… + 33) / 2
    [street, district] = audit(zicha, UNITS)["groups"]
    for group in (street, district):
        assert (group["members"], group["members_kind"]) == (2, "community")
        assert (group["score"]["worst"], group["score"]["best"]) == (53.87, 60.94)
        assert group["highest"] == {"id": "wanan", "name": "万安街道xx社区", "worst": 88.89}
        assert (group["lowest"]["id"], group["lowest"]["worst"]) == ("huaibei", 18.86)
        assert group["conclusions"]["red_flag"] == {"holds": 0, "fails": 2, "open": 0}
    assert [g["kind"] for g in (street, district)] == ["street", "district"]


def test_a_common_gap_says_how_many_it_lifts_over_a_line(zicha: Zicha) -> None:
    # The room alone brings category 2 of wanan from below 85 to 100; huaibei has not been asked.
    found = audit(zicha, UNITS)["gaps"]
    [gap] = [each for each in found if each["key"] == "2.1.1/facilities/internet_room"]
    assert (gap["holders"], gap["of"], gap["units"], gap["points"]) == (1, 2, 1, 1)
    assert gap["lifts"] == {"minors_line": 1}


def test_the_verdicts_of_all_units_are_counted(zicha: Zicha) -> None:
    found = {each["code"]: each["counts"] for each in audit(zicha, UNITS)["indicators"]}
    assert sum(found["1.1.1"].values()) == 4
    # A of wanan, D of huaibei; street and district are asked for the coverage only, which is met.
    assert (found["1.1.1"]["A"], found["1.1.1"]["D"]) == (3, 1)


# --- The schema ---------------------------------------------------------------------------------


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_audit_of_a_whole_district_is_as_the_schema_says(zicha: Zicha, lang: str) -> None:
    found = zicha("audit", DISTRICT, "--format", "json", "--lang", lang).out
    assert faults(json.loads(found)) == []


def test_an_audit_with_everything_in_it_is_as_the_schema_says(zicha: Zicha, tmp_path: Path) -> None:
    folder = given(tmp_path / "units", "wanan", "street", "district")
    before = tmp_path / "before.json"
    audit(zicha, folder, "-o", before)
    given(folder, "huaibei")
    written(folder / "bad.yaml", "unit: {id: bad, kind: community, parent: street}\ndate: 2011\n")
    written(folder / "a.txt", "")
    expected = table(tmp_path / "expected.csv", "unit,name", "nobody,无")
    found = audit(zicha, folder, "--previous", before, "--expected", expected, "--by", "street")
    assert found["changes"] is not None
    assert found["received"] is not None
    assert {each["severity"] for each in found["problems"]} == {"error", "hint"}
    assert faults(found) == []


def test_an_audit_without_a_key_or_with_another_one_is_refused(zicha: Zicha) -> None:
    found = audit(zicha, UNITS)
    del found["units"][0]["rank"]
    found["gaps"][0]["deadline"] = "2016-12-27"
    assert len(faults(found)) == 2


# --- The bytes ------------------------------------------------------------------------------------


def test_two_processes_with_other_hashes_write_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for seed in ("1", "4242"):
        folder = tmp_path / seed
        folder.mkdir()
        outputs = [word for name in FILES for word in ("-o", str(folder / name))]
        tables = ["--verdicts", str(folder / "v.csv"), "--gaps", str(folder / "g.parquet")]
        notices = ["--notices", str(folder / "n")]
        words = ("audit", str(DISTRICT), "--edition", "national-2011", *outputs, *tables, *notices)
        ended = spawned(*words, surroundings={"PYTHONHASHSEED": seed})
        assert ended.returncode == 1
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        bytes_of = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
        found.append({"": ended.stdout, **bytes_of})
    first, second = found
    assert len(first) == 1 + len(FILES) + 2 + 10
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize("form", FORMATS)
def test_where_the_files_lie_and_what_they_are_called_does_not_count(
    zicha: Zicha, tmp_path: Path, form: str
) -> None:
    folder = given(tmp_path / "units", "wanan", "huaibei")
    for name in ("street", "district"):
        text = (SAMPLE / "units" / f"{name}.yaml").read_text("utf-8")
        written(folder / f"z-{name}.yml", "# the same\n" + text)
    words = (*OF_SAMPLE, "--format", form)
    assert zicha("audit", folder, *words) == zicha("audit", UNITS, *words)


def test_the_facts_and_what_goes_with_them_are_in_the_digest(zicha: Zicha, tmp_path: Path) -> None:
    waived = table(
        tmp_path / "w.csv",
        "unit,indicator,reason,approved_by,from,expires",
        "wanan,1.1.1,租房在谈,区创城办,2011-06-01,2011-06-30",
    )
    calls = [(), ("--set", "office_area=60"), ("--waivers", waived)]
    digests = [audit(zicha, UNITS, *more)["facts_digest"] for more in calls]
    assert len(set(digests)) == 3


SEEN = """unit: {{id: {unit}, kind: community}}
date: 2011-06-30
observations: [{{fact: dirty_spots, count: {count}, place: 路口, date: 2011-06-29}}]
"""


def test_where_files_lie_is_not_in_the_digest(zicha: Zicha, tmp_path: Path) -> None:
    units = [SEEN.format(unit=f"c{count}", count=count) for count in (1, 2)]
    # One of them is given twice, not with the same content.
    units.append(SEEN.format(unit="c2", count=7))
    digests = []
    for number, texts in enumerate((units, units[::-1])):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in enumerate(texts):
            written(folder / f"{name}.yaml", text)
        digests.append(audit(zicha, folder)["facts_digest"])
    assert digests[0] == digests[1]


def test_a_context_is_in_the_digest(zicha: Zicha, tmp_path: Path) -> None:
    folder = given(tmp_path / "units", "wanan", "street")
    alone = audit(zicha, folder)["facts_digest"]
    below = audit(zicha, folder, "--context", UNITS / "district.yaml")["facts_digest"]
    assert alone != below
