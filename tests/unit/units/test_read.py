"""A unit from its file: the whole form, and what is wrong with the unit itself."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from support.reading import at, problems_of, read, unit_of
from support.small_edition import SMALL
from zicha.documents.reading import read_json
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.facts import Level, Members, Stated
from zicha.model.unit import Observation, Unit, Waiver
from zicha.units.read import read_unit, read_unit_file

DAY = date(2011, 6, 30)

WHOLE = """\
unit: {id: peace, name: 和平社区, kind: community, parent: street-1, town: old, population: 7766}
date: 2011-06-30
facts:
  office_area: 60
  youth_facilities: [library]
  support_rate: {value: 92.5, date: 2011-05-20, evidence: 问卷汇总.xlsx}
observations:
  - {fact: dirty_spots, count: 2, place: 3号楼北侧, photo: p1.jpg, date: 2011-06-28}
waivers:
  - {indicator: 6.4.2, reason: 施工, approved_by: 区创城办, from: 2011-06-01, expires: 2011-09-30}
"""
WHOLE_JSON = """{
  "unit": {"id": "peace", "name": "和平社区", "kind": "community", "parent": "street-1",
           "town": "old", "population": 7766},
  "date": "2011-06-30",
  "facts": {
    "office_area": 60, "youth_facilities": ["library"],
    "support_rate": {"value": 92.5, "date": "2011-05-20", "evidence": "问卷汇总.xlsx"}
  },
  "observations": [{"fact": "dirty_spots", "count": 2, "place": "3号楼北侧", "photo": "p1.jpg",
                    "date": "2011-06-28"}],
  "waivers": [{"indicator": "6.4.2", "reason": "施工", "approved_by": "区创城办",
               "from": "2011-06-01", "expires": "2011-09-30"}]
}"""

PEACE = Unit(
    id="peace",
    name="和平社区",
    kind=Level.COMMUNITY,
    place=at(1, 1),
    parent="street-1",
    on=DAY,
    facts={
        "community.town": Stated("old", DAY),
        "community.population": Stated(7766, DAY),
        "office_area": Stated(60, DAY),
        "youth_facilities": Stated(
            Members(frozenset({"library"}), frozenset({"parents_school", "venue"})), DAY
        ),
        "support_rate": Stated(Decimal("92.5"), date(2011, 5, 20), "问卷汇总.xlsx"),
    },
    observations=(Observation("dirty_spots", 2, "3号楼北侧", date(2011, 6, 28), photo="p1.jpg"),),
    waivers=(Waiver("6.4.2", "施工", "区创城办", date(2011, 6, 1), date(2011, 9, 30)),),
)


def test_a_unit_is_read_with_all_that_its_file_says() -> None:
    assert read(WHOLE) == (PEACE, [])


def test_the_same_unit_is_read_from_json() -> None:
    document, _ = read_json(WHOLE_JSON.encode(), "unit.yaml")
    assert document is not None
    assert read_unit(document, SMALL) == (replace(PEACE, place=at(2, 3)), [])


def test_the_least_that_a_unit_states_is_its_id_its_kind_and_its_day() -> None:
    unit = unit_of("unit: {id: peace, kind: community}\ndate: 2011-06-30\n")
    assert unit == Unit("peace", "peace", Level.COMMUNITY, at(1, 1), on=DAY)


def test_empty_parts_of_a_file_are_as_if_they_were_not_there() -> None:
    unit = unit_of(
        "unit: {id: peace, name: '', kind: community, parent: ~, town: }\ndate: 2011-06-30\n"
        "facts:\nobservations:\nwaivers: []\n"
    )
    assert unit == Unit("peace", "peace", Level.COMMUNITY, at(1, 1), on=DAY)


@pytest.mark.parametrize("kind", ["district", "区", "District", "district "])
def test_the_kind_may_be_given_by_its_id_or_its_label(kind: str) -> None:
    unit = unit_of(f"unit: {{id: d, kind: '{kind}'}}\ndate: 2011-06-30\n")
    assert unit.kind is Level.DISTRICT


@pytest.mark.parametrize("unit_id", ["340602", "007", "6.10", "社区-1", "a.b"])
def test_an_id_that_looks_like_a_number_keeps_its_zeros(unit_id: str) -> None:
    unit = unit_of(f"unit: {{id: {unit_id}, kind: community}}\ndate: 2011-06-30\n")
    assert unit.id == unit_id


# --- The day ----------------------------------------------------------------------------------


def test_a_unit_without_a_day_takes_the_day_that_was_asked_for() -> None:
    unit, problems = read(
        "unit: {id: peace, kind: community}\nfacts: {lamps: 5}\n", date(2011, 7, 1)
    )
    assert problems == []
    assert unit is not None
    assert (unit.on, unit.facts) == (date(2011, 7, 1), {"lamps": Stated(5, date(2011, 7, 1))})


def test_the_day_of_the_file_stands_above_the_day_that_was_asked_for() -> None:
    unit, _ = read("unit: {id: peace, kind: community}\ndate: 2011-06-30\n", date(2011, 7, 1))
    assert unit is not None
    assert unit.on == DAY


def test_a_unit_without_any_day_is_refused() -> None:
    unit, problems = read("unit: {id: peace, kind: community}\nfacts: {lamps: x}\n")
    assert unit is None
    assert problems == [
        problem("unit-without-date", at(1, 7)),
        problem("value-not-number", at(2, 16), value="x"),
    ]


# --- What is wrong ----------------------------------------------------------------------------

LEVELS = {
    "known_zh": "社区 (community) / 街道 (street) / 区 (district) / 市 (city)",
    "known_en": "Community (community) / Street (street) / District (district) / City (city)",
}
SIGNS = '" * / : < > ? \\ |'


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", problem("unit-file-empty", Place("unit.yaml"))),
        ("和平社区", problem("not-a-mapping", at(1, 1), value="和平社区")),
        ("unit：和平社区", problem("full-width-colon", at(1, 1))),
        ("- unit", problem("not-a-mapping", at(1, 1), value="[…]")),
        ("date: 2011-06-30", problem("key-missing", at(1, 1), key="unit")),
        ("unit: 和平社区", problem("not-a-mapping", at(1, 7), value="和平社区")),
        ("unit: {kind: community}", problem("key-missing", at(1, 7), key="id")),
        ("unit: {id: a}", problem("key-missing", at(1, 7), key="kind")),
        ("unit: {id: a, kind: village}", problem(
            "kind-unknown", at(1, 21), kind="village", **LEVELS)),
        ("unit: {id: a, kind: comunity}", problem(
            "kind-unknown-near", at(1, 21), kind="comunity",
            nearest_zh="社区 (community)", nearest_en="Community (community)", **LEVELS)),
        ("unit: {id: a/b, kind: city}", problem("id-not-usable", at(1, 12), id="a/b", signs=SIGNS)),
        ("unit: {id: 'a\\b', kind: city}", problem(
            "id-not-usable", at(1, 12), id="a\\b", signs=SIGNS)),
        ("unit: {id: .., kind: city}", problem("id-not-usable", at(1, 12), id="..", signs=SIGNS)),
        ("unit: {id: a\u200bb, kind: city}", problem(
            "id-not-usable", at(1, 12), id="a\u200bb", signs=SIGNS)),
        (f"unit: {{id: {'a' * 101}, kind: city}}", problem("id-too-long", at(1, 12), most=100)),
        (
            'unit: {id: a, kind: city, name: "#N/A"}',
            problem("formula-error", at(1, 33), value="#N/A"),
        ),
        ("unit: {id: true, kind: city}", problem("not-a-text", at(1, 12), value="true")),
        ("unit: {id: a, kind: city, name: [b]}", problem("not-a-text", at(1, 33), value="[…]")),
        ("unit: {id: a, kind: city, nam: b}", problem(
            "key-unknown-near", at(1, 27), key="nam", nearest="name")),
        ("unit: {id: a, kind: city, 电话: b}", problem(
            "key-unknown", at(1, 27), key="电话", known="id name kind parent town population")),
        ("unit: {id: a, kind: city, lamps: 5}", problem(
            "fact-under-unit", at(1, 27), fact="lamps")),
        ("unit: {id: a, kind: city}\nfact: {}", problem(
            "key-unknown-near", at(2, 1), key="fact", nearest="facts")),
        ("unit: {id: a, kind: city}\nfacts: lamps", problem(
            "not-a-mapping", at(2, 8), value="lamps")),
        ("unit: {id: a, kind: city}\nfacts: lamps：5", problem("full-width-colon", at(2, 8))),
        ("unit: {id: a, kind: city}\nobservations: {}", problem(
            "not-a-list", at(2, 15), value="{…}")),
        ("unit: {id: a, kind: city}\nwaivers: 6.4.2", problem(
            "not-a-list", at(2, 10), value="6.4.2")),
        ("unit: {id: a, kind: city}\ndate: 2011-02-30", problem(
            "day-not-in-calendar", at(2, 7), value="2011-02-30")),
        ("unit: {id: a, kind: city}\ndate: 今天", problem("day-not-read", at(2, 7), value="今天")),
        ("unit: {id: a, kind: city, town: older}", problem(
            "option-unknown-near", at(1, 33), value="older",
            nearest_zh="老城区 (old)", nearest_en="Old town (old)",
            known_zh="老城区 (old) / 新城区 (new)", known_en="Old town (old) / New town (new)")),
        ("unit: {id: a, kind: city, population: -5}", problem(
            "value-too-low", at(1, 39), value=-5, low=0)),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_unit_is_named_at_its_place(text: str, wrong: Problem) -> None:
    assert read(text, DAY) == (None, [wrong])


def test_all_problems_of_a_file_are_found_together() -> None:
    text = (
        "unit: {id: a/b, kind: community, town: x}\ndate: 2011-06-31\nfacts: {lamps: five}\n"
        "observations: [{count: 1}]\nwaivers: [{}]\nextra: 1\n"
    )
    assert [(found.code, found.place.line) for found in problems_of(text)] == [
        ("key-unknown", 6),
        ("id-not-usable", 1),
        ("day-not-in-calendar", 2),
        ("option-unknown", 1),
        ("value-not-number", 3),
        ("key-missing", 4),
        ("key-missing", 5),
        ("key-missing", 5),
        ("key-missing", 5),
        ("key-missing", 5),
        ("key-missing", 5),
    ]


def test_reading_ends_where_too_much_is_wrong() -> None:
    lines = "".join(f"  no_fact_{number}: 1\n" for number in range(50_000))
    problems = problems_of(f"unit: {{id: a, kind: city}}\ndate: 2011-06-30\nfacts:\n{lines}")
    assert [found.code for found in problems] == ["fact-unknown"] * 500 + ["too-many-problems"]


# --- Files ------------------------------------------------------------------------------------


def test_a_file_gives_its_unit_and_its_document(tmp_path: Path) -> None:
    path = tmp_path / "unit.yaml"
    path.write_text(WHOLE, "utf-8")
    unit, document, problems = read_unit_file(path, SMALL)
    assert unit == replace(PEACE, place=Place(str(path), 1, 1))
    assert document is not None
    assert (document.file, problems) == (str(path), [])


def test_a_file_in_gbk_gives_its_unit_with_a_hint(tmp_path: Path) -> None:
    path = tmp_path / "unit.yaml"
    path.write_text(WHOLE.replace("㎡", ""), "gbk")
    unit, _, problems = read_unit_file(path, SMALL)
    assert unit is not None
    assert unit.name == "和平社区"
    assert problems == [problem("read-as-gbk", Place(str(path), 1, 1), Severity.HINT)]


def test_what_is_wrong_in_the_yaml_and_in_the_unit_is_found_together(tmp_path: Path) -> None:
    path = tmp_path / "unit.yaml"
    path.write_text("unit: {id: a, kind: city, id: b}\ndate: x\n", "utf-8")
    unit, document, problems = read_unit_file(path, SMALL)
    assert unit is None
    assert document is not None
    assert [found.code for found in problems] == ["key-twice", "day-not-read"]


def test_a_unit_is_not_used_where_only_the_yaml_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "unit.yaml"
    path.write_text("unit: {id: a, kind: city}\ndate: 2011-06-30\ndate: 2011-06-30\n", "utf-8")
    assert read_unit_file(path, SMALL).unit is None


def test_a_file_that_cannot_be_read_gives_only_its_problem() -> None:
    missing = problem("file-missing", Place("none.yaml"))
    assert read_unit_file("none.yaml", SMALL) == (None, None, [missing])


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WHOLE.encode()), "ascii"))
    assert read_unit_file("-", SMALL).unit == replace(PEACE, place=Place("-", 1, 1))


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_a_character_that_belongs_in_no_text_is_named_once(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text('{"unit": {"id": "a", "kind": "city", "name": "b\\u0000"}}', "utf-8")
    _, _, problems = read_unit_file(path, SMALL, DAY)
    place = Place(str(path), 1, 46)
    assert problems == [problem("control-character", place, character="U+0000")]
