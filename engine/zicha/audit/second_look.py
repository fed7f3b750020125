"""What is odd about the answers of units of wide tables and of those read one by one, together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zicha.audit.register import Register
from zicha.audit.sheet import HEAD
from zicha.audit.suspicions import (
    ENOUGH,
    PERCENTAGES,
    SHOWN,
    Answers,
    Suspects,
    alike,
    best_percentages,
    is_perfect,
)
from zicha.backends.columnar.wide.second_look import (
    NOT_IN_A_TABLE,
    Group,
    Odd,
    SecondLook,
    Spot,
    Told,
)
from zicha.model.unit import Unit


@dataclass(frozen=True, slots=True)
class Together:
    """The units of a register that are odd: groups that give the same answers, and perfect ones."""

    copied: tuple[Suspects, ...]
    perfect: Suspects


def second_look(register: Register) -> Together:
    """Return which units of a register give answers that are worth a second look."""
    edition, tables = register.edition, [sheet.table for sheet in register.sheets]
    odd = Odd(ENOUGH, PERCENTAGES, best_percentages(edition), SHOWN)
    look = SecondLook(register.database, edition, tables, odd)
    among = Among(register)
    same = alike(among.units, edition)
    told = [Told(register.units[ids[0]].kind, dict(answers)) for answers, ids in same.items()]
    look.look(told)
    groups = groups_of(same, [*look.alike()])
    copied = sorted(
        (among.joined(group, ids), len(ids) + group.count, group.answers) for group, ids in groups
    )
    of_tables = look.perfect()
    look.forget()
    ids = [unit.id for unit in among.units if is_perfect(unit, edition)]
    perfect = Suspects(named(among.joined(of_tables, ids)), of_tables.count + len(ids))
    return Together(tuple(Suspects(named(units), *of) for units, *of in copied), perfect)


def groups_of(
    same: Mapping[Answers, Sequence[str]], of_tables: Sequence[Group]
) -> Iterator[tuple[Group, Sequence[str]]]:
    """Yield the units of tables with the same answers, each with the ids of others who say so."""
    beside = {group.beside: group for group in of_tables}
    for number, (answers, ids) in enumerate(same.items()):
        yield beside.get(number, Group((), 0, len(answers))), ids
    yield from ((group, ()) for group in of_tables if group.beside is None)


def named(units: Sequence[tuple[Spot, str]]) -> tuple[str, ...]:
    """Return the ids of those units that are named."""
    return tuple(unit for _, unit in units[:SHOWN])


class Among:
    """The units of a register that were read one by one and are judged, among all others."""

    def __init__(self, register: Register) -> None:
        """Find where each stands: within its table if it is a row of one, else before all."""
        population = register.gathered.population
        self.units = [population.units[unit] for unit in population.days]
        self.tables = {sheet.path: number for number, sheet in enumerate(register.sheets)}
        self.spots = {unit.id: self.spot(unit, at) for at, unit in enumerate(self.units)}

    def spot(self, unit: Unit, at: int) -> Spot:
        """Return where a unit stands that is the one ``at`` a place among those read."""
        table = self.tables.get(unit.place.file)
        return (NOT_IN_A_TABLE, at) if table is None else (table, unit.place.line - HEAD)

    def joined(self, group: Group, ids: Sequence[str]) -> list[tuple[Spot, str]]:
        """Return units of tables with those of some ids, as they stand."""
        return sorted([*group.units, *((self.spots[unit], unit) for unit in ids)])
