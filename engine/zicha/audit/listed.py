"""What the lists of a call say of units: of those of wide tables, and of those read one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zicha.audit.register import Register
from zicha.backends.columnar import looking, sql
from zicha.backends.columnar.given import ASIDE, WAIVERS
from zicha.backends.columnar.wide.lists import expired_among, is_list, plain_waivers
from zicha.backends.columnar.wide.observed import Observed
from zicha.errors import EngineError, Place, Problem
from zicha.model.unit import Observation, Unit, Waiver
from zicha.units.known import is_open
from zicha.units.sources.findings import (
    Notes,
    expired,
    joined,
    read_observation_list,
    read_waiver_list,
    waivers_expired,
)

LONG = 100_000
"""Bytes of a list of waivers beyond which it is brought into the database as a whole."""
SEEN, OWN_WAIVERS = "observed", "own_waivers"


@dataclass(slots=True)
class Listed:
    """What lists say, by unit; and the table of waivers that were not read line by line."""

    register: Register
    observations: dict[str, tuple[Observation, ...]] = field(default_factory=dict)
    waivers: dict[str, tuple[Waiver, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    table: str | None = None

    def read(self) -> None:
        """Read the lists of the call."""
        asked, register = self.register.asked, self.register
        seen = [
            read_observation_list(path, register.edition, register.on)
            for path in asked.observations
        ]
        path = asked.waivers
        self.table = None if path is None else self.read_as_a_whole(path)
        lines = path is not None and self.table is None
        waived = [read_waiver_list(path, register.edition)] if lines and path is not None else []
        self.problems += [found for each in seen for found in each.problems]
        self.problems += [found for each in waived for found in each.problems]
        units = self.mentioned(seen, waived)
        self.observations, unfit = joined(seen, units)
        self.waivers, unfit_too = joined(waived, units)
        self.problems += [*unfit, *unfit_too, *expired(waived, lambda _: register.day)]
        if path is not None and self.table is not None:
            late = expired_among(register.database, register.day)
            self.problems += [waivers_expired(Place(path), late)] if late else []

    def read_as_a_whole(self, path: str) -> str | None:
        """Bring a long list of waivers into the database, and return the name of its table.

        None where the reader by lines has to say what is wrong with which.
        """
        register = self.register
        codes = [indicator.code for indicator in register.edition.indicators]
        try:
            if is_long(path) and is_list(register.database, Path(path)):
                return plain_waivers(register.database, Path(path), codes, register.day)
        except EngineError:
            return None
        return None

    def mentioned(
        self, seen: list[Notes[Observation]], waived: list[Notes[Waiver]]
    ) -> dict[str, Unit]:
        """Return the units that the lists mention: who they are, as far as it is needed here."""
        ids = [entry.unit for notes in seen for entry in notes.entries]
        ids += [entry.unit for notes in waived for entry in notes.entries]
        found = looking.members_among(self.register.database, ids) if ids else {}
        nowhere = Place("")
        return {
            unit: Unit(unit, name, level, nowhere, parent)
            for unit, (name, level, parent) in found.items()
        } | {unit: self.register.units[unit] for unit in ids if unit in self.register.units}

    # --- As tables --------------------------------------------------------------------------------

    def observed(self) -> Observed | None:
        """Keep what was seen of units of wide tables, None where nothing was."""
        rows: list[Mapping[str, object]] = [
            {"unit": unit, "fact": each.fact, "seen": each.count}
            for unit, found in self.observations.items()
            if unit not in self.register.units
            for each in found
            if is_open(each, self.register.day)
        ]
        if not rows:
            return None
        columns = (("unit", sql.Type.TEXT), ("fact", sql.Type.TEXT), ("seen", sql.Type.BIG))
        table = self.register.database.fill(SEEN, columns, rows)
        return Observed(table, tuple(sorted({str(row["fact"]) for row in rows})))

    def waiver_table(self, own: Mapping[str, frozenset[str]]) -> str:
        """Keep what units set aside on the day. ``own``: by unit, of those read one by one."""
        day, database = self.register.day, self.register.database
        pairs = {(unit, code) for unit, codes in own.items() for code in codes}
        pairs |= {
            (unit, waiver.indicator)
            for unit, found in self.waivers.items()
            for waiver in found
            if waiver.state(day) == "valid"
        }
        rows = [{"unit": unit, "indicator": code} for unit, code in sorted(pairs)]
        if self.table is None:
            return database.fill(WAIVERS, ASIDE, rows)
        lines = database.fill(OWN_WAIVERS, ASIDE, rows)
        both = sql.union([sql.everything(sql.table(each)) for each in (self.table, lines)])
        return database.keep(WAIVERS, sql.distinct(sql.everything(sql.nested(both, "both"))))


def is_long(path: str) -> bool:
    """Return whether a list is brought into the database as a whole."""
    return Path(path).suffix.lower() == ".csv" and Path(path).stat().st_size > LONG
