"""What is otherwise since the audit before."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from zicha.audit.changes import JudgedBy, Now, changes, in_order, vanished
from zicha.audit.previous import Before, Previous
from zicha.model.audit import Absent, Changes, Memory, UnitChange

DAY, DIGEST = "2011-03-31", "abc"
AREA, LAMPS, SPOTS = "6.4.5/office_area", "6.4.2/lamps_lit", "6.4.10/dirty_spots"
RULES = JudgedBy(DIGEST, {})
BEFORE = Before("a", "甲", Decimal("87.5"), 2, ())
SAME = Now("甲", Decimal("87.5"), 2, ())
UNCHANGED = UnitChange(
    "a",
    "甲",
    is_new=False,
    worst_before=Decimal("87.5"),
    worst=Decimal("87.50"),
    rank_before=2,
    rank=2,
    new=(),
    closed=(),
    back=(),
)


def previous(*units: Before, digests: Collection[str] = (DIGEST,)) -> Previous:
    return Previous(DAY, frozenset(digests), {unit.id: unit for unit in units})


def had(*gaps: str, closed: Collection[str] = (), unsettled: Collection[str] = ()) -> Before:
    return replace(BEFORE, gaps=gaps, closed=tuple(closed), unsettled=tuple(unsettled))


def has(*gaps: str) -> Now:
    return SAME._replace(gaps=gaps)


def since(*gaps: str, day: str = DAY) -> dict[str, str]:
    """Return gaps with the day on which they were found first."""
    return dict.fromkeys(gaps, day)


def compared(before: Before, now: Now, *met: str) -> tuple[UnitChange | None, Memory]:
    """Return the change of one unit, None where there is none, and what is remembered of it."""
    found, memories = changes(previous(before), {"a": now}, RULES, {"a": met})
    return (found.units[0] if found.units else None), memories["a"]


def test_a_unit_of_which_nothing_is_otherwise_is_not_named() -> None:
    found, memories = changes(previous(had(AREA)), {"a": has(AREA)}, RULES, {})
    assert found == Changes(DAY, rules_changed=False, units=(), gone=())
    assert memories == {"a": Memory(since=since(AREA))}


def test_a_gap_that_was_not_there_is_new() -> None:
    assert compared(had(AREA), has(AREA, SPOTS, LAMPS)) == (
        replace(UNCHANGED, new=(LAMPS, SPOTS)),
        Memory(since=since(AREA)),
    )


def test_a_gap_that_is_met_is_closed_and_remembered() -> None:
    assert compared(had(AREA, LAMPS), has(AREA), LAMPS) == (
        replace(UNCHANGED, closed=(LAMPS,)),
        Memory((LAMPS,), (), since(AREA)),
    )


def test_a_gap_that_was_closed_before_and_is_there_again_is_back() -> None:
    assert compared(had(closed=[LAMPS, AREA]), has(LAMPS)) == (
        replace(UNCHANGED, back=(LAMPS,)),
        Memory((AREA,), ()),
    )


def test_a_gap_that_is_back_and_closed_again_is_closed() -> None:
    assert compared(had(LAMPS, closed=[AREA]), has(), LAMPS) == (
        replace(UNCHANGED, closed=(LAMPS,)),
        Memory((LAMPS, AREA), ()),
    )


def test_a_gap_that_is_gone_without_being_met_is_not_settled() -> None:
    assert compared(had(AREA, LAMPS), has(LAMPS)) == (
        replace(UNCHANGED, unsettled=(AREA,)),
        Memory((), (AREA,), since(AREA, LAMPS)),
    )


def test_a_gap_that_is_still_not_settled_is_remembered_and_no_news() -> None:
    assert compared(had(unsettled=[AREA]), has()) == (None, Memory((), (AREA,), since(AREA)))


def test_a_gap_that_was_not_settled_and_is_there_again_is_not_new() -> None:
    assert compared(had(unsettled=[AREA]), has(AREA)) == (None, Memory(since=since(AREA)))


def test_a_gap_that_was_not_settled_and_is_met_is_closed() -> None:
    assert compared(had(unsettled=[AREA]), has(), AREA) == (
        replace(UNCHANGED, closed=(AREA,)),
        Memory((AREA,), ()),
    )


def test_scores_are_compared_as_they_are_printed() -> None:
    now = SAME._replace(worst=Fraction(200, 3))
    before = replace(BEFORE, worst=Decimal("66.67"))
    assert compared(before, now) == (None, Memory((), ()))


def test_another_score_is_a_change() -> None:
    change, _ = compared(BEFORE, SAME._replace(worst=Fraction(200, 3)))
    assert change == replace(UNCHANGED, worst=Decimal("66.67"))


def test_a_score_that_is_no_longer_there_is_a_change() -> None:
    change, _ = compared(BEFORE, SAME._replace(worst=None, rank=None))
    assert change == replace(UNCHANGED, worst=None, rank=None)


def test_another_place_is_a_change() -> None:
    change, _ = compared(BEFORE, SAME._replace(rank=1))
    assert change == replace(UNCHANGED, rank=1)


def test_a_unit_that_was_not_there_is_new_and_its_gaps_are_not() -> None:
    found, memories = changes(previous(), {"a": has(AREA)}, RULES, {})
    new = replace(UNCHANGED, is_new=True, worst_before=None, rank_before=None)
    assert (found.units, memories) == ((new,), {})


def test_a_unit_that_is_no_longer_there_is_gone() -> None:
    found, _ = changes(previous(BEFORE, replace(BEFORE, id="b")), {"a": SAME}, RULES, {})
    assert (found.units, found.gone) == ((), ("b",))


def test_a_unit_that_does_not_report_once_is_remembered_and_its_relapse_is_seen() -> None:
    # Lamps were closed before, the office was too small; then the unit did not report.
    found, memories = changes(previous(had(AREA, closed=[LAMPS])), {}, RULES, {})
    assert (found.gone, memories) == (("a",), {})
    assert found.absent == (Absent("a", "甲", Memory((LAMPS,), (AREA,), since(AREA))),)
    away = replace(had(closed=[LAMPS], unsettled=[AREA]), worst=None, rank=None, is_absent=True)
    change, _ = compared(away, has(AREA, LAMPS, SPOTS))
    assert change is not None
    assert (change.back, change.new, change.is_new) == ((LAMPS,), (SPOTS,), False)
    # Away once more, it is not gone again, and still remembered.
    found, _ = changes(previous(away), {}, RULES, {})
    still = Absent("a", "甲", Memory((LAMPS,), (AREA,), since(AREA)))
    assert (found.gone, found.absent) == ((), (still,))


def test_case_makes_no_other_unit() -> None:
    found, _ = changes(previous(had(AREA)), {"A": has(AREA)}, RULES, {})
    assert found == Changes(DAY, rules_changed=False, units=(), gone=())


@pytest.mark.parametrize(
    ("digests", "changed"), [([DIGEST], False), (["old"], True), ([DIGEST, "old"], True)]
)
def test_another_edition_is_said(digests: list[str], *, changed: bool) -> None:
    found, _ = changes(previous(BEFORE, digests=digests), {"a": SAME}, RULES, {})
    assert found.rules_changed is changed


def test_what_has_vanished_is_what_was_a_gap_or_not_settled_and_is_none_now() -> None:
    before = previous(
        had(AREA, LAMPS, unsettled=[SPOTS], closed=["1.1.1/x"]), replace(had(AREA), id="b")
    )
    now = {"a": has(AREA), "b": has(AREA), "c": has(AREA)}
    assert vanished(before, now) == {"a": frozenset({LAMPS, SPOTS})}


def test_gaps_stand_in_the_order_of_the_numbers_of_their_codes() -> None:
    assert in_order([SPOTS, AREA, "x.1/y", "6.4/z", "6.4.5/kit/desk", LAMPS]) == (
        "x.1/y",
        "6.4/z",
        LAMPS,
        "6.4.5/kit/desk",
        AREA,
        SPOTS,
    )


def test_a_unit_that_has_sent_something_is_not_gone_though_it_cannot_be_judged() -> None:
    found, _ = changes(previous(BEFORE, replace(BEFORE, id="b")), {}, RULES, {}, ["A"])
    assert found.gone == ("b",)
    assert [each.id for each in found.absent] == ["a", "b"]


# --- Due days -------------------------------------------------------------------------------------


def test_the_day_on_which_a_gap_was_found_first_is_handed_on() -> None:
    earlier = replace(had(AREA, LAMPS), since=since(AREA, day="2010-12-31"))
    _, memory = compared(earlier, has(AREA, LAMPS, SPOTS))
    assert memory.since == {AREA: "2010-12-31", LAMPS: DAY}


def test_a_gap_that_is_back_begins_anew() -> None:
    closed = replace(had(closed=[AREA]), since=since(AREA, day="2010-12-31"))
    _, memory = compared(closed, has(AREA))
    assert memory.since == {}


@pytest.mark.parametrize(("today", "late"), [("2011-04-03", ()), ("2011-04-04", (AREA,))])
def test_a_gap_is_overdue_after_its_days(today: str, late: tuple[str, ...]) -> None:
    # Found on 31 March, three days to close it: due on 3 April, overdue the day after.
    rules = JudgedBy(DIGEST, {AREA: 3, LAMPS: 30})
    now = has(AREA, LAMPS)._replace(day=date.fromisoformat(today))
    found, _ = changes(previous(had(AREA, LAMPS)), {"a": now}, rules, {})
    assert [unit.overdue for unit in found.units] == ([late] if late else [])


def test_each_missing_member_of_a_set_has_the_days_of_its_item() -> None:
    member = "5.2.1/youth/library"
    rules = JudgedBy(DIGEST, {"5.2.1/youth": 3})
    now = has(member)._replace(day=date(2011, 6, 30))
    found, _ = changes(previous(had(member)), {"a": now}, rules, {})
    assert [unit.overdue for unit in found.units] == [(member,)]
