"""What the items of a part add up to, in words, by hand."""

from dataclasses import replace

import pytest

from support.hand import LIMITS, graded, item, rule, scale
from zicha.assessment.grading import closing_texts, parts_graded, reckoned_text
from zicha.model.judgement import ItemResult, Outcome
from zicha.model.rules import Always, Grade, Grading, Is, Item, Part

MET = ItemResult(Outcome.MET)
UNMET = ItemResult(Outcome.UNMET, (1, 1))
OPEN = ItemResult(Outcome.OPEN, (0, 1))
OUT = ItemResult(Outcome.NOT_APPLICABLE)
UNBOUNDED = ItemResult(Outcome.OPEN, (1, None))
TWO = ItemResult(Outcome.UNMET, (2, 2))
IN_BAND = ItemResult(Outcome.UNMET, grades=(Grade.B, Grade.C))

PLAIN = item(Is("x", value=True))
FATAL = replace(PLAIN, fatal=True)
SCALE = scale((Grade.A, Is("x", value=True)), (Grade.B, Always()))


def reckoned(grading: Grading, *results: ItemResult, items: tuple[Item, ...] = ()) -> str:
    """Return what is said of one part."""
    part: Part = graded(grading, *(items or [PLAIN] * len(results)))
    (found,) = parts_graded(rule(part), results, LIMITS)
    return reckoned_text(found, LIMITS, "en")


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ((MET, MET), "No faults: A"),
        ((UNMET, MET, OUT), "Faults in all 1, at most 1: B"),
        ((TWO, UNMET), "Faults in all 3, more than 2: D"),
        ((UNMET, OPEN), "Faults in all 1 to 2: B to C"),
        ((UNMET, UNBOUNDED), "Faults in all 2 to no limit: C to D"),
        ((OUT, OUT), "No requirement applies: not applicable"),
    ],
)
def test_the_sum_of_faults_stands_beside_the_limit(
    results: tuple[ItemResult, ...], said: str
) -> None:
    assert reckoned(Grading.FAULTS, *results) == said


def test_a_requirement_that_decides_by_itself_is_named_before_any_sum() -> None:
    items = (FATAL, PLAIN)
    unmet = reckoned(Grading.FAULTS, UNMET, UNMET, items=items)
    assert unmet == "A requirement that decides by itself is unmet: D"
    still_open = reckoned(Grading.FAULTS, OPEN, MET, items=items)
    assert still_open == (
        "Faults in all 0 to 1; a requirement that decides by itself is open: A to D"
    )


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ((MET, OUT), "All met: A"),
        ((UNMET, OPEN, UNMET), "2 requirements unmet: D"),
        ((MET, OPEN), "1 requirement open: A to D"),
        ((OUT,), "No requirement applies: not applicable"),
    ],
)
def test_where_all_are_required_those_are_counted_that_decide(
    results: tuple[ItemResult, ...], said: str
) -> None:
    assert reckoned(Grading.ALL, *results) == said


def test_a_scale_says_which_bands_are_reached() -> None:
    assert reckoned(Grading.BANDS, IN_BAND, items=(SCALE,)) == "Band reached: B to C"


def test_a_part_beside_others_is_named_and_the_lowest_counts() -> None:
    made = rule(graded(Grading.ALL, PLAIN), graded(Grading.FAULTS, PLAIN, PLAIN))
    found = list(parts_graded(made, [UNMET, MET, OPEN], LIMITS))
    assert list(closing_texts(2, found, LIMITS, "en")) == [
        "Part 2: Faults in all 0 to 1: A to B",
        "Each part is graded by itself; the lowest counts.",
    ]


def test_the_only_part_closes_with_what_it_adds_up_to() -> None:
    found = list(parts_graded(rule(graded(Grading.ALL, PLAIN)), [MET], LIMITS))
    assert list(closing_texts(1, found, LIMITS, "en")) == ["All met: A"]
