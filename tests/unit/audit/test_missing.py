"""Facts that units should know and do not: which are counted, which are told, in which order."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from support.audited import edition_of
from support.hand import DAY, applying, item, rule_set
from support.many import COMMUNITY, STREET, Told, analysis, question, yes_to
from support.requirements import concluding
from support.rulesets import Generated
from support.small_edition import FACTS, SMALL, fact
from zicha.audit.compose import Composer
from zicha.audit.missing import Missing, missing_facts
from zicha.gaps.verify import asked_still
from zicha.model.audit import MissingFact
from zicha.model.conclusions import Conclusion, FactsSay
from zicha.model.facts import Better, FactType, Level, Members, Value
from zicha.model.numbers import Interval, exactly
from zicha.model.rules import AllOf, Is, Rule
from zicha.model.ruleset import RuleSet
from zicha.words.requirement import Speaker

ASKED = frozenset(each.id for each in FACTS if each.level is COMMUNITY) - {
    "office_space",  # replaced
    "gramophones",  # withdrawn
}


def lacking(values: Mapping[str, Value], *computed: str, level: Level = COMMUNITY) -> set[str]:
    """Return what a unit of the small edition does not know, attributes left aside."""
    found = Missing(SMALL).lacking(level, Told("a", values, level).known, computed)
    return {fact for fact in found if not SMALL.facts[fact].is_attribute}


def test_only_what_is_still_asked_of_a_level_is_missing() -> None:
    assert lacking({}) == ASKED
    assert lacking({}, level=STREET) == {"patrols"}
    assert lacking({}, "patrols", level=STREET) == set()


@pytest.mark.parametrize(
    ("name", "wholly", "partly"),
    [
        ("dirty_spots", exactly(3), Interval(3, None)),
        (
            "youth_facilities",
            Members(frozenset({"library"}), frozenset({"venue", "parents_school"})),
            Members(frozenset({"library"}), frozenset({"venue"})),
        ),
    ],
)
def test_what_is_known_in_part_is_missing(name: str, wholly: Value, partly: Value) -> None:
    assert lacking({name: wholly}) == ASKED - {name}
    assert lacking({name: partly}) == ASKED


# --- What is told of them -----------------------------------------------------------------------

BOOLS = {name: fact(name, FactType.BOOL, Better.TRUE, name) for name in "abcd"}


def told(rules: RuleSet, *units: Told) -> tuple[MissingFact, ...]:
    """Return the missing facts of units that are asked a, b, c and d."""
    edition = edition_of(Generated(rules, BOOLS))
    missing = Missing(edition)
    for unit in units:
        needed = asked_still(rules, unit.judged(rules).judgement.items)
        missing.add(unit.level, missing.lacking(unit.level, unit.known, ()), needed)
    return missing_facts(
        missing, Composer(analysis(rules, units), rules, Speaker(edition, "zh", {}), DAY)
    )


def rules_of(*rules: Rule, conclusions: tuple[Conclusion, ...] = ()) -> RuleSet:
    """Return rules of one point each."""
    return replace(rule_set(*rules), conclusions=conclusions)


def test_what_has_most_at_stake_comes_first_then_what_more_units_lack_then_by_id() -> None:
    rules = rules_of(
        question("1.1.1", yes_to("a")),
        question("1.1.2", yes_to("b")),
        question("1.1.3", yes_to("b")),
        question("1.1.4", yes_to("b")),
        question("1.1.5", yes_to("d")),
        question("1.1.6", yes_to("c")),
    )
    everything = dict.fromkeys("abcd", True)
    units = [
        Told("c1", {**everything, "a": None}),
        Told("c2", {**everything, "a": None}),
        Told("c3", {**everything, "b": None, "c": None, "d": None}),
    ]
    found = told(rules, *units)
    # One unit and three points, two units and two points, one unit and one point each.
    assert [(each.fact, each.units, each.points) for each in found] == [
        ("b", 1, 3),
        ("a", 2, 2),
        ("c", 1, 1),
        ("d", 1, 1),
    ]


def test_what_a_unit_need_not_have_or_has_settled_is_not_asked_of_it() -> None:
    # b is asked where there is a; of 1.1.2 both c and d are asked, and one of them is missing.
    both = item(AllOf((Is("c", value=True), Is("d", value=True))), item_id="both")
    rules = rules_of(
        question("1.1.1", applying(yes_to("b"), Is("a", value=True))),
        question("1.1.2", replace(both, facts=("c", "d"))),
    )
    units = [
        Told("none", {"a": False, "c": False}),
        Told("some", {"a": True, "c": True}),
        Told("unsaid", {"c": True, "d": True}),
    ]
    found = told(rules, *units)
    assert [(each.fact, each.units, each.of) for each in found] == [
        ("b", 2, 3),
        ("a", 1, 3),
        ("d", 1, 3),
    ]


def test_a_waiver_does_not_settle_what_it_sets_aside() -> None:
    rules = rules_of(question("1.1.1", yes_to("a")))
    waiving = Told("c1", waived=frozenset({"1.1.1"}))
    assert [each.units for each in told(rules, waiving, Told("c2"))] == [2]


def test_what_an_open_veto_asks_is_told_though_no_points_are_at_stake() -> None:
    veto = concluding("veto", FactsSay(Is("b", value=True)))
    rules = rules_of(question("1.1.1", yes_to("a")), conclusions=(veto,))
    assert told(rules, Told("c1", {"a": True})) == (
        MissingFact(
            fact="b",
            label="b",
            level="community",
            level_label="社区",
            units=1,
            of=1,
            reasons={"unknown": 1},
            indicators=(),
            points=0,
        ),
    )
