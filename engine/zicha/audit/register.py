"""All units of an audit that has wide tables: those of the tables, and those read one by one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from zicha.audit.asked import Asked
from zicha.audit.gather import Gathered, gather, is_parquet, is_read_by_lines
from zicha.audit.parents import Naming, parents_missing
from zicha.audit.placing import size
from zicha.audit.sheet import Sheet
from zicha.backends.columnar import looking
from zicha.backends.columnar.database import Address, Database
from zicha.backends.columnar.wide.members import Member, Members, Misplaced
from zicha.errors import EngineError, InputError, Place, Problem, problem
from zicha.model.edition import Edition
from zicha.model.unit import Unit
from zicha.units.fractions import together
from zicha.units.sources.entry import NOWHERE, Entry, Source
from zicha.units.sources.table import read_table

HINTED = ("parent-missing", "parent-missing-near")
"""Problems of units that were read one by one that are said of all units together."""


class Register:
    """Who is who: made once, before anything is judged.

    ``units``: those that were read one by one, by id. ``day``: the one day of the audit.
    """

    def __init__(self, asked: Asked, edition: Edition, on: date | None, database: Database) -> None:
        """Nothing is read yet."""
        self.asked = asked
        self.edition = edition
        self.on = on
        self.database = database
        self.sheets: list[Sheet] = []
        self.of_tables: list[Source] = []
        self.problems: list[Problem] = []
        self.left_out = 0

    def open(self, tables: Sequence[str], folder: Address) -> None:
        """Open tables; of each what is read one by one is a source. ``folder``: for files between.

        Raises:
            InputError: a file is not what its name says, or settings are to alter a table.
        """
        if self.asked.settings:
            place = Place(f"--set {self.asked.settings[0]}")
            raise InputError([problem("audit-set-large" if tables else "audit-set-kept", place)])
        for number, path in enumerate(tables):
            self.of_tables.append(self.source_of(path, number, folder))

    def source_of(self, path: str, number: int, folder: Address) -> Source:
        """Open a table, and return the units of those rows that are read one by one.

        These are all of its rows where the database does not find a table in a file that can be
        read by lines: already one ragged line may lead it astray.

        Raises:
            InputError: nobody can read the file.
        """
        by_lines = is_read_by_lines(path)
        try:
            sheet = Sheet(self.database, self.edition, path, self.on, number)
            if sheet.read.is_usable or not by_lines:
                return self.opened(sheet, folder)
        except EngineError as error:
            if not by_lines:
                code = "parquet-unreadable" if is_parquet(path) else "table-unreadable"
                wrong = problem(code, Place(path), why=first_line(error))
                raise InputError([wrong]) from error
        return read_table(path, self.edition, self.on)

    def opened(self, sheet: Sheet, folder: Address) -> Source:
        """Keep who is in a table, and return the units of those rows that are read one by one."""
        odd: list[Entry] = []
        if sheet.read.is_usable:
            sheet.list_rows(folder)
            odd = sheet.odd()
            self.sheets.append(sheet)
        self.problems += sheet.problems
        return Source(tuple(odd))

    def read(self, sources: Sequence[Source]) -> None:
        """Put the units of tables and of other sources together.

        Raises:
            InputError: nothing can be judged, or units have several days.
        """
        every = [*sources, *self.of_tables]
        ids = {e.bare.id for source in every for e in source.entries if e.bare is not None}
        twice = [Source(tuple(sheet.alike(ids))) for sheet in self.sheets] if ids else []
        self.sources = [*every, *twice]
        plain = replace(self.asked, observations=(), waivers=None)
        self.gathered: Gathered = gather(plain, self.edition, self.on, self.sources)
        self.left_out = self.gathered.refused
        self.place()
        self.day = self.only_day()

    def note_small(self) -> None:
        """Note the percentages of tables that may be meant as fractions of one."""
        self.problems += [hint for sheet in self.sheets for hint in sheet.small()]

    @property
    def units(self) -> dict[str, Unit]:
        """Return the units that were read one by one."""
        return self.gathered.population.units

    # --- Who is above whom ----------------------------------------------------------------------

    def place(self) -> None:
        """Find what is above each unit; leave out those whose parent cannot be above them."""
        tables = [sheet.table for sheet in self.sheets]
        self.members = Members(self.database, self.edition, tables, self.others())
        wrong = [*self.members.misplaced()]
        # A parent may be one of those that are left out: they are looked at before any is.
        refused = self.refused_parents()
        self.leave_out(wrong)
        if wrong or refused:
            self.members = Members(self.database, self.edition, tables, self.others())
        self.members.place()
        self.problems += [each for each in self.gathered.problems if each.code not in HINTED]
        self.problems += parents_missing([*self.named_parents()], self.database, self.order)

    def leave_out(self, wrong: Sequence[Misplaced]) -> None:
        """Take units from their tables no more: each is given all the same, and nothing known."""
        names = looking.members_among(self.database, [each.unit for each in wrong])
        for sheet in self.sheets:
            of_sheet = [each for each in wrong if each.table == sheet.table.name]
            if not of_sheet:
                continue
            sheet.table.leave_out(each.unit for each in of_sheet)
            self.left_out += len(of_sheet)
            for each in of_sheet:
                place = sheet.place_of("parent", each.row)
                self.units[each.unit] = Unit(each.unit, names[each.unit][0], each.level, place)
                self.problems.append(
                    problem(
                        "parent-not-above",
                        place,
                        unit=each.unit,
                        kind=each.level.value,
                        parent=each.parent,
                        parent_kind=each.parent_level.value,
                    )
                )

    def order(self, place: Place) -> tuple[int, Place]:
        """Return what orders places: those of tables as their rows stand, all others first."""
        tables = {sheet.path: number for number, sheet in enumerate(self.sheets)}
        number = tables.get(place.file)
        return (-1, NOWHERE) if number is None else (number, place)

    def problems_in_order(self) -> list[Problem]:
        """Return what is wrong with the units: those of a table as its rows stand in it.

        A database finds them in any order. What is wrong elsewhere comes first, as it was read.
        """
        return sorted(together(self.problems), key=self.rank)

    def rank(self, found: Problem) -> tuple[int, Place, str]:
        """Return what orders problems."""
        number, place = self.order(found.place)
        return number, place, "" if number < 0 else found.code

    def refused_parents(self) -> bool:
        """Leave out units read one by one whose parent stands in a table and cannot be above."""
        population = self.gathered.population
        parents = {unit.parent for unit in self.units.values()} - {None, *self.units}
        there = looking.members_among(self.database, [each for each in parents if each])
        found = False
        for unit in [*self.units.values()]:
            who = there.get(unit.parent or "")
            if who is None or who[1].height > unit.kind.height:
                continue
            found = True
            self.problems.append(
                problem(
                    "parent-not-above",
                    unit.place,
                    unit=unit.id,
                    kind=unit.kind.value,
                    parent=unit.parent,
                    parent_kind=who[1].value,
                )
            )
            self.left_out += unit.id in population.days
            population.leave_out(unit)
        return found

    def others(self) -> Iterator[Member]:
        """Yield the units that were read one by one."""
        days = self.gathered.population.days
        for unit in self.gathered.population.units.values():
            day = days.get(unit.id)
            yield Member(
                unit.id,
                unit.name,
                unit.kind,
                unit.parent,
                size(unit),
                None if day is None else day.isoformat(),
                day is not None,
            )

    def named_parents(self) -> Iterator[Naming]:
        """Yield the parents that units name and that are not given, with where they do."""
        for unit in self.units.values():
            if unit.parent is not None and unit.parent not in self.known_parents:
                yield Naming(unit.parent, 1, unit.place)
        sheets = {sheet.table.name: sheet for sheet in self.sheets}
        for each in self.members.orphans():
            place = sheets[each.table].place_of("parent", each.row)
            yield Naming(each.parent, each.units, place)

    def above(self, unit: Unit) -> str | None:
        """Return the nearest unit above one that was read by itself, where it is given."""
        return unit.parent if unit.parent in self.known_parents else None

    @cached_property
    def known_parents(self) -> frozenset[str]:
        """Return the parents of units read one by one that are given."""
        named = [unit.parent for unit in self.units.values() if unit.parent is not None]
        return frozenset(looking.members_among(self.database, named))

    def only_day(self) -> date:
        """Return the day on which all units are judged.

        Raises:
            InputError: there is no unit, or there are several days.
        """
        days = [date.fromisoformat(day) for day in looking.days_of(self.database)]
        return same_day(days, Place(self.asked.sources[0]), self.problems)


def same_day(days: Collection[date], place: Place, problems: Sequence[Problem]) -> date:
    """Return the day that units have. ``problems``: what else is said where they have none.

    Raises:
        InputError: there is no unit, or there are several days.
    """
    if not days:
        raise InputError([*problems, problem("audit-nothing", place)])
    first, last = min(days), max(days)
    if first != last:
        several = problem("audit-days", place, first=first.isoformat(), last=last.isoformat())
        raise InputError([*problems, several])
    return first


def first_line(error: EngineError) -> str:
    """Return what a database objects to, without its advice for those who write SQL."""
    return str(error).partition("\n")[0]
