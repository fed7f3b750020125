"""A line of a wide table says what the file of a unit would say."""
# ruff: noqa: RUF001 - what people type

from datetime import date, datetime
from decimal import Decimal

import pytest

from support.small_edition import SMALL
from zicha.errors import Place, Problem, problem
from zicha.model.facts import Level, Members, Stated
from zicha.model.unit import Unit
from zicha.units.sources.entry import Entry
from zicha.units.sources.heading import heading
from zicha.units.sources.row import unit_of_row

DAY = date(2011, 6, 30)
EARLIER = date(2011, 5, 20)
ROOMS = "youth_facilities"
ALL_ROOMS = frozenset({"library", "parents_school", "venue"})


def place(number: int) -> Place:
    return Place("t.csv", 2, number)


def entry(cells: dict[str, object], kind: str = "community", on: date | None = DAY) -> Entry:
    """Return a line with id, level and some more columns; ``a__day`` is the column ``a@date``."""
    heads = ["unit", "kind", *(name.replace("__day", "@date") for name in cells)]
    found = heading(dict(enumerate(heads, 1)), SMALL, lambda n: Place("t.csv", 1, n), DAY)
    assert found.problems == ()
    return unit_of_row(found, dict(enumerate(["a", kind, *cells.values()], 1)), place, on)


def unit(**cells: object) -> Unit:
    """Return the unit of a line in which nothing is wrong."""
    found = entry(cells)
    assert found.problems == ()
    assert found.unit is not None
    return found.unit


def value(fact: str, cell: object) -> object:
    """Return what a cell says of a fact; None for nothing."""
    stated = unit(**{fact: cell}).facts.get(fact)
    return None if stated is None else stated.value


def wrong(cells: dict[str, object], kind: str = "community") -> list[Problem]:
    """Return what is wrong in a line that cannot be read."""
    found = entry(cells, kind)
    assert found.unit is None
    return [*found.problems]


def test_a_line_says_who_the_unit_is() -> None:
    found = unit(name="和平社区", parent="s", population="7,766", town="老城区")
    assert found == Unit(
        "a",
        "和平社区",
        Level.COMMUNITY,
        place(1),
        "s",
        DAY,
        {"community.population": Stated(7766, DAY), "community.town": Stated("old", DAY)},
    )


def test_what_is_empty_is_not_said() -> None:
    found = unit(name=None, parent="", population=" ", office_area=None, youth_facilities="")
    assert found == Unit("a", "a", Level.COMMUNITY, place(1), on=DAY)


@pytest.mark.parametrize(
    "word", ["不清楚", "Not known", "null", "NULL", "未知", "待核实", "Unknown"]
)
def test_words_that_say_so_are_not_known(word: str) -> None:
    assert value("office_area", word) is None
    assert value(ROOMS, word) is None


@pytest.mark.parametrize(
    ("fact", "cell", "expected"),
    [
        ("office_area", "60㎡", 60),
        ("office_area", "６０．５", Decimal("60.5")),
        ("office_area", "1.2e2", 120),
        ("office_area", 60.5, Decimal("60.5")),
        ("office_area", Decimal("60.50"), Decimal("60.5")),
        ("lamps", 3.0, 3),
        ("lamps", 0.0, 0),
        ("lamps", -0.0, 0),
        ("lamps", "007", 7),
        ("support_rate", "92.5%", Decimal("92.5")),
        ("support_rate", "184/200", 92),
        ("support_rate", "１８４／２００", 92),
        ("support_rate", "1,840 / 2,000", 92),
        ("parents_school", "有", True),
        ("parents_school", "TRUE", True),
        ("parents_school", False, False),
        ("ranking", "一级", "first"),
        ("board_updated", "2011年6月1日", date(2011, 6, 1)),
        ("board_updated", date(2011, 6, 1), date(2011, 6, 1)),
        ("board_updated", datetime(2011, 6, 1, 8), date(2011, 6, 1)),  # noqa: DTZ001
    ],
)
def test_a_cell_is_read_as_a_file_is(fact: str, cell: object, expected: object) -> None:
    assert value(fact, cell) == expected


def test_a_number_that_is_none_is_not_known() -> None:
    assert value("office_area", float("nan")) is None
    assert value("office_area", Decimal("NaN")) is None


def test_a_share_keeps_its_counts() -> None:
    assert unit(support_rate="184/200").facts == {"support_rate": Stated(92, DAY, count=(184, 200))}


@pytest.mark.parametrize("sign", [";", "；", "、", ",", "，", " ; "])
def test_members_of_a_set_stand_in_one_cell(sign: str) -> None:
    there = frozenset({"library", "venue"})
    assert value(ROOMS, f"library{sign}活动场所") == Members(there, ALL_ROOMS - there)


@pytest.mark.parametrize("word", ["-", "－", "无"])
def test_the_empty_set_has_a_word(word: str) -> None:
    assert value(ROOMS, word) == Members(frozenset(), ALL_ROOMS)


