"""Reads what an audit is given: sources, contexts, lists that go with them, settings."""

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zicha.audit.asked import Asked, is_address
from zicha.audit.population import Population
from zicha.documents.paths import is_file, is_folder
from zicha.errors import InputError, Place, Problem, Severity, problem
from zicha.model.edition import Edition
from zicha.model.facts import Level
from zicha.model.unit import Unit, id_key
from zicha.units.context import too_early
from zicha.units.fractions import together
from zicha.units.lines import TABLE_OF_UNITS
from zicha.units.settings import (
    Setting,
    check_once,
    noted,
    place_of,
    read_setting,
    with_setting,
)
from zicha.units.sources.arrange import arranged
from zicha.units.sources.entry import Entry, Source, read_entry
from zicha.units.sources.findings import (
    expired,
    joined,
    read_observation_list,
    read_waiver_list,
    with_findings,
)
from zicha.units.sources.folder import read_folder
from zicha.units.sources.parallel import Reading
from zicha.units.sources.table import read_table
from zicha.units.typed import RefusedError
from zicha.units.workbook.read import is_form

SINGLE = (".yaml", ".yml", ".json")
"""Files of one unit each: a source, too, if an uncommon one."""
WORKBOOK = ".xlsx"
TABLES = (".csv", WORKBOOK, ".parquet")
LARGE = 4_000_000
"""Bytes of a CSV file beyond which it is brought into the database as a whole."""
LOOKED_AT = 1_000_000
"""Bytes of such a file by which it is seen how it was written."""


def is_large(path: str) -> bool:
    """Return whether a source is a table that is not read line by line."""
    suffix = Path(path).suffix.lower()
    if suffix != ".csv":
        return suffix == ".parquet"
    if is_address(path):
        return True
    return Path(path).stat().st_size > LARGE and is_plain(path)


def is_parquet(path: str) -> bool:
    """Return whether a source is a Parquet file."""
    return Path(path).suffix.lower() == ".parquet"


def is_read_by_lines(path: str) -> bool:
    """Return whether a table can be read line by line, where the database cannot read it."""
    file = Path(path)
    is_text = file.suffix.lower() == ".csv" and is_file(file)
    return is_text and file.stat().st_size <= TABLE_OF_UNITS.text


def is_plain(path: str) -> bool:
    """Return whether a CSV file is UTF-8 with commas: others only the reader by lines knows."""
    with Path(path).open("rb") as file:
        begin = file.read(LOOKED_AT)
    try:
        # The last sign may be cut off in the middle.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(begin)
    except UnicodeDecodeError:
        return False
    head = text.partition("\n")[0]
    return head.count(",") > max(head.count(";"), head.count("\t"))


@dataclass(frozen=True, slots=True)
class Gathered:
    """The units of a call.

    ``left_out``: entries of units that cannot be judged; ``contexts``: of those that need not be.
    """

    population: Population
    left_out: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    contexts: tuple[Entry, ...] = ()

    @property
    def refused(self) -> int:
        """Return how many units cannot be judged; the copies of one are one."""
        names = (e.place if e.bare is None else id_key(e.bare.id) for e in self.left_out)
        return len(set(names))

    def given(self) -> Iterator[str]:
        """Yield the ids of all units that have sent something."""
        yield from self.population.days
        yield from (each.bare.id for each in self.left_out if each.bare is not None)

    @property
    def beside(self) -> frozenset[str]:
        """Return the ids of units that are given as contexts only."""
        return frozenset(e.bare.id for e in self.contexts if e.bare is not None) - {*self.given()}


def read_source(path: str, edition: Edition, on: date | None, reading: Reading) -> Source:
    """Return the units of one source: a folder, a table, or the file or form of a unit."""
    if is_folder(path):
        return read_folder(path, edition, on, reading)
    suffix = Path(path).suffix.lower()
    if suffix in SINGLE:
        return Source((read_entry(path, edition, on),))
    if suffix in TABLES:
        found = read_table(path, edition, on)
        if not found.entries and suffix == WORKBOOK and is_form(path):
            return Source((read_entry(path, edition, on),))
        return found
    known = " ".join((*TABLES, *SINGLE))
    return Source((), (problem("source-suffix", Place(path), suffix=suffix or path, known=known),))


