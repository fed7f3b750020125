"""The audit before, read from what it printed."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from zicha.audit.previous import Before, Previous, read_previous
from zicha.errors import Place, Problem

UNIT = {
    "id": "a",
    "name": "甲",
    "score": {"worst": 87.5, "best": 90},
    "rank": 2,
    "gap_keys": ["6.4.5/office_area", "5.2.4/rooms/library"],
    "closed": ["6.4.2/lamps_lit"],
    "unsettled": ["6.4.3/spots"],
}
AUDIT = {
    "schema": "zicha/audit/1",
    "date": "2011-03-31",
    "edition": {"id": "e", "digest": "abc"},
    "units": [UNIT],
}
GAPS = [
    {"indicator": "6.4.5", "item": "area", "operator": "at_least", "shortfall": 240},
    {"indicator": "5.2.4", "item": "rooms", "operator": "includes_all", "shortfall": "library"},
    {"indicator": "5.2.5", "item": "any", "operator": "includes_any", "shortfall": ["a", "b"]},
]
REPORT = {
    "schema": "zicha/report/1",
    "unit": {"id": "a", "name": "甲"},
    "date": "2011-03-31",
    "edition": {"id": "e", "digest": "abc"},
    "score": {"worst": None},
    "gaps": GAPS,
}
REPORTED = Before("a", "甲", None, None, ("6.4.5/area", "5.2.4/rooms/library", "5.2.5/any"))


def read(folder: Path, value: object) -> tuple[Previous | None, list[Problem]]:
    text = value if isinstance(value, str) else json.dumps(value)
    (folder / "p.json").write_text(text, "utf-8")
    return read_previous(str(folder / "p.json"))


def unfit(folder: Path, where: str, wanted: str) -> tuple[None, list[Problem]]:
    args = {"where": where, "wanted": wanted}
    return None, [Problem("previous-unfit", Place(str(folder / "p.json")), args)]


def test_an_audit_has_its_units_their_gaps_and_what_it_remembered(tmp_path: Path) -> None:
    unit = Before(
        id="a",
        name="甲",
        worst=Decimal("87.5"),
        rank=2,
        gaps=(
            "6.4.5/office_area",
            "5.2.4/rooms/library",
        ),
        closed=("6.4.2/lamps_lit",),
        unsettled=("6.4.3/spots",),
    )
    assert read(tmp_path, AUDIT) == (
        Previous("2011-03-31", frozenset({"abc"}), {"a": unit}),
        [],
    )


def test_an_audit_of_no_single_day_has_no_day(tmp_path: Path) -> None:
    found, _ = read(tmp_path, AUDIT | {"date": None, "units": []})
    assert found == Previous(None, frozenset({"abc"}), {})


def test_a_unit_that_is_not_ranked_and_remembers_nothing_is_read(tmp_path: Path) -> None:
    unit = {"id": "A", "name": "甲", "score": {"worst": None}, "rank": None}
    found, _ = read(tmp_path, AUDIT | {"units": [unit]})
    assert found is not None
    assert found.units == {"a": Before("A", "甲", None, None, ())}


def test_a_rank_may_say_more_than_its_place(tmp_path: Path) -> None:
    found, _ = read(tmp_path, AUDIT | {"units": [UNIT | {"rank": {"place": 7, "of": 9}}]})
    assert found is not None
    assert found.units["a"].rank == 7


@pytest.mark.parametrize("worst", [0, 100, Decimal("0.01")])
def test_a_score_is_from_0_to_100(worst: int | Decimal, tmp_path: Path) -> None:
    unit = UNIT | {"score": {"worst": float(worst)}}
    found, _ = read(tmp_path, AUDIT | {"units": [unit]})
    assert found is not None
    assert found.units["a"].worst == worst


def test_a_check_report_is_one_unit_with_a_key_for_each_gap(tmp_path: Path) -> None:
    assert read(tmp_path, REPORT) == (
        Previous("2011-03-31", frozenset({"abc"}), {"a": REPORTED}),
        [],
    )


def test_of_several_check_reports_the_latest_day_counts(tmp_path: Path) -> None:
    other = REPORT | {
        "unit": {"id": "b", "name": "乙"},
        "date": "2011-04-01",
        "edition": {"digest": "old"},
        "gaps": [],
    }
    units = {"a": REPORTED, "b": Before("b", "乙", None, None, ())}
    assert read(tmp_path, [REPORT, other]) == (
        Previous("2011-04-01", frozenset({"abc", "old"}), units),
        [],
    )


def test_an_empty_array_is_an_audit_of_nobody(tmp_path: Path) -> None:
    assert read(tmp_path, []) == (Previous(None, frozenset(), {}), [])


@pytest.mark.parametrize(
    ("value", "where", "wanted"),
    [
        (5, "$", "object"),
        ({"units": []}, "schema", "zicha/audit/1 / zicha/report/1"),
        (AUDIT | {"schema": "zicha/audit/9"}, "schema", "zicha/audit/1 / zicha/report/1"),
        ([REPORT, AUDIT], "[1].schema", "zicha/report/1"),
        (AUDIT | {"edition": "e"}, "edition", "object"),
        (AUDIT | {"edition": {"id": "e"}}, "edition.digest", "string"),
        (AUDIT | {"date": 2011}, "date", "string"),
        (AUDIT | {"date": "2011-03-32"}, "date", "date"),
        ([REPORT | {"date": "31.3.2011"}], "[0].date", "date"),
        (
            AUDIT | {"units": [UNIT | {"since": {"6.4.3/a": "soon"}}]},
            "units[0].since.6.4.3/a",
            "date",
        ),
        (AUDIT | {"units": {}}, "units", "array"),
        (AUDIT | {"units": [UNIT, 7]}, "units[1]", "object"),
        (AUDIT | {"units": [UNIT | {"id": 7}]}, "units[0].id", "string"),
        (AUDIT | {"units": [UNIT | {"rank": True}]}, "units[0].rank", "number"),
        (AUDIT | {"units": [UNIT | {"rank": {}}]}, "units[0].rank.place", "number"),
        (AUDIT | {"units": [UNIT | {"score": {"worst": "9"}}]}, "units[0].score.worst", "number"),
        (AUDIT | {"units": [UNIT | {"score": {"worst": 101}}]}, "units[0].score.worst", "0 - 100"),
        (AUDIT | {"units": [UNIT | {"gap_keys": "x"}]}, "units[0].gap_keys", "array"),
        (AUDIT | {"units": [UNIT | {"closed": ["x", 1]}]}, "units[0].closed[1]", "string"),
        (REPORT | {"gaps": [{"indicator": "1"}]}, "gaps[0].item", "string"),
    ],
)
def test_what_cannot_stand_there_is_said_by_its_path(
    value: object, where: str, wanted: str, tmp_path: Path
) -> None:
    assert read(tmp_path, value) == unfit(tmp_path, where, wanted)


def test_a_unit_that_stands_twice_is_a_problem(tmp_path: Path) -> None:
    args = {"where": "units[1]", "unit": "A"}
    assert read(tmp_path, AUDIT | {"units": [UNIT, UNIT | {"id": "A"}]}) == (
        None,
        [Problem("previous-twice", Place(str(tmp_path / "p.json")), args)],
    )


def test_what_is_no_json_is_a_problem_at_its_place(tmp_path: Path) -> None:
    assert read(tmp_path, '{"schema":\n  oops}') == (
        None,
        [Problem("previous-not-json", Place(str(tmp_path / "p.json"), 2, 3))],
    )


@pytest.mark.parametrize(
    ("text", "column"),
    [("[" * 100_000, 2), ('{"schema": NaN}', 12), ("1" * 5000, 1)],
    ids=["deep", "nan", "long"],
)
def test_what_no_reader_can_take_is_a_problem(text: str, column: int, tmp_path: Path) -> None:
    assert read(tmp_path, text) == (
        None,
        [Problem("previous-not-json", Place(str(tmp_path / "p.json"), 1, column))],
    )


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert read_previous(str(path)) == (None, [Problem("not-text", Place(str(path)))])


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    path = str(tmp_path / "none.json")
    assert read_previous(path) == (None, [Problem("file-missing", Place(path))])


def test_units_that_were_absent_are_remembered_with_the_others(tmp_path: Path) -> None:
    away = {"id": "b", "name": "乙", "closed": ["6.4.2/lamps_lit"], "unsettled": ["6.4.3/spots"]}
    found, problems = read(tmp_path, AUDIT | {"changes": {"absent": [away]}})
    assert problems == []
    assert found is not None
    assert found.units["b"] == Before(
        id="b",
        name="乙",
        worst=None,
        rank=None,
        gaps=(),
        closed=("6.4.2/lamps_lit",),
        unsettled=("6.4.3/spots",),
        is_absent=True,
    )
    assert not found.units["a"].is_absent


def test_a_unit_that_is_there_is_not_absent_whatever_is_remembered(tmp_path: Path) -> None:
    away = {"id": "A", "name": "甲", "closed": [], "unsettled": []}
    found, _ = read(tmp_path, AUDIT | {"changes": {"absent": [away]}})
    assert found is not None
    assert not found.units["a"].is_absent
