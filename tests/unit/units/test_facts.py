"""Facts as they are stated: their forms, their values, and what cannot be taken."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from support.reading import at, fact_problems, facts_of, problems_of, read
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.facts import Members, Stated

DAY = date(2011, 6, 30)
ALL = frozenset({"library", "parents_school", "venue"})
RANKS = {
    "known_zh": "一级 (first) / 未评定 (none)",
    "known_en": "Grade 1 (first) / Not graded (none)",
}
ROOMS = {
    "known_zh": "图书室 (library) / 家长学校 (parents_school) / 活动场所 (venue)",
    "known_en": "Reading room (library) / Parents' school (parents_school) / Venue (venue)",
}


def words(fact: str, zh: str, en: str) -> dict[str, str]:
    """Return the words of a fact that its problems carry."""
    return {"fact": fact, "label_zh": zh, "label_en": en}


SUPPORT = words("support_rate", "支持率", "Support rate")
AREA = words("office_area", "办公服务用房面积", "Office area")


# --- Values -----------------------------------------------------------------------------------


def in_words(code: str, place: Place, value: str, zh: str, en: str) -> Problem:
    """Return the problem of a number with other words behind it than its unit."""
    return problem(code, place, value=value, unit_zh=zh, unit_en=en)


@pytest.mark.parametrize(
    ("written", "fact", "value"),
    [
        ("60", "office_area", 60),
        ("299.99", "office_area", Decimal("299.99")),
        ("300.000", "office_area", 300),
        ("0", "office_area", 0),
        ("100000", "office_area", 100_000),
        ("60㎡", "office_area", 60),
        ("60 m²", "office_area", 60),
        ("'60'", "office_area", 60),
        ("3", "lamps", 3),
        ("3.0", "lamps", 3),
        ("3盏", "lamps", 3),
        ("3 lamps", "lamps", 3),
        ("0x10", "lamps", 16),
        ("0", "support_rate", 0),
        ("100", "support_rate", 100),
        ("92.5%", "support_rate", Decimal("92.5")),
        ("９２．５％", "support_rate", Decimal("92.5")),  # noqa: RUF001
        ("true", "parents_school", True),
        ("yes", "parents_school", True),
        ("有", "parents_school", True),
        ("×", "parents_school", False),
        ("first", "ranking", "first"),
        ("一级", "ranking", "first"),
        ("grade 1", "ranking", "first"),
        ("none", "ranking", "none"),
        ("2011-06-01", "board_updated", date(2011, 6, 1)),
        ("2011年6月1日", "board_updated", date(2011, 6, 1)),
    ],
)
def test_a_value_is_read_by_the_type_of_its_fact(written: str, fact: str, value: object) -> None:
    stated = facts_of(f"{{{fact}: {written}}}")[fact]
    assert (stated, type(stated.value)) == (Stated(stated.value, DAY), type(value))
    assert stated.value == value


@pytest.mark.parametrize("written", ["~", "null", "", "''", "'  '"])
def test_an_empty_fact_is_unknown(written: str) -> None:
    assert facts_of(f"{{office_area: {written}, lamps: 5}}") == {"lamps": Stated(5, DAY)}


@pytest.mark.parametrize(
    ("written", "members"),
    [
        ("[library]", Members(frozenset({"library"}), ALL - {"library"})),
        (
            "[图书室, Venue]",
            Members(frozenset({"library", "venue"}), frozenset({"parents_school"})),
        ),
        ("[library, 图书室]", Members(frozenset({"library"}), ALL - {"library"})),
        ("[]", Members(frozenset(), ALL)),
        ("无", Members(frozenset(), ALL)),
        ("[无]", Members(frozenset(), ALL)),
        (
            "{library: true, venue: 无, parents_school: }",
            Members(frozenset({"library"}), frozenset({"venue"})),
        ),
        ("{图书室: √}", Members(frozenset({"library"}), frozenset())),
        ("{}", Members(frozenset(), frozenset())),
    ],
)
def test_a_list_is_the_whole_set_and_a_mapping_says_only_what_it_names(
    written: str, members: Members
) -> None:
    assert facts_of(f"{{youth_facilities: {written}}}") == {
        "youth_facilities": Stated(members, DAY)
    }


# --- Day, evidence, counts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "stated"),
    [
        ("{lamps: {value: 5, note: 新装}}", Stated(5, DAY, note="新装")),
        (
            "{support_rate: {count: 1, of: 2, note: 抽查}}",
            Stated(50, DAY, count=(1, 2), note="抽查"),
        ),
    ],
)
def test_a_fact_may_have_a_note(written: str, stated: Stated) -> None:
    assert list(facts_of(written).values()) == [stated]


def test_a_fact_may_have_a_day_and_evidence_of_its_own() -> None:
    written = "{office_area: {value: 60, date: 2011-05-20, evidence: 房产证.jpg}}"
    assert facts_of(written) == {"office_area": Stated(60, date(2011, 5, 20), "房产证.jpg")}


def test_a_fact_without_a_day_of_its_own_has_that_of_the_unit() -> None:
    assert facts_of("{lamps: {value: 5, evidence: 7}}") == {"lamps": Stated(5, DAY, "7")}


def test_a_set_may_have_a_day_of_its_own_too() -> None:
    written = "{youth_facilities: {value: {library: true}, date: 2011-05-20}}"
    assert facts_of(written) == {
        "youth_facilities": Stated(Members(frozenset({"library"}), frozenset()), date(2011, 5, 20))
    }


@pytest.mark.parametrize("written", ["{value: , date: 2011-05-20}", "{count: , of: }"])
def test_a_fact_with_a_day_and_no_value_is_unknown(written: str) -> None:
    assert facts_of(f"{{support_rate: {written}}}") == {}


@pytest.mark.parametrize(
    ("count", "of", "value"),
    [(184, 200, 92), (2, 3, Fraction(200, 3)), (0, 5, 0), (5, 5, 100), ("1,840", "2,000", 92)],
)
def test_a_percentage_given_as_counts_is_exact(count: object, of: object, value: object) -> None:
    written = f"{{support_rate: {{count: '{count}', of: '{of}', evidence: a}}}}"
    stated = facts_of(written)["support_rate"]
    numbers = (int(str(count).replace(",", "")), int(str(of).replace(",", "")))
    assert (stated.value, stated.count, stated.evidence) == (value, numbers, "a")


# --- What cannot be taken ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("{office_area: many}", problem("value-not-number", at(3, 22), value="many")),
        ("{office_area: true}", problem("value-not-number", at(3, 22), value="true")),
        ("{office_area: [60]}", problem("value-not-number", at(3, 22), value="[…]")),
        ("{office_area: 约60}", problem("value-not-number", at(3, 22), value="约60")),
        ("{office_area: 60亩}", in_words("value-with-words", at(3, 22), "60亩", "㎡", "m²")),
        ("{points: 5分}", in_words("value-with-words-unitless", at(3, 17), "5分", "", "")),
        ("{office_area: -1}", problem("value-too-low", at(3, 22), value=-1, low=0)),
        ("{office_area: 100000.01}", problem(
            "value-too-high", at(3, 22), value="100000.01", high=100_000)),
        ("{office_area: 299.999}", problem(
            "value-too-fine", at(3, 22), value="299.999", decimals=2)),
        ("{lamps: 3.5}", problem("value-not-whole", at(3, 16), value="3.5")),
        ("{support_rate: 101}", problem("value-too-high", at(3, 23), value=101, high=100)),
        ("{support_rate: 101%}", problem("value-too-high", at(3, 23), value=101, high=100)),
        ("{support_rate: -0.5}", problem("value-too-low", at(3, 23), value="-0.5", low=0)),
        ("{parents_school: 1}", problem("value-not-bool", at(3, 25), value="1")),
        ("{parents_school: maybe}", problem("value-not-bool", at(3, 25), value="maybe")),
        ("{ranking: yes}", problem("option-unknown", at(3, 18), value="yes", **RANKS)),
        ("{ranking: 1}", problem("option-unknown", at(3, 18), value="1", **RANKS)),
        ("{ranking: frist}", problem(
            "option-unknown-near", at(3, 18), value="frist",
            nearest_zh="一级 (first)", nearest_en="Grade 1 (first)", **RANKS)),
        ("{ranking: 未评级定}", problem(
            "option-unknown-near", at(3, 18), value="未评级定",
            nearest_zh="未评定 (none)", nearest_en="Not graded (none)", **RANKS)),
        ("{ranking: [first]}", problem("option-unknown", at(3, 18), value="[…]", **RANKS)),
        ("{board_updated: 2011-02-30}", problem(
            "day-not-in-calendar", at(3, 24), value="2011-02-30")),
        ("{board_updated: 20110601}", problem("day-not-read", at(3, 24), value="20110601")),
        ("{youth_facilities: library}", problem("set-not-a-list", at(3, 27), value="library")),
        ("{youth_facilities: 3}", problem("set-not-a-list", at(3, 27), value="3")),
        ("{youth_facilities: [venue, libary]}", problem(
            "option-unknown-near", at(3, 35), value="libary",
            nearest_zh="图书室 (library)", nearest_en="Reading room (library)", **ROOMS)),
        ("{youth_facilities: [venue, ~]}", problem(
            "option-unknown", at(3, 35), value="null", **ROOMS)),
        ("{youth_facilities: {游泳池: 有}}", problem(
            "option-unknown", at(3, 33), value="游泳池", **ROOMS)),
        ("{youth_facilities: {library: 2}}", problem("value-not-bool", at(3, 37), value="2")),
        ("{youth_facilities: {library: 有, 图书室: 无}}", problem(
            "member-twice", at(3, 45), member="library")),
        ("{office_area: {value: x}}", problem("value-not-number", at(3, 30), value="x")),
        ("{office_area: {date: 2011-05-20}}", problem("fact-without-value", at(3, 22), **AREA)),
        ("{office_area: {valeu: 5, value: 5}}", problem(
            "key-unknown-near", at(3, 23), key="valeu", nearest="value")),
        ("{office_area: {value: 5, date: x}}", problem("day-not-read", at(3, 39), value="x")),
        ("{office_area: {value: 5, evidence: []}}", problem(
            "not-a-text", at(3, 43), value="[…]")),
        ("{office_area: {count: 1, of: 2}}", problem("counts-not-percent", at(3, 30), **AREA)),
        ("{support_rate: {count: 1, of: 2, value: 50}}", problem(
            "counts-and-value", at(3, 23), **SUPPORT)),
        ("{support_rate: {count: 1}}", problem("key-missing", at(3, 23), key="of")),
        ("{support_rate: {of: 1}}", problem("key-missing", at(3, 23), key="count")),
        ("{support_rate: {count: 0, of: 0}}", problem("count-of-nothing", at(3, 38))),
        ("{support_rate: {count: 3, of: 2}}", problem(
            "count-more-than-all", at(3, 31), count=3, of=2)),
        ("{support_rate: {count: 1.5, of: 2}}", problem("count-not-whole", at(3, 31), value="1.5")),
        ("{support_rate: {count: -1, of: 2}}", problem("count-not-whole", at(3, 31), value="-1")),
        ("{support_rate: {count: 1, of: x}}", problem("value-not-number", at(3, 38), value="x")),
        ("{ofice_area: 5}", problem(
            "fact-unknown-near", at(3, 9), fact="ofice_area", nearest="office_area",
            label_zh="办公服务用房面积", label_en="Office area")),
        ("{办公服务用房面积: 5}", problem(
            "fact-unknown-near", at(3, 9), fact="办公服务用房面积", nearest="office_area",
            label_zh="办公服务用房面积", label_en="Office area")),
        ("{weather: 5}", problem("fact-unknown", at(3, 9), fact="weather")),
        ("{town: old}", problem("fact-is-attribute", at(3, 9), fact="town")),
        ("{community.town: old}", problem("fact-unknown", at(3, 9), fact="community.town")),
        ("{green_cover: 40}", problem(
            "fact-of-other-level", at(3, 9), kind="district", level_zh="区", level_en="District",
            **words("green_cover", "绿化覆盖率", "Green cover"))),
        ("{office_space: 5}", problem(
            "fact-replaced", at(3, 9), new="office_area",
            **words("office_space", "办公面积", "Office space"))),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_at_its_place(written: str, wrong: Problem) -> None:
    assert fact_problems(written) == [wrong]


def test_a_withdrawn_fact_is_left_out_with_a_warning_and_the_unit_is_read() -> None:
    unit, problems = read(
        "unit: {id: a, kind: community}\ndate: 2011-06-30\n"
        "facts: {gramophones: 5, lamps: 3}\nobservations: [{fact: gramophones}]\n"
    )
    assert unit is not None
    assert (set(unit.facts), unit.observations) == ({"lamps"}, ())
    gone = words("gramophones", "留声机数", "Gramophones")
    assert problems == [
        problem("fact-withdrawn", place, Severity.WARNING, since="2010-12-31", **gone)
        for place in (at(3, 9), at(4, 23))
    ]


def test_a_fact_of_the_community_does_not_belong_in_the_file_of_a_district() -> None:
    assert [found.code for found in fact_problems("{lamps: 5}", "district")] == [
        "fact-of-lower-level"
    ]


def test_an_observation_without_a_fact_of_its_level_is_named_in_the_same_words() -> None:
    text = "unit: {id: a, kind: city}\ndate: 2011-06-30\nobservations: [{fact: dirty_spots}]\n"
    assert [(found.code, found.place) for found in problems_of(text)] == [
        ("fact-of-lower-level", Place("unit.yaml", 3, 23))
    ]


# --- Days after the day of the assessment ---------------------------------------------------------


def hints(lines: str) -> list[Problem]:
    """Return the hints at facts that begin in line 3, column 8."""
    unit, problems = read(f"unit: {{id: a, kind: community}}\ndate: 2011-06-30\nfacts: {lines}\n")
    assert unit is not None
    return problems


def later(code: str, place: Place, fact: dict[str, str], said: str) -> Problem:
    """Return the hint at a day after that of the assessment."""
    days: dict[str, object] = {"said": date.fromisoformat(said), "day": DAY}
    return problem(code, place, Severity.HINT, **days, **fact)


def test_a_fact_that_is_dated_after_the_day_is_named() -> None:
    lines = "{office_area: {value: 60, date: 2012-06-30}, lamps: {value: 3, date: 2011-06-30}}"
    assert hints(lines) == [later("fact-later", at(3, 40), AREA, "2012-06-30")]


def test_a_day_that_lies_ahead_is_named() -> None:
    assert hints("{board_updated: 2011-07-01}") == [
        later(
            "value-later",
            at(3, 24),
            words("board_updated", "公开栏更新日期", "Board updated"),
            "2011-07-01",
        )
    ]
