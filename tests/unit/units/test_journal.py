"""Observations and waivers as they are written."""

from datetime import date

import pytest

from support.reading import at, problems_of, unit_of
from zicha.errors import Problem, problem
from zicha.model.unit import Observation, Waiver

HEAD = "unit: {id: a, kind: community}\ndate: 2011-06-30\n"
DAY = date(2011, 6, 30)
LAMPS = {"fact": "lamps_lit", "label_zh": "亮灯数", "label_en": "Lamps lit"}


def observed(entries: str) -> tuple[Observation, ...]:
    return unit_of(f"{HEAD}observations: [{entries}]\n").observations


def waived(entries: str) -> tuple[Waiver, ...]:
    return unit_of(f"{HEAD}waivers: [{entries}]\n").waivers


def test_the_least_that_an_observation_says_is_its_fact() -> None:
    assert observed("{fact: dirty_spots}") == (Observation("dirty_spots", 1, "", DAY),)


def test_an_observation_says_how_many_where_when_and_until_when() -> None:
    entry = (
        "{fact: dirty_spots, count: 3处, place: 北门, photo: 1.jpg, date: 2011/6/1, "
        "fixed: 2011年6月9日, note: 12}"
    )
    assert observed(entry) == (
        Observation("dirty_spots", 3, "北门", date(2011, 6, 1), date(2011, 6, 9), "1.jpg", "12"),
    )


def test_what_was_fixed_on_the_day_it_was_seen_is_taken() -> None:
    entry = "{fact: dirty_spots, date: 2011-06-01, fixed: 2011-06-01}"
    assert observed(entry)[0].fixed == date(2011, 6, 1)


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("5", problem("not-a-mapping", at(3, 16), value="5")),
        ("~", problem("not-a-mapping", at(3, 16), value="null")),
        ("{}", problem("key-missing", at(3, 16), key="fact")),
        ("{fact: dirty_spot}", problem(
            "fact-unknown-near", at(3, 23), fact="dirty_spot", nearest="dirty_spots",
            label_zh="卫生死角处数", label_en="Dirty spots")),
        ("{fact: lamps_lit}", problem("fact-not-observed", at(3, 23), **LAMPS)),
        ("{fact: [lamps]}", problem("not-a-text", at(3, 23), value="[…]")),
        ("{fact: dirty_spots, count: 0}", problem("observed-none", at(3, 43), value="0")),
        ("{fact: dirty_spots, count: -2}", problem(
            "value-too-low", at(3, 43), value=-2, low=0)),
        ("{fact: dirty_spots, count: 1.5}", problem("value-not-whole", at(3, 43), value="1.5")),
        ("{fact: dirty_spots, count: 1001}", problem(
            "value-too-high", at(3, 43), value=1001, high=1000)),
        ("{fact: dirty_spots, date: x}", problem("day-not-read", at(3, 42), value="x")),
        ("{fact: dirty_spots, fixed: true}", problem("day-not-read", at(3, 43), value="true")),
        ("{fact: dirty_spots, fixed: 2011-06-29}", problem(
            "fixed-before-seen", at(3, 43), fixed="2011-06-29", seen="2011-06-30")),
        ("{fact: dirty_spots, pace: 北门}", problem(
            "key-unknown-near", at(3, 36), key="pace", nearest="place")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_observation_is_named_at_its_place(
    entry: str, wrong: Problem
) -> None:
    assert problems_of(f"{HEAD}observations: [{entry}]\n") == [wrong]


WAIVER = {
    "indicator": "6.4.2",
    "reason": "施工",
    "approved_by": "区创城办",
    "from": "2011-06-01",
    "expires": "2011-09-30",
}


def entry_with(**changed: str) -> str:
    return "{" + ", ".join(f"{key}: {text}" for key, text in (WAIVER | changed).items()) + "}"


def test_a_waiver_says_which_indicator_why_by_whom_and_when() -> None:
    assert waived(entry_with()) == (
        Waiver("6.4.2", "施工", "区创城办", date(2011, 6, 1), date(2011, 9, 30)),
    )


def test_a_code_may_be_written_in_wide_signs() -> None:
    assert waived(entry_with(indicator="６．４．２"))[0].indicator == "6.4.2"  # noqa: RUF001


def test_a_waiver_of_one_day_is_taken() -> None:
    assert waived(entry_with(expires="2011-06-01"))[0].expires == date(2011, 6, 1)


@pytest.mark.parametrize("key", WAIVER)
def test_a_waiver_that_lacks_something_is_refused(key: str) -> None:
    missing = problem("key-missing", at(3, 11), key=key)
    assert problems_of(f"{HEAD}waivers: [{entry_with(**{key: ''})}]\n") == [missing]


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (entry_with(indicator="6.4.22"), problem(
            "indicator-unknown-near", at(3, 23), code="6.4.22", nearest="6.4.2")),
        (entry_with(indicator="6.4"), problem(
            "indicator-is-group", at(3, 23), code="6.4", within="6.4.2 / 6.4.5")),
        ("6.4.2", problem("not-a-mapping", at(3, 11), value="6.4.2")),
        (entry_with(indicator="99"), problem("indicator-unknown", at(3, 23), code="99")),
        (entry_with(expires="2011-05-31"), problem(
            "waiver-ends-first", at(3, 88), begins="2011-06-01", expires="2011-05-31")),
        (entry_with(expires="2011-06-31"), problem(
            "day-not-in-calendar", at(3, 88), value="2011-06-31")),
        (entry_with(till="2011-07-01"), problem(
            "key-unknown", at(3, 100), key="till",
            known="indicator reason approved_by from expires")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_waiver_is_named_at_its_place(entry: str, wrong: Problem) -> None:
    assert problems_of(f"{HEAD}waivers: [{entry}]\n") == [wrong]
