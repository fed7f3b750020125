"""``zicha indicators``: the list, one indicator, sources, and what stands behind each."""

import json
from pathlib import Path

import pytest

from support.cli import SAMPLE, Json, Zicha

CODES = ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "2.1.1", "2.1.2", "2.1.3", "3.1.1"]


def listed(zicha: Zicha, *words: str) -> Json:
    """Return what is listed of the sample edition, as JSON."""
    code, out, err = zicha("indicators", *words, "--edition", str(SAMPLE), "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


def changed(folder: Path, file: str, old: str, new: str) -> str:
    """Return the sample edition with a piece of one file replaced."""
    for path in sorted(SAMPLE.rglob("*.yaml")):
        copy = folder / path.relative_to(SAMPLE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return str(folder)


def holes(zicha: Zicha, edition: str) -> list[dict[str, str]]:
    """Return the holes that the coverage of an edition shows; the call ends with 1."""
    code, out, _ = zicha("indicators", "--coverage", "--edition", edition, "--format", "json")
    assert code == 1
    return [hole for row in json.loads(out) for hole in row["holes"]]


def test_all_indicators_are_listed_in_order(zicha: Zicha) -> None:
    assert [indicator["code"] for indicator in listed(zicha)] == CODES


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("street", ["1.1.1", "1.1.2"]), ("district", ["1.1.1", "3.1.1"]), ("city", [])],
)
def test_a_kind_lists_those_that_are_tested_on_it(
    zicha: Zicha, kind: str, codes: list[str]
) -> None:
    assert [indicator["code"] for indicator in listed(zicha, "--kind", kind)] == codes


def test_one_indicator_is_an_object(zicha: Zicha) -> None:
    found = listed(zicha, "2.1.2")
    assert found["name"] == {"zh": "网吧管理", "en": "Internet cafes"}


def test_the_table_has_a_line_for_every_indicator(zicha: Zicha) -> None:
    out = zicha("indicators", "--edition", str(SAMPLE)).out
    assert out.startswith("样本测评体系（三类8项）：8项指标\n")
    cells = [line.split("│")[1].strip() for line in out.splitlines() if line.startswith("│")]
    assert [cell for cell in cells if cell] == ["指标", *CODES]


def test_one_indicator_in_words_is_what_explain_says_without_a_unit(zicha: Zicha) -> None:
    words = ("1.1.1", "--edition", str(SAMPLE))
    assert zicha("indicators", *words) == zicha("explain", *words)


def test_a_code_that_is_none_names_the_nearest(zicha: Zicha) -> None:
    code, out, err = zicha("indicators", "6.4.51", "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith('CODE: error: there is no indicator with the code "6.4.51"; ')


def test_sources_count_the_requirements_by_confidence(zicha: Zicha) -> None:
    # official: 1 of 1.1.1, 2 of 1.1.2, 2 of 1.1.3, 1.1.4, 2 of 2.1.2, 2 of 2.1.3, 2 of 3.1.1
    found = {entry["confidence"]: entry["count"] for entry in listed(zicha, "--sources")}
    assert found == {"official": 12, "quoted": 3, "local": 6, "reconstructed": 3}


def test_sources_are_shown_as_a_table_with_their_shares(zicha: Zicha) -> None:
    out = zicha("indicators", "--sources", "--edition", str(SAMPLE)).out
    assert "│ 国家文本 │ 12   │ 50.00% │" in out


def test_coverage_without_a_hole_ends_with_0(zicha: Zicha) -> None:
    code, out, err = zicha("indicators", "--coverage", "--edition", str(SAMPLE))
    assert (code, err) == (0, "")
    assert out.endswith("8项指标，0项有缺口。\n")


def test_coverage_says_what_stands_behind_an_indicator(zicha: Zicha) -> None:
    (row,) = listed(zicha, "--coverage", "2.1.2")
    assert row == {
        "code": "2.1.2",
        "name": {"zh": "网吧管理", "en": "Internet cafes"},
        "rule": f"{SAMPLE}/rules/2.yaml:16:5",
        "items": ["signs", "minors"],
        "facts": ["cafe_signs", "cafes_count", "cafe_minors"],
        "cases": 3,
        "sources": ["GJ"],
        "holes": [],
    }


def test_coverage_counts_the_sources_of_dated_values(zicha: Zicha) -> None:
    (row,) = listed(zicha, "--coverage", "1.1.1")
    assert row["sources"] == ["HB", "XZ", "GJ"]


def test_an_indicator_without_a_rule_is_a_hole(zicha: Zicha, tmp_path: Path) -> None:
    text = (SAMPLE / "rules/3.yaml").read_text("utf-8")
    edition = changed(tmp_path, "rules/3.yaml", text, "rules: []\n")
    (tmp_path / "rules/3.cases.yaml").unlink()
    assert holes(zicha, edition) == [{"what": "no_rule", "detail": ""}]


def test_a_rule_without_cases_is_a_hole(zicha: Zicha, tmp_path: Path) -> None:
    text = (SAMPLE / "rules/3.cases.yaml").read_text("utf-8")
    edition = changed(tmp_path, "rules/3.cases.yaml", text, "cases: []\n")
    assert holes(zicha, edition) == [{"what": "no_cases", "detail": ""}]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{youth_facilities: [internet_room, library,", "{youth_facilities: [library,", "met"),
        (
            "{youth_facilities: [library, counselling_room, parents_school, venue]}",
            "{youth_facilities: [internet_room, library, counselling_room, parents_school, venue]}",
            "unmet",
        ),
    ],
)
def test_a_requirement_that_no_case_shows_so_is_a_hole(
    zicha: Zicha, tmp_path: Path, old: str, new: str, what: str
) -> None:
    edition = changed(tmp_path, "rules/2.cases.yaml", old, new)
    assert holes(zicha, edition) == [{"what": f"never_{what}", "detail": "facilities"}]


def test_a_fact_that_no_requirement_uses_is_a_hole(zicha: Zicha, tmp_path: Path) -> None:
    file = "indicators/categories/1.yaml"
    edition = changed(tmp_path, file, "facts: [green_cover]", "facts: [green_cover, lamps_lit]")
    assert holes(zicha, edition) == [{"what": "unused", "detail": "lamps_lit"}]


def test_a_hole_is_said_in_words(zicha: Zicha, tmp_path: Path) -> None:
    file = "indicators/categories/1.yaml"
    edition = changed(tmp_path, file, "facts: [green_cover]", "facts: [green_cover, lamps_lit]")
    words = ("indicators", "1.1.4", "--coverage", "--edition", edition)
    code, out, _ = zicha(*words, "--lang", "en")
    assert code == 1
    assert "no item uses the fact" in out
    assert "lamps_lit" in out
    assert out.endswith("Indicators: 1, with a hole: 1.\n")


def test_a_hole_elsewhere_does_not_count_where_one_indicator_is_asked_for(
    zicha: Zicha, tmp_path: Path
) -> None:
    file = "indicators/categories/1.yaml"
    edition = changed(tmp_path, file, "facts: [green_cover]", "facts: [green_cover, lamps_lit]")
    assert zicha("indicators", "2.1.1", "--coverage", "--edition", edition).code == 0


def test_a_case_that_cannot_be_read_is_bad_input(zicha: Zicha, tmp_path: Path) -> None:
    edition = changed(tmp_path, "rules/3.cases.yaml", "volunteers: 80", "volunteer: 80")
    code, out, err = zicha("indicators", "--coverage", "--edition", edition)
    assert (code, out) == (2, "")
    assert "volunteer" in err
