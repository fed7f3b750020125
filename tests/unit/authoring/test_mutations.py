"""Each way of changing a rule: what it changes, and what it rightly leaves alone."""

from decimal import Decimal
from pathlib import Path

import pytest

from support import tiny_edition
from zicha.authoring.mutations import mutations
from zicha.documents.document import Plain
from zicha.model.edition import Edition


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder: Path = tmp_path_factory.mktemp("edition")
    return tiny_edition.edition_in(folder)


def texts(value: dict[str, Plain], edition: Edition) -> list[tuple[str, str]]:
    return [(m.kind, m.text) for m in mutations(value, edition)]


def test_a_bound_moves_by_one_digit_of_its_fact(edition: Edition) -> None:
    # area has two decimals, cover one.
    assert texts({"fact": "area", "at_least": 300}, edition) == [
        ("bound", "at_least: 300 -> 300.01"),
        ("bound", "at_least: 300 -> 299.99"),
        ("comparison", "at_least -> more_than"),
    ]
    assert texts({"fact": "cover", "less_than": Decimal("30.5")}, edition) == [
        ("bound", "less_than: 30.5 -> 30.6"),
        ("bound", "less_than: 30.5 -> 30.4"),
        ("comparison", "less_than -> at_most"),
    ]


def test_a_bound_of_a_derived_value_moves_by_one_of_its_own_last_digit(edition: Edition) -> None:
    ratio: Plain = {"part": "lit", "whole": "lamps", "when_zero": "met"}
    found = texts({"percentage": ratio, "at_most": 95}, edition)
    assert ("bound", "at_most: 95 -> 96") in found
    assert ("bound", "at_most: 95 -> 94") in found
    assert ("when_zero", "when_zero: met -> unmet") in found


def test_equals_becomes_a_lower_and_an_upper_bound(edition: Edition) -> None:
    found = texts({"fact": "cover", "equals": 50}, edition)
    assert ("comparison", "equals -> at_least") in found
    assert ("comparison", "equals -> at_most") in found


def test_exactly_the_greatest_possible_value_is_not_changed_to_at_least(edition: Edition) -> None:
    # 100 % is the most that there can be: "at least 100" means the same.
    found = texts({"fact": "cover", "equals": 100}, edition)
    assert ("comparison", "equals -> at_least") not in found
    assert ("comparison", "equals -> at_most") in found


def test_exactly_the_least_possible_value_is_not_changed_to_at_most(edition: Edition) -> None:
    found = texts({"fact": "cover", "equals": 0}, edition)
    assert ("comparison", "equals -> at_most") not in found
    assert ("comparison", "equals -> at_least") in found


def test_both_ends_of_between_move(edition: Edition) -> None:
    assert texts({"fact": "spots", "between": [2, 9]}, edition) == [
        ("bound", "between: 2 -> 3"),
        ("bound", "between: 2 -> 1"),
        ("bound", "between: 9 -> 10"),
        ("bound", "between: 9 -> 8"),
    ]


def test_each_number_of_a_bound_by_attribute_moves(edition: Edition) -> None:
    bound: Plain = {"by": "unit.town", "old": 300, "new": 500}
    found = texts({"fact": "area", "at_least": bound}, edition)
    assert [text for kind, text in found if kind == "bound"] == [
        "at_least: 300 -> 300.01",
        "at_least: 300 -> 299.99",
        "at_least: 500 -> 500.01",
        "at_least: 500 -> 499.99",
    ]


def test_allowed_counts_and_days_move_by_one(edition: Edition) -> None:
    assert texts({"fact": "spots", "allowed": 2}, edition) == [
        ("bound", "allowed: 2 -> 3"),
        ("bound", "allowed: 2 -> 1"),
    ]
    assert texts({"fact": "drill", "within_days": 30}, edition) == [
        ("bound", "within_days: 30 -> 31"),
        ("bound", "within_days: 30 -> 29"),
    ]


def test_yes_becomes_no_and_a_choice_every_other_choice(edition: Edition) -> None:
    assert texts({"fact": "tidy", "is": True}, edition) == [("value", "is: true -> false")]
    assert texts({"fact": "state", "is": "fair"}, edition) == [
        ("value", "is: fair -> good"),
        ("value", "is: fair -> poor"),
    ]


def test_each_option_and_member_is_left_out_and_all_becomes_any(edition: Edition) -> None:
    assert texts({"fact": "state", "one_of": ["good", "fair"]}, edition) == [
        ("left-out", "one_of: without good"),
        ("left-out", "one_of: without fair"),
    ]
    assert texts({"fact": "kit", "includes_all": ["desk", "broom"]}, edition) == [
        ("comparison", "includes_all -> includes_any"),
        ("left-out", "includes_all: without desk"),
        ("left-out", "includes_all: without broom"),
    ]


def test_a_single_member_is_neither_left_out_nor_made_any(edition: Edition) -> None:
    assert texts({"fact": "kit", "includes_all": ["desk"]}, edition) == []


def test_connectives_change_and_lose_a_part(edition: Edition) -> None:
    tidy: Plain = {"fact": "tidy", "is": True}
    days: Plain = {"fact": "drill", "within_days": 30}
    found = texts({"all": [tidy, days]}, edition)
    assert ("comparison", "all -> any") in found
    assert ("left-out", "all: without {fact: tidy, is: true}") in found
    assert ("left-out", "all: without {fact: drill, within_days: 30}") in found
    assert ("comparison", "any -> all") in texts({"any": [tidy, days]}, edition)
    assert ("comparison", "none -> any") in texts({"none": [tidy]}, edition)


