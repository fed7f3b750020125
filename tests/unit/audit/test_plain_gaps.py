"""Gaps of many units: who has them, in whose lists they are, what closing them adds."""

from dataclasses import replace
from decimal import Decimal

import pytest

from support.dictionary import PLACE, SOURCE, TEXT
from support.hand import X, applying, graded, item, number, rule, rule_set
from support.many import (
    DISTRICT,
    STREET,
    Told,
    analysis,
    question,
    questions,
    ten,
    yes_to,
)
from zicha.model.conclusions import Conclusion, ConclusionKind, FactsSay, ScoreReaches
from zicha.model.facts import Members
from zicha.model.numbers import Number
from zicha.model.results import GapCount, GapKind, Load
from zicha.model.rules import Compare, Comparison, Grading, Includes, Is, Item, ItemKind
from zicha.model.ruleset import RuleSet, Scored

CLEAN, PATROLS = yes_to("clean"), yes_to("patrols", STREET)
ROOMS = item(Includes("rooms", ("hall", "library"), every=True), ItemKind.SET, "rooms")
RULES = rule_set(question("1.1.1", CLEAN), question("1.1.2", PATROLS), question("1.1.3", ROOMS))
IN_S1 = {STREET: "s1"}
GIVEN = frozenset({STREET})


def gap(code: str, asked: Item, member: str | None = None) -> GapKind:
    """Return a gap."""
    return GapKind(code, asked, member)


def told(unit: str, *, clean: bool | None = True, patrols: bool | None = True) -> Told:
    """Return a community of street s1, of which the street's facts are known, too."""
    rooms = Members(frozenset({"hall", "library"}))
    values = {"clean": clean, "patrols": patrols, "rooms": rooms}
    return Told(unit, values, above=IN_S1, given=GIVEN)


def street(*, patrols: bool | None) -> Told:
    """Return street s1."""
    return Told("s1", {"patrols": patrols}, STREET)


def waiving(unit: Told, *codes: str) -> Told:
    """Return the unit with some indicators set aside."""
    return replace(unit, waived=frozenset(codes))


def counts(rules: RuleSet, *units: Told) -> list[GapCount]:
    """Return the gaps of units, without what closing them adds."""
    return [replace(count, points=0, lifts={}) for count in analysis(rules, units).gaps()]


# --- How many -----------------------------------------------------------------------------------


def test_a_gap_counts_for_its_holder_and_for_every_list_that_has_it() -> None:
    units = [
        street(patrols=False),
        told("c1", clean=False, patrols=False),
        told("c2", patrols=False),
        Told("c3", {"clean": True, "rooms": Members(frozenset({"hall", "library"}))}),
    ]
    assert counts(RULES, *units) == [
        GapCount(gap("1.1.2", PATROLS), holders=1, of=1, lists=3),
        GapCount(gap("1.1.1", CLEAN), holders=1, of=3, lists=1),
    ]


def test_a_gap_of_a_unit_that_is_above_others_and_not_judged_is_its_own_all_the_same() -> None:
    units = [
        told("c1", patrols=False),
        told("c2", patrols=False),
        replace(told("c3", patrols=False), above={STREET: "s2"}),
        replace(told("c4"), above={STREET: "s3"}),
        Told("s4", {"patrols": False}, STREET),
        # No street of this one is given.
        Told("c5", {"clean": True}, above={STREET: "s5"}),
    ]
    assert counts(RULES, *units) == [GapCount(gap("1.1.2", PATROLS), holders=3, of=4, lists=4)]
    (load,) = analysis(RULES, units).departments()
    assert (load.gaps, load.units) == (3, 3)
    (load,) = analysis(RULES, units).doers()
    assert (load.body, load.gaps, load.units) == ("street", 3, 3)


def test_what_all_below_a_unit_set_aside_is_no_work_of_it() -> None:
    units = [waiving(told("c1", patrols=False), "1.1.2"), told("c2", clean=False, patrols=False)]
    assert [(c.gap.text, c.holders) for c in counts(RULES, *units)] == [
        ("1.1.1/clean", 1),
        ("1.1.2/patrols", 1),
    ]
    assert counts(RULES, units[0]) == []
    assert analysis(RULES, units[:1]).departments() == []