def gather(asked: Asked, edition: Edition, on: date | None, sources: Sequence[Source]) -> Gathered:
    """Return the units of some sources, with all that a call says of them.

    Args:
        asked: The call.
        edition: Whose facts the units state.
        on: The day of the assessment, None for each unit's own.
        sources: What was read of its sources.

    Raises:
        InputError: a setting cannot be: all units would be judged by what nobody asked for.
    """
    contexts = [read_entry(path, edition, on) for path in asked.contexts]
    found = arranged(sources, contexts)
    units, problems = with_lists(found.units, asked, edition, on)
    days = {unit: day for unit in found.judged if (day := on or units[unit].on) is not None}
    units, wrong = with_settings(units, days, asked.settings, edition)
    if any(each.severity is Severity.ERROR for each in wrong):
        raise InputError([*found.problems, *problems, *wrong])
    ancestors = {
        unit: tuple(units[upper.id] for upper in above) for unit, above in found.ancestors.items()
    }
    population = Population(edition, units, ancestors, days)
    problems += too_early((units[unit], ancestors.get(unit, ()), day) for unit, day in days.items())
    every = together((*found.problems, *problems, *wrong))
    return Gathered(population, found.left_out, tuple(every), tuple(contexts))


def with_lists(
    units: Mapping[str, Unit], asked: Asked, edition: Edition, on: date | None
) -> tuple[dict[str, Unit], list[Problem]]:
    """Return the units with what the lists of the call say of them."""
    seen = [read_observation_list(path, edition, on) for path in asked.observations]
    waived = [] if asked.waivers is None else [read_waiver_list(asked.waivers, edition)]
    problems = [found for each in seen for found in each.problems]
    problems += [found for each in waived for found in each.problems]
    observations, unfit = joined(seen, units)
    waivers, unfit_too = joined(waived, units)
    late = expired(waived, lambda unit: on or (units[unit].on if unit in units else None))
    problems += [*unfit, *unfit_too, *late]
    return {
        unit_id: with_findings(unit, observations.get(unit_id, ()), waivers.get(unit_id, ()))
        if unit_id in observations or unit_id in waivers
        else unit
        for unit_id, unit in units.items()
    }, problems


def with_settings(
    units: Mapping[str, Unit], days: Mapping[str, date], settings: Iterable[str], edition: Edition
) -> tuple[dict[str, Unit], list[Problem]]:
    """Return the units with the facts of ``FACT=VALUE`` set, on every unit of the fact's level."""
    found: dict[str, Unit] = dict(units)
    problems: list[Problem] = []
    seen: set[str] = set()
    levels = frozenset(unit.kind for unit in units.values())
    last = max(days.values(), default=date.min)
    for text in settings:
        try:
            by_level = settings_of(text, edition, levels)
            for setting in by_level.values():
                check_once(setting.fact, seen)
            problems += noted(text, next(iter(by_level.values())))
            for unit in units.values():
                if unit.kind in by_level:
                    day = days.get(unit.id, last)
                    setting = by_level[unit.kind]
                    found[unit.id] = with_setting(found[unit.id], setting, edition, day, seen)
        except RefusedError as refused:
            problems.append(problem(refused.code, place_of(text), **refused.arguments))
    return found, problems


def settings_of(text: str, edition: Edition, levels: frozenset[Level]) -> dict[Level, Setting]:
    """Return what is set for units of each level: an attribute for all of them.

    Raises RefusedError where it names no fact of a unit that is given.
    """
    every = {level: read_setting(text, edition, level, levels) for level in levels}
    return {level: setting for level, setting in every.items() if setting.fact.level is level}
