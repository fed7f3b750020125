"""Places of groups, by the means of their members' scores; places among units alike in size."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from support.many import Told
from zicha.audit.ranking import Ranked, peers_of, places_of_means
from zicha.model.results import MeanOf, Place

MEANS = st.builds(
    lambda scored, worst, more: MeanOf(
        scored, Fraction(worst * scored, 3), Fraction(worst * scored, 3) + more
    ),
    st.integers(0, 5),
    st.integers(0, 9),
    st.integers(0, 4),
)


def mean(scored: int, worst: int, best: int) -> MeanOf:
    """Return a mean of whole numbers."""
    return MeanOf(scored, Fraction(worst), Fraction(best))


def test_groups_stand_by_the_means_of_their_members_not_by_the_sums() -> None:
    # Means of 5 to 6, 5 to 5, 4 to 7; the last has no score.
    means = {
        "a": mean(2, 8, 14),
        "b": mean(3, 15, 18),
        "c": mean(1, 5, 5),
        "d": mean(0, 0, 0),
    }
    assert [*places_of_means(means).items()] == [
        ("b", Place(1, 1, best=1, worst=2, overlaps_next=False)),
        ("c", Place(2, 1, best=1, worst=3, overlaps_next=True)),
        ("a", Place(3, 1, best=1, worst=3, overlaps_next=False)),
        ("d", None),
    ]


def test_equal_means_of_different_groups_share_a_place() -> None:
    found = places_of_means({"b": mean(3, 3, 3), "a": mean(2, 2, 2)})
    assert [*found] == ["a", "b"]
    assert {place.place for place in found.values() if place} == {1}
    assert {place.equal for place in found.values() if place} == {2}


def test_means_that_differ_after_twenty_digits_have_places_of_their_own() -> None:
    # A half, and a half of 10^20 that one is missing of.
    less = Fraction(1, 2) - Fraction(1, 10**20)
    means = {"a": MeanOf(1, less, less), "b": MeanOf(1, Fraction(1, 2), Fraction(1, 2))}
    assert [(g, p.place) for g, p in places_of_means(means).items() if p] == [("b", 1), ("a", 2)]


@given(st.dictionaries(st.text("abc", min_size=1), MEANS))
def test_means_are_put_in_order_as_fractions_would_be(means: dict[str, MeanOf]) -> None:
    scored = {group: each for group, each in means.items() if each.scored}

    def order(group: str) -> tuple[Fraction, Fraction, str]:
        each = scored[group]
        return -each.worst / each.scored, -each.best / each.scored, group

    found = places_of_means(means)
    assert [*found][: len(scored)] == sorted(scored, key=order)
    assert [*found][len(scored) :] == [group for group in means if group not in scored]


def test_among_peers_with_the_same_worst_score_the_best_one_decides() -> None:
    scores = {"a": (5, 7), "b": (5, 9), "c": (5, 7), "d": (4, 9)}
    units = [Ranked(Told(unit, size=800).placed, *ends) for unit, ends in scores.items()]
    found = {unit: peer.place for unit, peer in peers_of(units)}
    assert found == {"b": 1, "a": 2, "c": 2, "d": 4}