def test_what_a_unit_sets_aside_is_not_in_its_list() -> None:
    units = [
        street(patrols=False),
        told("c1", patrols=False),
        waiving(told("c2", clean=False, patrols=False), "1.1.1", "1.1.2"),
    ]
    assert counts(RULES, *units) == [GapCount(gap("1.1.2", PATROLS), holders=1, of=1, lists=2)]


def test_a_street_that_sets_its_gap_aside_leaves_it_in_the_lists_of_others() -> None:
    units = [waiving(street(patrols=False), "1.1.2"), told("c1", patrols=False)]
    assert counts(RULES, *units) == [GapCount(gap("1.1.2", PATROLS), holders=0, of=1, lists=1)]


def test_what_is_open_is_no_gap() -> None:
    assert counts(RULES, street(patrols=None), told("c1", clean=None, patrols=None)) == []


def test_each_missing_member_of_a_set_is_a_gap_of_its_own() -> None:
    rooms = [
        Members(frozenset(), frozenset({"hall", "library"})),
        Members(frozenset({"hall"}), frozenset({"library"})),
        Members(frozenset(), frozenset({"hall"})),
    ]
    units = [Told(f"c{n}", {"clean": True, "rooms": each}) for n, each in enumerate(rooms)]
    assert counts(RULES, *units) == [
        GapCount(gap("1.1.3", ROOMS, "hall"), holders=2, of=3, lists=2),
        GapCount(gap("1.1.3", ROOMS, "library"), holders=2, of=3, lists=2),
    ]


def test_the_commonest_come_first_by_holders_then_lists_then_key() -> None:
    units = [
        street(patrols=False),
        Told("s2", {"patrols": False}, STREET),
        told("c1", clean=False, patrols=False),
        replace(told("c2", clean=False), values={"clean": False, "rooms": Members()}),
        replace(told("c3"), values={"rooms": Members(frozenset({"hall"}), frozenset({"library"}))}),
    ]
    found = counts(RULES, *units)
    assert [(count.gap.text, count.holders, count.lists) for count in found] == [
        ("1.1.2/patrols", 2, 3),
        ("1.1.1/clean", 2, 2),
        ("1.1.3/rooms/library", 1, 1),
    ]


# --- What closing one adds ----------------------------------------------------------------------


def points(rules: RuleSet, *units: Told) -> dict[str, int]:
    """Return the parts that closing each gap adds; a point has a hundred."""
    found = analysis(rules, units)
    assert found.scale == 100
    return {count.gap.text: count.points for count in found.gaps()}


def test_closing_a_gap_adds_its_point_in_every_list() -> None:
    units = [street(patrols=False), told("c1", patrols=False), told("c2", clean=False)]
    assert points(RULES, *units) == {"1.1.1/clean": 100, "1.1.2/patrols": 200}


def test_one_of_two_gaps_that_are_graded_together_adds_nothing_alone() -> None:
    both = rule_set(question("1.1.1", yes_to("a"), yes_to("b")))
    units = [Told("c1", {"a": False, "b": False}), Told("c2", {"a": True, "b": False})]
    assert points(both, *units) == {"1.1.1/b": 100, "1.1.1/a": 0}


def test_one_of_two_faults_adds_what_the_next_grade_is_worth() -> None:
    faults = rule_set(question("1.1.1", yes_to("a"), yes_to("b"), grading=Grading.FAULTS))
    assert points(faults, Told("c1", {"a": False, "b": False})) == {
        "1.1.1/a": 33,  # two faults are a C with 0.33, one is a B with 0.66
        "1.1.1/b": 33,
    }


def test_a_missing_member_is_one_fault_less() -> None:
    set_rules = rule_set(rule(graded(Grading.FAULTS, ROOMS)))
    nothing = Told("c1", {"rooms": Members(frozenset(), frozenset({"hall", "library"}))})
    assert points(set_rules, nothing) == {"1.1.1/rooms/hall": 33, "1.1.1/rooms/library": 33}


def test_a_requirement_that_may_not_apply_is_no_gap_until_it_does() -> None:
    in_towns = applying(CLEAN, Is("town", value=True))
    rules = rule_set(rule(graded(Grading.ALL, in_towns)))
    assert points(rules, Told("c1", {"clean": False})) == {}
    assert points(rules, Told("c1", {"clean": False, "town": True})) == {"1.1.1/clean": 100}


