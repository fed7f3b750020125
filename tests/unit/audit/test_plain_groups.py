"""Units rolled up below those above them: whose members, their means, the first and the last.

Every community answers ten questions of one point: seven times yes are 70 percent.
"""

from dataclasses import replace
from fractions import Fraction

from support.dictionary import PLACE, SOURCE, TEXT
from support.hand import rule_set
from support.many import (
    CITY,
    COMMUNITY,
    DISTRICT,
    STREET,
    WHOLE,
    Told,
    analysis,
    answers,
    question,
    questions,
    ten,
    yes_to,
)
from zicha.audit.ranking import places_of_groups
from zicha.model.conclusions import Conclusion, ConclusionKind, ScoreReaches
from zicha.model.facts import Level
from zicha.model.results import GroupResult, MeanOf, Outermost, Place
from zicha.model.ruleset import RuleSet, Scored

LINE = Conclusion("line", ConclusionKind.LINE, TEXT, ScoreReaches(None, 50), SOURCE, PLACE)
TEN = questions(10, LINE)
EVERY = frozenset(f"1.1.{n}" for n in range(1, 11))
TENTH = WHOLE // 10
IN_S1 = {STREET: "s1", DISTRICT: "d1"}


def told(unit: str, yes: int, not_said: int = 0, above: dict[Level, str] | None = None) -> Told:
    """Return a community with so many answers, of street s1 unless told."""
    return Told(unit, ten(yes, not_said), above=IN_S1 if above is None else above)


def members(units: list[Told], level: Level) -> dict[str, tuple[Level, int]]:
    """Return of each group the level of its members, and how many they are."""
    return {each.group: (each.level, each.members) for each in analysis(TEN, units).groups(level)}


# --- Who is a member ----------------------------------------------------------------------------


def test_a_group_counts_the_lowest_level_below_it() -> None:
    units = [
        told("c1", 5),
        told("c2", 5, above={DISTRICT: "d1"}),
        Told("s1", level=STREET, above={DISTRICT: "d1"}),
        Told("d1", level=DISTRICT),
    ]
    assert members(units, DISTRICT) == {"d1": (COMMUNITY, 2)}
    assert members(units, STREET) == {"s1": (COMMUNITY, 1)}
    assert members(units, CITY) == {}


def test_a_group_that_has_only_streets_counts_these() -> None:
    units = [
        told("c1", 5),
        Told("s1", level=STREET, above={DISTRICT: "d1"}),
        Told("s2", level=STREET, above={DISTRICT: "d2"}),
        Told("s3", level=STREET, above={DISTRICT: "d2"}),
    ]
    assert members(units, DISTRICT) == {"d1": (COMMUNITY, 1), "d2": (STREET, 2)}


def test_the_units_below_one_that_is_not_given_are_a_group_too() -> None:
    assert members([told("c1", 5, above={STREET: "gone"})], STREET) == {"gone": (COMMUNITY, 1)}


def test_a_unit_is_no_member_of_itself() -> None:
    assert members([Told("s1", level=STREET)], STREET) == {}


def test_groups_stand_by_id() -> None:
    units = [told(f"c{s}", 5, above={STREET: s}) for s in ("s2", "s10", "s1")]
    assert list(members(units, STREET)) == ["s1", "s10", "s2"]


# --- What they come to --------------------------------------------------------------------------


