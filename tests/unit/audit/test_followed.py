"""What there is to say of all gaps since the audit before, each counted once."""

from dataclasses import replace
from datetime import date

from support.audits import CHANGES, UNITS
from support.many import yes_to
from zicha.audit.followed import followed_loads, held_gaps, keys_of, with_totals
from zicha.model.audit import Memory, UnitChange, WorkLoad
from zicha.model.facts import Level

FIRST, DAY = "2011-06-30", date(2011, 8, 15)
ROOF = replace(yes_to("roof"), level=Level.DISTRICT, days=20, owner="住建")
LAMPS = replace(yes_to("lamps"), days=60, owner="街道")
ITEMS = {"1.1.1/roof": ROOF, "1.1.2/lamps": LAMPS}
DISTRICT = replace(UNITS[0], id="q", kind="district", date=DAY)
COMMUNITIES = [replace(unit, date=DAY) for unit in UNITS[:2]]
KEYS = {
    "a": ("1.1.1/roof", "1.1.2/lamps"),
    "b": ("1.1.1/roof", "1.1.2/lamps", "9.9.9/gone"),
    "q": ("1.1.1/roof",),
}
MEMORIES = {
    "a": Memory(since={"1.1.1/roof": FIRST, "1.1.2/lamps": FIRST}),
    "b": Memory(since={"1.1.1/roof": FIRST}),
    "q": Memory(since={"1.1.1/roof": FIRST}),
}


def test_a_gap_counts_once_at_who_holds_it_and_is_due_as_it_was_found_first() -> None:
    found = [*held_gaps([*COMMUNITIES, DISTRICT], KEYS, MEMORIES, ITEMS)]
    # 60 days after 30 June, 60 days after 15 August, 20 days after 30 June.
    assert found == [
        (LAMPS, date(2011, 8, 29), False),
        (LAMPS, date(2011, 10, 14), False),
        (ROOF, date(2011, 7, 20), True),
    ]


def test_a_department_is_told_what_is_overdue_and_no_later_day_than_it_was_given() -> None:
    held = [*held_gaps([*COMMUNITIES, DISTRICT], KEYS, MEMORIES, ITEMS)]
    loads = [
        WorkLoad("住建", "住建局", 1, 1, ("1.1.1",), date(2011, 9, 4)),
        WorkLoad("街道", "街道办", 2, 2, ("1.1.2",), date(2011, 10, 14)),
        WorkLoad("环卫", "环卫局", 0, 0, (), None),
    ]
    assert followed_loads(loads, held, lambda asked: asked.owner) == (
        replace(loads[0], due=date(2011, 7, 20), first_due=date(2011, 7, 20), overdue=1),
        replace(loads[1], first_due=date(2011, 8, 29), overdue=0),
        replace(loads[2], overdue=0),
    )


def test_in_sums_a_gap_of_a_district_counts_once_and_not_for_all_below() -> None:
    roof, both = ("1.1.1/roof",), ("1.1.1/roof", "1.1.2/lamps", "9.9.9/gone/x")
    units = tuple(
        UnitChange(unit, unit, False, 1, 2, 1, 1, (), roof, (), overdue=keys)  # noqa: FBT003 - new
        for unit, keys in (("a", both), ("b", roof), ("q", roof))
    )
    made = with_totals(replace(CHANGES, units=units), [*COMMUNITIES, DISTRICT], ITEMS)
    # Of what is asked no more nobody knows who holds it.
    assert made.totals == {"new": 0, "closed": 1, "back": 0, "unsettled": 0, "overdue": 3}
    assert keys_of(made) == {"1.1.1/roof", "1.1.2/lamps", "9.9.9/gone/x"}


# --- A unit that is not judged itself -----------------------------------------------------------


def test_a_gap_of_a_context_is_due_as_it_was_first_in_a_list_below() -> None:
    # c has it since today, a and b since 30 June; d is below another district.
    later = replace(COMMUNITIES[0], id="c")
    elsewhere = replace(COMMUNITIES[0], id="d", district="r")
    keys = {**KEYS, "c": ("1.1.1/roof",), "d": ("1.1.1/roof",)}
    units = [later, *COMMUNITIES, elsewhere]
    roofs = [gap for gap in held_gaps(units, keys, MEMORIES, ITEMS) if gap.item is ROOF]
    assert roofs == [(ROOF, date(2011, 7, 20), True), (ROOF, date(2011, 9, 4), False)]


def test_in_sums_a_gap_of_a_context_counts_once() -> None:
    both, nothing = ("1.1.1/roof", "1.1.2/lamps"), ()
    units = tuple(
        UnitChange(unit, unit, False, 1, 2, 1, 1, both, nothing, ())  # noqa: FBT003 - new
        for unit in ("a", "b")
    )
    made = with_totals(replace(CHANGES, units=units), COMMUNITIES, ITEMS)
    assert made.totals == {"new": 3, "closed": 0, "back": 0, "unsettled": 0, "overdue": 0}
