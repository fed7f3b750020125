"""Places of groups, by the means of their members' scores; places among units alike in size."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from support.many import Told
from zicha.audit.ranking import Ranked, peers_of, places_of_groups
from zicha.model.results import MemberPoints, Place, PointsOf

POINTS = st.builds(
    lambda units, worst, more, possible: PointsOf(units, worst, worst + more, possible),
    st.integers(1, 5),
    st.integers(0, 9),
    st.integers(0, 4),
    st.integers(0, 9),
)


def group(units: int, worst: int, best: int) -> MemberPoints:
    """Return a group of units of each of which one point is possible."""
    return [PointsOf(units, worst, best, 1)]


def test_groups_stand_by_the_means_of_their_members_not_by_the_sums() -> None:
    # Means of 5 to 6, 5 to 5, 4 to 7; the last has no score.
    groups = {
        "a": group(2, 8, 14),
        "b": group(3, 15, 18),
        "c": group(1, 5, 5),
        "d": [PointsOf(1, 0, 0, 0)],
    }
    assert [*places_of_groups(groups).items()] == [
        ("b", Place(1, 1, best=1, worst=2, overlaps_next=False)),
        ("c", Place(2, 1, best=1, worst=3, overlaps_next=True)),
        ("a", Place(3, 1, best=1, worst=3, overlaps_next=False)),
        ("d", None),
    ]


def test_equal_means_of_different_groups_share_a_place() -> None:
    found = places_of_groups({"b": group(3, 3, 3), "a": group(2, 2, 2)})
    assert [*found] == ["a", "b"]
    assert {place.place for place in found.values() if place} == {1}
    assert {place.equal for place in found.values() if place} == {2}


def test_means_that_differ_after_twenty_digits_have_places_of_their_own() -> None:
    # A half, and a half of 10^20 that one is missing of.
    half = 10**20 // 2
    groups = {
        "a": [PointsOf(1, half - 1, half - 1, 10**20)],
        "b": [PointsOf(1, 1, 1, 2)],
    }
    assert [(g, p.place) for g, p in places_of_groups(groups).items() if p] == [("b", 1), ("a", 2)]


def test_sums_of_thirds_and_sevenths_are_as_much_as_they_are() -> None:
    # A third, a seventh and eleven of twenty-one are one; so are two thirds and a third.
    groups = {
        "a": [PointsOf(1, 1, 1, 3), PointsOf(1, 1, 1, 7), PointsOf(1, 11, 11, 21)],
        "b": [PointsOf(3, 3, 3, 3)],
    }
    assert {p.place for p in places_of_groups(groups).values() if p} == {1}


@given(st.dictionaries(st.text("abc", min_size=1), st.lists(POINTS, max_size=4)))
def test_groups_are_put_in_order_as_fractions_would_be(groups: dict[str, MemberPoints]) -> None:
    scored = {name: [e for e in members if e.possible] for name, members in groups.items()}
    scored = {name: members for name, members in scored.items() if members}

    def ends(name: str) -> tuple[Fraction, Fraction]:
        units = sum(each.units for each in scored[name])
        worst = sum((Fraction(e.worst, e.possible) for e in scored[name]), Fraction(0))
        best = sum((Fraction(e.best, e.possible) for e in scored[name]), Fraction(0))
        return worst / units, best / units

    def order(name: str) -> tuple[Fraction, Fraction, str]:
        worst, best = ends(name)
        return -worst, -best, name

    found = places_of_groups(groups)
    assert [*found][: len(scored)] == sorted(scored, key=order)
    assert [*found][len(scored) :] == [name for name in groups if name not in scored]
    for name in scored:
        equal = [other for other in scored if ends(other) == ends(name)]
        place = found[name]
        assert place is not None
        assert place.equal == len(equal)


def test_among_peers_with_the_same_worst_score_the_best_one_decides() -> None:
    scores = {"a": (5, 7), "b": (5, 9), "c": (5, 7), "d": (4, 9)}
    units = [Ranked(Told(unit, size=800).placed, *ends) for unit, ends in scores.items()]
    found = {unit: peer.place for unit, peer in peers_of(units)}
    assert found == {"b": 1, "a": 2, "c": 2, "d": 4}