# --- Over a line --------------------------------------------------------------------------------


def line(name: str, at: Number, category: str | None = None, *, waivers: bool = True) -> Conclusion:
    """Return a score line."""
    when = ScoreReaches(category, at, waivers=waivers)
    return Conclusion(name, ConclusionKind.LINE, TEXT, when, SOURCE, PLACE)


def lifts(rules: RuleSet, *units: Told) -> dict[str, int]:
    """Return over which lines how many units are lifted by closing the last question."""
    (found,) = (c for c in analysis(rules, units).gaps() if c.gap.indicator == "1.1.10")
    return dict(found.lifts)


@pytest.mark.parametrize(
    ("yes", "not_said", "lifted"),
    [
        (6, 0, {}),  # 60 and 10 are below
        (7, 0, {"line": 1}),  # 70 and 10 are exactly there
        (5, 2, {"line": 1}),  # 50 to 70: it is the best score that counts
        (8, 0, {}),  # is there already
        (7, 1, {}),  # 70 to 80: it is within reach already
    ],
)
def test_closing_lifts_over_a_line_that_the_best_score_does_not_reach_by_itself(
    yes: int, not_said: int, lifted: dict[str, int]
) -> None:
    assert lifts(questions(10, line("line", 80)), Told("c1", ten(yes, not_said))) == lifted


def test_units_that_are_lifted_are_counted_line_by_line() -> None:
    rules = questions(10, line("at_80", 80), line("at_70", Decimal("69.5")))
    units = [Told("c1", ten(7)), Told("c2", ten(7)), Told("c3", ten(6)), Told("c4", ten(2))]
    assert lifts(rules, *units) == {"at_80": 2, "at_70": 1}


def test_what_is_set_aside_leaves_a_line_easier_to_reach() -> None:
    # 7 of 9 are 77.8 percent, and one more 88.9.
    unit = waiving(Told("c1", ten(7)), "1.1.9")
    assert lifts(questions(10, line("at_80", 80), line("at_90", 90)), unit) == {"at_80": 1}


def test_only_lines_on_scores_without_waived_indicators_are_looked_at() -> None:
    flag = replace(line("flag", 80), kind=ConclusionKind.FLAG)
    said = Conclusion(
        "said", ConclusionKind.LINE, TEXT, FactsSay(Is("q1", value=True)), SOURCE, PLACE
    )
    rules = questions(10, line("full", 80, waivers=False), flag, said)
    assert lifts(rules, Told("c1", ten(7))) == {}


def test_a_line_of_a_category_is_reached_by_gaps_of_that_category() -> None:
    asked = [question("1.1.1", yes_to("a")), question("2.1.1", yes_to("b"))]
    rules = replace(
        rule_set(*asked),
        indicators=(Scored("1.1.1", "1", 1), Scored("2.1.1", "2", 1)),
        conclusions=(line("of_1", 90, "1"), line("of_2", 90, "2"), line("all", 50)),
    )
    found = analysis(rules, [Told("c1", {"a": False, "b": False})]).gaps()
    assert {count.gap.text: count.lifts for count in found} == {
        "1.1.1/a": {"of_1": 1, "all": 1},
        "2.1.1/b": {"of_2": 1, "all": 1},
    }


def test_the_commonest_are_as_many_as_asked_for() -> None:
    found = analysis(questions(10), [Told("c1", ten(7))])
    assert found.worth(2) == found.gaps()[:2]
    assert found.worth(0) == []


# --- Who has to close them ----------------------------------------------------------------------

BY_BODY = rule_set(
    question(
        "1.1.1",
        yes_to("a", owner="police"),
        yes_to("b", owner="police", doer=DISTRICT),
        yes_to("c", owner="culture"),
    ),
    question("1.1.2", yes_to("d", STREET, owner="police")),
)


def bodies(loads: list[Load]) -> list[tuple[str, int, int]]:
    """Return what each body has to close, without which."""
    return [(load.body, load.gaps, load.units) for load in loads]


def busy(unit: str, **other: bool) -> Told:
    """Return a community of street s1, where all is right that is not named."""
    values = dict.fromkeys("abcd", True) | other
    return Told(unit, values, above=IN_S1, given=GIVEN)


