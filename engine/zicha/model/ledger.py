"""What an office wrote in a rectification ledger (整改台账), to go on in the next one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from zicha.model.numbers import Number
from zicha.model.unit import id_key

STATES = ("open", "doing", "done")
"""How far the work on a gap is, as the list of a ledger offers it."""
Written = Number | date | str
"""What stands in a cell."""
Now = Literal["met", "unsettled", "absent"]
"""Why a gap is no longer listed: it is closed; nobody knows, or nobody asks; its unit is not here.
"""
REASONS: tuple[Now, ...] = get_args(Now)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of a ledger as an office left it.

    ``gap``: the key of the gap; empty for a row that the office added itself. ``cells``: what
    stands in the columns of the program, by their names; ``own``: in those of the office, by their
    heads. ``gone``: why it stood among what was no longer listed, in one of ``REASONS``; None for
    what was listed.
    """

    unit: str
    gap: str
    cells: Mapping[str, Written]
    own: Mapping[str, Written] = field(default_factory=dict)
    gone: str | None = None

    @property
    def state(self) -> str:
        """Return how far the work is: one of ``STATES``, or what the office wrote instead."""
        return str(self.cells.get("progress", STATES[0]))

    @property
    def due(self) -> date | None:
        """Return by when the gap is to be closed, None where no day stands there.

        What had been closed begins anew when it comes back.
        """
        found = self.cells.get("due")
        return found if isinstance(found, date) and self.gone != "met" else None

    @property
    def written(self) -> tuple[object, ...]:
        """Return all that an office may have written, to be held against another row."""
        return self.state, self.cells.get("proof"), self.due, self.own

    @property
    def is_worked_in(self) -> bool:
        """Return whether the office wrote anything beside the gap."""
        return self.state != STATES[0] or "proof" in self.cells or bool(self.own)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of ledgers: those of gaps by unit and gap, and those that an office added.

    ``heads``: of the columns that the office added, in their order.
    """

    rows: Mapping[tuple[str, str], LedgerRow]
    added: tuple[LedgerRow, ...] = ()
    heads: tuple[str, ...] = ()

    def row(self, unit: str, gap: str) -> LedgerRow | None:
        """Return what was written beside a gap of a unit, None where nothing was."""
        return self.rows.get((id_key(unit), gap))

    def of(self, unit: str) -> "Ledger":
        """Return what is about one unit, with the rows that name none."""
        key = id_key(unit)
        return Ledger(
            {at: row for at, row in self.rows.items() if at[0] == key},
            tuple(row for row in self.added if id_key(row.unit) in ("", key)),
            self.heads,
        )

    def without(self, keys: Iterable[str], unit: str) -> list[LedgerRow]:
        """Return the rows of a unit whose gaps are not among some: they are no longer listed."""
        listed, mine = set(keys), id_key(unit)
        return [row for (of, gap), row in self.rows.items() if of == mine and gap not in listed]


@dataclass(frozen=True, slots=True)
class Gone:
    """A row of a ledger whose gap is no longer listed, and why."""

    row: LedgerRow
    now: Now


@dataclass(frozen=True, slots=True)
class Followup:
    """A ledger as the next one takes it over.

    ``unlisted``: rows of gaps that there still are, in a list too long to be shown whole.
    """

    ledger: Ledger
    gone: tuple[Gone, ...] = ()
    unlisted: tuple[LedgerRow, ...] = ()
