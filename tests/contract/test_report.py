"""The report as JSON: every key that others rely on, with its type, and what must add up.

Written by hand from what is promised, so that a change of the program shows here.
"""

import json
from types import NoneType
from typing import Any

import pytest

from support.cli import HUAIBEI, SAMPLE, WANAN, Json, Zicha, of_sample, sample

Types = dict[str, tuple[type, ...]]

NUMBER = (int, float)
MAYBE_NUMBER = (int, float, NoneType)
MAYBE_TEXT = (str, NoneType)
SHOWN = (int, float, bool, str, list, NoneType)

REPORT: Types = {
    "schema": (str,),
    "unit": (dict,),
    "date": (str,),
    "edition": (dict,),
    "facts_digest": (str,),
    "engine": (str,),
    "version": (str,),
    "lang": (str,),
    "score": (dict,),
    "counts": (dict,),
    "categories": (list,),
    "indicators": (list,),
    "gaps": (list,),
    "to_verify": (list,),
    "waivers": (list,),
    "conclusions": (list,),
    "hints": (list,),
}
SCORE: Types = {
    "worst": MAYBE_NUMBER,
    "best": MAYBE_NUMBER,
    "decided": MAYBE_NUMBER,
    "decided_share": MAYBE_NUMBER,
    "points_worst": NUMBER,
    "points_best": NUMBER,
    "points_possible": NUMBER,
}
INDICATOR: Types = {
    "code": (str,),
    "name": (str,),
    "category": (str,),
    "verdict": (str,),
    "grade_worst": MAYBE_TEXT,
    "grade_best": MAYBE_TEXT,
    "points": MAYBE_NUMBER,
    "points_worst": MAYBE_NUMBER,
    "points_best": MAYBE_NUMBER,
    "points_possible": NUMBER,
    "reason": MAYBE_TEXT,
    "items": (list,),
}
ITEM: Types = {
    "id": (str,),
    "fact": MAYBE_TEXT,
    "facts": (list,),
    "outcome": (str,),
    "operator": (str,),
    "required": SHOWN,
    "actual": SHOWN,
    "shortfall": SHOWN,
    "unit": MAYBE_TEXT,
    "reason": MAYBE_TEXT,
    "source": (dict,),
}
SOURCE: Types = {"cite": (str,), "edition": (str,), "confidence": (str,)}
GAP: Types = {
    "indicator": (str,),
    "item": (str,),
    "fact": MAYBE_TEXT,
    "label": (str,),
    "operator": (str,),
    "required": SHOWN,
    "actual": SHOWN,
    "shortfall": SHOWN,
    "unit": MAYBE_TEXT,
    "points": NUMBER,
    "points_together": NUMBER,
    "next": SHOWN,
    "owner": (str,),
    "level": (str,),
    "due": (str,),
    "remedy": (str,),
    "source": (dict,),
}
TO_VERIFY: Types = {
    "fact": (str,),
    "label": (str,),
    "reason": (str,),
    "indicators": (list,),
    "points": NUMBER,
}
WAIVER: Types = {
    "indicator": (str,),
    "reason": (str,),
    "approved_by": (str,),
    "from": (str,),
    "expires": (str,),
    "state": (str,),
    "gaps": (list,),
}
CONCLUSION: Types = {
    "id": (str,),
    "kind": (str,),
    "holds": (bool, NoneType),
    "because": (str,),
    "source": (dict,),
}
HINT: Types = {"code": (str,), "message": (str,), "facts": (list,)}
VERDICTS = ["A", "B", "C", "D", "open", "not_applicable", "waived"]
ABOVE = ("--context", sample("street"), "--context", sample("district"))
CALLS = [
    ("check", str(HUAIBEI)),
    ("check", str(WANAN), "--lang", "en"),
    of_sample("huaibei", *ABOVE),
    of_sample("wanan"),
    of_sample("street"),
]


@pytest.fixture(params=CALLS, ids=["huaibei-r3", "wanan-r2", "huaibei", "wanan", "street"])
def report(request: pytest.FixtureRequest, zicha: Zicha) -> Json:
    """Return the report of one of several units."""
    return json.loads(zicha(*request.param, "--format", "json").out)


