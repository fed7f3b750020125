"""Places, ranges of places, and units beside those that are alike, worked out on paper.

Every unit answers ten questions of one point: seven times yes are 70 percent.
"""

from fractions import Fraction

import pytest

from support.dictionary import PLACE, SOURCE, TEXT
from support.hand import DAY
from support.many import (
    COMMUNITY,
    STREET,
    WHOLE,
    Told,
    analysis,
    answers,
    questions,
    ten,
)
from zicha.model.conclusions import Conclusion, ConclusionKind, ScoreReaches
from zicha.model.results import PeerResult, Place, Placed, UnitResult

TEN = questions(10)
EVERY = frozenset(f"1.1.{n}" for n in range(1, 11))
TENTH = WHOLE // 10


def told(unit: str, yes: int, not_said: int = 0, size: int | None = None) -> Told:
    """Return a community with so many answers."""
    return Told(unit, ten(yes, not_said), size=size)


def places(*units: Told) -> dict[str, Place]:
    """Return the places of units."""
    return analysis(TEN, units).places


# --- Places -------------------------------------------------------------------------------------


def test_equal_scores_share_a_place_and_the_next_is_left_out() -> None:
    assert places(told("a", 5), told("b", 6), told("c", 8), told("d", 6)) == {
        "c": Place(1, 1, 1, 1, overlaps_next=False),
        "b": Place(2, 2, 2, 2, overlaps_next=False),
        "d": Place(2, 2, 2, 2, overlaps_next=False),
        "a": Place(4, 1, 4, 4, overlaps_next=False),
    }


def test_of_equal_worst_scores_the_higher_best_one_comes_first() -> None:
    assert places(told("a", 5, 1), told("b", 5, 2)) == {
        "b": Place(1, 1, 1, 2, overlaps_next=True),
        "a": Place(2, 1, 1, 2, overlaps_next=False),
    }


def test_open_facts_leave_the_places_that_scores_may_still_change_to() -> None:
    # 90; 60; 50 to 80; 20 to 40.
    assert places(told("a", 9), told("b", 5, 3), told("c", 6), told("d", 2, 2)) == {
        "a": Place(1, 1, 1, 1, overlaps_next=False),
        "c": Place(2, 1, 2, 3, overlaps_next=True),
        "b": Place(3, 1, 2, 3, overlaps_next=False),
        "d": Place(4, 1, 4, 4, overlaps_next=False),
    }


def test_who_can_only_draw_level_does_not_overlap() -> None:
    assert places(told("a", 6), told("b", 4, 2)) == {
        "a": Place(1, 1, 1, 1, overlaps_next=False),
        "b": Place(2, 1, 1, 2, overlaps_next=False),
    }


def test_units_with_the_same_range_may_pass_each_other() -> None:
    assert places(told("a", 4, 2), told("b", 4, 2)) == {
        "a": Place(1, 2, 1, 2, overlaps_next=True),
        "b": Place(1, 2, 1, 2, overlaps_next=False),
    }


def test_a_unit_that_nothing_is_known_of_may_have_any_place() -> None:
    assert places(told("a", 9), told("b", 0, 10)) == {
        "a": Place(1, 1, 1, 2, overlaps_next=True),
        "b": Place(2, 1, 1, 2, overlaps_next=False),
    }


def test_each_level_has_places_of_its_own() -> None:
    street = Told("s", ten(3), level=STREET)
    found = analysis(TEN, [told("a", 2), street])
    alone = Place(1, 1, 1, 1, overlaps_next=False)
    assert found.places == {"a": alone}
    # No question is asked of streets, so that nothing applies to this one.
    assert found.ranked == {COMMUNITY: 1}
    assert found.totals == {COMMUNITY: 1, STREET: 1}


def test_scores_are_told_apart_however_close_they_are() -> None:
    one_waived = Told("a", ten(9), waived=frozenset({"1.1.1"}))  # 8 of 9
    two_waived = Told("b", ten(9), waived=frozenset({"1.1.1", "1.1.2"}))  # 7 of 8
    found = places(told("c", 9), one_waived, two_waived)
    assert [found[unit].place for unit in ("c", "a", "b")] == [1, 2, 3]


# --- Rows of units ------------------------------------------------------------------------------


def test_a_unit_shows_its_sums_counts_and_gaps() -> None:
    line = Conclusion("line", ConclusionKind.LINE, TEXT, ScoreReaches(None, 75), SOURCE, PLACE)
    unit = Told("a", ten(7, 1), waived=frozenset({"1.1.10"}), size=5000)
    sums = {
        "worst": 700,
        "best": 800,
        "possible": 900,
        "decided": 700,
        "decided_possible": 800,
    }
    assert analysis(questions(10, line), [unit]).units() == [
        UnitResult(
            placed=Placed("a", "a", COMMUNITY, None, {}, 5000, DAY),
            place=Place(1, 1, 1, 1, overlaps_next=False),
            sums=sums,
            categories={"1": sums},
            counts={
                "A": 7,
                "B": 0,
                "C": 0,
                "D": 1,
                "open": 1,
                "not_applicable": 0,
                "waived": 1,
            },
            conclusions={"line": True},  # 700 of 900 are 77.8 percent
            gaps=1,
            own_gaps=1,
        )
    ]


