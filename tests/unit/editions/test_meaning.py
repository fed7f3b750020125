"""What the words of an edition mean: whole rules against the same rules built by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from support.tiny_edition import CONCLUSIONS, FILES, RULES, changed, read, write
from zicha.errors import Place
from zicha.model.conclusions import (
    Conclusion,
    ConclusionKind,
    EveryOf,
    FactsSay,
    GapsAbove,
    Holds,
    NotAnyOf,
    ScoreReaches,
    SomeOf,
)
from zicha.model.edition import Edition, NotMore, Requires
from zicha.model.facts import Better, Fact, FactType, Level, Option
from zicha.model.rules import (
    Always,
    AnyOf,
    Applies,
    AtLeastN,
    Between,
    ByOption,
    Compare,
    Comparison,
    Condition,
    Confidence,
    Dated,
    DatedValue,
    Difference,
    FactValue,
    Grade,
    Grading,
    Includes,
    Is,
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


def edition_in(folder: Path, files: dict[str, str] = FILES) -> Edition:
    write(folder, files)
    edition, problems = read(folder)
    assert problems == []
    assert edition is not None
    return edition


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return edition_in(tmp_path_factory.mktemp("tiny"))


def at(edition: Edition, line: int, column: int, file: str = "rules/1.yaml") -> Place:
    root = Path(edition.rules["1.1.1"].place.file).parents[1]
    return Place(str(root / file), line, column)


def item(edition: Edition, code: str, item_id: str) -> Item:
    return next(item for item in edition.rules[code].items() if item.id == item_id)


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
        place=at(tiny, 5, 9),
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
        at(tiny, 81, 5),
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


COVER = """\
        fact: cover
        bands:
          A: {more_than: 35}
          B: {more_than: 30}
          C: {at_most: 30}