def misfits(value: dict[str, Any], types: Types) -> list[str]:
    """Return the keys that are not there, or whose value is of another type."""
    return [key for key, kinds in types.items() if type(value.get(key, ...)) not in kinds]


def all_gaps(report: Json) -> list[Json]:
    """Return the gaps of a report, those that a waiver keeps aside too."""
    return [*report["gaps"], *(gap for waiver in report["waivers"] for gap in waiver["gaps"])]


def test_a_report_has_every_key_with_its_type(report: Json) -> None:
    assert misfits(report, REPORT) == []
    assert report["schema"] == "zicha/report/1"


def test_the_edition_is_named_with_its_digest(report: Json) -> None:
    assert misfits(report["edition"], {"id": (str,), "digest": (str,)}) == []
    assert [len(report["edition"]["digest"]), len(report["facts_digest"])] == [64, 64]


def test_the_score_has_every_key_with_its_type(report: Json) -> None:
    assert misfits(report["score"], {**SCORE, "without_waivers": (dict,)}) == []
    without = report["score"]["without_waivers"]
    assert misfits(without, {"worst": MAYBE_NUMBER, "best": MAYBE_NUMBER}) == []


def test_scores_are_percentages_with_two_decimals_and_in_order(report: Json) -> None:
    score = report["score"]
    numbers = [score["worst"], score["best"], *score["without_waivers"].values()]
    given = [number for number in [*numbers, score["decided"]] if number is not None]
    assert [number for number in given if not 0 <= number <= 100] == []
    assert [number for number in given if round(number, 2) != number] == []
    assert numbers[0] is None or numbers[0] <= numbers[1]


def test_each_category_has_every_key_with_its_type(report: Json) -> None:
    types: Types = {"code": (str,), "name": (str,), "score": (dict,), "counts": (dict,)}
    for category in report["categories"]:
        assert (misfits(category, types), misfits(category["score"], SCORE)) == ([], [])
        assert list(category["counts"]) == VERDICTS


def test_the_counts_add_up_to_the_indicators(report: Json) -> None:
    counts = report["counts"]
    assert list(counts) == VERDICTS
    assert sum(counts.values()) == len(report["indicators"])
    for verdict in VERDICTS:
        found = [i for i in report["indicators"] if i["verdict"] == verdict]
        assert counts[verdict] == len(found)
        assert counts[verdict] == sum(c["counts"][verdict] for c in report["categories"])


def test_the_points_add_up_over_the_categories(report: Json) -> None:
    for name in ("points_worst", "points_best", "points_possible"):
        total = sum(category["score"][name] for category in report["categories"])
        assert report["score"][name] == pytest.approx(total)


def test_each_indicator_has_every_key_with_its_type(report: Json) -> None:
    assert {
        i["code"]: wrong for i in report["indicators"] if (wrong := misfits(i, INDICATOR))
    } == {}
    assert {i["verdict"] for i in report["indicators"]} <= set(VERDICTS)


def test_an_indicator_has_points_unless_it_is_open_or_does_not_apply(report: Json) -> None:
    for indicator in report["indicators"]:
        settled = indicator["grade_worst"] == indicator["grade_best"] is not None
        assert (indicator["points"] is not None) == settled


def test_each_item_has_every_key_with_its_type(report: Json) -> None:
    items = [item for indicator in report["indicators"] for item in indicator["items"]]
    assert [misfits(item, ITEM) or misfits(item["source"], SOURCE) for item in items] == [
        [] for _ in items
    ]
    assert {i["outcome"] for i in items} <= {"met", "unmet", "open", "not_applicable"}
    confidences = {"official", "quoted", "local", "reconstructed"}
    assert {item["source"]["confidence"] for item in items} <= confidences


def test_each_gap_has_every_key_with_its_type(report: Json) -> None:
    gaps = all_gaps(report)
    assert [misfits(gap, GAP) or misfits(gap["source"], SOURCE) for gap in gaps] == [
        [] for _ in gaps
    ]
    assert {gap["level"] for gap in gaps} <= {"community", "street", "district", "city"}


def test_every_gap_is_of_an_unmet_item_with_the_same_values(report: Json) -> None:
    items = {
        (indicator["code"], item["id"]): item
        for indicator in report["indicators"]
        for item in indicator["items"]
    }
    for gap in all_gaps(report):
        item = items[gap["indicator"], gap["item"]]
        assert item["outcome"] == "unmet"
        assert (gap["operator"], gap["unit"], gap["source"]) == (
            item["operator"],
            item["unit"],
            item["source"],
        )


