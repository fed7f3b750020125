"""Facts that units should know and do not: which are counted, which are told, in which order."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from support.audited import edition_of
from support.hand import DAY, rule_set
from support.many import COMMUNITY, STREET, Told, analysis, question, yes_to
from support.requirements import concluding
from support.rulesets import Generated
from support.small_edition import FACTS, SMALL, fact
from zicha.audit.compose import Composer
from zicha.audit.missing import Missing, missing_facts
from zicha.model.audit import MissingFact
from zicha.model.conclusions import Conclusion, FactsSay
from zicha.model.facts import Better, FactType, Level, Members, Value
from zicha.model.numbers import Interval, exactly
from zicha.model.rules import Is, Rule
from zicha.model.ruleset import RuleSet
from zicha.words.requirement import Speaker

ASKED = frozenset(each.id for each in FACTS if each.level is COMMUNITY) - {
    "office_space",  # replaced
    "gramophones",  # withdrawn
}


def lacking(values: Mapping[str, Value], *computed: str, level: Level = COMMUNITY) -> set[str]:
    """Return what a unit of the small edition does not know, attributes left aside."""
    missing = Missing(SMALL)
    missing.add_known(level, Told("a", values, level).known, computed)
    return {fact for fact in missing.reasons if not SMALL.facts[fact].is_attribute}


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
        missing.add_known(unit.level, unit.known, ())
    return missing_facts(
        missing, Composer(analysis(rules, units), rules, Speaker(edition, "zh", {}), DAY)
    )


def rules_of(*rules: Rule, conclusions: tuple[Conclusion, ...] = ()) -> RuleSet:
    """Return rules of one point each."""
    return replace(rule_set(*rules), conclusions=conclusions)


def test_what_most_units_lack_comes_first_then_what_has_more_at_stake_then_by_id() -> None:
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
    # Two units and two points, one unit and three points, one unit and one point each.
    assert [(each.fact, each.units, each.points) for each in found] == [
        ("a", 2, 2),
        ("b", 1, 3),
        ("c", 1, 1),
        ("d", 1, 1),
    ]


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