"""


def bands_of(folder: Path, subject: str, *bands: str) -> tuple[tuple[Grade, Condition], ...]:
    """Return the bands of the scale in the tiny edition, written anew."""
    lines = ["label: {zh: 档, en: Scale}", subject, "bands:", *(f"  {band}" for band in bands)]
    text = "".join(f"        {line}\n" for line in lines if line)
    edition = edition_in(folder, changed(RULES, COVER, text))
    return item(edition, "1.1.2", "cover").bands


RATIO = "ratio: {part: lit, whole: lamps, when_zero: unmet}"
BY_TOWN = "{at_least: {by: unit.town, old: 1, new: 2}}"


@pytest.mark.parametrize(
    ("subject", "a", "b", "closed"),
    [
        ("fact: cover", "{more_than: 35}", "{at_most: 35}", True),
        ("fact: cover", "{more_than: 35}", "{less_than: 35}", False),
        # A share given as counts may be any fraction: 34.95 is in neither band.
        ("fact: cover", "{at_least: 35}", "{at_most: 34.9}", False),
        ("fact: cover", "{more_than: 35}", "{between: [0, 35]}", True),
        ("fact: cover", "{more_than: 35}", "{between: [0.1, 35]}", False),
        # Whole numbers: nothing lies between 3 and 4.
        ("fact: spots", "{at_most: 3}", "{at_least: 4}", True),
        ("fact: spots", "{at_most: 3}", "{at_least: 5}", False),
        # Two digits after the point: nothing lies between 3 and 3.01.
        ("fact: area", "{at_least: 3.01}", "{at_most: 3}", True),
        ("fact: area", "{at_least: 3.02}", "{at_most: 3}", False),
        ("fact: tidy", "{is: true}", "{is: false}", True),
        ("fact: state", "{is: good}", "{one_of: [fair, poor]}", True),
        ("fact: state", "{is: good}", "{is: fair}", False),
        ("fact: drill", "{within_days: 30}", "{within_days: 60}", False),
        ("sum: [lit, lamps]", "{at_most: 5}", "{more_than: 5}", True),
        ("difference: [lit, lamps]", "{at_most: 5}", "{at_least: 6}", True),
        # Over 0 a ratio has no value, so bands never take all of it.
        (RATIO, "{at_most: 5}", "{more_than: 5}", False),
        ("fact: cover", BY_TOWN, "{at_most: 2}", True),
        ("fact: cover", BY_TOWN, "{less_than: 1}", False),
    ],
)
def test_the_last_band_is_closed_where_the_bands_leave_no_value_out(
    subject: str, a: str, b: str, tmp_path: Path, *, closed: bool
) -> None:
    bands = bands_of(tmp_path, subject, f"A: {a}", f"B: {b}")
    assert (bands[1][0], bands[1][1] == Always()) == (Grade.B, closed)


def test_dated_bands_are_closed_only_where_they_are_on_every_day(tmp_path: Path) -> None:
    source = "source: {cite: NK, edition: '%s', confidence: official}"
    dated = f"[{{value: 35, {source % 2008}}}, {{value: 20, {source % 2015}}}]"
    for lower, closed in (("{at_most: 35}", True), ("{at_most: 20}", False)):
        folder = tmp_path / str(closed)
        bands = bands_of(folder, "fact: cover", f"A: {{more_than: {dated}}}", f"B: {lower}")
        assert (bands[1][1] == Always()) is closed


def test_a_closed_scale_keeps_its_other_bands_and_requires_the_best(tiny: Edition) -> None:
    cover = item(tiny, "1.1.2", "cover")
    best = Compare(FactValue("cover"), Comparison.MORE_THAN, 35)
    second = Compare(FactValue("cover"), Comparison.MORE_THAN, 30)
    assert (cover.kind, cover.condition, cover.bands) == (
        ItemKind.BANDS,
        best,
        ((Grade.A, best), (Grade.B, second), (Grade.C, Always())),
    )


def test_bands_may_be_conditions_of_their_own(tmp_path: Path) -> None:
    first, second = "A: {fact: tidy, is: true}", "B: {any: [{fact: spots, at_most: 3}]}"
    assert bands_of(tmp_path, "", first, second) == (
        (Grade.A, Is("tidy", value=True)),
        (Grade.B, AnyOf((Compare(FactValue("spots"), Comparison.AT_MOST, 3),))),
    )


def test_conclusions_come_after_those_that_they_read(tiny: Edition) -> None:
    assert [conclusion.id for conclusion in tiny.conclusions] == [
        "line_85",
        "accident",
        "may_apply",
        "above",
    ]


def test_a_conclusion_becomes_its_premises(tiny: Edition) -> None:
    may_apply = tiny.conclusions[2]
    assert may_apply == Conclusion(
        "may_apply",
        ConclusionKind.PREREQUISITE,
        Text("可申报", "May apply"),
        EveryOf((Holds("line_85"), NotAnyOf((Holds("accident"),)))),
        Source("OWN", "tiny", Confidence.RECONSTRUCTED),
        at(tiny, 2, 5, "rules/conclusions.yaml"),
        Text("达线且无事故", "On the line and no accident"),
    )
    assert {c.id: c.when for c in tiny.conclusions if c.id != "may_apply"} == {
        "line_85": ScoreReaches("1", 85, waivers=True),
        "accident": FactsSay(Is("accident", value=True)),
        "above": SomeOf((GapsAbove(50), ScoreReaches(None, 60, waivers=True))),
    }


@pytest.mark.parametrize(
    ("kind", "waivers"),
    [
        ("line", True),
        ("flag", True),
        ("escalation", True),
        ("prerequisite", False),
        ("veto", False),
    ],
)
def test_waivers_count_but_for_prerequisites_and_vetoes(
    kind: str, tmp_path: Path, *, waivers: bool
) -> None:
    files = changed(CONCLUSIONS, "kind: line", f"kind: {kind}")
    line = edition_in(tmp_path, files).conclusions[0]
    assert line.when == ScoreReaches("1", 85, waivers=waivers)


def test_an_edition_may_have_no_conclusions_and_no_rules(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name.startswith("indicators/")}
    edition = edition_in(tmp_path, files)
    assert (edition.rules, edition.conclusions) == ({}, ())


def test_a_fact_carries_all_that_the_dictionary_says(tiny: Edition) -> None:
    assert tiny.facts["kit"] == Fact(
        id="kit",
        label=Text("设备", "Equipment"),
        type=FactType.SET,
        level=COMMUNITY,
        better=Better.SUPERSET,
        hint=Text("看设备", "See the equipment"),
        options=(
            Option("desk", Text("桌", "Desk")),
            Option("broom", Text("扫帚", "Broom"), same_as="tidy"),
        ),
        method="看",
    )
    assert (tiny.facts["old_area"].withdrawn, tiny.facts["old_area"].replaced_by) == (
        "2020-01-01",
        "area",
    )


def test_attributes_are_facts_of_every_level(tiny: Edition) -> None:
    attributes = {name for name, fact in tiny.facts.items() if fact.is_attribute}
    assert attributes == {
        f"{level}.{name}" for level in ("community", "district") for name in ("town", "population")
    }
    assert tiny.attributes == ("town", "population")


def test_indicators_take_the_points_of_the_manifest_unless_they_have_their_own(
    tiny: Edition,
) -> None:
    points = {indicator.code: indicator.points for indicator in tiny.indicators}
    assert points == {"1.1.1": 1, "1.1.2": 2, "1.1.3": 1, "1.1.4": 1}


def test_the_scoring_formula_is_exact(tiny: Edition) -> None:
    assert tiny.grades == {
        Grade.A: 1,
        Grade.B: Decimal("0.66"),
        Grade.C: Decimal("0.33"),
        Grade.D: 0,
    }
    assert tiny.fault_limits == ((Grade.A, 0), (Grade.B, 1), (Grade.C, 2))
    assert tiny.first_days == {
        "2005": date(2005, 1, 1),
        "2008": date(2008, 1, 1),
        "2015": date(2015, 1, 1),
    }


def test_pairs_that_contradict_each_other_are_taken_over(tiny: Edition) -> None:
    assert tiny.consistency == (NotMore("lit", "lamps"), Requires("tidy", "lamps"))
