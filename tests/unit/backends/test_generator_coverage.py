"""What the generator covers; with ``-s`` the tables are shown.

Engines that agree on generated cases agree on what is in them: an empty cell is a case that no
agreement test has seen.
"""

import sys

import pytest

from support.coverage import OUTCOMES, RANGES, TRUTHS, Coverage, coverage, empty_cells, table
from support.generate import case

CASES = 600

ONLY_BEST_OR_WORST = {("all", grades) for grades in RANGES if "B" in grades or "C" in grades}
"""``grading: all`` knows no grade between."""


@pytest.fixture(scope="module")
def covered() -> Coverage:
    return coverage(case(seed) for seed in range(CASES))


def test_every_construct_meets_every_outcome(covered: Coverage) -> None:
    sys.stdout.write(table(covered.outcomes, OUTCOMES))
    assert empty_cells(covered.outcomes, OUTCOMES) == set()


def test_every_grading_gives_every_range_that_it_can(covered: Coverage) -> None:
    sys.stdout.write(table(covered.grades, RANGES))
    assert empty_cells(covered.grades, RANGES) == ONLY_BEST_OR_WORST


def test_every_kind_of_conclusion_is_true_false_and_unknown(covered: Coverage) -> None:
    sys.stdout.write(table(covered.conclusions, TRUTHS))
    assert empty_cells(covered.conclusions, TRUTHS) == set()


def test_all_that_a_rule_can_say_is_generated(covered: Coverage) -> None:
    constructs = {construct for construct, _ in covered.outcomes}
    assert constructs >= ALL_CONSTRUCTS


@pytest.mark.parametrize("state", ["unknown", "stale", "contradiction", "boundary", "inherited"])
def test_a_tenth_of_all_facts_is_in_each_state(covered: Coverage, state: str) -> None:
    assert covered.states[state] / covered.states["facts"] >= 0.1


def test_a_tenth_of_all_indicators_is_waived(covered: Coverage) -> None:
    assert covered.states["waived"] / covered.states["indicators"] >= 0.1


def test_a_tenth_of_all_items_does_not_apply(covered: Coverage) -> None:
    assert covered.states["not applicable"] / covered.states["items"] >= 0.1


@pytest.mark.parametrize("state", ["observed", "interval", "partly known set", "later"])
def test_facts_are_in_the_rarer_states_too(covered: Coverage, state: str) -> None:
    assert covered.states[state] >= 50


LEAVES = (
    *("at_least", "at_most", "more_than", "less_than", "equals", "Between"),
    *("is bool", "is option", "OneOf", "includes all", "includes any", "WithinDays"),
)
CONNECTIVES = ("AllOf", "AnyOf", "NoneOf", "AtLeastN")
ALL_CONSTRUCTS = {
    *(f"{place} {name}" for place in ("own", "part", "band") for name in LEAVES + CONNECTIVES),
    *(f"kind {kind}" for kind in ("plain", "set", "count", "bands")),
    *(f"level {level}" for level in ("community", "street", "district", "city")),
    *(f"applies: {count}" for count in (0, 1, 2)),
    *(f"ratio times {scale}" for scale in (1, 100, 1000, 10_000)),
    *(f"ratio, {word} at 0" for word in ("met", "unmet", "open", "not_applicable")),
    *("FactValue", "Sum", "Difference", "band Always", "bound by town", "fatal"),
}
