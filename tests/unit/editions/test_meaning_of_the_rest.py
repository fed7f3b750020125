"""What the manifest, the dictionary, indicators and conclusions mean."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from support.tiny_edition import CONCLUSIONS, FACTS, FILES, changed, edition_in
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
from zicha.model.facts import Better, Fact, FactType, Level, Option, ShareOf
from zicha.model.rules import (
    Confidence,
    Grade,
    Is,
    Source,
)
from zicha.model.text import Text

COMMUNITY = Level.COMMUNITY


def test_conclusions_come_after_those_that_they_read(tiny: Edition) -> None:
    assert [conclusion.id for conclusion in tiny.conclusions] == [
        "line_85",
        "accident",
        "may_apply",
        "above",
    ]


def test_a_conclusion_becomes_its_premises(tiny: Edition) -> None:
    may_apply = tiny.conclusions[2]
    conclusions = Path(tiny.rules["1.1.1"].place.file).with_name("conclusions.yaml")
    assert may_apply == Conclusion(
        "may_apply",
        ConclusionKind.PREREQUISITE,
        Text("可申报", "May apply"),
        EveryOf((Holds("line_85"), NotAnyOf((Holds("accident"),)))),
        Source("OWN", "tiny", Confidence.RECONSTRUCTED),
        Place(str(conclusions), 2, 5),
        Text("达线且无事故", "On the line and no accident"),
    )
    assert {c.id: c.when for c in tiny.conclusions if c.id != "may_apply"} == {
        "line_85": ScoreReaches("1", 85, waivers=False),
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
    files = changed(CONCLUSIONS, "kind: escalation", f"kind: {kind}")
    above = edition_in(tmp_path, files).conclusions[-1]
    assert above.when == SomeOf((GapsAbove(50), ScoreReaches(None, 60, waivers=waivers)))


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


def test_a_share_says_what_it_is_computed_from(tmp_path: Path) -> None:
    old = "    range: [0, 100]\n    level: community\n    better: more\n    method: 看\n"
    share = (
        "    range: [0, 100]\n    level: district\n    better: neutral\n    method: 看\n"
        "    share_of: {fact: tidy, among: flats}\n"
    )
    flats = (
        "  flats:\n    label: {zh: 楼数, en: Flats}\n    type: int\n    unit: 个\n"
        "    range: [0, 9]\n    level: district\n    better: neutral\n    method: 看\n"
        "    hint: {zh: 数楼, en: Count the flats}\n  cover:\n"
    )
    files = changed(FACTS, old, share)
    name = "indicators/facts/1.yaml"
    files[name] = files[name].replace("  cover:\n", flats)
    edition = edition_in(tmp_path, files)
    shares = {name: fact.share_of for name, fact in edition.facts.items() if fact.share_of}
    assert shares == {"cover": ShareOf("tidy", "flats")}


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
    assert points == {"1.1.1": 1, "1.1.2": 2, "1.1.3": 1, "1.1.4": 1, "1.1.5": 1}


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
