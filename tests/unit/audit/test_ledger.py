"""What an office wrote in its ledger, joined to what an audit finds now."""

from datetime import date

from zicha.audit.ledger import memories_since, not_listed, since_in, taken_over
from zicha.editions.load import load_edition
from zicha.model.audit import Memory
from zicha.model.ledger import Ledger, LedgerRow

EDITION = load_edition(None)
AREA = "6.4.5/office_area"
"""To be closed within 180 days: rules/national-2011/6.4.yaml."""
ITEMS = {AREA: next(i for i in EDITION.rules["6.4.5"].items() if i.id == "office_area")}


def ledger(*rows: LedgerRow) -> Ledger:
    """Return a ledger of some rows."""
    return Ledger({(row.unit.casefold(), row.gap): row for row in rows})


def test_the_day_on_which_a_gap_is_due_says_when_it_was_found_first() -> None:
    due = ledger(LedgerRow("A", AREA, {"due": date(2011, 12, 27)}))
    assert since_in(due, ITEMS) == {"a": {AREA: "2011-06-30"}}


def test_a_gap_that_the_edition_asks_for_no_more_has_no_first_day() -> None:
    due = ledger(LedgerRow("A", "9.9.9/none", {"due": date(2011, 12, 27)}))
    assert since_in(due, ITEMS) == {}


def test_the_day_of_the_ledger_counts_for_gaps_that_there_are() -> None:
    since = {"a": {AREA: "2011-06-30", "1.1/gone": "2011-01-01"}}
    before = {"A": Memory(since={AREA: "2011-03-01", "1.1/b": "2011-02-01"})}
    found = memories_since(before, {"A": (AREA, "1.1/b"), "B": (AREA,)}, since)
    assert found == {"A": Memory(since={AREA: "2011-06-30", "1.1/b": "2011-02-01"})}


def test_every_row_of_a_ledger_is_somewhere_in_the_next() -> None:
    listed, long, met, open_, absent = (
        LedgerRow("A", AREA, {}),
        LedgerRow("B", AREA, {}),
        LedgerRow("A", "1.1/met", {}),
        LedgerRow("A", "1.1/open", {}),
        LedgerRow("C", AREA, {}),
    )
    keys = {"A": (AREA,), "B": (AREA,)}
    old = ledger(listed, long, met, open_, absent)
    assert not_listed(old, keys) == {"A": frozenset(("1.1/met", "1.1/open"))}
    found = taken_over(old, keys, {"A": frozenset(("1.1/met",))}, ["A"])
    assert found.unlisted == (long,)
    assert {each.row.gap: each.now for each in found.gone if each.row.unit == "A"} == {
        "1.1/met": "met",
        "1.1/open": "unsettled",
    }
    assert [each.row for each in found.gone if each.now == "absent"] == [absent]