def test_a_department_has_the_gaps_of_all_units_each_unit_counted_once() -> None:
    units = [busy("c1", a=False, b=False), busy("c2", a=False, c=False), busy("c3")]
    found = analysis(BY_BODY, units)
    assert bodies(found.departments()) == [("police", 3, 2), ("culture", 1, 1)]
    assert bodies(found.doers()) == [("community", 3, 2), ("district", 1, 1)]


def test_what_units_take_over_from_above_is_to_be_closed_once() -> None:
    units = [
        Told("s1", {"d": False}, STREET),
        busy("c1", d=False),
        busy("c2", a=False, d=False),
    ]
    found = analysis(BY_BODY, units)
    assert bodies(found.departments()) == [("police", 2, 2)]
    assert bodies(found.doers()) == [("community", 1, 1), ("street", 1, 1)]


def test_what_is_set_aside_need_not_be_closed() -> None:
    units = [waiving(busy("c1", a=False), "1.1.1"), busy("c2", c=False)]
    assert bodies(analysis(BY_BODY, units).departments()) == [("culture", 1, 1)]


def test_a_body_names_its_gaps_the_commonest_first() -> None:
    found = analysis(BY_BODY, [busy("c1", a=False, b=False), busy("c2", b=False)])
    (police,) = found.departments()
    assert [(count.gap.text, count.holders) for count in police.counts] == [
        ("1.1.1/b", 2),
        ("1.1.1/a", 1),
    ]


def test_bodies_with_as_many_gaps_stand_by_name() -> None:
    found = analysis(BY_BODY, [busy("c1", a=False, c=False)])
    assert [load.body for load in found.departments()] == ["culture", "police"]


# --- From one audit to the next -----------------------------------------------------------------


def test_the_keys_of_a_units_gaps_stand_in_order() -> None:
    rooms = Members(frozenset(), frozenset({"hall", "library"}))
    unit = Told("c1", {"clean": False, "patrols": False, "rooms": rooms}, given=GIVEN)
    assert analysis(RULES, [unit, waiving(told("c2", clean=False), "1.1.1")]).gap_keys() == {
        "c1": ("1.1.1/clean", "1.1.2/patrols", "1.1.3/rooms/hall", "1.1.3/rooms/library"),
        "c2": (),
    }


KEYS = frozenset(
    ("1.1.1/clean", "1.1.2/patrols", "1.1.3/rooms/hall", "1.1.3/rooms/library", "9.9.9/gone")
)


def met(unit: Told) -> set[str]:
    """Return which of all keys a unit has certainly met."""
    return {*analysis(RULES, [unit]).met({unit.id: KEYS})[unit.id]}


def test_what_is_met_is_no_gap_any_more_though_a_unit_sets_it_aside() -> None:
    assert met(waiving(told("c1"), "1.1.1")) == {
        "1.1.1/clean",
        "1.1.2/patrols",
        "1.1.3/rooms/hall",
        "1.1.3/rooms/library",
    }


def test_what_is_open_or_does_not_apply_is_not_met() -> None:
    assert met(Told("c1", {"clean": None})) == set()


def test_a_member_is_met_while_others_are_missing_or_not_known() -> None:
    partly = Members(frozenset({"hall"}))
    lacking = Members(frozenset({"library"}), frozenset({"hall"}))
    assert met(Told("c1", {"rooms": partly})) == {"1.1.3/rooms/hall"}
    assert met(Told("c1", {"rooms": lacking})) == {"1.1.3/rooms/library"}


def test_only_units_that_are_asked_for_and_judged_are_answered() -> None:
    found = analysis(RULES, [told("c1"), told("c2")])
    wanted = {"c2": frozenset({"1.1.1/clean"}), "c9": KEYS}
    assert found.met(wanted) == {"c2": frozenset({"1.1.1/clean"})}


def test_a_count_is_met_as_a_whole() -> None:
    litter = item(Compare(X, Comparison.AT_MOST, 0), ItemKind.COUNT, "litter")
    rules = rule_set(rule(graded(Grading.FAULTS, litter)))
    (found,) = analysis(rules, [Told("c1", {"x": number("2")})]).gaps()
    assert found == GapCount(gap("1.1.1", litter), 1, 1, 1, points=67)