def test_at_least_n_asks_for_one_more_and_one_less(edition: Edition) -> None:
    tidy: Plain = {"fact": "tidy", "is": True}
    found = texts({"at_least_n_of": {"n": 2, "of": [tidy, tidy]}}, edition)
    assert ("bound", "n: 2 -> 3") in found
    assert ("bound", "n: 2 -> 1") in found


def test_a_scale_loses_each_band(edition: Edition) -> None:
    bands: Plain = {"A": {"more_than": 35}, "B": {"more_than": 30}}
    found = texts({"fact": "cover", "bands": bands}, edition)
    assert ("band", "bands: without A") in found
    assert ("band", "bands: without B") in found


def test_applicability_and_fatal_are_taken_away(edition: Edition) -> None:
    applies: Plain = {"when": {"fact": "lamps", "at_least": 1}, "reason": {"zh": "无", "en": "no"}}
    found = texts({"applies": applies, "fatal": True}, edition)
    assert ("applies", "without applies") in found
    assert ("bound", "at_least: 1 -> 2") in found
    assert ("fatal", "without fatal") in found


def test_grading_becomes_the_other_one(edition: Edition) -> None:
    assert texts({"grading": "all"}, edition) == [("grading", "grading: all -> faults")]
    assert texts({"grading": "faults"}, edition) == [("grading", "grading: faults -> all")]
    assert texts({"grading": "bands"}, edition) == []


def test_a_dated_value_is_left_out_and_begins_a_day_later(edition: Edition) -> None:
    first: dict[str, Plain] = {"value": 8, "source": {"cite": "NK", "edition": "2008"}}
    second: dict[str, Plain] = {"value": 10, "source": {"cite": "NK", "edition": "2015"}}
    dated: Plain = [first, second]
    found = [m for m in mutations({"fact": "area", "at_least": dated}, edition) if m.kind == "date"]
    assert [m.text for m in found] == [
        "at_least: without 8",
        "at_least: without 10",
        "at_least: 10 from 2015-01-01 -> 2015-01-02",
    ]
    assert found[2].value == {**second, "from": "2015-01-02"}


def test_the_earliest_value_begins_no_later_wherever_it_stands(edition: Edition) -> None:
    values: list[Plain] = [
        {"value": number, "source": {"cite": "NK", "edition": day}}
        for number, day in ((8, "2008"), (10, "2015"))
    ]
    later = [
        [m.text for m in mutations({"fact": "area", "at_least": order}, edition) if "->" in m.text]
        for order in (values, values[::-1])
    ]
    assert sorted(later[0]) == sorted(later[1])
    assert "at_least: 10 from 2015-01-01 -> 2015-01-02" in later[0]
    assert not any("8 from" in text for text in later[0])


def dated_texts(key: str, bound: Plain, edition: Edition) -> list[str]:
    found = mutations({"fact": "area", key: bound}, edition)
    return [m.text for m in found if m.kind == "date" and "->" in m.text]


def of_edition(value: int, word: str) -> dict[str, Plain]:
    return {"value": value, "source": {"cite": "NK", "edition": word, "confidence": "official"}}


def test_of_editions_joined_by_a_slash_the_earlier_day_counts(edition: Edition) -> None:
    # 2008 begins before 2015, so that "2008/2015" begins on the first day of 2008.
    last: Plain = [of_edition(8, "2005"), of_edition(10, "2008/2015")]
    assert dated_texts("at_least", last, edition) == [
        "at_least: 10 from 2008-01-01 -> 2008-01-02",
    ]
    first: Plain = [of_edition(8, "2005/2008"), of_edition(10, "2015")]
    assert dated_texts("at_least", first, edition) == [
        "at_least: 10 from 2015-01-01 -> 2015-01-02",
    ]


def test_a_value_without_a_day_begins_before_every_other(edition: Edition) -> None:
    both: Plain = [of_edition(8, "local"), of_edition(10, "2015")]
    assert dated_texts("at_least", both, edition) == [
        "at_least: 10 from 2015-01-01 -> 2015-01-02",
    ]


def test_dated_values_of_both_ends_of_a_span_are_changed(edition: Edition) -> None:
    ends: Plain = [0, [of_edition(8, "2008"), of_edition(10, "2015")]]
    found = [m for m in mutations({"fact": "area", "between": ends}, edition) if m.kind == "date"]
    assert [(m.text, m.path, m.at) for m in found] == [
        ("between: without 8", ("between", 1), ("between", 1, 0)),
        ("between: without 10", ("between", 1), ("between", 1, 1)),
        ("between: 10 from 2015-01-01 -> 2015-01-02", ("between", 1, 1), ("between", 1, 1)),
    ]


def test_items_are_left_out_by_their_id(edition: Edition) -> None:
    items: Plain = [
        {"id": "a", "fact": "tidy", "is": True},
        {"id": "b", "fact": "spots", "allowed": 0},
    ]
    found = texts({"items": items}, edition)
    assert ("left-out", "items: without a") in found
    assert ("left-out", "items: without b") in found


def test_words_and_sources_are_left_alone(edition: Edition) -> None:
    told: dict[str, Plain] = {
        "remedy": {"zh": "做", "en": "do"},
        "reason": {"zh": "因", "en": "for"},
        "source": {"cite": "NK#1", "edition": "2008", "confidence": "official"},
        "label": {"zh": "名", "en": "name"},
        "covers": ["a", "b"],
        "days": 30,
        "owner": "居委会",
    }
    assert texts(told, edition) == []


def test_score_lines_and_shares_of_gaps_move(edition: Edition) -> None:
    assert ("bound", "at_least: 85 -> 86") in texts({"when": {"score": {"at_least": 85}}}, edition)
    assert texts({"when": {"gaps_above": 50}}, edition) == [
        ("bound", "gaps_above: 50 -> 51"),
        ("bound", "gaps_above: 50 -> 49"),
    ]
