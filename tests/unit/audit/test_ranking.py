"""Places of groups, by the means of their members' scores; places among units alike in size."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from support.many import Told
from zicha.audit.ranking import Ranked, peers_of, places_of_means
from zicha.model.results import MeanOf, Place

MEANS = st.builds(
    lambda scored, worst, more: MeanOf(scored, worst * scored // 3, worst * scored // 3 + more),
    st.integers(0, 5),
    st.integers(0, 9),
    st.integers(0, 4),
)


def test_groups_stand_by_the_means_of_their_members_not_by_the_sums() -> None:
    # Means of 5 to 6, 5 to 5, 4 to 7; the last has no score.
    means = {
        "a": MeanOf(2, 8, 14),
        "b": MeanOf(3, 15, 18),
        "c": MeanOf(1, 5, 5),
        "d": MeanOf(0, 0, 0),
    }
    assert [*places_of_means(means).items()] == [
        ("b", Place(1, 1, best=1, worst=2, overlaps_next=False)),
        ("c", Place(2, 1, best=1, worst=3, overlaps_next=True)),
        ("a", Place(3, 1, best=1, worst=3, overlaps_next=False)),
        ("d", None),
    ]


def test_equal_means_of_different_groups_share_a_place() -> None:
    found = places_of_means({"b": MeanOf(3, 3, 3), "a": MeanOf(2, 2, 2)})
    assert [*found] == ["a", "b"]
    assert {place.place for place in found.values() if place} == {1}
    assert {place.equal for place in found.values() if place} == {2}


@given(st.dictionaries(st.text("abc", min_size=1), MEANS))
def test_means_are_put_in_order_as_fractions_would_be(means: dict[str, MeanOf]) -> None:
    scored = {group: mean for group, mean in means.items() if mean.scored}

    def order(group: str) -> tuple[Fraction, Fraction, str]:
        mean = scored[group]
        return -Fraction(mean.worst, mean.scored), -Fraction(mean.best, mean.scored), group

    found = places_of_means(means)
    assert [*found][: len(scored)] == sorted(scored, key=order)
    assert [*found][len(scored) :] == [group for group in means if group not in scored]


def test_among_peers_with_the_same_worst_score_the_best_one_decides() -> None:
    scores = {"a": (5, 7), "b": (5, 9), "c": (5, 7), "d": (4, 9)}
    units = [Ranked(Told(unit, size=800).placed, *ends) for unit, ends in scores.items()]
    found = {unit: peer.place for unit, peer in peers_of(units)}
    assert found == {"b": 1, "a": 2, "c": 2, "d": 4}