def test_a_list_of_a_database_is_the_whole_set() -> None:
    assert value(ROOMS, ["library"]) == Members(frozenset({"library"}), ALL_ROOMS - {"library"})


def test_columns_of_members_say_what_they_name() -> None:
    found = unit(youth_facilities__library="有", youth_facilities__venue="no")
    assert found.facts[ROOMS].value == Members(frozenset({"library"}), frozenset({"venue"}))


def test_a_fact_may_have_a_day_of_its_own() -> None:
    found = unit(
        office_area="60",
        office_area__day="2011-05-20",
        support_rate="184/200",
        support_rate__day="2011/5/20",
        youth_facilities="-",
        youth_facilities__day="2011.5.20",
        lamps__day="2011-05-20",
    )
    assert found.facts == {
        "office_area": Stated(60, EARLIER),
        "support_rate": Stated(92, EARLIER, count=(184, 200)),
        ROOMS: Stated(Members(frozenset(), ALL_ROOMS), EARLIER),
    }


def test_a_set_of_several_columns_may_have_a_day_of_its_own() -> None:
    found = unit(youth_facilities__library="有", youth_facilities__day="2011-05-20")
    assert found.facts == {ROOMS: Stated(Members(frozenset({"library"})), EARLIER)}


def test_the_day_of_a_line_is_that_of_its_facts() -> None:
    found = unit(date="2011-05-20", lamps="3")
    assert (found.on, found.facts) == (EARLIER, {"lamps": Stated(3, EARLIER)})


def test_a_line_without_a_day_is_an_error_at_its_cell() -> None:
    found = entry({"date": "", "lamps": "3"}, on=None)
    assert found.unit is None
    assert [(each.code, each.place) for each in found.problems] == [("form-cell-empty", place(3))]
    assert found.bare == Unit("a", "a", Level.COMMUNITY, place(1))


@pytest.mark.parametrize(
    ("fact", "cell", "code"),
    [
        ("office_area", "约60", "value-not-number"),
        ("office_area", "60亩", "value-with-words"),
        ("office_area", "-1", "value-too-low"),
        ("office_area", "60.123", "value-too-fine"),
        ("office_area", "1e99", "number-too-long"),
        ("office_area", 1e300, "number-too-long"),
        ("office_area", -1.7976931348623157e308, "number-too-long"),
        ("lamps", 1e61, "number-too-long"),
        ("lamps", float("inf"), "value-not-number"),
        ("lamps", float("-inf"), "value-not-number"),
        ("office_area", True, "value-not-number"),
        ("lamps", "3.5", "value-not-whole"),
        ("support_rate", "101", "value-too-high"),
        ("support_rate", "201/200", "count-more-than-all"),
        ("support_rate", "5/", "form-cell-empty"),
        ("lamps", "1/2", "value-with-words"),
        ("parents_school", "1", "value-not-bool"),
        ("ranking", "二级", "option-unknown"),
        ("board_updated", "2011-06", "day-not-read"),
        (ROOMS, "library;cellar", "option-unknown"),
        ("ranking", "#N/A", "option-unknown"),
    ],
)
def test_what_cannot_be_is_named_at_its_cell(fact: str, cell: object, code: str) -> None:
    assert {(each.code, each.place) for each in wrong({fact: cell})} == {(code, place(3))}


def test_a_fact_of_another_level_must_be_empty() -> None:
    assert unit(patrols="").facts == {}
    (found,) = wrong({"patrols": "3"})
    assert (found.code, found.place) == ("form-fact-of-other-level", place(3))
    assert entry({"patrols": "3"}, "street").unit is not None


def test_a_set_is_said_in_one_way() -> None:
    found = wrong({ROOMS: "library", "youth_facilities__venue": "有"})
    label = SMALL.facts[ROOMS].label
    assert found == [
        problem("form-set-twice", place(3), fact=ROOMS, label_zh=label.zh, label_en=label.en)
    ]


def test_all_that_is_wrong_in_a_line_is_named() -> None:
    found = wrong({"lamps": "x", "office_area": "60"}, "village")
    assert [(each.code, each.place) for each in found] == [("kind-unknown", place(2))]
    found = wrong({"lamps": "x", "points": "y"})
    assert [each.place for each in found] == [place(3), place(4)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("A\uffff", problem("control-character", place(3), character="U+FFFF")),
        ("A\x00B", problem("control-character", place(3), character="U+0000")),
        ("A\ud800", problem("control-character", place(3), character="U+D800")),
        (" #N/A ", problem("formula-error", place(3), value="#N/A")),
    ],
)
def test_a_text_that_nobody_wrote_is_refused_in_its_cell(name: str, found: Problem) -> None:
    assert wrong({"name": name}) == [found]


def test_a_parent_of_which_a_spreadsheet_lost_digits_is_refused() -> None:
    found = problem("id-rounded", place(3), id="3.40602E+17")
    assert wrong({"parent": "3.40602E+17"}) == [found]
