"""The head of a wide table: what each column says, and what it cannot say."""

from collections.abc import Sequence
from datetime import date

import pytest

from support.small_edition import SMALL
from zicha.editions.load import load_edition
from zicha.errors import Place, Severity, problem
from zicha.model.facts import FactType
from zicha.units.register import COLUMNS, words_for
from zicha.units.sources.heading import Column, Heading, heading
from zicha.units.workbook.layout import UNIT_ROWS
from zicha.units.workbook.naming import labels_of

DAY = date(2011, 6, 30)
YES_NO = next(f for f in SMALL.facts.values() if f.type is FactType.BOOL and not f.is_past)
NEEDED = ("unit", "kind")


def place(number: int) -> Place:
    return Place("t.csv", 1, number)


def read(*texts: str | None, on: date | None = DAY) -> Heading:
    return heading(dict(enumerate(texts, 1)), SMALL, place, on)


def columns(*texts: str | None) -> list[Column]:
    """Return what the columns after the needed ones say, where nothing is wrong."""
    found = read(*NEEDED, *texts)
    assert found.problems == ()
    return [column for number, column in found.columns.items() if number > len(NEEDED)]


def fact(name: str, member: str | None = None, *, is_day: bool = False) -> Column:
    return Column(("facts", name), SMALL.facts[name], member, is_day)


def attribute(name: str) -> Column:
    return Column(("unit", name), SMALL.facts[f"community.{name}"])


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("name", Column(("unit", "name"))),
        ("名称", Column(("unit", "name"))),
        ("单位名称", Column(("unit", "name"))),
        ("社区名称", Column(("unit", "name"))),
        ("所属街道", Column(("unit", "parent"))),
        ("Belongs to", Column(("unit", "parent"))),
        ("Parent", Column(("unit", "parent"))),
        ("上级", Column(("unit", "parent"))),
        ("date", Column(("date",))),
        ("日期", Column(("date",))),
        ("population", attribute("population")),
        ("常住 人口", attribute("population")),
        ("town", attribute("town")),
        ("office_area", fact("office_area")),
        (" Office_Area ", fact("office_area")),
        ("办公服务用房面积", fact("office_area")),
        ("Office area", fact("office_area")),
        ("green_cover", fact("green_cover")),
        ("office_area@date", fact("office_area", is_day=True)),
        ("办公服务用房面积＠日期", fact("office_area", is_day=True)),  # noqa: RUF001
        ("population@date", attribute("population")._replace(is_day=True)),
        ("youth_facilities", fact("youth_facilities")),
        ("youth_facilities__library", fact("youth_facilities", "library")),
        ("未成年人活动设施__图书室", fact("youth_facilities", "library")),
        ("youth_facilities__Reading room", fact("youth_facilities", "library")),
    ],
)
def test_a_column_is_known_by_its_id_or_its_label(head: str, expected: Column) -> None:
    assert columns(head) == [expected]


def test_the_shortest_head_has_units_and_kinds() -> None:
    found = read("编号", "层级")
    assert (found.columns, found.problems) == (
        {1: Column(("unit", "id")), 2: Column(("unit", "kind"))},
        (),
    )


def test_what_says_who_a_unit_is_says_nothing_else() -> None:
    words = [word for key in COLUMNS for word in words_for(key)]
    assert len(words) == len({*words})
    others = {w for w, row in labels_of(load_edition(None)).items() if row not in UNIT_ROWS}
    assert others.isdisjoint(words)


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("办公服务用房面积（㎡）", fact("office_area")),
        ("办公服务用房面积 (m2)", fact("office_area")),
        ("office_area(㎡)", fact("office_area")),
        ("常住人口（人）", attribute("population")),
        (f"{YES_NO.label.zh}（是/否）", fact(YES_NO.id)),
        (f"{YES_NO.label.en} (yes/no)", fact(YES_NO.id)),
    ],
)
def test_how_it_is_answered_may_stand_behind_it(head: str, column: Column) -> None:
    assert columns(head) == [column]


@pytest.mark.parametrize(
    "head",
    [
        "常住人口（万人）",
        "办公服务用房面积（亩）",
        "办公服务用房面积（）",
        "办公服务用房面积㎡）",
        "名称（人）",
        f"{YES_NO.label.zh}（否/是）",
        "（㎡）",
    ],
)
def test_with_another_unit_a_column_is_not_known(head: str) -> None:
    found = read(*NEEDED, head)
    assert 3 not in found.columns
    assert [each.severity for each in found.problems] == [Severity.WARNING]


def test_columns_without_a_head_say_nothing() -> None:
    assert columns(None, "lamps") == [fact("lamps")]


CALLED = {"unit": "编号", "kind": "层级"}


@pytest.mark.parametrize("head", [("unit",), ("kind",), ("lamps",)])
def test_units_and_kinds_must_be_there(head: Sequence[str]) -> None:
    found = read(*head)
    lacking = [word for word in NEEDED if word not in head]
    assert found.problems == tuple(
        problem("table-column-missing", place(1), column=word, label_zh=CALLED[word], label_en=word)
        for word in lacking
    )
    assert not found.is_usable


def test_without_a_day_there_must_be_a_column_of_days() -> None:
    assert read(*NEEDED, on=None).problems == (problem("table-without-date", place(1)),)
    assert read(*NEEDED, "date", on=None).problems == ()


@pytest.mark.parametrize("again", ["office_area", "办公服务用房面积"])
def test_a_column_that_is_there_twice_is_an_error(again: str) -> None:
    assert read(*NEEDED, "office_area", again).problems == (
        problem("table-column-twice", place(4), column=again, other="t.csv:1:3"),
    )


@pytest.mark.parametrize(
    ("head", "nearest"),
    [
        ("ofice_area", "office_area"),
        ("办公用房面积", "office_area"),
        ("office_area@day", "office_area"),
        ("youth_facilities__cellar", "youth_facilities"),
        ("lamps__lit", "lamps_lit"),
        ("populaton", "population"),
    ],
)
def test_an_unknown_column_is_passed_over_and_the_nearest_is_named(head: str, nearest: str) -> None:
    found = read(*NEEDED, head)
    label = (SMALL.facts.get(nearest) or SMALL.facts[f"community.{nearest}"]).label
    assert found.problems == (
        problem(
            "table-column-unknown-near",
            place(3),
            Severity.WARNING,
            column=head,
            nearest=nearest,
            label_zh=label.zh,
            label_en=label.en,
        ),
    )
    assert found.is_usable
    assert 3 not in found.columns


@pytest.mark.parametrize(
    ("head", "nearest", "zh", "en"),
    [
        ("社区单位名称", "name", "单位名称", "Name of the unit"),
        ("dates", "date", "填报日期", "Date of the form"),
    ],
)
def test_what_a_unit_is_called_is_named_by_its_label_too(
    head: str, nearest: str, zh: str, en: str
) -> None:
    (found,) = read(*NEEDED, head).problems
    assert found.args == {"column": head, "nearest": nearest, "label_zh": zh, "label_en": en}


def test_a_column_that_is_near_to_none_is_passed_over() -> None:
    assert read(*NEEDED, "备注").problems == (
        problem("table-column-unknown", place(3), Severity.WARNING, column="备注"),
    )


@pytest.mark.parametrize("head", ["office_space", "gramophones"])
def test_a_fact_that_is_past_is_passed_over(head: str) -> None:
    label = SMALL.facts[head].label
    assert read(*NEEDED, head).problems == (
        problem(
            "table-column-past",
            place(3),
            Severity.WARNING,
            column=head,
            fact=head,
            label_zh=label.zh,
            label_en=label.en,
        ),
    )
