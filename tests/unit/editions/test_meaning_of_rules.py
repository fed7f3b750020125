"""What rules mean: whole items against the same items built by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from support.tiny_edition import FILES, RULES, changed, edition_in, item
from zicha.errors import Place
from zicha.model.edition import Edition
from zicha.model.facts import Level
from zicha.model.rules import (
    AnyOf,
    Applies,
    AtLeastN,
    Between,
    ByOption,
    Compare,
    Comparison,
    Confidence,
    Dated,
    DatedValue,
    Difference,
    FactValue,
    Grading,
    Includes,
    Item,
    ItemKind,
    OneOf,
    Part,
    Ratio,
    Rule,
    Source,
    Sum,
    WhenZero,
)
from zicha.model.text import Text

COMMUNITY = Level.COMMUNITY


def rule_place(edition: Edition, line: int, column: int) -> Place:
    """Return a place in the file of the rules."""
    return Place(edition.rules["1.1.1"].place.file, line, column)


def test_a_rule_with_a_bound_by_attribute_becomes_its_tree(tiny: Edition) -> None:
    assert item(tiny, "1.1.1", "office") == Item(
        id="office",
        kind=ItemKind.PLAIN,
        condition=Compare(
            FactValue("area"),
            Comparison.AT_LEAST,
            ByOption("community.town", (("old", 300), ("new", 500))),
        ),
        level=COMMUNITY,
        facts=("area", "community.town"),
        source=Source("NK#1", "2005/2008", Confidence.OFFICIAL),
        remedy=Text("差{shortfall}", "{shortfall} short of {required}"),
        owner="民政局",
        doer=Level.DISTRICT,
        days=180,
        place=rule_place(tiny, 5, 9),
        covers=("area",),
    )


def test_required_members_are_a_set_item(tiny: Edition) -> None:
    kit = item(tiny, "1.1.1", "kit")
    assert (kit.kind, kit.condition) == (
        ItemKind.SET,
        Includes("kit", ("desk", "broom"), every=True),
    )


def test_any_of_some_members_is_a_plain_item(tmp_path: Path) -> None:
    files = changed(
        RULES,
        "includes_all: [desk, broom]\n        source: {cite: NK#1; TW, edition: '2008', confidence:"
        " official}\n        remedy: {zh: '缺{member}', en: 'Get a {member}'}",
        "includes_any: [desk, broom]\n        source: {cite: NK#1, edition: '2008', confidence:"
        " official}\n        remedy: {zh: 买, en: Buy}",
    )
    kit = item(edition_in(tmp_path, files), "1.1.1", "kit")
    assert kit.kind is ItemKind.PLAIN


def test_a_reconstructed_source_without_an_edition_is_of_this_one(tiny: Edition) -> None:
    drilled = item(tiny, "1.1.1", "drilled")
    assert drilled.source == Source("OWN", "tiny", Confidence.RECONSTRUCTED)


def test_dated_values_begin_with_their_edition_or_on_the_day_that_is_written(
    tiny: Edition,
) -> None:
    per_head = item(tiny, "1.1.1", "per_head")
    national = Source("NK", "2008", Confidence.OFFICIAL)
    later = Source("NK", "2015", Confidence.OFFICIAL)
    local = Source("TW", "undated", Confidence.LOCAL)
    assert per_head.condition == Compare(
        Ratio(FactValue("area"), FactValue("community.population"), 1, WhenZero.OPEN),
        Comparison.AT_LEAST,
        Dated(
            (
                DatedValue(Decimal("0.1"), national, date(2008, 1, 1)),
                DatedValue(Decimal("0.2"), later, date(2015, 1, 1)),
                DatedValue(Decimal("0.5"), local, date(2012, 1, 1)),
            )
        ),
    )
    assert (per_head.dated, per_head.source) == (True, national)


@pytest.mark.parametrize(
    ("edition", "begins"),
    [
        ("'2005/2015'", date(2005, 1, 1)),
        ("undated", None),
        ("local", None),
        ("undated/2008", date(2008, 1, 1)),
    ],
)
def test_of_two_editions_the_earlier_day_counts_and_one_without_a_day_has_none(
    edition: str, begins: date | None, tmp_path: Path
) -> None:
    files = changed(RULES, "{cite: NK, edition: '2008'", f"{{cite: NK, edition: {edition}")
    condition = item(edition_in(tmp_path, files), "1.1.1", "per_head").condition
    assert isinstance(condition, Compare)
    assert isinstance(condition.bound, Dated)
    assert condition.bound.values[0].begins == begins


def test_what_applies_to_the_rule_applies_to_every_item_before_its_own(tmp_path: Path) -> None:
    own = (
        "fact: tidy\n        is: true\n        applies:\n"
        "          when: {fact: spots, more_than: 0}\n          reason: {zh: 无, en: None}"
    )
    tidy = item(
        edition_in(tmp_path, changed(RULES, "fact: tidy\n        is: true", own)), "1.1.3", "tidy"
    )
    assert tidy.applies == (
        Applies(Compare(FactValue("lamps"), Comparison.AT_LEAST, 1), Text("没有灯", "No lamps")),
        Applies(Compare(FactValue("spots"), Comparison.MORE_THAN, 0), Text("无", "None")),
    )
    assert tidy.facts == ("tidy", "lamps", "spots")


def test_what_is_allowed_makes_a_counting_item(tiny: Edition) -> None:
    spots = item(tiny, "1.1.3", "spots")
    assert (spots.kind, spots.condition) == (
        ItemKind.COUNT,
        Compare(FactValue("spots"), Comparison.AT_MOST, 2),
    )


def test_a_fatal_item_is_marked(tiny: Edition) -> None:
    fatal = {item.id: item.fatal for item in tiny.rules["1.1.3"].items()}
    assert fatal == {"spots": False, "tidy": True}


def test_parts_keep_their_own_methods_and_ids(tiny: Edition) -> None:
    rule = tiny.rules["1.1.4"]
    rate, state = rule.items()
    assert rule == Rule(
        "1.1.4",
        (Part(Grading.ALL, (rate,), "rate"), Part(Grading.FAULTS, (state,), "rest")),
        rule_place(tiny, 81, 5),
    )


def test_connectives_sums_and_differences_become_their_trees(tiny: Edition) -> None:
    lit, lamps = FactValue("lit"), FactValue("lamps")
    assert item(tiny, "1.1.4", "state").condition == AnyOf(
        (
            OneOf("state", ("good", "fair")),
            AtLeastN(
                1,
                (
                    Between(Sum((lit, lamps)), 2, 9),
                    Compare(Difference(lamps, lit), Comparison.AT_MOST, 3),
                ),
            ),
        )
    )


@pytest.mark.parametrize(
    ("written", "scale"),
    [("ratio", 1), ("percentage", 100), ("per_head", 1), ("per_1000", 1000), ("per_10000", 10000)],
)
def test_every_ratio_has_its_scale(written: str, scale: int, tmp_path: Path) -> None:
    files = changed(RULES, "percentage: {part: lit,", f"{written}: {{part: lit,")
    condition = item(edition_in(tmp_path, files), "1.1.4", "rate").condition
    ratio = Ratio(FactValue("lit"), FactValue("lamps"), scale, WhenZero.NOT_APPLICABLE)
    assert condition == Compare(ratio, Comparison.AT_LEAST, 95)


def test_an_item_belongs_to_the_lowest_level_among_its_facts(tmp_path: Path) -> None:
    files = changed(
        RULES,
        "fact: tidy\n        is: true",
        "label: {zh: 两级, en: Two}\n        all:\n"
        "          - {fact: accident, is: false}\n          - {fact: tidy, is: true}",
    )
    assert item(edition_in(tmp_path, files), "1.1.3", "tidy").level is COMMUNITY


def test_an_item_on_facts_of_a_level_above_belongs_there_with_its_attributes(
    tmp_path: Path,
) -> None:
    text = RULES.replace(
        "    applies:\n      when: {fact: lamps, at_least: 1}\n"
        "      reason: {zh: 没有灯, en: No lamps}\n",
        "",
    ).replace(
        "fact: tidy\n        is: true",
        "label: {zh: 区, en: D}\n        all:\n          - {fact: accident, is: false}\n"
        "          - {fact: unit.population, at_least: 5}",
    )
    tidy = item(edition_in(tmp_path, {**FILES, "rules/1.yaml": text}), "1.1.3", "tidy")
    assert (tidy.level, tidy.facts) == (Level.DISTRICT, ("accident", "district.population"))


def test_an_item_on_attributes_alone_belongs_to_the_lowest_level_tested(tmp_path: Path) -> None:
    files = changed(
        RULES,
        "fact: area\n        at_least: {by: unit.town, old: 300, new: 500}",
        "fact: unit.population\n        at_least: 300",
    )
    office = item(edition_in(tmp_path, files), "1.1.1", "office")
    assert (office.level, office.facts) == (COMMUNITY, ("community.population",))