def test_means_are_over_those_with_a_score_and_sums_over_all() -> None:
    nothing = Told("c3", ten(9), above=IN_S1, waived=EVERY)
    units = [told("c1", 8), told("c2", 4, 2), nothing, Told("s1", level=STREET, above=IN_S1)]
    mean = MeanOf(2, Fraction(12, 10), Fraction(14, 10))
    assert analysis(TEN, units).groups(STREET) == [
        GroupResult(
            group="s1",
            level=COMMUNITY,
            members=3,
            score=mean,
            sums={
                "worst": 1200,
                "best": 1400,
                "possible": 2000,
                "decided": 1200,
                "decided_possible": 1800,
            },
            categories={"1": mean},
            counts={
                "A": 12,
                "B": 0,
                "C": 0,
                "D": 6,
                "open": 2,
                "not_applicable": 0,
                "waived": 10,
            },
            conclusions={"line": (1, 0)},  # 80; 40 to 60; none
            highest=Outermost("c1", "c1", 8 * TENTH),
            lowest=Outermost("c2", "c2", 4 * TENTH),
        )
    ]


def test_a_mean_is_that_of_scores_not_of_points() -> None:
    # 9 of 10, and 1 of 2: 70 percent, where the points would say 10 of 12.
    waived = frozenset(f"1.1.{n}" for n in range(1, 9))
    units = [told("c1", 9), Told("c2", ten(9), above=IN_S1, waived=waived)]
    (group,) = analysis(TEN, units).groups(STREET)
    assert group.score == MeanOf(2, Fraction(14, 10), Fraction(14, 10))


def test_a_third_is_no_decimal() -> None:
    three = Told("c1", answers([True, False, False]), above=IN_S1)
    (group,) = analysis(questions(3), [three]).groups(STREET)
    assert group.score == MeanOf(1, Fraction(1, 3), Fraction(1, 3))


def test_groups_with_the_same_mean_share_a_place_whatever_their_members() -> None:
    # A third and two thirds are as much as nothing and all.
    said = {"s1": (1, 2), "s2": (0, 3)}
    units = [
        Told(f"{street}-{yes}", answers([n < yes for n in range(3)]), above={STREET: street})
        for street, both in said.items()
        for yes in both
    ]
    places = places_of_groups(analysis(questions(3), units).members(STREET))
    tied = Place(1, 2, best=1, worst=1, overlaps_next=False)
    assert places == {"s1": tied, "s2": tied}


def test_a_group_in_which_nothing_applies_has_no_first_and_no_last() -> None:
    (group,) = analysis(TEN, [Told("c1", ten(9), above=IN_S1, waived=EVERY)]).groups(STREET)
    assert (group.score, group.highest, group.lowest) == (MeanOf(), None, None)


def test_of_equal_scores_the_first_is_the_lowest_id_and_the_last_the_highest() -> None:
    units = [told("c2", 5), told("c3", 5), told("c1", 5)]
    (group,) = analysis(TEN, units).groups(STREET)
    assert group.highest == Outermost("c1", "c1", 5 * TENTH)
    assert group.lowest == Outermost("c3", "c3", 5 * TENTH)


def test_of_equal_worst_scores_the_best_ones_say_who_is_first() -> None:
    (group,) = analysis(TEN, [told("c1", 5), told("c2", 5, 3)]).groups(STREET)
    assert group.highest == Outermost("c2", "c2", 5 * TENTH)
    assert group.lowest == Outermost("c1", "c1", 5 * TENTH)


def two_categories() -> RuleSet:
    """Return a question in category 1 and two in category 2."""
    asked = [question(c, yes_to(f)) for c, f in (("1.1.1", "a"), ("2.1.1", "b"), ("2.1.2", "c"))]
    scored = tuple(Scored(r.indicator, r.indicator[0], 1) for r in asked)
    return replace(rule_set(*asked), indicators=scored)


def test_a_category_has_means_over_those_to_whom_it_applies() -> None:
    units = [
        Told("c1", {"a": True, "b": True, "c": False}, above=IN_S1),
        Told("c2", {"a": True, "b": False, "c": None}, above=IN_S1, waived=frozenset({"1.1.1"})),
    ]
    (group,) = analysis(two_categories(), units).groups(STREET)
    assert group.categories == {
        "1": MeanOf(1, Fraction(1), Fraction(1)),
        "2": MeanOf(2, Fraction(1, 2), Fraction(1)),
    }