def order(units: list[UnitResult]) -> list[str]:
    """Return the ids of units."""
    return [unit.placed.unit for unit in units]


def test_units_stand_by_level_then_place_then_id_and_those_without_a_score_last() -> None:
    nothing = Told("a", ten(10), waived=EVERY)
    street = Told("b", ten(5), level=STREET)
    units = [street, nothing, told("c", 4), told("e", 6), told("d", 6)]
    assert order(analysis(TEN, units).units()) == ["d", "e", "c", "a", "b"]


def test_a_unit_without_a_score_has_no_place() -> None:
    (found,) = analysis(TEN, [Told("a", ten(10), waived=EVERY)]).units()
    assert (found.place, found.sums["possible"], found.counts["waived"]) == (None, 0, 10)


@pytest.mark.parametrize(
    ("most", "shown"),
    [(0, ""), (1, "a"), (2, "ae"), (3, "abe"), (4, "abde"), (5, "abcde"), (9, "abcde")],
)
def test_of_each_level_the_first_and_the_last_are_shown(most: int, shown: str) -> None:
    units = [told(unit, 9 - number) for number, unit in enumerate("abcde")]
    nothing = Told("f", ten(10), waived=EVERY)
    assert order(analysis(TEN, [*units, nothing]).units(most)) == [*shown]


# --- Units alike in size ------------------------------------------------------------------------


def test_a_unit_alone_is_its_own_band() -> None:
    assert analysis(TEN, [told("a", 7, size=800)]).peers() == {
        "a": PeerResult(1, 800, 800, 1, 1, 7 * TENTH)
    }


def test_who_has_no_score_or_does_not_say_its_size_has_no_peers() -> None:
    nothing = Told("b", ten(10), waived=EVERY, size=700)
    assert analysis(TEN, [told("a", 7), nothing]).peers() == {}


def test_equal_scores_share_a_place_among_peers_too() -> None:
    units = [told("a", 5, size=1), told("b", 7, size=2), told("c", 7, size=3), told("d", 8, size=4)]
    keys = 27 * TENTH
    assert analysis(TEN, units).peers() == {
        "d": PeerResult(1, 1, 4, 1, 4, keys),
        "b": PeerResult(1, 1, 4, 2, 4, keys),
        "c": PeerResult(1, 1, 4, 2, 4, keys),
        "a": PeerResult(1, 1, 4, 4, 4, keys),
    }


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (1, [1]),
        (9, [9]),
        (10, [10]),
        (19, [19]),
        (20, [10, 10]),
        (25, [13, 12]),
        (230, [12, 11] * 10),
    ],
)
def test_bands_have_about_ten_units_and_there_are_at_most_twenty(
    count: int, sizes: list[int]
) -> None:
    units = [told(f"u{number:03}", number % 10, size=1000 + number) for number in range(count)]
    found = analysis(TEN, units).peers()
    bands = [found[unit.id].band for unit in units]
    assert bands == sorted(bands)
    assert [bands.count(band) for band in sorted(set(bands))] == sizes


def test_units_of_one_size_are_cut_by_id_so_that_bands_are_the_same_every_time() -> None:
    units = [told(f"u{number:02}", 5, size=1000) for number in range(20)]
    found = analysis(TEN, reversed(units)).peers()
    assert [found[unit.id].band for unit in units] == [1] * 10 + [2] * 10


# --- Indicators, conclusions --------------------------------------------------------------------


def test_each_indicator_counts_the_verdicts_on_it() -> None:
    units = [
        Told("a", answers([True, None])),
        Told("b", answers([False, None]), waived=frozenset({"1.1.2"})),
        Told("s", level=STREET),
    ]
    nothing = dict.fromkeys(("A", "B", "C", "D", "open", "not_applicable", "waived"), 0)
    assert analysis(questions(2), units).indicators() == {
        "1.1.1": nothing | {"A": 1, "D": 1, "not_applicable": 1},
        "1.1.2": nothing | {"open": 1, "waived": 1, "not_applicable": 1},
    }


def test_what_does_not_apply_is_not_waived() -> None:
    street = Told("s", level=STREET, waived=frozenset({"1.1.1"}))
    found = analysis(questions(1), [street])
    assert found.indicators()["1.1.1"]["not_applicable"] == 1
    assert found.indicators()["1.1.1"]["waived"] == 0


def test_widths_add_up_what_is_open_and_counts() -> None:
    units = [
        Told("a", answers([None, True])),
        Told("b", answers([None, None]), waived=frozenset({"1.1.2"})),
        Told("s", level=STREET),
    ]
    found = analysis(questions(2), units)
    assert found.scale == 100
    assert found.widths() == {"1.1.1": 200, "1.1.2": 0}


def test_conclusions_are_counted_where_they_certainly_hold() -> None:
    line = Conclusion("line", ConclusionKind.LINE, TEXT, ScoreReaches(None, 60), SOURCE, PLACE)
    units = [told("a", 6), told("b", 5, 1), told("c", 2), Told("d", ten(9), waived=EVERY)]
    assert analysis(questions(10, line), units).holding() == {"line": 1}


def test_keys_say_the_percentage_again() -> None:
    found = analysis(TEN, [told("a", 7)])
    assert found.keys.percent(7 * TENTH, 1) == Fraction(70)