def test_a_shortfall_in_numbers_is_never_negative(report: Json) -> None:
    found = [gap["shortfall"] for gap in all_gaps(report)]
    assert [n for n in found if isinstance(n, int | float) and n < 0] == []


def test_the_gaps_that_add_most_come_first(report: Json) -> None:
    keys = [(-gap["points_together"], -gap["points"]) for gap in report["gaps"]]
    assert keys == sorted(keys)


def test_what_to_verify_has_every_key_with_its_type(report: Json) -> None:
    entries = report["to_verify"]
    assert [misfits(entry, TO_VERIFY) for entry in entries] == [[] for _ in entries]
    reasons = {"unknown", "stale", "later", "contradiction"}
    assert {entry["reason"] for entry in entries} <= reasons
    points = [entry["points"] for entry in entries]
    assert points == sorted(points, reverse=True)


def test_waivers_conclusions_and_hints_have_every_key_with_its_type(report: Json) -> None:
    for name, types in (("waivers", WAIVER), ("conclusions", CONCLUSION), ("hints", HINT)):
        assert [misfits(entry, types) for entry in report[name]] == [[] for _ in report[name]]
    assert {w["state"] for w in report["waivers"]} <= {"valid", "expired", "not_yet"}
    kinds = {"flag", "prerequisite", "veto", "line", "escalation"}
    assert {c["kind"] for c in report["conclusions"]} <= kinds


def test_the_shipped_edition_has_121_indicators_in_order(zicha: Zicha) -> None:
    report = json.loads(zicha("check", str(HUAIBEI), "--format", "json").out)
    codes = [indicator["code"] for indicator in report["indicators"]]
    assert len(codes) == 121
    assert codes == sorted(codes, key=lambda code: [int(part) for part in code.split(".")])
    assert sum(report["counts"].values()) == 121
    assert report["edition"]["id"] == "national-2011"


def test_the_premises_of_report_3_are_240_square_metres_short(zicha: Zicha) -> None:
    report = json.loads(zicha("check", str(HUAIBEI), "--format", "json").out)
    (gap,) = [gap for gap in report["gaps"] if gap["fact"] == "office_area"]
    assert {key: gap[key] for key in ("indicator", "operator", "required", "actual", "unit")} == {
        "indicator": "6.4.5",
        "operator": "at_least",
        "required": 300,
        "actual": 60,
        "unit": "㎡",
    }
    assert (gap["shortfall"], gap["source"]["cite"]) == (240, "R3")


def test_the_community_of_report_2_lacks_exactly_one_facility(zicha: Zicha) -> None:
    report = json.loads(zicha("check", str(WANAN), "--format", "json").out)
    (gap,) = report["gaps"]
    assert (gap["fact"], gap["required"], gap["shortfall"]) == (
        "youth_facilities",
        "green_internet_room",
        "green_internet_room",
    )


def test_a_waiver_keeps_its_gaps_aside(zicha: Zicha) -> None:
    report = json.loads(zicha(*of_sample("huaibei", "--format", "json")).out)
    (waiver,) = report["waivers"]
    assert (waiver["from"], waiver["expires"]) == ("2011-06-01", "2011-09-30")
    assert [gap["item"] for gap in waiver["gaps"]] == ["roads"]
    assert "1.1.3" not in {gap["indicator"] for gap in report["gaps"]}


def test_a_scale_names_what_the_next_better_band_requires(zicha: Zicha) -> None:
    report = json.loads(zicha(*of_sample("huaibei", "--format", "json")).out)
    (gap,) = [gap for gap in report["gaps"] if gap["indicator"] == "1.1.4"]
    assert (gap["required"], gap["actual"], gap["next"], gap["shortfall"]) == (35, 33.5, 35, 1.5)


def test_the_order_of_the_keys_is_always_the_same(zicha: Zicha) -> None:
    reports = [
        json.loads(zicha(*words, "--format", "json").out)
        for words in (("check", str(HUAIBEI)), of_sample("wanan", "--edition", str(SAMPLE)))
    ]
    assert [list(report) for report in reports] == [list(REPORT)] * 2
