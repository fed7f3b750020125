"""What an office wrote in its ledger before, joined to what an audit finds now."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from zicha.audit.changes import FORGOTTEN
from zicha.audit.followed import Items, item_of
from zicha.audit.previous import Previous
from zicha.errors import Place, Problem, Severity, problem
from zicha.model.audit import Memory
from zicha.model.ledger import STATES, Followup, Gone, Ledger, LedgerRow, Now
from zicha.model.unit import id_key

Keys = Mapping[str, Collection[str]]
"""The gap list of each unit, as keys."""
Since = Mapping[str, Mapping[str, str]]
"""When gaps were found first, by the key of the unit and that of the gap."""


def since_in(ledger: Ledger, items: Items) -> Since:
    """Return when the gaps of a ledger were found first, as the days on which they are due say.

    An office may have put off such a day: it counts as if the gap had been found later.
    """
    found: dict[str, dict[str, str]] = {}
    for (unit, gap), row in ledger.rows.items():
        item = item_of(gap, items)
        if item is not None and row.due is not None:
            first = row.due - timedelta(days=item.days)
            found.setdefault(unit, {})[gap] = first.isoformat()
    return found


def previous_since(previous: Previous, since: Since) -> Previous:
    """Return the audit before, with the days of a ledger in place of its own."""
    units = dict(previous.units)
    for unit in since.keys() & units.keys():
        before = units[unit]
        units[unit] = replace(before, since={**before.since, **since[unit]})
    return replace(previous, units=units)


def memories_since(memories: Mapping[str, Memory], keys: Keys, since: Since) -> dict[str, Memory]:
    """Return what is remembered of units, with the days of a ledger for the gaps that they have."""
    found = dict(memories)
    for unit, gaps in keys.items():
        days = since.get(id_key(unit), {})
        mine = {gap: days[gap] for gap in gaps if gap in days}
        if mine:
            memory = found.get(unit, FORGOTTEN)
            found[unit] = replace(memory, since={**memory.since, **mine})
    return found


def not_listed(ledger: Ledger, keys: Keys) -> dict[str, frozenset[str]]:
    """Return by unit the gaps of a ledger that are none now, as far as is known."""
    ids = {id_key(unit): unit for unit in keys}
    found: dict[str, set[str]] = {}
    for unit, gap in ledger.rows:
        if unit in ids and gap not in keys[ids[unit]]:
            found.setdefault(ids[unit], set()).add(gap)
    return {unit: frozenset(gaps) for unit, gaps in found.items()}


def taken_over(ledger: Ledger, keys: Keys, met: Keys, shown: Iterable[str]) -> Followup:
    """Return a ledger as the next one takes it over.

    Args:
        ledger: What the office wrote.
        keys: The gap list of each unit of this audit.
        met: Of what is no longer listed, by unit, what this audit finds met.
        shown: The units whose gaps the next ledger lists.
    """
    ids = {id_key(unit): unit for unit in keys}
    gaps = {unit: frozenset(found) for unit, found in keys.items()}
    listed = set(shown)
    gone: list[Gone] = []
    unlisted: list[LedgerRow] = []
    for (key, gap), row in ledger.rows.items():
        unit = ids.get(key)
        if unit is None:
            gone.append(Gone(row, "absent"))
        elif gap not in gaps[unit]:
            now: Now = "met" if gap in met.get(unit, ()) else "unsettled"
            gone.append(Gone(row, now))
        elif unit not in listed:
            unlisted.append(row)
    return Followup(ledger, tuple(gone), tuple(unlisted))


def ledger_notes(found: Followup, file: str) -> Iterator[Problem]:
    """Yield what an office should know of its ledger: what it calls done and is not."""
    gone = {id(each.row) for each in found.gone}
    rows = [row for row in found.ledger.rows.values() if id(row) not in gone]
    count = sum(row.state == STATES[-1] for row in rows)
    units = len({id_key(row.unit) for row in rows if row.state == STATES[-1]})
    if count:
        args = {"count": count, "units": units}
        yield problem("audit-ledger-not-done", Place(file), Severity.HINT, **args)
    if gone:
        yield problem("audit-ledger-gone", Place(file), Severity.HINT, count=len(gone))
